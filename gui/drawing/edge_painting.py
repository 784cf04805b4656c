"""Paints an arrow along a curve that is already clipped."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPen, QPolygonF

from gui.controls.numbers import arrow_probability
from gui.drawing.geometry import Curve, arrow_head
from gui.drawing.styles import EdgeState, EdgeStyle
from gui.theme import Theme

CUT_AT = 2 / 3
CUT_STROKE, CUT_WIDTH, CUT_SPACING, CUT_OPENING, CUT_LEAN = 9.0, 2.0, 6.0, 24.0, 3.0
BAR_LENGTH, BAR_WIDTH = 26.0, 4.0
HOLLOW_RIM = 1.3


def label_font(state: EdgeState, theme: Theme) -> QFont:
    """Return the font of an arrow's label."""
    return theme.font("interface", 400 if state.dotted() else 600, figures=True)


def label_text(state: EdgeState) -> str:
    """Return the label of an arrow, or "" for one without."""
    if state.kind != "belief" or state.probability is None:
        return ""
    number = arrow_probability(state.probability)
    return f"{number} {state.mark}" if state.mark else number


@dataclass(frozen=True)
class EdgeShapes:
    """The line of an arrow without what its head covers, and the head."""

    line: QPainterPath
    head: QPolygonF


def edge_shapes(curve: Curve, state: EdgeState, style: EdgeStyle, theme: Theme, cut_share: float = 1.0) -> EdgeShapes:
    """Return what is painted along a curve; keep it, for it takes longer than painting it."""
    if state.undirected:
        return EdgeShapes(curve.path(), QPolygonF())
    head = arrow_head(curve.end, _head_direction(curve, style), style.head)
    return EdgeShapes(_line(curve, state, style, theme, cut_share), head)


def paint_edge(
    painter: QPainter,
    curve: Curve,
    state: EdgeState,
    style: EdgeStyle,
    theme: Theme,
    cut_share: float = 1.0,
    shapes: EdgeShapes | None = None,
) -> None:
    """Paint halo, line, head and the marks of a cut or of a block; `cut_share` fades the cut in."""
    shapes = edge_shapes(curve, state, style, theme, cut_share) if shapes is None else shapes
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if style.halo:
        halo = QPen(theme.tokens.selection, style.halo)
        halo.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(halo)
        painter.drawPath(curve.path())
    painter.setPen(style.pen())
    painter.drawPath(shapes.line)
    if state.hollow():
        _paint_hollow(painter, shapes, style, theme)
    elif not state.undirected:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.colour)
        painter.drawPolygon(shapes.head)
    painter.setOpacity(painter.opacity() * style.opacity)
    if state.kind == "cut":
        _paint_cut(painter, curve, theme, cut_share)
    elif state.kind == "blocked" and state.bar_at is not None:
        _paint_bar(painter, curve, state.bar_at, theme)


def paint_label(painter: QPainter, box: QRectF, state: EdgeState, style: EdgeStyle, theme: Theme) -> None:
    """Paint the probability on a box of the surface."""
    painter.setOpacity(painter.opacity() * style.opacity)
    painter.fillRect(box, theme.tokens.surface)
    painter.setFont(label_font(state, theme))
    painter.setPen(theme.tokens.text2 if state.dotted() else theme.tokens.text)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, label_text(state))


def _paint_hollow(painter: QPainter, shapes: EdgeShapes, style: EdgeStyle, theme: Theme) -> None:
    # The line is painted in full already: what is left of it is its two edges.
    rim = HOLLOW_RIM * theme.scale
    painter.setPen(QPen(theme.tokens.surface, max(1.0, style.width - 2 * rim)))
    painter.drawPath(shapes.line)
    painter.setPen(QPen(style.colour, rim))
    painter.setBrush(theme.tokens.surface)
    painter.drawPolygon(shapes.head)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _head_direction(curve: Curve, style: EdgeStyle) -> QPointF:
    # the chord of the stretch under the head, or the head of a bent arrow would sit askew on its line
    back = curve.at(curve.back_from_end(style.head))
    return Curve(back, (back + curve.end) / 2, curve.end).direction(0.5)


def _line(curve: Curve, state: EdgeState, style: EdgeStyle, theme: Theme, cut_share: float) -> QPainterPath:
    end = curve.back_from_end(style.head * 0.8)
    if state.kind != "cut" or cut_share == 0:
        return curve.part(0, end).path()
    half = CUT_OPENING * theme.scale * cut_share / 2 / max(1.0, curve.length())
    path = curve.part(0, max(0.0, CUT_AT - half)).path()
    if CUT_AT + half < end:
        path.addPath(curve.part(CUT_AT + half, end).path())
    return path


def _paint_cut(painter: QPainter, curve: Curve, theme: Theme, share: float) -> None:
    """Paint the two strokes that say the arrow no longer holds."""
    k = theme.scale
    along = curve.direction(CUT_AT)
    lean = QPointF(along.y(), -along.x()) * (CUT_STROKE * k) + along * (CUT_LEAN * k)
    pen = QPen(theme.tokens.act, CUT_WIDTH * k)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.save()
    painter.setOpacity(painter.opacity() * share)
    painter.setPen(pen)
    for side in (-0.5, 0.5):
        middle = curve.at(CUT_AT) + along * (side * CUT_SPACING * k)
        painter.drawLine(middle - lean, middle + lean)
    painter.restore()


def _paint_bar(painter: QPainter, curve: Curve, at: float, theme: Theme) -> None:
    along = curve.direction(at)
    half = QPointF(-along.y(), along.x()) * (BAR_LENGTH * theme.scale / 2)
    pen = QPen(theme.tokens.text, BAR_WIDTH * theme.scale)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawLine(curve.at(at) - half, curve.at(at) + half)
