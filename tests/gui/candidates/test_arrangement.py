"""Cards are whole, as many as fit, and never fewer than a few."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSize

from gui.candidates.arrangement import FEWEST, MOST, arranged
from gui.theme import Theme


def test_the_picture_has_six_cards_and_the_others() -> None:
    plan = arranged(QSize(939, 251), 25, Theme())
    assert (plan.n_cards, plan.others) == (6, True)


def test_a_short_list_has_no_card_of_others() -> None:
    plan = arranged(QSize(939, 251), 2, Theme())
    assert (plan.n_cards, plan.others) == (2, False)


def test_one_more_than_fits_makes_a_card_of_others() -> None:
    assert arranged(QSize(939, 251), 7, Theme()).n_slots == 7
    plan = arranged(QSize(939, 251), 8, Theme())
    assert (plan.n_cards, plan.others) == (6, True)


@given(st.integers(50, 4000), st.integers(80, 600), st.integers(1, 29281), st.sampled_from([1.0, 1.25, 1.5, 2.0]))
def test_cards_lie_inside_unless_they_scroll(width: int, height: int, n_candidates: int, scale: float) -> None:
    theme = Theme(scale=scale)
    plan = arranged(QSize(width, height), n_candidates, theme)
    assert 1 <= plan.n_slots <= min(MOST, n_candidates)
    assert plan.others == (plan.n_cards < n_candidates)
    assert plan.place(0).left() >= 0
    assert plan.place(plan.n_slots - 1).right() < plan.size.width()
    if plan.size.width() > width:
        assert plan.n_slots <= FEWEST
    if height > 2 * plan.margin:
        assert plan.size.height() <= height
