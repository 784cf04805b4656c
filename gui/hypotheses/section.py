"""A part of the page: a title of 32 px with tools at the right, and a content with a hairline around it."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.controls.labels import Label
from gui.theme import current_theme


class Section(QWidget):
    """Looks like a dock that stays where it is; fill its `head` at the right of the title, and its `column`."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self.heading = Label(title, weight=600)
        self._bar = QWidget()
        self.head = QHBoxLayout(self._bar)
        self.head.addWidget(self.heading)
        self.body = QWidget()
        self.column = QVBoxLayout(self.body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        outer.addWidget(self._bar)
        outer.addWidget(self.body, 1)
        self._follow_theme()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._follow_theme()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = current_theme().tokens
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), tokens.surface)
            painter.setPen(tokens.line)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
            painter.fillRect(0, self._bar.geometry().bottom(), self.width(), 1, tokens.line)

    def _follow_theme(self) -> None:
        theme = current_theme()
        self._bar.setFixedHeight(theme.px(theme.DOCK_TITLE))
        self.head.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        self.head.setSpacing(theme.px(12))
        side = theme.px(theme.BETWEEN_BLOCKS)
        self.column.setContentsMargins(side, side, side, side)
        self.column.setSpacing(theme.px(theme.IN_ROW))
