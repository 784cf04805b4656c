"""The left column of the start page: what the program is, what can be opened, and what was open before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.controls.bars import IconLabel
from gui.controls.labels import Label
from gui.drawing.styles import dashed_pen
from gui.start.side_rows import RecentRow, WideButton
from gui.theme import current_theme

MOST_RECENT = 6
NOTHING = "Nothing here yet. What you open or save will wait for you in this place."
DROP = "You can also drop a lesson, a network or a data table anywhere on this window."


class _EmptyNote(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.px(16)] * 4)
        column.setSpacing(theme.px(8))
        column.addWidget(IconLabel("folder", "text2", 20))
        column.addWidget(Label(NOTHING, secondary=True, wrap=True))
        column.addWidget(Label(DROP, secondary=True, wrap=True))

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setPen(dashed_pen(current_theme().tokens.control, 1.0, (3.0, 3.0)))
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))


class Side(QWidget):
    """The column.

    Signals
    -------
    open_dialog_requested(), table_dialog_requested()
        A file is to be chosen.
    new_network_requested(), networks_requested()
        A network is to be built, or one is to be chosen.
    open_requested(path)
        A recent file was chosen.
    back_requested()
        The session that is still open is to be shown again.
    """

    open_dialog_requested = Signal()
    table_dialog_requested = Signal()
    new_network_requested = Signal()
    networks_requested = Signal()
    open_requested = Signal(object)
    back_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        column = QVBoxLayout(self)
        side = theme.px(22)
        column.setContentsMargins(side, theme.px(26), side, theme.px(24))
        column.setSpacing(theme.px(8))
        column.addWidget(Label("Causal-discovery sandbox", "count", 600, wrap=True))
        words = "Watch a small world, act on it, and see what you may believe."
        column.addWidget(Label(words, "prose", secondary=True, wrap=True))
        column.addSpacing(theme.px(14))
        self.new_button = WideButton("Build a network", "plus", "Ctrl N")
        self.open_button = WideButton("Open a file", "open", "Ctrl O")
        self.table_button = WideButton("Load a table of data", "data", "Ctrl D")
        self.back_button = WideButton("Back", "back", "Ctrl Home")
        self.back_button.clicked.connect(self.back_requested)
        self.back_button.hide()
        column.addWidget(self.back_button)
        self.open_button.clicked.connect(self.open_dialog_requested)
        self.table_button.clicked.connect(self.table_dialog_requested)
        column.addWidget(self.open_button)
        column.addWidget(self.table_button)
        self.new_button.clicked.connect(self.new_network_requested)
        column.addWidget(self.new_button)
        self.networks_button = WideButton("Choose a network", "layout", "Ctrl G")
        self.networks_button.clicked.connect(self.networks_requested)
        column.addWidget(self.networks_button)
        column.addSpacing(theme.px(24))
        column.addWidget(Label("Recent", weight=600))
        self._empty = _EmptyNote()
        column.addWidget(self._empty)
        self.recent: list[RecentRow] = []
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        column.addLayout(self._recent)
        column.addStretch(1)
        quiet = Label("Works without a network. Nothing leaves this computer.", "second", secondary=True, wrap=True)
        column.addWidget(quiet, 0, Qt.AlignmentFlag.AlignBottom)

    def offer_back(self, title: str) -> None:
        """Offer the way back to a session by its title; none takes the offer away."""
        self.back_button.set_words(f"Back to {title}")
        self.back_button.setVisible(bool(title))

    def show_recent(self, paths: Sequence[Path], titles: Mapping[Path, str]) -> None:
        """Show recent files; those that are lessons of the gallery by their title."""
        wanted = [(path, titles.get(path, "")) for path in paths][:MOST_RECENT]
        self._empty.setVisible(not wanted)
        if [(row.path, row.text()) for row in self.recent] == [(p, t or p.stem) for p, t in wanted]:
            return
        while self.recent:
            gone = self.recent.pop()
            self._recent.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for path, title in wanted:
            row = RecentRow(path, title)
            row.clicked.connect(lambda _checked=False, path=path: self.open_requested.emit(path))
            self._recent.addWidget(row)
            self.recent.append(row)
