"""The map: every experiment as a cell, the brighter the more it is expected to tell."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from engine.networks.interventions import Regime
from gui.controls.heat import heat, ink_on
from gui.gains.cells import RANDOM, Board, Cell, Row
from gui.icons import paint_icon
from gui.theme import Role, Theme, current_theme, theme_source

ROW, HEAD, GAP, ICON = 30, 22, 2, 16
TALL = 36
NAME_MOST, NAME_SHARE = 110, 0.42
LEAST = 160
KEYS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class HeatMap(QWidget):
    """Cells to look at and choose from; arrow keys go from one to the next, a click or Space chooses.

    Signals
    -------
    chosen(regime)
        A person chose an experiment.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board = Board()
        self._ringed: tuple[Regime, ...] = ()
        self._choice: Regime | None = None
        self._here = (0, 0)
        self._pointed: tuple[int, int] | None = None
        self._highest = 0.0
        self._left: int | None = None
        self.setAccessibleName("How much each experiment would tell")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme_source().theme_changed.connect(self._on_theme)

    @property
    def board(self) -> Board:
        """What it shows."""
        return self._board

    @property
    def best(self) -> Regime | None:
        """The first experiment that is ringed; None where none is."""
        return self._ringed[0] if self._ringed else None

    @property
    def ringed(self) -> tuple[Regime, ...]:
        """All experiments that are ringed."""
        return self._ringed

    @property
    def highest(self) -> float:
        """The number of the brightest colour."""
        return self._highest

    def show_board(
        self, board: Board, ringed: Sequence[Regime], choice: Regime | None, *, highest: float | None = None
    ) -> None:
        """Show other numbers; `choice` is what a person chose, `highest` has the brightest colour."""
        sized = (len(board.rows), bool(board.heads)) != (len(self._board.rows), bool(self._board.heads))
        self._board, self._ringed, self._choice = board, tuple(ringed), choice
        self._highest = board.highest if highest is None else highest
        self._here = self._within(*self._here)
        self._left = None
        if sized:
            self.updateGeometry()
        self.update()
        self._speak()

    def cell_rect(self, line: int, place: int) -> QRectF:
        """Return where a cell lies."""
        theme = current_theme()
        left, gap = self._name_width(theme), theme.px(GAP)
        row = self._board.rows[line]
        columns = 1 if row.wide else max(1, self._board.n_columns)
        width = (self.width() - left - theme.px(2) - gap * (columns - 1)) / columns
        height, top = self._row_height(theme), self._head_height(theme) + line * (self._row_height(theme) + gap)
        return QRectF(left + place * (width + gap), top, width, height).adjusted(0, theme.px(2), 0, 0)

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(LEAST), self.sizeHint().height())

    def sizeHint(self) -> QSize:
        theme = current_theme()
        lines = max(1, len(self._board.rows))
        height = self._head_height(theme) + lines * (self._row_height(theme) + theme.px(GAP)) + theme.px(4)
        return QSize(theme.px(280), height)

    # -- painting ------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            self._paint_heads(painter, theme)
            for line, row in enumerate(self._board.rows):
                self._paint_name(painter, line, row, theme)
                for place, cell in enumerate(row.cells):
                    self._paint_cell(painter, self.cell_rect(line, place), cell, theme)
            self._paint_rings(painter, theme)

    def _paint_heads(self, painter: QPainter, theme: Theme) -> None:
        if not self._board.heads or len(self._board.rows) < 2:
            return
        font = theme.font("second")
        painter.setFont(font)
        painter.setPen(theme.tokens.text2)
        for place, words in enumerate(self._board.heads):
            cell = self.cell_rect(len(self._board.rows) - 1, place)
            room = QRectF(cell.left(), 0, cell.width(), self._head_height(theme))
            wide = QFontMetrics(font).horizontalAdvance(words) > cell.width() - theme.px(4)
            if words == RANDOM and wide:
                side = theme.px(14)
                die = QRectF(room.center().x() - side / 2, room.center().y() - side / 2, side, side)
                paint_icon(painter, "randomise", theme.tokens.text2, die)
                continue
            elided = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, int(cell.width() - theme.px(4)))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, elided)

    def _paint_name(self, painter: QPainter, line: int, row: Row, theme: Theme) -> None:
        cell = self.cell_rect(line, 0)
        side = theme.px(ICON)
        ink = theme.tokens.text if row.wide else theme.tokens.act
        paint_icon(painter, row.icon, ink, QRectF(0, cell.center().y() - side / 2, side, side))
        left = side + theme.px(6)
        room = QRectF(left, cell.top(), cell.left() - left - theme.px(8), cell.height())
        painter.setFont(theme.font())
        painter.setPen(theme.tokens.text)
        elided = painter.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideRight, int(room.width()) + 1)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, elided)

    def _paint_cell(self, painter: QPainter, rect: QRectF, cell: Cell, theme: Theme) -> None:
        tokens = theme.tokens
        if cell.gain is None:
            painter.fillRect(rect, tokens.track)
            number, shorter, ink = "...", "...", tokens.text2
        else:
            ground = heat(1.0 if math.isinf(cell.worth) else cell.worth / self._highest if self._highest else 0.0)
            painter.fillRect(rect, ground)
            number, shorter, ink = cell.number, cell.shorter, ink_on(ground)
        if cell.dear:
            self._paint_dear(painter, rect, ink, theme)
        best = self._is_ringed(cell)
        painter.setPen(ink)
        where = Qt.AlignmentFlag.AlignCenter
        if self._board.heads or not cell.words:
            self._paint_number(painter, rect, (number, shorter), theme, bold=best)
            return
        half, gap = rect.height() / 2, theme.px(1)
        upper = QRectF(rect.left() + 3 * gap, rect.top() + gap, rect.width() - 6 * gap, half)
        painter.setFont(theme.font("axis"))
        if cell.words == RANDOM and painter.fontMetrics().horizontalAdvance(RANDOM) > upper.width():
            side = theme.px(14)
            paint_icon(painter, "randomise", ink, QRectF(upper.center().x() - side / 2, upper.top() + gap, side, side))
        else:
            words = painter.fontMetrics().elidedText(cell.words, Qt.TextElideMode.ElideRight, int(upper.width()))
            painter.drawText(upper, where, words)
        lower = QRectF(rect.left(), rect.center().y() - gap, rect.width(), half)
        self._paint_number(painter, lower, (number, shorter), theme, bold=best, role="second")

    @staticmethod
    def _paint_dear(painter: QPainter, rect: QRectF, ink: QColor, theme: Theme) -> None:
        # A corner struck through: what it costs is more than is left.
        side, low = theme.px(7), rect.bottom() - theme.px(1)
        painter.setPen(QPen(ink, theme.px(1)))
        for shift in (0, theme.px(3)):
            foot = rect.left() + theme.px(1) + shift
            painter.drawLine(QPointF(foot, low), QPointF(foot + side / 2, low - side))

    @staticmethod
    def _paint_number(
        painter: QPainter,
        rect: QRectF,
        texts: tuple[str, str],
        theme: Theme,
        *,
        bold: bool,
        role: Role = "interface",
    ) -> None:
        # In smaller type, or with a place less, where the cell is narrow; else the colour alone tells, and the tip.
        number, shorter = texts
        sizes: tuple[tuple[str, Role], ...] = ((number, role), (number, "axis"), (shorter, "axis"))
        for text, size in sizes:
            painter.setFont(theme.font(size, 600 if bold else 400, figures=True))
            if painter.fontMetrics().horizontalAdvance(text) <= rect.width() - theme.px(2):
                painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
                return

    def _paint_rings(self, painter: QPainter, theme: Theme) -> None:
        tokens = theme.tokens
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(tokens.text, theme.px(2)))
        for line, row in enumerate(self._board.rows):
            for place, cell in enumerate(row.cells):
                if self._is_ringed(cell):
                    painter.drawRect(self.cell_rect(line, place).adjusted(-1, -1, 1, 1))
        if self._choice is not None and (spot := self._board.find(self._choice)) is not None:
            self._paint_choice(painter, self.cell_rect(*spot), theme)
        if self.hasFocus() and self._board.rows:
            painter.setPen(QPen(tokens.surface, theme.px(4)))
            painter.drawRect(self.cell_rect(*self._here).adjusted(2, 2, -2, -2))
            painter.setPen(QPen(tokens.accent, theme.px(2)))
            painter.drawRect(self.cell_rect(*self._here).adjusted(2, 2, -2, -2))

    def _is_ringed(self, cell: Cell) -> bool:
        return any(cell.stands_for(each) for each in self._ringed)

    @staticmethod
    def _paint_choice(painter: QPainter, cell: QRectF, theme: Theme) -> None:
        # A tick in the corner, so that the choice is told by more than a colour.
        side = theme.px(14)
        corner = QRectF(cell.right() - side, cell.top(), side, side)
        painter.fillRect(corner, theme.tokens.surface)
        paint_icon(painter, "check", theme.tokens.text, corner)

    def _name_width(self, theme: Theme) -> int:
        # Every cell lies by it.
        if self._left is None:
            metrics = QFontMetrics(theme.font())
            widest = max((metrics.horizontalAdvance(row.name) for row in self._board.rows), default=0)
            room = max(theme.px(LEAST), self.width()) * NAME_SHARE
            self._left = min(theme.px(ICON + 6 + 8) + min(widest + 2, theme.px(NAME_MOST)), round(room))
        return self._left

    def _head_height(self, theme: Theme) -> int:
        return theme.px(HEAD) if self._board.heads else 0

    def _row_height(self, theme: Theme) -> int:
        return theme.px(ROW if self._board.heads else TALL)

    # -- mouse and keys ------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        spot = self._spot(event.position().x(), event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and spot is not None:
            self._go(spot)
            self._choose()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        spot = self._spot(event.position().x(), event.position().y())
        if spot != self._pointed:
            self._pointed = spot
            QToolTip.hideText()
            self.setToolTip("" if spot is None else said(self._board.rows[spot[0]].cells[spot[1]]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in KEYS and self._board.rows:
            down, right = KEYS[key]
            self._go(self._within(self._here[0] + down, self._here[1] + right))
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._board.rows:
            self._choose()
        else:
            super().keyPressEvent(event)

    def _spot(self, x: float, y: float) -> tuple[int, int] | None:
        for line, row in enumerate(self._board.rows):
            for place in range(len(row.cells)):
                if self.cell_rect(line, place).contains(x, y):
                    return line, place
        return None

    def _within(self, line: int, place: int) -> tuple[int, int]:
        if not self._board.rows:
            return 0, 0
        line = min(max(line, 0), len(self._board.rows) - 1)
        return line, min(max(place, 0), len(self._board.rows[line].cells) - 1)

    def _go(self, spot: tuple[int, int]) -> None:
        self._here = spot
        self._speak()
        self.update()

    def _choose(self) -> None:
        line, place = self._here
        self.chosen.emit(self._board.rows[line].cells[place].regime)

    def _speak(self) -> None:
        if self._board.rows:
            line, place = self._here
            self.setAccessibleDescription(said(self._board.rows[line].cells[place]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._left = None
        super().resizeEvent(event)

    def _on_theme(self, _theme: Theme) -> None:
        self._left = None
        self.updateGeometry()
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._pointed = None
        return super().event(event)


def said(cell: Cell) -> str:
    """Return what a screen reader says of a cell."""
    return f"{cell.spoken}: {cell.said or 'still being worked out'}"
