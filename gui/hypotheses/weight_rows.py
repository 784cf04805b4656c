"""The rows of one prior: chip, bar before any row, thin bar after the rows seen, and both numbers."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from gui.controls.bars import LEAST_ERROR, paint_bar, paint_candidate_bar, paint_error
from gui.controls.chip import chip_size, paint_chip
from gui.controls.numbers import PLUS_MINUS, decimal, probability, probability_with_error
from gui.hypotheses.bars import Bar, ColumnBars
from gui.theme import Theme, current_theme

PITCH, COMPACT_PITCH, THICK, THIN = 44, 35, 18, 5
NUMBER, WITH_ERROR, ROOMY = 50, 96, 210
STEP = 0.05


class _WeightBox(QLineEdit):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # Else the rows below would take it for the wish to type again.
            event.accept()


class WeightRows(QWidget):
    """Bars that can be changed where `editable`: by drag, by Left and Right, or by typing a weight.

    Signals
    -------
    shared(candidate, share)
        A share of all weight is wanted for a candidate, from 0 to 1.
    typed(candidate, text)
        A weight was typed for a candidate.
    """

    shared = Signal(int, float)
    typed = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[Bar, ...] = ()
        self._labels: tuple[int | None, ...] = ()
        self._editable = False
        self._weights: tuple[float, ...] = ()
        self._at = 0
        self._dragging = False
        self._compact = False
        # What stood in the field when it was opened; None while it is closed.
        self._before: str | None = None
        self.box = _WeightBox(self)
        self.box.setProperty("compact", True)
        self.box.setAccessibleName("Weight")
        self.box.hide()
        self.box.editingFinished.connect(self._on_finished)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(
        self, column: ColumnBars, labels: tuple[int | None, ...], name: str, weights: tuple[float, ...] | None = None
    ) -> None:
        """Show a column.

        Parameters
        ----------
        column
            Its bars.
        labels
            The numbers on the chips.
        name
            What the rule is called.
        weights
            Where they can be changed: the weight of every candidate of the space, as it was typed.
        """
        editable = weights is not None
        self._bars, self._labels, self._editable, self._weights = column.bars, labels, editable, weights or ()
        self._at = min(self._at, max(0, len(self._bars) - 1))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if editable else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.SplitHCursor if editable else Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(f"Weights under {name}")
        self._say()
        self.updateGeometry()
        self.update()

    def set_compact(self, compact: bool) -> None:
        """Move the rows closer together, or as far apart as looks best."""
        if compact != self._compact:
            self._compact = compact
            self.updateGeometry()
            self.update()

    @property
    def bars(self) -> tuple[Bar, ...]:
        """The rows on show."""
        return self._bars

    def bar_rect(self, row: int) -> QRectF:
        """Return where the bar of a row lies."""
        theme = current_theme()
        left = chip_size(theme).width() + theme.px(8)
        right = self.width() - theme.px(WITH_ERROR if self._says_errors else NUMBER)
        top = row * self._pitch(theme) + theme.px(2)
        return QRectF(left, top, max(10.0, right - left - theme.px(6)), theme.px(THICK))

    def begin_typing(self, text: str = "") -> None:
        """Open the field of the row the keys are at."""
        candidate = self._bars[self._at].candidate if self._bars else None
        if candidate is None:
            return
        theme = current_theme()
        place = self.bar_rect(self._at)
        width = theme.px(64)
        self.box.setGeometry(self.width() - width, int(place.top()) - theme.px(3), width, theme.px(24))
        self._before = f"{self._weights[candidate]:.4g}"
        self.box.setText(text or self._before)
        self.box.setAccessibleName(f"Weight of structure {candidate + 1}")
        self.box.show()
        self.box.setFocus()
        if not text:
            self.box.selectAll()

    # -- keys and mouse ------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._editable:
            if event.text()[:1].isdigit() or event.text() in (".", "-"):
                event.accept()
                return True
            if event.key() == Qt.Key.Key_Escape and self.box.isVisible():
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if not self._editable or not self._bars:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Escape and self.box.isVisible():
            self._close_box()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._at = min(max(self._at + (1 if key == Qt.Key.Key_Down else -1), 0), len(self._bars) - 1)
            self._say()
            self.update()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = STEP if key == Qt.Key.Key_Right else -STEP
            self._share(self._at, self._bars[self._at].prior + step)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.begin_typing()
        elif event.text()[:1].isdigit() or event.text() in (".", "-"):
            self.begin_typing(event.text())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = int(event.position().y() // self._pitch(current_theme()))
        if not self._editable or not 0 <= row < len(self._bars):
            super().mousePressEvent(event)
            return
        self._at = row
        self._say()
        self.update()
        if event.position().x() > self.bar_rect(row).right() + 4:
            self.begin_typing()
        else:
            self._dragging = True
            self._drag_to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self._drag_to(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragging = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _drag_to(self, x: float) -> None:
        bar = self.bar_rect(self._at)
        self._share(self._at, (x - bar.left()) / bar.width())

    def _share(self, row: int, share: float) -> None:
        candidate = self._bars[row].candidate
        if candidate is not None:
            self.shared.emit(candidate, min(1.0, max(0.0, share)))

    def _on_finished(self) -> None:
        # What is typed counts on Enter, and when the field is left.
        candidate, text, before = self._bars[self._at].candidate, self.box.text(), self._before
        self._close_box()
        if candidate is not None and before is not None and text.strip() != before:
            self.typed.emit(candidate, text)

    def _close_box(self) -> None:
        if self._before is None:
            return
        self._before = None
        stays = self.box.hasFocus()
        self.box.hide()
        if stays:
            self.setFocus()

    # -- painting ------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(190), max(1, len(self._bars)) * self._pitch(theme))

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(130), max(1, len(self._bars)) * self._pitch(theme))

    def _pitch(self, theme: Theme) -> int:
        return theme.px(COMPACT_PITCH if self._compact else PITCH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            for row, bar in enumerate(self._bars):
                self._paint_row(painter, row, bar, theme)

    def _paint_row(self, painter: QPainter, row: int, bar: Bar, theme: Theme) -> None:
        tokens = theme.tokens
        place = self.bar_rect(row)
        label = self._labels[row]
        chip = QRectF(0, place.top(), chip_size(theme).width(), chip_size(theme).height())
        paint_chip(painter, chip, label, theme)
        paint_candidate_bar(painter, place, bar.prior, label, theme)
        if self._editable and self.hasFocus() and row == self._at:
            painter.setPen(QPen(tokens.accent, theme.px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place.adjusted(-2, -2, 2, 2))
        painter.setPen(tokens.text)
        painter.setFont(theme.font("interface", 600, figures=True))
        painter.drawText(QRectF(0, place.top(), self.width(), place.height()), _RIGHT, probability(bar.prior))
        if bar.posterior is None:
            return
        thin = QRectF(place.left(), place.bottom() + theme.px(4), place.width(), theme.px(THIN))
        paint_bar(painter, thin, bar.posterior, theme)
        if bar.error >= LEAST_ERROR:
            paint_error(painter, thin, bar.posterior, bar.error, theme)
        painter.setPen(tokens.text2)
        painter.setFont(theme.font("second", figures=True))
        line = QRectF(0, thin.center().y() - theme.px(8), self.width(), theme.px(16))
        words = probability_with_error(bar.posterior, bar.error if self._says_errors else 0.0)
        painter.drawText(line, _RIGHT, words)

    @property
    def _says_errors(self) -> bool:
        # In numbers too, where there is room for them beside the bars.
        return self.width() >= current_theme().px(ROOMY) and any(bar.error >= LEAST_ERROR for bar in self._bars)

    def _say(self) -> None:
        if not self._bars:
            self.setAccessibleDescription("")
            return
        parts = [row_in_words(bar, label) for bar, label in zip(self._bars, self._labels, strict=True)]
        self.setAccessibleDescription(parts[self._at] if self._editable else "; ".join(parts))
        self.setToolTip("\n".join(parts))


def row_in_words(bar: Bar, label: int | None) -> str:
    """Say one row: "structure 2: 0.250 before, 0.330 ± 0.004 after"."""
    who = "all others" if bar.candidate is None else f"structure {bar.candidate + 1 if label is None else label}"
    words = f"{who}: {probability(bar.prior)} before any row"
    if bar.posterior is None:
        return words
    error = f" {PLUS_MINUS} {decimal(bar.error, 4)}" if bar.error > 0 else ""
    return f"{words}, {probability(bar.posterior)}{error} after"


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
