"""Bars that start where the one before ended: bits for one candidate upwards, for its rival downwards."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.controls.chip import paint_pattern_bar
from gui.controls.numbers import decimal
from gui.icons import paint_icon
from gui.theme import Theme, current_theme, theme_source

LEFT, TOP, FOOT, LANE = 40, 8, 22, 22
SLOT_LEAST, SLOT_MOST, BAR_SHARE = 54, 96, 0.62
LABEL = 15


@dataclass(frozen=True)
class Bar:
    """One bar.

    Parameters
    ----------
    name
        What stands below it.
    words
        What stands at its end.
    bits
        How far it goes; upwards above 0.
    spoken
        All of it in words.
    by_hand
        Whether it stands for something that was set and so counts for nothing.
    total
        Whether it starts from 0.
    """

    name: str
    words: str
    bits: float
    spoken: str
    by_hand: bool = False
    total: bool = False


@dataclass(frozen=True)
class Lane:
    """Bars under one heading.

    Parameters
    ----------
    heading
        What was done.
    acted
        Whether something was set by hand.
    bars
        From left to right.
    """

    heading: str
    acted: bool
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class _Places:
    # Where everything lies: how wide a bar's slot is, where bars are, the bits of foot and top, each bar's ends.
    slot: float
    frame: QRectF
    low: float
    high: float
    levels: tuple[tuple[float, float], ...]

    def y(self, bits: float) -> float:
        return self.frame.bottom() - (bits - self.low) / (self.high - self.low) * self.frame.height()

    def bar(self, number: int) -> QRectF:
        upper, lower = sorted(self.y(level) for level in self.levels[number])
        left = self.frame.left() + number * self.slot + self.slot * (1 - BAR_SHARE) / 2
        return QRectF(round(left), round(upper), round(self.slot * BAR_SHARE), max(1.0, round(lower) - round(upper)))


class Waterfall(QWidget):
    """Draws lanes of bars; arrow keys go from bar to bar, a click or Space chooses one.

    Signals
    -------
    chosen(lane, bar)
        A person chose a bar.
    """

    chosen = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lanes: tuple[Lane, ...] = ()
        self._digits: tuple[int | None, int | None] = (None, None)
        self._here = 0
        self.setAccessibleName("Bits that each variable contributed")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme_source().theme_changed.connect(self._on_theme)

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """What it shows."""
        return self._lanes

    @property
    def digits(self) -> tuple[int | None, int | None]:
        """The candidates in whose looks bars go up and down."""
        return self._digits

    def show_lanes(self, lanes: Sequence[Lane], digits: tuple[int | None, int | None]) -> None:
        """Show other bars, in the looks of the candidates that they speak for: upwards the first."""
        self._lanes, self._digits = tuple(lanes), digits
        self._here = min(self._here, max(0, len(self._bars()) - 1))
        self.setMinimumWidth(self.minimumSizeHint().width())
        self.updateGeometry()
        self._speak()
        self.update()

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(LEFT) + len(self._bars()) * theme.px(SLOT_LEAST), theme.px(130))

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(LEFT) + max(4, len(self._bars())) * theme.px(SLOT_MOST), theme.px(190))

    # -- places --------------------------------------------------------------------------------------------

    def _bars(self) -> list[tuple[int, int, Bar]]:
        return [(lane, place, bar) for lane, each in enumerate(self._lanes) for place, bar in enumerate(each.bars)]

    def _levels(self) -> list[tuple[float, float]]:
        # Where each bar starts and ends, in bits.
        found, level = [], 0.0
        for _, _, bar in self._bars():
            start = 0.0 if bar.total else level
            found.append((start, start + bar.bits))
            level = start + bar.bits
        return found

    def _places(self, theme: Theme) -> _Places:
        bars, levels = max(1, len(self._bars())), tuple(self._levels())
        ends = [level for pair in levels for level in pair if math.isfinite(level)]
        low, high = min([0.0, *ends]), max([0.0, *ends])
        if high - low <= 0.5:
            low, high = low - 0.25, high + 0.25
        left, top = theme.px(LEFT), theme.px(TOP + LANE + LABEL + 4)
        frame = QRectF(left, top, self.width() - left, self.height() - top - theme.px(FOOT + LABEL))
        slot = min(theme.px(SLOT_MOST), (self.width() - left - theme.px(4)) / bars)
        return _Places(slot, frame, low, high, levels)

    def bar_rect(self, number: int) -> QRectF:
        """Return where a bar lies, counted through all lanes."""
        return self._places(current_theme()).bar(number)

    # -- painting ------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            if not self._bars():
                return
            places = self._places(theme)
            self._paint_axis(painter, places, theme)
            self._paint_lanes(painter, places, theme)
            for number, (_, _, bar) in enumerate(self._bars()):
                self._paint_bar(painter, places, number, bar, theme)

    def _paint_axis(self, painter: QPainter, places: _Places, theme: Theme) -> None:
        tokens = theme.tokens
        painter.setFont(theme.font("axis", figures=True))
        for level in _ticks(places.low, places.high):
            y = round(places.y(level)) + 0.5
            painter.setPen(QPen(tokens.control if level == 0 else tokens.line, 1))
            painter.drawLine(QPointF(theme.px(LEFT), y), QPointF(self.width(), y))
            painter.setPen(tokens.text2)
            words = f"{'+' if level > 0 else ''}{decimal(level, 0 if float(level).is_integer() else 1)}"
            room = QRectF(0, y - theme.px(8), theme.px(LEFT - 6), theme.px(16))
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_lanes(self, painter: QPainter, places: _Places, theme: Theme) -> None:
        tokens, slot, number = theme.tokens, places.slot, 0
        for lane in self._lanes:
            width = slot * len(lane.bars)
            box = QRectF(theme.px(LEFT) + number * slot + 2, theme.px(TOP), width - 4, theme.px(LANE - 2))
            number += len(lane.bars)
            if not lane.heading:
                continue
            painter.fillRect(box, tokens.act_tint if lane.acted else tokens.alternate)
            painter.setPen(QPen(tokens.act if lane.acted else tokens.control, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
            side = theme.px(14)
            ink = tokens.act if lane.acted else tokens.text2
            icon = QRectF(box.left() + theme.px(4), box.center().y() - side / 2, side, side)
            paint_icon(painter, "act" if lane.acted else "watch", ink, icon)
            painter.setFont(theme.font("axis"))
            painter.setPen(tokens.text)
            room = box.adjusted(side + theme.px(8), 0, -theme.px(4), 0)
            words = painter.fontMetrics().elidedText(lane.heading, Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_bar(self, painter: QPainter, places: _Places, number: int, bar: Bar, theme: Theme) -> None:
        tokens, rect = theme.tokens, places.bar(number)
        if bar.by_hand or abs(bar.bits) < 0.005:
            pen = QPen(tokens.text, theme.px(1.5))
            if bar.by_hand:
                pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            middle = rect.center().y() if bar.by_hand else rect.top()
            painter.drawLine(QPointF(rect.left(), middle), QPointF(rect.right(), middle))
        else:
            digit = self._digits[0] if bar.bits > 0 else self._digits[1]
            paint_pattern_bar(painter, rect, theme.candidate(digit), theme.scale)
        if self.hasFocus() and number == self._here:
            painter.setPen(QPen(tokens.accent, theme.px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(-3, -3, 3, 3))
        self._paint_words(painter, places, number, bar, theme)

    def _paint_words(self, painter: QPainter, places: _Places, number: int, bar: Bar, theme: Theme) -> None:
        slot, rect, height = places.slot, places.bar(number), theme.px(LABEL)
        left = places.frame.left() + number * slot
        below = bar.bits < 0 and not bar.by_hand
        place = rect.bottom() + 1 if below else rect.top() - height - 1
        painter.setPen(theme.tokens.text)
        painter.setFont(theme.font("axis", 400 if bar.by_hand else 600, figures=True))
        words = painter.fontMetrics().elidedText(bar.words, Qt.TextElideMode.ElideRight, int(slot))
        painter.drawText(QRectF(left, place, slot, height), Qt.AlignmentFlag.AlignCenter, words)
        painter.setFont(theme.font("axis", 600 if bar.total else 400))
        painter.setPen(theme.tokens.text if bar.total else theme.tokens.text2)
        foot = QRectF(left + 1, self.height() - theme.px(FOOT), slot - 2, theme.px(FOOT))
        name = painter.fontMetrics().elidedText(bar.name, Qt.TextElideMode.ElideRight, int(foot.width()))
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, name)

    # -- mouse and keys ------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        theme = current_theme()
        number = int((event.position().x() - theme.px(LEFT)) // self._places(theme).slot)
        if event.button() == Qt.MouseButton.LeftButton and 0 <= number < len(self._bars()):
            self._go(number)
            self._choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = Qt.Key(event.key()), len(self._bars()) - 1
        steps = {Qt.Key.Key_Left: self._here - 1, Qt.Key.Key_Right: self._here + 1}
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
        if last >= 0 and key in {**steps, **ends}:
            self._go(min(max({**steps, **ends}[key], 0), last))
        elif last >= 0 and key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        else:
            super().keyPressEvent(event)

    def _go(self, number: int) -> None:
        self._here = number
        self._speak()
        self.update()

    def _choose(self) -> None:
        lane, place, _ = self._bars()[self._here]
        self.chosen.emit(lane, place)

    def _on_theme(self, _theme: Theme) -> None:
        self.updateGeometry()
        self.update()

    def _speak(self) -> None:
        bars = self._bars()
        self.setAccessibleDescription(bars[self._here][2].spoken if bars else "")


def _ticks(low: float, high: float) -> list[float]:
    span = high - low
    rough = span / 4
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    first = math.ceil(low / step)
    return [round(step * number, 6) for number in range(first, math.floor(high / step) + 1)]
