"""Stretches along which belief was not worked out: they are hatched, and playing leaves them out."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QBrush, QPainter

from gui.timeline.frame import Frame
from gui.weights.stack import IntArray, Stack

VEIL = 0.78


@dataclass(frozen=True, eq=False)
class KnownMoments:
    """Of all moments those at which belief is known, for who goes from one to the next; see `Moments`."""

    rows: IntArray
    batch_ends: tuple[int, ...]
    n_rows: int

    @classmethod
    def of(cls, stack: Stack) -> KnownMoments:
        """Return those of a stack."""
        rows = stack.rows if stack.known is None else stack.rows[stack.known]
        return cls(rows, stack.batch_ends, stack.n_rows)


def paint_gaps(painter: QPainter, frame: Frame, stack: Stack) -> None:
    """Veil and hatch the plots where they only join what is known on either side."""
    theme = frame.theme
    for start, end in stack.gaps:
        left, right = round(frame.x_of(start)), round(frame.x_of(end))
        for plot in frame.plots:
            box = QRect(left, plot.top(), max(1, right - left), plot.height() + 1)
            painter.save()
            painter.setOpacity(VEIL)
            painter.fillRect(box, theme.tokens.surface)
            painter.setOpacity(1.0)
            painter.fillRect(box, QBrush(theme.tokens.control, Qt.BrushStyle.BDiagPattern))
            painter.restore()
