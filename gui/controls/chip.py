"""The chip that names a candidate: a strip of its pattern and its digit, and bars in its pattern."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.controls.pattern import paint_pattern
from gui.theme import CandidateStyle, Theme, current_theme

CHIP_WIDTH = 28
CHIP_HEIGHT = 18
STRIP_SHARE = 0.36
OUTLINE = 1.5


def paint_pattern_bar(painter: QPainter, rect: QRectF, style: CandidateStyle, scale: float = 1.0) -> None:
    """Like `paint_pattern`, with an outline of 1 px inside the edge."""
    paint_pattern(painter, rect, style, scale)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(style.outline, 1)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
    painter.restore()


def paint_chip(painter: QPainter, rect: QRectF, digit: int | None, theme: Theme) -> None:
    """Draw the chip of a candidate; without a digit the strip fills it."""
    style = theme.candidate(digit)
    outline = OUTLINE * theme.scale
    painter.save()
    painter.fillRect(rect, theme.tokens.surface)
    strip = QRectF(rect) if digit is None else _strip(rect, outline)
    paint_pattern(painter, strip, style, theme.scale)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(style.outline, outline)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = outline / 2
    painter.drawRect(rect.adjusted(half, half, -half, -half))
    if digit is not None:
        painter.setPen(theme.tokens.text)
        painter.setFont(theme.font("axis", 600))
        field = QRectF(strip.right(), rect.top(), rect.right() - strip.right() - half, rect.height())
        painter.drawText(field, Qt.AlignmentFlag.AlignCenter, str(digit))
    painter.restore()


def chip_size(theme: Theme) -> QSize:
    """Return the size of a chip at the theme's scale."""
    return QSize(theme.px(CHIP_WIDTH), theme.px(CHIP_HEIGHT))


def _strip(rect: QRectF, outline: float) -> QRectF:
    return QRectF(rect.left(), rect.top(), round(STRIP_SHARE * rect.width() + outline / 2), rect.height())


class CandidateChip(QWidget):
    """A chip as a widget. `digit` None stands for all the others together."""

    def __init__(self, digit: int | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._digit = digit
        self.set_digit(digit)

    @property
    def digit(self) -> int | None:
        """The digit shown."""
        return self._digit

    def set_digit(self, digit: int | None) -> None:
        """Show another candidate."""
        self._digit = digit
        self.setAccessibleName("all others" if digit is None else f"candidate {digit}")
        self.update()

    def sizeHint(self) -> QSize:
        return chip_size(current_theme())

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint_chip(painter, QRectF(self.rect()), self._digit, current_theme())
