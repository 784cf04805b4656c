"""Rows of the left column: a wide button with its key, and a recent file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from gui.controls.focus_ring import FocusRing
from gui.icons import paint_icon
from gui.theme import Theme, current_theme

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class _Row(QAbstractButton):
    height_at_full_size = 38

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        FocusRing(self)

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(200), theme.px(self.height_at_full_size))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()


class WideButton(_Row):
    """A button as wide as its column: icon, words, and at the right the key that does the same."""

    def __init__(self, text: str, icon: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._icon, self._key = icon, key
        self.set_words(text)

    def set_words(self, text: str) -> None:
        """Say something else."""
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(f"{text} ({self._key})")

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        tokens = theme.tokens
        box = QRectF(self.rect())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(tokens.control)
            painter.setBrush(tokens.alternate if self.underMouse() or self.isDown() else tokens.surface)
            corner = theme.px(theme.CORNER)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), corner, corner)
            side = theme.px(18)
            paint_icon(painter, self._icon, tokens.text, QRectF(theme.px(12), (box.height() - side) / 2, side, side))
            inner = box.adjusted(theme.px(40), 0, -theme.px(12), 0)
            painter.setPen(tokens.text2)
            painter.setFont(theme.font("second"))
            painter.drawText(inner, _RIGHT, self._key)
            inner.setRight(inner.right() - painter.fontMetrics().horizontalAdvance(self._key) - theme.px(6))
            font = theme.font("interface", 500)
            painter.setPen(tokens.text)
            painter.setFont(font)
            words = QFontMetricsF(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, _LEFT, words)


class RecentRow(_Row):
    """A file opened or saved before: its name, and where it is."""

    height_at_full_size = 40

    def __init__(self, path: Path, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words or path.stem, parent)
        self.path = path
        self._where = "lesson" if words else _shortened(path.parent)
        self.setAccessibleName(f"{self.text()}, {self._where}")
        self.setToolTip(str(path))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        tokens = theme.tokens
        box = QRectF(self.rect())
        with QPainter(self) as painter:
            if self.underMouse() or self.isDown():
                painter.fillRect(box, tokens.selection if self.isDown() else tokens.alternate)
            upper = QRectF(0, theme.px(3), box.width(), box.height() / 2 - theme.px(3)).adjusted(
                theme.px(8), 0, -theme.px(8), 0
            )
            painter.setPen(tokens.text)
            self._paint_line(painter, upper, self.text(), theme, Qt.TextElideMode.ElideRight)
            painter.setPen(tokens.text2)
            lower = upper.translated(0, upper.height())
            self._paint_line(painter, lower, self._where, theme, Qt.TextElideMode.ElideMiddle, second=True)

    @staticmethod
    def _paint_line(
        painter: QPainter, room: QRectF, text: str, theme: Theme, elide: Qt.TextElideMode, *, second: bool = False
    ) -> None:
        font = theme.font("second") if second else theme.font("interface", 500)
        painter.setFont(font)
        painter.drawText(room, _LEFT, QFontMetricsF(font).elidedText(text, elide, room.width()))


def _shortened(folder: Path) -> str:
    try:
        return f"~/{folder.relative_to(Path.home())}".removesuffix("/.")
    except ValueError:
        return str(folder)
