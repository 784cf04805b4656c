"""The card of one candidate, and the one that stands for all the others."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from gui.candidates.card_content import CardContent
from gui.candidates.text_lines import lines_of
from gui.controls.bars import LEAST_ERROR, paint_candidate_bar
from gui.controls.chip import chip_size, paint_chip
from gui.controls.focus_ring import FocusRing
from gui.controls.numbers import PLUS_MINUS, probability, small_probability
from gui.drawing.small_graph import Loose, paint_small_graph
from gui.icons import paint_icon
from gui.theme import Theme, current_theme

PADDING = 9
BAR_TOP = 34
BAR_HEIGHT = 8
GRAPH_TOP = 46
# Names of more variables would cover the graph: their first letters stand for them, and the tool tip has them.
MOST_LABELS = 6
OTHERS = "others"
LINES = 2
PIN = 14
BESIDE_CHIP = 5
# A lower card has room for one line of words only.
ROOM_FOR_ALL = 176
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ARROWS = (
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)


class _Card(QAbstractButton):
    # Arrow keys are left to the row of cards, which knows the order.
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._weight = 0.0
        FocusRing(self)

    @property
    def weight(self) -> float:
        """The weight on show, also while it moves."""
        return self._weight

    def set_weight(self, weight: float) -> None:
        """Show another weight."""
        if weight != self._weight:
            self._weight = weight
            self._update_head()

    def _update_head(self) -> None:
        # While weights move, the graph below stays as it is.
        self.update(0, 0, self.width(), current_theme().px(GRAPH_TOP))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ARROWS:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def _paint_head(
        self,
        painter: QPainter,
        digit: int | None,
        theme: Theme,
        rank: str = "",
        error: float = 0.0,
        *,
        pinned: bool = False,
    ) -> None:
        pad = theme.px(PADDING)
        chip = chip_size(theme)
        line = QRect(pad, pad, self.width() - 2 * pad, chip.height())
        if digit is not None or not rank:
            paint_chip(painter, QRectF(pad, pad, chip.width(), chip.height()), digit, theme)
        if rank:
            painter.setPen(theme.tokens.text2)
            painter.setFont(theme.font("interface", figures=True))
            beside = 0 if digit is None else chip.width() + theme.px(BESIDE_CHIP)
            painter.drawText(line.adjusted(beside, 0, 0, 0), _LEFT, rank)
        painter.setPen(theme.tokens.text)
        lead = _lead(rank, digit, theme)
        number = self._number(painter, line.width() - lead - pad - theme.px(PIN if pinned else 0), theme)
        painter.drawText(line, _RIGHT, number)
        if error >= LEAST_ERROR:
            room = line.adjusted(lead + pad, 0, -painter.fontMetrics().horizontalAdvance(number) - pad // 2, 0)
            _paint_error(painter, room, error, theme)
        bar = QRectF(pad, theme.px(BAR_TOP), self.width() - 2 * pad, theme.px(BAR_HEIGHT))
        paint_candidate_bar(painter, bar, self._weight, digit, theme, error)

    def _number(self, painter: QPainter, room: int, theme: Theme) -> str:
        # "1 in 12,000" is longer than "0.123": it is smaller, and stands in the tool tip alone where it has no room.
        plain, small = probability(self._weight), small_probability(self._weight)
        if small != plain:
            painter.setFont(theme.font("second", 600, figures=True))
            if painter.fontMetrics().horizontalAdvance(small) <= room:
                return small
        painter.setFont(theme.font("node", 600, figures=True))
        return plain

    def _paint_edge(self, painter: QPainter, pen: QPen, ground: bool) -> None:
        theme = current_theme()
        painter.setPen(pen)
        painter.setBrush(theme.tokens.alternate if ground else theme.tokens.surface)
        half = pen.widthF() / 2
        painter.drawRect(QRectF(self.rect()).adjusted(half, half, -half, -half))


def _lead(rank: str, digit: int | None, theme: Theme) -> int:
    # How much of the first line the chip takes, or the words in its place, or both.
    words = QFontMetrics(theme.font("interface", figures=True)).horizontalAdvance(rank)
    chip = chip_size(theme).width()
    if not words:
        return chip
    return words if digit is None else chip + theme.px(BESIDE_CHIP) + words


def _paint_error(painter: QPainter, room: QRect, error: float, theme: Theme) -> None:
    # Before the weight would read as part of it, so a narrow card leaves it to the bar and the tool tip.
    text = f"{PLUS_MINUS}{probability(error)}"
    painter.setPen(theme.tokens.text2)
    painter.setFont(theme.font("axis", figures=True))
    if painter.fontMetrics().horizontalAdvance(text) <= room.width():
        painter.drawText(room, _RIGHT, text)


class CandidateCard(_Card):
    """Chip, weight, bar and small graph of one candidate; can be selected.

    Signals
    -------
    menu_requested(position)
        Its menu is asked for, by the right button or the menu key; the position is on the screen.
    """

    menu_requested = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.content: CardContent | None = None

    def set_content(self, content: CardContent) -> None:
        """Show another candidate, or other words about it."""
        before, self.content = self.content, content
        if content == before:
            return
        self.setAccessibleName(content.spoken)
        self.setToolTip(content.tip)
        if before is not None and content.same_below_head(before):
            self._update_head()
        else:
            self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit(event.globalPos())
        event.accept()

    def nextCheckState(self) -> None:
        # Which card is selected is for the row to say.
        pass

    def paintEvent(self, event: QPaintEvent) -> None:
        content, theme = self.content, current_theme()
        if content is None:
            return
        with QPainter(self) as painter:
            chosen = self.isChecked()
            pen = QPen(theme.tokens.accent if chosen else theme.tokens.line, theme.px(2) if chosen else 1)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            self._paint_edge(painter, pen, self.underMouse())
            self._paint_head(painter, content.digit, theme, content.rank, content.error, pinned=content.pinned)
            if content.pinned:
                self._paint_pin(painter, theme, _lead(content.rank, content.digit, theme))
            if event.rect().bottom() < theme.px(GRAPH_TOP):
                return
            below = self._paint_words(painter, content, theme)
            pad = theme.px(PADDING)
            top = theme.px(GRAPH_TOP)
            room = QRectF(pad, top, self.width() - 2 * pad, below - top)
            paint_small_graph(
                painter,
                room,
                content.names,
                content.positions,
                content.edges,
                theme,
                hidden=content.hidden,
                labels=len(content.names) <= MOST_LABELS,
                letters=True,
                faint=content.faint,
                loose=Loose(content.lines, content.loose, content.shared),
            )

    def _paint_pin(self, painter: QPainter, theme: Theme, lead: int) -> None:
        pad, chip, side = theme.px(PADDING), chip_size(theme), theme.px(PIN)
        spot = QRectF(pad + lead + theme.px(4), pad + (chip.height() - side) / 2, side, side)
        paint_icon(painter, "pin", theme.tokens.text, spot)

    def _paint_words(self, painter: QPainter, content: CardContent, theme: Theme) -> int:
        # Returns where the words begin.
        n_lines = LINES if self.height() >= theme.px(ROOM_FOR_ALL) else 1
        words = content.level or content.arrows
        pad = theme.px(PADDING)
        painter.setFont(theme.font("axis"))
        painter.setPen(theme.tokens.text2)
        metrics = painter.fontMetrics()
        step = metrics.height()
        top = self.height() - pad - n_lines * step
        width = self.width() - 2 * pad
        for number, line in enumerate(lines_of(words, metrics, width, n_lines)):
            painter.drawText(QRect(pad, top + number * step, width, step), _LEFT, line)
        return top - theme.px(4)


class OthersCard(_Card):
    """Stands for all candidates without a card; pressing it asks for the list of all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = ("", "")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_words(self, lines: tuple[str, str], link: str, weight: float) -> None:
        """Say how many there are, a bound on each, and what pressing does, if anything; `weight` is of all."""
        self._lines = lines
        self.setText(link)
        self.setAccessibleName(f"{', '.join(lines)}, together {probability(weight)}. {link}".rstrip())
        self.setToolTip(f"{link}, sorted by weight, with a search" if link else "")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            pen = QPen(theme.tokens.control, 1)
            pen.setDashPattern([4, 3])
            self._paint_edge(painter, pen, self.underMouse() and bool(self.text()))
            self._paint_head(painter, None, theme, "" if self.text() else OTHERS)
            self._paint_lines(painter, theme)

    def _paint_lines(self, painter: QPainter, theme: Theme) -> None:
        pad = theme.px(PADDING)
        width = self.width() - 2 * pad
        painter.setPen(theme.tokens.text)
        painter.setFont(theme.font("second"))
        step = painter.fontMetrics().height()
        top = theme.px(GRAPH_TOP + 6)
        painter.drawText(QRect(pad, top, width, step), _LEFT, self._lines[0])
        painter.setPen(theme.tokens.text2)
        bottom = self.height() - pad - (step if self.text() else 0)
        for line in lines_of(self._lines[1], painter.fontMetrics(), width, LINES):
            top += step
            if top + step > bottom:
                break
            painter.drawText(QRect(pad, top, width, step), _LEFT, line)
        font = theme.font("second")
        font.setUnderline(True)
        painter.setFont(font)
        painter.setPen(theme.tokens.text)
        painter.drawText(QRect(pad, self.height() - pad - step, width, step), _LEFT, self.text())
