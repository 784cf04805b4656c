"""Cards in rows that scroll: how many there are, what is on each, and where it lies."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from gui.hypotheses.board_room import LOWEST, NARROWEST, TALLEST, BoardRoom
from gui.hypotheses.card import CardLook, graph_room
from gui.hypotheses.picture import boxes
from gui.theme import current_theme

Look = Callable[[int], CardLook]


def _none(_index: int) -> CardLook:
    raise LookupError("there are no cards")


class CardArea(QAbstractScrollArea):
    """Gives cards their room; painting them, keys and mouse are for those who inherit from it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self._look: Look = _none
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_cards(self, count: int, look: Look) -> None:
        """Show so many cards; `look` says what is on one when it comes into sight."""
        self._count, self._look = count, look
        self._follow_room()

    @property
    def count(self) -> int:
        """How many cards there are."""
        return self._count

    def look(self, index: int) -> CardLook:
        """Return what is on a card."""
        return self._look(index)

    @property
    def room(self) -> BoardRoom:
        """Where the cards lie now."""
        return BoardRoom(self._count, self.viewport().size(), self.verticalScrollBar().value(), current_theme())

    def card_rect(self, index: int) -> QRect:
        """Return where a card lies in the viewport."""
        return self.room.card_rect(index)

    def node_rect(self, index: int, node: int) -> QRect:
        """Return where a place of a card lies in the viewport."""
        theme = current_theme()
        return boxes(self._look(index).picture, graph_room(self.card_rect(index), theme), theme)[node].toRect()

    def fitted_height(self, most: int) -> int:
        """Return the height, `most` where it can be, in which as many rows as possible are seen whole."""
        return self.room.fitted_height(most)

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(600), theme.px(TALLEST))

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(NARROWEST), theme.px(LOWEST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._follow_room()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._follow_room()

    def _follow_room(self) -> None:
        room, bar = self.room, self.verticalScrollBar()
        bar.setRange(0, max(0, room.total_height - room.size.height()))
        bar.setPageStep(room.size.height())
        bar.setSingleStep(max(1, room.pitch // 3))
        self.viewport().update()
