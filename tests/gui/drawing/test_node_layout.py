"""Nodes are as wide as their words need, and say what they leave out."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetricsF

from gui.drawing.node_layout import layout_of, name_font, rows_of
from gui.drawing.styles import NodeState
from gui.theme import Theme

FIVE = NodeState(
    "Weather",
    ("fine", "fair", "change", "rain", "storm"),
    (0.1, 0.3, 0.0001, 0.35, 0.2499),
)


def two(**other):
    return NodeState("Sun", ("yes", "no"), (0.62, 0.38), **other)


def test_each_state_has_a_row_with_its_probability():
    assert [(row.label, row.number) for row in rows_of(two())] == [("yes", "0.620"), ("no", "0.380")]


def test_the_state_set_by_hand_reads_set():
    rows = rows_of(NodeState("Sun", ("yes", "no"), (0.0, 1.0), hand="set", hand_state=1))
    assert [(row.number, row.acted) for row in rows] == [("0", False), ("set", True)]


def test_many_states_show_the_three_likeliest_in_their_own_order():
    assert [row.label for row in rows_of(FIVE)] == ["fair", "rain", "storm", "2 more"]


def test_the_state_set_by_hand_is_never_left_out():
    state = NodeState("W", FIVE.states, (0.0, 0.0, 0.0, 0.0, 1.0), hand="set", hand_state=4)
    assert "storm" in [row.label for row in rows_of(state)]


def test_without_probabilities_or_with_the_name_only_there_are_no_rows():
    assert rows_of(NodeState("Sun", ("yes", "no"))) == ()
    assert rows_of(two(name_only=True)) == ()


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("state", [two(), FIVE, two(hidden=True), two(hand="random"), NodeState("Bare")])
def test_sizes_stay_within_their_bounds(qapp, state, scale):
    theme = Theme(scale=scale)
    layout = layout_of(state, theme)
    assert theme.px(136) - 1 <= layout.body.width() <= theme.px(220) + 1
    assert layout.body.width() % 2 == layout.body.height() % 2 == 0
    assert layout.body.center().isNull()


def test_a_node_of_two_states_is_as_high_as_in_the_picture(qapp):
    assert layout_of(two(), Theme()).body.height() == 82
    assert layout_of(two(name_only=True), Theme()).body.height() == 44


def test_a_long_name_widens_the_node_and_then_ends_in_an_ellipsis(qapp):
    theme = Theme()
    longer = layout_of(NodeState("Ice cream sold on the beach"), theme)
    longest = layout_of(NodeState("Ice cream sold on the beach of the northern islands"), theme)
    assert longer.body.width() > 136
    assert not longer.elided
    assert longest.elided
    assert longest.name.endswith("…")


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("mark", [{"hidden": True}, {"known": 0}, {}])
def test_the_name_never_reaches_the_eye(qapp, scale, mark):
    theme = Theme(scale=scale)
    state = NodeState("A name that is rather long indeed", ("yes", "no"), (0.5, 0.5), **mark)
    layout = layout_of(state, theme)
    width = QFontMetricsF(name_font(state, theme)).horizontalAdvance(layout.name)
    assert width <= layout.body.width() - theme.px(24)


def test_the_tab_stands_on_the_node_and_within_its_width(qapp):
    for state in (two(hand="set", hand_state=0), NodeState("A", ("x" * 60, "n"), (0.5, 0.5), hand="set", hand_state=0)):
        layout = layout_of(state, Theme())
        assert layout.tab.bottom() == pytest.approx(layout.body.top() + 1)
        assert layout.tab.right() <= layout.body.right()
    assert layout_of(two(), Theme()).tab.isEmpty()


def test_the_tab_of_a_small_node_says_all_its_words(qapp):
    theme = Theme()
    state = NodeState("Sun", ("yes", "no"), name_only=True, hand="set", hand_state=1)
    layout = layout_of(state, theme)
    words = QFontMetricsF(theme.font("second", 600)).horizontalAdvance(state.tab_text())
    assert layout.tab.width() > words + theme.px(14)
    assert layout.tab.right() > layout.body.right(), "the tab is wider than the name"
