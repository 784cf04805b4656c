"""The experiment panel: setting by hand, drawing rows, and the list of what was done."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from engine.networks.interventions import Regime, do, randomize
from engine.networks.network import BayesianNetwork
from engine.networks.tables import ConditionalTable
from engine.networks.variables import Variable
from engine.sessions.state import session_from_dataset, session_from_network
from engine.sessions.verbs import Act, Release, SetByHand, Watch
from gui.controls.buttons import Button
from gui.experiment.batch_list import BatchList
from gui.experiment.chooser import Chooser, StateBox
from gui.experiment.panel import ExperimentPanel
from gui.experiment.segments import Segment, Segments
from gui.experiment.words import CHOOSE_FIRST, NO_WORLD
from gui.theme import Theme, apply_theme
from tests.gui.worlds import Ring, shorts_session

LEFT = Qt.MouseButton.LeftButton
SUN, SHORTS = 0, 1


@pytest.fixture
def panel(ring: Ring, qtbot: QtBot) -> ExperimentPanel:
    panel = ExperimentPanel(ring.document, ring.analysis)
    qtbot.addWidget(panel)
    panel.resize(342, 590)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.activateWindow()
    ring.document.reset(shorts_session())
    qtbot.waitUntil(ring.is_quiet)
    qtbot.waitUntil(lambda: all(segments.isVisible() for segments in panel.findChildren(Segments)))
    return panel


def segment(panel: ExperimentPanel, name: str) -> Segment:
    (found,) = [each for each in panel.findChildren(Segment) if each.accessibleName() == name]
    return found


def button(panel: ExperimentPanel, kind: str) -> Button:
    (found,) = [each for each in panel.findChildren(Button) if each.kind == kind]
    return found


def texts(panel: ExperimentPanel) -> str:
    return "\n".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def test_a_state_is_set_and_released_by_the_same_button(ring: Ring, panel: ExperimentPanel, qtbot: QtBot) -> None:
    no = segment(panel, "Set Shorts = no")
    assert "Press a state" in texts(panel)
    qtbot.mouseClick(no, LEFT)
    assert ring.document.state.regime == Regime((do(SHORTS, 1),))
    assert no.isChecked()
    assert "Set by hand (do): the causes of Shorts no longer reach it." in texts(panel)
    qtbot.mouseClick(no, LEFT)
    assert ring.document.state.regime == Regime()
    assert not no.isChecked()


def test_several_things_can_be_set_at_once(ring: Ring, panel: ExperimentPanel, qtbot: QtBot) -> None:
    qtbot.mouseClick(segment(panel, "Set Shorts = yes"), LEFT)
    qtbot.mouseClick(segment(panel, "Set Sun at random"), LEFT)
    assert ring.document.state.regime == Regime((randomize(SUN), do(SHORTS, 0)))
    assert button(panel, "act").accessibleName() == "Set Sun at random, Shorts = yes, 10 rows"
    assert "Sun and Shorts no longer reach them" in texts(panel)


def test_the_chooser_follows_the_session(ring: Ring, panel: ExperimentPanel) -> None:
    ring.document.perform(SetByHand("Shorts", "yes"))
    assert segment(panel, "Set Shorts = yes").isChecked()
    ring.document.perform(SetByHand("Shorts"))
    assert not segment(panel, "Set Shorts = yes").isChecked()
    assert segment(panel, "Set Shorts at random").isChecked()
    ring.document.undo()
    assert segment(panel, "Set Shorts = yes").isChecked()
    ring.document.perform(Release())
    assert not any(each.isChecked() for each in panel.findChildren(Segment))


def test_acting_needs_something_to_be_set(ring: Ring, panel: ExperimentPanel, qtbot: QtBot) -> None:
    act = button(panel, "act")
    assert not act.isEnabled()
    assert act.toolTip() == CHOOSE_FIRST
    qtbot.mouseClick(segment(panel, "Set Shorts = no"), LEFT)
    assert act.text() == "Set Shorts = no, 10 rows"
    qtbot.mouseClick(act, LEFT)
    qtbot.waitUntil(ring.is_quiet)
    (batch,) = ring.document.state.dataset.batches
    assert (batch.n_rows, batch.regime) == (10, Regime((do(SHORTS, 1),)))


def test_so_many_rows_are_drawn_as_was_said(ring: Ring, panel: ExperimentPanel, qtbot: QtBot) -> None:
    panel.set_rows(250)
    watch = button(panel, "plain")
    assert watch.text() == "Watch 250 rows"
    qtbot.mouseClick(watch, LEFT)
    qtbot.waitUntil(ring.is_quiet)
    assert ring.document.state.dataset.n_rows == 250
    panel.set_rows(1)
    assert watch.text() == "Watch 1 row"


def test_a_long_choice_is_said_in_few_words_where_there_is_no_room(ring: Ring, panel: ExperimentPanel) -> None:
    panel.resize(220, 400)
    for name in ("Sun", "Shorts", "Ice cream"):
        ring.document.perform(SetByHand(name))
    assert button(panel, "act").text() == "Set all 3, 10 rows"
    assert button(panel, "act").accessibleName() == "Set Sun at random, Shorts at random, Ice cream at random, 10 rows"


def test_keys_choose_and_act(ring: Ring, panel: ExperimentPanel, qtbot: QtBot) -> None:
    panel.begin_acting()
    assert CHOOSE_FIRST in texts(panel)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Space):
        qtbot.keyClick(QApplication.focusWidget(), key)
    assert ring.document.state.regime == Regime((do(SUN, 1),))
    assert CHOOSE_FIRST not in texts(panel)
    for _ in range(3):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is button(panel, "act")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(ring.is_quiet)
    assert ring.document.state.dataset.n_rows == 10


def done_three(ring: Ring, qtbot: QtBot) -> None:
    for action in (Watch(40), Watch(5), SetByHand("Shorts", "yes"), Act(10)):
        ring.document.perform(action)
        qtbot.waitUntil(ring.is_quiet)


def test_what_was_done_is_listed_batch_by_batch(ring: Ring, panel: ExperimentPanel, qtbot: QtBot) -> None:
    assert "No rows yet. Watch 10 rows, or set something." in texts(panel)
    done_three(ring, qtbot)
    (view,) = panel.findChildren(BatchList)
    model = view.model()
    spoken = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    assert spoken == ["1. Watched, 40 rows", "2. Watched, 5 rows", "3. Set Shorts = yes, 10 rows"]
    assert "No rows yet" not in texts(panel)
    ring.document.undo()
    assert model.rowCount() == 2


def test_a_click_or_enter_shows_belief_at_the_end_of_a_batch(ring: Ring, panel: ExperimentPanel, qtbot: QtBot) -> None:
    done_three(ring, qtbot)
    (view,) = panel.findChildren(BatchList)
    qtbot.waitUntil(view.isVisible)
    second = view.visualRect(view.model().index(1, 0)).center()
    qtbot.mouseClick(view.viewport(), LEFT, pos=QPoint(second))
    assert ring.analysis.results.n_rows == 45
    assert view.shown == 1
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Up)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert ring.analysis.results.n_rows == 40
    assert view.shown == 0
    qtbot.keyClick(view, Qt.Key.Key_End)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert ring.analysis.results.following
    assert view.shown is None


def test_rows_from_a_table_have_no_world_to_draw_from(ring: Ring, panel: ExperimentPanel, qtbot: QtBot) -> None:
    done_three(ring, qtbot)
    dataset = ring.document.state.dataset
    ring.document.reset(session_from_dataset("Rows", dataset, (0, 1, 2)))
    qtbot.waitUntil(ring.is_quiet)
    qtbot.waitUntil(lambda: NO_WORLD in texts(panel))
    assert not panel.findChildren(Chooser)
    assert not panel.findChildren(Button)
    assert panel.findChildren(BatchList)[0].model().rowCount() == 3
    panel.begin_acting()
    panel.set_rows(7)


def test_many_states_are_chosen_from_a_box(ring: Ring, panel: ExperimentPanel, qtbot: QtBot) -> None:
    variables = (Variable("Dose", ("none", "low", "middle", "high", "extreme")),)
    network = BayesianNetwork(variables, (ConditionalTable(0, (), np.full(5, 0.2)),))
    ring.document.reset(session_from_network("Dose", network, (0,)))
    (box,) = panel.findChildren(StateBox)
    qtbot.waitUntil(box.isVisible)
    box.setFocus()
    qtbot.keyClicks(box, "hi")
    assert ring.document.state.regime == Regime((do(0, 3),))
    qtbot.keyClick(box, Qt.Key.Key_End)
    assert ring.document.state.regime == Regime((randomize(0),))
    qtbot.keyClick(box, Qt.Key.Key_Home)
    assert ring.document.state.regime == Regime()


def test_the_word_for_chance_is_left_out_where_it_is_narrow(panel: ExperimentPanel, qtbot: QtBot) -> None:
    chance = segment(panel, "Set Ice cream at random")
    wide = chance.width()
    panel.resize(240, 500)
    qtbot.waitUntil(lambda: chance.width() < wide)
    right = chance.mapTo(panel, chance.rect().topRight()).x()
    assert right < panel.width()


def test_everything_follows_a_change_of_scale(
    ring: Ring, panel: ExperimentPanel, qapp: QApplication, qtbot: QtBot
) -> None:
    done_three(ring, qtbot)
    height = segment(panel, "Set Sun = yes").height()
    apply_theme(qapp, Theme(scale=2.0, reduced_motion=True))
    qtbot.waitUntil(lambda: len(panel.findChildren(BatchList)) == 1)
    qtbot.waitUntil(lambda: segment(panel, "Set Sun = yes").height() == 2 * height)
    assert segment(panel, "Set Shorts = yes").isChecked()
    assert panel.findChildren(BatchList)[0].model().rowCount() == 3
