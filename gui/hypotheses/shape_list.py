"""The shapes that can be picked, drawn as pictures with free places."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from engine.hypotheses.templates import TEMPLATES, Template
from gui.controls.focus_ring import FocusRing
from gui.controls.labels import Label
from gui.controls.layouts import scrolling
from gui.hypotheses.picture import Picture, PictureNode, paint_picture
from gui.hypotheses.section import Section
from gui.icons import paint_icon
from gui.theme import current_theme

TILE_HEIGHT, NARROWEST_TILE = 150, 150
GAP = 8
OWN = ("Your own", "draw it, or write it")
FOOT = "Pick a shape, then put variables into its places. Dashed places with a crossed eye stay unseen."
_WRAPPED = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ShapeTile(QAbstractButton):
    """One shape; without a template it stands for drawing freehand."""

    def __init__(self, template: Template | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.template = template
        title, term = (template.title, template.term) if template else OWN
        self.setText(title)
        self._term = term
        self.setToolTip(term)
        self.setAccessibleName(f"{title}, {term}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        FocusRing(self)

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(NARROWEST_TILE), theme.px(TILE_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.click()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        tokens = theme.tokens
        pointed = self.underMouse() or self.isDown()
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), tokens.alternate if pointed else tokens.surface)
            painter.setPen(tokens.control if pointed else tokens.line)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
            self._paint_words(painter)
            room = QRectF(self.rect()).adjusted(theme.px(12), theme.px(10), -theme.px(12), -theme.px(62))
            if self.template is not None:
                paint_picture(painter, room, picture_of_template(self.template), theme)
            else:
                side = theme.px(26)
                middle = room.center()
                paint_icon(painter, "edge", tokens.text2, QRectF(middle.x() - 13, middle.y() - 13, side, side))

    def _paint_words(self, painter: QPainter) -> None:
        theme = current_theme()
        room = QRectF(self.rect()).adjusted(theme.px(6), 0, -theme.px(6), 0)
        bottom = self.height() - theme.px(8)
        top = bottom - theme.px(16) * 2
        painter.setFont(theme.font("interface", 600))
        painter.setPen(theme.tokens.text)
        title = QRectF(room.left(), top - theme.px(19), room.width(), theme.px(18))
        painter.drawText(title, Qt.AlignmentFlag.AlignCenter, self.text())
        painter.setFont(theme.font("second"))
        painter.setPen(theme.tokens.text2)
        painter.drawText(QRectF(room.left(), top, room.width(), theme.px(34)), _WRAPPED, self._term)


def picture_of_template(template: Template) -> Picture:
    """Return a shape with all its places free."""
    nodes = (PictureNode("free"),) * template.n_slots + (PictureNode("hidden"),) * template.n_hidden
    return Picture(nodes, template.edges, template.points)


class _Grid(QWidget):
    # Tiles in as many columns as there is room for, all of one size; Tab stops at one of them.
    def __init__(self, tiles: Sequence[ShapeTile]) -> None:
        super().__init__()
        self.tiles = tuple(tiles)
        for tile in self.tiles:
            tile.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._stop_at(self.tiles[0])

    def columns(self, width: int) -> int:
        theme = current_theme()
        gap = theme.px(GAP)
        return max(1, (width + gap) // (theme.px(NARROWEST_TILE) + gap))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        theme = current_theme()
        rows = -(-len(self.tiles) // self.columns(width))
        return rows * (theme.px(TILE_HEIGHT) + theme.px(GAP)) - theme.px(GAP)

    def sizeHint(self) -> QSize:
        return QSize(current_theme().px(NARROWEST_TILE), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(NARROWEST_TILE), self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        columns = self.columns(self.width())
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -columns,
            Qt.Key.Key_Down: columns,
        }
        at = next((place for place, tile in enumerate(self.tiles) if tile.hasFocus()), None)
        step = steps.get(Qt.Key(event.key()))
        if at is None or step is None:
            super().keyPressEvent(event)
            return
        if 0 <= at + step < len(self.tiles):
            tile = self.tiles[at + step]
            self._stop_at(tile)
            tile.setFocus(Qt.FocusReason.TabFocusReason)

    def _stop_at(self, chosen: ShapeTile) -> None:
        for tile in self.tiles:
            policy = Qt.FocusPolicy.StrongFocus if tile is chosen else Qt.FocusPolicy.ClickFocus
            tile.setFocusPolicy(policy)

    def _place(self) -> None:
        theme = current_theme()
        columns, gap, height = self.columns(self.width()), theme.px(GAP), theme.px(TILE_HEIGHT)
        width = (self.width() - (columns - 1) * gap) / columns
        for number, tile in enumerate(self.tiles):
            row, column = divmod(number, columns)
            left, right = round(column * (width + gap)), round(column * (width + gap) + width)
            tile.setGeometry(left, row * (height + gap), right - left, height)


class ShapeList(Section):
    """All shapes, and "Your own" last.

    Signals
    -------
    picked(template)
        A shape was picked: a `Template`.
    own_requested()
        A candidate is to be drawn freehand.
    """

    picked = Signal(object)
    own_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Shapes", parent)
        self.tiles = tuple(ShapeTile(template) for template in (*TEMPLATES, None))
        self.grid = _Grid(self.tiles)
        for tile in self.tiles:
            tile.clicked.connect(lambda _checked=False, tile=tile: self._on_clicked(tile))
        self.head.addStretch(1)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, current_theme().px(4), 0)
        column.setSpacing(current_theme().px(12))
        column.addWidget(self.grid)
        column.addWidget(Label(FOOT, "second", secondary=True, wrap=True))
        column.addStretch(1)
        self.area = scrolling(inside)
        self.column.addWidget(self.area, 1)

    def tile(self, key: str) -> ShapeTile:
        """Return the tile of a shape by its key; "" is the one to draw with."""
        return next(tile for tile in self.tiles if (tile.template.key if tile.template else "") == key)

    def _on_clicked(self, tile: ShapeTile) -> None:
        self.grid._stop_at(tile)
        if tile.template is None:
            self.own_requested.emit()
        else:
            self.picked.emit(tile.template)
