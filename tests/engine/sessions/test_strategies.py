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
from engine.sessions.costs import ActCosts, ActCostsByName, Cost, Costs
from engine.sessions.spending import nothing_payable, payable
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
from engine.sessions.verbs import Act, PushTowards, Record, Release, SetByHand, SetCosts, Watch

SHORTS = Path(__file__).parents[3] / "scenarios" / "shorts.yaml"

PUSHED = Regime((push(1, 0), randomize(0)))
SLOTS = Path(__file__).parents[3] / "scenarios" / "next-experiment.yaml"


ROWS = 20


def start() -> SessionState:
    return initial_state(read_scenario(SLOTS))


def chosen(strategy: Playing, state: SessionState, seed: int = 1) -> Regime:
    *_, evidence = gathered(state.dataset, state.space, state.assumptions)  # type: ignore[arg-type]
    rng = np.random.default_rng(seed)
    found = next_experiment(strategy, state, ROWS, lambda: most_telling(state, evidence, ROWS), rng)
    assert found is not None
    return found


def played(strategy: Playing, n_batches: int, rows: int = ROWS) -> list[Regime]:
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
    chosen_by = [
        next_experiment("correlation", state, ROWS, most, np.random.default_rng(seed), 1) for seed in range(40)
    ]
    assert {(regime.interventions[0].target, regime.interventions[0].state) for regime in chosen_by if regime} == {
        (target, code) for target in (0, 2) for code in (0, 1)
    }
    assert next_experiment("correlation", state, ROWS, most, np.random.default_rng(1), 2) == OBSERVATION


def most() -> Regime:
    raise AssertionError("only the strategy of that name asks what tells most")


def test_chance_takes_every_experiment_alike_often() -> None:
    state, rng = initial_state(read_scenario(SHORTS)), np.random.default_rng(5)
    regimes = settings_of(state)
    assert len(regimes) == 7
    counts = np.zeros(7)
    for _ in range(700):
        regime = next_experiment("random", state, ROWS, most, rng)
        assert regime is not None
        counts[regimes.index(regime)] += 1
    # Chi-square with 6 degrees of freedom: above 22.5 in one of a thousand seeds.
    assert ((counts - 100) ** 2 / 100).sum() < 22.5


def test_turns_are_counted_from_where_a_strategy_began() -> None:
    state = apply(start(), Watch(5))
    rng, found = np.random.default_rng(1), []
    for turn in range(5):
        regime = next_experiment("one at a time", state, ROWS, most, rng, turn)
        assert regime is not None
        found.append(regime)
        for action in actions_for(regime, state, 1):
            state = apply(state, action)
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


# -- what can be paid for ----------------------------------------------------------------------------------

SUN, SHORTS_ON, ICE = (tuple(Regime((do(target, code),)) for code in (0, 1)) for target in range(3))


def on_a_budget(budget: float, watch: float = 1, sun: float = 10, shorts: float = 2, ice: float = 3) -> SessionState:
    """What a row costs in the shorts world, and what all together may."""
    names = ("Sun", "Shorts", "Ice cream")
    acts = {name: ActCosts(set=Cost(row)) for name, row in zip(names, (sun, shorts, ice), strict=True)}
    state = initial_state(read_scenario(SHORTS))
    assert tuple(variable.name for variable in state.variables) == names
    return apply(state, SetCosts(Costs(Cost(watch), ActCostsByName(acts), budget)))


def spent_by(strategy: Playing, state: SessionState, rows: int = 10) -> list[Regime]:
    """Play until nothing can be paid for, each step by the verbs of a person, who is refused what is too dear."""
    rng, done = np.random.default_rng(3), []
    while (regime := next_experiment(strategy, state, rows, most, rng)) is not None:
        for action in actions_for(regime, state, rows):
            state = apply(state, action)
        done.append(regime)
        assert len(done) < 50
    assert nothing_payable(state, settings_of(state), rows)
    return done


