"""Strategies: what each does next, that it is done by the verbs of a person, and what a person did."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from engine.files.scenario_reader import read_scenario
from engine.networks.interventions import OBSERVATION, Regime, do, push, randomize, soft
from engine.posterior.enumeration import gathered
from engine.questions.expected_gains import expected_gains
from engine.questions.experiments import single_experiments
from engine.sessions.actions import apply
from engine.sessions.state import SessionState, initial_state
from engine.sessions.strategies import (
    NAMES,
    PLAYING,
    RULES,
    STRATEGIES,
    Playing,
    actions_for,
    most_telling,
    next_experiment,
    settings_of,
    steps_done,
)
from engine.sessions.verbs import Act, PushTowards, Record, Release, SetByHand, Watch

SHORTS = Path(__file__).parents[3] / "scenarios" / "shorts.yaml"

PUSHED = Regime((push(1, 0), randomize(0)))
SLOTS = Path(__file__).parents[3] / "scenarios" / "next-experiment.yaml"


def start() -> SessionState:
    return initial_state(read_scenario(SLOTS))


def chosen(strategy: Playing, state: SessionState, seed: int = 1) -> Regime:
    *_, evidence = gathered(state.dataset, state.space, state.assumptions)  # type: ignore[arg-type]
    return next_experiment(strategy, state, lambda: most_telling(state, evidence), np.random.default_rng(seed))


def played(strategy: Playing, n_batches: int, rows: int = 20) -> list[Regime]:
    state = start()
    for number in range(n_batches):
        for action in actions_for(chosen(strategy, state, number), state, rows):
            state = apply(state, action)
    assert all(batch.n_rows == rows for batch in state.dataset.batches)
    return [batch.regime for batch in state.dataset.batches]


def test_the_best_gain_is_that_of_the_table() -> None:
    state = apply(start(), Watch(30))
    *_, evidence = gathered(state.dataset, state.space, state.assumptions)  # type: ignore[arg-type]
    *_, last = expected_gains(evidence, state.dataset, single_experiments(state.variables, (0, 1))[:5])
    assert last.partial is not None
    assert last.partial.best is not None
    assert chosen("best gain", state) == last.partial.best.regime


def test_turns_are_taken_by_state_or_by_variable() -> None:
    one, other = [Regime((do(0, 0),)), Regime((do(0, 1),))], [Regime((do(1, 0),)), Regime((do(1, 1),))]
    assert played("one at a time", 6) == [OBSERVATION, *one, *other, OBSERVATION]
    assert played("round robin", 6) == [OBSERVATION, one[0], other[0], one[1], other[1], OBSERVATION]


def test_correlation_watches_and_sets_by_turns_and_chance_does_anything() -> None:
    by_turns = played("correlation", 8)
    assert by_turns[::2] == [OBSERVATION] * 4
    assert all(regime.interventions for regime in by_turns[1::2])
    assert len(set(played("random", 12))) > 2


def test_what_is_chosen_is_done_as_a_person_would() -> None:
    state = apply(start(), SetByHand("Light", "on"))
    for regime in (Regime((do(0, 1),)), Regime((randomize(1),)), Regime((do(0, 0), do(1, 1))), PUSHED, OBSERVATION):
        after = state
        for action in actions_for(regime, state, 3):
            after = apply(after, action)
        assert after.dataset.batches[-1].regime == regime
        assert after.dataset.n_rows == 3
    assert actions_for(state.regime, state, 2) == (SetByHand("Light", "on"), Act(2))


def seen(rows: list[list[int]], regime: Regime = OBSERVATION) -> Record:
    return Record(np.array(rows, dtype=np.int8), regime)


def test_correlation_sets_one_of_the_pair_that_went_together_most_in_the_watched_rows() -> None:
    state = initial_state(read_scenario(SHORTS))
    # Sun and ice cream agree in seven rows of eight, shorts with neither; in the rows set by hand all three agree.
    watched = [[0, 0, 0], [0, 1, 0], [0, 0, 0], [0, 1, 0], [1, 0, 1], [1, 1, 1], [1, 0, 1], [1, 1, 0]]
    state = apply(state, seen(watched))
    state = apply(state, seen([[0, 0, 1], [1, 1, 0]] * 40, Regime((do(0, 0),))))
    chosen_by = [next_experiment("correlation", state, most, np.random.default_rng(seed), 1) for seed in range(40)]
    assert {(regime.interventions[0].target, regime.interventions[0].state) for regime in chosen_by} == {
        (target, code) for target in (0, 2) for code in (0, 1)
    }
    assert next_experiment("correlation", state, most, np.random.default_rng(1), 2) == OBSERVATION


def most() -> Regime:
    raise AssertionError("only the strategy of that name asks what tells most")


def test_chance_takes_every_experiment_alike_often() -> None:
    state, rng = initial_state(read_scenario(SHORTS)), np.random.default_rng(5)
    regimes = settings_of(state)
    assert len(regimes) == 7
    counts = np.zeros(7)
    for _ in range(700):
        counts[regimes.index(next_experiment("random", state, most, rng))] += 1
    # Chi-square with 6 degrees of freedom: above 22.5 in one of a thousand seeds.
    assert ((counts - 100) ** 2 / 100).sum() < 22.5


def test_turns_are_counted_from_where_a_strategy_began() -> None:
    state = apply(start(), Watch(5))
    rng = np.random.default_rng(1)
    found = [next_experiment("one at a time", state, most, rng, turn) for turn in range(5)]
    assert found == list(settings_of(state))


def test_what_a_person_did_is_cut_into_steps_as_far_as_it_fits() -> None:
    state = start()
    for action in (Watch(20), SetByHand("Light", "on"), Act(10), Release(), Watch(15), Watch(10)):
        state = apply(state, action)
    set_to = state.dataset.batches[1].regime
    assert steps_done(state.dataset, 10) == (OBSERVATION, OBSERVATION, set_to)
    assert steps_done(state.dataset, 5) == (*[OBSERVATION] * 4, *[set_to] * 2, *[OBSERVATION] * 5)
    assert steps_done(state.dataset, 7) == ()
    pushed = apply(apply(state, PushTowards("Light", "on")), Act(5))
    assert steps_done(pushed.dataset, 5)[-1] == pushed.regime
    unknown = apply(state, Record(np.zeros((5, 2), dtype=np.int8), Regime((soft(0, label="drought"),))))
    assert steps_done(unknown.dataset, 5) == steps_done(state.dataset, 5)


def test_every_strategy_has_a_name_and_one_sentence() -> None:
    assert set(NAMES) == set(RULES) == set(STRATEGIES) == {*PLAYING, "human"}
    assert all(rule.endswith(".") and ". " not in rule for rule in RULES.values())
