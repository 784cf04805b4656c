"""The ring around a button that was reached by key: 2 px accent with a gap of 2 px, outside the button."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

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
    """Drawn over the parent of the button it surrounds, and blind to the mouse."""

    def __init__(self, around: QWidget) -> None:
        super().__init__(around.parentWidget())
        self._around = around
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.follow()

    def follow(self) -> None:
        margin = current_theme().px(GAP + WIDTH)
        self.setGeometry(self._around.geometry().adjusted(-margin, -margin, margin, margin))
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

    def __init__(self, around: QWidget) -> None:
        super().__init__(around)
        self._around = around
        self._ring: _Ring | None = None
        around.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.FocusIn and isinstance(event, QFocusEvent):
            if event.reason() in _BY_KEY:
                self._show()
        elif kind in (QEvent.Type.FocusOut, QEvent.Type.Hide, QEvent.Type.ParentChange):
            self._hide()
        elif kind in (QEvent.Type.Move, QEvent.Type.Resize) and self._ring is not None:
            self._ring.follow()
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        self._hide()
        if self._around.parentWidget() is not None:
            self._ring = _Ring(self._around)
            self._ring.show()

    def _hide(self) -> None:
        if self._ring is not None:
            self._ring.hide()
            self._ring.deleteLater()
            self._ring = None
