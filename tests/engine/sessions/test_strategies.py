"""Strategies: what each does next, that it is done by the verbs of a person, and how fast it finds out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.files.scenario_reader import read_scenario
from engine.hypotheses.space import AllDags
from engine.networks.interventions import OBSERVATION, Regime, do, randomize
from engine.posterior.assumptions import Assumptions
from engine.posterior.enumeration import gathered
from engine.problems import InvalidInput
from engine.questions.expected_gains import expected_gains
from engine.questions.experiments import single_experiments
from engine.sessions.actions import apply
from engine.sessions.state import SessionState, initial_state
from engine.sessions.strategies import STRATEGIES, Race, Strategy, actions_for, most_telling, next_experiment, race
from engine.sessions.verbs import Act, SetByHand, SetHypotheses, Watch

SLOTS = Path(__file__).parents[3] / "scenarios" / "next-experiment.yaml"


def start() -> SessionState:
    return initial_state(read_scenario(SLOTS))


def chosen(strategy: Strategy, state: SessionState, seed: int = 1) -> Regime:
    *_, evidence = gathered(state.dataset, state.space, state.assumptions)  # type: ignore[arg-type]
    return next_experiment(strategy, state, lambda: most_telling(state, evidence), np.random.default_rng(seed))


def played(strategy: Strategy, n_batches: int, rows: int = 20) -> list[Regime]:
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
    for regime in (Regime((do(0, 1),)), Regime((randomize(1),)), Regime((do(0, 0), do(1, 1))), OBSERVATION):
        after = state
        for action in actions_for(regime, state, 3):
            after = apply(after, action)
        assert after.dataset.batches[-1].regime == regime
        assert after.dataset.n_rows == 3
    assert actions_for(state.regime, state, 2) == (SetByHand("Light", "on"), Act(2))


def raced(seeds: range, strategies: tuple[Strategy, ...] = STRATEGIES) -> Race:
    *_, last = race(start(), strategies, 6, 5, seeds)
    assert last.partial is not None
    return last.partial


def test_a_race_starts_level_and_every_strategy_finds_something_out() -> None:
    # Which of them is faster takes about a hundred runs to be told from chance, too many for here.
    found = raced(range(8))
    assert found.strategies == STRATEGIES
    assert found.runs == 8
    assert found.entropy_bits[:, 0] == pytest.approx(np.full(len(STRATEGIES), 2.0))
    assert (found.entropy_bits[:, -1] + 2 * found.standard_errors[:, -1] < 2.0).all()


def test_the_same_seeds_give_the_same_race_and_means_are_means() -> None:
    both, again = raced(range(2), ("random",)), raced(range(2), ("random",))
    assert np.array_equal(both.entropy_bits, again.entropy_bits)
    alone = [raced(range(seed, seed + 1), ("random",)) for seed in range(2)]
    assert both.entropy_bits == pytest.approx((alone[0].entropy_bits + alone[1].entropy_bits) / 2)
    spread = np.abs(alone[0].entropy_bits - alone[1].entropy_bits) / 2
    assert both.standard_errors == pytest.approx(spread)
    assert not alone[0].standard_errors.any()


def test_without_a_list_there_is_no_race() -> None:
    state = apply(start(), SetHypotheses(AllDags((0, 1)), Assumptions()))
    with pytest.raises(InvalidInput, match="candidates one by one"):
        next(race(state, STRATEGIES, 2, 2, [1]))
