"""Choosing columns of a table and variables of a network."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from engine.files.csv_tables import preview_table, read_table
from gui.controls.buttons import Button
from gui.importing.check_list import CheckList
from gui.importing.choose import ChooseVariablesDialog
from gui.importing.choosing import ChoosingDialog
from gui.importing.dialog import NO_STRENGTH, ImportDialog
from gui.importing.first_rows import FirstRows

LEFT = Qt.MouseButton.LeftButton
ACCEPTED = QDialog.DialogCode.Accepted


def table(folder: Path, columns: int, n_rows: int = 8) -> Path:
    """Columns V1, V2, ... of no and yes; V1 was set in the last two rows."""
    names = [f"V{number}" for number in range(1, columns + 1)]
    rows = [
        ",".join(["yes" if (row >> number) & 1 else "no" for number in range(columns)])
        + ("," if row < n_rows - 2 else ",V1")
        for row in range(n_rows)
    ]
    path = folder / "table.csv"
    path.write_text("\n".join([",".join([*names, "_do"]), *rows]) + "\n", encoding="utf-8")
    return path


def shown(dialog: ChoosingDialog, qtbot: QtBot) -> None:
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.activateWindow()


def importing(path: Path, qtbot: QtBot) -> ImportDialog:
    dialog = ImportDialog(path, preview_table(path))
    shown(dialog, qtbot)
    return dialog


def click(check_list: CheckList, place: int, qtbot: QtBot) -> None:
    view = check_list.view
    index = view.model().index(place, 0)
    view.scrollTo(index)
    qtbot.mouseClick(view.viewport(), LEFT, pos=QPoint(view.visualRect(index).center()))


def texts(dialog: ChoosingDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def test_few_columns_are_all_chosen_at_once(tmp_path: Path, qtbot: QtBot) -> None:
    dialog = importing(table(tmp_path, 3), qtbot)
    assert dialog.chosen == ("V1", "V2", "V3")
    assert "3 of 3 chosen" in texts(dialog)
    assert dialog.ok.text() == "Load these 3 columns"
    click(dialog.list, 1, qtbot)
    assert dialog.chosen == ("V1", "V3")
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.ok, LEFT)
    assert dialog.result() == ACCEPTED
    assert dialog.assumptions.equivalent_sample_size == 1.0


def test_what_was_recognised_is_said(tmp_path: Path, qtbot: QtBot) -> None:
    dialog = importing(table(tmp_path, 3), qtbot)
    words = texts(dialog)
    assert "8 rows, 3 columns" in words
    assert "The column _do says what was set by hand." in words
    assert dialog.labels.rows.accessibleDescription() == "Nothing was set in 6 rows; set: V1 in 2."
    regimes = dialog.labels.rows.model()
    assert [[regimes.index(row, column).data() for column in (0, 1)] for row in (0, 1)] == [
        ["nothing, watched", "6"],
        ["V1", "2"],
    ]
    first = dialog.list.view.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert first == "V1, no 4 · yes 4, set by hand in 2 rows"
    rows = dialog.findChildren(FirstRows)[0].model()
    assert [rows.index(1, column).data() for column in range(4)] == ["yes", "no", "no", ""]


def test_rows_in_which_a_left_out_column_was_set_are_said_to_count_as_watched(tmp_path: Path, qtbot: QtBot) -> None:
    dialog = importing(table(tmp_path, 3), qtbot)
    assert "counts as watched" not in texts(dialog)
    click(dialog.list, 0, qtbot)
    told = "In 2 rows a column was set by hand that you leave out (V1): there it counts as watched."
    assert told in texts(dialog)
    # So they do.
    read = read_table(dialog.preview, dialog.chosen)
    assert not any(batch.regime.interventions for batch in read.batches)
    assert read.n_rows == 8
    click(dialog.list, 0, qtbot)
    assert told not in texts(dialog)


def test_of_many_columns_none_is_chosen_and_one_too_many_is_refused(tmp_path: Path, qtbot: QtBot) -> None:
    dialog = importing(table(tmp_path, 22), qtbot)
    assert dialog.chosen == ()
    assert not dialog.ok.isEnabled()
    assert "Choose up to 20 columns." in texts(dialog)
    dialog.list.choose(range(20))
    click(dialog.list, 0, qtbot)
    click(dialog.list, 0, qtbot)
    assert dialog.ok.isEnabled()
    click(dialog.list, 20, qtbot)
    assert "21 of 22 chosen, at most 20" in texts(dialog)
    assert "With more than 20 columns an exact answer would take too long. Leave 1 column out." in texts(dialog)
    assert not dialog.ok.isEnabled()
    click(dialog.list, 0, qtbot)
    assert len(dialog.chosen) == 20
    assert dialog.ok.isEnabled()


@pytest.mark.parametrize(
    ("n_chosen", "said"),
    [
        (5, "Up to 5: every structure is listed with its weight."),
        (6, "More than 5: exact sums over all structures; the most probable ones are shown."),
        (18, "Each answer takes about 3 seconds."),
        (20, "Each answer takes about 25 seconds."),
    ],
)
def test_what_becomes_of_the_choice_is_said(tmp_path: Path, qtbot: QtBot, n_chosen: int, said: str) -> None:
    dialog = importing(table(tmp_path, 22), qtbot)
    dialog.list.choose(range(n_chosen - 1))
    click(dialog.list, n_chosen - 1, qtbot)
    assert f"{n_chosen} of 22 chosen, at most 20" in texts(dialog)
    assert said in texts(dialog)
    assert ("Each answer" in texts(dialog)) == (n_chosen > 16)


def test_keys_choose_and_accept(tmp_path: Path, qtbot: QtBot) -> None:
    dialog = importing(table(tmp_path, 21), qtbot)
    dialog.list.view.setFocus()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space):
        qtbot.keyClick(QApplication.focusWidget(), key)
    assert dialog.chosen == ("V1", "V3")
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def test_escape_leaves_without_choosing(tmp_path: Path, qtbot: QtBot) -> None:
    dialog = importing(table(tmp_path, 3), qtbot)
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)


def test_a_column_at_fault_says_why_and_stays_out(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "faulty.csv"
    path.write_text("A,B\nno,1\nyes,\nno,2\n", encoding="utf-8")
    dialog = importing(path, qtbot)
    assert dialog.chosen == ("A",)
    click(dialog.list, 1, qtbot)
    assert dialog.chosen == ("A",)
    spoken = dialog.list.view.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "B, The cell is empty."


@pytest.mark.parametrize(("written", "strength"), [("10", 10.0), (" 0.5 ", 0.5), ("1e2", 100.0)])
def test_the_strength_of_the_prior_is_under_more(tmp_path: Path, qtbot: QtBot, written: str, strength: float) -> None:
    dialog = importing(table(tmp_path, 3), qtbot)
    field = strength_field(dialog)
    assert not field.isVisible()
    more = next(button for button in dialog.findChildren(Button) if button.text() == "More")
    qtbot.mouseClick(more, LEFT)
    assert field.isVisible()
    field.selectAll()
    qtbot.keyClicks(field, written)
    assert dialog.assumptions.equivalent_sample_size == strength


@pytest.mark.parametrize("written", ["0", "-1", "nan", "inf", "many", "", "1e9"])
def test_no_strength_is_refused_in_words(tmp_path: Path, qtbot: QtBot, written: str) -> None:
    dialog = importing(table(tmp_path, 3), qtbot)
    field = strength_field(dialog)
    field.setText(written)
    assert not dialog.ok.isEnabled()
    assert dialog.ok.toolTip() == NO_STRENGTH
    field.setText("2")
    assert dialog.ok.isEnabled()


def strength_field(dialog: ImportDialog) -> QLineEdit:
    return next(each for each in dialog.findChildren(QLineEdit) if "equivalent sample size" in each.accessibleName())


def test_many_names_can_be_searched(qtbot: QtBot) -> None:
    names = [f"GENE{number:02}" for number in range(40)]
    dialog = ChooseVariablesDialog(names, 5)
    shown(dialog, qtbot)
    assert dialog.list.search.hasFocus()
    qtbot.keyClicks(dialog.list.search, "gene3")
    model = dialog.list.view.model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == names[30:]
    click(dialog.list, 2, qtbot)
    dialog.list.search.clear()
    click(dialog.list, 0, qtbot)
    assert dialog.chosen == (0, 32)
    assert dialog.ok.text() == "Take these 2 variables"


def test_few_names_need_no_search(qtbot: QtBot) -> None:
    dialog = ChooseVariablesDialog([f"V{number}" for number in range(6)], 5)
    shown(dialog, qtbot)
    assert not dialog.list.search.isVisible()
    assert dialog.chosen == ()


@pytest.mark.parametrize("way", ["mouse", "keys"])
def test_of_many_names_the_first_can_be_taken_at_once(qtbot: QtBot, way: str) -> None:
    dialog = ChooseVariablesDialog([f"GENE{number:02}" for number in range(37)], 20)
    shown(dialog, qtbot)
    assert dialog.first.text() == "Take the first 20"
    if way == "mouse":
        qtbot.mouseClick(dialog.first, LEFT)
    else:
        dialog.first.setFocus()
        qtbot.keyClick(dialog.first, Qt.Key.Key_Space)
    assert dialog.chosen == tuple(range(20))
    # Nothing is cut off, not even for a moment.
    assert dialog.ok.width() >= dialog.ok.sizeHint().width()
    assert dialog._why.height() >= dialog._why.heightForWidth(dialog._why.width())
    assert dialog.ok.isEnabled()


def test_where_all_are_chosen_none_is_to_be_taken(tmp_path: Path, qtbot: QtBot) -> None:
    dialog = importing(table(tmp_path, 3), qtbot)
    assert not dialog.first.isVisible()
