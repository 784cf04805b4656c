from __future__ import annotations

import copy
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data.dataset import Dataset
from engine.hypotheses.candidate import Candidate
from engine.hypotheses.notation import parse_candidate
from engine.hypotheses.space import listed
from engine.networks.dag import Dag
from engine.networks.interventions import OBSERVATION, Regime, do, push, randomize
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions
from engine.sessions.actions import LARGEST_DRAW, Action, ActionRejected, apply
from engine.sessions.costs import ActCosts, ActCostsByName, Cost, Costs
from engine.sessions.plans import PlannedStep
from engine.sessions.positions import Positions
from engine.sessions.state import SessionState, session_from_dataset
from engine.sessions.verbs import (
    Act,
    CarryOut,
    MoveNodes,
    NextStep,
    Pin,
    PlaceBet,
    PlayStep,
    PreviousStep,
    PushTowards,
    Record,
    Release,
    Reset,
    ScoreAsWatched,
    SetByHand,
    SetCosts,
    SetEquivalentSampleSize,
    SetHypotheses,
    SetPlan,
    SetSeed,
    SetTable,
    TakeHint,
    UncoverWorld,
    Watch,
)
from tests.engine.sessions import samples
from tests.engine.sessions.comparing import rows_of, same
from tests.engine.strategies import PROPERTY


def played(*actions: Action, state: SessionState | None = None) -> SessionState:
    now = samples.start() if state is None else state
    for action in actions:
        now = apply(now, action)
    return now


def attempt(state: SessionState, action: Action) -> SessionState | ActionRejected:
    """Return the state after an action, or its rejection; anything else that is raised comes through."""
    try:
        return apply(state, action)
    except ActionRejected as rejection:
        return rejection


BAD_PLAN = (PlannedStep(Regime((do(0, 5),))),)
any_action: st.SearchStrategy[Action] = st.one_of(
    st.builds(Watch, st.integers(-1, 30)),
    st.builds(Act, st.integers(0, 30)),
    st.builds(SetByHand, st.sampled_from(["Sun", "Ice cream", "Mood", "Moon"]), st.sampled_from([None, "yes", "up"])),
    st.builds(PushTowards, st.sampled_from(["Sun", "Mood", "Moon"]), st.sampled_from(["yes", "up"])),
    st.builds(Release, st.sampled_from([None, "Sun", "Moon"])),
    st.just(Record(np.array([[0, 1], [1, 1]], dtype=np.int8), Regime((do(0, 0),)))),
    st.just(Record(np.array([[0, 7]], dtype=np.int8))),
    st.builds(SetTable, st.just("Sun"), st.sampled_from([np.array([0.1, 0.9]), np.array([0.5, 0.6])])),
    st.builds(SetSeed, st.integers(-1, 3)),
    st.builds(SetEquivalentSampleSize, st.sampled_from([0.5, 2.0, 0.0, float("nan")])),
    st.builds(MoveNodes, st.sampled_from([Positions({"Sun": (1, 2)}), Positions({"Moon": (1, 2)})])),
    st.builds(SetCosts, st.sampled_from([Costs(budget=20), Costs(acts=ActCostsByName({"Moon": ActCosts(Cost(2))}))])),
    st.builds(SetPlan, st.sampled_from([(PlannedStep(OBSERVATION, 7), PlannedStep(Regime((do(0, 0),)))), BAD_PLAN])),
    st.builds(
        Pin, st.sampled_from([Candidate.of(Dag(masks)) for masks in ((0, 0), (0, 1), (2, 0), (0,))]), st.booleans()
    ),
    st.builds(PlaceBet, st.integers(-1, 3)),
    st.sampled_from([Reset(), UncoverWorld(), CarryOut(), PlayStep(), NextStep(), PreviousStep(), TakeHint()]),
)


@given(st.lists(any_action, max_size=12))
@PROPERTY
def test_no_action_changes_the_state_it_is_applied_to(actions: list[Action]) -> None:
    state = samples.start()
    for action in actions:
        before = copy.deepcopy(state)
        after = attempt(state, action)
        if isinstance(after, ActionRejected):
            assert str(after).endswith(".")
            after = state
        assert same(state, before)
        assert len(after.sources) == len(after.dataset.batches)
        assert 0 <= after.lesson.step <= after.lesson.played <= 4
        state = after


