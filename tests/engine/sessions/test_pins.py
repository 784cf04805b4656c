"""Candidates kept in sight: by which actions, until when, and in saved sessions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.files.session_files import parse_session, session_text
from engine.hypotheses.candidate import Candidate
from engine.hypotheses.notation import format_candidate, parse_candidate
from engine.hypotheses.space import AllDags, every_dag, listed
from engine.networks.dag import Dag
from engine.posterior.assumptions import Assumptions
from engine.problems import InvalidInput
from engine.sessions.actions import ActionRejected, apply
from engine.sessions.edit_verbs import AddEdge, RemoveVariables, RenameVariable
from engine.sessions.pins import MOST_PINNED
from engine.sessions.state import SessionState, initial_state, session_from_network
from engine.sessions.verbs import Action, Pin, Reset, SetHypotheses, Watch
from tests.engine.sessions.comparing import same
from tests.engine.worlds import asia, network

FOLLOWS = [[0.9, 0.1], [0.1, 0.9]]
NAMES = ("Sun", "Shorts", "Ice cream")


def start() -> SessionState:
    world = network(**{"Sun": ("", [0.5, 0.5]), "Shorts": ("Sun", FOLLOWS), "Ice cream": ("Sun", FOLLOWS)})
    return session_from_network("Shorts", world, range(3))


def structure(text: str, names: tuple[str, ...] = NAMES) -> Candidate:
    return parse_candidate(text, names)


def played(*actions: Action, state: SessionState | None = None) -> SessionState:
    state = start() if state is None else state
    for action in actions:
        state = apply(state, action)
    return state


def pins(state: SessionState) -> list[str]:
    return [format_candidate(pin, state.belief_names) for pin in state.pinned]


FORK, CHAIN = structure("Shorts <- Sun -> Ice cream"), structure("Sun -> Shorts -> Ice cream")


def test_pins_come_in_order_each_once_and_go_one_by_one() -> None:
    state = played(Pin(FORK), Pin(CHAIN))
    assert state.pinned == (FORK, CHAIN)
    assert apply(state, Pin(FORK)) is state
    assert apply(state, Pin(FORK, on=False)).pinned == (CHAIN,)
    assert played(Pin(FORK, on=False)).pinned == ()


def test_only_candidates_can_be_kept_and_not_more_than_there_is_room_for() -> None:
    few = listed(range(3), [FORK, structure("Sun <- (U) -> Shorts")])
    state = played(SetHypotheses(few, Assumptions()))
    assert played(Pin(structure("Sun <- (U) -> Shorts")), state=state).pinned
    with pytest.raises(ActionRejected, match='"Sun -> Shorts, Shorts -> Ice cream" is none of the candidates'):
        apply(state, Pin(CHAIN))
    with pytest.raises(ActionRejected, match="a structure over other variables"):
        apply(state, Pin(Candidate.of(Dag((0, 1)))))
    every = [Pin(every_dag(range(3)).candidate(number)) for number in range(MOST_PINNED + 1)]
    assert len(played(*every[:-1]).pinned) == MOST_PINNED
    with pytest.raises(ActionRejected, match="There is room for 12: let go of another first"):
        played(*every)


def test_rows_and_other_priors_leave_pins_and_other_variables_take_them_away() -> None:
    state = played(Pin(FORK), Pin(CHAIN))
    assert played(Watch(5), AddEdge("Shorts", "Ice cream"), state=state).pinned == (FORK, CHAIN)
    renamed = apply(state, RenameVariable("Sun", "Star"))
    assert pins(renamed) == ["Star -> Shorts, Star -> Ice cream", "Star -> Shorts, Shorts -> Ice cream"]
    fewer = apply(state, SetHypotheses(listed(range(3), [CHAIN, structure("unrelated")]), Assumptions()))
    assert fewer.pinned == (CHAIN,)
    assert apply(state, RemoveVariables(("Sun",))).pinned == ()
    assert apply(state, Reset()).pinned == ()
    # Two variables are left: what was "Sun -> Shorts" would be "Shorts -> Ice cream", which nobody pinned.
    two = played(SetHypotheses(every_dag((0, 1)), Assumptions()), Pin(structure("Sun -> Shorts", NAMES[:2])))
    assert two.pinned
    assert apply(two, SetHypotheses(every_dag((1, 2)), Assumptions())).pinned == ()


TEXTS = ("Shorts <- Sun -> Ice cream", "unrelated", "Sun <- (U: 2) -> Shorts; Ice cream -> Sun")


@pytest.mark.parametrize("text", TEXTS)
def test_a_saved_session_keeps_its_pins(text: str) -> None:
    pinned = structure(text)
    few = listed(range(3), [CHAIN, pinned])
    state = played(SetHypotheses(few, Assumptions()), Pin(pinned), Pin(CHAIN))
    assert same(parse_session(session_text(state)), state)
    assert "pinned" not in session_text(played(Pin(CHAIN, on=False), Pin(pinned, on=False), state=state))


def test_of_structures_too_many_to_be_listed_none_can_be_kept() -> None:
    state = session_from_network("Asia", asia(), range(8))
    assert isinstance(state.space, AllDags)
    with pytest.raises(ActionRejected, match="of so many structures only the most probable are known one by one"):
        apply(state, Pin(parse_candidate("S -> L", state.belief_names)))
    assert apply(played(Pin(FORK)), SetHypotheses(AllDags((0, 1, 2)), Assumptions())).pinned == ()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Sun -> Moon", "Moon"),
        ("Sun -> Shorts -> Sun", "closes a circle"),
        ("Sun <- (U) -> Shorts", '"Sun <- (U) -> Shorts" is none of the candidates'),
        ("Shorts <- Sun -> Ice cream", "is kept in sight twice. Name it once"),
        ("{Sun: Shorts}", "pinned"),
    ],
)
def test_a_bad_pin_in_a_file_is_said_with_its_line(line: str, said: str) -> None:
    lines = session_text(apply(start(), Pin(FORK))).splitlines()
    place = lines.index("  pinned:") + 2
    lines.insert(place, f"    - {line}")
    with pytest.raises(InvalidInput) as caught:
        parse_session("\n".join(lines))
    assert said in str(caught.value)
    assert f"line {place + 1}" in str(caught.value)
    assert len(caught.value.problems) == 1


def test_pins_are_undone_like_all_else() -> None:
    state = played(Watch(3))
    assert replace(apply(state, Pin(FORK)), pinned=()) == state
    assert initial_state(state.scenario).pinned == ()
