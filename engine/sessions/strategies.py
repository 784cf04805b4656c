"""Ways to choose the next experiment without a person, and how fast each of them finds out what is true."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from engine.hypotheses.space import AllDags
from engine.networks.interventions import OBSERVATION, Regime, do
from engine.posterior.enumeration import Evidence, gathered
from engine.problems import InvalidInput, Problem
from engine.progress import Progress
from engine.questions.expected_gains import expected_gains
from engine.questions.experiments import Gains, single_experiments
from engine.sessions.actions import apply
from engine.sessions.state import SessionState
from engine.sessions.verbs import Act, Action, Release, Reset, SetByHand, SetSeed, Watch

Strategy = Literal["best gain", "random", "round robin", "one at a time", "correlation"]
STRATEGIES: tuple[Strategy, ...] = get_args(Strategy)
FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Race:
    """How much was still open, on average over several worlds of chance, after each batch of a strategy.

    Parameters
    ----------
    strategies
        Those that were compared.
    entropy_bits, standard_errors
        float64[n_strategies, 1 + n_batches], the mean entropy of the weights before any batch and after each, and its
        standard error; 0 where only one run was done.
    runs
        How many runs each of them has had.
    """

    strategies: tuple[Strategy, ...]
    entropy_bits: FloatArray
    standard_errors: FloatArray
    runs: int


def actions_for(regime: Regime, state: SessionState, rows: int) -> tuple[Action, ...]:
    """Return what a person would do to draw so many rows under a regime: release, set by hand, act; or watch."""
    if not regime.interventions:
        return (Watch(rows),)
    released: tuple[Action, ...] = (Release(),) if state.regime.interventions and state.regime != regime else ()
    named = [(state.variables[each.target], each.state) for each in regime.interventions]
    settings = [SetByHand(variable.name, None if code is None else variable.states[code]) for variable, code in named]
    return (*released, *settings, Act(rows))


def next_experiment(
    strategy: Strategy, state: SessionState, most_telling: Callable[[], Regime], rng: np.random.Generator
) -> Regime:
    """Return what a strategy does next.

    Parameters
    ----------
    strategy
        "best gain" does what is expected to tell most of which candidate is true; "random" any single experiment,
        watching among them; "round robin" watches, then sets each variable to its first state, each to its second and
        so on; "one at a time" watches, then goes through all states of a variable before it turns to the next;
        "correlation" watches, and then by turns watches and sets one of the two variables that went together most
        in the watched rows.
    state
        The session so far.
    most_telling
        Returns the experiment that tells most; called for "best gain" only.
    rng
        Source of randomness.
    """
    if strategy == "best gain":
        return most_telling()
    regimes = settings_of(state)
    done = len(state.dataset.batches)
    if strategy == "random":
        return regimes[int(rng.integers(len(regimes)))]
    if strategy == "one at a time":
        return regimes[done % len(regimes)]
    if strategy == "round robin":
        by_state = sorted(regimes[1:], key=lambda regime: regime.interventions[0].state or 0)
        return [regimes[0], *by_state][done % len(regimes)]
    return _by_correlation(state, done, rng)


def settings_of(state: SessionState) -> tuple[Regime, ...]:
    """Return watching, and setting each variable that belief is about to each of its states, in this order."""
    every = single_experiments(state.variables, state.space.over)
    return tuple(regime for regime in every if all(each.kind == "do" for each in regime.interventions))


def most_telling(state: SessionState, evidence: Evidence) -> Regime:
    """Return the single experiment that is expected to tell most; watching where none is known to tell anything."""
    gains: Gains | None = None
    for progress in expected_gains(evidence, state.dataset, settings_of(state)):
        gains = progress.partial
    return OBSERVATION if gains is None or gains.best is None else gains.best.regime


def race(
    state: SessionState, strategies: Sequence[Strategy], n_batches: int, rows: int, seeds: Sequence[int]
) -> Iterator[Progress[Race]]:
    """Let strategies play the world of a session from an empty sheet, each once with every seed.

    Parameters
    ----------
    state
        A session with a world and a list of candidates.
    strategies
        Whom to compare. All have the same seeds.
    n_batches, rows
        How many batches each of them draws, of how many rows.
    seeds
        One run for each.

    Yields
    ------
    Progress
        After each run, with the means over the seeds that all strategies have played; None before.

    Raises
    ------
    InvalidInput
        When there is no world to play in, or the candidates are not listed.
    """
    if state.world is None or isinstance(state.space, AllDags):
        raise InvalidInput(Problem("strategies need a world to act in and candidates one by one", "Give it both"))
    entropies = np.zeros((len(seeds), len(strategies), n_batches + 1))
    total = len(seeds) * len(strategies)
    for number, seed in enumerate(seeds):
        for place, strategy in enumerate(strategies):
            yield Progress(number * len(strategies) + place, total, _means(entropies[:number], strategies))
            entropies[number, place] = list(_played(state, strategy, n_batches, rows, seed))
    yield Progress(total, total, _means(entropies, strategies))


def _played(state: SessionState, strategy: Strategy, n_batches: int, rows: int, seed: int) -> Iterator[float]:
    rng = np.random.default_rng(seed)
    state = apply(apply(state, Reset()), SetSeed(seed))
    evidence = _evidence(state)
    yield evidence.posterior().entropy_bits
    for _ in range(n_batches):
        best = partial(most_telling, state, evidence)
        for action in actions_for(next_experiment(strategy, state, best, rng), state, rows):
            state = apply(state, action)
        evidence = evidence.plus(state.dataset.batches[-1]) if evidence.plan is None else _evidence(state)
        yield evidence.posterior().entropy_bits


def _evidence(state: SessionState) -> Evidence:
    if isinstance(state.space, AllDags):
        raise TypeError("all structures at once have no evidence one by one")
    *_, evidence = gathered(state.dataset, state.space, state.assumptions)
    return evidence


def _by_correlation(state: SessionState, done: int, rng: np.random.Generator) -> Regime:
    watched = [batch.values for batch in state.dataset.batches if not batch.regime.interventions]
    over = state.space.over
    if done % 2 == 0 or not watched or len(over) < 2:
        return OBSERVATION
    values = np.concatenate(watched).astype(np.float64)
    # What never varies goes together with nothing.
    spread = np.maximum(values.std(axis=0), 1e-12)
    centred = (values - values.mean(axis=0)) / spread
    pair = max(combinations(over, 2), key=lambda two: abs(float((centred[:, two[0]] * centred[:, two[1]]).mean())))
    target = pair[int(rng.integers(2))]
    return Regime((do(target, int(rng.integers(state.variables[target].cardinality))),))


def _means(entropies: FloatArray, strategies: Sequence[Strategy]) -> Race | None:
    runs = len(entropies)
    if not runs:
        return None
    errors = entropies.std(axis=0, ddof=1) / np.sqrt(runs) if runs > 1 else np.zeros(entropies.shape[1:])
    return Race(tuple(strategies), entropies.mean(axis=0), errors, runs)
