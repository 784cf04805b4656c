from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.files.session_files import parse_session, session_text
from engine.hypotheses.notation import parse_candidate
from engine.hypotheses.space import AllDags, HypothesisSpace, listed
from engine.networks.editing import part_of
from engine.networks.interventions import OBSERVATION
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions
from engine.sessions.actions import ActionRejected, apply
from engine.sessions.edit_verbs import (
    AddEdge,
    AddVariable,
    Edit,
    OwnWorld,
    PasteNetwork,
    RemoveEdge,
    RemoveVariables,
    RenameVariable,
    ReverseEdge,
    SetHidden,
    SetNote,
    SetStates,
)
from engine.sessions.state import SessionState, session_from_network
from engine.sessions.verbs import Action, MoveNodes, SetByHand, SetHypotheses, SetSeed, Watch
from engine.sessions.wording import describe_action
from tests.engine.sessions.comparing import rows_of, same
from tests.engine.sessions.samples import start, table_of_data
from tests.engine.strategies import FEW
from tests.engine.worlds import asia, sprinkler

BINARY = ("no", "yes")


def lawn() -> SessionState:
    return session_from_network("Lawn", sprinkler(), range(4))


def after(state: SessionState, *actions: Action) -> SessionState:
    for action in actions:
        state = apply(state, action)
    return state


def refusal(state: SessionState, action: Action) -> str:
    with pytest.raises(ActionRejected) as raised:
        apply(state, action)
    return str(raised.value)


def test_a_variable_comes_where_it_was_asked_for() -> None:
    state = apply(lawn(), AddVariable(Variable("Snail", BINARY), (3.0, 1.5)))
    assert state.world is not None
    assert state.world.names == ("C", "S", "R", "W", "Snail")
    assert state.positions["Snail"] == (3.0, 1.5)
    assert len(state.positions) == 5
    assert state.variables[-1].name == "Snail"
    assert state.belief_names == ("C", "S", "R", "W", "Snail")


def test_another_network_is_another_world_and_its_rows_start_afresh() -> None:
    watched = after(lawn(), Watch(10), SetByHand("S", sprinkler().variables[1].states[1]))
    turned = apply(watched, AddEdge("C", "W"))
    assert rows_of(turned) == []
    assert turned.regime == watched.regime
    assert turned.seed == watched.seed
    removed = apply(watched, RemoveVariables(("S",)))
    assert removed.regime == OBSERVATION
    assert removed.belief_names == ("C", "R", "W")
    assert removed.dataset.variables == removed.variables


def test_names_change_and_everything_stays() -> None:
    watched = after(lawn(), Watch(10), MoveNodes(lawn().positions.moved({"S": (5.0, 5.0)})), SetNote("S", "green"))
    named = apply(watched, RenameVariable("S", "Sprinkler"))
    assert rows_of(named) == rows_of(watched)
    assert named.positions["Sprinkler"] == (5.0, 5.0)
    assert named.scenario.notes == {"Sprinkler": "green"}
    assert named.variables[1].name == "Sprinkler"
    again = apply(named, SetSeed(99))
    assert rows_of(again) == rows_of(apply(watched, SetSeed(99)))
    states = apply(watched, SetStates("S", ("shut", "open"), (0, 1)))
    assert rows_of(states) == rows_of(watched)
    assert states.variables[1].states == ("shut", "open")
    assert same(parse_session(session_text(states)), states)


def test_rules_follow_names_and_go_with_what_they_are_about() -> None:
    assumptions = Assumptions(required=(("S", "W"),), forbidden=(("W", "C"),), tiers=(("C",), ("S", "R"), ("W",)))
    ruled = apply(lawn(), SetHypotheses(lawn().space, assumptions))
    named = apply(ruled, RenameVariable("S", "Hose"))
    assert named.assumptions.required == (("Hose", "W"),)
    assert named.assumptions.tiers == (("C",), ("Hose", "R"), ("W",))
    gone = apply(ruled, RemoveVariables(("S",)))
    assert gone.assumptions.required == ()
    assert gone.assumptions.forbidden == (("W", "C"),)
    assert gone.assumptions.tiers == (("C",), ("R",), ("W",))


def test_candidates_of_ones_own_stay_while_they_are_about_the_same_variables() -> None:
    names = ("C", "S", "R", "W")
    own = listed(range(4), [parse_candidate(text, names) for text in ("C -> S", "S -> C")])
    weighed = Assumptions(prior="own", weights=(1.0, 3.0))
    state = apply(lawn(), SetHypotheses(own, weighed))
    kept = after(state, AddEdge("C", "W"), SetStates("W", ("a", "b", "c"), (0, 1, None)), RenameVariable("C", "D"))
    assert kept.space == own
    assert kept.assumptions.weights == (1.0, 3.0)
    grown = apply(state, AddVariable(Variable("X", BINARY)))
    assert isinstance(grown.space, HypothesisSpace)
    assert grown.space.complete
    assert grown.assumptions.prior == "uniform"


