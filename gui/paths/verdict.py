"""The answer to the question of the panel, in a tinted bar."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.controls.bars import IconLabel
from gui.controls.labels import Label
from gui.controls.layouts import FlowLayout
from gui.theme import Theme, current_theme


class Verdict(QWidget):
    """The answer in a tinted bar, with the field's word for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.icon = IconLabel("path-open", "text", 18)
        self.words = Label("", weight=600)
        self.term = Label("", "second", secondary=True)
        self.flow = FlowLayout(self)
        for label in (self.icon, self.words, self.term):
            self.flow.addWidget(label)

    def say(self, words: str, term: str, *, tells: bool) -> None:
        """Show an answer."""
        self.words.setText(words)
        self.term.setText(term)
        self.icon.set_icon("path-open" if tells else "path-blocked")
        self.setAccessibleName(f"{words} {term}")

    def follow(self, theme: Theme) -> None:
        """Follow another theme."""
        self.flow.setContentsMargins(theme.px(12), theme.px(7), theme.px(12), theme.px(7))
        self.flow.setSpacing(theme.px(10))
        for label in (self.icon, self.words, self.term):
            label.setFixedHeight(theme.px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), current_theme().tokens.selection)
