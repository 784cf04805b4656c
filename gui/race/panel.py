"""The panel: who races, the race as lines and numbers, and who was ahead."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from engine.sessions.race import FEWEST, MEASURES, Course, Measure, Race
from engine.sessions.state import SessionState
from engine.sessions.strategies import steps_done
from engine.sessions.wording import count_rows
from gui.controls.buttons import quiet_button
from gui.controls.candidate_table import CandidateTable
from gui.controls.labels import ElidedLabel, KindTag, Label
from gui.controls.layouts import QWIDGETSIZE_MAX, is_low
from gui.controls.numbers import plural
from gui.controls.switch import Switch
from gui.document import Document
from gui.inquiries.nothing import covered, too_many
from gui.inquiries.pages import AnswerPages
from gui.inquiries.racing import Racing
from gui.jobs import JobRunner
from gui.race import words
from gui.race.chart import RaceChart
from gui.race.painting import Lines
from gui.race.settings_bar import SettingsBar
from gui.race.standings import columns_of, lines_of, written
from gui.race.who import Who
from gui.theme import Theme, current_theme, theme_source

SWITCH = ("Bits open", "The truth")
TRUTH_NAME = "Weight of the truth"
CHOOSE, BACK = "Who races ...", "Back to the race"
CHOOSE_TIP = "Choose who races, from where, how many steps and rows, and how often"
TABLE = 436
# Where there is less room than this the table stands below the lines.
BESIDE = 740
# Where the table stands below the lines, and there is less height than this, the settings wait with who races.
BELOW = 460
# With less height than this what is said of the race stays in one line, whether it is cut or not.
LOWEST = 190
TABLE_SHARE = 3


class _Side(QWidget):
    # Lines and table can stand below one another, so that they need less width than side by side; that must not make
    # a panel behind a tab ask for more height.
    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        items = [layout.itemAt(place) for place in range(layout.count())] if layout is not None else []
        height = max((item.minimumSize().height() for item in items if item is not None), default=0)
        return QSize(current_theme().px(300), height)


class RacePanel(QWidget):
    """Strategies side by side, in copies of the session.

    Parameters
    ----------
    document
        The session.
    jobs
        Where the races are run.

    Signals
    -------
    change_requested()
        Other candidates are to be chosen.
    """

    change_requested = Signal()

    def __init__(self, document: Document, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._racing = Racing(document, jobs, self)
        self._step: int | None = None
        self._drawn: tuple[object, ...] = ()
        self._make()
        self._racing.changed.connect(self._on_race)
        document.state_changed.connect(self._on_state)
        theme_source().theme_changed.connect(self._follow)
        self._follow(current_theme())

    def title_actions(self) -> list[QWidget]:
        """Return what belongs into the title bar of the dock: how the numbers were got, and what is drawn."""
        return [self.method, self.switch]

    @property
    def measure(self) -> Measure:
        """What is drawn."""
        return MEASURES[self.switch.choice]

    @property
    def step(self) -> int:
        """The step that is told about: the last one unless a person chose another."""
        race = self._racing.race
        last = race.course.n_steps if race else 0
        return last if self._step is None else min(self._step, last)

    def set_rows(self, rows: int) -> None:
        """Take so many rows a step, unless a person chose otherwise here."""
        self.bar.follow_rows(rows)
        self._allow()

    def begin_keys(self) -> None:
        """Put the keys at the button that starts the race."""
        self.bar.button.setFocus()

    def legend(self) -> tuple[str, ...]:
        """Return what stands below a picture of the chart: who was ahead, all values, and what was raced."""
        race, asked = self._racing.race, self._racing.asked
        if race is None or asked is None:
            return ()
        what = words.course_words(race, asked.state.dataset.n_rows)
        verdict, rows = words.verdict(race, self.measure, self.step), written(race, self.measure, self.step)
        how = f"{what}; {words.method_words(race, working=False)}. Bands: one standard error."
        return (verdict, *filter(None, [words.budget_words(race)]), *rows, how)

    # -- parts ---------------------------------------------------------------------------------------------

    def _make(self) -> None:
        self.setAccessibleName("Race of strategies")
        self.method = KindTag()
        self.method.clear()
        self.switch = Switch(SWITCH, "What the lines show")
        self.switch.buttons()[1].setAccessibleName(TRUTH_NAME)
        self.switch.chosen.connect(self._show)
        self.bar = SettingsBar()
        self.bar.edited.connect(self._allow)
        self.bar.pressed.connect(self._on_pressed)
        self.turn = quiet_button(CHOOSE)
        self.turn.clicked.connect(self._turn)
        self.who = Who()
        self.who.chosen.connect(self._allow)
        self.chart = RaceChart()
        self.chart.moment_chosen.connect(self._on_step)
        self.table = CandidateTable("How the strategies stand")
        # In one line where the panel is low, else as a whole.
        self.verdict, self._whole = ElidedLabel("", weight=600), Label("", weight=600, wrap=True)
        # Who could not pay for every step.
        self.broke = ElidedLabel("", "second")
        shown = _Side()
        self._shown = QBoxLayout(QBoxLayout.Direction.LeftToRight, shown)
        self._shown.addWidget(self.chart, 1)
        self._shown.addWidget(self.table)
        self.both = QStackedWidget()
        self.both.addWidget(self.who)
        self.both.addWidget(shown)
        filled = QWidget()
        self._row = QHBoxLayout(filled)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._column = QVBoxLayout()
        self._row.addLayout(self._column, 1)
        self._top = QHBoxLayout()
        self._top.addWidget(self.bar, 1)
        self._top.addWidget(self.turn)
        self._foot = QVBoxLayout()
        self._foot.addWidget(self.verdict)
        self._foot.addWidget(self._whole)
        self._foot.addWidget(self.broke)
        self._column.addLayout(self._top)
        self._column.addWidget(self.both, 1)
        self._column.addLayout(self._foot)
        self.pages = AnswerPages(filled)
        self.pages.change_requested.connect(self.change_requested)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)

    def _follow(self, theme: Theme) -> None:
        side = theme.px(theme.BETWEEN_BLOCKS)
        self.method.setContentsMargins(0, 0, theme.px(8), 0)
        self._top.setContentsMargins(side, 0, side, 0)
        self._foot.setContentsMargins(side, 0, side, 0)
        self._column.setContentsMargins(0, theme.px(8), 0, theme.px(6))
        self._column.setSpacing(theme.px(6))
        self._shown.setContentsMargins(theme.px(4), 0, 0, 0)
        self._shown.setSpacing(theme.px(8))
        self._row.setSpacing(theme.px(8))
        self._fit()

    def _fit(self) -> None:
        theme = current_theme()
        beside, shown = self.width() >= theme.px(BESIDE), self.both.currentIndex() == 1
        tight = is_low(self) if beside else self.height() < theme.px(BELOW)
        self.bar.set_brief(tight and shown)
        self._shown.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        # In a low panel the table has all the height there is.
        home = self._row if beside and tight and shown else self._shown
        if home.indexOf(self.table) < 0:
            home.addWidget(self.table)
            self.table.show()
        side = theme.px(TABLE) + self._row.spacing() if home is self._row else 0
        room = self.width() - side - 2 * theme.px(theme.BETWEEN_BLOCKS)
        in_one = tight and (self._is_lowest() or self.verdict.sizeHint().width() <= room)
        self.verdict.setVisible(shown and in_one)
        self._whole.setVisible(shown and not in_one)
        home.setStretchFactor(self.table, 0 if beside else TABLE_SHARE)
        self.table.setMinimumWidth(theme.px(TABLE) if beside else 0)
        self.table.setMaximumWidth(theme.px(TABLE) if beside else QWIDGETSIZE_MAX)
        self.table.setMaximumHeight(QWIDGETSIZE_MAX if beside else self.table.size_of_lines().height() + theme.px(4))

    def _is_lowest(self) -> bool:
        # A second line would leave no room for lines of the chart.
        return self.height() < current_theme().px(LOWEST)

    # -- what changed --------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._racing.set_in_sight(True)
        self._allow()
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._racing.set_in_sight(False)

    def _on_state(self, old: SessionState | None, _new: SessionState) -> None:
        if old is None:
            self._step = None
            self.both.setCurrentIndex(0)
        self._allow()
        self._show()

    def _on_pressed(self) -> None:
        if self._racing.working:
            self._racing.stop()
            return
        course = Course(self.who.strategies, self.bar.steps.value, self.bar.rows.value, self.bar.starts)
        self._step = None
        self.both.setCurrentIndex(1)
        self._racing.start(course, self.bar.runs.value)

    def _turn(self) -> None:
        self.both.setCurrentIndex(1 - self.both.currentIndex())
        self._show()

    def _on_step(self, step: int | None) -> None:
        self._step = step
        self._show()

    def _on_race(self) -> None:
        self._allow()
        self._show()

    def _allow(self, *_changes: object) -> None:
        # Who can race depends on what was done and on how it is cut into steps.
        if not self._document.is_open or not self.isVisible():
            return
        state, rows = self._document.state, self.bar.rows.value
        if self.bar.starts == "now":
            why_not = words.OWN_NOW
        elif not state.dataset.batches:
            why_not = words.OWN_NONE
        else:
            fits = bool(steps_done(state.dataset, rows))
            why_not = "" if fits else words.OWN_UNFIT.format(rows=count_rows(rows))
        self.who.set_human(why_not)
        working, enough = self._racing.working, len(self.who.strategies) >= FEWEST
        self.bar.button.setEnabled(working or enough)
        self.bar.button.setToolTip("" if working or enough else words.TOO_FEW)

    def _show(self, *_changes: object) -> None:
        # What is out of sight is drawn once it comes into sight.
        if not self._document.is_open or not self.isVisible():
            return
        # Who is ahead tells which experiments are worth most.
        nothing = too_many(self._document.state) or covered(self._document.state)
        if nothing is not None:
            self.method.clear()
            self.switch.hide()
            self.pages.say(nothing)
            return
        self.pages.show_answer()
        self._show_standing()
        race, shown = self._racing.race, self.both.currentIndex() == 1
        self.turn.setVisible(race is not None or self._racing.working)
        self.turn.set_words(CHOOSE if shown else BACK)
        self.turn.setToolTip(CHOOSE_TIP if shown else "")
        self.switch.setVisible(shown)
        self.method.setVisible(shown)
        self.broke.setVisible(shown and race is not None and bool(words.budget_words(race)))
        if shown:
            self._draw(race)
        self._fit()

    def _show_standing(self) -> None:
        standing, race, asked = self._racing.standing, self._racing.race, self._racing.asked
        done, working = standing.problem, self._racing.working
        if working and asked is not None:
            n_done, n_runs = race.n_runs if race else 0, len(asked.seeds)
            # Runs that were broken off begin anew, but those that are done stay.
            percent = max(standing.percent, 100 * n_done // n_runs)
            done = f"{n_done} of {plural(n_runs, 'run')}, {percent} %"
        self.bar.show_running(working, done)

    def _draw(self, race: Race | None) -> None:
        self._allow_truth(race)
        measure, step, asked = self.measure, self.step, self._racing.asked
        if race is None or asked is None:
            self._drawn = ()
            self.method.clear()
            self.chart.show_race(None, 0)
            self.table.show_table((), ())
            self._say(words.WAITING if self._racing.working else "")
            return
        working, same = self._racing.working, asked.is_about(self._document.state)
        self.method.set_sampled()
        self.method.setText(words.method_words(race, working))
        if self._drawn == (race, measure, step, same):
            return
        self._drawn = (race, measure, step, same)
        self.chart.show_race(Lines.of(race, measure), step)
        self.table.show_table(columns_of(measure), lines_of(race, measure, step), f"After {plural(step, 'step')}")
        said = words.verdict(race, measure, step)
        self._say(said if same else f"{said} {words.CHANGED}")
        self.broke.setText(words.budget_words(race))
        spoken = words.description(race, measure, step)
        what = words.course_words(race, asked.state.dataset.n_rows)
        self.chart.setAccessibleDescription(f"{said} {self.broke.text()} {spoken} {what}.".replace("  ", " "))
        self.table.view.setAccessibleDescription(said)

    def _say(self, verdict: str) -> None:
        self.verdict.setText(verdict)
        self._whole.setText(verdict)

    def _allow_truth(self, race: Race | None) -> None:
        world_covered = self._document.state.world_covered
        there = race is not None and race.truth is not None and not world_covered
        open_bits, truth = self.switch.buttons()
        open_bits.setToolTip(words.TIPS["entropy"])
        truth.setEnabled(there)
        if not there:
            self.switch.choose(0)
        truth.setToolTip(words.TIPS["truth"] if there else words.COVERED if world_covered else words.NO_TRUTH)
