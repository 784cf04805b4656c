"""The state of a session: one immutable value of which everything on screen is a function."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from engine.data.dataset import Batch, Dataset
from engine.hypotheses.space import Hypotheses, dags_over
from engine.networks.interventions import OBSERVATION, Regime
from engine.networks.network import BayesianNetwork
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions
from engine.sessions.costs import Costs
from engine.sessions.notes import Notes
from engine.sessions.pins import Pins
from engine.sessions.plans import Plan
from engine.sessions.positions import Positions
from engine.sessions.scenario import Scenario, Step
from engine.sessions.verbs import Record

Phase = Literal["bet", "act", "revealed"]


@dataclass(frozen=True)
class LessonProgress:
    """How far a lesson has come.

    Parameters
    ----------
    step
        Number of the step on screen, from 0.
    played
        How many steps were played; steps are played in order.
    bets
        Per step the choice that was bet on, or None.
    hints
        Per step how many hints were taken.
    """

    step: int = 0
    played: int = 0
    bets: tuple[int | None, ...] = ()
    hints: tuple[int, ...] = ()

    @property
    def bet(self) -> int | None:
        """The bet on the step on screen, or None."""
        return self.bets[self.step] if self.bets else None

    @property
    def hints_taken(self) -> int:
        """How many hints of the step on screen were taken."""
        return self.hints[self.step] if self.hints else 0


@dataclass(frozen=True)
class SessionState:
    """Everything about a session.

    Parameters
    ----------
    scenario
        Where it started.
    variables
        The measured variables: columns of `dataset`; targets of `regime` are indices of these.
    world
        The network rows are drawn from, as its tables are now; None for a table of data alone.
    positions
        Where nodes lie, in grid steps, by name.
    dataset
        The rows seen.
    sources
        Per batch of `dataset` the world it was drawn from; None for rows that were recorded.
    space, assumptions
        The candidates (listed for up to 5 variables), and what weights start from.
    regime
        What is set by hand in the world now.
    seed
        Seed of every draw.
    lesson
        How far the lesson has come.
    world_covered
        Whether the arrows and tables of the world are kept from view.
    as_if_watched
        Whether the wrong belief, which takes what was set by hand for something seen, is worked out beside the right
        one.
    costs
        What experiments cost now.
    plan
        What is to be done next, step by step.
    pinned
        The candidates that are kept in sight whatever their weight.
    """

    scenario: Scenario
    variables: tuple[Variable, ...]
    world: BayesianNetwork | None
    positions: Positions
    dataset: Dataset
    sources: tuple[BayesianNetwork | None, ...]
    space: Hypotheses
    assumptions: Assumptions
    regime: Regime = OBSERVATION
    seed: int = 1
    lesson: LessonProgress = field(default_factory=LessonProgress)
    world_covered: bool = False
    as_if_watched: bool = False
    costs: Costs = field(default_factory=Costs)
    plan: Plan = ()
    pinned: Pins = ()

    @property
    def belief_names(self) -> tuple[str, ...]:
        """Names of the variables that the candidates are about, in order."""
        return tuple(self.variables[column].name for column in self.space.over)

    @property
    def step(self) -> Step | None:
        """The step of the lesson on screen; None when there is no lesson."""
        return self.scenario.steps[self.lesson.step] if self.scenario.steps else None

    @property
    def phase(self) -> Phase:
        """What the step on screen waits for: a bet, its play, or nothing any more."""
        step = self.step
        if step is None or self.lesson.step < self.lesson.played:
            return "revealed"
        return "bet" if step.question is not None and self.lesson.bet is None else "act"

    @property
    def bet_was_right(self) -> bool | None:
        """Whether the bet on the step on screen was right; None before the reveal or without a question."""
        step = self.step
        if step is None or step.question is None or self.phase != "revealed":
            return None
        return self.lesson.bet == step.question.answer

    @property
    def shown_hints(self) -> tuple[str, ...]:
        """The hints of the step on screen that were taken."""
        return self.step.hints[: self.lesson.hints_taken] if self.step else ()

    @property
    def is_last_step(self) -> bool:
        """Whether no step follows the one on screen."""
        return self.lesson.step + 1 >= len(self.scenario.steps)

    @property
    def world_regime(self) -> Regime:
        """The regime with targets as indices of the world's variables."""
        return in_world(self.regime, self.world)


def in_world(regime: Regime, world: BayesianNetwork | None) -> Regime:
    """Return a regime over measured variables as one over the variables of the world."""
    if world is None:
        return regime
    return regime.moved(dict(enumerate(world.observed)))


def initial_state(scenario: Scenario, seed: int | None = None) -> SessionState:
    """Return the state in which a scenario starts.

    Parameters
    ----------
    scenario
        The scenario.
    seed
        Seed to use in place of the scenario's own, or None.

    Raises
    ------
    InvalidInput
        When rows recorded in the scenario do not fit its variables.
    """
    batches = tuple(Batch(record.values, record.regime) for record in scenario.recorded)
    n_steps = len(scenario.steps)
    played = 1 if scenario.steps and plays_itself(scenario.steps[0]) else 0
    state = SessionState(
        scenario=scenario,
        variables=scenario.variables,
        world=scenario.world,
        positions=scenario.positions,
        dataset=Dataset(scenario.variables, batches),
        sources=(None,) * len(batches),
        space=scenario.space,
        assumptions=scenario.assumptions,
        seed=scenario.seed if seed is None else seed,
        lesson=LessonProgress(0, played, (None,) * n_steps, (0,) * n_steps),
        world_covered=scenario.show.world_covered,
        costs=scenario.costs,
        plan=scenario.plan,
    )
    return uncovered(state, scenario.steps[0]) if played else state


def plays_itself(step: Step) -> bool:
    """Return whether a step has nothing to wait for: no question, and nothing that it does."""
    return step.question is None and not step.do


def uncovered(state: SessionState, step: Step) -> SessionState:
    """Return the state with what `step` reveals uncovered."""
    return replace(state, world_covered=False) if "world" in step.reveal else state


def session_from_dataset(
    title: str, dataset: Dataset, over: Sequence[int], assumptions: Assumptions | None = None
) -> SessionState:
    """Return a session on a table of data, with belief over all DAGs on some of its columns.

    Raises
    ------
    InvalidInput
        When `over` has more than 20 columns, or none.
    """
    scenario = Scenario(
        title=title,
        variables=dataset.variables,
        world=None,
        space=dags_over(over),
        assumptions=assumptions or Assumptions(),
        recorded=tuple(Record(batch.values, batch.regime) for batch in dataset.batches),
    )
    return initial_state(scenario)


def session_from_network(
    title: str,
    network: BayesianNetwork,
    over: Sequence[int],
    assumptions: Assumptions | None = None,
    positions: Positions | None = None,
    notes: Notes | None = None,
) -> SessionState:
    """Return a session in the world of a network.

    Parameters
    ----------
    title
        Name of the session.
    network
        The world; its hidden variables are no columns of the data.
    over
        The columns that belief is about: places among the measured variables, at most 20.
    assumptions
        What weights start from.
    positions, notes
        Where nodes lie, and what is written about variables, where that is known.

    Raises
    ------
    InvalidInput
        When `over` has more than 20 columns, or none.
    """
    scenario = Scenario(
        title=title,
        variables=tuple(network.variables[index] for index in network.observed),
        world=network,
        space=dags_over(over),
        assumptions=assumptions or Assumptions(),
        positions=positions or Positions(),
        notes=notes or Notes(),
    )
    return initial_state(scenario)
