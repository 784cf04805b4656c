"""How a goal is put into words."""

from __future__ import annotations

import pytest

from gui.lesson.goal import goal_words


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("edge Rain -> Umbrellas probability > 0.95", "Rain → Umbrellas: above 0.95"),
        ("edge Ice cream -> Sun probability < 0.1", "Ice cream → Sun: below 0.1"),
        ("path Sun -> Ice probability > 0.5", "path Sun → Ice probability > 0.5"),
    ],
)
def test_a_bound_on_an_edge_is_said_in_plain_words(written: str, said: str) -> None:
    assert goal_words(written) == said
