"""A few choices side by side of which exactly one is chosen; arrow keys go from one to the next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from gui.controls.focus_ring import FocusRing
from gui.theme import current_theme
from gui.theme.tokens import DISABLED_OPACITY

HEIGHT = 24
PADDING = 10


class _Side(QAbstractButton):
    def __init__(self, text: str, first: bool, last: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first, self._last = first, last
        self.setText(text)
        self.setCheckable(True)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        FocusRing(self)

    def sizeHint(self) -> QSize:
        theme = current_theme()
        words = QFontMetrics(theme.font("second", 500)).horizontalAdvance(self.text())
        return QSize(words + 2 * theme.px(PADDING), theme.px(HEIGHT))

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave):
            self.update()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        tokens, corner = theme.tokens, theme.px(theme.CORNER)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        # Neighbours share an edge: corners are round only at the ends of the row.
        round_box = box.adjusted(0 if self._first else -2 * corner, 0, 0 if self._last else 2 * corner, 0)
        ground = tokens.selection if self.isChecked() else tokens.alternate if self.underMouse() else tokens.surface
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if not self.isEnabled():
                painter.setOpacity(DISABLED_OPACITY)
            painter.setPen(QPen(tokens.control, 1))
            painter.setBrush(ground)
            painter.drawRoundedRect(round_box, corner, corner)
            if not self._last:
                painter.drawLine(box.topRight(), box.bottomRight())
            painter.setFont(theme.font("second", 600 if self.isChecked() else 400))
            painter.setPen(tokens.text if self.isChecked() else tokens.text2)
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
            if self.isChecked():
                line = theme.px(2)
                painter.fillRect(QRectF(box.left() + 2, box.bottom() - line, box.width() - 4, line), tokens.accent)


class Switch(QWidget):
    """The choices; the chosen one is tinted, bold and underlined.

    Parameters
    ----------
    texts
        Words of the choices, from left to right; the first is chosen.
    name
        What is chosen, for a screen reader.

    Signals
    -------
    chosen(place)
        A person chose another. `choose` does not emit.
    """

    chosen = Signal(int)

    def __init__(self, texts: Sequence[str], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, text in enumerate(texts):
            button = _Side(text, place == 0, place == len(texts) - 1)
            self._group.addButton(button, place)
            row.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.choose(0)

    @property
    def choice(self) -> int:
        """Place of the chosen one."""
        return self._group.checkedId()

    def buttons(self) -> tuple[QAbstractButton, ...]:
        """Return the choices from left to right."""
        return tuple(self._group.button(place) for place in range(len(self._group.buttons())))

    def choose(self, place: int) -> None:
        """Show this one as chosen."""
        self._group.button(place).setChecked(True)
