"""What is known of the chosen network: a picture of it, how large it is, what it tells of, and its source."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from engine.files.network_file import NetworkFile
from engine.networks.filling import is_uniform
from engine.sessions.positions import Point
from gui.controls.choices import CheckBox
from gui.controls.labels import Label
from gui.controls.layouts import scrolling
from gui.drawing.small_graph import paint_small_graph
from gui.networks.words import ALL_ALIKE, size_words
from gui.theme import current_theme

HEIGHT = 230
AIR = 10
MOST_NAMES = 12
FILL = "Fill its tables by chance"


class NetworkPicture(QWidget):
    """A network as dots and arrows; with names where there are few."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content: NetworkFile | None = None
        self._points: tuple[Point, ...] = ()
        self._said = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_network(self, content: NetworkFile | None, points: Sequence[Point] = (), said: str = "") -> None:
        """Show a network, or a word in its place."""
        self._content, self._points, self._said = content, tuple(points), said
        names = () if content is None else content.network.names
        self.setAccessibleName(f"Picture of the network: {', '.join(names)}" if names else said or "No network")
        self.update()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(300), theme.px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.tokens.surface)
            painter.setPen(theme.tokens.line)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
            if self._content is None:
                painter.setPen(theme.tokens.text2)
                painter.setFont(theme.font("second"))
                painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._said)
                return
            network, air = self._content.network, theme.px(AIR)
            room = QRectF(self.rect()).adjusted(air, air, -air, -air)
            paint_small_graph(
                painter,
                room,
                network.names,
                _spread(self._points, room),
                tuple(network.dag.edges()),
                theme,
                hidden=network.hidden,
                labels=len(network.names) <= MOST_NAMES,
            )


class NetworkPane(QWidget):
    """The column with all that is known of one network."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.picture = NetworkPicture()
        self.title = Label("", "heading", 600, wrap=True)
        self.extent = Label("", weight=500, wrap=True)
        self.about = Label("", wrap=True)
        self.alike = Label(ALL_ALIKE, "second", secondary=True, wrap=True)
        self.fill = CheckBox(FILL)
        self.source = Label("", "second", secondary=True, wrap=True)
        self.source.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words = QWidget()
        inner = QVBoxLayout(words)
        inner.setContentsMargins(theme.px(3), 0, theme.px(6), theme.px(3))
        inner.setSpacing(theme.px(theme.IN_ROW))
        for widget in (self.title, self.extent, self.about, self.alike, self.fill, self.source):
            inner.addWidget(widget)
        inner.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(theme.BETWEEN_BLOCKS))
        column.addWidget(self.picture)
        column.addWidget(scrolling(words), 1)
        self.show_nothing("")

    def show_network(
        self, content: NetworkFile, points: Sequence[Point], title: str = "", about: str = "", source: str = ""
    ) -> None:
        """Show a network and what is said of it."""
        self.picture.show_network(content, points)
        flat = bool(content.network.dag.edges()) and is_uniform(content.network)
        self._say(title, size_words(content), about, f"Source: {source}" if source else "", flat)

    def show_nothing(self, said: str, fault: str = "") -> None:
        """Show that there is no network, and why."""
        self.picture.show_network(None, said=said)
        self._say("", "", fault, "", flat=False)

    @property
    def fills_tables(self) -> bool:
        """Whether the tables are to be drawn by chance."""
        return not self.fill.isHidden() and self.fill.isChecked()

    def _say(self, title: str, size: str, about: str, source: str, flat: bool) -> None:
        pairs = ((self.title, title), (self.extent, size), (self.about, about), (self.source, source))
        for label, words in pairs:
            label.setText(words)
            label.setVisible(bool(words))
        self.alike.setVisible(flat)
        self.fill.setVisible(flat)


def _spread(points: Sequence[Point], room: QRectF) -> Sequence[Point]:
    """Return the points as they are where they are few, else drawn apart so that they fill the room both ways."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    if len(points) <= MOST_NAMES or not width or not height:
        return points
    wider = room.width() / room.height() * height / width
    return [(x * wider, y) for x, y in points]
