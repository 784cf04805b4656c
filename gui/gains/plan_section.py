"""The plan: several experiments in a list, what all of them would tell, and buttons that do them."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.networks.interventions import OBSERVATION, Regime
from engine.questions.plan_gains import PlanGain
from engine.sessions.plans import Plan, PlannedStep
from engine.sessions.spending import payable_steps, too_dear
from engine.sessions.state import SessionState
from engine.sessions.verbs import CarryOut, SetPlan
from engine.sessions.wording import count_rows, describe_doing
from gui.analysis import Analysis
from gui.controls.buttons import Button, quiet_button
from gui.controls.labels import Label
from gui.controls.layouts import FlowLayout
from gui.controls.numbers import decimal, with_error
from gui.document import Document
from gui.gains.plan_list import WIDE, PlanList
from gui.gains.player import PAUSE_MS
from gui.inquiries.about import About
from gui.inquiries.latest import STOPPED, Standing
from gui.inquiries.planning import Planning
from gui.jobs import JobRunner
from gui.theme import Theme, current_theme, theme_source

EMPTY = "No plan yet. Choose above, then"
ADD, ADD_SHORT = "Add to the plan", "Add"
HEADING = "Plan"
ALL, STOP = "Do all", "Stop"
AGAIN = "Work it out again"


class PlanSection(QWidget):
    """Shows the plan of a session and changes it.

    Parameters
    ----------
    document, analysis
        The session and belief about it.
    jobs
        Where it is worked out what the plan would tell.

    Signals
    -------
    stopped(sentence)
        The rest of the plan is not done, and why; empty when it goes on.
    """

    stopped = Signal(str)

    def __init__(self, document: Document, analysis: Analysis, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._offered = (OBSERVATION, 1)
        # The plan as it will be after the step that is being done; None while not all are done.
        self._expected: Plan | None = None
        self._covered = False
        self._about: About | None = None
        self._planning = Planning(document, analysis, jobs, self)
        self._planning.changed.connect(self._show_gain)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._go_on)
        self._make()
        document.state_changed.connect(self._on_state)
        document.busy_changed.connect(self._allow)
        document.rejected.connect(self.stop)
        theme_source().theme_changed.connect(self._on_theme)
        if document.is_open:
            self._on_state(None, document.state)

    def offer(self, regime: Regime, rows: int) -> None:
        """Let this experiment be the one that is added."""
        self._offered = (regime, rows)
        doing = describe_doing(regime, self._document.state.variables)
        words = f"Add to the plan: {doing}, {count_rows(rows)}"
        self.add.setAccessibleName(words)
        self.add.setToolTip(words)

    def ask_about(self, about: About | None) -> None:
        """Let this be what the plan is to tell of; None for which structure is true."""
        self._about = about
        self._planning.ask_about(about)
        self._show_gain()

    def cover(self, covered: bool) -> None:
        """Keep what the plan would tell from view, or show it."""
        if covered != self._covered:
            self._covered = covered
            self._planning.want(self.isVisible() and not covered)
            self._show_gain()

    @property
    def goes_on(self) -> bool:
        """Whether all steps are being done."""
        return self._expected is not None

    def stop(self, *_why: object) -> None:
        """Do no step after the one that is being done."""
        self._timer.stop()
        self._expected = None
        self._allow()

    # -- parts ---------------------------------------------------------------------------------------------

    def _make(self) -> None:
        theme = current_theme()
        self.setAccessibleName("Plan of several steps")
        self.heading = Label(HEADING, weight=600)
        self.empty = Label(EMPTY, "second", secondary=True, wrap=True)
        self.list = PlanList()
        self.list.move_wanted.connect(self._move)
        self.list.remove_wanted.connect(self._remove)
        self.list.currentItemChanged.connect(self._allow)
        self.gain = Label("", "second", wrap=True)
        self.again = quiet_button(AGAIN)
        self.again.setToolTip("What the plan would tell was stopped; work it out after all")
        self.again.clicked.connect(self._planning.again)
        self.add = quiet_button(ADD, "plus")
        self.up, self.down = Button("Up", "quiet", name="Move the step up"), Button("Down", "quiet")
        self.down.setAccessibleName("Move the step down")
        self.remove = Button("Remove", "quiet", name="Remove the step")
        self.first, self.all = Button("Do the first step"), Button(ALL, name="Do all steps")
        tips = ((self.up, "Alt+Up"), (self.down, "Alt+Down"), (self.remove, "Del"))
        for button, keys in tips:
            button.setToolTip(f"{button.accessibleName()} ({keys} in the list)")
        self.all.setToolTip("Do step after step until the plan is done, the budget is spent, or you stop it")
        self.add.clicked.connect(self._add)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.remove.clicked.connect(self._remove)
        self.first.clicked.connect(lambda: self._document.perform(CarryOut()))
        self.all.clicked.connect(self._toggle)
        changes, doing = FlowLayout(line_spacing=4), FlowLayout(line_spacing=4)
        for button in (self.up, self.down, self.remove):
            changes.addWidget(button)
        for button in (self.first, self.all):
            doing.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        top = QHBoxLayout()
        top.addWidget(self.heading)
        top.addWidget(self.empty, 1)
        top.addWidget(self.add, 0, Qt.AlignmentFlag.AlignRight)
        column.addLayout(top)
        column.addWidget(self.list)
        column.addLayout(changes)
        column.addWidget(self.gain)
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(doing)

    # -- what a person does --------------------------------------------------------------------------------

    def _add(self) -> None:
        plan = self._document.state.plan
        self._change((*plan, PlannedStep(*self._offered)), len(plan))

    def _move(self, by: int) -> None:
        plan, place = list(self._document.state.plan), self.list.place
        if place >= 0 and 0 <= place + by < len(plan):
            plan[place], plan[place + by] = plan[place + by], plan[place]
            self._change(tuple(plan), place + by)

    def _remove(self) -> None:
        plan, place = self._document.state.plan, self.list.place
        if place >= 0:
            self._change((*plan[:place], *plan[place + 1 :]), place)

    def _change(self, plan: Plan, place: int) -> None:
        self._document.perform(SetPlan(plan))
        self.list.show_plan(self._document.state, place)

    def _toggle(self) -> None:
        if self.goes_on:
            self.stop()
        else:
            self._expected = self._document.state.plan
            self._go_on()

    def _go_on(self) -> None:
        state = self._document.state
        if self._document.is_busy:
            # Whether the next step can be paid for is known once all before it are done.
            self._timer.start()
            return
        first = state.plan[0]
        said = too_dear(state, first.regime, first.rows)
        self.stopped.emit(said)
        if said:
            self.stop()
            return
        self._expected = state.plan[1:]
        self._allow()
        self._document.perform(CarryOut())

    # -- what changed --------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._planning.want(not self._covered)
        self._show_gain()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        name = self.add.accessibleName()
        self.add.set_words(ADD_SHORT if self.width() < current_theme().px(WIDE) else ADD)
        self.add.setAccessibleName(name)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._planning.want(False)

    def _on_state(self, old: SessionState | None, new: SessionState) -> None:
        if self.goes_on:
            done = old is not None and new.plan == self._expected and new.dataset is not old.dataset
            if done and new.plan:
                self._timer.start()
            else:
                # All is done, or a person did something else.
                self.stop()
        kept = (self.list, self.up, self.down, self.remove, self.heading)
        for widget in kept:
            widget.setVisible(bool(new.plan))
        for button in (self.first, self.all):
            button.setVisible(bool(new.plan) and new.world is not None)
        self.empty.setVisible(not new.plan)
        self.list.show_plan(new, self.list.place)
        self._show_gain()
        self._allow()

    def _on_theme(self, _theme: Theme) -> None:
        # Lines are as high as their type.
        if self._document.is_open:
            self.list.show_plan(self._document.state, self.list.place)

    def _show_gain(self) -> None:
        if not self._document.is_open:
            return
        standing, told = self._planning.standing, bool(self._document.state.plan) and not self._covered
        self.gain.setVisible(told)
        self.again.setVisible(told and standing.problem == STOPPED)
        if told:
            self.gain.setText(plan_words(self._planning.gain, standing, self._about))

    def _allow(self, *_changes: object) -> None:
        if not self._document.is_open:
            return
        state, place = self._document.state, self.list.place
        last = len(state.plan) - 1
        idle = not self._document.is_busy and not self.goes_on
        self.up.setEnabled(place > 0)
        self.down.setEnabled(0 <= place < last)
        self.remove.setEnabled(place >= 0)
        self.first.setEnabled(idle and payable_steps(state) > 0)
        self.all.setEnabled(bool(state.plan) and (idle or self.goes_on))
        self.all.set_words(STOP if self.goes_on else ALL)
        self.all.setAccessibleName("Stop doing the plan" if self.goes_on else "Do all steps")


def plan_words(gain: PlanGain | None, standing: Standing, about: About | None = None) -> str:
    """Return what the plan as a whole is expected to tell of what is asked, and how that is known."""
    if gain is None:
        return standing.problem or "Working out what the plan as a whole would tell ..."
    told = decimal(gain.bits, 2) if gain.exact else with_error(gain.bits, gain.standard_error)
    how = "exact" if gain.exact else "sampled, getting better" if standing.working else "sampled"
    of_what = "" if about is None else " about that arrow" if about[0] == "arrow" else " about that influence"
    still = f"of the {decimal(gain.entropy_bits, 2)} still open{of_what}"
    said = f"The plan as a whole is expected to tell {told} bits ({how}) {still}."
    return f"{said} {standing.problem}".rstrip()
