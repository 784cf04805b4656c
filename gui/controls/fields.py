"""A spin box with its label, and a note box."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSpinBox, QVBoxLayout, QWidget

from gui.controls.bars import IconLabel
from gui.controls.labels import Label
from gui.theme import current_theme

NoteKind = Literal["plain", "accent", "act", "warn"]
EDGE = 3
# Room for five figures and the arrows.
COMPACT_FIELD = 74


class SpinField(QWidget):
    """A whole number with the word for it in front.

    Signals
    -------
    edited(value)
        The user changed the number. `set_value` does not emit.
    """

    edited = Signal(int)

    def __init__(
        self,
        label: str,
        value: int,
        lowest: int,
        highest: int,
        icon: str = "",
        *,
        field_width: int = 64,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._field_width, self._compact = field_width, False
        self.box = QSpinBox()
        self.box.setRange(lowest, highest)
        self.box.setValue(value)
        self.box.setAccessibleName(label)
        self.box.setKeyboardTracking(False)
        self.box.valueChanged.connect(self.edited)
        words = self._words = Label(label, secondary=True)
        words.setBuddy(self.box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        if icon:
            row.addWidget(IconLabel(icon, "text"))
        row.addWidget(words)
        row.addWidget(self.box)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.box)
        self._follow_theme()

    @property
    def value(self) -> int:
        """The number."""
        return self.box.value()

    def set_value(self, value: int) -> None:
        """Show another number."""
        blocked = self.box.blockSignals(True)
        self.box.setValue(value)
        self.box.blockSignals(blocked)

    def set_compact(self, compact: bool) -> None:
        """Do without the word, which the tool tip has too, and take less width."""
        if compact != self._compact:
            self._compact = compact
            self._words.setVisible(not compact)
            self._follow_theme()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._follow_theme()

    def _follow_theme(self) -> None:
        theme = current_theme()
        self.box.setFixedWidth(theme.px(min(self._field_width, COMPACT_FIELD) if self._compact else self._field_width))
        # the style sheet cannot pad the line edit inside a spin box
        self.box.lineEdit().setTextMargins(theme.px(6), 0, 0, 0)
        layout = self.layout()
        if layout is not None:
            layout.setSpacing(theme.px(6))


class Note(QWidget):
    """A tinted box for a note, with an edge at the left unless plain; fill its `column`.

    `kind` "act" is for the advised experiment only.
    """

    def __init__(self, kind: NoteKind = "accent", text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind: NoteKind = kind
        self.column = QVBoxLayout(self)
        self._follow_theme()
        if text:
            self.column.addWidget(Label(text, "second", wrap=True))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def set_kind(self, kind: NoteKind) -> None:
        """Be tinted as another kind of note."""
        self._kind = kind
        self._follow_theme()
        self.update()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            # a column that is short of room would otherwise squeeze wrapped words out of sight
            self.setMinimumHeight(max(0, self.column.totalHeightForWidth(self.width())))
            # a height that changes while the widget is only just being shown is not told to its layout
            if self.column.geometry() != self.rect():
                self.column.setGeometry(self.rect())
        return done

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._follow_theme()

    def _follow_theme(self) -> None:
        theme = current_theme()
        side = theme.px(theme.BETWEEN_BLOCKS)
        edge = 0 if self._kind == "plain" else theme.px(EDGE)
        self.column.setContentsMargins(side + edge, theme.px(10), side, theme.px(10))
        self.column.setSpacing(theme.px(6))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        tokens = theme.tokens
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), tokens.act_tint if self._kind == "act" else tokens.alternate)
            if self._kind != "plain":
                edge = QRectF(0, 0, theme.px(EDGE), self.height())
                painter.fillRect(edge, tokens.named(self._kind))
