"""The variables as chips: switched on where belief is about them, and dragged into places."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from gui.controls.focus_ring import FocusRing
from gui.controls.layouts import FlowLayout
from gui.icons import paint_icon
from gui.theme import current_theme

HEIGHT, PADDING, MARK, WIDEST = 30, 10, 14, 180


class VariableChip(QAbstractButton):
    """One variable. A click asks for it to be switched on or off; it does not switch itself.

    Signals
    -------
    dragged(column, place), let_go(column, place)
        It is held over a place of the screen, and let go there.
    """

    dragged = Signal(int, QPoint)
    let_go = Signal(int, QPoint)

    def __init__(self, column: int, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = column
        self._pressed_at: QPointF | None = None
        self._dragging = False
        self.setText(name)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        FocusRing(self)

    def show_on(self, on: bool, *, draggable: bool) -> None:
        """Show whether belief is about it."""
        self.setChecked(on)
        self._can_drag = on and draggable
        does = "belief is about it" if on else "belief leaves it out"
        self.setAccessibleName(f"{self.text()}, {does}")
        more = " Drag it into a place of a card." if self._can_drag else ""
        self.setToolTip(f"{self.text()}: {does}. Click to switch it {'off' if on else 'on'}.{more}")

    _can_drag = False

    def nextCheckState(self) -> None:
        """Stay as it is: the page decides."""

    def sizeHint(self) -> QSize:
        theme = current_theme()
        width = QFontMetricsF(theme.font("interface", 600)).horizontalAdvance(self.text())
        total = width + 2 * theme.px(PADDING) + theme.px(MARK + 4) + 2
        return QSize(min(int(total) + 1, theme.px(WIDEST)), theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at, self._dragging = event.position(), False
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed_at is None or not self._can_drag:
            super().mouseMoveEvent(event)
            return
        way = (event.position() - self._pressed_at).manhattanLength()
        self._dragging = self._dragging or way >= QApplication.startDragDistance()
        if self._dragging:
            self.dragged.emit(self.column, event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = None
        if not self._dragging:
            super().mouseReleaseEvent(event)
            return
        self._dragging = False
        self.setDown(False)
        self.let_go.emit(self.column, event.globalPosition().toPoint())

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_chip_of(self, self.text(), on=self.isChecked(), pointed=self.underMouse())


def paint_chip_of(widget: QWidget, name: str, *, on: bool, pointed: bool = False) -> None:
    """Paint a variable as a chip that fills a widget."""
    theme = current_theme()
    tokens = theme.tokens
    with QPainter(widget) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(widget.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(tokens.text if on else tokens.control, theme.scale * (1.5 if on else 1.0)))
        painter.setBrush(tokens.selection if on else tokens.alternate if pointed else tokens.surface)
        corner = theme.px(theme.NODE_CORNER)
        painter.drawRoundedRect(place, corner, corner)
        side = theme.px(MARK)
        left = theme.px(PADDING)
        mark = QRectF(left - 2, (widget.height() - side) / 2, side, side)
        paint_icon(painter, "check" if on else "plus", tokens.text if on else tokens.text2, mark)
        font = theme.font("interface", 600 if on else 400)
        painter.setFont(font)
        painter.setPen(tokens.text if on else tokens.text2)
        room = QRectF(left + side + theme.px(2), 0, widget.width() - left * 2 - side + theme.px(2), widget.height())
        text = QFontMetricsF(font).elidedText(name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


class Ghost(QWidget):
    """The chip in the hand while it is dragged."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def follow(self, chip: VariableChip, place: QPoint) -> None:
        """Be at this place of the screen, a little above it, so that what is below can be seen."""
        self._name = chip.text()
        self.resize(chip.size())
        host = self.parentWidget()
        if host is not None:
            self.move(host.mapFromGlobal(place) + QPoint(-self.width() // 2, -self.height() - 2))
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_chip_of(self, self._name, on=True)


class VariableRow(QWidget):
    """The chips of all measured variables.

    Signals
    -------
    switched(column)
        A variable is to be switched on or off.
    dragged(column, place), let_go(column, place)
        As of a chip.
    """

    switched = Signal(int)
    dragged = Signal(int, QPoint)
    let_go = Signal(int, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips: tuple[VariableChip, ...] = ()
        self._flow = FlowLayout(self, current_theme().px(8), current_theme().px(6))

    def show_variables(self, names: Sequence[str], on: Collection[int], *, draggable: bool) -> None:
        """Show chips for these variables, those of the columns `on` switched on."""
        if tuple(chip.text() for chip in self.chips) != tuple(names):
            self._make(names)
        for chip in self.chips:
            chip.show_on(chip.column in on, draggable=draggable)

    def _make(self, names: Sequence[str]) -> None:
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = tuple(VariableChip(column, name, self) for column, name in enumerate(names))
        for chip in self.chips:
            self._flow.addWidget(chip)
            chip.clicked.connect(lambda _checked=False, column=chip.column: self.switched.emit(column))
            chip.dragged.connect(self.dragged)
            chip.let_go.connect(self.let_go)
            chip.show()
        self.updateGeometry()
