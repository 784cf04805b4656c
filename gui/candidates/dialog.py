"""The list of all candidates, with a search."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from gui.candidates.listing import ONE_LINE_NODES, CandidateDelegate, CandidateModel
from gui.candidates.ranking import ranked
from gui.candidates.search import UnknownName, matching
from gui.candidates.words import Naming
from gui.controls.buttons import plain_button
from gui.controls.labels import Label
from gui.controls.numbers import count, plural, probability
from gui.controls.tinted_icon import set_icon
from gui.theme import current_theme

NARROW = 620
WIDE = 860
HIGH = 560


class AllCandidates(QDialog):
    """Every candidate by weight; it stays open beside the window and follows what happens there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._naming: Naming | None = None
        self._kind = ""
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("Search by arrows")
        lens = QAction(self)
        set_icon(lens, "search", "text2", 16)
        self.search.addAction(lens, QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._refill)
        self.found = Label("", "second", secondary=True, wrap=True)
        self.model = CandidateModel(self)
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(CandidateDelegate(self.model, self.view))
        self.view.setUniformItemSizes(True)
        self.view.setFrameShape(QFrame.Shape.StyledPanel)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName("All structures by weight")
        self._lay_out()

    def show_naming(self, naming: Naming, kind: str) -> None:
        """Show the candidates of another moment; the search and the chosen line stay."""
        if self._naming is None:
            theme = current_theme()
            wide = len(naming.names) > ONE_LINE_NODES
            self.resize(theme.px(WIDE if wide else NARROW), theme.px(HIGH))
        self._naming, self._kind = naming, kind
        self.setWindowTitle(f"All {plural(len(naming.space), 'structure')}")
        example = " -> ".join(naming.names[:2])
        self.search.setPlaceholderText(f"Search by arrows, such as {example}")
        self._refill()

    def choose(self, candidate: int) -> None:
        """Go to the line of a candidate that was chosen elsewhere, if it is in the list."""
        row = self.model.row_of(candidate)
        if row is not None:
            self.view.setCurrentIndex(self.model.index(row))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout() is not None:
            self._follow_theme()

    def _lay_out(self) -> None:
        close = plain_button("Close")
        close.setAutoDefault(False)
        close.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.addWidget(self.found, 1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.addWidget(self.search)
        column.addWidget(self.view, 1)
        column.addLayout(foot)
        self._follow_theme()

    def _follow_theme(self) -> None:
        theme = current_theme()
        side = theme.px(theme.PANEL_PADDING)
        column = self.layout()
        if column is not None:
            column.setContentsMargins(side, side, side, side)
            column.setSpacing(theme.px(theme.BETWEEN_BLOCKS))

    def _refill(self) -> None:
        naming = self._naming
        if naming is None:
            return
        text = self.search.text()
        try:
            kept = matching(text, naming.space, naming.names)
        except UnknownName as unknown:
            self._say(str(unknown))
            return
        order = ranked(naming.weights, naming.digit_of)
        self._show_order(naming, order[kept[order]])
        total = len(naming.space)
        if not text.strip():
            self._say(f"{count(total)}, sorted by weight · {self._kind}")
        else:
            together = probability(float(naming.weights[kept].sum()))
            n_found = int(np.count_nonzero(kept))
            self._say(f"{count(n_found)} of {count(total)}, together {together} · {self._kind}")

    def _say(self, sentence: str) -> None:
        self.found.setText(sentence)
        self.search.setAccessibleDescription(sentence)

    def _show_order(self, naming: Naming, order: np.ndarray) -> None:
        current = self.view.currentIndex()
        chosen = self.model.candidate(current.row()) if current.isValid() else None
        top = self.view.verticalScrollBar().value()
        self.model.show_naming(naming, order)
        row = None if chosen is None else self.model.row_of(chosen)
        if row is not None:
            self.view.setCurrentIndex(self.model.index(row))
        self.view.verticalScrollBar().setValue(top)
