"""Tiles in rows: as many side by side as there is room for, all of one width."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.theme import current_theme

NARROWEST = 250
GAP = 12


class TileGrid(QWidget):
    """Places its tiles itself, without those that are hidden; the height follows from the width."""

    def __init__(self, tiles: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tiles = tuple(tiles)
        for tile in self._tiles:
            tile.setParent(self)
            tile.show()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def columns(self, width: int) -> int:
        """Return how many tiles stand side by side at a width."""
        theme = current_theme()
        return max(1, (width + theme.px(GAP)) // (theme.px(NARROWEST) + theme.px(GAP)))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows = -(-len(self._shown()) // self.columns(width))
        gap = current_theme().px(GAP)
        return max(0, rows * (self._tile_height() + gap) - gap)

    def sizeHint(self) -> QSize:
        return QSize(self.width(), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(NARROWEST), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def arrange(self) -> None:
        """Close the gaps that hidden tiles leave."""
        self._place()
        self.updateGeometry()

    def _shown(self) -> list[QWidget]:
        return [tile for tile in self._tiles if not tile.isHidden()]

    def _place(self) -> None:
        columns, gap = self.columns(self.width()), current_theme().px(GAP)
        width, height = (self.width() - (columns - 1) * gap) / columns, self._tile_height()
        for number, tile in enumerate(self._shown()):
            row, column = divmod(number, columns)
            left, right = round(column * (width + gap)), round(column * (width + gap) + width)
            tile.setGeometry(left, row * (height + gap), right - left, height)

    def _tile_height(self) -> int:
        return max((tile.sizeHint().height() for tile in self._tiles), default=0)
