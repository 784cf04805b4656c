"""What a node or an arrow shows, and the frozen style that follows from it under a theme."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen

from gui.theme import Theme
from gui.theme.tokens import Tokens, mixed

Hand = Literal["set", "random", "soft"]
EdgeKind = Literal["arrow", "cut", "belief", "open", "blocked"]
# Beside the world: as it is there, the other way round, only in belief, only in the world, or level with another.
EdgeMark = Literal["", "right", "turned", "extra", "missing", "open"]

OFF_PATH_OPACITY = 0.55
CUT_OPACITY = 0.7
BEND = 34.0
DOTTED_BELOW = 0.05
HIDDEN_BELOW = 0.01
WORLD_HEAD = 9.0
LIT_WIDTH = 2.5
SHORT_DASHES = (4.5, 4.0)
MARK_DASHES: dict[EdgeMark, tuple[float, ...]] = {"turned": (12.0, 4.0, 2.0, 4.0), "extra": (6.0, 5.0)}
MARK_WORDS: dict[EdgeMark, str] = {
    "right": "right: the world has it",
    "turned": "turned: the world has it the other way round",
    "extra": "extra: the world does not have it",
    "missing": "missing: the world has it and belief leans to none",
    "open": "open: something else is as likely",
}
LEAST_MARKED_WIDTH = 2.0
HOLLOW_WIDTH = 5.0


@dataclass(frozen=True)
class NodeState:
    """What a node shows.

    Attributes
    ----------
    name
        Name of the variable.
    states, probabilities
        Its states and how likely each is; without probabilities no bars are drawn.
    hidden
        Whether the variable is never measured.
    hand
        "set" by hand to state number `hand_state`, randomised ("random"), given a new table ("soft"), or None.
    known
        Number of the state it is known to be in, seen and not acted on.
    pointed
        Marked as pointed at, or as an ancestor of the chosen node.
    dimmed
        Off the path that is shown.
    name_only
        Small, without states: in Belief, and where there are many nodes.
    compact
        Smaller still, for the nodes of a large network; goes with `name_only`.
    note
        A few words below the name of a node that shows it alone.
    lit
        Stands in the relation that is shown to the node that is chosen or pointed at.
    causes
        Names of its parents, for screen readers.
    word
        A few words beside it, about what it does to the paths that are shown, and the icon before them.
    """

    name: str
    states: tuple[str, ...] = ()
    probabilities: tuple[float, ...] = ()
    hidden: bool = False
    hand: Hand | None = None
    hand_state: int | None = None
    known: int | None = None
    pointed: bool = False
    dimmed: bool = False
    name_only: bool = False
    compact: bool = False
    note: str = ""
    lit: bool = False
    causes: tuple[str, ...] = ()
    word: tuple[str, str] = ("", "")

    def tab_text(self) -> str:
        """Return the words on the tab, or "" without one."""
        if self.hand == "set" and self.hand_state is not None:
            return f"set to {self.states[self.hand_state]}"
        if self.hand == "soft" and self.hand_state is not None:
            return f"pushed to {self.states[self.hand_state]}"
        return {"random": "random", "soft": "new table"}.get(self.hand or "", "")


@dataclass(frozen=True)
class NodeStyle:
    """How the outline and the tab of a node are drawn; lengths at the theme's scale."""

    fill: QColor
    edge: QColor
    edge_width: float
    dashes: tuple[float, ...]
    opacity: float
    tab_icon: str
    tab_fill: QColor
    tab_ink: QColor

    def pen(self) -> QPen:
        """Return the pen of the outline; dashes are in units of the canvas, not of the pen."""
        return dashed_pen(self.edge, self.edge_width, self.dashes)


def node_style(state: NodeState, theme: Theme) -> NodeStyle:
    """Return the style of a node that shows `state`."""
    tokens = theme.tokens
    acted = state.hand is not None
    solid = state.hand == "set"
    return NodeStyle(
        fill=tokens.selection if state.pointed or state.lit else tokens.node,
        edge=tokens.act if acted else tokens.accent if state.lit else tokens.text,
        edge_width=(LIT_WIDTH if state.lit else 2.0 if acted else 1.5) * theme.scale,
        dashes=(5 * theme.scale, 4 * theme.scale) if state.hidden else (),
        opacity=OFF_PATH_OPACITY if state.dimmed else 1.0,
        tab_icon={"set": "act", "random": "randomise", "soft": "table"}.get(state.hand or "", ""),
        tab_fill=tokens.act if solid else tokens.surface,
        tab_ink=tokens.on_act if solid else tokens.act,
    )


