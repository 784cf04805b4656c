"""Asks what one variable tells about another, in the background, and holds the question and the answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations

from PySide6.QtCore import QObject, Signal

from engine.networks.dag import bits
from engine.networks.generators import present_state
from engine.networks.network import BayesianNetwork
from engine.progress import Progress
from engine.questions.telling import Telling, telling
from engine.sessions.state import SessionState
from gui.document import Document
from gui.inquiries.latest import Latest, Standing
from gui.jobs import JobRunner

TELLING = "telling"


@dataclass(frozen=True)
class Question:
    """Whether one variable tells anything about another when some are known.

    Parameters
    ----------
    x, y
        Names of the two.
    known
        Code of the state of each known variable by its name.
    """

    x: str
    y: str
    known: Mapping[str, int] = field(default_factory=dict)

    def with_x(self, name: str) -> Question:
        """Return the question about another first variable; where it was the second, both change places."""
        other = self.x if name == self.y else self.y
        return Question(name, other, _left_out(self.known, name, other))

    def with_y(self, name: str) -> Question:
        """Return the question about another second variable; where it was the first, both change places."""
        other = self.y if name == self.x else self.x
        return Question(other, name, _left_out(self.known, name, other))

    def knowing(self, name: str, state: int) -> Question:
        """Return the question with one variable known to be in a state."""
        return replace(self, known={**self.known, name: state})

    def forgetting(self, name: str) -> Question:
        """Return the question with one variable not known."""
        return replace(self, known=_left_out(self.known, name))


def usual_question(world: BayesianNetwork) -> Question | None:
    """Return a question worth asking: about two causes of one effect, where there are; None without two variables."""
    if len(world.variables) < 2:
        return None
    for child in range(len(world.variables)):
        for x, y in combinations(bits(world.dag.parents[child]), 2):
            if not world.dag.has_edge(x, y) and not world.dag.has_edge(y, x):
                return Question(world.names[x], world.names[y])
    return Question(world.names[0], world.names[-1])


def fitting(question: Question | None, world: BayesianNetwork) -> Question | None:
    """Return the question as far as it still makes sense in a world."""
    if question is None or question.x not in world.names or question.y not in world.names:
        return usual_question(world)
    sizes = {variable.name: variable.cardinality for variable in world.variables}
    return replace(question, known={name: code for name, code in question.known.items() if code < sizes.get(name, 0)})


def usual_state(world: BayesianNetwork, name: str) -> int:
    """Return the state in which a variable is seen unless something else is said."""
    return present_state(world.variables[world.index(name)])


class Asking(QObject):
    """Holds the question and has it answered whenever it, or the world, changes.

    Signals
    -------
    changed()
        There is another question, or more of an answer.
    """

    changed = Signal()

    def __init__(self, document: Document, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._latest = Latest(TELLING, jobs, self)
        self._wanted = False
        self.question: Question | None = None
        self._latest.changed.connect(self.changed)
        document.state_changed.connect(self._on_state)

    @property
    def standing(self) -> Standing:
        """What is known, and whether it is still being worked out."""
        return self._latest.standing

    @property
    def found(self) -> Telling | None:
        """The answer to the question on show; None while there is none."""
        answer = self.standing.answer
        asked = self._document.is_open and self.standing.subject == self._subject(self._document.state)
        return answer if asked and isinstance(answer, Telling) else None

    def want(self, wanted: bool) -> None:
        """Answer from now on, or no more."""
        self._wanted = wanted
        self._ask()

    def ask(self, question: Question) -> None:
        """Ask something else."""
        if question != self.question:
            self.question = question
            self._ask()
            self.changed.emit()

    def _on_state(self, old: SessionState | None, _new: SessionState) -> None:
        if old is None:
            self.question = None
            self._latest.drop()
        self._ask()
        self.changed.emit()

    def _subject(self, state: SessionState) -> tuple[object, ...]:
        known = tuple(sorted(self.question.known.items())) if self.question else ()
        ends = (self.question.x, self.question.y) if self.question else ()
        return (state.world, state.world_regime, ends, known)

    def _ask(self) -> None:
        if not self._wanted or not self._document.is_open:
            return
        state = self._document.state
        world, regime = state.world, state.world_regime
        if world is None or state.world_covered:
            self._latest.drop()
            return
        self.question = fitting(self.question, world)
        if self.question is None:
            return
        x, y = world.index(self.question.x), world.index(self.question.y)
        known = {world.index(name): code for name, code in self.question.known.items()}

        def work() -> Iterator[Progress[Telling]]:
            return telling(world, regime, x, y, known)

        self._latest.ask(self._subject(state), None, work)


def _left_out(known: Mapping[str, int], *names: str) -> dict[str, int]:
    return {name: state for name, state in known.items() if name not in names}
