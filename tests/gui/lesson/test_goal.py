"""How a goal is put into words."""

from __future__ import annotations

import pytest

from gui.lesson.goal import goal_words


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("edge Rain -> Umbrellas probability > 0.95", "Probability of the arrow Rain → Umbrellas: above 0.95"),
        ("edge Ice cream -> Sun probability < 0.1", "Probability of the arrow Ice cream → Sun: below 0.1"),
        ("path Sun -> Ice probability >= 0.5", "Probability of a way Sun → Ice: at least 0.5"),
        ("weight of Sun -> Shorts, Sun -> Ice cream > 0.9", "Weight of Sun → Shorts, Sun → Ice cream: above 0.9"),
        ("weight of A <- (C) -> B > 0.95", "Weight of A ← (C) → B: above 0.95"),
        ("weight of Music -> Sales <= 0.02", "Weight of Music → Sales: at most 0.02"),
        (
            "edge A -> B probability + edge B -> A probability >= 0.2",
            "edge A → B probability + edge B → A probability ≥ 0.2",
        ),
        ("rows <= 40", "rows ≤ 40"),
    ],
)
def test_a_bound_is_said_in_plain_words_and_all_else_with_real_signs(written: str, said: str) -> None:
    assert goal_words(written) == said
