"""The list of what else could be known, and whether one would then tell about the other."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from gui.controls.list_lines import LinePainter, line_painted
from gui.icons import paint_icon
from gui.paths.fitted_list import LINE, Index
from gui.theme import current_theme

SIDE, ICON, ANSWER = 8, 16, 64
LEAST_KNOWN, MOST_KNOWN_SHARE = 110, 0.45
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True)
class SupposedLine:
    """One thing that could be known.

    Parameters
    ----------
    known
        What would be known.
    tells
        Whether one would tell about the other.
    reason
        Why, in a few words.
    present
        Whether it is what is known now.
    """

    known: str
    tells: bool
    reason: str
    present: bool = False

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        now = ", as it is now" if self.present else ""
        return f"Knowing {self.known}{now}: {'yes' if self.tells else 'no'}, {self.reason}"


class SupposedDelegate(LinePainter):
    """Draws a `SupposedLine` in three columns; what is known now is tinted."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE)
        if not isinstance(line, SupposedLine):
            return
        theme, rect = current_theme(), QRect(option.rect)
        tokens = theme.tokens
        with line_painted(painter, rect, option.state, chosen=line.present):
            left = rect.left() + theme.px(SIDE)
            known = _known_width(index, rect.width())
            icon = theme.px(ICON)
            painter.setFont(theme.font("interface", 600 if line.present else 400))
            painter.setPen(tokens.text)
            _paint_words(painter, QRect(left, rect.top(), known - theme.px(SIDE), rect.height()), line.known)
            mark = QRectF(left + known, rect.center().y() - icon / 2 + 1, icon, icon)
            paint_icon(painter, "path-open" if line.tells else "path-blocked", tokens.text, mark)
            painter.setFont(theme.font("interface"))
            answer = QRect(left + known + icon + theme.px(6), rect.top(), theme.px(ANSWER), rect.height())
            _paint_words(painter, answer, "yes" if line.tells else "no")
            painter.setPen(tokens.text2)
            start = answer.left() + theme.px(ANSWER) - theme.px(16)
            _paint_words(
                painter, QRect(start, rect.top(), rect.right() - start - theme.px(4), rect.height()), line.reason
            )


def _known_width(index: Index, width: int) -> int:
    # As wide as the widest of the few lines, so that the answers stand below one another.
    theme, model = current_theme(), index.model()
    metrics = QFontMetrics(theme.font("interface", 600))
    lines = [model.index(row, 0).data(LINE) for row in range(model.rowCount())]
    widest = max(metrics.horizontalAdvance(line.known) for line in lines if isinstance(line, SupposedLine))
    wanted = max(theme.px(LEAST_KNOWN), widest + theme.px(3 * SIDE))
    return min(wanted, round(width * MOST_KNOWN_SHARE))


def _paint_words(painter: QPainter, room: QRect, words: str) -> None:
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, _LEFT, shown)
