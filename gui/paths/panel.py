"""The panel: a question about two variables, the paths between them, and what would be if something else were known."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from engine.networks.network import BayesianNetwork
from engine.networks.separation import Path
from engine.questions.telling import Supposed, Telling
from engine.sessions.verbs import UncoverWorld
from gui.controls.empty_page import EmptyPage
from gui.controls.labels import KindTag, Label
from gui.document import Document
from gui.drawing.path_marks import PathMarks, marks_of
from gui.jobs import JobRunner
from gui.paths.asking import Asking, Question, usual_state
from gui.paths.fitted_list import FittedList
from gui.paths.lines import in_order, line_of, marked
from gui.paths.path_list import PathDelegate
from gui.paths.question_bar import QuestionBar
from gui.paths.still import SUPPOSED, PathsAnswer
from gui.paths.supposed_list import SupposedDelegate, SupposedLine
from gui.paths.verdict import Verdict
from gui.paths.words import (
    COVERED,
    NO_WORLD,
    TOO_FEW,
    WAITING,
    chances_sentence,
    cut_short,
    marks_sentence,
    question_words,
    supposed_known,
    supposed_reason,
    term_of,
    verdict,
)
from gui.theme import Theme, current_theme, theme_source

# Nobody reads more, and drawing them would hold the window up.
MOST_LINES = 40


class PathsPanel(QWidget):
    """Whether one variable tells anything about another, given what is known (d-separation).

    Parameters
    ----------
    document
        The session.
    jobs
        Where paths and probabilities are worked out.

    Signals
    -------
    marks_changed(marks)
        What to draw upon the world: a `PathMarks`, or None while the panel is out of sight.
    """

    marks_changed = Signal(object)

    def __init__(self, document: Document, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.asking = Asking(document, jobs, self)
        self._paths: tuple[Path, ...] = ()
        self._supposed: tuple[Supposed, ...] = ()
        self._marks: PathMarks | None = None
        self._make()
        self.asking.changed.connect(self._show)
        theme_source().theme_changed.connect(self._follow)
        self._follow(current_theme())

    # -- parts ---------------------------------------------------------------------------------------------

    def _make(self) -> None:
        self.setAccessibleName("Paths")
        self.bar = QuestionBar()
        self.bar.asked.connect(self.asking.ask)
        self.verdict = Verdict()
        self.paths = FittedList("Paths", PathDelegate())
        self.paths.selectionModel().selectionChanged.connect(self._mark)
        self.more = Label("", "second", secondary=True, wrap=True)
        self.chances = Label("", "second", wrap=True)
        self.chances.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.kind = KindTag()
        self.heading = Label(SUPPOSED, "second", 600)
        self.supposed = FittedList(SUPPOSED, SupposedDelegate())
        self.supposed.clicked.connect(self._on_supposed)
        self.supposed.activated.connect(self._on_supposed)
        self.empty = EmptyPage()
        self.empty.pressed.connect(lambda: self._document.perform(UncoverWorld()))
        self._said = QHBoxLayout()
        self._said.addWidget(self.chances, 1)
        self._said.addWidget(self.kind, 0, Qt.AlignmentFlag.AlignTop)
        filled = QWidget()
        self._filled = QVBoxLayout(filled)
        for widget in (self.bar, self.verdict, self.paths, self.more):
            self._filled.addWidget(widget)
        self._filled.addLayout(self._said)
        self._filled.addWidget(self.heading)
        self._filled.addWidget(self.supposed)
        self._filled.addStretch(1)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(filled)
        # A scroll area fills its ground with the colour between docks.
        for ground in (filled, self.area.viewport()):
            ground.setAutoFillBackground(False)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self.area)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)

    def _follow(self, theme: Theme) -> None:
        side = theme.px(theme.PANEL_PADDING)
        self._filled.setContentsMargins(side, theme.px(12), side, theme.px(12))
        self._filled.setSpacing(theme.px(8))
        self.verdict.follow(theme)

    # -- what changed --------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.asking.want(True)
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.asking.want(False)
        self._emit_marks(None)

    def ask(self, question: Question) -> None:
        """Ask something else."""
        self.asking.ask(question)

    def ask_about(self, x: str, y: str) -> None:
        """Ask about two variables that were chosen elsewhere, while the panel is in sight."""
        question = self.asking.question
        if self.isVisible() and question is not None and {x, y} != {question.x, question.y}:
            self.asking.ask(question.with_x(x).with_y(y))

    @property
    def answer(self) -> PathsAnswer | None:
        """What the panel says now; None while it has no answer."""
        found, question = self.asking.found, self.asking.question
        world = self._document.state.world if self._document.is_open else None
        if found is None or question is None or world is None or self._document.state.world_covered:
            return None
        return PathsAnswer(
            question_words(question.x, question.y, question.known, world),
            verdict(found.paths),
            term_of(found.paths),
            not found.paths.separated,
            tuple(line_of(path, world) for path in in_order(found)[:MOST_LINES]),
            cut_short(found.paths, MOST_LINES),
            chances_sentence(found, world),
            tuple(self._supposed_lines(found, world)),
        )

    def begin_keys(self) -> None:
        """Put the keys to the first choice."""
        self.bar.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        # What is out of sight is drawn once it comes into sight.
        if not self._document.is_open or not self.isVisible():
            return
        state, question = self._document.state, self.asking.question
        world = state.world
        if world is None or state.world_covered or question is None:
            self._say_nothing(world)
            return
        self.pages.setCurrentWidget(self.area)
        self.bar.show_question(question, world)
        found = self.asking.found
        if found is None:
            self.verdict.say(self.asking.standing.problem or WAITING, "", tells=False)
            return
        self._show_found(found, world)

    def _say_nothing(self, world: BayesianNetwork | None) -> None:
        covered = world is not None and self._document.state.world_covered
        sentence = NO_WORLD if world is None else COVERED if covered else TOO_FEW
        self.empty.say(sentence, "Show it" if covered else "")
        self.pages.setCurrentWidget(self.empty)
        self._emit_marks(None)

    def _show_found(self, found: Telling, world: BayesianNetwork) -> None:
        self.verdict.say(verdict(found.paths), term_of(found.paths), tells=not found.paths.separated)
        self._paths = in_order(found)
        self._supposed = found.supposed
        lines = [line_of(path, world) for path in self._paths[:MOST_LINES]]
        self.paths.show_lines([(line, line.spoken) for line in lines])
        more = cut_short(found.paths, MOST_LINES)
        self.more.setText(more)
        self.more.setVisible(bool(more))
        said = chances_sentence(found, world)
        self.chances.setText(said or WAITING)
        self.kind.setVisible(bool(found.chances))
        self.supposed.show_lines([(line, line.spoken) for line in self._supposed_lines(found, world)])
        self._mark()

    def _supposed_lines(self, found: Telling, world: BayesianNetwork) -> list[SupposedLine]:
        names = world.names
        question = self.asking.question
        now = set() if question is None else set(question.known)
        return [
            SupposedLine(
                supposed_known(each, world),
                not each.paths.separated,
                supposed_reason(each.paths, names),
                {names[node] for node in each.known} == now,
            )
            for each in found.supposed
        ]

    def _mark(self, *_change: object) -> None:
        question, world = self.asking.question, self._document.state.world
        if question is None or world is None or self.asking.found is None or not self.isVisible():
            return
        place = self.paths.chosen
        chosen = self._paths[place] if place is not None and place < len(self._paths) else None
        paths = self._paths if chosen is None else (chosen,)
        said = marks_sentence(question.x, question.y, self.asking.found.paths, chosen, world)
        ways = [marked(path, world) for path in paths]
        self._emit_marks(marks_of(ways, (question.x, question.y), question.known, said))

    def _emit_marks(self, marks: PathMarks | None) -> None:
        if marks != self._marks:
            self._marks = marks
            self.marks_changed.emit(marks)

    def _on_supposed(self, index: QModelIndex) -> None:
        world, question = self._document.state.world, self.asking.question
        if world is None or question is None or not 0 <= index.row() < len(self._supposed):
            return
        names = [world.names[node] for node in self._supposed[index.row()].known]
        known = {name: question.known.get(name, usual_state(world, name)) for name in names}
        self.asking.ask(Question(question.x, question.y, known))
