"""Races: beside a slow twin that plays by the verbs of a person, and that what must be faster is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.files.scenario_reader import read_scenario
from engine.hypotheses.notation import parse_candidate
from engine.hypotheses.space import AllDags, HypothesisSpace, listed
from engine.networks.interventions import OBSERVATION, Regime
from engine.posterior.assumptions import Assumptions
from engine.posterior.enumeration import Evidence, enumerate_posterior, gathered
from engine.problems import InvalidInput
from engine.questions.expected_gains import expected_gains
from engine.sessions import racing
from engine.sessions.actions import apply
from engine.sessions.costs import ActCosts, ActCostsByName, Cost, Costs
from engine.sessions.race import Course, Race, Start
from engine.sessions.racing import race
from engine.sessions.spending import too_dear
from engine.sessions.state import SessionState, initial_state, session_from_dataset, session_from_network
from engine.sessions.strategies import PLAYING, STRATEGIES, Strategy, actions_for, next_experiment, settings_of
from engine.sessions.verbs import Act, Release, Reset, SetByHand, SetCosts, SetHypotheses, SetTable, Watch
from tests.engine.worlds import network

SCENARIOS = Path(__file__).parents[3] / "scenarios"


def start(name: str = "next-experiment") -> SessionState:
    return initial_state(read_scenario(SCENARIOS / f"{name}.yaml"))


def raced(
    state: SessionState,
    seeds: range,
    strategies: tuple[Strategy, ...] = PLAYING,
    n_steps: int = 5,
    rows: int = 4,
    start_from: Start = "empty",
    known: Race | None = None,
) -> Race:
    *_, last = race(state, Course(strategies, n_steps, rows, start_from), seeds, known)
    assert last.finished
    assert last.partial is not None
    return last.partial


def naive_play(
    state: SessionState, strategy: Strategy, n_steps: int, rows: int, own: list[Regime]
) -> list[list[float]]:
    """Play by the verbs of a person, everything weighed anew after each; return bits, leader and truth a step.

    Where the budget pays for nothing more, nothing changes any more.
    """
    rng = np.random.default_rng(state.seed)
    found = [naive_view(state)]
    for step in range(n_steps):
        if strategy == "human":
            regime: Regime | None = own[step]
        else:
            regime = next_experiment(strategy, state, rows, lambda: naive_best(state, rows), rng, step)  # noqa: B023
        for action in actions_for(regime, state, rows) if regime is not None else ():
            state = apply(state, action)
        found.append(naive_view(state))
    return found


def naive_best(state: SessionState, rows: int) -> Regime | None:
    assert isinstance(state.space, HypothesisSpace)
    *_, evidence = gathered(state.dataset, state.space, state.assumptions, state.seed)
    *_, last = expected_gains(evidence, state.dataset, settings_of(state), seed=state.seed)
    assert last.partial is not None
    for gain in sorted(last.partial.known, key=lambda gain: -gain.bits):
        if not too_dear(state, gain.regime, rows):
            return gain.regime
    return None


def naive_view(state: SessionState) -> list[float]:
    assert isinstance(state.space, HypothesisSpace)
    weights = enumerate_posterior(state.dataset, state.space, state.assumptions, state.seed).weights
    positive = weights[weights > 0]
    true = next(
        number
        for number in range(len(weights))
        if state.space.candidate(number).is_dag
        and state.world is not None
        and state.space.dag(number) == state.world.dag
    )
    return [-float((positive * np.log2(positive)).sum()), float(weights.max()), float(weights[true])]


def test_a_race_is_what_a_person_would_see_who_played_it_step_by_step() -> None:
    state = start("shorts")
    own_steps = [Watch(4), SetByHand("Shorts", "yes"), Act(8), Release(), Watch(4), SetByHand("Sun"), Act(4)]
    for action in own_steps:
        state = apply(state, action)
    own = [batch.regime for batch in state.dataset.batches for _ in range(batch.n_rows // 4)]
    found = raced(state, range(3, 5), STRATEGIES)
    assert found.truth is not None
    for run, seed in enumerate((3, 4)):
        empty = replace(apply(state, Reset()), seed=seed)
        assert empty.dataset.batches == ()
        for place, strategy in enumerate(STRATEGIES):
            slow = np.array(naive_play(empty, strategy, 5, 4, own))
            fast = [each[run, place] for each in (found.entropy_bits, found.highest, found.truth)]
            np.testing.assert_allclose(np.array(fast).T, slow, atol=1e-9)


def test_from_now_on_the_rows_of_the_session_stay_and_it_is_not_changed() -> None:
    state = apply(apply(start(), Watch(12)), SetByHand("Light", "on"))
    before = state
    found = raced(state, range(2), ("random", "correlation"), start_from="now")
    assert state == before
    for run, seed in enumerate((0, 1)):
        # The seed counts for what comes; the rows that are there are not drawn again.
        slow = naive_play(replace(state, seed=seed), "random", 5, 4, [])
        np.testing.assert_allclose(found.entropy_bits[run, 0], [each[0] for each in slow], atol=1e-9)
    assert np.ptp(found.entropy_bits[:, :, 0]) == 0.0


def test_it_is_about_the_world_and_the_candidates_as_they_are_now() -> None:
    state = start("shorts")
    world = state.world
    assert world is not None
    changed = apply(state, SetTable("Shorts", np.array([[0.5, 0.5], [0.5, 0.5]])))
    few = listed((0, 1, 2), [parse_candidate(line, state.belief_names) for line in ("unrelated", "Sun -> Shorts")])
    changed = apply(changed, SetHypotheses(few, Assumptions()))
    found = raced(changed, range(3), ("random", "one at a time"), 20, 20)
    assert found.means("entropy")[:, 0] == pytest.approx([1.0, 1.0])
    # Shorts now follow nothing, so no run finds that they follow the sun.
    assert (found.highest[:, :, -1] > 0.8).all()
    assert found.truth is None


def test_the_same_seeds_give_the_same_race_and_known_runs_are_kept() -> None:
    state = start()
    whole, again = raced(state, range(4)), raced(state, range(4))
    assert np.array_equal(whole.entropy_bits, again.entropy_bits)
    first = raced(state, range(2))
    assert first.seeds == (0, 1)
    grown = raced(state, range(4), known=first)
    assert np.array_equal(grown.entropy_bits, whole.entropy_bits)
    marked = replace(first, entropy_bits=first.entropy_bits + 1)
    kept = raced(state, range(1, 3), known=marked)
    assert kept.seeds == (1, 2)
    np.testing.assert_allclose(kept.entropy_bits - whole.entropy_bits[1:3], [[[1.0]], [[0.0]]] * np.ones((2, 5, 6)))


def dear(state: SessionState, budget: float) -> SessionState:
    """Ten rows cost 10 to watch, 100 with sun set, 20 with shorts set, 30 with ice cream set."""
    names = ("Sun", "Shorts", "Ice cream")
    acts = ActCostsByName({name: ActCosts(set=Cost(row)) for name, row in zip(names, (10, 2, 3), strict=True)})
    return apply(state, SetCosts(Costs(acts=acts, budget=budget)))


def test_in_a_race_each_does_what_it_can_pay_for_and_then_stays_where_it_is() -> None:
    state = dear(start("shorts"), 100)
    found = raced(state, range(3, 6), PLAYING, 8, 10)
    # By hand, as left after each step: watch 90, shorts 70 and 50, ice cream 20, watch 10, watch 0.
    one_at_a_time = [(None, None), ("Shorts", 0), ("Shorts", 1), ("Ice cream", 0), (None, None), (None, None)]
    place = PLAYING.index("one at a time")
    assert found.paid[:, place].tolist() == [6, 6, 6]
    assert (found.payment(place).mean, found.n_broke(place)) == (6.0, 3)
    for run, seed in enumerate(found.seeds):
        played, seen = replace(state, seed=seed), []
        for name, code in one_at_a_time:
            variables = {variable.name: variable for variable in state.variables}
            by_hand = (Watch(10),) if name is None else (SetByHand(name, variables[name].states[code or 0]), Act(10))
            for action in (Release(), *by_hand):
                played = apply(played, action)
            seen.append(naive_view(played)[0])
        np.testing.assert_allclose(found.entropy_bits[run, place, 1:], [*seen, seen[-1], seen[-1]], atol=1e-9)
        for other, strategy in enumerate(PLAYING):
            slow = naive_play(replace(state, seed=seed), strategy, 8, 10, [])
            np.testing.assert_allclose(found.entropy_bits[run, other], [each[0] for each in slow], atol=1e-9)


def test_a_budget_nobody_comes_near_changes_no_race_and_one_of_nothing_ends_it_at_once() -> None:
    free, rich, poor = start("shorts"), dear(start("shorts"), 1e6), dear(start("shorts"), 5)
    one, other, none = (raced(state, range(2), n_steps=3, rows=10) for state in (free, rich, poor))
    assert np.array_equal(one.entropy_bits, other.entropy_bits)
    assert one.paid.tolist() == other.paid.tolist() == [[3] * 5] * 2
    assert not none.paid.any()
    assert np.ptp(none.entropy_bits) == 0.0
    assert none.n_steps(0) == 3


def test_what_was_spent_counts_from_now_but_not_from_an_empty_sheet() -> None:
    state = apply(dear(start("shorts"), 100), Watch(95))
    for start_from, paid in (("empty", 6), ("now", 0)):
        found = raced(state, range(1), ("one at a time", "random"), 8, 10, start_from)
        assert found.paid[0, 0] == paid


def test_a_person_ends_before_what_cannot_be_paid_for() -> None:
    state = apply(apply(apply(start("shorts"), Watch(40)), SetByHand("Shorts", "yes")), Act(40))
    # Watching costs 10 a step, acting 20: of 75 are left 35 after watching, and 15 after one of four acts.
    found = raced(dear(state, 75), range(2), ("human", "random"), 8, 10)
    assert (found.n_steps(0), found.paid[:, 0].tolist()) == (5, [5, 5])
    assert np.isnan(found.means("entropy")[0, 6:]).all()


def test_runs_come_one_by_one_and_none_before_every_strategy_has_had_it() -> None:
    reports = list(race(start(), Course(("random", "best gain"), 3, 2), range(3)))
    assert [report.finished for report in reports].count(True) == 1
    n_runs = [report.partial.n_runs if report.partial else 0 for report in reports]
    assert n_runs == [report.done // 6 for report in reports]
    assert n_runs[-1] == 3
    assert {report.total for report in reports} == {18}


def test_a_person_with_fewer_steps_ends_before_the_others() -> None:
    state = apply(apply(start(), Watch(4)), Watch(8))
    found = raced(state, range(2), ("human", "random"))
    assert [found.n_steps(place) for place in (0, 1)] == [3, 5]
    assert np.isnan(found.means("entropy")[0, 4:]).all()
    assert np.isfinite(found.means("entropy")[1]).all()


def test_what_is_hidden_is_weighed_too() -> None:
    found = raced(start("slots"), range(3), ("best gain", "random"), 4, 5)
    assert found.exact
    assert found.truth is not None
    assert found.entropy_bits[:, :, 0] == pytest.approx(2.0)
    assert found.means("entropy")[0, -1] < 1.8


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (lambda state: apply(state, SetHypotheses(AllDags((0, 1)), Assumptions())), "too many structures"),
        (lambda state: session_from_dataset("Table", state.dataset, range(2)), "a world to act in"),
    ],
)
def test_without_a_world_or_a_list_there_is_no_race(broken: Callable[[SessionState], SessionState], said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        next(race(broken(start()), Course(("random", "best gain"), 2, 2), [1]))
    with pytest.raises(InvalidInput, match="0 different runs"):
        next(race(start(), Course(("random", "best gain"), 2, 2), []))


# -- who must win ------------------------------------------------------------------------------------------


def half_idle() -> SessionState:
    """Of four variables two are known to stand alone; only by setting A or B does one learn which makes which."""
    follows = [[0.9, 0.1], [0.1, 0.9]]
    world = network(A=("", [0.5, 0.5]), B=("A", follows), C=("", [0.5, 0.5]), D=("", [0.5, 0.5]))
    session = session_from_network("Half idle", world, range(4))
    names = session.belief_names
    space = listed(range(4), [parse_candidate(line, names) for line in ("A -> B", "B -> A")])
    return initial_state(replace(session.scenario, space=space))


def lead_of_best() -> float:
    """Return by how many standard errors the most telling experiment is ahead of chance after four steps."""
    found = raced(half_idle(), range(30), ("best gain", "random"), 4, 3)
    lead = found.lead("entropy", 0, 1, 4)
    return lead.mean / lead.standard_error


def test_the_most_telling_beats_chance_where_it_must() -> None:
    # Chance spends five of nine steps on what cannot tell. 30 runs with seeds 0 to 29 give about 7 standard errors.
    assert lead_of_best() > 4


def test_choosing_what_tells_least_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def least(state: SessionState, evidence: Evidence, _rows: int) -> list[Regime]:
        *_, last = expected_gains(evidence, state.dataset, settings_of(state))
        assert last.partial is not None
        return [min(last.partial.known, key=lambda gain: gain.bits).regime]

    monkeypatch.setattr(racing, "looking_for_most_telling", least)
    assert lead_of_best() < -2
    monkeypatch.setattr(racing, "looking_for_most_telling", lambda _state, _evidence, _rows: [OBSERVATION])
    assert lead_of_best() < -2
