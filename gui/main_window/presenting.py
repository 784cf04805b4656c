"""What a class sees on a projector: lesson, belief and weights at twice the size, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from gui.analysis import Analysis
from gui.belief.panel import BeliefPanel
from gui.controls.chip import CandidateChip
from gui.controls.labels import Label
from gui.controls.layouts import FlowLayout, Hairline
from gui.document import Document
from gui.drawing.structure_words import legend_words
from gui.lesson.panel import LessonPanel
from gui.main_window.desk import Desk
from gui.results import Results
from gui.theme import apply_theme, current_theme
from gui.weights.panel import WeightsPanel

SCALE = 2.0
LESSON_SHARE, BELIEF_SHARE = 375, 490
LEGEND_LINES = 3


class ChipLegend(QWidget):
    """The candidates with a digit, each with its arrows, in a row that breaks like text.

    It takes three lines at most, so that the graph has room: where there are more, the least important stay out.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self._flow = FlowLayout(spacing=theme.px(8), line_spacing=theme.px(3))
        self.setLayout(self._flow)
        self._said: tuple[tuple[int, str], ...] = ()
        self._by_rank: tuple[int, ...] = ()

    def show_candidates(self, said: Sequence[tuple[int, str]], importance: Sequence[float] = ()) -> None:
        """Show these: digit and arrows; `importance` says of each how much it matters, by default all alike."""
        ranks = importance if len(importance) else [0.0] * len(said)
        self._by_rank = tuple(sorted(range(len(said)), key=lambda place: -ranks[place]))
        if tuple(said) != self._said:
            self._said = tuple(said)
            self._fill()
        self._fit(self.width())

    def shown(self) -> tuple[int, ...]:
        """Return the digits that are shown, in their order."""
        return tuple(digit for place, (digit, _) in enumerate(self._said) if not self._entry(place).isHidden())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _fill(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for digit, words in self._said:
            entry = QWidget()
            row = QHBoxLayout(entry)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(current_theme().px(4))
            row.addWidget(CandidateChip(digit))
            row.addWidget(Label(words, "second"))
            self._flow.addWidget(entry)

    def _fit(self, width: int) -> None:
        # Those in sight keep the order of their digits; the least important goes until the rest fits.
        left = list(self._by_rank)
        while (
            len(left) > 1 and self._flow.n_lines(width, [self._entry(place) for place in sorted(left)]) > LEGEND_LINES
        ):
            left.pop()
        for place in self._by_rank:
            if self._entry(place).isHidden() != (place not in left):
                self._entry(place).setVisible(place in left)

    def _entry(self, place: int) -> QWidget:
        item = self._flow.itemAt(place)
        entry = item.widget() if item is not None else None
        assert entry is not None
        return entry


class PresenterWindow(QWidget):
    """Fills the screen until Escape or the key of its verb.

    Made while the theme is as large as it is to be shown: `present` does both.

    Signals
    -------
    closed()
        A person has seen enough.
    """

    closed = Signal()

    def __init__(self, document: Document, analysis: Analysis, actions: Sequence[QAction]) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._document = document
        self.setWindowTitle("Presenting")
        self.lesson = LessonPanel(document, analysis)
        self.belief = BeliefPanel(document, analysis, self)
        # The graph alone: how to read it is said once, not on every slide.
        self.belief.hide()
        self.weights = WeightsPanel(document, analysis)
        self.legend = ChipLegend()
        theme = current_theme()
        right = QVBoxLayout()
        right.setContentsMargins(theme.px(8), theme.px(8), theme.px(8), theme.px(4))
        right.setSpacing(theme.px(4))
        right.addWidget(self.belief.canvas, BELIEF_SHARE)
        right.addWidget(self.legend)
        right.addWidget(self.weights, 1000 - BELIEF_SHARE)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.lesson, LESSON_SHARE)
        self._line = Hairline(Qt.Orientation.Vertical)
        row.addWidget(self._line)
        row.addLayout(right, 1000 - LESSON_SHARE)
        # All verbs keep their keys: one watches, acts and turns steps while presenting.
        self.addActions(list(actions))
        analysis.results_changed.connect(self._on_results)
        document.state_changed.connect(self._on_state)
        self._on_state(None, document.state)
        self._on_results(analysis.results)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), current_theme().tokens.surface)

    def _on_state(self, _old: object, new: object) -> None:
        state = self._document.state
        for widget in (self.lesson, self._line):
            widget.setVisible(bool(state.scenario.steps))
        del new

    def _on_results(self, results: Results) -> None:
        if results.space is None or results.space != self._document.state.space:
            self.legend.show_candidates([])
            return
        names = self._document.state.belief_names
        said = legend_words(results.structures, names)
        # What once was likely is what a class asks about, whatever moment is looked at.
        self.legend.show_candidates(list(enumerate(said, start=1)), results.reached)


class Presenter:
    """Shows the session to a class, and goes back to how everything was.

    Parameters
    ----------
    window
        The window that stays behind.
    desk
        Its docks: large type forces them apart, so that their places are kept.
    """

    def __init__(self, window: QWidget, desk: Desk) -> None:
        self._window, self._desk = window, desk
        self._kept = QByteArray()
        self._focused: QWidget | None = None
        self._shown: PresenterWindow | None = None
        self._scale = 1.0

    @property
    def window(self) -> PresenterWindow | None:
        """What the class sees; None while nobody presents."""
        return self._shown

    def toggle(self, document: Document, analysis: Analysis, actions: Sequence[QAction]) -> None:
        """Begin presenting, or end it."""
        if self._shown is not None:
            self._shown.close()
            return
        self._scale, self._kept = current_theme().scale, self._desk.arrangement()
        self._focused = QApplication.focusWidget()
        self._dress(SCALE)
        self._shown = PresenterWindow(document, analysis, actions)
        self._shown.weights.show_view(self._desk.weights.view)
        self._desk.weights.view_changed.connect(self._shown.weights.show_view)
        self._shown.closed.connect(self._end)
        self._shown.showFullScreen()
        self._shown.activateWindow()

    def _end(self) -> None:
        shown, self._shown = self._shown, None
        if shown is None:
            return
        shown.deleteLater()
        self._dress(self._scale)
        self._window.activateWindow()
        # Docks take their old sizes only once all in them is small again.
        QTimer.singleShot(0, self._window, self._put_back)

    def _put_back(self) -> None:
        self._desk.restore_arrangement(self._kept, self._desk.width())
        focused, self._focused = self._focused, None
        if focused is not None and isValid(focused) and focused.isVisible():
            focused.setFocus(Qt.FocusReason.OtherFocusReason)

    @staticmethod
    def _dress(scale: float) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, replace(current_theme(), scale=scale))
