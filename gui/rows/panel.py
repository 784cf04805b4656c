"""The panel: what was done on the left; on the right the rows that came of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from engine.data.chosen_rows import ChosenRows, rows_by_regime
from engine.networks.interventions import Regime
from gui.analysis import Analysis
from gui.controls.buttons import quiet_button
from gui.controls.empty_page import EmptyPage
from gui.controls.labels import ElidedLabel
from gui.controls.layouts import Hairline
from gui.document import Document
from gui.inquiries.kind import AnswerKind
from gui.jobs import JobRunner
from gui.rows.listed import Listed
from gui.rows.model import MOST_LISTED
from gui.rows.regime_list import RegimeLine, RegimeList
from gui.rows.rows_page import RowsPage
from gui.rows.words import ALL, no_rows_yet, none_before, regime_words, rows_sentence
from gui.theme import Theme, current_theme, theme_source
from gui.timeline.spans import kind_of

LIST_SHARE, LEAST_LIST, WIDEST_LIST = 0.3, 190, 300


class RowsPanel(QWidget):
    """All rows seen by the moment shown, by what was done.

    Parameters
    ----------
    document, analysis
        The session, and the moment of it that is shown.
    jobs
        Where rows are sorted and written out.
    """

    def __init__(self, document: Document, analysis: Analysis, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._analysis = document, analysis
        self._rows = 10
        self._make(jobs)
        document.state_changed.connect(self._on_state)
        analysis.results_changed.connect(self._show)
        theme_source().theme_changed.connect(self._follow)
        self._follow(current_theme())

    def title_actions(self) -> list[QWidget]:
        """Return what belongs into the title bar of the dock: how the numbers were got."""
        return [self.method]

    def set_rows(self, rows: int) -> None:
        """Offer to draw so many rows first."""
        self._rows = rows
        self._show()

    def begin_keys(self) -> None:
        """Put the keys to what was done."""
        self.regimes.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- parts ---------------------------------------------------------------------------------------------

    def _make(self, jobs: JobRunner) -> None:
        self.setAccessibleName("Rows seen")
        self.method = AnswerKind()
        self.regimes = RegimeList()
        self.regimes.chosen.connect(self._show)
        self.sentence = ElidedLabel("", "second", secondary=True)
        self.now = quiet_button("Back to now", "next")
        self.now.setToolTip("Show the present, with all rows, again")
        self.now.setAccessibleName("Back to the present")
        self.now.clicked.connect(lambda: self._analysis.select_rows(None))
        self.rows_page = RowsPage(jobs)
        self.rows_page.told.connect(self._tell)
        self.none = EmptyPage()
        self.pages = QStackedWidget()
        self.pages.addWidget(self.rows_page)
        self.pages.addWidget(self.none)
        self._top = QHBoxLayout()
        self._top.addWidget(self.sentence, 1)
        self._top.addWidget(self.now)
        self._right = QVBoxLayout()
        self._right.addLayout(self._top)
        self._right.addWidget(self.pages, 1)
        filled = QWidget()
        across = QHBoxLayout(filled)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.regimes)
        across.addWidget(Hairline(Qt.Orientation.Vertical))
        across.addLayout(self._right, 1)
        self.empty = EmptyPage()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(filled)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def _follow(self, theme: Theme) -> None:
        side = theme.px(theme.BETWEEN_BLOCKS)
        self._top.setContentsMargins(side, 0, side, 0)
        self._top.setSpacing(theme.px(theme.IN_ROW))
        self._right.setSpacing(0)
        self.sentence.setFixedHeight(theme.px(theme.BUTTON))
        self._share_width()

    def _share_width(self) -> None:
        theme = current_theme()
        share = round(self.width() * LIST_SHARE)
        self.regimes.setFixedWidth(min(theme.px(WIDEST_LIST), max(theme.px(LEAST_LIST), share)))

    # -- what changed --------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    def _on_state(self, old: object, _new: object) -> None:
        if old is None:
            self.rows_page.forget()
        self._show()

    @property
    def until(self) -> int | None:
        """How many rows had been seen at the moment shown; None for all."""
        results = self._analysis.results
        return None if results.following or results.history is None else results.n_rows

    def _show(self, *_changes: object) -> None:
        # What is out of sight is drawn once it comes into sight.
        if not self._document.is_open or not self.isVisible():
            return
        state = self._document.state
        if not state.dataset.n_rows:
            self.regimes.show_lines(())
            self.empty.say(no_rows_yet(self._rows, can_draw=state.world is not None))
            self.method.forget()
            self._stack.setCurrentIndex(0)
            return
        self._stack.setCurrentIndex(1)
        self.method.set_exact("counting")
        words = self._show_regimes()
        self.now.setVisible(self.until is not None)
        chosen = ChosenRows(state.dataset, self.regimes.regime, self.until)
        self.sentence.setText(rows_sentence(chosen, min(chosen.n_rows, MOST_LISTED)))
        if chosen.n_rows:
            self.rows_page.show_rows(Listed(chosen, words, state.world is None))
            self.pages.setCurrentWidget(self.rows_page)
        else:
            self.none.say(none_before(chosen))
            self.pages.setCurrentWidget(self.none)

    def _show_regimes(self) -> dict[Regime, str]:
        state = self._document.state
        imported = state.world is None
        found = rows_by_regime(state.dataset, self.until)
        said = regime_words([each.regime for each in found], state.variables, imported=imported)
        lines = [
            RegimeLine(each.regime, kind_of(each.regime, imported=imported), words, each.n_rows, len(each.batches))
            for each, words in zip(found, said, strict=True)
        ]
        n_rows, n_batches = sum(line.n_rows for line in lines), sum(line.n_batches for line in lines)
        self.regimes.show_lines([RegimeLine(None, "data", ALL, n_rows, n_batches), *lines])
        return {each.regime: words for each, words in zip(found, said, strict=True)}

    def _tell(self, sentence: str) -> None:
        self.sentence.setText(sentence)
