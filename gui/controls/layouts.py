"""A layout that breaks into lines like text, what scrolls, hairlines, and how much room there is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLayout, QLayoutItem, QScrollArea, QSizePolicy, QWidget

from gui.theme import current_theme

# What Qt takes for no limit to a width or a height.
QWIDGETSIZE_MAX = (1 << 24) - 1
# A table of six lines with two lines of text below it is as high, in pixels at scale 1.
LOW = 220


def is_low(widget: QWidget) -> bool:
    """Return whether a panel is too low for a table with text below it, at the scale of the theme."""
    return widget.height() < current_theme().px(LOW)


def scrolling(content: QWidget | None = None) -> QScrollArea:
    """Return an area that scrolls up and down, on the ground of its panel and passed over by Tab."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    # A scroll area fills its ground, and that of its content, with the colour between docks.
    area.viewport().setAutoFillBackground(False)
    if content is not None:
        area.setWidget(content)
        content.setAutoFillBackground(False)
    return area


class FlowLayout(QLayout):
    """Puts items side by side and goes on in the next line where there is no room."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 8, line_spacing: int | None = None) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._line_spacing = spacing if line_spacing is None else line_spacing
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)
        if parent is not None:
            parent.setLayout(self)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arranged(QRect(0, 0, width, 0), move=False)

    def n_lines(self, width: int, widgets: Sequence[QWidget]) -> int:
        """Return how many lines these widgets would take at a width, were they alone."""
        return len(_lines([widget.sizeHint() for widget in widgets], width, self.spacing()))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arranged(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _arranged(self, rect: QRect, *, move: bool) -> int:
        area = rect.marginsRemoved(self.contentsMargins())
        items = [item for item in self._items if not item.isEmpty()]
        sizes = [item.sizeHint() for item in items]
        y = area.y()
        for number, line in enumerate(_lines(sizes, area.width(), self.spacing())):
            x, y = area.x(), y + (self._line_spacing if number else 0)
            for place in line:
                if move:
                    items[place].setGeometry(QRect(QPoint(x, y), sizes[place]))
                x += sizes[place].width() + self.spacing()
            y += max(sizes[place].height() for place in line)
        return y - rect.y() + self.contentsMargins().bottom()


def _lines(sizes: Sequence[QSize], width: int, spacing: int) -> list[list[int]]:
    # Which items stand in which line.
    lines: list[list[int]] = []
    x = 0
    for place, size in enumerate(sizes):
        if not lines or x + size.width() > width:
            lines.append([])
            x = 0
        lines[-1].append(place)
        x += size.width() + spacing
    return lines


class Hairline(QWidget):
    """A decorative line of 1 px."""

    def __init__(
        self,
        orientation: Qt.Orientation = Qt.Orientation.Horizontal,
        margin: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._orientation = orientation
        self._margin = margin
        if orientation == Qt.Orientation.Horizontal:
            self.setFixedHeight(1)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        else:
            self.setFixedWidth(1 + 2 * margin)
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            if self._orientation == Qt.Orientation.Horizontal:
                painter.fillRect(self.rect(), current_theme().tokens.line)
            else:
                painter.fillRect(QRect(self._margin, 0, 1, self.height()), current_theme().tokens.line)
