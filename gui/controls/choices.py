"""Choices painted by us: bordered rows of which one is chosen, and a check box."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from gui.controls.focus_ring import FocusRing
from gui.icons import paint_icon
from gui.theme import Theme, current_theme
from gui.theme.tokens import DISABLED_OPACITY

_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class ChoiceRow(QRadioButton):
    """One row of a `ChoiceList`; its text breaks into lines where it must."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._mark = ""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(text)
        FocusRing(self)

    def set_mark(self, icon: str) -> None:
        """Show an icon at the right, in the colour of what is good; "" for none."""
        self._mark = icon
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        theme = current_theme()
        room = QRect(0, 0, max(1, width - self._right(theme) - self._indent(theme)), 10_000)
        text = self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self.text()).height()
        return max(theme.px(32), text + theme.px(14))

    def sizeHint(self) -> QSize:
        theme = current_theme()
        width = self.fontMetrics().horizontalAdvance(self.text()) + self._right(theme) + self._indent(theme)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(120), theme.px(32))

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave):
            self.update()
        return super().event(event)

    @staticmethod
    def _indent(theme: Theme) -> int:
        return theme.px(38)

    def _right(self, theme: Theme) -> int:
        return theme.px(34 if self._mark else 12)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        tokens = theme.tokens
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if not self.isEnabled():
                painter.setOpacity(DISABLED_OPACITY)
            painter.setPen(QPen(tokens.accent if self.isChecked() else tokens.line, 1))
            ground = tokens.alternate if self.underMouse() and self.isEnabled() else tokens.surface
            painter.setBrush(tokens.selection if self.isChecked() else ground)
            corner = theme.px(theme.CORNER)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), corner, corner)
            self._paint_mark(painter, theme)
            painter.setPen(tokens.text)
            room = self.rect().adjusted(self._indent(theme), 0, -self._right(theme), 0)
            painter.drawText(room, _WRAPPED, self.text())
            if self._mark:
                side = theme.px(18)
                spot = QRectF(self.width() - theme.px(10) - side, (self.height() - side) / 2, side, side)
                paint_icon(painter, self._mark, tokens.good, spot)

    def _paint_mark(self, painter: QPainter, theme: Theme) -> None:
        centre = QPointF(theme.px(20) + 0.5, self.height() / 2)
        radius = 7.5 * theme.scale
        painter.setPen(QPen(theme.tokens.accent if self.isChecked() else theme.tokens.control, 1.2 * theme.scale))
        painter.setBrush(theme.tokens.surface)
        painter.drawEllipse(centre, radius, radius)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.tokens.accent)
            painter.drawEllipse(centre, radius * 0.58, radius * 0.58)


class ChoiceList(QWidget):
    """Rows of which at most one is chosen; arrow keys move the choice.

    Signals
    -------
    chosen(index)
        The user chose a row. `choose` does not emit.
    """

    chosen = Signal(int)

    def __init__(self, texts: Sequence[str] = (), name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._group.idToggled.connect(self._on_toggled)
        self._quiet = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current_theme().px(6))
        self.set_choices(texts)

    def set_choices(self, texts: Sequence[str]) -> None:
        """Show other rows, none chosen."""
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        for index, text in enumerate(texts):
            row = ChoiceRow(text, self)
            self._group.addButton(row, index)
            self._column.addWidget(row)

    def rows(self) -> tuple[ChoiceRow, ...]:
        """Return the rows from top to bottom."""
        return tuple(button for button in self._group.buttons() if isinstance(button, ChoiceRow))

    @property
    def choice(self) -> int | None:
        """Index of the chosen row."""
        index = self._group.checkedId()
        return None if index < 0 else index

    def choose(self, index: int | None) -> None:
        """Show this row as chosen, or none."""
        self._quiet = True
        self._group.setExclusive(False)
        for number, row in enumerate(self.rows()):
            row.setChecked(number == index)
        self._group.setExclusive(True)
        self._quiet = False

    def _on_toggled(self, index: int, checked: bool) -> None:
        if checked and not self._quiet:
            self.chosen.emit(index)


class CheckBox(QCheckBox):
    """A check box with a filled accent square."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        FocusRing(self)

    def sizeHint(self) -> QSize:
        theme = current_theme()
        width = self.fontMetrics().horizontalAdvance(self.text()) + theme.px(24)
        return QSize(width, max(theme.px(20), self.fontMetrics().height()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        tokens = theme.tokens
        side = theme.px(15)
        box = QRectF(1, (self.height() - side) // 2, side, side)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if not self.isEnabled():
                painter.setOpacity(DISABLED_OPACITY)
            painter.setPen(QPen(tokens.accent if self.isChecked() else tokens.control, 1))
            painter.setBrush(tokens.accent if self.isChecked() else tokens.surface)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(3), theme.px(3))
            if self.isChecked():
                paint_icon(painter, "check", tokens.on_accent, box.adjusted(1, 1, -1, -1))
            painter.setPen(tokens.text)
            room = self.rect().adjusted(theme.px(23), 0, 0, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic, self.text())
