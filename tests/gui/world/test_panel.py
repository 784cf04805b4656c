"""The World panel through real mouse and keys: what is asked for is done, what is shown follows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from engine.sessions.actions import apply
from engine.sessions.state import SessionState
from engine.sessions.verbs import MoveNodes, SetByHand
from gui.theme import Theme, apply_theme
from gui.world.panel import WorldPanel
from gui.world.words import BEGIN_BUILDING, COVERED
from tests.gui.motions import moving
from tests.gui.worlds import Ring, collider_session, shorts_session

# the offscreen platform says so whenever a menu opens
MENU_OPENS = pytest.mark.qt_log_ignore("This plugin does not support")


class Desk:
    """A panel on screen, with the ring behind it."""

    def __init__(self, ring: Ring, qtbot: QtBot) -> None:
        self.ring, self.qtbot = ring, qtbot
        self.panel = WorldPanel(ring.document, ring.analysis)
        self.canvas = self.panel.canvas
        qtbot.addWidget(self.panel)
        self.panel.resize(453, 560)

    def open(self, state: SessionState) -> Desk:
        self.ring.document.reset(state)
        with self.qtbot.waitExposed(self.panel):
            self.panel.show()
        self.panel.activateWindow()
        self.quiet()
        return self

    def quiet(self) -> None:
        self.qtbot.waitUntil(self.ring.is_quiet)

    @property
    def state(self) -> SessionState:
        return self.ring.document.state

    def at(self, name: str, share: float = 0.5) -> QPoint:
        body = self.canvas.node(name).body()
        return self.canvas.mapFromScene(QPointF(body.center().x(), body.top() + share * body.height()))

    def focus(self, name: str) -> None:
        self.canvas.setFocus()
        self.canvas.node(name).setFocus(Qt.FocusReason.TabFocusReason)

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(self.canvas, key)
        self.quiet()

    def menu(self, name: str) -> QMenu:
        QTest.mouseClick(self.canvas.viewport(), Qt.MouseButton.LeftButton, pos=self.at(name))
        self.key(Qt.Key.Key_Return)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        return menu

    def set_now(self) -> dict[str, str | None]:
        variables = self.state.variables
        return {
            variables[each.target].name: None if each.state is None else variables[each.target].states[each.state]
            for each in self.state.regime.interventions
        }


@pytest.fixture
def desk(ring: Ring, qtbot: QtBot) -> Desk:
    return Desk(ring, qtbot)


def test_the_network_is_shown_with_its_bars(desk: Desk) -> None:
    desk.open(shorts_session())
    assert {item.name for item in desk.canvas.nodes()} == {"Sun", "Shorts", "Ice cream"}
    assert desk.canvas.node("Sun").state.probabilities == (0.5, 0.5)
    assert desk.panel.foot.sentence.text() == BEGIN_BUILDING
    assert desk.panel.foot.button.isHidden()


def test_keys_set_randomise_and_release_the_focused_node(desk: Desk) -> None:
    desk.open(shorts_session()).focus("Shorts")
    desk.key(Qt.Key.Key_2)
    assert desk.set_now() == {"Shorts": "no"}
    assert desk.canvas.edge("Sun", "Shorts").state.kind == "cut"
    assert desk.canvas.node("Shorts").state.tab_text() == "set to no"
    assert desk.panel.foot.sentence.text() == "Set by hand: Sun no longer reaches Shorts."
    desk.key(Qt.Key.Key_R)
    assert desk.set_now() == {"Shorts": None}
    desk.key(Qt.Key.Key_Backspace)
    assert desk.set_now() == {}
    assert desk.canvas.edge("Sun", "Shorts").state.kind == "arrow"


def test_a_state_that_is_not_there_is_not_set(desk: Desk) -> None:
    desk.open(shorts_session()).focus("Shorts")
    desk.key(Qt.Key.Key_9)
    desk.key(Qt.Key.Key_Backspace)
    assert desk.ring.document.past.index == 0


@MENU_OPENS
def test_the_menu_offers_each_state_chance_and_release(desk: Desk) -> None:
    desk.open(shorts_session())
    menu = desk.menu("Shorts")
    actions = [action for action in menu.actions() if not action.isSeparator()][:5]
    assert [action.text().split("\t")[0] for action in actions] == [
        "Set to yes",
        "Set to no",
        "Draw at random",
        "Push towards",
        "Release",
    ]
    assert not actions[-1].isEnabled()
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    desk.quiet()
    assert desk.set_now() == {"Shorts": "yes"}
    menu = desk.menu("Shorts")
    actions = [action for action in menu.actions() if not action.isSeparator()][:4]
    assert [action.isEnabled() for action in actions] == [False, True, True, True]
    QTest.keyClick(menu, Qt.Key.Key_Escape)


@MENU_OPENS
def test_menus_do_not_pile_up(desk: Desk, qtbot: QtBot) -> None:
    desk.open(shorts_session())
    for _ in range(3):
        QTest.keyClick(desk.menu("Sun"), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not [menu for menu in desk.panel.findChildren(QMenu) if menu.title() == "Sun"])


def test_a_double_click_on_a_row_sets_that_state(desk: Desk) -> None:
    desk.open(shorts_session())
    port, place = desk.canvas.viewport(), desk.at("Ice cream", 0.5)
    QTest.mouseClick(port, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(port, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=place)
    desk.quiet()
    assert desk.set_now() == {"Ice cream": "yes"}


def test_the_button_in_the_foot_releases_everything(desk: Desk) -> None:
    desk.open(apply(apply(shorts_session(), SetByHand("Shorts", "no")), SetByHand("Sun")))
    assert desk.panel.foot.button.isVisible()
    QTest.mouseClick(desk.panel.foot.button, Qt.MouseButton.LeftButton)
    assert desk.set_now() == {}
    assert desk.panel.foot.button.isHidden()


def test_a_drag_moves_nodes_once_and_undo_brings_them_back(desk: Desk) -> None:
    desk.open(apply(shorts_session(), MoveNodes({"Sun": (0, -1), "Shorts": (-1, 1), "Ice cream": (1, 1)})))
    before = desk.canvas.node("Sun").pos()
    start, port = desk.at("Sun"), desk.canvas.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    for way in range(1, 6):
        QTest.mouseMove(port, start + QPoint(10, 4) * way)
        assert desk.state.positions["Sun"] == (0, -1)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=start + QPoint(50, 20))
    assert desk.ring.document.past.index == 1
    assert desk.state.positions["Sun"][0] > 0
    assert (desk.canvas.node("Sun").pos() - before - QPointF(50, 20)).manhattanLength() <= 2
    desk.ring.document.undo()
    assert desk.canvas.node("Sun").pos() == before


def test_a_covered_world_says_so_and_can_be_uncovered(desk: Desk) -> None:
    desk.open(replace(shorts_session(), world_covered=True))
    assert desk.canvas.edges() == ()
    assert desk.panel.cover.isVisible()
    assert desk.panel.cover.sentence.text() == COVERED
    QTest.mouseClick(desk.panel.cover.button, Qt.MouseButton.LeftButton)
    desk.quiet()
    assert not desk.state.world_covered
    assert desk.panel.cover.isHidden()
    assert len(desk.canvas.edges()) == 2
    assert desk.canvas.node("Sun").state.probabilities == (0.5, 0.5)


def test_a_covered_variable_can_be_set_all_the_same(desk: Desk) -> None:
    desk.open(replace(shorts_session(), world_covered=True)).focus("Sun")
    desk.key(Qt.Key.Key_1)
    assert desk.set_now() == {"Sun": "yes"}
    assert desk.canvas.node("Sun").state.tab_text() == "set to yes"


def test_another_session_takes_the_place_of_the_first(desk: Desk) -> None:
    desk.open(shorts_session())
    desk.ring.document.reset(collider_session())
    desk.quiet()
    assert {item.name for item in desk.canvas.nodes()} == {"Rain", "Sprinkler", "Wet"}
    view = desk.canvas.mapToScene(desk.canvas.viewport().rect()).boundingRect()
    assert all(view.contains(item.body()) for item in desk.canvas.nodes())


def test_nodes_are_laid_out_anew_at_a_press(desk: Desk) -> None:
    desk.open(apply(shorts_session(), MoveNodes({"Sun": (5, 5), "Shorts": (4, 0), "Ice cream": (0, 1)})))
    arrange = next(tool for tool in desk.panel.title_actions() if tool.accessibleName() == "Lay out anew")
    QTest.mouseClick(arrange, Qt.MouseButton.LeftButton)
    positions = desk.state.positions
    assert positions["Sun"][1] < positions["Shorts"][1]
    assert positions["Shorts"][1] == positions["Ice cream"][1]


def test_a_screen_reader_hears_the_world(desk: Desk) -> None:
    desk.open(apply(shorts_session(), SetByHand("Shorts", "no")))
    assert "Sun to Ice cream" in desk.canvas.accessibleDescription()
    desk.focus("Shorts")
    assert desk.canvas.accessibleDescription().startswith("Shorts, set to no.")


@pytest.mark.parametrize("theme", [Theme(dark=True, reduced_motion=True), Theme(scale=2.0, reduced_motion=True)])
def test_the_theme_is_followed_live(desk: Desk, qapp: QApplication, theme: Theme) -> None:
    desk.open(shorts_session())
    apply_theme(qapp, theme)
    assert desk.canvas.scene().backgroundBrush().color() == theme.tokens.surface
    assert desk.panel.foot.sentence.font().pixelSize() == theme.font_size("second")
    view = desk.canvas.mapToScene(desk.canvas.viewport().rect()).boundingRect()
    assert all(view.contains(item.body()) for item in desk.canvas.nodes())


def test_bars_and_cuts_move_to_their_new_place_and_stop(desk: Desk, qapp: QApplication, qtbot: QtBot) -> None:
    apply_theme(qapp, Theme())
    desk.open(shorts_session()).focus("Sun")
    shown = (desk.panel, *desk.canvas.nodes(), *desk.canvas.edges())
    assert not moving(*shown)
    QTest.keyClick(desk.canvas, Qt.Key.Key_1)
    assert moving(*shown)
    qtbot.waitUntil(lambda: desk.ring.is_quiet() and not moving(*shown))


def test_a_panel_made_late_shows_the_session_that_is_open(ring: Ring, qtbot: QtBot) -> None:
    ring.document.reset(shorts_session())
    qtbot.waitUntil(ring.is_quiet)
    panel = WorldPanel(ring.document, ring.analysis)
    qtbot.addWidget(panel)
    assert len(panel.canvas.nodes()) == 3
    assert panel.canvas.node("Sun").state.probabilities == (0.5, 0.5)
