"""What was recognised in a table is corrected, and numbers are sorted into states, by mouse and keys."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog
from pytestqt.qtbot import QtBot

from engine.data.discretising import Discretising
from engine.files.csv_tables import ColumnPreview, preview_table, read_table
from gui.importing.dialog import LABELS_FIRST, ImportDialog
from gui.importing.labelling_box import WAYS
from gui.importing.sorting_box import METHODS, SortingBox
from tests.gui.importing.test_dialogs import shown, texts
from tests.memory import most_memory

DOWN, SPACE, TAB = Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Tab


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Weight is measured; Dose are the numbers 0, 1, 2; target.index points to sets in another file."""
    rows = [f"{place / 7:.3f},{place % 3},{'ab'[place % 2]},{1 + place % 2}" for place in range(60)]
    table = tmp_path / "data.csv"
    table.write_text("\n".join(["Weight,Dose,Kind,target.index", *rows]) + "\n", encoding="utf-8")
    return table


def opened(path: Path, qtbot: QtBot) -> ImportDialog:
    dialog = ImportDialog(path, preview_table(path, forgiving=True))
    shown(dialog, qtbot)
    return dialog


def spoken(dialog: ImportDialog, place: int) -> str:
    return str(dialog.list.view.model().index(place, 0).data(Qt.ItemDataRole.AccessibleTextRole))


def choose_by_key(box: QComboBox, place: int, qtbot: QtBot) -> None:
    """Go to an entry of a closed combo box by arrow keys, as a person does who cannot use a mouse."""
    box.setFocus()
    while box.currentIndex() != place:
        qtbot.keyClick(box, DOWN if box.currentIndex() < place else Qt.Key.Key_Up)


def way(dialog: ImportDialog, labelling: str, qtbot: QtBot) -> None:
    choose_by_key(dialog.labels.way, list(WAYS).index(labelling), qtbot)


def test_a_missing_file_is_said_and_another_way_is_chosen(path: Path, qtbot: QtBot) -> None:
    dialog = opened(path, qtbot)
    assert dialog.labels.labelling == "targets"
    assert "no file with the sets is beside the table" in texts(dialog)
    assert str(path.parent) not in texts(dialog)
    assert (dialog.ok.isEnabled(), dialog.ok.toolTip()) == (False, LABELS_FIRST)
    way(dialog, "none", qtbot)
    assert dialog.ok.isEnabled()
    assert dialog.chosen == ("Dose", "Kind", "target.index")
    assert dialog.preview.regimes == (((), 60),)


