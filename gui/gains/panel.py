"""The panel: how much each experiment is expected to tell, and the most telling one."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.networks.interventions import OBSERVATION, Regime
from engine.questions.experiments import Gains
from engine.sessions.lesson import covering_step
from engine.sessions.spending import cost_of, nothing_payable, plan_cost
from engine.sessions.state import SessionState
from engine.sessions.strategies import actions_for, next_experiment, settings_of
from engine.sessions.verbs import SetCosts
from gui.analysis import Analysis
from gui.controls.heat_scale import HeatScale
from gui.controls.labels import Label
from gui.controls.layouts import scrolling
from gui.document import Document
from gui.gains.advice import Advice
from gui.gains.asking import Asking
from gui.gains.cells import board_of, board_of_two
from gui.gains.change_of_mind import ChangeOfMind
from gui.gains.costs_dialog import CostsDialog
from gui.gains.heat_map import HeatMap
from gui.gains.measure import Measure, told_bits
from gui.gains.minder import AWAY, Minder
from gui.gains.plan_section import PlanSection
from gui.gains.player import Player
from gui.gains.spending_row import SpendingRow
from gui.gains.stepwise import Stepwise
from gui.gains.words import DEAR, SOFT, TWO, heading, kind_words, tells_much
from gui.inquiries.current import current_history
from gui.inquiries.doubting import Doubting
from gui.inquiries.gaining import Gaining, Topic
from gui.inquiries.moment import newest_words
from gui.inquiries.nothing import WAITING, Nothing, covered, problem
from gui.inquiries.pages import AnswerPages
from gui.jobs import JobRunner
from gui.theme import Theme, current_theme, theme_source
from gui.turns import Later


class GainsPanel(QWidget):
    """A map of all experiments that could be done next.

    Parameters
    ----------
    document, analysis
        The session and belief about it.
    jobs
        Where gains are worked out.
    """

    def __init__(self, document: Document, analysis: Analysis, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._analysis = document, analysis
        self._gaining = Gaining(document, analysis, jobs, self)
        self._doubting = Doubting(document, analysis, jobs, self)
        self._drawn = 10
        self._choice: Regime | None = None
        self._names: tuple[str, ...] = ()
        self._stepwise = Stepwise(document, jobs.turns)
        self._later = Later(self._draw, jobs.turns, self)
        self._make(jobs)
        self._gaining.changed.connect(self._show)
        self._doubting.changed.connect(self._show_doubts)
        document.state_changed.connect(self._on_state)
        analysis.results_changed.connect(self._allow_steps)
        document.busy_changed.connect(self._allow_steps)
        # After what is said of the change itself.
        self.minder = Minder(document, self.player, self.plan, self._stepwise, self)
        self.minder.stopped.connect(self.spending.say_stopped)
        theme_source().theme_changed.connect(self._follow)
        self._follow(current_theme())
        if document.is_open:
            self._on_state(None, document.state)

    def set_rows(self, rows: int) -> None:
        """Draw so many rows at a time from now on."""
        self._drawn = rows
        self.asking.set_rows(rows)
        self._ask()

    def ask_costs(self) -> None:
        """Let a person see and change what experiments cost."""
        if not self._document.is_open:
            return
        state = self._document.state
        dialog = CostsDialog(state.costs, [variable.name for variable in state.variables], self.window())
        dialog.accepted.connect(lambda: self._document.perform(SetCosts(dialog.costs())))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @property
    def topic(self) -> Topic:
        """What is asked."""
        return self.asking.topic

    # -- parts ---------------------------------------------------------------------------------------------

    def _make(self, jobs: JobRunner) -> None:
        self.setAccessibleName("How much each experiment would tell")
        self.kind = Label("", "axis", secondary=True, wrap=True)
        self.heading = Label("", "second", secondary=True, wrap=True)
        self.heading.setToolTip("Expected information gain: mutual information between the rows and the answer")
        self.asking = Asking()
        self.asking.set_rows(self._drawn)
        self.asking.changed.connect(self._ask)
        self.moment = Label("", "second", secondary=True, wrap=True)
        self.map, self.map_of_two = HeatMap(), HeatMap()
        for shown in (self.map, self.map_of_two):
            shown.chosen.connect(self._on_chosen)
        self.hint = Label("", "axis", secondary=True, wrap=True)
        self.two_heading = Label("", "second", secondary=True, wrap=True)
        self.scale = HeatScale()
        self.advice = Advice()
        self.advice.wanted.connect(self._do)
        self.spending = SpendingRow()
        self.spending.costs_wanted.connect(self.ask_costs)
        self.plan = PlanSection(self._document, self._analysis, jobs)
        self.plan.stopped.connect(self.spending.say_stopped)
        self.player = Player()
        # It takes its time, and may be due when belief has just been painted.
        self.player.stepped.connect(lambda: jobs.turns.add(self._step))
        self.change_of_mind = ChangeOfMind()
        maps = (
            self.moment,
            self.heading,
            self.map,
            self.two_heading,
            self.map_of_two,
            self.scale,
            self.kind,
            self.hint,
        )
        self._told, self._rest = _together(*maps, self.advice), _together(self.player, self.change_of_mind)
        # Pages are as high as the highest of them: what is told is hidden where it is not known.
        answer = _together(self._told)
        self.pages = AnswerPages(answer)
        self.pages.again_requested.connect(self._gaining.again)
        self.empty = self.pages.empty
        content = QWidget()
        self._column = QVBoxLayout(content)
        # A plan can be seen and changed whether or not it is known what would tell.
        for widget in (self.pages, self.spending, self.plan, self._rest):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.asking)
        outer.addWidget(scrolling(content), 1)

    def _follow(self, theme: Theme) -> None:
        side = theme.px(theme.PANEL_PADDING)
        self.asking.setContentsMargins(side, theme.px(12), side, 0)
        self._column.setContentsMargins(side, theme.px(8), side, theme.px(12))
        for part in (self._told, self._rest):
            layout = part.layout()
            if layout is not None:
                layout.setSpacing(theme.px(8))
        self._column.setSpacing(theme.px(8))

    # -- what changed --------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.minder.set_in_sight(True)
        self._ask()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._gaining.want(None)
        self._doubting.want(False)
        self.minder.set_in_sight(False)

    def _on_state(self, old: SessionState | None, new: SessionState) -> None:
        if old is None or old.scenario is not new.scenario or covering_step(new) is not None:
            self.player.stop()
        if old is None:
            self._stepwise.forget()
        moved = old is None or old.costs != new.costs or old.dataset is not new.dataset
        # What stopped out of sight is to be read by who comes back.
        if moved and (old is None or self.isVisible() or self.spending.stopped != AWAY):
            self.spending.say_stopped("")
        if old is None or old.belief_names != new.belief_names:
            self._names = new.belief_names
            self._choice = None
            self.asking.set_names(self._names)
        self._ask()

    def _ask(self, *_choice: object) -> None:
        if not self._document.is_open:
            return
        wanted = self.isVisible() and covering_step(self._document.state) is None
        self._gaining.want(self.topic if wanted else None)
        self._doubting.want(wanted)
        self.plan.ask_about(self.topic.about)
        self._show()

    def _on_chosen(self, regime: Regime) -> None:
        self._choice = None if regime == self._choice else regime
        self._show()

    def _do(self, regime: Regime) -> None:
        for action in actions_for(regime, self._document.state, self._drawn):
            self._document.perform(action)

    def _step(self) -> None:
        state, gains, measure = self._document.state, self._gaining.gains, self._measure
        if not self._ready or gains is None or gains.best is None:
            return
        best = measure.best(gains, payable=True)
        rng = np.random.default_rng([state.seed, len(state.dataset.batches)])
        regime = None if best is None else best.regime
        chosen = next_experiment(self.player.strategy, state, self._drawn, lambda: regime, rng)
        if chosen is None:
            self.spending.say_stopped(self._why_none(gains))
            self.player.stop()
        else:
            self.spending.say_stopped("")
            self._stepwise.do(actions_for(chosen, state, self._drawn))

    def _why_none(self, gains: Gains) -> str:
        state = self._document.state
        if self.player.strategy != "best gain":
            return nothing_payable(state, settings_of(state), self._drawn)
        return nothing_payable(state, [gain.regime for gain in gains.known], self._drawn, "Nothing on the map")

    def _allow_steps(self, *_results: object) -> None:
        if self._document.is_open and self.isVisible():
            self.player.set_ready(self._ready)
            # An experiment is chosen by all that is known, whatever moment is looked at.
            self.moment.setText(newest_words(self._analysis.results))
            self.moment.setVisible(bool(self.moment.text()))

    @property
    def _ready(self) -> bool:
        # What tells most is chosen by what is known after all rows, not by what was known before the last.
        drawing = self._document.is_busy or self._stepwise.is_busy
        if self._document.state.world is None or drawing or self._analysis.results.working:
            return False
        if covering_step(self._document.state) is not None:
            return False
        return self._gaining.is_current and not self._gaining.standing.working

    def _show(self, *_changes: object) -> None:
        self._later.ask()

    def _draw(self) -> None:
        if not self._document.is_open or not self.isVisible():
            return
        state, standing = self._document.state, self._gaining.standing
        gains = self._gaining.gains
        self.kind.setText("")
        cover = covered(state)
        self.asking.setVisible(cover is None)
        self._show_plan(state, gains)
        if cover is not None:
            self.pages.say(cover)
        elif standing.problem:
            self.pages.say(problem(standing))
        elif gains is None:
            self.pages.say(Nothing(WAITING))
        else:
            measure = self._measure
            self.heading.setText(heading(measure.rows, per_cost=measure.per_cost))
            self._show_maps(gains, measure, self.topic)
            self.advice.show_gains(gains, self._choice, measure)
            self.kind.setText(kind_words(gains, standing.working))
            self._show_doubts()
            self.player.setVisible(state.world is not None)
            self._allow_steps()
            self.pages.show_answer()
        for part in (self._told, self._rest):
            part.setVisible(self.pages.has_answer)

    def _show_plan(self, state: SessionState, gains: Gains | None) -> None:
        measure, is_covered = self._measure, covering_step(state) is not None
        gains = None if is_covered else gains
        known = gains is not None and not self._gaining.standing.problem
        # A plan is planned; without one, what is chosen is.
        planned = 0.0 if self._choice is None else cost_of(state, self._choice, self._drawn)
        planned = plan_cost(state) if state.plan else planned
        self.spending.show_spending(measure.spent, planned if state.world is not None else 0.0)
        best = None if gains is None else measure.best(gains, payable=True) or measure.best(gains)
        self.plan.offer(self._choice or (OBSERVATION if best is None else best.regime), self._drawn)
        # What a plan of one step tells is what a bet may be about.
        self.plan.cover(is_covered)
        self.plan.setVisible(known or bool(state.plan))

    @property
    def _measure(self) -> Measure:
        return Measure.of(self._document.state, self.topic.rows, self._drawn, per_cost=self.asking.per_cost)

    def _show_maps(self, gains: Gains, measure: Measure, topic: Topic) -> None:
        found = measure.best(gains, payable=True)
        board = board_of(gains, measure, topic.acts)
        # Where nothing is left to tell, no cell outshines another.
        nothing = found is not None and not tells_much(found, measure)
        ringed: tuple[Regime, ...] = ()
        if found is not None and told_bits(found) and not nothing:
            ringed = (found.regime, *(gain.regime for gain in measure.level(gains, found)))
        self.map.show_board(board, ringed, self._choice, highest=0.0 if nothing else None)
        self.scale.show_range(board.highest, measure.unit)
        variables = measure.state.variables
        dear = DEAR if any(cell.dear for row in board.rows for cell in row.cells) else ""
        self.hint.setText(f"{ ({'one': '', 'two': TWO, 'soft': SOFT}[topic.acts]) } {dear}".strip())
        self.hint.setVisible(bool(self.hint.text()))
        two = sorted(self._choice.targets) if topic.acts == "two" and self._choice is not None else []
        for part in (self.two_heading, self.map_of_two):
            part.setVisible(len(two) == 2)
        if len(two) == 2:
            names = [variables[column].name for column in two]
            self.two_heading.setText(f"{names[0]} down, {names[1]} across")
            self.map_of_two.setAccessibleName(f"Every way to act on {names[0]} and {names[1]}")
            ways = board_of_two(two[0], two[1], gains, measure)
            self.map_of_two.show_board(ways, ringed, self._choice, highest=self.map.highest)

    def _show_doubts(self) -> None:
        if self._document.is_open and self.isVisible():
            found, working = self._doubting.found, self._doubting.standing.working
            history = current_history(self._document.state, self._analysis.results)
            posterior = None if history is None else history.posterior
            digit_of = self._analysis.results.digit_of
            self.change_of_mind.show_found(found, self._document.state, posterior, digit_of, working=working)


def _together(*widgets: QWidget) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        column.addWidget(widget)
    return whole
