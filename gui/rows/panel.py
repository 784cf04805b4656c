"""The panel: what was done on the left; on the right the rows that came of it, and their counts."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from engine.data.chosen_rows import ChosenRows, rows_by_regime
from engine.networks.interventions import Regime
from gui.analysis import Analysis
from gui.controls.empty_page import EmptyPage
from gui.controls.labels import Label
from gui.controls.layouts import QWIDGETSIZE_MAX, Hairline, is_low
from gui.controls.numbers import probability
from gui.document import Document
from gui.inquiries.kind import AnswerKind
from gui.jobs import JobRunner
from gui.rows.bar import RowsBar
from gui.rows.counts_page import CountsPage
from gui.rows.expected_page import ExpectedPage
from gui.rows.listed import Listed
from gui.rows.model import MOST_LISTED
from gui.rows.regime_list import RegimeLine, RegimeList
from gui.rows.rows_page import RowsPage
from gui.rows.words import ALL, SEVERAL_WAYS, later_words, no_rows_yet, none_before, regime_words, rows_sentence
from gui.theme import Theme, current_theme, theme_source
from gui.timeline.spans import kind_of
from gui.turns import Later

LIST_SHARE, LEAST_LIST, WIDEST_LIST = 0.27, 190, 300
# With less width than this, and height enough, the list has this share of the height.
BESIDE, ABOVE_SHARE = 460, 0.4
PAGES = ("Rows", "Counts", "Expected")
ROWS, COUNTS, EXPECTED = range(len(PAGES))


class RowsPanel(QWidget):
    """All rows seen by the moment shown, by what was done.

    Parameters
    ----------
    document, analysis
        The session, and the moment of it that is shown.
    jobs
        Where rows are sorted, counted and written out.
    """

    def __init__(self, document: Document, analysis: Analysis, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._analysis = document, analysis
        self._rows = 10
        self._chosen: ChosenRows | None = None
        self._later = Later(self._draw, jobs.turns, self)
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

    @property
    def shown_page(self) -> int | None:
        """Which page is on show; None while there is nothing on it."""
        chosen = self._chosen
        if chosen is None or not chosen.n_rows or self.pages.currentWidget() is self.none:
            return None
        return self.bar.page

    def account(self) -> tuple[str, ...]:
        """Return what the panel says of what it shows: whose rows, how many, what they tell, and how that was got."""
        line = next((each for each in self.regimes.lines if each.regime == self.regimes.regime), None)
        first = f"{line.words if line else ALL}: {self.bar.sentence.text()}"
        return tuple(words for words in (first, self.below.text(), self.method.text()) if words)

    def begin_keys(self) -> None:
        """Put the keys to what was done."""
        self.regimes.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- parts ---------------------------------------------------------------------------------------------

    def _make(self, jobs: JobRunner) -> None:
        self.setAccessibleName("Rows seen")
        self.method = AnswerKind()
        self.regimes = RegimeList()
        self.regimes.chosen.connect(self._show)
        self.bar = RowsBar(PAGES)
        self.bar.changed.connect(self._show)
        self.bar.present_requested.connect(lambda: self._analysis.select_rows(None))
        self.rows_page = RowsPage(jobs)
        self.rows_page.told.connect(self.bar.sentence.setText)
        self.counts_page = CountsPage(jobs)
        self.counts_page.told.connect(self._tell)
        self.expected_page = ExpectedPage(self._document, self._analysis, jobs)
        self.expected_page.told.connect(self._tell_expected)
        self.none = EmptyPage()
        self.none.pressed.connect(lambda: self.regimes.choose(1))
        self.pages = QStackedWidget()
        for page in (self.rows_page, self.counts_page, self.expected_page, self.none):
            self.pages.addWidget(page)
        self.below = Label("", "second", secondary=True, wrap=True)
        self._right = QVBoxLayout()
        self._right.setSpacing(0)
        self._right.addWidget(self.bar)
        self._right.addWidget(self.pages, 1)
        self._right.addWidget(self.below)
        filled = QWidget()
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, filled)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(0)
        self._lines = (Hairline(Qt.Orientation.Vertical), Hairline(Qt.Orientation.Horizontal))
        self._across.addWidget(self.regimes)
        for line in self._lines:
            self._across.addWidget(line)
        self._across.addLayout(self._right, 1)
        self.empty = EmptyPage()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(filled)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def _follow(self, theme: Theme) -> None:
        self.below.setContentsMargins(theme.px(12), theme.px(4), theme.px(12), theme.px(6))
        self._share_room()

    def _share_room(self) -> None:
        theme = current_theme()
        # Where the rows would have no room beside it, the list of what was done stands above them.
        above = self.width() < theme.px(BESIDE) and not is_low(self)
        self._across.setDirection(QBoxLayout.Direction.TopToBottom if above else QBoxLayout.Direction.LeftToRight)
        for line, shown in zip(self._lines, (not above, above), strict=True):
            line.setVisible(shown)
        if above:
            self.regimes.setMinimumWidth(0)
            self.regimes.setMaximumWidth(QWIDGETSIZE_MAX)
            self.regimes.setFixedHeight(min(self.regimes.height_of_lines(), round(self.height() * ABOVE_SHARE)))
        else:
            share = round(self.width() * LIST_SHARE)
            self.regimes.setMinimumHeight(0)
            self.regimes.setMaximumHeight(QWIDGETSIZE_MAX)
            self.regimes.setFixedWidth(min(theme.px(WIDEST_LIST), max(theme.px(LEAST_LIST), share)))

    # -- what changed --------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.expected_page.rest()

    def _on_state(self, old: object, _new: object) -> None:
        if old is None:
            self.rows_page.forget()
        self._show()

    @property
    def until(self) -> int | None:
        """How many rows had been seen at the moment shown; None for all."""
        results = self._analysis.results
        return None if results.following or results.past is None else results.n_rows

    def _show(self, *_changes: object) -> None:
        # What is out of sight is drawn once it comes into sight.
        if self._document.is_open and self.isVisible():
            self._later.ask()

    def _draw(self) -> None:
        if not self._document.is_open or not self.isVisible():
            return
        state = self._document.state
        if not state.dataset.n_rows:
            self.regimes.show_lines(())
            self.empty.say(no_rows_yet(self._rows, can_draw=state.world is not None))
            self.method.forget()
            self.expected_page.rest()
            self._stack.setCurrentIndex(0)
            return
        self._stack.setCurrentIndex(1)
        words = self._show_regimes()
        self.bar.now.setVisible(self.until is not None)
        self.bar.pair.show_variables([variable.name for variable in state.variables])
        chosen = ChosenRows(state.dataset, self.regimes.regime, self.until)
        self._chosen = chosen
        said = rows_sentence(chosen, min(chosen.n_rows, MOST_LISTED))
        self.bar.sentence.setText(said if self.bar.page == ROWS else later_words(chosen) or said)
        self.below.hide()
        self.method.set_exact("counting")
        if self.bar.page != EXPECTED or not chosen.n_rows:
            self.expected_page.rest()
        if chosen.n_rows:
            self._show_page(chosen, words)
        else:
            self._say(none_before(chosen))

    def _show_page(self, chosen: ChosenRows, words: dict[Regime, str]) -> None:
        if self.bar.page == ROWS:
            self.pages.setCurrentWidget(self.rows_page)
            self.rows_page.show_rows(Listed(chosen, words, self._document.state.world is None))
        elif self.bar.page == COUNTS:
            self.pages.setCurrentWidget(self.counts_page)
            self.counts_page.show_rows(chosen, self.bar.pair.columns)
        elif chosen.regime is None and len(words) > 1:
            self.expected_page.rest()
            self._say(SEVERAL_WAYS, f"Choose the first: {next(iter(words.values()))}")
        else:
            self.pages.setCurrentWidget(self.expected_page)
            # Where all was done in one way, all rows are of that way.
            sample = replace(chosen, regime=chosen.regime or next(iter(words)))
            self.expected_page.show_rows(sample, self.bar.pair.columns)

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
        self._share_room()
        return {each.regime: words for each, words in zip(found, said, strict=True)}

    def _say(self, sentence: str, button: str = "") -> None:
        self.method.forget()
        self.none.say(sentence, button)
        self.pages.setCurrentWidget(self.none)

    def _tell_expected(self, sentence: str) -> None:
        comparing = self.expected_page.comparing
        found = comparing.comparison
        if found is None:
            self.method.forget()
        else:
            errors = [float(each.errors.max(initial=0.0)) for each in found.compared if each.errors is not None]
            error = probability(max(errors, default=0.0))
            self.method.show_kind(comparing.standing, exact=found.exact, error=error)
        self._tell(sentence)

    def _tell(self, sentence: str) -> None:
        # In a low panel a sentence below would be one line of the table fewer.
        low, later = is_low(self), later_words(self._chosen) if self._chosen else ""
        self.below.setText(sentence)
        self.below.setHidden(low or not sentence)
        if low and sentence and not later:
            self.bar.sentence.setText(sentence)
