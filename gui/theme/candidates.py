"""Colour, pattern and line style of each candidate structure; a candidate is never told by colour alone."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPen

PATTERN_OPACITY = 0.6
MOST_DIGITS = 6


@dataclass(frozen=True)
class CandidateStyle:
    """How one candidate is drawn everywhere.

    Attributes
    ----------
    digit
        The digit that names it, or None for all the others together.
    fill
        Flat colour of bands, bars and strips. Text never stands on it.
    outline
        Edge of chips and bars.
    pattern, pattern_colour
        Drawn over the fill.
    line, dashes
        Line style in curve plots; `dashes` is empty unless `line` is CustomDashLine.
    """

    digit: int | None
    fill: QColor
    outline: QColor
    pattern: Qt.BrushStyle
    pattern_colour: QColor
    line: Qt.PenStyle
    dashes: tuple[float, ...] = ()

    def brushes(self) -> tuple[QBrush, ...]:
        """Return the flat brush, then the brush of the pattern where there is one; paint in this order.

        Qt draws its patterns in device pixels under every transform: right for plots, whose axes differ in
        scale, and too fine for widgets at 200 %, which draw theirs with `gui.controls.pattern`.
        """
        flat = QBrush(self.fill)
        if self.pattern == Qt.BrushStyle.NoBrush:
            return (flat,)
        return (flat, QBrush(self.pattern_colour, self.pattern))

    def pen(self, width: float) -> QPen:
        """Return the pen for the candidate's curve in a plot."""
        pen = QPen(self.outline, width, self.line)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if self.dashes:
            pen.setDashPattern(self.dashes)
        return pen


_Row = tuple[str, str, str, Qt.BrushStyle, Qt.PenStyle, tuple[float, ...]]
_ROWS: tuple[_Row, ...] = (
    ("#0072B2", "#004B76", "#6FBFF0", Qt.BrushStyle.NoBrush, Qt.PenStyle.SolidLine, ()),
    ("#E69F00", "#875D00", "#FFC247", Qt.BrushStyle.BDiagPattern, Qt.PenStyle.DashLine, ()),
    ("#009E73", "#00624A", "#45D6AB", Qt.BrushStyle.Dense6Pattern, Qt.PenStyle.DotLine, ()),
    ("#CC79A7", "#8C3F6C", "#F0A9CF", Qt.BrushStyle.DiagCrossPattern, Qt.PenStyle.DashDotLine, ()),
    ("#56B4E9", "#1B6A9C", "#A6DBFA", Qt.BrushStyle.HorPattern, Qt.PenStyle.CustomDashLine, (8.0, 3.0)),
    ("#F0E442", "#736C00", "#FFF68A", Qt.BrushStyle.VerPattern, Qt.PenStyle.CustomDashLine, (2.0, 3.0)),
)
_OTHERS: _Row = ("#AEB7C0", "#66717C", "#AEB7C0", Qt.BrushStyle.NoBrush, Qt.PenStyle.SolidLine, ())


def _built(digit: int | None, row: _Row, dark: bool) -> CandidateStyle:
    fill, outline_light, outline_dark, pattern, line, dashes = row
    over = QColor(outline_light)
    over.setAlphaF(PATTERN_OPACITY)
    outline = QColor(outline_dark if dark else outline_light)
    return CandidateStyle(digit, QColor(fill), outline, pattern, over, line, dashes)


def _built_all(dark: bool) -> dict[int | None, CandidateStyle]:
    styles: dict[int | None, CandidateStyle] = {
        digit: _built(digit, row, dark) for digit, row in enumerate(_ROWS, start=1)
    }
    styles[None] = _built(None, _OTHERS, dark)
    return styles


_STYLES = {dark: _built_all(dark) for dark in (False, True)}


def candidate_style(digit: int | None, dark: bool) -> CandidateStyle:
    """Return the style of the candidate with `digit`; None, or a digit above 6, gives that of the others."""
    styles = _STYLES[dark]
    return styles.get(digit, styles[None])
