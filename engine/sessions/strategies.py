"""Ways to choose the next experiment without a person, and what a person chose."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Literal, get_args

import numpy as np

from engine.data.dataset import Dataset, Values
from engine.networks.interventions import OBSERVATION, Intervention, Regime, do
from engine.networks.variables import Variable
from engine.posterior.enumeration import Evidence
from engine.questions.expected_gains import expected_gains
from engine.questions.experiments import Gains, single_experiments
from engine.sessions.spending import payable
from engine.sessions.state import SessionState
from engine.sessions.verbs import Act, Action, PushTowards, Release, SetByHand, Watch

Playing = Literal["best gain", "random", "round robin", "one at a time", "correlation"]
Strategy = Literal[Playing, "human"]
# Those that play by themselves, and all.
PLAYING: tuple[Playing, ...] = get_args(Playing)
STRATEGIES: tuple[Strategy, ...] = (*PLAYING, "human")
NAMES: Mapping[Strategy, str] = {
    "best gain": "most telling",
    "random": "at random",
    "round robin": "each variable in turn",
    "one at a time": "one variable at a time",
    "correlation": "what goes together",
    "human": "you",
}
RULES: Mapping[Strategy, str] = {
    "best gain": "Does what is expected to tell most about which candidate is true (expected information gain).",
    "random": "Picks by chance: watching, or setting any variable to any state, all equally likely.",
    "round robin": (
        "Watches, then sets every variable in turn to its first state, then every variable to its second, and so on."
    ),
    "one at a time": "Watches, then sets one variable to each of its states before it turns to the next.",
    "correlation": (
        "Watches, then sets one of the two variables that went together most (correlation), and so on by turns."
    ),
    "human": "Repeats what you did in this session so far, step by step, with another throw of the dice.",
}


def actions_for(regime: Regime, state: SessionState, rows: int) -> tuple[Action, ...]:
    """Return what a person would do to draw so many rows under a regime: release, set by hand, act; or watch."""
    if not regime.interventions:
        return (Watch(rows),)
    released: tuple[Action, ...] = (Release(),) if state.regime.interventions and state.regime != regime else ()
    return (*released, *(_by_hand(each, state.variables[each.target]) for each in regime.interventions), Act(rows))


def next_experiment(
    strategy: Playing,
    state: SessionState,
    rows: int,
    most_telling: Callable[[], Regime | None],
    rng: np.random.Generator,
    turn: int | None = None,
) -> Regime | None:
    """Return what a strategy does next, among what can be paid for; `RULES` says by which rule.

    Parameters
    ----------
    strategy
        Who chooses.
    state
        The session so far.
    rows
        How many rows are to be drawn.
    most_telling
        Returns the experiment that tells most of what can be paid for, None where nothing can; called for "best gain"
        only.
    rng
        Source of randomness.
    turn
        How many experiments the strategy has done; None for all batches of the session.

    Returns
    -------
    Regime or None
        None when so many rows can be paid for of none of `settings_of`.
    """
    if strategy == "best gain":
        return most_telling()
    settings = settings_of(state)
    left = payable(state, settings, rows)
    if not left:
        return None
    done = len(state.dataset.batches) if turn is None else turn
    if strategy == "random":
        return left[int(rng.integers(len(left)))]
    if strategy == "one at a time":
        return _in_turn(settings, left, state, done)
    if strategy == "round robin":
        by_state = sorted(settings[1:], key=lambda regime: regime.interventions[0].state or 0)
        return _in_turn((settings[0], *by_state), left, state, done)
    return _by_correlation(state, left, done, rng)


def _in_turn(order: Sequence[Regime], left: Sequence[Regime], state: SessionState, done: int) -> Regime:
    # What cannot be paid for is passed over, and the next goes on from what was done instead.
    last = state.dataset.batches[-1].regime if done and state.dataset.batches else None
    first = order.index(last) + 1 if last in order else done
    turns = (order[(first + step) % len(order)] for step in range(len(order)))
    return next(regime for regime in turns if regime in left)


def _by_hand(intervention: Intervention, variable: Variable) -> Action:
    if intervention.towards is not None:
        return PushTowards(variable.name, variable.states[intervention.towards])
    return SetByHand(variable.name, None if intervention.state is None else variable.states[intervention.state])


def settings_of(state: SessionState) -> tuple[Regime, ...]:
    """Return watching, and setting each variable that belief is about to each of its states, in this order."""
    every = single_experiments(state.variables, state.space.over)
    return tuple(regime for regime in every if all(each.kind == "do" for each in regime.interventions))


def looking_for_most_telling(state: SessionState, evidence: Evidence, rows: int) -> Iterator[Regime | None]:
    """Yield None now and then, so that it can be stopped, and last the experiment that is expected to tell most.

    It is about one more row of each of `settings_of` of which so many rows can be paid for, the first of several that
    tell the same; None where nothing can be paid for. Costs what `expected_gains` costs.
    """
    gains: Gains | None = None
    regimes = payable(state, settings_of(state), rows)
    for progress in expected_gains(evidence, state.dataset, regimes, None, state.seed) if regimes else ():
        gains = progress.partial
        yield None
    yield None if gains is None or gains.best is None else gains.best.regime


def most_telling(state: SessionState, evidence: Evidence, rows: int) -> Regime | None:
    """Return the single experiment that is expected to tell most, of those of which so many rows can be paid for."""
    *_, found = looking_for_most_telling(state, evidence, rows)
    return found


def steps_done(dataset: Dataset, rows: int) -> tuple[Regime, ...]:
    """Return what was done as steps of so many rows each, in order.

    Parameters
    ----------
    dataset
        What was seen, batch by batch.
    rows
        Rows a step: a batch of three times as many is three steps. It ends before the first batch that makes no whole
        steps, or in which a variable followed a table that nobody knows, which no step can do again.
    """
    steps: list[Regime] = []
    for batch in dataset.batches:
        soft = [each for each in batch.regime.interventions if each.kind == "soft"]
        unknown = any(each.table is None and not each.is_pushed for each in soft)
        if batch.n_rows % rows or unknown:
            break
        steps += [batch.regime] * (batch.n_rows // rows)
    return tuple(steps)


def _by_correlation(state: SessionState, left: Sequence[Regime], done: int, rng: np.random.Generator) -> Regime:
    watched = [batch.values for batch in state.dataset.batches if not batch.regime.interventions]
    over, can_watch = state.space.over, OBSERVATION in left
    targets = {regime.interventions[0].target for regime in left if regime.interventions}
    # Of a pair of which one variable can be paid for, that one is set.
    pairs = [two for two in combinations(over, 2) if targets.intersection(two)]
    if can_watch and (done % 2 == 0 or not watched or not pairs):
        return OBSERVATION
    if not pairs:
        # There is one variable, and watching it cannot be paid for.
        return left[int(rng.integers(len(left)))]
    strength = _correlations(watched)
    pair = max(pairs, key=lambda two: strength(*two))
    settable = [target for target in pair if target in targets]
    target = settable[int(rng.integers(len(settable)))]
    return Regime((do(target, int(rng.integers(state.variables[target].cardinality))),))


def _correlations(watched: Sequence[Values]) -> Callable[[int, int], float]:
    # Between state codes, without sign; 0 where nothing was watched.
    if not watched:
        return lambda _one, _other: 0.0
    values = np.concatenate(watched).astype(np.float64)
    # What never varies goes together with nothing.
    spread = np.maximum(values.std(axis=0), 1e-12)
    centred = (values - values.mean(axis=0)) / spread
    return lambda one, other: abs(float((centred[:, one] * centred[:, other]).mean()))
