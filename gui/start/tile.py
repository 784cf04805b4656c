"""One lesson in the gallery: its graph, title and summary, how long it takes and how far one has come."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from gui.controls.bars import StepDots
from gui.controls.focus_ring import FocusRing
from gui.controls.numbers import plural
from gui.drawing.small_graph import paint_small_graph
from gui.icons import paint_icon
from gui.start.lesson_card import LessonCard
from gui.start.text_lines import lines_of, paint_lines
from gui.theme import Theme, current_theme

HEIGHT = 218
PICTURE = 94
SIDE = 14
UNIT = 48.0
MOST_LINES = 4
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LessonTile(QAbstractButton):
    """A card that opens its lesson; blank until the lesson was read, so that nothing moves when it was."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card: LessonCard | None = None
        self._played = 0
        self._dots = StepDots(parent=self)
        self._dots.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._dots.hide()
        self.setEnabled(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        FocusRing(self)

    @property
    def card(self) -> LessonCard | None:
        """The lesson, or None while it is being read."""
        return self._card

    @property
    def is_done(self) -> bool:
        """Whether every step was played."""
        return self._card is not None and 0 < self._card.n_steps <= self._played

    def show_card(self, card: LessonCard, played: int) -> None:
        """Show a lesson of which so many steps were played."""
        self._card, self._played = card, played
        self.setEnabled(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        under_way = 0 < played < card.n_steps
        self._dots.setVisible(under_way)
        self._dots.set_steps(card.n_steps, played)
        self._place_dots()
        self.setText(card.title)
        self.setAccessibleName(". ".join(part for part in (card.title, *self._words(card)) if part))
        self.setAccessibleDescription(card.fault or card.summary)
        self.setToolTip(card.fault or card.summary)
        self.update()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(280), theme.px(HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_dots()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        tokens = theme.tokens
        picture = QRect(0, 0, self.width(), theme.px(PICTURE))
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), tokens.surface)
            painter.fillRect(picture, tokens.alternate)
            painter.fillRect(0, picture.height(), self.width(), 1, tokens.line)
            pointed = self.isEnabled() and (self.underMouse() or self.isDown())
            painter.setPen(tokens.control if pointed else tokens.line)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
            if self._card is not None:
                self._paint_picture(painter, picture, self._card, theme)
                self._paint_words(painter, self._card, theme)

    def _paint_picture(self, painter: QPainter, picture: QRect, card: LessonCard, theme: Theme) -> None:
        room = QRectF(picture).adjusted(theme.px(24), theme.px(10), -theme.px(24), -theme.px(10))
        if card.fault:
            side = theme.px(20)
            spot = QRectF(room.center().x() - side / 2, room.center().y() - side / 2, side, side)
            paint_icon(painter, "warn", theme.tokens.warn, spot)
            return
        paint_small_graph(
            painter,
            room,
            card.names,
            card.positions,
            card.edges,
            theme,
            hidden=card.hidden,
            labels=False,
            largest_unit=UNIT,
        )

    def _paint_words(self, painter: QPainter, card: LessonCard, theme: Theme) -> None:
        side, tokens = theme.px(SIDE), theme.tokens
        room = QRectF(self.rect()).adjusted(side, theme.px(PICTURE + 12), -side, -theme.px(12))
        title_font, second = theme.font("prose", 600), theme.font("second")
        painter.setPen(tokens.text)
        title = lines_of(card.title, title_font, room.width(), 2)
        room.setTop(paint_lines(painter, room, title, title_font, theme.px(20)) + theme.px(2))
        painter.setPen(tokens.text2)
        text = " ".join((card.fault or card.summary).split())
        paint_lines(painter, room, lines_of(text, second, room.width(), MOST_LINES - len(title)), second, theme.px(17))
        self._paint_foot(painter, card, theme)

    def _paint_foot(self, painter: QPainter, card: LessonCard, theme: Theme) -> None:
        side, tokens = theme.px(SIDE), theme.tokens
        foot = QRectF(side, self.height() - theme.px(30), self.width() - 2 * side, theme.px(18))
        painter.setFont(theme.font("second"))
        painter.setPen(tokens.text2)
        if card.minutes is not None:
            painter.drawText(foot, Qt.AlignmentFlag.AlignVCenter, f"{card.minutes} min")
        if self.is_done:
            painter.drawText(foot, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, "done")
            width = QFontMetricsF(painter.font()).horizontalAdvance("done")
            icon = theme.px(14)
            left = foot.right() - width - theme.px(5) - icon
            paint_icon(painter, "check", tokens.good, QRectF(left, foot.center().y() - icon / 2, icon, icon))

    def _place_dots(self) -> None:
        theme = current_theme()
        size = self._dots.sizeHint()
        width = min(size.width(), self.width() // 2)
        left = self.width() - theme.px(SIDE) - width
        self._dots.setGeometry(left, self.height() - theme.px(21) - size.height() // 2, width, size.height())

    def _words(self, card: LessonCard) -> tuple[str, ...]:
        if card.fault:
            return ("This lesson cannot be opened",)
        progress = "done" if self.is_done else f"{self._played} of {card.n_steps} steps" if self._played else ""
        return (plural(card.minutes, "minute") if card.minutes is not None else "", progress)
