"""Labels that take size, weight and rank from the theme and follow it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from gui.theme import Role, Weight, current_theme

Run = tuple[str, bool]
_RESTYLED = (QEvent.Type.ApplicationPaletteChange, QEvent.Type.StyleChange)


class Label(QLabel):
    """Text of a role. `secondary` greys it; `wrap` breaks lines; `figures` is for numbers in columns.

    The text is plain, never markup.
    """

    def __init__(
        self,
        text: str = "",
        role: Role = "interface",
        weight: Weight = 400,
        *,
        secondary: bool = False,
        wrap: bool = False,
        figures: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role: Role = role
        self._weight: Weight = weight
        self._figures = figures
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setForegroundRole(QPalette.ColorRole.PlaceholderText if secondary else QPalette.ColorRole.WindowText)
        self.setText(text)
        self._follow_theme()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _RESTYLED:
            self._follow_theme()

    def _follow_theme(self) -> None:
        font = current_theme().font(self._role, self._weight, figures=self._figures)
        if font != self.font():
            self.setFont(font)


class Prose(QLabel):
    """Paragraphs of a lesson, with the line height of prose.

    A paragraph is a sequence of (text, whether it is bold). Text is escaped: nothing in it is taken for markup.
    """

    def __init__(self, paragraphs: Sequence[Sequence[Run]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paragraphs = paragraphs
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.set_prose(paragraphs)

    def set_prose(self, paragraphs: Sequence[Sequence[Run]]) -> None:
        """Show other paragraphs."""
        self._paragraphs = paragraphs
        self.setAccessibleName("\n".join("".join(text for text, _ in runs) for runs in paragraphs))
        self._follow_theme()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _RESTYLED:
            self._follow_theme()

    def _follow_theme(self) -> None:
        theme = current_theme()
        font = theme.font("prose")
        if font != self.font():
            self.setFont(font)
        gaps = [theme.px(10)] * (len(self._paragraphs) - 1) + [0]
        line = theme.line_height()
        text = "".join(
            f'<p style="line-height:{line}px; margin:0px 0px {gap}px 0px">{_marked(runs)}</p>'
            for runs, gap in zip(self._paragraphs, gaps, strict=False)
        )
        if text != self.text():
            self.setText(text)


def _marked(runs: Sequence[Run]) -> str:
    return "".join(
        f'<span style="font-weight:600">{escape(text)}</span>' if bold else escape(text) for text, bold in runs
    )


class ElidedLabel(Label):
    """One line that ends in an ellipsis where there is no room; the tool tip then holds all of it."""

    def __init__(
        self,
        text: str = "",
        role: Role = "interface",
        weight: Weight = 400,
        *,
        secondary: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, role, weight, secondary=secondary, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._note_room()

    def setText(self, text: str) -> None:
        super().setText(text)
        self._note_room()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("…"), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._note_room()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setFont(self.font())
            painter.setPen(self.palette().color(self.foregroundRole()))
            painter.drawText(self.rect(), self.alignment() | Qt.TextFlag.TextSingleLine, self.shown_text())

    def shown_text(self) -> str:
        """Return what fits."""
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())

    def _note_room(self) -> None:
        self.setToolTip(self.text() if self.shown_text() != self.text() else "")


class KindTag(Label):
    """Says how a number was got: "exact" or "sampled ± 0.01"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "second", secondary=True, parent=parent)
        self.set_exact()

    def minimumSizeHint(self) -> QSize:
        # In a crowded title bar it gives way before what can be pressed is cut; a screen reader hears all of it.
        return QSize(self.fontMetrics().horizontalAdvance("…"), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.width() >= self.sizeHint().width():
            super().paintEvent(event)
            return
        with QPainter(self) as painter:
            painter.setFont(self.font())
            painter.setPen(self.palette().color(self.foregroundRole()))
            room = self.contentsRect()
            words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, self.alignment() | Qt.TextFlag.TextSingleLine, words)

    def set_exact(self, how: str = "") -> None:
        """Say that the number follows from the data and the assumptions, and `how` it was worked out."""
        self._say(f"exact, by {how}" if how else "exact", "Worked out in full: no chance, no shortcut.")

    def set_sampled(self, error: str = "") -> None:
        """Say that the number is an average over samples; `error` is its standard error as written."""
        text = f"sampled ± {error}" if error else "sampled"
        self._say(text, "An average over samples drawn by chance; ± is its standard error.")

    def _say(self, text: str, tip: str) -> None:
        self.setText(text)
        self.setToolTip(tip)
        self.setAccessibleName(text)
