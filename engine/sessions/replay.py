"""A lesson played from its first step to its last, with every expectation checked."""

from __future__ import annotations

from dataclasses import dataclass

from engine.hypotheses.dags import LARGEST
from engine.hypotheses.space import AllDags, HypothesisSpace, every_dag
from engine.posterior.enumeration import enumerate_posterior
from engine.posterior.posterior import Posterior
from engine.problems import InvalidInput, Problem
from engine.sessions.actions import apply
from engine.sessions.expectations import Check
from engine.sessions.scenario import Scenario, Step
from engine.sessions.state import SessionState, initial_state
from engine.sessions.verbs import NextStep, PlaceBet, PlayStep


@dataclass(frozen=True)
class PlayedStep:
    """One step after it was played.

    Parameters
    ----------
    step
        The step.
    state
        The session after it.
    posterior
        Belief after it.
    checks
        What it expected, in order, and whether that holds.
    """

    step: Step
    state: SessionState
    posterior: Posterior
    checks: tuple[Check, ...]

    @property
    def holds(self) -> bool:
        """Whether everything that the step expected holds."""
        return all(check.holds for check in self.checks)


@dataclass(frozen=True)
class PlayedScenario:
    """A lesson after it was played.

    Parameters
    ----------
    scenario
        The scenario.
    steps
        Its steps, in order.
    """

    scenario: Scenario
    steps: tuple[PlayedStep, ...]

    @property
    def holds(self) -> bool:
        """Whether every expectation of every step holds."""
        return all(played.holds for played in self.steps)

    @property
    def failures(self) -> tuple[tuple[Step, Check], ...]:
        """The expectations that do not hold, each with its step."""
        return tuple((played.step, check) for played in self.steps for check in played.checks if not check.holds)


def play(scenario: Scenario) -> PlayedScenario:
    """Play all steps as a learner would who bets right and does nothing else.

    Parameters
    ----------
    scenario
        The scenario; one without steps gives none.

    Raises
    ------
    ActionRejected
        When a step does something that cannot be done.
    InvalidInput
        When belief is over more variables than structures can be listed for.

    Notes
    -----
    Costs the draws of the steps and one exact posterior per step.
    """
    state = initial_state(scenario)
    steps: list[PlayedStep] = []
    for number, step in enumerate(scenario.steps):
        if number:
            state = apply(state, NextStep())
        state = _played(state, step)
        posterior = _believed(state)
        checks = tuple(expectation.check(state, posterior) for expectation in step.expect)
        steps.append(PlayedStep(step, state, posterior, checks))
    return PlayedScenario(scenario, tuple(steps))


def _played(state: SessionState, step: Step) -> SessionState:
    if step.question is not None:
        state = apply(state, PlaceBet(step.question.answer))
    return apply(state, PlayStep()) if step.do else state


def _believed(state: SessionState) -> Posterior:
    space = state.space if isinstance(state.space, HypothesisSpace) else _all_listed(state.space)
    return enumerate_posterior(state.dataset, space, state.assumptions)


def _all_listed(space: AllDags) -> HypothesisSpace:
    if space.n > LARGEST:
        what = f"a lesson cannot be played with belief over {space.n} variables"
        raise InvalidInput(Problem(what, f"Choose at most {LARGEST}, so that every structure has a weight of its own"))
    return every_dag(space.over)
