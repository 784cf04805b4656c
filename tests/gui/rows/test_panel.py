"""The panel through mouse and keys: rows by what was done, sorted and copied, up to the moment shown."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from engine.data.dataset import Batch, Dataset, as_values
from engine.networks.interventions import Regime, do, soft
from engine.networks.variables import Variable
from engine.sessions.state import session_from_dataset
from engine.sessions.verbs import Watch
from gui.rows import grid as grid_module
from gui.rows.model import MARK, RowModel
from gui.rows.regime_list import fitted
from tests.gui.asked import counting
from tests.gui.rows.seen import ACTS, LEFT, Opened, chooses, frame, numbers, opened_rows, rests, shown


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Opened]:
    yield from opened_rows(qtbot)


def test_rows_are_listed_by_what_was_done(opened: Opened) -> None:
    opened.does(*ACTS)
    lines = opened.panel.regimes.lines
    assert [line.spoken for line in lines] == [
        "All rows, 55 rows, 5 batches",
        "Watched, 33 rows, 3 batches",
        "Set Shorts = yes, 12 rows, 1 batch",
        "Set Sun = no, Shorts at random, 10 rows, 1 batch",
    ]
    assert [line.icon for line in lines] == ["data", "watch", "act", "act"]
    expected = frame(opened.ring.document.state)
    names = ["Sun", "Shorts", "Ice cream"]
    assert [cells[3:] for cells in shown(opened)] == expected[names].to_numpy().tolist()
    assert numbers(opened) == expected["Row"].tolist()
    assert [int(cells[1]) for cells in shown(opened)] == expected["Batch"].tolist()
    chooses(opened, 1)
    watched = expected[[not regime.interventions for regime in expected["regime"]]]
    assert numbers(opened) == watched["Row"].tolist()
    assert opened.panel.bar.sentence.text() == "33 rows in 3 batches."
    # What was done is the same in all of them and needs no column.
    assert opened.panel.rows_page.grid.isColumnHidden(2)
    opened.panel.begin_keys()
    opened.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    rests(opened)
    assert numbers(opened) == list(range(21, 33))
    assert {tuple(cells[3:])[1] for cells in shown(opened)} == {"yes"}


def test_what_was_set_to_different_states_can_be_told_apart_with_little_room(qapp: QApplication) -> None:
    metrics = QFontMetrics(qapp.font())
    whole = metrics.horizontalAdvance("Set Ice cream = yes")
    for room in (whole // 2, 2 * whole // 3, whole - 1):
        said = [fitted(f"Set Ice cream = {state}", metrics, room) for state in ("yes", "no")]
        assert said[0].endswith("es")
        assert said[1].endswith("no")
        assert max(metrics.horizontalAdvance(each) for each in said) <= room
    assert fitted("Set Ice cream = yes", metrics, whole) == "Set Ice cream = yes"


def test_what_was_set_is_marked_in_words_and_pictures(opened: Opened) -> None:
    opened.does(*ACTS)
    model = opened.panel.rows_page.grid.model()
    marks = [[model.index(row, column).data(MARK) for column in range(3, 6)] for row in (0, 20, 40)]
    assert marks == [["", "", ""], ["", "act", ""], ["act", "randomise", ""]]
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert model.index(20, 4).data(spoken) == "Shorts = yes, set by hand; row 21, batch 2"
    assert model.index(40, 4).data(spoken).split(", ", 1)[1] == "drawn at random by hand; row 41, batch 4"
    assert "hand" not in model.index(0, 4).data(spoken)


def test_rows_with_new_tables_are_told_apart_and_say_so(opened: Opened) -> None:
    variables = (Variable("A", ("no", "yes")), Variable("B", ("no", "yes")))
    rows = as_values([[0, 1], [1, 1]], variables)
    regimes = (Regime((soft(1, label="x"),)), Regime((soft(1, [0.5, 0.5]),)), Regime((soft(1, [0.2, 0.8]),)))
    dataset = Dataset(variables, tuple(Batch(rows, regime) for regime in regimes))
    opened.ring.document.reset(session_from_dataset("Table", dataset, (0, 1)))
    rests(opened)
    assert [line.words for line in opened.panel.regimes.lines[1:]] == [
        "New table for B (x)",
        "New table for B (1)",
        "New table for B (2)",
    ]
    model = opened.panel.rows_page.grid.model()
    assert model.index(0, 4).data(MARK) == "table"
    assert "by a new table" in model.index(0, 4).data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_click_on_a_head_sorts_and_the_key_does_too(opened: Opened) -> None:
    opened.does(*ACTS)
    grid = opened.panel.rows_page.grid
    expected = frame(opened.ring.document.state)
    order = expected["Ice cream"].map({"yes": 0, "no": 1})
    rising = expected.assign(key=order).sort_values("key", kind="stable")["Row"].tolist()
    falling = expected.assign(key=-order).sort_values("key", kind="stable")["Row"].tolist()
    for wanted in (rising, falling, expected["Row"].tolist()):
        spot = QPoint(grid.columnViewportPosition(5) + 10, grid.head.height() // 2)
        opened.qtbot.mouseClick(grid.head.viewport(), LEFT, pos=spot)
        rests(opened)
        assert numbers(opened) == wanted
    grid.setFocus()
    grid.setCurrentIndex(grid.model().index(3, 5))
    opened.qtbot.keyClick(grid, Qt.Key.Key_S)
    rests(opened)
    assert numbers(opened) == rising
    assert "sorted from the first to the last" in grid.model().headerData(
        5, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole
    )
    # It stays so for other rows, and new ones are sorted in.
    opened.does(Watch(7))
    rests(opened)
    assert len(numbers(opened)) == 62
    assert [cells[5] for cells in shown(opened)] == sorted((cells[5] for cells in shown(opened)), reverse=True)
    for words, wanted in (("Sort by Batch, last first", -1), ("As they came", 1)):
        grid.setCurrentIndex(grid.model().index(0, 1))
        menu = grid.row_menu()
        next(action for action in menu.actions() if action.text() == words).trigger()
        menu.deleteLater()
        rests(opened)
        batches = [int(cells[1]) * wanted for cells in shown(opened)]
        assert batches == sorted(batches)


def test_selected_rows_are_copied_as_a_table(opened: Opened) -> None:
    opened.does(*ACTS)
    grid = opened.panel.rows_page.grid
    grid.setFocus()
    for row, keys in ((19, Qt.KeyboardModifier.NoModifier), (21, Qt.KeyboardModifier.ShiftModifier)):
        grid.scrollTo(grid.model().index(19, 3))
        spot = grid.visualRect(grid.model().index(row, 3)).center()
        opened.qtbot.mouseClick(grid.viewport(), LEFT, keys, spot)
    opened.qtbot.keyClick(grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    rests(opened)
    copied = list(csv.reader(io.StringIO(QGuiApplication.clipboard().text()), dialect="excel-tab"))
    assert copied == [["Row", "Batch", "What was done", "Sun", "Shorts", "Ice cream"], *shown(opened)[19:22]]
    assert opened.panel.bar.sentence.text() == "Copied 3 rows."
    grid.ask_sorting(3)
    rests(opened)
    opened.qtbot.keyClick(grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    opened.qtbot.keyClick(grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    rests(opened)
    copied = list(csv.reader(io.StringIO(QGuiApplication.clipboard().text()), dialect="excel-tab"))
    assert copied[1:] == shown(opened)


def test_rows_of_later_are_left_out_and_that_is_said(opened: Opened) -> None:
    opened.does(*ACTS)
    opened.ring.analysis.select_rows(26)
    rests(opened)
    assert numbers(opened) == list(range(1, 27))
    assert opened.panel.bar.sentence.text() == (
        "26 rows in 2 batches, seen by the moment shown; 29 later rows left out."
    )
    assert [line.n_rows for line in opened.panel.regimes.lines] == [26, 20, 6, 0]
    chooses(opened, 3)
    assert opened.panel.none.isVisible()
    assert opened.panel.none.sentence.text() == "None of these 10 rows had been seen at the moment shown."
    opened.qtbot.mouseClick(opened.panel.bar.now, LEFT)
    rests(opened)
    assert numbers(opened) == list(range(41, 51))
    assert not opened.panel.bar.now.isVisible()


def test_without_rows_it_says_what_to_do(opened: Opened) -> None:
    opened.panel.set_rows(25)
    assert opened.panel.empty.isVisible()
    assert opened.panel.empty.sentence.text().startswith("No rows yet. Watch 25 rows, or set something")
    opened.does(Watch(3))
    assert not opened.panel.empty.isVisible()
    opened.ring.document.undo()
    opened.rests()
    assert opened.panel.empty.isVisible()


def test_more_rows_leave_in_sight_what_was_in_sight(opened: Opened) -> None:
    opened.does(Watch(200))
    grid = opened.panel.rows_page.grid
    grid.setCurrentIndex(grid.model().index(150, 3))
    before = grid.verticalScrollBar().value()
    assert before > 0
    opened.does(Watch(50))
    assert grid.model().rowCount() == 250
    assert grid.verticalScrollBar().value() == before
    assert grid.currentIndex().row() == 150


def test_out_of_sight_nothing_is_worked_out(opened: Opened) -> None:
    opened.does(Watch(10))
    opened.panel.hide()
    opened.does(Watch(10))
    assert opened.panel.rows_page.grid.model().rowCount() == 10
    opened.panel.show()
    rests(opened)
    assert opened.panel.rows_page.grid.model().rowCount() == 20


def test_of_a_million_rows_only_those_in_sight_are_asked_for(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    counted, asked = counting(RowModel)
    monkeypatch.setattr(grid_module, "RowModel", counted)
    for opened in opened_rows(qtbot):
        shows_a_million(opened, asked)


def shows_a_million(opened: Opened, asked: Counter[str]) -> None:
    variables = tuple(Variable(f"V{place}", ("low", "middle", "high")) for place in range(4))
    codes = np.random.default_rng(1).integers(0, 3, (1_000_000, 4)).astype(np.int8)
    values = as_values(codes, variables)
    dataset = Dataset(variables, (Batch(values[:400_000]), Batch(values[400_000:], Regime((do(0, 1),)))))
    state = session_from_dataset("Many", dataset, (0, 1))
    asked.clear()
    opened.ring.document.reset(state)
    opened.qtbot.waitUntil(lambda: opened.ring.is_quiet())
    assert asked.total() < 10_000, asked
    grid = opened.panel.rows_page.grid
    assert grid.model().rowCount() == 1_000_000
    assert grid.rows.listed is not None
    assert np.shares_memory(grid.rows.listed.chosen.codes(5), state.dataset.batches[0].values)
    grid.setFocus()
    steps = (
        lambda: opened.qtbot.keyClick(grid, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier),
        lambda: opened.qtbot.keyClick(grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier),
        lambda: opened.qtbot.keyClick(grid, Qt.Key.Key_PageUp),
        lambda: grid.selectionModel().select(grid.model().index(5, 0), QItemSelectionModel.SelectionFlag.Select),
    )
    picture = QImage(grid.size(), QImage.Format.Format_RGB32)
    for step in steps:
        asked.clear()
        step()
        grid.render(picture)
        # Painted by Qt, the heads alone ask about every row.
        assert asked.total() < 10_000, asked
    grid.ask_sorting(4)
    opened.qtbot.waitUntil(lambda: grid.rows.listed is not None and grid.rows.listed.order is not None)
    order = np.argsort(codes[:, 1], kind="stable")
    for row in (0, 1, 333_333, 999_999):
        assert grid.model().index(row, 0).data() == f"{order[row] + 1:,}"


def test_without_room_for_batches_a_tool_tip_tells_them(opened: Opened) -> None:
    opened.does(*ACTS)
    regimes = opened.panel.regimes
    assert regimes.edges.batches is not None
    opened.window.resize(700, 320)
    opened.qtbot.waitUntil(lambda: regimes.edges.batches is None)
    tip = regimes.view.model().index(1, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "Watched, 33 rows, 3 batches"


def test_more_rows_than_a_clipboard_takes_at_once_are_cut_and_that_is_said(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.rows.rows_page.MOST_COPIED", 30)
    opened.does(*ACTS)
    grid = opened.panel.rows_page.grid
    grid.setFocus()
    opened.qtbot.keyClick(grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    opened.qtbot.keyClick(grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    rests(opened)
    assert len(QGuiApplication.clipboard().text().splitlines()) == 31
    assert opened.panel.bar.sentence.text() == "Copied 30 rows; no more than that go at once."


def test_with_little_width_what_was_done_stands_above_the_rows(opened: Opened) -> None:
    opened.does(*ACTS)
    panel = opened.panel
    # A dock gives a panel what it has, not what the panel asks for.
    holder = QWidget()
    opened.qtbot.addWidget(holder)
    panel.setParent(holder)
    holder.resize(1000, 400)
    holder.show()
    panel.show()
    panel.resize(360, 380)
    rests(opened)
    QApplication.processEvents()
    assert panel.regimes.mapTo(panel, panel.regimes.rect().bottomLeft()).y() < panel.bar.mapTo(panel, QPoint(0, 0)).y()
    # All lines, their numbers, and all pages to choose from are in sight.
    assert panel.regimes.width() == panel.width()
    assert panel.regimes.height() >= panel.regimes.height_of_lines()
    last = panel.bar.switch.buttons()[-1]
    assert last.mapTo(panel, last.rect().topRight()).x() < panel.width()
    panel.resize(900, 300)
    QApplication.processEvents()
    assert panel.regimes.height() > 200
    assert panel.bar.mapTo(panel, QPoint(0, 0)).x() > panel.regimes.width() - 2
    panel.setParent(None)