@dataclass(frozen=True)
class EdgeState:
    """What an arrow shows.

    Attributes
    ----------
    kind
        "arrow" of the world, "cut" because its child is set by hand, "belief" (an arrow with `probability`),
        or part of an "open" or a "blocked" path.
    probability
        How likely the arrow is, from 0 to 1.
    bend
        How far it bends to its left, in pixels at 100 %; see `BEND`.
    bar_at
        Where the bar of a blocked path crosses, from 0 at the parent to 1 at the child; None draws none.
    dimmed
        Off the path that is shown.
    quiet
        Its label waits until the mouse is over it or its ends.
    slim
        Drawn with a thinner line, where there are many.
    lit
        Part of the relation that is shown.
    mark
        How an arrow of belief stands to the world, where that is shown.
    undirected
        A line without a head: the direction is left open.
    """

    kind: EdgeKind = "arrow"
    probability: float | None = None
    bend: float = 0.0
    bar_at: float | None = None
    dimmed: bool = False
    quiet: bool = False
    slim: bool = False
    lit: bool = False
    mark: EdgeMark = ""
    undirected: bool = False

    def drawn(self) -> bool:
        """Return whether it is likely enough to be drawn, or marked."""
        return self.kind != "belief" or bool(self.mark) or (self.probability or 0.0) >= HIDDEN_BELOW

    def dotted(self) -> bool:
        """Return whether it is so unlikely that it is only dotted."""
        return self.kind == "belief" and not self.mark and (self.probability or 0.0) < DOTTED_BELOW

    def hollow(self) -> bool:
        """Return whether only its outline is drawn: the world has it and belief has not."""
        return self.mark == "missing"


@dataclass(frozen=True)
class EdgeStyle:
    """How an arrow is drawn; lengths at the theme's scale. `opacity` is for label and marks only."""

    colour: QColor
    width: float
    dashes: tuple[float, ...] = ()
    head: float = WORLD_HEAD
    halo: float = 0.0
    opacity: float = 1.0

    def pen(self) -> QPen:
        """Return the pen of the line."""
        return dashed_pen(self.colour, self.width, self.dashes)


def edge_style(state: EdgeState, theme: Theme) -> EdgeStyle:
    """Return the style of an arrow that shows `state`.

    Fainter arrows are mixed with the surface instead of being see-through, so that head and line do not show
    through each other.
    """
    plain = _edge_at_full_size(state, theme.tokens)
    k = theme.scale
    faded = mixed(plain.colour, theme.tokens.surface, OFF_PATH_OPACITY)
    return replace(
        plain,
        colour=faded if state.dimmed else plain.colour,
        width=plain.width * k,
        dashes=tuple(dash * k for dash in plain.dashes),
        head=plain.head * k,
        halo=plain.halo * k,
        opacity=OFF_PATH_OPACITY if state.dimmed else 1.0,
    )


def _edge_at_full_size(state: EdgeState, tokens: Tokens) -> EdgeStyle:
    p = state.probability or 0.0
    if state.dotted():
        return EdgeStyle(tokens.text2, 1.2, dashes=(2.0, 4.0))
    if state.kind == "belief":
        return _belief_edge(state, p, tokens)
    if state.kind == "cut":
        return EdgeStyle(mixed(tokens.text2, tokens.surface, CUT_OPACITY), 1.6, dashes=SHORT_DASHES)
    if state.kind == "open":
        return EdgeStyle(tokens.accent, 3.0, head=11.0, halo=20.0)
    if state.kind == "blocked":
        return EdgeStyle(tokens.text2, 1.8, dashes=SHORT_DASHES)
    return EdgeStyle(tokens.accent, LIT_WIDTH, head=11.0) if state.lit else EdgeStyle(tokens.text, 1.8)


def _belief_edge(state: EdgeState, p: float, tokens: Tokens) -> EdgeStyle:
    ink = mixed(tokens.text, tokens.surface, 0.55 + 0.45 * p)
    width, head = (1 + 2 * p, 8 + 4 * p) if state.slim else (1 + 6 * p, 9 + 9 * p)
    if state.hollow():
        return EdgeStyle(tokens.text, HOLLOW_WIDTH, head=max(head, 14.0))
    if state.mark:
        width = max(width, LEAST_MARKED_WIDTH)
    return EdgeStyle(ink, width, MARK_DASHES.get(state.mark, ()), 0.0 if state.undirected else head)


def dashed_pen(colour: QColor, width: float, dashes: tuple[float, ...]) -> QPen:
    """Return a pen whose dashes are given in units of the canvas."""
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dashes:
        pen.setDashPattern([dash / width for dash in dashes])
    return pen
