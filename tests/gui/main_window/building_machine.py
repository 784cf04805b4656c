"""Somebody who builds at random in the real window, and what must hold after every step."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from engine.networks.network import BayesianNetwork
from engine.sessions.state import SessionState
from engine.sessions.verbs import SetByHand, Watch
from gui.drawing.node_item import NodeItem
from gui.world.name_field import NameField
from tests.gui.main_window.person import Person
from tests.gui.worlds import shorts_session

# More variables show nothing new, and every step would take longer.
MOST = 9
VERBS = (
    *("reverse", "remove", "hide_variable", "copy", "cut", "select_all", "align_row", "align_column", "distribute"),
    *("lay_out", "zoom_in", "zoom_out", "fit_world", "outline", "release"),
)
GROWING = ("paste", "duplicate")
NAMES = st.sampled_from(("Rain", "Sun", "Wet grass", "x: y", "Aé", "Rain # 2"))
PLACES = st.integers(0, MOST - 1)


class Building(RuleBasedStateMachine):
    """Uses the verbs of the World menu, the canvas, undo and redo; at the end undo leads back to the beginning."""

    person: Person

    @initialize()
    def opens(self) -> None:
        self.first = self.person.shows(shorts_session())

    @property
    def state(self) -> SessionState:
        return self.person.window.document.state

    @property
    def world(self) -> BayesianNetwork:
        assert self.state.world is not None
        return self.state.world

    def name(self, place: int) -> str:
        return self.world.names[place % len(self.world.names)]

    @rule(some=st.sets(PLACES, max_size=3))
    def chooses(self, some: set[int]) -> None:
        self.canvas.choose(tuple({self.name(place): None for place in sorted(some)}))

    @rule(place=PLACES)
    def chooses_an_arrow(self, place: int) -> None:
        ends = sorted(self.canvas.graph.edges)
        if ends:
            self.canvas.choose(())
            self.canvas.edge(*ends[place % len(ends)]).setSelected(True)

    @rule(key=st.sampled_from(VERBS))
    def uses(self, key: str) -> None:
        self.trigger(key)

    @precondition(lambda self: len(self.world.names) < MOST)
    @rule(key=st.sampled_from(GROWING))
    def grows(self, key: str) -> None:
        if len(self.world.names) + len(self.canvas.chosen) <= MOST:
            self.trigger(key)

    @precondition(lambda self: len(self.world.names) < MOST)
    @rule(name=NAMES, x=st.floats(0.05, 0.95), y=st.floats(0.05, 0.95))
    def adds(self, name: str, x: float, y: float) -> None:
        size = self.canvas.viewport().size()
        self.canvas.add_requested.emit(self.canvas.mapToScene(int(x * size.width()), int(y * size.height())))
        self.types(name)

    @rule(name=NAMES)
    def renames(self, name: str) -> None:
        self.trigger("rename")
        self.types(name)

    @rule(one=PLACES, other=PLACES)
    def connects(self, one: int, other: int) -> None:
        self.canvas.begin_connecting(self.name(one))
        by_key, target = self.canvas.connecting, self.canvas.node(self.name(other))
        assert by_key is not None
        by_key.move(target.pos(), Qt.KeyboardModifier.NoModifier)
        QTest.keyClick(self.canvas, Qt.Key.Key_Return)

    @rule(place=PLACES, x=st.integers(-80, 80), y=st.integers(-80, 80))
    def drags(self, place: int, x: int, y: int) -> None:
        node = self.canvas.node(self.name(place))
        node.moved.emit({node.name: node.pos() + QPointF(x, y)})

    @rule(place=PLACES)
    def sets(self, place: int) -> None:
        variable = self.state.variables[place % len(self.state.variables)]
        self.person.window.document.perform(SetByHand(variable.name, variable.states[-1]))

    @rule()
    def watches(self) -> None:
        self.person.window.document.perform(Watch(2))
        self.person.waits()

    @rule()
    def takes_back(self) -> None:
        self.trigger("undo")

    @rule()
    def does_again(self) -> None:
        self.trigger("redo")

    @invariant()
    def the_window_shows_the_network(self) -> None:
        if not self.person.window.document.is_open:
            return
        names, world = list(self.world.names), self.person.window.desk.world
        shown = [item for item in self.canvas.scene().items() if isinstance(item, NodeItem)]
        assert sorted(item.name for item in shown) == sorted(names)
        arrows = {(names[parent], names[child]) for parent, child in self.world.dag.edges()}
        assert {item.ends for item in self.canvas.edges()} == arrows
        rows = [world.outline.topLevelItem(row) for row in range(world.outline.topLevelItemCount())]
        assert [row.text(0).removesuffix(" (hidden)") for row in rows if row is not None] == names
        assert set(self.canvas.chosen) <= set(names)

    def teardown(self) -> None:
        self.person.waits()
        document, last = self.person.window.document, self.state
        for _ in range(document.past.index):
            document.undo()
        assert self.state == self.first, "undo does not lead back to the beginning"
        self.the_window_shows_the_network()
        for _ in range(len(document.past.changes)):
            document.redo()
        while self.state != last and document.past.can_undo:
            document.undo()
        assert self.state == last, "redo does not lead on to where it was"

    @property
    def canvas(self):  # type: ignore[no-untyped-def]
        return self.person.window.desk.world.canvas

    def trigger(self, key: str) -> None:
        action = self.person.window.actions_by_key[key]
        if action.isEnabled():
            action.trigger()

    def types(self, name: str) -> None:
        for field in self.canvas.findChildren(NameField):
            if field.isVisible():
                field.setText(name)
                QTest.keyClick(field, Qt.Key.Key_Return)
                if field.isVisible():
                    QTest.keyClick(field, Qt.Key.Key_Escape)
