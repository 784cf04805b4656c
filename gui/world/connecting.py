"""Joining two variables by an arrow, with the mouse or with the keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from PySide6.QtCore import QPointF, Qt

from gui.drawing.edge_item import EdgeItem
from gui.drawing.graph_canvas import GraphCanvas
from gui.drawing.node_item import NodeItem
from gui.drawing.rubber_arrow import RubberArrow


@dataclass(frozen=True)
class Refusal:
    """Why an arrow cannot be.

    Attributes
    ----------
    sentence
        To be shown.
    circle
        Names of the variables of the circle that it would close, the first again at the end; () where there is none.
    """

    sentence: str
    circle: tuple[str, ...] = ()


Refuse = Callable[[str, str], Refusal | None]
NOWHERE = "Connect {} to its effect: let go over it."
BY_KEY = "Connect {}: go to its effect with the arrow keys, or type its name. Then press Enter."
WOULD = "An arrow from {} to {}: {} comes to depend on {}."


class Connecting:
    """An arrow under way from one node to another that is still to be found.

    Parameters
    ----------
    canvas, start
        The canvas, and the node that is the cause.
    refuse
        Says why an arrow from one variable to another cannot be.
    tell
        Is handed the sentence that goes with what is shown.
    connect
        Is handed cause and effect once they are chosen.
    """

    def __init__(
        self,
        canvas: GraphCanvas,
        start: NodeItem,
        refuse: Refuse,
        tell: Callable[[str], None],
        connect: Callable[[str, str], None],
        hint: str = NOWHERE,
    ) -> None:
        self._canvas = canvas
        self._start = start.name
        self._refuse, self._tell, self._connect, self._hint = refuse, tell, connect, hint
        self._target: NodeItem | None = None
        self._refusal: Refusal | None = None
        self._marked: list[EdgeItem] = []
        self._arrow = RubberArrow(start)
        canvas.scene().addItem(self._arrow)
        tell(hint.format(start.name))

    @property
    def target(self) -> str | None:
        """Name of the variable it points at."""
        return None if self._target is None else self._target.name

    @property
    def refusal(self) -> Refusal | None:
        """Why the arrow as it is now cannot be."""
        return self._refusal

    def move(self, place: QPointF, keys: Qt.KeyboardModifier) -> None:
        del keys
        self.aim(self._canvas.node_at(place), place)

    def aim(self, target: NodeItem | None, place: QPointF) -> None:
        """Point at a node, or at a free place."""
        if target is not None and target.name == self._start:
            target = None
        if target is not self._target:
            self._unmark()
            self._target = target
            self._refusal = None if target is None else self._refuse(self._start, target.name)
            self._mark()
        self._arrow.aim(place, target, refused=self._refusal is not None)

    def finish(self, place: QPointF) -> None:
        del place
        start, target, refusal = self._start, self.target, self._refusal
        self._end()
        if refusal is not None:
            self._tell(refusal.sentence)
        elif target is not None:
            self._tell("")
            self._connect(start, target)
        else:
            self._tell("")

    def cancel(self) -> None:
        self._end()
        self._tell("")

    def _end(self) -> None:
        self._unmark()
        self._canvas.scene().removeItem(self._arrow)

    def _mark(self) -> None:
        if self._target is None:
            self._tell(self._hint.format(self._start))
            return
        self._target.set_state(replace(self._target.state, pointed=True))
        if self._refusal is None:
            effect = self._target.name
            self._tell(WOULD.format(self._start, effect, effect, self._start))
            return
        self._tell(self._refusal.sentence)
        for parent, child in pairwise(self._refusal.circle):
            if (parent, child) in self._canvas.graph.edges:
                edge = self._canvas.edge(parent, child)
                edge.set_state(replace(edge.state, kind="open"))
                self._marked.append(edge)

    def _unmark(self) -> None:
        if self._target is not None:
            shown = self._canvas.graph.nodes[self._target.name].pointed
            self._target.set_state(replace(self._target.state, pointed=shown))
        for edge in self._marked:
            edge.set_state(replace(edge.state, kind=self._canvas.graph.edges[edge.ends].kind))
        self._marked = []


class ConnectingByKey(Connecting):
    """Joins by keys: arrow keys and the first letters of a name lead to the effect."""

    def __init__(
        self,
        canvas: GraphCanvas,
        start: NodeItem,
        refuse: Refuse,
        tell: Callable[[str], None],
        connect: Callable[[str, str], None],
    ) -> None:
        super().__init__(canvas, start, refuse, tell, connect, BY_KEY)
        self._typed = ""

    def go(self, direction: QPointF) -> None:
        """Point at the nearest node in a direction."""
        here = self._target or self._canvas.node(self._start)
        found = self._canvas.nearest(here, direction)
        if found is not None:
            self._typed = ""
            self.aim(found, found.pos())

    def type(self, letters: str, names: Sequence[str]) -> None:
        """Point at the first variable whose name begins with what was typed so far."""
        for typed in (self._typed + letters, letters):
            wanted = typed.casefold()
            found = [name for name in names if name.casefold().startswith(wanted) and name != self._start]
            if found:
                self._typed = typed
                item = self._canvas.node(found[0])
                self.aim(item, item.pos())
                return
