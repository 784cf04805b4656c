"""The panel with a session in which something was watched and set, and the same rows as pandas holds them."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from engine.sessions.state import SessionState
from engine.sessions.verbs import Act, Release, SetByHand, Watch
from gui.inquiries.comparing import COMPARISON
from gui.rows.counts_page import COUNTS
from gui.rows.panel import RowsPanel
from gui.rows.rows_page import COPY, ORDER
from tests.gui.beside import Beside, opened_beside
from tests.gui.worlds import shorts_session

LEFT = Qt.MouseButton.LeftButton
Opened = Beside[RowsPanel]
ACTS = (
    Watch(20), SetByHand("Shorts", "yes"), Act(12), Watch(8), SetByHand("Shorts"), SetByHand("Sun", "no"), Act(10),
    Release(""), Watch(5),
)  # fmt: skip


def opened_rows(qtbot: QtBot) -> Iterator[Opened]:
    for beside in opened_beside(RowsPanel, qtbot):
        beside.ring.document.reset(shorts_session())
        beside.rests()
        yield beside


def rests(opened: Opened) -> None:
    """Wait until nothing is being drawn or worked out."""
    opened.rests()
    names = (ORDER, COPY, COUNTS, COMPARISON)
    opened.qtbot.waitUntil(lambda: not any(opened.ring.jobs.is_running(name) for name in names))


def frame(state: SessionState) -> pd.DataFrame:
    """All rows as pandas holds them, with the number of row and batch and the targets of what was done."""
    parts = []
    for number, batch in enumerate(state.dataset.batches, start=1):
        names = [variable.name for variable in state.variables]
        part = pd.DataFrame(batch.values, columns=names)
        for variable in state.variables:
            part[variable.name] = [variable.states[code] for code in part[variable.name]]
        part.insert(0, "Batch", number)
        part["regime"] = [batch.regime] * len(part)
        parts.append(part)
    found = pd.concat(parts, ignore_index=True)
    found.insert(0, "Row", found.index + 1)
    return found


def shown(opened: Opened) -> list[list[str]]:
    """The cells of every row on show."""
    model = opened.panel.rows_page.grid.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def numbers(opened: Opened) -> list[int]:
    return [int(cells[0]) for cells in shown(opened)]


def chooses(opened: Opened, place: int) -> None:
    view = opened.panel.regimes.view
    opened.qtbot.mouseClick(view.viewport(), LEFT, pos=view.visualRect(view.model().index(place, 0)).center())
    rests(opened)
