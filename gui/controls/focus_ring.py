"""The ring around a button that was reached by key: 2 px accent with a gap of 2 px, outside the button."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QWidget
from shiboken6 import isValid

from gui.theme import current_theme

GAP = 2
WIDTH = 2
_BY_KEY = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
)


class _Ring(QWidget):
    """Drawn over the nearest ancestor with room for it, and blind to the mouse."""

    def __init__(self, around: QWidget, host: QWidget) -> None:
        super().__init__(host)
        self._around = around
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def follow(self) -> None:
        host = self.parentWidget()
        if host is not None:
            self.setGeometry(_ringed(self._around, host))
            self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        width = theme.px(WIDTH)
        radius = theme.px(theme.CORNER + GAP + WIDTH / 2)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.tokens.accent, width))
            half = width / 2
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius)


class FocusRing(QObject):
    """Shows a ring around its parent while that has the focus, unless the mouse put it there."""

    # Python takes a window that nobody needs apart piece by piece, and may have emptied this one while its parent still
    # hears of things.
    _around: QWidget | None = None
    _ring: _Ring | None = None
    _between: tuple[QWidget, ...] = ()

    def __init__(self, around: QWidget) -> None:
        super().__init__(around)
        self._around = around
        around.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.Move, QEvent.Type.Resize) and self._between and self._ring is not None:
            self._ring.follow()
        elif self._around is None or watched is not self._around:
            pass
        elif kind == QEvent.Type.FocusIn and isinstance(event, QFocusEvent):
            if event.reason() in _BY_KEY:
                self._show(self._around)
        elif kind in (QEvent.Type.FocusOut, QEvent.Type.Hide, QEvent.Type.ParentChange):
            self._hide()
        return super().eventFilter(watched, event)

    def _show(self, around: QWidget) -> None:
        self._hide()
        self._between = tuple(_ancestors_with_room(around))
        if self._between:
            # One ring for ever: one deleted while its host is being left or deleted brought the program down.
            host = self._between[-1]
            if self._ring is None or not isValid(self._ring):
                self._ring = _Ring(around, host)
            elif self._ring.parentWidget() is not host:
                self._ring.setParent(host)
            self._ring.follow()
            self._ring.show()
        for ancestor in self._between[:-1]:
            ancestor.installEventFilter(self)

    def _hide(self) -> None:
        for ancestor in self._between[:-1]:
            if isValid(ancestor):
                ancestor.removeEventFilter(self)
        self._between = ()
        if self._ring is not None and isValid(self._ring):
            self._ring.hide()


def _ringed(around: QWidget, host: QWidget) -> QRect:
    margin = current_theme().px(GAP + WIDTH)
    return QRect(around.mapTo(host, QPoint(0, 0)), around.size()).adjusted(-margin, -margin, margin, margin)


def _ancestors_with_room(around: QWidget) -> list[QWidget]:
    # From the parent up to the first that shows the whole ring; what scrolls is never left.
    found: list[QWidget] = []
    parent = around.parentWidget()
    while parent is not None:
        found.append(parent)
        scrolls = isinstance(parent.parentWidget(), QAbstractScrollArea) or parent.isWindow()
        if scrolls or parent.rect().contains(_ringed(around, parent)):
            break
        above = parent.parentWidget()
        if above is not None and isinstance(above.parentWidget(), QAbstractScrollArea):
            break
        parent = above
    return found
