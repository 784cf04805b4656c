"""A scenario: a world or a table of data to begin with, and a lesson to walk through."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.hypotheses.space import Hypotheses
from engine.networks.network import BayesianNetwork
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions
from engine.questions.claims import Claims
from engine.sessions.chances import Chance
from engine.sessions.costs import Costs
from engine.sessions.expectations import Expectation, Value
from engine.sessions.notes import Notes
from engine.sessions.plans import Plan
from engine.sessions.positions import Positions
from engine.sessions.verbs import Record, StepAction


@dataclass(frozen=True)
class Question:
    """A question on which a bet is placed before the answer is shown.

    Parameters
    ----------
    text
        The question.
    choices
        The answers to choose from, two or more.
    answer
        Place of the right one among the choices.
    why
        Why it is right, shown with the answer; may be empty.
    """

    text: str
    choices: tuple[str, ...]
    answer: int
    why: str = ""


@dataclass(frozen=True)
class Bar:
    """One line of a figure, drawn as a bar.

    Parameters
    ----------
    label
        What stands beside it.
    shown
        A chance in the world, or anything else that statements can speak of, from 0 to 1.
    """

    label: str
    shown: Chance | Value


@dataclass(frozen=True)
class Figure:
    """Chances and the like drawn as bars within a step.

    Parameters
    ----------
    title
        What the bars show ("Chance of ice cream when").
    bars
        The lines, in order; a bar whose chance sets something by hand is drawn as an act.
    after_reveal
        Whether it waits for the reveal of the step.
    """

    title: str
    bars: tuple[Bar, ...]
    after_reveal: bool = False


@dataclass(frozen=True)
class Step:
    """One step of a lesson.

    Parameters
    ----------
    title
        Heading.
    text
        Prose: paragraphs parted by blank lines, ``**bold**``.
    question
        What to bet on before the reveal, or None.
    hints
        Up to three, from gentle to plain.
    do
        What the step itself does, after the bet.
    explain
        Prose shown with the reveal; may be empty.
    reveal
        Parts of the screen uncovered with the reveal: ``"world"``; or ``"gains"``, which the bet itself uncovers.
    figure
        Chances and the like drawn as bars, or None.
    goal
        What the learner tries to reach by own watching and acting, or None.
    expect
        Statements that hold once the step was played by a learner who did nothing else.
    note
        A word to the person who presents the lesson.
    claims
        Whose claims its statements speak of; None for those of the whole lesson.
    """

    title: str
    text: str = ""
    question: Question | None = None
    hints: tuple[str, ...] = ()
    do: tuple[StepAction, ...] = ()
    explain: str = ""
    reveal: tuple[str, ...] = ()
    figure: Figure | None = None
    goal: Expectation | None = None
    expect: tuple[Expectation, ...] = ()
    note: str = ""
    claims: Claims | None = None


@dataclass(frozen=True)
class Show:
    """What is on screen at first.

    Parameters
    ----------
    world_covered
        Whether the arrows and tables of the world are hidden until they are revealed.
    rows
        How many rows the tool bar offers to draw.
    gains_after_bet
        Whether what experiments are expected to tell is covered while a step waits for its bet, and before that
        until all bets are placed that a step with ``"gains"`` in its ``reveal`` asks for.
    """

    world_covered: bool = False
    rows: int = 10
    gains_after_bet: bool = False


@dataclass(frozen=True)
class Scenario:
    """Where a session starts, and the lesson it may hold.

    Parameters
    ----------
    title
        Name of the scenario.
    variables
        The variables that are measured: the columns of the data, in the order of the world.
    world
        The network that rows are drawn from, hidden variables and all; None for a table of data alone.
    space
        The candidates that belief is shared among.
    assumptions
        What scores and weights start from.
    recorded
        Rows that are there from the start.
    positions
        Where nodes lie; those without a place are laid out by whoever draws them.
    seed
        Seed of every draw, 0 or more.
    summary, goal, author, tags, minutes
        What the start screen says of it.
    show
        What is on screen at first.
    steps
        The lesson; empty for a scenario without one.
    claims
        Whose claims the statements of the lesson speak of, or None.
    notes
        What is written about variables, by name.
    costs
        What experiments cost at first.
    plan
        What is planned at first.
    """

    title: str
    variables: tuple[Variable, ...]
    world: BayesianNetwork | None
    space: Hypotheses
    assumptions: Assumptions = field(default_factory=Assumptions)
    recorded: tuple[Record, ...] = ()
    positions: Positions = field(default_factory=Positions)
    seed: int = 1
    summary: str = ""
    goal: str = ""
    author: str = ""
    tags: tuple[str, ...] = ()
    minutes: int | None = None
    show: Show = field(default_factory=Show)
    steps: tuple[Step, ...] = ()
    claims: Claims | None = None
    notes: Notes = field(default_factory=Notes)
    costs: Costs = field(default_factory=Costs)
    plan: Plan = ()

    @property
    def belief_names(self) -> tuple[str, ...]:
        """Names of the variables that the candidates are about, in order."""
        return tuple(self.variables[column].name for column in self.space.over)