def test_belief_grows_with_the_world_until_it_can_not_be_summed() -> None:
    state = lawn()
    for number in range(20):
        state = apply(state, AddVariable(Variable(f"X{number}", BINARY)))
    assert isinstance(state.space, AllDags)
    assert len(state.belief_names) == 20
    assert len(state.variables) == 24


def test_pasting_lays_out_what_has_no_place() -> None:
    piece = part_of(asia(), [0, 1])
    state = apply(lawn(), PasteNetwork(piece))
    assert state.world is not None
    assert state.world.names[-2:] == ("A", "T")
    assert state.world.dag.has_edge(4, 5)
    assert len(set(state.positions.values())) == 6
    twice = apply(state, PasteNetwork(piece))
    assert twice.world is not None
    assert twice.world.names[-2:] == ("A 2", "T 2")


def test_what_can_not_be_done_is_refused_in_a_sentence() -> None:
    assert "close a circle: W -> C -> S -> W" in refusal(lawn(), AddEdge("W", "C"))
    assert "already" in refusal(lawn(), AddEdge("C", "S"))
    assert "called" in refusal(lawn(), RenameVariable("S", "C"))
    assert "no name" in refusal(lawn(), RenameVariable("S", " "))
    assert "no variable" in refusal(lawn(), RemoveEdge("C", "Moon"))
    assert "Keep at least one" in refusal(lawn(), RemoveVariables(("C", "S", "R", "W")))
    hidden = after(lawn(), SetHidden("C", True), SetHidden("S", True), SetHidden("R", True))
    assert "Keep at least one" in refusal(hidden, SetHidden("W", True))
    assert "Keep at least one" in refusal(hidden, RemoveVariables(("W",)))
    assert "table of data" in refusal(table_of_data(), AddVariable(Variable("X", BINARY)))
    assert "belongs to a lesson" in refusal(start(), AddVariable(Variable("X", BINARY)))
    assert "no variable" in refusal(lawn(), SetNote("Moon", "far"))


def test_the_world_of_a_lesson_can_be_made_ones_own() -> None:
    watched = apply(start(), Watch(5))
    own = apply(watched, OwnWorld())
    assert own.scenario.steps == ()
    assert not own.world_covered
    assert rows_of(own) == rows_of(watched)
    assert apply(own, OwnWorld()) is own
    assert same(parse_session(session_text(own)), own)
    assert apply(own, AddVariable(Variable("X", BINARY))).world is not None


def test_hidden_variables_are_no_columns_of_the_data() -> None:
    state = apply(lawn(), SetHidden("C", True))
    assert [variable.name for variable in state.variables] == ["S", "R", "W"]
    assert state.belief_names == ("S", "R", "W")
    assert apply(state, SetHidden("C", False)).belief_names == ("C", "S", "R", "W")


@st.composite
def edits(draw: st.DrawFn, state: SessionState) -> Edit | Watch:
    world = state.world
    assert world is not None
    name = draw(st.sampled_from(world.names))
    other = draw(st.sampled_from(world.names))
    states = world.variables[world.index(name)].states
    order = tuple(draw(st.permutations(range(len(states)))))
    choices: list[Edit | Watch] = [
        AddVariable(Variable(f"N{len(world.names)}", ("a", "b", "c")), hidden=draw(st.booleans())),
        RemoveVariables((name,)),
        RenameVariable(name, f"{name}x"),
        SetStates(name, tuple(f"t{k}" for k in range(len(states))), order),
        SetStates(name, (*states, "more"), (*range(len(states)), None)),
        SetHidden(name, draw(st.booleans())),
        AddEdge(name, other),
        RemoveEdge(name, other),
        ReverseEdge(name, other),
        PasteNetwork(part_of(world, [world.index(name)])),
        SetNote(name, "a note\non two lines"),
        Watch(3),
    ]
    return draw(st.sampled_from(choices))


@FEW
@given(st.data())
def test_whatever_is_done_the_session_is_sound_and_can_be_saved(data: st.DataObject) -> None:
    state = session_from_network("Two", part_of(sprinkler(), [0, 1]), range(2))
    for _ in range(12):
        action = data.draw(edits(state))
        assert describe_action(action, state)
        try:
            state = apply(state, action)
        except ActionRejected:
            continue
        assert state.world is not None
        assert tuple(state.world.variables[k] for k in state.world.observed) == state.variables
        assert state.dataset.variables == state.variables == state.scenario.variables
        assert set(state.scenario.positions) <= set(state.world.names)
        assert same(parse_session(session_text(state)), state)


def test_a_table_is_kept_by_edits_elsewhere() -> None:
    state = apply(lawn(), AddVariable(Variable("X", BINARY)))
    before = lawn().world
    assert state.world is not None
    assert before is not None
    for one, other in zip(before.tables, state.world.tables, strict=False):
        assert np.array_equal(one.probabilities, other.probabilities)
    assert replace(state.world, variables=before.variables, tables=before.tables) == before
