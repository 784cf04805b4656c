"""The foot of the lesson: hint, step before, and the button that goes on; in one row where there is room."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from gui.controls.buttons import Button
from gui.controls.labels import Label
from gui.lesson.main_button import Look, MainButton
from gui.theme import current_theme

ABOVE, BELOW = 8, 12
# The words of a quiet button stand flush with the text above, so that its padding hangs out at the left.
HANGING = 12


class Foot(QWidget):
    """Buttons of the lesson.

    Signals
    -------
    main_pressed(by_mouse), back_pressed(by_mouse), hint_pressed()
        The person pressed a button.
    """

    main_pressed = Signal(bool)
    back_pressed = Signal(bool)
    hint_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._by_mouse = False
        self.hint = Button("Hint", "quiet", "hint", parent=self)
        self.hints_taken = Label(secondary=True, parent=self)
        self.back = Button("", "plain", "back", name="Step before", parent=self)
        self._mains: dict[Look, Button] = {
            "go": Button("Next", "primary", parent=self),
            "watch": Button("Watch", "primary", "watch", parent=self),
            "act": Button("Act", "act", "act", parent=self),
            "leave": Button("Open another lesson", "plain", parent=self),
        }
        self._look: Look = "go"
        # The words of the main button, and shorter ones.
        self._words = ("Next", "")
        for button in (self.back, *self._mains.values()):
            button.setAutoDefault(True)
            button.pressed.connect(self._note_mouse)
        self.hint.setAutoDefault(True)
        self.hint.clicked.connect(self.hint_pressed)
        self.back.clicked.connect(lambda: self.back_pressed.emit(self._by_mouse))
        for button in self._mains.values():
            button.clicked.connect(lambda: self.main_pressed.emit(self._by_mouse))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def main(self) -> Button:
        """The main button on screen."""
        return self._mains[self._look]

    def show_main(self, shown: MainButton) -> None:
        """Show another main button."""
        had_focus = self.main.hasFocus()
        self._look = shown.look
        for look, button in self._mains.items():
            button.setVisible(look == shown.look)
        if had_focus and not self.main.hasFocus():
            self.main.setFocus(Qt.FocusReason.OtherFocusReason)
        self._words = (shown.text, shown.short)
        self.main.setText(shown.text)
        self.main.setAccessibleName(shown.text)
        self.main.setToolTip(shown.reason)
        self._changed()

    def show_hints(self, taken: int, total: int) -> None:
        """Say how many hints were taken; without any the button is gone."""
        self.hint.setVisible(total > 0)
        self.hint.setEnabled(taken < total)
        self.hint.setToolTip("Show a hint (H)" if taken < total else "You have seen every hint of this step")
        self.hint.setAccessibleName(f"Hint, {taken} of {total} taken")
        self.hints_taken.setVisible(total > 0)
        self.hints_taken.setText(f"{taken} of {total}")
        self._changed()

    def show_back(self, possible: bool) -> None:
        """Say whether there is a step before."""
        self.back.setEnabled(possible)
        self.back.setToolTip("Step before (Ctrl+Left)" if possible else "This is the first step")

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        theme = current_theme()
        button = theme.px(theme.BUTTON)
        rows = button if self._fits(width) else 2 * button + theme.px(8)
        return rows + theme.px(ABOVE) + theme.px(BELOW)

    def sizeHint(self) -> QSize:
        width = self.width()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(160), theme.px(ABOVE + theme.BUTTON + BELOW))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place()

    def _changed(self) -> None:
        self.updateGeometry()
        self._place()

    def _note_mouse(self) -> None:
        self._by_mouse = bool(QApplication.mouseButtons().value)

    def _fits(self, width: int) -> bool:
        return self._needed() <= width

    def _needed(self) -> int:
        theme = current_theme()
        gap, side = theme.px(8), theme.px(theme.PANEL_PADDING)
        hint = 0 if self.hint.isHidden() else self.hint.sizeHint().width() - theme.px(HANGING) + gap
        return 2 * side + hint + self.back.sizeHint().width() + gap + self._main_width(self._words[0])

    def _place(self) -> None:
        theme = current_theme()
        height, gap, side = theme.px(theme.BUTTON), theme.px(8), theme.px(theme.PANEL_PADDING)
        right = self.width() - side
        in_one_row = self._fits(self.width())
        main = self._main_width(self._words[0]) if in_one_row else right - side
        self._shorten(main)
        top = theme.px(ABOVE)
        self.main.setGeometry(QRect(right - main, top if in_one_row else top + height + gap, main, height))
        if in_one_row:
            right -= main + gap
        back = self.back.sizeHint().width()
        self.back.setGeometry(QRect(right - back, top, back, height))
        hint = QRect(side - theme.px(HANGING), top, self.hint.sizeHint().width(), height)
        self.hint.setGeometry(hint)
        self._place_count(hint.right() - theme.px(6), right - back - gap)

    def _main_width(self, words: str) -> int:
        metrics = self.main.fontMetrics()
        return (
            self.main.sizeHint().width()
            + metrics.horizontalAdvance(words)
            - metrics.horizontalAdvance(self.main.text())
        )

    def _shorten(self, room: int) -> None:
        # Words that are too long would be cut at both ends.
        full, short = self._words
        words = full if self._main_width(full) <= room else short or full
        beside = self._main_width("")
        words = self.main.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, max(0, room - beside) + 1)
        if words != self.main.text():
            self.main.setText(words)

    def _place_count(self, left: int, right: int) -> None:
        size = self.hints_taken.sizeHint()
        self.hints_taken.setVisible(left + size.width() <= right and not self.hint.isHidden())
        self.hints_taken.setGeometry(QRect(left, self.hint.y(), size.width(), self.hint.height()))
