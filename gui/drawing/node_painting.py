"""Paints a node from its state, layout and theme."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from gui.controls.bars import paint_bar
from gui.drawing.node_layout import (
    BAR_HEIGHT,
    COLUMN_GAP,
    FIRST_ROW,
    MARK,
    NAME_MIDDLE,
    NOTE_MIDDLE,
    PADDING,
    ROW_PITCH,
    TAB_ICON,
    TAB_PADDING,
    NodeLayout,
    Row,
    eye_room,
    has_note,
    name_font,
    note_font,
)
from gui.drawing.styles import NodeState, NodeStyle
from gui.icons import paint_icon
from gui.theme import Theme

RING_GAP = 2
SLANT = 0.18
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MIDDLE = Qt.AlignmentFlag.AlignCenter


def paint_node(
    painter: QPainter,
    state: NodeState,
    style: NodeStyle,
    layout: NodeLayout,
    theme: Theme,
    *,
    shares: tuple[float, ...] | None = None,
    detail: bool = True,
) -> None:
    """Paint a node around the origin.

    Parameters
    ----------
    shares
        Lengths of the bars, from 0 to 1, where they are on their way to the probabilities of `state`.
    detail
        Otherwise its name alone fills it, to be read from afar.
    """
    lengths = state.probabilities if shares is None else shares
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(painter.opacity() * style.opacity)
    _paint_tab(painter, state, style, layout, theme)
    painter.setPen(style.pen())
    painter.setBrush(style.fill)
    corner = theme.px(theme.NODE_CORNER)
    painter.drawRoundedRect(layout.body, corner, corner)
    if state.name_only or not detail:
        _paint_name_only(painter, state, layout, theme)
        return
    _paint_head(painter, state, layout, theme)
    for number, row in enumerate(layout.rows):
        _paint_row(painter, number, row, layout, theme, lengths)


def paint_ring(painter: QPainter, layout: NodeLayout, theme: Theme, width: float) -> None:
    """Paint the accent ring of a chosen node, `width` pixels at 100 %, outside its outline."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    thick = width * theme.scale
    out = theme.px(RING_GAP) + thick / 2 + theme.scale
    painter.setPen(QPen(theme.tokens.accent, thick))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    corner = theme.px(theme.NODE_CORNER) + out
    painter.drawRoundedRect(layout.body.adjusted(-out, -out, out, out), corner, corner)


def _paint_name_only(painter: QPainter, state: NodeState, layout: NodeLayout, theme: Theme) -> None:
    font = name_font(state, theme)
    if not state.name_only:
        room = layout.body.width() - 2 * theme.px(8)
        widest = QFontMetricsF(font).horizontalAdvance(layout.name)
        font.setPixelSize(round(font.pixelSize() * min(1.7, max(1.0, room / max(1.0, widest)))))
    line = QRectF(layout.body)
    if has_note(state) and state.name_only:
        _paint_note(painter, state, line.translated(0, theme.px(NOTE_MIDDLE)), theme)
        line.translate(0, -theme.px(NOTE_MIDDLE - 2))
    eye = eye_room(state, theme)
    if eye:
        side = theme.px(MARK)
        left = line.center().x() - (QFontMetricsF(font).horizontalAdvance(layout.name) + eye) / 2
        paint_icon(painter, "hidden", theme.tokens.text2, QRectF(left, line.center().y() - side / 2, side, side))
        line.translate(eye / 2, 0)
    painter.setFont(font)
    painter.setPen(theme.tokens.text)
    draw_name(painter, line, _MIDDLE, layout.name, slanted=state.hidden)


def _paint_note(painter: QPainter, state: NodeState, line: QRectF, theme: Theme) -> None:
    painter.setFont(note_font(theme))
    painter.setPen(theme.tokens.text2)
    shown = painter.fontMetrics().elidedText(state.note, Qt.TextElideMode.ElideRight, round(line.width()) - 8)
    painter.drawText(line, _MIDDLE, shown)


def draw_name(painter: QPainter, line: QRectF, flags: Qt.AlignmentFlag, name: str, *, slanted: bool) -> None:
    """Draw a name, leaning where it is that of something hidden."""
    painter.save()
    if slanted:
        # the bundled typeface has no italic of this weight, so the upright one leans
        painter.translate(0, line.center().y())
        painter.shear(-SLANT, 0)
        painter.translate(0, -line.center().y())
    painter.drawText(line, flags, name)
    painter.restore()


