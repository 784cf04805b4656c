"""Pictures of what stands in tables and lists: the table of a variable, the paths, and the rows."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import numpy as np
from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QWidget

from gui.controls.candidate_table import CandidateTable
from gui.controls.numbers import count
from gui.paths.panel import PathsPanel
from gui.paths.still import PathsStill
from gui.pictures.rendering import LegendLine, Picture, dressed
from gui.rows.grid import RowGrid
from gui.rows.listed import Listed
from gui.rows.panel import COUNTS, EXPECTED, ROWS, RowsPanel
from gui.tables.grid import TableGrid
from gui.tables.model import SEEN, TableModel
from gui.tables.panel import TablePanel
from gui.tables.words import after_choice
from gui.theme import current_theme

# More than these would be a picture that nobody can look at.
MOST_ROWS, USUAL_ROWS = 60, 20
LEAST_TABLE, LEAST_PATHS, LEAST_LINES = 480, 640, QSize(720, 0)
W = TypeVar("W", bound=QWidget)


def table_picture(panel: TablePanel) -> Picture | None:
    """Return the picture of the table on show; None where there is none."""
    sheet = panel.editing.sheet
    if sheet is None:
        return None
    seen, n_rows = panel.seen(), min(sheet.subject.n_rows, MOST_ROWS)

    def made() -> TableGrid:
        model = TableModel()
        grid = TableGrid(model)
        model.setParent(grid)
        model.show_sheet(sheet)
        model.show_seen(seen)
        return _still(grid)

    size = _measured(made, lambda grid: grid.size_of_rows(n_rows))
    name = sheet.subject.variable.name
    legend = [LegendLine(f"How likely is {name} {after_choice(sheet.subject)}")]
    if seen is not None:
        legend.append(LegendLine(f"{SEEN.capitalize()}: how often the causes fell like this."))
    if n_rows < sheet.subject.n_rows:
        legend.append(LegendLine(f"The first {n_rows} of {count(sheet.subject.n_rows)} rows."))
    return Picture("Table", made, _at_least(size, panel, LEAST_TABLE), tuple(legend))


def paths_picture(panel: PathsPanel) -> Picture | None:
    """Return the picture of the answer on show; None where there is none."""
    answer = panel.answer
    if answer is None:
        return None

    def made() -> PathsStill:
        return PathsStill(answer)

    width = _at_least(QSize(), panel, LEAST_PATHS).width()
    size = _measured(made, lambda still: QSize(width, still.height_for(width)))
    kind = LegendLine(f"d-separation; {panel.kind.text()}" if panel.kind.text() else "d-separation")
    return Picture("Paths", made, size, (LegendLine(answer.question), kind))


def rows_picture(panel: RowsPanel) -> Picture | None:
    """Return the picture of the page on show: the rows in sight, or the table of counts; None where there is none."""
    # A line a sentence: long ones would be cut off.
    legend = tuple(LegendLine(sentence) for words in panel.account() for sentence in re.split(r"(?<=[.;]) ", words))
    if panel.shown_page == ROWS:
        listed = panel.rows_page.grid.rows.listed
        return None if listed is None else _rows(panel, listed, legend)
    tables = {COUNTS: panel.counts_page.table, EXPECTED: panel.expected_page.table}
    shown = tables.get(panel.shown_page) if panel.shown_page is not None else None
    if shown is None or not shown.lines:
        return None
    columns, lines, lead = shown.columns, shown.lines, shown.lead

    def made() -> CandidateTable:
        table = CandidateTable("")
        table.show_table(columns, lines, lead)
        _still(table.view)
        return table

    size = _measured(made, CandidateTable.size_of_lines)
    # Hatched bars are patterns.
    return Picture("Rows", made, size.expandedTo(LEAST_LINES), legend, vector=False)


def _rows(panel: RowsPanel, listed: Listed, legend: tuple[LegendLine, ...]) -> Picture:
    view = panel.rows_page.grid
    first = max(0, view.rowAt(0))
    in_sight = view.viewport().height() // max(1, view.verticalHeader().defaultSectionSize())
    n_rows = min(max(in_sight, USUAL_ROWS), MOST_ROWS, listed.chosen.n_rows - first)
    everything = np.arange(listed.chosen.n_rows, dtype=np.int32) if listed.order is None else listed.order
    # Those in sight come first, so that nothing has to be scrolled.
    turned = listed._replace(order=np.roll(everything, -first))

    def made() -> RowGrid:
        grid = RowGrid()
        grid.show_rows(turned)
        return _still(grid)

    if n_rows < listed.chosen.n_rows:
        where = f"Lines {count(first + 1)} to {count(first + n_rows)} of {count(listed.chosen.n_rows)}."
        legend = (*legend, LegendLine(where))
    size = _measured(made, lambda grid: grid.size_of_rows(n_rows))
    return Picture("Rows", made, size, legend)


V = TypeVar("V", bound=QAbstractItemView)


def _still(view: V) -> V:
    # Nothing chosen, and nothing to scroll.
    view.setCurrentIndex(QModelIndex())
    view.clearSelection()
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return view


def _measured(made: Callable[[], W], size: Callable[[W], QSize]) -> QSize:
    # At 100 %, as pictures are drawn.
    with dressed(replace(current_theme(), scale=1.0)):
        widget = made()
        found = size(widget)
        widget.deleteLater()
    return found


def _at_least(size: QSize, shown: QWidget, least: int) -> QSize:
    # As wide as it is on screen, or wide enough.
    width = round(shown.width() / current_theme().scale) if shown.isVisible() else 0
    return size.expandedTo(QSize(max(least, width), 0))
