"""The lesson to begin with: what it asks, how to start it, and a picture of its world."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gui.controls.buttons import Button
from gui.controls.labels import Label, Prose
from gui.drawing.edge_painting import paint_edge
from gui.drawing.geometry import arrow_head, bent, centred, clipped
from gui.drawing.node_layout import layout_of
from gui.drawing.node_painting import paint_node
from gui.drawing.styles import EdgeState, NodeState, dashed_pen, edge_style, node_style
from gui.start.lesson_card import LessonCard
from gui.theme import Theme, current_theme

HEIGHT = 278
MOST_NODES = 7
WIDE_ENOUGH = 620
ACROSS, DOWN = 112, 78


class WorldPicture(QWidget):
    """The world of a lesson, with a question mark on the arrow that it asks about."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card: LessonCard | None = None
        self.setMinimumWidth(current_theme().px(280))

    def show_card(self, card: LessonCard) -> None:
        """Show the world of this lesson."""
        self._card = card
        self.setAccessibleName(f"Picture of the world: {', '.join(card.names)}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.tokens.alternate)
            painter.fillRect(0, 0, 1, self.height(), theme.tokens.line)
            if self._card is not None and self._card.names and len(self._card.names) <= MOST_NODES:
                self._paint(painter, self._card, theme)

    def _paint(self, painter: QPainter, card: LessonCard, theme: Theme) -> None:
        states = [
            NodeState(name, hidden=number in card.hidden, name_only=True) for number, name in enumerate(card.names)
        ]
        layouts = [layout_of(state, theme) for state in states]
        places = _spread(card.positions, theme)
        bodies = [layout.body.translated(place) for layout, place in zip(layouts, places, strict=True)]
        painter.translate(QRectF(self.rect()).center())
        shrunk = _shrunk(bodies, QRectF(self.rect()), theme)
        painter.scale(shrunk, shrunk)
        for parent, child in card.edges:
            self._paint_arrow(painter, places, bodies, parent, child, theme)
        if card.asked is not None:
            _paint_question(painter, places, bodies, card.asked, theme)
        for state, layout, place in zip(states, layouts, places, strict=True):
            painter.save()
            painter.translate(place)
            paint_node(painter, state, node_style(state, theme), layout, theme)
            painter.restore()

    @staticmethod
    def _paint_arrow(
        painter: QPainter, places: list[QPointF], bodies: list[QRectF], parent: int, child: int, theme: Theme
    ) -> None:
        curve = clipped(bent(places[parent], places[child]), [bodies[parent]], [bodies[child]], theme.px(3))
        if curve is not None:
            state = EdgeState("arrow")
            painter.save()
            paint_edge(painter, curve, state, edge_style(state, theme), theme)
            painter.restore()


class Hero(QWidget):
    """The card at the head of the page; blank until its lesson was read.

    Signals
    -------
    start_requested(), look_around_requested()
        A button was pressed.
    """

    start_requested = Signal()
    look_around_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self._lead = Label(secondary=True)
        self._title = Label(role="headline", weight=600, wrap=True)
        self._summary = Prose()
        self._summary.setMaximumWidth(theme.px(580))
        self.start = Button("Start the lesson", "primary")
        self.look_around = Button("Just look around", "plain")
        self.start.clicked.connect(self.start_requested)
        self.look_around.clicked.connect(self.look_around_requested)
        self._words = QWidget()
        self._words.setLayout(self._column(theme))
        # Its room is kept while the lesson is being read, so that nothing moves when it was.
        policy = self._words.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._words.setSizePolicy(policy)
        self._words.hide()
        self._picture = WorldPicture()
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        row.addWidget(self._words, 60)
        row.addWidget(self._picture, 40)
        self.setMinimumHeight(theme.px(HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_card(self, card: LessonCard) -> None:
        """Show the lesson to begin with."""
        self._lead.setText("Begin here" + (f" · {card.minutes} minutes" if card.minutes else ""))
        self._title.setText(card.title)
        self._summary.set_prose([[(card.fault or card.summary, False)]])
        self._words.show()
        self._picture.show_card(card)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._picture.setVisible(self.width() >= current_theme().px(WIDE_ENOUGH))

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = current_theme().tokens
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), tokens.surface)
            painter.setPen(tokens.line)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _column(self, theme: Theme) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(theme.px(36), theme.px(24), theme.px(28), theme.px(24))
        column.setSpacing(theme.px(10))
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(10))
        for button in (self.start, self.look_around):
            button.setAutoDefault(True)
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addStretch(1)
        for label in (self._lead, self._title, self._summary):
            column.addWidget(label)
        column.addSpacing(theme.px(12))
        column.addLayout(buttons)
        column.addStretch(1)
        return column


def _spread(positions: tuple[tuple[float, float], ...], theme: Theme) -> list[QPointF]:
    # Around the origin, at the size at which names are as large as in Belief.
    xs, ys = [x for x, _ in positions], [y for _, y in positions]
    middle = QPointF((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2)
    across, down = theme.px(ACROSS), theme.px(DOWN)
    return [QPointF((x - middle.x()) * across, (y - middle.y()) * down) for x, y in positions]


def _shrunk(bodies: list[QRectF], room: QRectF, theme: Theme) -> float:
    taken = QRectF()
    for body in bodies:
        taken = taken.united(body)
    air = 2 * theme.px(16)
    width = 2 * max(-taken.left(), taken.right())
    return min(1.0, (room.width() - air) / width, (room.height() - air) / taken.height())


def _paint_question(
    painter: QPainter, places: list[QPointF], bodies: list[QRectF], asked: tuple[int, int], theme: Theme
) -> None:
    start, end = asked
    curve = clipped(bent(places[start], places[end]), [bodies[start]], [bodies[end]], theme.px(3))
    if curve is None:
        return
    act: QColor = theme.tokens.act
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = theme.font("count", 600)
    metrics = QFontMetricsF(font)
    mark = centred(curve.at(0.5), QSizeF(metrics.horizontalAdvance("?") + theme.px(16), metrics.height()))
    pen: QPen = dashed_pen(act, 2 * theme.scale, (1.0, 3.0))
    painter.setPen(pen)
    painter.drawPath(curve.part(0.0, curve.back_from_end(theme.px(10))).path())
    painter.fillRect(mark, theme.tokens.alternate)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(act)
    painter.drawPolygon(arrow_head(curve.end, curve.direction(1.0), theme.px(11)))
    painter.setPen(act)
    painter.setFont(font)
    painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, "?")
    painter.restore()