def _paint_head(painter: QPainter, state: NodeState, layout: NodeLayout, theme: Theme) -> None:
    body = layout.body
    middle = body.top() + theme.px(NAME_MIDDLE)
    if not layout.rows:
        middle = body.center().y()
    line = QRectF(body.left() + theme.px(PADDING), middle - theme.px(12), body.width(), theme.px(24))
    line.setRight(body.right() - theme.px(PADDING))
    painter.setFont(name_font(state, theme))
    painter.setPen(theme.tokens.text)
    draw_name(painter, line, _LEFT, layout.name, slanted=state.hidden)
    side = theme.px(16)
    if state.known is not None:
        _paint_known(painter, state.states[state.known], line, theme)
    elif state.hidden:
        eye = QRectF(line.right() - side + theme.px(2), middle - side / 2 - theme.px(1), side, side)
        paint_icon(painter, "hidden", theme.tokens.text2, eye)


def _paint_known(painter: QPainter, words: str, line: QRectF, theme: Theme) -> None:
    """Paint the small box that says in which state the variable was seen."""
    font = theme.font("axis", 500)
    side = theme.px(14)
    width = QFontMetricsF(font).horizontalAdvance(words) + side + theme.px(14)
    box = QRectF(line.right() - width + theme.px(4), line.center().y() - theme.px(9), width, theme.px(18))
    painter.setPen(QPen(theme.tokens.text, theme.scale))
    painter.setBrush(theme.tokens.alternate)
    painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
    corner = QPointF(box.left() + theme.px(4), box.center().y() - side / 2)
    paint_icon(painter, "watch", theme.tokens.text, QRectF(corner, QSizeF(side, side)))
    painter.setFont(font)
    painter.setPen(theme.tokens.text)
    painter.drawText(box.adjusted(0, 0, -theme.px(5), 0), _RIGHT, words)


def _paint_row(
    painter: QPainter, number: int, row: Row, layout: NodeLayout, theme: Theme, lengths: tuple[float, ...]
) -> None:
    body = layout.body
    left, right = body.left() + theme.px(PADDING), body.right() - theme.px(PADDING)
    height = theme.px(ROW_PITCH)
    top = body.top() + theme.px(FIRST_ROW) + number * theme.px(ROW_PITCH) - height / 2
    line = QRectF(left, top, right - left, height)
    painter.setFont(theme.font("second", figures=True))
    painter.setPen(theme.tokens.text2)
    painter.drawText(line, _LEFT, layout.labels[number])
    if row.state is None:
        return
    painter.setPen(theme.tokens.text)
    painter.drawText(line, _RIGHT, row.number)
    gap = theme.px(COLUMN_GAP)
    start = round(left + layout.label_width + gap)
    thick = theme.px(BAR_HEIGHT)
    bar = QRectF(start, round(line.center().y() - thick / 2), 0, thick)
    bar.setRight(round(right - layout.number_width - gap))
    share = 1.0 if row.acted else lengths[row.state]
    paint_bar(painter, bar, share, theme, "act" if row.acted else "bar")


def _paint_tab(painter: QPainter, state: NodeState, style: NodeStyle, layout: NodeLayout, theme: Theme) -> None:
    if layout.tab.isEmpty():
        return
    half = style.edge_width / 2
    pen = QPen(style.edge, style.edge_width)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    painter.setBrush(style.tab_fill)
    painter.drawRect(layout.tab.adjusted(half, half, -half, 0))
    side = theme.px(TAB_ICON)
    left = layout.tab.left() + theme.px(TAB_PADDING)
    middle = layout.tab.center().y()
    paint_icon(painter, style.tab_icon, style.tab_ink, QRectF(left, middle - side / 2, side, side))
    painter.setFont(theme.font("second", 600))
    painter.setPen(style.tab_ink)
    words = QRectF(layout.tab)
    words.setLeft(left + side + theme.px(8))
    metrics = QFontMetricsF(painter.font())
    shown = metrics.elidedText(state.tab_text(), Qt.TextElideMode.ElideRight, words.width())
    painter.drawText(words, _LEFT, shown)