def test_turns_pass_over_what_cannot_be_paid_for_and_end_when_nothing_can() -> None:
    # Ten rows cost 10 to watch, 100 for sun, 20 for shorts, 30 for ice cream. After each step are left, of 100:
    # 90, 70, 50, 20, 10, 0. With 20 left ice cream is too dear, with 10 shorts are.
    assert spent_by("one at a time", on_a_budget(100)) == [OBSERVATION, *SHORTS_ON, ICE[0], OBSERVATION, OBSERVATION]
    # 90, 70, 40, 20, 10, 0: the second state of ice cream is passed over with 20 left.
    by_state = [OBSERVATION, SHORTS_ON[0], ICE[0], SHORTS_ON[1], OBSERVATION, OBSERVATION]
    assert spent_by("round robin", on_a_budget(100)) == by_state
    # With 109 a last watching leaves 9, which pays for nothing.
    assert spent_by("round robin", on_a_budget(109)) == by_state
    assert spent_by("round robin", on_a_budget(9)) == []


def test_a_turn_goes_on_from_what_was_done_in_the_place_of_another() -> None:
    # Were it only counted, 40, 20 and 0 left would give shorts, shorts again, and nothing else of its turn.
    assert spent_by("one at a time", on_a_budget(80, watch=100)) == [*SHORTS_ON, ICE[0]]


def test_chance_is_fair_among_what_can_be_paid_for() -> None:
    state, rng = on_a_budget(25), np.random.default_rng(5)
    left = payable(state, settings_of(state), 10)
    assert left == (OBSERVATION, *SHORTS_ON)
    counts = np.zeros(3)
    for _ in range(600):
        regime = next_experiment("random", state, 10, most, rng)
        assert regime is not None
        counts[left.index(regime)] += 1
    # Chi-square with 2 degrees of freedom: above 13.8 in one of a thousand seeds.
    assert ((counts - 200) ** 2 / 200).sum() < 13.8


def test_correlation_sets_what_can_be_paid_for_of_the_pair_that_goes_together_most_of_all_such() -> None:
    # Codes of sun and ice cream agree in 7 rows of 8, of sun and shorts in 6, of shorts and ice cream in 5.
    rows = [[0, 0, 0], [0, 0, 0], [0, 1, 0], [0, 0, 0], [1, 1, 1], [1, 1, 1], [1, 0, 1], [1, 1, 0]]
    # Recorded rows cost nothing.
    for left, can in ((150, {0, 2}), (30, {2}), (25, {1}), (15, set())):
        state = apply(on_a_budget(left), seen(rows))
        found = {next_experiment("correlation", state, 10, most, np.random.default_rng(seed), 1) for seed in range(40)}
        assert {regime.interventions[0].target for regime in found if regime and regime.interventions} == can
        # Where none can be set, it watches in its place.
        assert (OBSERVATION in found) == (not can)
    unwatchable = apply(on_a_budget(30, watch=4), seen(rows))
    for turn in (0, 1):
        regime = next_experiment("correlation", unwatchable, 10, most, np.random.default_rng(1), turn)
        assert regime in ICE
    unseen = on_a_budget(30, watch=4, shorts=5)
    assert next_experiment("correlation", unseen, 10, most, np.random.default_rng(1), 0) in ICE
    assert next_experiment("correlation", on_a_budget(9), 10, most, np.random.default_rng(1), 0) is None


def test_the_most_telling_is_that_of_what_can_be_paid_for() -> None:
    seen_so_far = apply(initial_state(read_scenario(SHORTS)), Watch(30))
    *_, evidence = gathered(seen_so_far.dataset, seen_so_far.space, seen_so_far.assumptions)  # type: ignore[arg-type]
    *_, last = expected_gains(evidence, seen_so_far.dataset, settings_of(seen_so_far))
    assert last.partial is not None
    bits = {gain.regime: gain.bits for gain in last.partial.known}
    ranked = sorted(bits, key=lambda regime: -bits[regime])
    assert len(set(bits.values())) > 3
    for place in range(len(ranked)):
        # What tells more than the one at this place is made too dear, by variable; rows watched before are paid.
        dear = {name_of(regime) for regime in ranked[:place]}
        acts = {name: ActCosts(set=Cost(50)) for name in dear - {""}}
        costs = Costs(Cost(50 if "" in dear else 1), ActCostsByName(acts), budget=30 * (50 if "" in dear else 1) + 20)
        state = apply(seen_so_far, SetCosts(costs))
        expected = next((regime for regime in ranked if name_of(regime) not in dear), None)
        assert most_telling(state, evidence, 10) == expected


def name_of(regime: Regime) -> str:
    return ("Sun", "Shorts", "Ice cream")[regime.interventions[0].target] if regime.interventions else ""