def test_watching_releases_and_observes() -> None:
    state = played(SetByHand("Sun", "yes"), Watch(30))
    assert state.regime == OBSERVATION
    assert state.dataset.batches[0].regime == OBSERVATION
    assert state.dataset.batches[0].drawn
    assert set(state.dataset.batches[0].values[:, 0]) == {0, 1}


def test_acting_draws_under_what_is_set() -> None:
    state = played(SetByHand("Sun", "no"), Act(30))
    assert state.regime == Regime((do(0, 1),))
    assert state.dataset.batches[0].regime == state.regime
    assert set(state.dataset.batches[0].values[:, 0]) == {1}


def test_the_regime_names_measured_variables_and_the_world_has_hidden_ones() -> None:
    # Mood is hidden and first in the world, so Sun is column 0 and variable 1.
    state = played(SetByHand("Ice cream", "yes"))
    assert state.regime == Regime((do(1, 0),))
    assert state.world_regime == Regime((do(2, 0),))


def test_acting_with_nothing_set_is_rejected() -> None:
    with pytest.raises(ActionRejected, match="Nothing is set by hand yet"):
        played(Act(10))


@pytest.mark.parametrize("rows", [0, -5, LARGEST_DRAW + 1])
def test_a_draw_has_a_size(rows: int) -> None:
    with pytest.raises(ActionRejected, match="between 1 and 1,000,000"):
        played(Watch(rows))


@pytest.mark.parametrize(
    "action", [Watch(1), Act(1), SetByHand("A", "yes"), SetTable("A", np.array([0.5, 0.5]))], ids=str
)
def test_a_table_of_data_has_no_world(action: Action) -> None:
    with pytest.raises(ActionRejected, match="there is no world here to draw from"):
        apply(samples.table_of_data(), action)


def test_setting_replaces_and_releasing_takes_away() -> None:
    state = played(SetByHand("Sun", "yes"), SetByHand("Sun"), SetByHand("Ice cream", "no"))
    assert state.regime == Regime((randomize(0), do(1, 1)))
    assert played(Release("Sun"), state=state).regime == Regime((do(1, 1),))
    assert played(Release(), state=state).regime == OBSERVATION


@pytest.mark.parametrize(
    ("action", "said"),
    [
        (SetByHand("Mood", "high"), "hidden"),
        (SetByHand("Moon", "full"), 'no variable "Moon"'),
        (SetByHand("Sun", "up"), "Its states are: yes, no"),
        (Release("Moon"), 'no variable "Moon"'),
        (MoveNodes(Positions({"Moon": (0, 0)})), "Moon"),
        (SetTable("Moon", np.array([1.0])), 'no variable "Moon"'),
        (SetTable("Sun", np.array([0.5, 0.6])), "add up to 1.1"),
        (SetTable("Sun", np.array([1.0])), "shape"),
        (SetSeed(-1), "whole number from 0"),
        (SetEquivalentSampleSize(0), "above 0"),
        (Record(np.array([[0, 5]], dtype=np.int8)), "codes 0 to 1"),
    ],
    ids=str,
)
def test_what_cannot_be_done_is_said(action: Action, said: str) -> None:
    with pytest.raises(ActionRejected) as caught:
        played(action)
    assert said in str(caught.value)


def test_hidden_nodes_can_be_moved() -> None:
    assert played(MoveNodes(Positions({"Mood": (3, 4)}))).positions["Mood"] == (3, 4)


def test_a_push_is_in_force_in_the_world_and_its_rows_are_apart() -> None:
    state = played(Watch(200), PushTowards("Ice cream", "no"), Act(200))
    assert state.world_regime == Regime((push(2, 1),))
    assert state.dataset.batches[-1].regime == Regime((push(1, 1),))
    low, high = (float(batch.values[:, 1].mean()) for batch in state.dataset.batches)
    assert high > low + 0.1
    assert played(Release("Ice cream"), state=state).regime == Regime()


