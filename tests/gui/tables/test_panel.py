"""The panel of tables through real mouse and keys: each edit is one step, and nothing unsound gets into the world."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from engine.data.dataset import Batch, as_values
from engine.files.scenario_reader import read_scenario
from engine.networks.interventions import OBSERVATION, Regime, do
from engine.networks.network import BayesianNetwork
from engine.networks.tables import ConditionalTable
from engine.networks.variables import Variable
from engine.sessions.actions import apply
from engine.sessions.edit_verbs import AddEdge, RemoveEdge, RenameVariable
from engine.sessions.state import SessionState, initial_state, session_from_network
from engine.sessions.verbs import Record, SetTable
from gui.start.lesson_card import shipped_folder
from gui.tables import panel as panel_module
from gui.tables.model import TableModel
from gui.tables.panel import TablePanel
from gui.tables.rule_dialog import RuleDialog
from gui.tables.states_dialog import StatesDialog
from gui.tables.words import COVERED
from gui.theme import Theme, apply_theme
from tests.gui.asked import counting
from tests.gui.tables.lawn import lawn_session
from tests.gui.worlds import Ring

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LEFT, CTRL, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Desk:
    """The panel on screen, with somebody who types."""

    def __init__(self, ring: Ring, qtbot: QtBot, state: SessionState, name: str = "Wet grass") -> None:
        self.ring, self.qtbot = ring, qtbot
        self.panel = TablePanel(ring.document)
        qtbot.addWidget(self.panel)
        self.panel.resize(900, 460)
        ring.document.reset(state)
        with qtbot.waitExposed(self.panel):
            self.panel.show()
        self.panel.activateWindow()
        self.panel.choose(name)
        self.grid = self.panel.grid
        self.grid.setFocus()

    @property
    def state(self) -> SessionState:
        return self.ring.document.state

    @property
    def steps(self) -> int:
        return len(self.ring.document.past.changes)

    @property
    def said(self) -> str:
        return self.panel.said.text() if not self.panel._fault.isHidden() else ""

    def rows(self, name: str = "Wet grass") -> np.ndarray:
        """What the world has, not what is on screen."""
        assert self.state.world is not None
        table = self.state.world.tables[self.state.world.index(name)].probabilities
        return table.reshape(-1, table.shape[-1])

    def at(self) -> tuple[int, int]:
        index = self.grid.currentIndex()
        return index.row(), index.column() - self.panel.model.n_parents

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.grid, key, keys)

    def types(self, text: str, end: Qt.Key = Qt.Key.Key_Return) -> None:
        """Type into the cell that has the keys."""
        QTest.keyClicks(self.grid, text[0])
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit)
        QTest.keyClicks(field, text[1:])
        QTest.keyClick(field, end)
        QApplication.processEvents()

    def copies(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)

    def dialog(self, kind: type[QDialog]) -> QDialog:
        found = self.panel.findChild(kind)
        assert isinstance(found, kind)
        return found


@pytest.fixture
def desk(ring: Ring, qtbot: QtBot) -> Desk:
    return Desk(ring, qtbot, lawn_session())


def test_the_table_is_as_in_the_picture(desk: Desk) -> None:
    model = desk.panel.model
    assert [model.title(column) for column in range(5)] == [
        "Sprinkler", "Rain", "Wet grass = yes", "Wet grass = no", "rows seen",
    ]  # fmt: skip
    shown = [[model.index(row, column).data() for column in range(5)] for row in range(4)]
    assert shown == [
        ["off", "no", "0.00", "1.00", "none"],
        ["off", "yes", "0.90", "0.10", "none"],
        ["on", "no", "0.90", "0.10", "none"],
        ["on", "yes", "0.99", "0.01", "none"],
    ]
    assert desk.panel.figures.texts() == (
        ("4", "free numbers in this table"),
        ("9", "in the whole network: 1 + 2 + 2 + 4"),
        ("15", "for one table of everything: 2⁴\N{NO-BREAK SPACE}−\N{NO-BREAK SPACE}1"),
    )
    spoken = model.index(2, 2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Wet grass = yes when Sprinkler is on, Rain is no: 0.90"


def test_typing_changes_a_cell_the_others_follow_and_undo_takes_it_back(desk: Desk) -> None:
    before = desk.rows().copy()
    desk.types("0.4")
    assert desk.rows()[0] == pytest.approx([0.4, 0.6])
    assert desk.at() == (1, 0)
    assert desk.steps == 1
    desk.ring.document.undo()
    assert np.array_equal(desk.rows(), before)
    assert desk.panel.model.index(0, 2).data() == "0.00"


def test_tab_goes_from_probability_to_probability_and_out_at_the_end(desk: Desk) -> None:
    places = []
    for _ in range(8):
        places.append(desk.at())
        desk.key(Qt.Key.Key_Tab)
    assert places == [(row, state) for row in range(4) for state in range(2)]
    assert not desk.grid.hasFocus()
    desk.grid.setFocus()
    desk.key(Qt.Key.Key_Backtab, SHIFT)
    assert desk.at() == (3, 0)


def test_tab_in_the_field_writes_and_goes_on(desk: Desk) -> None:
    desk.types("25%", Qt.Key.Key_Tab)
    assert desk.rows()[0] == pytest.approx([0.25, 0.75])
    assert desk.at() == (0, 1)


def test_up_and_down_in_the_field_change_by_a_hundredth_and_escape_leaves_all_as_it_was(desk: Desk) -> None:
    desk.grid.choose(2, 0)
    desk.key(Qt.Key.Key_F2)
    field = desk.grid.findChild(QLineEdit)
    assert field is not None
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert field.text() == "0.91"
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert desk.steps == 0


@pytest.mark.parametrize(
    ("text", "what"), [("1.5", "third row: 1.5 is above 1"), ("much", '"much" is not a number'), ("-1", "below 0")]
)
def test_what_cannot_be_is_said_and_changes_nothing(desk: Desk, text: str, what: str) -> None:
    desk.grid.choose(2, 0)
    desk.types(text)
    assert what in desk.said
    assert desk.steps == 0


def test_without_keeping_rows_at_1_an_edit_waits_until_the_row_is_sound(desk: Desk) -> None:
    QTest.mouseClick(desk.panel.keep, LEFT)
    desk.types("0.4")
    assert desk.steps == 0
    assert desk.said == "Wet grass, first row: 0.40 and 1.00 add up to 1.40. They must add up to 1."
    assert desk.panel.model.index(0, 2).data(Qt.ItemDataRole.AccessibleTextRole).endswith("does not add up to 1")
    desk.grid.choose(0, 1)
    desk.types("0.6")
    assert desk.rows()[0].tolist() == [0.4, 0.6]
    assert desk.steps == 1
    assert desk.said == ""


def test_what_waits_is_mended_on_request_or_put_back(desk: Desk) -> None:
    QTest.mouseClick(desk.panel.keep, LEFT)
    desk.types("0.5")
    QTest.mouseClick(desk.panel.put_back, LEFT)
    assert desk.said == ""
    assert desk.panel.model.index(0, 2).data() == "0.00"
    desk.grid.choose(0, 0)
    desk.types("1")
    QTest.mouseClick(desk.panel.mend, LEFT)
    assert desk.rows()[0].tolist() == [0.5, 0.5]
    assert desk.steps == 1


def test_a_block_from_a_spreadsheet_is_one_step(desk: Desk) -> None:
    desk.copies("0,2\t0,8\n0,3\t0,7\n")
    desk.grid.choose(1, 0)
    desk.key(Qt.Key.Key_V, CTRL)
    assert desk.rows()[1:3].tolist() == [[0.2, 0.8], [0.3, 0.7]]
    assert desk.steps == 1
    desk.copies("a\tb\nc\td")
    QTest.mouseClick(desk.panel.pasting, LEFT)
    assert 'cell 1 of what was copied: "c" is not a number' in desk.said
    assert desk.steps == 1


def test_what_is_copied_can_be_pasted_elsewhere(desk: Desk) -> None:
    desk.grid.choose(1, 0)
    desk.key(Qt.Key.Key_Right, SHIFT)
    desk.key(Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "0.9\t0.1"
    desk.grid.choose(0, 0)
    desk.key(Qt.Key.Key_V, CTRL)
    assert desk.rows()[0] == pytest.approx([0.9, 0.1])


def test_fill_down_keeps_its_key_beside_others_that_want_it(desk: Desk) -> None:
    # In the program the same keys open a file.
    pressed = []
    elsewhere = QAction(desk.panel)
    elsewhere.setShortcut(QKeySequence("Ctrl+D"))
    elsewhere.triggered.connect(lambda: pressed.append(1))
    desk.panel.addAction(elsewhere)
    desk.grid.choose(0, 0)
    for _ in range(3):
        desk.key(Qt.Key.Key_Down, SHIFT)
    desk.key(Qt.Key.Key_D, CTRL)
    assert desk.rows()[:, 0].tolist() == [0.0] * 4
    assert desk.steps == 1
    assert pressed == []


def test_a_locked_cell_stays_and_says_so(desk: Desk) -> None:
    desk.grid.choose(1, 0)
    desk.key(Qt.Key.Key_L, CTRL)
    assert desk.panel.model.index(1, 2).data(Qt.ItemDataRole.AccessibleTextRole).endswith("locked")
    QTest.mouseClick(desk.panel.even, LEFT)
    assert desk.rows() == pytest.approx(np.array([[0.5, 0.5], [0.9, 0.1], [0.5, 0.5], [0.5, 0.5]]))
    desk.key(Qt.Key.Key_5)
    assert desk.grid.findChild(QLineEdit) is None
    menu = desk.grid.cell_menu()
    assert [action.text().split("\t")[0] for action in menu.actions()] == ["Copy", "Paste", "Fill down", "Unlock"]
    menu.actions()[-1].trigger()
    desk.types("0.7")
    assert desk.rows()[1] == pytest.approx([0.7, 0.3])


def test_rules_fill_the_table_with_numbers_of_ones_own(desk: Desk) -> None:
    QTest.mouseClick(desk.panel.noisy, LEFT)
    dialog = desk.dialog(RuleDialog)
    assert isinstance(dialog, RuleDialog)
    assert [box.currentText() for box in dialog.presents] == ["Sprinkler = on", "Rain = yes", "Wet grass = yes"]
    dialog.numbers[1].setText("x")
    assert not dialog.ok.isEnabled()
    dialog.numbers[1].setText("0,8")
    QTest.mouseClick(dialog.ok, LEFT)
    assert desk.rows()[:, 0] == pytest.approx([0.0, 0.8, 0.9, 0.98])
    assert desk.steps == 1


def test_other_rules_are_in_a_menu(desk: Desk) -> None:
    menu = desk.panel.more_menu()
    words = {action.text().split(" (")[0]: action for action in menu.actions()}
    assert set(words) == {
        "All causes are needed", "Causes add up", "Draw at random", "When any cause is there",
        "When all causes are there", "When an odd number is there", "Same as one cause", "Opposite of one cause",
    }  # fmt: skip
    words["When an odd number is there"].trigger()
    QTest.mouseClick(desk.dialog(RuleDialog).ok, LEFT)
    assert desk.rows()[:, 0].tolist() == [0, 1, 1, 0]
    desk.panel.choose("Cloudy")
    enabled = [action.text().split(" (")[0] for action in desk.panel.more_menu().actions() if action.isEnabled()]
    assert enabled == ["Draw at random"]
    assert not desk.panel.noisy.isEnabled()


def test_drawing_at_random_gives_another_table_each_time(desk: Desk) -> None:
    QTest.mouseClick(desk.panel.random, LEFT)
    first = desk.rows().copy()
    QTest.mouseClick(desk.panel.random, LEFT)
    assert desk.steps == 2
    assert not np.allclose(first, desk.rows())


def test_states_are_renamed_added_and_moved(desk: Desk) -> None:
    QTest.mouseClick(desk.panel.states, LEFT)
    dialog = desk.dialog(StatesDialog)
    assert isinstance(dialog, StatesDialog)
    dialog.list.item(0).setText("no")
    assert 'the state "no" appears 2 times' in dialog.fault.text()
    assert not dialog.ok.isEnabled()
    dialog.list.item(0).setText("soaked")
    dialog.list.setCurrentRow(0)
    dialog.activateWindow()
    dialog.list.setFocus()
    QTest.keyClick(dialog.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    dialog.add()
    QTest.mouseClick(dialog.ok, LEFT)
    assert desk.panel.model.title(2) == "Wet grass = no"
    assert desk.state.world is not None
    assert desk.state.world.variables[3].states == ("no", "soaked", "state 3")
    assert desk.rows()[2] == pytest.approx([0.1, 0.9, 0.0])
    assert desk.steps == 1


def test_the_box_chooses_another_variable_by_key(desk: Desk) -> None:
    titles = []
    desk.panel.title_changed.connect(titles.append)
    desk.panel.choice.setFocus()
    desk.key(Qt.Key.Key_Up)
    assert desk.panel.editing.name == "Rain"
    assert titles[-1] == "Table of Rain"
    assert desk.panel.model.rowCount() == 2
    desk.ring.document.perform(RenameVariable("Rain", "Storm"))
    assert desk.panel.editing.name == "Storm"


def test_rows_seen_leave_out_those_in_which_it_was_set(desk: Desk) -> None:
    rows = as_values([[0, 0, 1, 0], [0, 0, 1, 1], [0, 1, 0, 0]], desk.state.variables)
    desk.ring.document.perform(Record(rows))
    seen = [desk.panel.model.index(row, 4).data() for row in range(4)]
    assert seen == ["none", "2", "1", "none"]
    desk.ring.document.perform(Record(rows[:1], Regime((do(3, 0),))))
    assert [desk.panel.model.index(row, 4).data() for row in range(4)] == seen
    assert Batch(rows, OBSERVATION).n_rows == 3


def test_a_covered_world_shows_no_table(ring: Ring, qtbot: QtBot) -> None:
    desk = Desk(ring, qtbot, replace(lawn_session(), world_covered=True))
    assert desk.panel.empty.sentence.text() == COVERED
    assert not desk.grid.isVisible()
    QTest.mouseClick(desk.panel.empty.button, LEFT)
    assert desk.grid.isVisible()
    assert desk.panel.model.rowCount() == 4


def test_an_edit_elsewhere_drops_what_waits_and_keeps_locks(desk: Desk) -> None:
    desk.key(Qt.Key.Key_L, CTRL)
    QTest.mouseClick(desk.panel.keep, LEFT)
    desk.grid.choose(1, 0)
    desk.types("0.5")
    desk.ring.document.perform(SetTable("Wet grass", np.full((2, 2, 2), 0.5)))
    assert desk.said == ""
    assert desk.panel.editing.sheet is not None
    assert desk.panel.editing.sheet.locked[0, 0]
    assert desk.panel.editing.sheet.rows.tolist() == [[0.5, 0.5]] * 4


def test_a_narrow_panel_keeps_everything_within_reach(desk: Desk, qtbot: QtBot) -> None:
    desk.panel.resize(370, 400)
    QApplication.processEvents()
    assert desk.panel.width() == 370
    assert desk.panel.more.text() == "Fill by a rule"
    assert len(desk.panel.more_menu().actions()) == 10
    assert desk.panel.figures.sentence.isVisible()
    texts: list[QWidget] = [desk.panel.more, desk.panel.states, desk.panel.pasting]
    assert all(widget.isVisible() for widget in texts)


def test_of_ten_thousand_rows_only_those_in_sight_are_asked_for(
    ring: Ring, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted, asked = counting(TableModel)
    monkeypatch.setattr(panel_module, "TableModel", counted)
    causes = tuple(Variable(f"C{place}", tuple("abcdefghij")) for place in range(4))
    tables = tuple(ConditionalTable(place, (), np.full(10, 0.1)) for place in range(4))
    effect = ConditionalTable(4, (0, 1, 2, 3), np.full((10, 10, 10, 10, 2), 0.5))
    network = BayesianNetwork((*causes, Variable("E", ("yes", "no"))), (*tables, effect))
    desk = Desk(ring, qtbot, lawn_session())
    state = session_from_network("Large", network, (0, 1, 2, 3, 4))
    asked.clear()
    desk.ring.document.reset(state)
    QApplication.processEvents()
    assert desk.panel.model.rowCount() == 10_000
    assert 0 < asked.total() < 10_000, asked
    asked.clear()
    desk.types("0.25")
    QApplication.processEvents()
    assert 0 < asked.total() < 10_000, asked
    assert apply(state, SetTable("E", desk.rows("E").reshape(10, 10, 10, 10, 2))).world == desk.state.world


def test_undoing_all_gives_the_first_table_and_what_is_shown_is_what_there_is(desk: Desk) -> None:
    first, rng = desk.state, np.random.default_rng(8)
    panel, document = desk.panel, desk.ring.document

    def is_shown() -> bool:
        sheet = panel.editing.sheet
        return sheet is not None and (bool(sheet.faults()) or np.array_equal(sheet.rows, desk.rows()))

    for _ in range(60):
        desk.grid.choose(int(rng.integers(4)), int(rng.integers(2)))
        desk.copies(f"{rng.random():.3f}\t{rng.random():.3f}")
        verbs = (
            lambda: desk.types(f"{rng.random():.3f}"),
            lambda: desk.key(Qt.Key.Key_V, CTRL),
            lambda: desk.key(Qt.Key.Key_D, CTRL),
            lambda: desk.key(Qt.Key.Key_L, CTRL),
            lambda: panel.keep.click(),
            lambda: panel.random.click(),
            lambda: panel.editing.normalise(),
            lambda: document.undo(),
        )
        locked = panel.model.flags(desk.grid.currentIndex()) & Qt.ItemFlag.ItemIsEditable == Qt.ItemFlag(0)
        verbs[int(rng.integers(1 if locked else 0, len(verbs)))]()
        assert is_shown()
        assert desk.rows().sum(axis=1) == pytest.approx(1, abs=2e-6)
    assert len(document.past.changes) > 5
    while document.past.can_undo:
        document.undo()
    assert desk.state == first
    assert is_shown()


def test_the_table_of_a_lesson_can_be_changed_but_its_states_stay(ring: Ring, qtbot: QtBot) -> None:
    state = replace(initial_state(read_scenario(shipped_folder() / "shorts.yaml")), world_covered=False)
    desk = Desk(ring, qtbot, state, "Shorts")
    said: list[str] = []
    ring.document.rejected.connect(said.append)
    QTest.mouseClick(desk.panel.even, LEFT)
    assert desk.rows("Shorts").tolist() == [[0.5, 0.5], [0.5, 0.5]]
    QTest.mouseClick(desk.panel.states, LEFT)
    dialog = desk.dialog(StatesDialog)
    assert isinstance(dialog, StatesDialog)
    dialog.list.item(0).setText("bare")
    QTest.mouseClick(dialog.ok, LEFT)
    assert "This world belongs to a lesson" in said[-1]
    assert desk.panel.model.title(1) == "Shorts = yes"


def test_what_an_arrow_did_to_the_table_is_said(desk: Desk) -> None:
    desk.ring.document.perform(RemoveEdge("Rain", "Wet grass"))
    assert desk.said == "Rain is no longer a cause of Wet grass: the rows are averages over its states, all alike."
    assert desk.rows()[:, 0] == pytest.approx([0.45, 0.945])
    assert desk.panel.put_back.isHidden()
    desk.ring.document.perform(AddEdge("Rain", "Wet grass"))
    assert desk.said == "Rain is a cause of Wet grass now: each row was copied for every state of Rain."
    desk.ring.document.undo()
    desk.ring.document.undo()
    assert desk.rows()[:, 0] == pytest.approx([0.0, 0.9, 0.9, 0.99])
    assert desk.said == ""


def test_it_follows_the_theme_and_its_scale(desk: Desk, qapp: QApplication) -> None:
    before = desk.grid.verticalHeader().defaultSectionSize()
    apply_theme(qapp, Theme(dark=True, scale=1.5, reduced_motion=True))
    assert desk.grid.verticalHeader().defaultSectionSize() == round(before * 1.5)
    assert desk.grid.maximumHeight() > 5 * desk.grid.verticalHeader().defaultSectionSize()
