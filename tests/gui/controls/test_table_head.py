"""Heads of columns: their words at their side, and that a large selection does not slow them down."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHeaderView
from pytestqt.qtbot import QtBot

from engine.networks.variables import Variable
from gui.controls.table_head import TableHead
from gui.tables.grid import TableGrid
from gui.tables.model import Index, TableModel
from gui.tables.sheet import Sheet
from gui.tables.subject import Subject

TWO = ("yes", "no")


class Counting(TableModel):
    """Counts how often it is asked what can be done with a cell, as Qt asks of all that are selected."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0

    def flags(self, index: Index) -> Qt.ItemFlag:
        self.asked += 1
        return super().flags(index)


@pytest.fixture
def grid(qtbot: QtBot) -> TableGrid:
    model = Counting()
    grid = TableGrid(model)
    qtbot.addWidget(grid)
    grid.resize(900, 400)
    grid.show()
    subject = Subject(Variable("Wet", TWO), tuple(Variable(f"Cause {number}", TWO) for number in range(11)))
    model.show_sheet(Sheet(subject, np.full((subject.n_rows, 2), 0.5)))
    return grid


def asked_while_painting(grid: TableGrid) -> int:
    model = grid.model()
    assert isinstance(model, Counting)
    picture = QImage(grid.size(), QImage.Format.Format_RGB32)
    grid.render(picture)
    before = model.asked
    grid.render(picture)
    return model.asked - before


def test_painting_asks_nothing_of_rows_out_of_sight_though_all_are_selected(grid: TableGrid, qtbot: QtBot) -> None:
    assert isinstance(grid.horizontalHeader(), TableHead)
    assert asked_while_painting(grid) < 2048
    qtbot.keyClick(grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(grid.selectionModel().selectedRows()) == 2048
    assert asked_while_painting(grid) < 2048
    # The head that Qt would have put there is found out.
    usual = QHeaderView(Qt.Orientation.Horizontal, grid)
    usual.setSectionsClickable(True)
    grid.setHorizontalHeader(usual)
    usual.show()
    assert asked_while_painting(grid) > 2048


def test_a_click_on_a_head_chooses_its_column(grid: TableGrid, qtbot: QtBot) -> None:
    head = grid.horizontalHeader()
    place = head.viewport().rect().center()
    place.setX(head.sectionViewportPosition(1) + 5)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [index.column() for index in grid.selectionModel().selectedColumns()] == [1]


def test_words_stand_at_the_left_of_a_wide_column_and_are_cut_in_a_narrow_one(grid: TableGrid) -> None:
    head = grid.horizontalHeader()
    head.resizeSection(0, 300)
    assert ink_of(grid)[:, 1:150].any()
    assert not ink_of(grid)[:, 150:298].any()
    head.resizeSection(0, 40)
    # Cut as the table asks: the end of a title says which state a column is about.
    assert head.textElideMode() == Qt.TextElideMode.ElideLeft
    assert ink_of(grid)[:, 1:38].any()


def ink_of(grid: TableGrid) -> np.ndarray:
    picture = grid.horizontalHeader().grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(picture.constBits(), dtype=np.uint8).reshape(picture.height(), picture.bytesPerLine())
    ground = rows[2, 2]
    return np.abs(rows[2:-2].astype(int) - int(ground)) > 60
