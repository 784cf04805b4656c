"""Ways to choose the next experiment without a person, and what a person chose."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from typing import Literal, get_args

import numpy as np

from engine.data.dataset import Dataset
from engine.networks.interventions import OBSERVATION, Intervention, Regime, do
from engine.networks.variables import Variable
from engine.posterior.enumeration import Evidence
from engine.questions.expected_gains import expected_gains
from engine.questions.experiments import Gains, single_experiments
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
    most_telling: Callable[[], Regime],
    rng: np.random.Generator,
    turn: int | None = None,
) -> Regime:
    """Return what a strategy does next; `RULES` says by which rule.

    Parameters
    ----------
    strategy
        Who chooses.
    state
        The session so far.
    most_telling
        Returns the experiment that tells most; called for "best gain" only.
    rng
        Source of randomness.
    turn
        How many experiments the strategy has done; None for all batches of the session.
    """
    if strategy == "best gain":
        return most_telling()
    regimes = settings_of(state)
    done = len(state.dataset.batches) if turn is None else turn
    if strategy == "random":
        return regimes[int(rng.integers(len(regimes)))]
    if strategy == "one at a time":
        return regimes[done % len(regimes)]
    if strategy == "round robin":
        by_state = sorted(regimes[1:], key=lambda regime: regime.interventions[0].state or 0)
        return [regimes[0], *by_state][done % len(regimes)]
    return _by_correlation(state, done, rng)


def _by_hand(intervention: Intervention, variable: Variable) -> Action:
    if intervention.towards is not None:
        return PushTowards(variable.name, variable.states[intervention.towards])
    return SetByHand(variable.name, None if intervention.state is None else variable.states[intervention.state])


def settings_of(state: SessionState) -> tuple[Regime, ...]:
    """Return watching, and setting each variable that belief is about to each of its states, in this order."""
    every = single_experiments(state.variables, state.space.over)
    return tuple(regime for regime in every if all(each.kind == "do" for each in regime.interventions))


def looking_for_most_telling(state: SessionState, evidence: Evidence) -> Iterator[Regime | None]:
    """Yield None now and then, so that it can be stopped, and last the experiment that is expected to tell most.

    It is about one more row of each of `settings_of`; watching where none is known to tell anything. Costs what
    `expected_gains` costs.
    """
    gains: Gains | None = None
    for progress in expected_gains(evidence, state.dataset, settings_of(state), None, state.seed):
        gains = progress.partial
        yield None
    yield OBSERVATION if gains is None or gains.best is None else gains.best.regime


def most_telling(state: SessionState, evidence: Evidence) -> Regime:
    """Return the single experiment that is expected to tell most; watching where none is known to tell anything."""
    *_, found = looking_for_most_telling(state, evidence)
    return found or OBSERVATION


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
