"""Styles follow the anatomy of nodes and arrows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from gui.drawing.styles import EdgeState, NodeState, edge_style, node_style
from gui.theme import Theme, contrast_ratio

YES_NO = {"states": ("yes", "no"), "probabilities": (0.6, 0.4)}


@pytest.mark.parametrize("dark", [False, True])
def test_only_acting_is_vermilion(dark):
    theme = Theme(dark)
    plain = NodeState("Sun", **YES_NO)
    for state in (plain, NodeState("Sun", hidden=True), NodeState("Sun", known=0, **YES_NO)):
        assert node_style(state, theme).edge == theme.tokens.text
    for hand in ("set", "random", "soft"):
        style = node_style(NodeState("Sun", hand=hand, hand_state=0, **YES_NO), theme)
        assert (style.edge, style.edge_width) == (theme.tokens.act, 2.0)


def test_tabs_say_what_was_done():
    words = [
        NodeState("Sun", hand=hand, hand_state=state, **YES_NO).tab_text()
        for hand, state in (("set", 1), ("random", None), ("soft", None), (None, None))
    ]
    assert words == ["set to no", "random", "new table", ""]
    assert NodeState("A", states=("yes", "no"), hand="soft", hand_state=1).tab_text() == "pushed to no"


def test_only_a_set_node_has_a_filled_tab():
    theme = Theme()
    fills = {
        hand: node_style(NodeState("Sun", hand=hand, hand_state=0, **YES_NO), theme).tab_fill.name()
        for hand in ("set", "random", "soft")
    }
    act, surface = theme.tokens.act.name(), theme.tokens.surface.name()
    assert fills == {"set": act, "random": surface, "soft": surface}


def test_pointed_at_hidden_and_dimmed_nodes_look_so():
    theme = Theme()
    assert node_style(NodeState("Sun", pointed=True), theme).fill == theme.tokens.selection
    assert node_style(NodeState("Sun", hidden=True), theme).dashes == (5, 4)
    assert node_style(NodeState("Sun", dimmed=True), theme).opacity == 0.55


@pytest.mark.parametrize(
    ("p", "width", "head"), [(0.05, 1.3, 9.45), (0.5, 4.0, 13.5), (0.99, 6.94, 17.91), (1.0, 7.0, 18.0)]
)
def test_likelier_arrows_are_wider(p, width, head):
    style = edge_style(EdgeState("belief", p), Theme())
    assert (style.width, style.head) == (pytest.approx(width), pytest.approx(head))
    assert style.dashes == ()


@pytest.mark.parametrize("dark", [False, True])
def test_the_faintest_solid_arrow_can_still_be_seen(dark):
    theme = Theme(dark)
    style = edge_style(EdgeState("belief", 0.05), theme)
    assert contrast_ratio(style.colour, theme.tokens.surface) >= 3.9


@pytest.mark.parametrize(
    ("p", "drawn", "dotted"),
    [(0.0, False, True), (0.009, False, True), (0.01, True, True), (0.049, True, True), (0.05, True, False)],
)
def test_unlikely_arrows_are_dotted_or_left_out(p, drawn, dotted):
    state = EdgeState("belief", p)
    assert (state.drawn(), state.dotted()) == (drawn, dotted)
    if dotted:
        assert edge_style(state, Theme()).dashes == (2, 4)


def test_arrows_of_the_world_are_always_drawn():
    assert EdgeState("arrow").drawn()
    assert not EdgeState("arrow").dotted()
    assert edge_style(EdgeState("arrow"), Theme()).width == 1.8


def test_an_open_path_is_accent_on_a_halo():
    style = edge_style(EdgeState("open"), Theme())
    assert (style.colour, style.width, style.halo) == (Theme().tokens.accent, 3, 20)


def test_lengths_follow_the_scale():
    assert edge_style(EdgeState("cut"), Theme(scale=2.0)).dashes == (9, 8)
    assert node_style(NodeState("Sun"), Theme(scale=2.0)).edge_width == 3.0


def test_pens_dash_in_units_of_the_canvas():
    pen = edge_style(EdgeState("belief", 0.02), Theme()).pen()
    assert [dash * pen.widthF() for dash in pen.dashPattern()] == pytest.approx([2, 4])
    assert pen.capStyle() == Qt.PenCapStyle.FlatCap
    assert not pen.isCosmetic()
