"""The experiment panel: choose what to set by hand, draw rows, and see what was done."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.sessions.spending import plan_cost, spending
from engine.sessions.state import SessionState
from engine.sessions.verbs import Act, Release, SetByHand, Watch
from engine.sessions.wording import count_rows
from gui.analysis import Analysis
from gui.controls.budget_bar import BudgetBar
from gui.controls.buttons import Button
from gui.controls.fields import Note
from gui.controls.labels import Label
from gui.document import Document
from gui.experiment.batch_list import BatchList, first_words
from gui.experiment.chooser import Chooser
from gui.experiment.words import CHOOSE_FIRST, NO_WORLD, act_words, meaning
from gui.results import Results
from gui.theme import Theme, current_theme, theme_source


class ExperimentPanel(QWidget):
    """Draws rows, watching or acting, and lists the batches there are."""

    def __init__(self, document: Document, analysis: Analysis, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._analysis = analysis
        self._rows = 10
        self._asked = False
        self._scale = current_theme().scale
        self.setAccessibleName("Experiment")
        self._column = QVBoxLayout(self)
        self._chooser: Chooser | None = None
        self._make()
        document.state_changed.connect(self._on_state)
        analysis.results_changed.connect(self._on_results)
        theme_source().theme_changed.connect(self._on_theme)
        if document.is_open:
            self._on_state(None, document.state)

    def set_rows(self, rows: int) -> None:
        """Draw so many rows at a time from now on."""
        self._rows = rows
        if self._document.is_open:
            self._show_words(self._document.state)

    def begin_acting(self) -> None:
        """Go to the chooser and say that something has to be chosen first."""
        if self._chooser is None:
            return
        self._asked = True
        self._show_words(self._document.state)
        self._chooser.take_focus(Qt.FocusReason.ShortcutFocusReason)

    # -- parts ---------------------------------------------------------------------------------------------

    def _make(self) -> None:
        theme = current_theme()
        side = theme.px(theme.PANEL_PADDING)
        self._column.setContentsMargins(0, side - theme.px(2), 0, theme.px(8))
        self._column.setSpacing(0)
        self._content = QWidget()
        self._top = QVBoxLayout()
        self._top.setContentsMargins(side, 0, side - theme.px(4), 0)
        self._top.setSpacing(theme.px(6))
        self._list = BatchList()
        self._list.moment_chosen.connect(self._analysis.select_rows)
        self._nothing = Label(secondary=True, wrap=True)
        self._nothing.setContentsMargins(side, theme.px(2), side, 0)
        self._heading = Label("What you did", weight=600)
        self._heading.setContentsMargins(side, theme.px(12), side, theme.px(4))
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._top)
        column.addWidget(self._heading)
        column.addWidget(self._nothing, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._list, 1)
        self._column.addWidget(self._content)

    def _make_top(self, state: SessionState) -> None:
        self._clear_top()
        if state.world is None:
            self._top.addWidget(Note("plain", NO_WORLD))
            return
        self._chooser = Chooser(state.variables)
        self._chooser.set_requested.connect(lambda name, value: self._document.perform(SetByHand(name, value)))
        self._chooser.release_requested.connect(lambda name: self._document.perform(Release(name)))
        self._meaning = Label(role="second", secondary=True, wrap=True)
        self._act = Button("Act", "act", "act")
        self._act.clicked.connect(lambda: self._document.perform(Act(self._rows)))
        self._watch = Button("Watch", "plain", "watch")
        self._watch.setToolTip("Draw rows and touch nothing; what is set by hand is released first (W)")
        for button in (self._act, self._watch):
            button.setAutoDefault(True)
        self._watch.clicked.connect(lambda: self._document.perform(Watch(self._rows)))
        self._top.addWidget(Label("What to set by hand", weight=600))
        self._budget = BudgetBar()
        for widget in (self._chooser, self._meaning, self._act, self._watch, self._budget):
            self._top.addWidget(widget)
        self._show_budget(state)

    def _clear_top(self) -> None:
        self._chooser = None
        while (item := self._top.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()

    # -- what changed --------------------------------------------------------------------------------------

    def _on_state(self, old: SessionState | None, new: SessionState) -> None:
        if old is None or old.variables != new.variables or (old.world is None) != (new.world is None):
            self._make_top(new)
        if old is None or old.dataset != new.dataset:
            self._list.show_batches(new.dataset, imported=new.world is None)
        if old is None or old.dataset is not new.dataset or (old.costs, old.plan) != (new.costs, new.plan):
            self._show_budget(new)
        if old is None or old.regime != new.regime or old.dataset != new.dataset:
            self._asked = False
            self._show_words(new)

    def _show_budget(self, state: SessionState) -> None:
        if self._chooser is not None:
            self._budget.show_spending(spending(state), plan_cost(state))
            self._budget.setVisible(state.costs.budget is not None)

    def _show_words(self, state: SessionState) -> None:
        empty = first_words(state.dataset.batches, state.world is not None, self._rows)
        self._nothing.setText(empty)
        self._nothing.setVisible(bool(empty))
        self._list.setVisible(not empty)
        self._heading.setText("What was done" if state.world is None else "What you did")
        if self._chooser is None:
            return
        self._chooser.show_regime(state.regime)
        is_set = bool(state.regime.interventions)
        self._meaning.setText(CHOOSE_FIRST if self._asked and not is_set else meaning(state))
        self._act.setEnabled(is_set)
        self._act.setToolTip("Draw rows with this set by hand (intervene, do) (A)" if is_set else CHOOSE_FIRST)
        self._watch.setText(f"Watch {count_rows(self._rows)}")
        self._watch.setAccessibleName(self._watch.text())
        self._fit_act(state)

    def _fit_act(self, state: SessionState) -> None:
        full, short = act_words(state, self._rows)
        self._act.setText(full)
        self._act.setAccessibleName(full)
        margins = self._top.contentsMargins()
        if self._act.sizeHint().width() > self.width() - margins.left() - margins.right():
            self._act.setText(short)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._chooser is not None and self._document.is_open:
            self._fit_act(self._document.state)

    def _on_results(self, results: Results) -> None:
        moment = None if results.following or results.batches_shown == 0 else results.batches_shown - 1
        self._list.show_moment(moment)

    def _on_theme(self, theme: Theme) -> None:
        if theme.scale == self._scale:
            return
        self._scale = theme.scale
        self._clear_top()
        self._content.hide()
        self._content.setParent(None)
        self._content.deleteLater()
        self._make()
        if self._document.is_open:
            self._on_state(None, self._document.state)
            self._on_results(self._analysis.results)
