"""Changing the network by the canvas: each verb of the World menu as one action, so that one undo takes it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from string import ascii_uppercase

from PySide6.QtCore import QObject, QPointF
from PySide6.QtGui import QGuiApplication

from engine.networks.editing import circle_closed_by, connected, free_name, part_of
from engine.networks.network import BayesianNetwork
from engine.networks.variables import Variable
from engine.problems import InvalidInput
from engine.sessions.edit_verbs import (
    AddEdge,
    AddVariable,
    PasteNetwork,
    RemoveEdge,
    RemoveVariables,
    RenameVariable,
    ReverseEdge,
    SetHidden,
)
from engine.sessions.edits import NO_WORLD
from engine.sessions.placing import node_positions
from engine.sessions.positions import Point, Positions
from engine.sessions.verbs import Action, MoveNodes
from gui.document import Document
from gui.world.alignment import in_a_column, in_a_row, spread
from gui.world.canvas import WorldCanvas
from gui.world.connecting import Refusal
from gui.world.words import blocked

YES_NO = ("yes", "no")
NOTHING_CHOSEN = "Choose a variable first: click on it, or go there with the arrow keys."
NO_ARROW = "Choose an arrow first: click on it, or press the full stop to go from arrow to arrow."
# a copy lies a little aside, so that both are seen
ASIDE = (0.5, 0.5)


class WorldEditor(QObject):
    """Carries out what is asked of the network on a canvas."""

    def __init__(self, document: Document, canvas: WorldCanvas, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._canvas = canvas
        self._pasted = 0
        canvas.refuse_arrow = self.refusal
        canvas.add_requested.connect(self.add_at)
        canvas.connect_requested.connect(lambda parent, child: self._perform(AddEdge(parent, child)))

    # -- variables -----------------------------------------------------------------------------------------

    def add(self) -> None:
        """Ask for the name of a new variable, in a free place near the one that has the focus."""
        canvas = self._canvas
        taken = {item.pos().toTuple() for item in canvas.nodes()}
        points = list(canvas.graph.points.values())
        chosen = canvas.chosen
        x, y = canvas.graph.points[chosen[-1]] if chosen else (0.0, max((y for _, y in points), default=-1.0) + 1)
        while canvas.place_of((x, y)).toTuple() in taken:
            x += 1
        self.add_at(canvas.place_of((x, y)))

    def add_at(self, place: QPointF) -> None:
        """Ask for the name of a new variable in a place of the scene."""
        if not self.may_edit():
            return
        point = self._canvas.grid_point(place)

        def take(name: str) -> bool:
            if not self._perform(AddVariable(Variable(name, YES_NO), point)):
                return False
            self._canvas.choose((name,))
            return True

        self._canvas.edit_name(next_name(self._world().names), take, point)

    def rename(self) -> None:
        """Ask for another name of the chosen variable."""
        names = self._chosen() if self.may_edit() else ()
        if names:
            self.rename_one(names[-1])

    def rename_one(self, name: str) -> None:
        """Ask for another name of a variable."""

        def take(new: str) -> bool:
            if new == name:
                return True
            if not self._perform(RenameVariable(name, new)):
                return False
            self._canvas.choose((new,))
            return True

        self._canvas.edit_name(name, take, self._canvas.graph.points[name])

    def remove(self) -> None:
        """Remove what is chosen: arrows where only arrows are, else variables with all arrows at them."""
        names, edges = self._canvas.chosen, self._canvas.chosen_edges
        if not self.may_edit():
            return
        if names:
            self._perform(RemoveVariables(names))
        elif edges:
            self._perform_all(f"Remove {len(edges)} arrows", [RemoveEdge(parent, child) for parent, child in edges])
        else:
            self._document.rejected.emit(NOTHING_CHOSEN)

    def toggle_hidden(self) -> None:
        """Let nobody measure the chosen variables, or let them be measured; the last one tells which."""
        names = self._chosen() if self.may_edit() else ()
        if names:
            world = self._world()
            hidden = world.index(names[-1]) not in world.hidden
            words = f"Hide {len(names)} variables" if hidden else f"Let {len(names)} variables be measured"
            self._perform_all(words, [SetHidden(name, hidden) for name in names])

    # -- arrows --------------------------------------------------------------------------------------------

    def connect_from(self) -> None:
        """Look for the effect of the chosen variable with the keys; with two chosen, connect the two."""
        names = self._chosen() if self.may_edit() else ()
        if not names:
            return
        focused = self._canvas.focused
        if len(names) == 2 and focused in names:
            cause = next(name for name in names if name != focused)
            self._perform(AddEdge(cause, str(focused)))
            return
        self._canvas.begin_connecting(focused if focused in names else names[-1])

    def refusal(self, parent: str, child: str) -> Refusal | None:
        """Return why an arrow cannot be, or None."""
        blocked = self._blocked()
        if blocked:
            return Refusal(blocked)
        world = self._world()
        start, end = world.index(parent), world.index(child)
        circle = tuple(world.names[node] for node in circle_closed_by(world.dag, start, end))
        if circle:
            return Refusal(f"This arrow would close a circle: {', '.join(circle)}. Remove one of them first.", circle)
        try:
            connected(world, start, end)
        except InvalidInput as error:
            return Refusal(str(error))
        return None

    def reverse(self) -> None:
        """Turn the chosen arrow round."""
        edges = self._canvas.chosen_edges
        if not edges:
            self._document.rejected.emit(NO_ARROW)
        self._perform_all(f"Turn {len(edges)} arrows round", [ReverseEdge(parent, child) for parent, child in edges])
        for parent, child in edges:
            if (child, parent) in self._canvas.graph.edges:
                self._canvas.edge(child, parent).setSelected(True)

    def reverse_one(self, parent: str, child: str) -> None:
        """Turn one arrow round."""
        self._perform(ReverseEdge(parent, child))

    def disconnect_one(self, parent: str, child: str) -> None:
        """Remove one arrow."""
        self._perform(RemoveEdge(parent, child))

    # -- copies --------------------------------------------------------------------------------------------

    def copy(self) -> bool:
        """Put the chosen variables, with the arrows among them, on the clipboard as text; return whether any were."""
        # Reading YAML takes a tenth of a second to import, which the first paint does not wait for.
        from engine.files.network_text import network_to_text

        names = self._chosen()
        if not names or not self._document.is_open or self._document.state.world is None:
            return False
        points = node_positions(self._document.state)
        part, places = self._part(names), {name: points[name] for name in names}
        QGuiApplication.clipboard().setText(network_to_text(part, places))
        self._pasted = 0
        return True

    def cut(self) -> None:
        """Copy the chosen variables and remove them."""
        if self.may_edit() and self.copy():
            self._perform(RemoveVariables(self._canvas.chosen))
            # what was cut comes back where it was
            self._pasted = -1

    def paste(self) -> None:
        """Add what is on the clipboard."""
        from engine.files.network_text import content_from_text

        if not self.may_edit():
            return
        try:
            content = content_from_text(QGuiApplication.clipboard().text())
        except InvalidInput as error:
            self._document.rejected.emit(f"This cannot be pasted: {error}")
            return
        self._pasted += 1
        if self._put(content.network, content.positions, self._pasted) and content.losses:
            self._document.rejected.emit(" ".join(content.losses))

    def duplicate(self) -> None:
        """Add a copy of the chosen variables beside them; the clipboard stays as it is."""
        names = self._chosen() if self.may_edit() else ()
        if names:
            points = node_positions(self._document.state)
            self._put(self._part(names), Positions({name: points[name] for name in names}), 1)

    def _put(self, network: BayesianNetwork, points: Positions, times: int) -> bool:
        before = set(self._world().names)
        moved = {name: (x + ASIDE[0] * times, y + ASIDE[1] * times) for name, (x, y) in points.items()}
        done = self._perform(PasteNetwork(network, Positions(moved)))
        if done:
            self._canvas.choose(tuple(name for name in self._world().names if name not in before))
        return done

    def _part(self, names: tuple[str, ...]) -> BayesianNetwork:
        world = self._world()
        return part_of(world, [world.index(name) for name in names])

    # -- places --------------------------------------------------------------------------------------------

    def select_all(self) -> None:
        """Choose every variable."""
        self._canvas.choose(tuple(self._canvas.graph.nodes))

    def align_row(self) -> None:
        """Put the chosen variables at one height."""
        self._place(in_a_row)

    def align_column(self) -> None:
        """Put the chosen variables below one another."""
        self._place(in_a_column)

    def distribute(self) -> None:
        """Put the chosen variables equally far apart."""
        self._place(spread)

    def _place(self, placed: Callable[[dict[str, Point]], dict[str, Point]]) -> None:
        names = self._canvas.chosen
        if len(names) < 2:
            self._document.rejected.emit("Choose two variables or more first: draw a frame around them.")
            return
        points = self._canvas.graph.points
        self._document.perform(MoveNodes(Positions(placed({name: points[name] for name in names}))))

    # -- whether it can be ---------------------------------------------------------------------------------

    def may_edit(self) -> bool:
        """Return whether the network can be changed now; say why where it cannot."""
        blocked = self._blocked()
        if blocked:
            self._document.rejected.emit(blocked)
        return not blocked

    def _blocked(self) -> str:
        return blocked(self._document.state) if self._document.is_open else NO_WORLD

    def _world(self) -> BayesianNetwork:
        world = self._document.state.world
        if world is None:
            raise LookupError(NO_WORLD)
        return world

    def _chosen(self) -> tuple[str, ...]:
        names = self._canvas.chosen
        if not names:
            self._document.rejected.emit(NOTHING_CHOSEN)
        return names

    def _perform_all(self, words: str, actions: Sequence[Action]) -> None:
        # Several arrows are one step for who chose them.
        self._document.perform_together(actions, words)

    def _perform(self, action: Action) -> bool:
        before = self._document.state
        self._document.perform(action)
        return self._document.state is not before


def next_name(taken: tuple[str, ...]) -> str:
    """Return the first letter that no variable is called by, else a numbered name."""
    letter = next((letter for letter in ascii_uppercase if letter not in taken), "")
    return letter or free_name("Variable", taken)
