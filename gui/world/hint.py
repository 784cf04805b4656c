"""A sentence at the foot of the canvas that comes and goes without moving anything."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.controls.labels import Label
from gui.theme import current_theme

SIDE, DOWN = 16, 6


class CanvasHint(Label):
    """Lies upon the bottom of a canvas, lets the mouse through, and is as high as its sentence needs."""

    def __init__(self, canvas: QWidget) -> None:
        super().__init__("", "second", wrap=True, parent=canvas)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName("What is shown")
        canvas.installEventFilter(self)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show a sentence; "" shows nothing."""
        if sentence == self.text():
            return
        self.setText(sentence)
        self.setVisible(bool(sentence))
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_theme().tokens
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), tokens.alternate)
            painter.fillRect(0, 0, self.width(), 1, tokens.line)
        super().paintEvent(event)

    def _place(self) -> None:
        canvas = self.parentWidget()
        if canvas is None or not self.text():
            return
        theme = current_theme()
        self.setContentsMargins(theme.px(SIDE), theme.px(DOWN), theme.px(SIDE), theme.px(DOWN))
        height = self.heightForWidth(canvas.width())
        self.setGeometry(0, canvas.height() - height, canvas.width(), height)
        self.raise_()
