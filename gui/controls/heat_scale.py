"""What the colours of a heat map stand for, from nothing to the largest amount."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.controls.heat import heat
from gui.controls.numbers import amount_of
from gui.theme import current_theme

BAR, TEXT = 6, 15
STOPS = 16


class HeatScale(QWidget):
    """A bar of the colours, with the amounts at its ends."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._highest, self._unit, self._places = 0.0, "", 3
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_range(self, highest: float, unit: str, places: int = 3) -> None:
        """Say which amount the brightest colour stands for, with so many decimals."""
        self._highest, self._unit, self._places = highest, unit, places
        self.setAccessibleName(f"Colours go from 0 to {self._words()}")
        self.update()

    def _words(self) -> str:
        return f"{amount_of(self._highest, self._places)} {self._unit}".rstrip()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(160), theme.px(BAR + TEXT + 2))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        bar = QRectF(0, 0, self.width(), theme.px(BAR))
        ramp = QLinearGradient(bar.topLeft(), bar.topRight())
        for step in range(STOPS + 1):
            ramp.setColorAt(step / STOPS, heat(step / STOPS))
        room = QRectF(0, bar.bottom() + theme.px(2), self.width(), theme.px(TEXT))
        with QPainter(self) as painter:
            painter.fillRect(bar, ramp)
            painter.setFont(theme.font("axis", figures=True))
            painter.setPen(theme.tokens.text2)
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft, "0")
            painter.drawText(room, Qt.AlignmentFlag.AlignRight, self._words())
