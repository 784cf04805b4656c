"""The bar above the rows: which page, which variables, a sentence, and the way back to the present."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gui.controls.buttons import quiet_button
from gui.controls.labels import ElidedLabel
from gui.controls.switch import Switch
from gui.rows.pair_bar import PairBar
from gui.theme import Theme, current_theme, theme_source

LEAST_WIDTH = 260


class RowsBar(QWidget):
    """Stands above every page.

    Parameters
    ----------
    pages
        Names of the pages; variables are chosen for all but the first.

    Signals
    -------
    changed()
        A person chose another page, or other variables.
    present_requested()
        A person wants to see the present again.
    """

    changed = Signal()
    present_requested = Signal()

    def __init__(self, pages: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.switch = Switch(pages, "What is shown of the rows")
        self.pair = PairBar()
        self.sentence = ElidedLabel("", "second", secondary=True)
        self.now = quiet_button("Back to now", "next")
        self.now.setToolTip("Show the present, with all rows, again")
        self.now.setAccessibleName("Back to the present")
        self.now.clicked.connect(self.present_requested)
        self.switch.chosen.connect(self._on_chosen)
        self.pair.chosen.connect(self.changed)
        self._rows = QVBoxLayout(self)
        self._row, self._second = QHBoxLayout(), QHBoxLayout()
        self._rows.addLayout(self._row)
        self._rows.addLayout(self._second)
        self._second.addStretch(1)
        self._row.addWidget(self.switch)
        self._row.addWidget(self.pair)
        self._row.addWidget(self.sentence, 1)
        self._row.addWidget(self.now)
        self.pair.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme_source().theme_changed.connect(self._follow)
        self._follow(current_theme())

    @property
    def page(self) -> int:
        """Place of the chosen page."""
        return self.switch.choice

    def choose(self, page: int) -> None:
        """Show another page."""
        self.switch.choose(page)
        self._on_chosen(page)

    def _on_chosen(self, page: int) -> None:
        self.pair.setVisible(page > 0)
        self._place()
        self.changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        # Where there is no room beside one another, variables are chosen in a row of their own.
        theme = current_theme()
        parts = (self.switch, self.pair, self.now)
        need = sum(part.sizeHint().width() for part in parts) + theme.px(4 * theme.BETWEEN_BLOCKS)
        below = self.page > 0 and self.width() < need
        if below != (self._second.indexOf(self.pair) >= 0):
            (self._row if below else self._second).removeWidget(self.pair)
            if below:
                self._second.insertWidget(0, self.pair)
            else:
                self._row.insertWidget(1, self.pair)
        self.setFixedHeight(theme.px((2 if below else 1) * (theme.BUTTON + 6)))

    def _follow(self, theme: Theme) -> None:
        side = theme.px(theme.BETWEEN_BLOCKS)
        self._rows.setContentsMargins(side, 0, side, 0)
        self._rows.setSpacing(0)
        for row in (self._row, self._second):
            row.setSpacing(theme.px(theme.IN_ROW))
        # Less than the layout asks for, or the whole desk could not be narrower.
        self.setMinimumWidth(theme.px(LEAST_WIDTH))
        self._place()