def test_the_file_with_the_sets_is_chosen(path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    sets = path.with_name("sets.txt")
    sets.write_text("\nDose Weight\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(sets), ""))
    dialog = opened(path, qtbot)
    dialog.labels.file.setFocus()
    qtbot.keyClick(dialog.labels.file, SPACE)
    assert "sets.txt" in texts(dialog)
    rows = dialog.labels.rows.model()
    found = [[rows.index(row, column).data() for column in (0, 1)] for row in range(rows.rowCount())]
    assert found == [["nothing, watched", "30"], ["Dose and Weight", "30"]]
    assert [column.name for column in dialog.preview.columns] == ["Weight", "Dose", "Kind"]
    assert spoken(dialog, 1) == "Dose, 0 20 · 1 20 · 2 20, set by hand in 30 rows"


def test_labels_are_read_elsewhere_and_nothing_is_loaded_meanwhile(path: Path, qtbot: QtBot) -> None:
    waiting = []
    dialog = ImportDialog(path, preview_table(path, forgiving=True), work=lambda *parts: waiting.append(parts))
    shown(dialog, qtbot)
    way(dialog, "none", qtbot)
    read, then, failed = waiting[-1]
    assert not dialog.ok.isEnabled()
    then(read())
    assert dialog.ok.isEnabled()
    failed("targets.txt: line 3: no.")
    assert "targets.txt: line 3: no." in texts(dialog)
    assert not dialog.ok.isEnabled()


def test_a_measured_column_is_sorted_by_keys_alone(path: Path, qtbot: QtBot) -> None:
    dialog = opened(path, qtbot)
    way(dialog, "none", qtbot)
    assert spoken(dialog, 0) == "Weight, Measured: choose it to sort its numbers."
    assert "It holds 60 different numbers and looks measured" in texts(dialog)
    dialog.list.view.setFocus()
    qtbot.keyClick(dialog.list.view, Qt.Key.Key_Home)
    qtbot.keyClick(QApplication.focusWidget(), SPACE)
    assert dialog.chosen[0] == "Weight"
    assert spoken(dialog, 0) == "Weight, below 2.81: 20 · 2.81 to 5.62: 20 · 5.62 or more: 20"
    box = dialog.sorting_box
    assert box.picture.accessibleName().startswith("Weight: below 2.81: 20 · 2.81 to 5.62: 20")
    qtbot.keyClick(box.states.box, Qt.Key.Key_Up)
    assert dialog.sorting == {"Weight": Discretising("quantiles", 4)}
    choose_by_key(box.method, list(METHODS).index("cuts"), qtbot)
    box.cuts.selectAll()
    qtbot.keyClicks(box.cuts, "2; 7.5")
    data = read_table(dialog.preview, dialog.chosen, sorting=dialog.sorting)
    assert data.variables[0].states == ("below 2", "2 to 7.5", "7.5 or more")
    np.testing.assert_array_equal(np.bincount(data.batches[0].values[:, 0]), [14, 39, 7])
    choose_by_key(box.method, 0, qtbot)
    assert "Weight" not in dialog.chosen


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("7, 2", "2 comes after 7. Write the numbers to part at from small to large, once each."),
        ("2, x", "One of the numbers to part at is not finite. Write numbers such as 2.5, 7."),
        ("", "There are 0 numbers to part at. Give 1 to 9 numbers, such as 2.5, 7."),
    ],
)
def test_cuts_that_cannot_be_are_said_while_typing(path: Path, qtbot: QtBot, written: str, said: str) -> None:
    dialog = opened(path, qtbot)
    way(dialog, "none", qtbot)
    box = dialog.sorting_box
    choose_by_key(box.method, list(METHODS).index("cuts"), qtbot)
    box.cuts.selectAll()
    qtbot.keyClick(box.cuts, Qt.Key.Key_Backspace)
    qtbot.keyClicks(box.cuts, written)
    assert said in texts(dialog)
    assert "Weight" not in dialog.chosen
    assert box.cuts.text() == written


def test_words_are_not_sorted(path: Path, qtbot: QtBot) -> None:
    dialog = opened(path, qtbot)
    way(dialog, "none", qtbot)
    dialog.list.view.setCurrentIndex(dialog.list.view.model().index(2, 0))
    assert "States of Kind" in texts(dialog)
    assert "2 states, as the words stand in the table." in texts(dialog)
    assert not dialog.sorting_box.method.isEnabled()
    assert not dialog.sorting_box.picture.isVisible()


def test_a_million_numbers_are_sorted_without_going_through_them(qtbot: QtBot) -> None:
    ordered = np.sort(np.random.default_rng(2).normal(size=1_000_000))
    box = SortingBox()
    qtbot.addWidget(box)
    column = ColumnPreview("X", (), (), None, True, ordered)
    box.show_column(column, None)
    # They take 8 MB, and a look at each of them a byte at least: places are found by halving.
    with most_memory(500_000):
        box.show_column(column, Discretising("quantiles", 10))
        box.grab()


def test_everything_that_takes_the_focus_has_a_name(path: Path, qtbot: QtBot) -> None:
    dialog = opened(path, qtbot)
    way(dialog, "none", qtbot)
    names = []
    dialog.list.setFocus()
    for _ in range(12):
        widget = QApplication.focusWidget()
        names.append(widget.accessibleName())
        qtbot.keyClick(widget, TAB)
    assert all(names)
    wanted = (dialog.list.view, dialog.labels.way, dialog.sorting_box.method, dialog.cancel, dialog.ok)
    places = [names.index(widget.accessibleName()) for widget in wanted]
    assert places == sorted(places)
    # The ring around the button that had the focus goes before the dialog does.
    QApplication.processEvents()
