"""The two lists of candidates: filled in place, they are as lists that are made anew."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from gui.theme import Theme, apply_theme
from gui.why.choosing import DIGIT, PairChooser

Entry = tuple[int, int | None, str]
Offer = tuple[list[Entry], list[int]]


@st.composite
def offers(draw: st.DrawFn) -> Offer:
    numbers = draw(st.lists(st.integers(0, 9), unique=True, min_size=1, max_size=6))
    entries = [(number, draw(st.none() | st.integers(1, 9)), f"structure {number}") for number in numbers]
    return entries, numbers[:2]


def said(chooser: PairChooser) -> list[tuple[object, ...]]:
    return [
        (box.itemText(place), box.itemData(place), box.itemData(place, DIGIT), _pixels(box.itemIcon(place)))
        for box in (chooser.one, chooser.other)
        for place in range(box.count())
    ] + [(chooser.pair,)]


def _pixels(icon: object) -> bytes:
    image = icon.pixmap(40, 40).toImage()  # type: ignore[attr-defined]
    return bytes(image.constBits())


@settings(max_examples=60, deadline=None)
@given(st.lists(offers(), min_size=1, max_size=4))
def test_lists_filled_in_place_are_as_new_ones(qapp: QApplication, shown: list[Offer]) -> None:
    del qapp
    kept = PairChooser()
    for entries, first in shown:
        kept.show_candidates(entries, first)
        new = PairChooser()
        new.show_candidates(entries, first)
        assert said(kept) == said(new)


def test_chips_follow_the_theme(qapp: QApplication) -> None:
    chooser = PairChooser()
    chooser.show_candidates([(3, 1, "one"), (4, 2, "two")], [3, 4])
    light = said(chooser)
    apply_theme(qapp, Theme(dark=True))
    dark = said(chooser)
    apply_theme(qapp, Theme())
    assert dark != light
    assert said(chooser) == light


def test_a_pair_that_a_person_chose_stays_when_the_theme_changes(qapp: QApplication) -> None:
    chooser = PairChooser()
    chooser.show_candidates([(3, 1, "one"), (4, 2, "two"), (5, 3, "three")], [3, 4])
    chooser.pick(5, None)
    apply_theme(qapp, Theme(dark=True))
    assert chooser.pair == (5, None)
    apply_theme(qapp, Theme())
    assert chooser.pair == (5, None)
