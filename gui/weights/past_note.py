"""The line below the chart that says one looks at the past, with the way back, or that the past is not all known."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from gui.controls.buttons import quiet_button
from gui.controls.labels import ElidedLabel
from gui.theme import current_theme


class _Words(ElidedLabel):
    # As many words as there is room for, before the last of them are cut.
    shorter: tuple[str, ...] = ()

    def shown_text(self) -> str:
        metrics = self.fontMetrics()
        choices = (self.text(), *self.shorter)
        for words in choices:
            if metrics.horizontalAdvance(words) <= self.width():
                return words
        return metrics.elidedText(choices[-1], Qt.TextElideMode.ElideRight, self.width())


class PastNote(QWidget):
    """Says which moment is shown; not visible while that is the present, and all the past is known.

    Signals
    -------
    present_requested()
        The button was pressed.
    """

    present_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = ""
        self._words = _Words("", "second", secondary=True)
        self.button = quiet_button("Back to now", "next")
        self.button.setToolTip("Show the present again (End)")
        self.button.setAccessibleName("Back to the present")
        self.button.clicked.connect(self.present_requested)
        # The line is as high without it.
        kept = self.button.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.button.setSizePolicy(kept)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._words, 1)
        self._row.addWidget(self.button)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._follow_theme()
        self.hide()

    @property
    def words(self) -> str:
        """What it says."""
        return self._said

    def show_words(self, *sentences: str, back: bool = True, shorter: Sequence[str] = ()) -> None:
        """Say where one looks, and what of the past is not known; `back` offers the way to the present.

        `shorter` is what is said where there is less room, and less.
        """
        self._said = " ".join(sentence for sentence in sentences if sentence)
        self.button.setVisible(back)
        self._words.shorter = tuple(shorter)
        self._words.setText(self._said)
        self._words.update()
        self.setVisible(bool(self._said))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._follow_theme()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = current_theme().tokens
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), tokens.alternate)
            painter.fillRect(0, 0, self.width(), 1, tokens.line)

    def _follow_theme(self) -> None:
        theme = current_theme()
        self._row.setContentsMargins(theme.px(12), 1, theme.px(4), 0)
        self._row.setSpacing(theme.px(8))
