"""The list of paths: each drawn from node to node, with the reason beside or below it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.icons import paint_icon
from gui.paths.fitted_list import LINE, Index
from gui.paths.lines import PathLine
from gui.paths.painting import paint_path, placed
from gui.theme import Theme, current_theme

BESIDE_FROM = 620
WORDS, SIDE, AIR, HEADING, ICON = 290, 8, 12, 20, 16


class PathDelegate(QStyledItemDelegate):
    """Draws a `PathLine`."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = index.data(LINE)
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        if not isinstance(line, PathLine):
            return QSize(width, 0)
        theme = current_theme()
        drawing, words = _rooms(QRect(0, 0, width, 0), theme)
        drawn = placed(line, drawing.width(), theme).height
        said = theme.px(HEADING) + _reason(line, words.width(), theme)[1]
        beside = words.left() > drawing.left()
        height = max(drawn, said) if beside else drawn + theme.px(8) + said
        return QSize(width, round(height) + 2 * theme.px(AIR))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE)
        if not isinstance(line, PathLine):
            return
        theme, rect = current_theme(), QRect(option.rect)
        state = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.tokens.selection)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.tokens.line)
        drawing, words = _rooms(rect, theme)
        where = placed(line, drawing.width(), theme)
        beside = words.left() > drawing.left()
        top = rect.top() + theme.px(AIR)
        if beside:
            said = theme.px(HEADING) + _reason(line, words.width(), theme)[1]
            middle = rect.center().y()
            paint_path(painter, QPointF(drawing.left(), middle - where.height / 2), line, where, theme)
            words.moveTop(round(middle - said / 2))
        else:
            paint_path(painter, QPointF(drawing.left(), top), line, where, theme)
            words.moveTop(round(top + where.height) + theme.px(8))
        _paint_words(painter, words, line, theme)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.tokens.accent, theme.px(2)))
            painter.drawRect(rect.adjusted(1, 1, -1, -2))
        painter.restore()


def _rooms(rect: QRect, theme: Theme) -> tuple[QRect, QRect]:
    # Room for the drawing and for the words: beside each other where it is wide enough.
    side = theme.px(SIDE)
    inner = rect.adjusted(side, 0, -side, 0)
    if rect.width() < theme.px(BESIDE_FROM):
        return QRect(inner), QRect(inner)
    words = QRect(inner)
    words.setLeft(inner.right() - theme.px(WORDS))
    drawing = QRect(inner)
    drawing.setRight(words.left() - theme.px(24))
    return drawing, words


def _reason(line: PathLine, width: int, theme: Theme) -> tuple[QTextLayout, float]:
    # The sentence, with the field's word in grey behind it; and how high it is.
    font = theme.font("second")
    text = f"{line.reason.words} {line.reason.term}"
    layout = QTextLayout(text, font)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    grey, span = QTextCharFormat(), QTextLayout.FormatRange()
    grey.setForeground(theme.tokens.text2)
    span.start, span.length = len(line.reason.words) + 1, len(line.reason.term)
    span.format = grey
    layout.setFormats([span])
    layout.beginLayout()
    height = 0.0
    while (row := layout.createLine()).isValid():
        row.setLineWidth(max(1, width))
        row.setPosition(QPointF(0, height))
        height += row.height() + theme.px(1)
    layout.endLayout()
    return layout, height


def _paint_words(painter: QPainter, room: QRect, line: PathLine, theme: Theme) -> None:
    tokens, icon = theme.tokens, theme.px(ICON)
    heading = QRect(room.left(), room.top(), room.width(), theme.px(HEADING))
    mark = QRectF(heading.left(), heading.center().y() - icon / 2 + 1, icon, icon)
    paint_icon(painter, "path-open" if line.is_open else "path-blocked", tokens.text, mark)
    font: QFont = theme.font("interface", 600)
    painter.setFont(font)
    painter.setPen(tokens.text)
    words = QFontMetrics(font).elidedText(line.heading, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(heading.adjusted(icon + theme.px(8), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
    layout, _ = _reason(line, room.width(), theme)
    layout.draw(painter, QPointF(room.left(), heading.bottom() + 1))
