"""The map: a cell for every pair, from the row to the column, the brighter the more probable."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from engine.questions.links import Links, Relation
from gui.controls.heat import heat, ink_on
from gui.controls.numbers import arrow_probability
from gui.edges.squares import Squares, squares_for
from gui.edges.words import HEADING, cell_tip, leading, spoken
from gui.theme import Role, Theme, current_theme, theme_source

Pair = tuple[int, int]
KEYS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
ROLES: tuple[Role, ...] = ("interface", "second", "axis")
LEAST = 140
# What is less than a hundredth; longer than other numbers.
FAINT = "<0.01"
_CENTRE = Qt.AlignmentFlag.AlignCenter
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class LinkMap(QWidget):
    """Cells to look at and choose from, by mouse and by arrow keys; Home and End go to the ends of a row.

    Signals
    -------
    chosen(pair)
        A person went to a cell: places of cause and effect.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._links: Links | None = None
        self._relation: Relation = "edge"
        self._here: Pair = (0, 1)
        self._best: tuple[Pair, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme_source().theme_changed.connect(self._on_theme)

    @property
    def names(self) -> tuple[str, ...]:
        """The variables."""
        return self._names

    @property
    def links(self) -> Links | None:
        """What it shows; None before there is anything."""
        return self._links

    @property
    def relation(self) -> Relation:
        """Which kind of link it shows."""
        return self._relation

    @property
    def here(self) -> Pair:
        """The cell that is chosen."""
        return self._here

    @property
    def best(self) -> tuple[Pair, ...]:
        """The cells that are ringed."""
        return self._best

    def show_links(self, names: Sequence[str], links: Links, relation: Relation, here: Pair) -> None:
        """Show other numbers, with one cell chosen."""
        resized = tuple(names) != self._names
        self._names, self._links, self._relation, self._here = tuple(names), links, relation, here
        self._best = leading(links, relation)
        if resized:
            self.updateGeometry()
        self.setAccessibleName(HEADING[relation])
        self._speak()
        self.update()

    def cell_rect(self, cause: int, effect: int) -> QRectF:
        """Return where a cell lies."""
        return self._squares().cell(cause, effect)

    @property
    def number_role(self) -> Role | None:
        """The size of type in which numbers fit into the cells; None where none does."""
        if self._links is None:
            return None
        return next((role for role in ROLES if self._fits("0.00", role)), None)

    @property
    def has_blanks(self) -> bool:
        """Whether there are numbers, and some, as small as can be, have no room."""
        role = self.number_role
        if role is None or self._links is None or self._fits(FAINT, role):
            return False
        return any(arrow_probability(float(share)) == FAINT for share in self._links.probabilities(self._relation).flat)

    def _fits(self, words: str, role: Role) -> bool:
        cell, metrics = self.cell_rect(0, 0), QFontMetricsF(current_theme().font(role, 600, figures=True))
        return metrics.horizontalAdvance(words) <= cell.width() - 4 and metrics.height() <= cell.height() + 1

    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(LEAST), self.sizeHint().height())

    def sizeHint(self) -> QSize:
        return QSize(current_theme().px(300), round(self._squares().height))

    def _squares(self) -> Squares:
        return squares_for(self._names, max(self.width(), current_theme().px(LEAST)), current_theme())

    # -- painting ------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._links is None or len(self._names) < 2:
            return
        theme, squares = current_theme(), self._squares()
        with QPainter(self) as painter:
            for place, name in enumerate(self._names):
                self._paint_row_name(painter, squares, place, name, theme)
                self._paint_column_name(painter, squares, place, name, theme)
            self._paint_cells(painter, squares, theme)
            self._paint_rings(painter, squares, theme)

    def _paint_row_name(self, painter: QPainter, squares: Squares, place: int, name: str, theme: Theme) -> None:
        cell = squares.cell(place, 0)
        self._dress(painter, squares, theme, place == self._here[0])
        _draw_name(painter, QRectF(0, cell.top(), cell.left() - theme.px(8), cell.height()), _RIGHT, name)

    def _paint_column_name(self, painter: QPainter, squares: Squares, place: int, name: str, theme: Theme) -> None:
        cell, height = squares.cell(0, place), squares.top - theme.px(4)
        self._dress(painter, squares, theme, place == self._here[1])
        if not squares.turned:
            _draw_name(painter, QRectF(cell.left(), 0, cell.width(), height), _CENTRE, name)
            return
        painter.save()
        painter.translate(QPointF(cell.center().x(), height))
        painter.rotate(-90)
        _draw_name(painter, QRectF(0, -cell.width() / 2, height, cell.width()), _LEFT, name)
        painter.restore()

    @staticmethod
    def _dress(painter: QPainter, squares: Squares, theme: Theme, chosen: bool) -> None:
        painter.setFont(theme.font(squares.role, 600 if chosen else 400))
        painter.setPen(theme.tokens.text if chosen else theme.tokens.text2)

    def _paint_cells(self, painter: QPainter, squares: Squares, theme: Theme) -> None:
        links, role = self._links, self.number_role
        if links is None:
            return
        shares = links.probabilities(self._relation)
        best, faint = set(self._best), role is not None and self._fits(FAINT, role)
        for cause in range(links.n):
            for effect in range(links.n):
                rect, share = squares.cell(cause, effect), float(shares[cause, effect])
                if cause == effect:
                    painter.fillRect(rect, theme.tokens.alternate)
                    continue
                ground = heat(share)
                painter.fillRect(rect, ground)
                number = arrow_probability(share)
                if role is not None and (faint or number != FAINT):
                    painter.setFont(theme.font(role, 600 if (cause, effect) in best else 400, figures=True))
                    painter.setPen(ink_on(ground))
                    painter.drawText(rect, _CENTRE, number)

    def _paint_rings(self, painter: QPainter, squares: Squares, theme: Theme) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.tokens.text, theme.px(2)))
        for pair in self._best:
            painter.drawRect(squares.cell(*pair).adjusted(-1, -1, 1, 1))
        inner = squares.cell(*self._here)
        inset = theme.px(2) if inner.height() > theme.px(20) else theme.px(1)
        inner = inner.adjusted(inset, inset, -inset, -inset)
        painter.setPen(QPen(theme.tokens.surface, theme.px(4 if self.hasFocus() else 3)))
        painter.drawRect(inner)
        painter.setPen(QPen(theme.tokens.accent, theme.px(2 if self.hasFocus() else 1)))
        painter.drawRect(inner)

    # -- mouse and keys ------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        pair = self._squares().at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and pair is not None and pair[0] != pair[1]:
            self._go(pair)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = Qt.Key(event.key()), len(self._names) - 1
        cause = self._here[0]
        if self._links is None or last < 1:
            super().keyPressEvent(event)
        elif key in KEYS:
            self._step(*KEYS[key])
        elif key == Qt.Key.Key_Home:
            self._go((cause, 0 if cause else 1))
        elif key == Qt.Key.Key_End:
            self._go((cause, last if cause < last else last - 1))
        else:
            super().keyPressEvent(event)

    def _step(self, down: int, right: int) -> None:
        # The cells of a variable and itself are passed over.
        cause, effect = self._here[0] + down, self._here[1] + right
        if cause == effect:
            cause, effect = cause + down, effect + right
        if 0 <= cause < len(self._names) and 0 <= effect < len(self._names):
            self._go((cause, effect))

    def _go(self, pair: Pair) -> None:
        self._here = pair
        self._speak()
        self.update()
        self.chosen.emit(pair)

    def _speak(self) -> None:
        if self._links is not None and len(self._names) > 1:
            self.setAccessibleDescription(spoken(self._names, self._links, self._relation, *self._here))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def tip_at(self, place: QPointF) -> str:
        """Return what to say about a place in the widget; empty for nothing."""
        pair = self._squares().at(place)
        if pair is None or self._links is None or pair[0] == pair[1]:
            return ""
        return cell_tip(self._names, self._links, self._relation, *pair)

    def _on_theme(self, _theme: Theme) -> None:
        self.updateGeometry()
        self.update()


def _draw_name(painter: QPainter, room: QRectF, where: Qt.AlignmentFlag, name: str) -> None:
    words = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(room.width()) + 1)
    painter.drawText(room, where, words)
