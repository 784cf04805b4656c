"""A histogram of the numbers of a column, with the places where they are parted and the rows of each state."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.data.discretising import counts_between
from gui.controls.numbers import MINUS, count
from gui.theme import Theme, current_theme

BINS = 40
HEIGHT = 104
HEAD, FOOT = 20, 18


class SortingPicture(QWidget):
    """Bars of numbers between the smallest and the largest, lines where they are parted, and counts above."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._low, self._high = 0.0, 1.0
        self._bars: tuple[int, ...] = ()
        self._counts: tuple[int, ...] = ()
        self._cuts: tuple[float, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("No numbers")

    def show_numbers(self, ordered: npt.NDArray[np.float64], cuts: Sequence[float], words: str) -> None:
        """Show numbers in ascending order; `words` tells the same to a screen reader. Time does not grow with them."""
        self._low, self._high = float(ordered[0]), float(ordered[-1])
        shares = np.linspace(0, 1, BINS + 1)[1:-1]
        self._bars = counts_between(ordered, (self._low * (1 - shares) + self._high * shares).tolist())
        self._cuts = tuple(cuts)
        self._counts = counts_between(ordered, cuts)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(240), theme.px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        room = QRectF(self.rect()).adjusted(0, theme.px(HEAD), 0, -theme.px(FOOT))
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.tokens.surface)
            if not self._bars:
                return
            self._paint_bars(painter, room, theme)
            painter.setFont(theme.font("axis", figures=True))
            self._paint_cuts(painter, room, theme)
            painter.setPen(theme.tokens.text2)
            foot = QRectF(0, room.bottom(), self.width(), theme.px(FOOT))
            painter.drawText(foot, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, _written(self._low))
            painter.drawText(foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, _written(self._high))

    def _paint_bars(self, painter: QPainter, room: QRectF, theme: Theme) -> None:
        most, width = max(self._bars), room.width() / len(self._bars)
        for place, n_rows in enumerate(self._bars):
            height = round(room.height() * n_rows / most)
            left, right = round(place * width), round((place + 1) * width) - 1
            painter.fillRect(QRectF(left, room.bottom() - height, right - left, height), theme.tokens.bar)
        painter.fillRect(QRectF(0, room.bottom(), room.width(), 1), theme.tokens.control)

    def _paint_cuts(self, painter: QPainter, room: QRectF, theme: Theme) -> None:
        # The casing keeps the line apart from the bars.
        thick, casing = theme.px(2), theme.px(1)
        places = [min(max(0.0, self._place(cut)), 1.0) * room.width() for cut in self._cuts]
        for x in places:
            line = QRectF(x - thick / 2, theme.px(2), thick, room.bottom() - theme.px(2))
            painter.fillRect(line.adjusted(-casing, 0, casing, 0), theme.tokens.surface)
            painter.fillRect(line, theme.tokens.accent)
        painter.setPen(theme.tokens.text)
        for (left, right), n_rows in zip(pairwise([0.0, *places, room.width()]), self._counts, strict=True):
            words = count(n_rows)
            if painter.fontMetrics().horizontalAdvance(words) + theme.px(6) <= right - left:
                head = QRectF(left, 0, right - left, theme.px(HEAD))
                painter.drawText(head, Qt.AlignmentFlag.AlignCenter, words)

    def _place(self, number: float) -> float:
        width = self._high / 2 - self._low / 2
        return (number / 2 - self._low / 2) / width if width > 0 else 0.5


def _written(number: float) -> str:
    return f"{number:.4g}".replace("-", MINUS)