def test_recorded_rows_are_kept_with_their_regime() -> None:
    regime = Regime((do(0, 1),))
    state = played(Record(np.array([[1, 0], [1, 1]], dtype=np.int8), regime))
    assert state.dataset.batches[0].regime == regime
    assert not state.dataset.batches[0].drawn
    assert state.sources == (None,)


def test_another_seed_draws_other_rows_and_the_first_seed_the_first_again() -> None:
    recorded = Record(np.array([[1, 0], [1, 1]], dtype=np.int8))
    drawn = played(Watch(40), recorded, SetByHand("Sun", "yes"), Act(25))
    other = apply(drawn, SetSeed(5))
    again = apply(other, SetSeed(drawn.seed))
    assert rows_of(again) == rows_of(drawn)
    assert rows_of(other)[0] != rows_of(drawn)[0]
    assert rows_of(other)[1] == rows_of(drawn)[1]
    assert [batch.regime for batch in other.dataset.batches] == [batch.regime for batch in drawn.dataset.batches]


def test_a_new_seed_draws_each_batch_from_the_world_it_came_from() -> None:
    always = np.array([1.0, 0.0])
    drawn = played(SetTable("Sun", always), Watch(20), SetTable("Sun", 1 - always), Watch(20))
    for state in (drawn, apply(drawn, SetSeed(9))):
        first, second = state.dataset.batches
        assert not first.values[:, 0].any()
        assert second.values[:, 0].all()


def test_a_batch_depends_on_its_number_and_not_on_the_length_of_others() -> None:
    short, long = played(Watch(5), Watch(30)), played(Watch(500), Watch(30))
    assert rows_of(short)[1] == rows_of(long)[1]
    assert rows_of(played(Watch(30), Watch(30)))[0] != rows_of(short)[1]


def test_reset_goes_back_and_keeps_the_seed() -> None:
    state = played(SetSeed(77), Watch(5), SetByHand("Sun", "yes"), SetEquivalentSampleSize(3), NextStep(), Reset())
    assert same(state, played(SetSeed(77)))


def chosen(*lines: str, over: tuple[int, ...] = (0, 1), **assumed: Any) -> SetHypotheses:
    candidates = [parse_candidate(line, ("Sun", "Ice cream")) for line in lines]
    return SetHypotheses(listed(over, candidates), Assumptions(**assumed))


def test_other_candidates_are_taken_and_the_rows_stay() -> None:
    action = chosen("Sun -> Ice cream", "Sun <-> Ice cream", prior="own", weights=(1.0, 3.0))
    before = played(Watch(9))
    state = apply(before, action)
    assert (state.space, state.assumptions) == (action.space, action.assumptions)
    assert state.dataset is before.dataset


@pytest.mark.parametrize(
    ("action", "sentence"),
    [
        (chosen("unrelated", over=(0, 9)), "about more variables than the 2 that are measured"),
        (chosen("Sun -> Ice cream", forbidden=(("Sun", "Ice cream"),)), "leave no candidate"),
        (chosen("unrelated", prior="own", weights=(1.0, 2.0)), "weights"),
    ],
)
def test_candidates_that_cannot_be_weighed_are_refused_at_once(action: SetHypotheses, sentence: str) -> None:
    before = played(Watch(9))
    with pytest.raises(ActionRejected, match=sentence):
        apply(before, action)


def test_a_hidden_cause_behind_too_many_causes_is_refused_by_name() -> None:
    names = tuple("ABCDEF")
    variables = tuple(Variable(name, ("no", "yes")) for name in names)
    state = session_from_dataset("coins", Dataset(variables, ()), tuple(range(6)))
    deep = parse_candidate("C -> A, D -> A, E -> A, F -> A, A -> B, A <-> B", names)
    with pytest.raises(ActionRejected, match=r"A <-> B.*: a hidden cause stands behind variables with too many causes"):
        apply(state, SetHypotheses(listed(range(6), [deep]), Assumptions()))


def test_the_wrong_belief_is_worked_out_when_it_is_asked_for() -> None:
    assert played(ScoreAsWatched(True)).as_if_watched
    assert same(played(ScoreAsWatched(True), ScoreAsWatched(False)), samples.start())


def test_what_is_no_action_is_a_programming_error() -> None:
    with pytest.raises(TypeError):
        apply(samples.start(), "watch")  # type: ignore[arg-type]
