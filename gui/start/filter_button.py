"""A button that leaves only the lessons of one kind."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from gui.controls.focus_ring import FocusRing
from gui.theme import current_theme

HEIGHT = 26
SIDE = 9


class FilterButton(QAbstractButton):
    """Stays down when pressed; smaller than other buttons, so that a row of them fits beside a heading."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        FocusRing(self)

    def sizeHint(self) -> QSize:
        theme = current_theme()
        width = QFontMetrics(theme.font("second")).horizontalAdvance(self.text())
        return QSize(width + 2 * theme.px(SIDE), theme.px(HEIGHT))

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave):
            self.update()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        tokens = theme.tokens
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ground = tokens.alternate if self.underMouse() else tokens.surface
            painter.setBrush(tokens.selection if self.isChecked() else ground)
            painter.setPen(QPen(tokens.accent if self.isChecked() else tokens.control, 1))
            corner = theme.px(theme.CORNER)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), corner, corner)
            painter.setFont(theme.font("second"))
            painter.setPen(tokens.text)
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
