from __future__ import annotations

from dataclasses import replace

import pytest

from engine.sessions.actions import Action, ActionRejected, apply
from engine.sessions.lesson import covering_step
from engine.sessions.positions import Positions
from engine.sessions.scenario import Show
from engine.sessions.state import SessionState
from engine.sessions.verbs import MoveNodes, NextStep, PlaceBet, PlayStep, PreviousStep, TakeHint, Watch
from tests.engine.sessions import samples


def after(*actions: Action) -> SessionState:
    state = samples.start()
    for action in actions:
        state = apply(state, action)
    return state


def test_prose_is_revealed_at_once() -> None:
    state = after()
    assert state.phase == "revealed"
    assert state.bet_was_right is None
    assert state.lesson.played == 1


def test_a_bet_comes_before_the_play_and_the_reveal() -> None:
    asked = after(NextStep())
    assert asked.phase == "bet"
    bet = apply(asked, PlaceBet(1))
    assert bet.phase == "act"
    assert bet.bet_was_right is None
    assert bet.dataset.n_rows == 0
    revealed = apply(bet, PlayStep())
    assert revealed.phase == "revealed"
    assert revealed.bet_was_right is True
    assert revealed.dataset.n_rows == 25


def test_a_bet_may_be_changed_until_the_reveal() -> None:
    state = after(NextStep(), PlaceBet(1), PlaceBet(0), PlayStep())
    assert state.bet_was_right is False
    with pytest.raises(ActionRejected, match="the bet stands"):
        apply(state, PlaceBet(1))


def test_the_reveal_uncovers_the_world() -> None:
    assert after(NextStep(), PlaceBet(1)).world_covered
    assert not after(NextStep(), PlaceBet(1), PlayStep()).world_covered


def test_a_bet_alone_reveals() -> None:
    state = after(NextStep(), PlaceBet(1), PlayStep(), NextStep(), PlaceBet(0))
    assert state.phase == "revealed"
    assert state.bet_was_right is True


def test_a_step_without_a_question_waits_to_be_played() -> None:
    state = after(NextStep(), PlaceBet(1), PlayStep(), NextStep(), PlaceBet(0), NextStep())
    assert state.phase == "act"
    assert state.is_last_step
    done = apply(state, PlayStep())
    assert done.phase == "revealed"
    assert done.lesson.played == 4


def test_a_step_that_resets_clears_the_rows_but_not_the_lesson() -> None:
    places = MoveNodes(Positions({"Sun": (5, 5)}))
    state = after(NextStep(), PlaceBet(0), PlayStep(), places, NextStep(), PlaceBet(0), NextStep(), PlayStep())
    assert state.dataset.n_rows == 3
    assert state.lesson.bets == (None, 0, 0, None)
    assert not state.world_covered
    assert state.positions["Sun"] == (5, 5)


def test_looking_back_undoes_nothing() -> None:
    state = after(NextStep(), PlaceBet(1), PlayStep(), NextStep())
    back = apply(state, PreviousStep())
    assert back.phase == "revealed"
    assert back.dataset is state.dataset
    assert back.bet_was_right is True
    forward = apply(back, NextStep())
    assert forward.lesson == state.lesson


def test_looking_back_before_the_bet_loses_nothing() -> None:
    state = after(NextStep(), PreviousStep(), NextStep())
    assert state.phase == "bet"


def test_hints_come_one_by_one() -> None:
    state = after(NextStep(), TakeHint())
    assert state.shown_hints == ("one",)
    state = apply(state, TakeHint())
    assert state.shown_hints == ("one", "two")
    with pytest.raises(ActionRejected, match="no further hint"):
        apply(state, TakeHint())


@pytest.mark.parametrize(
    ("actions", "said"),
    [
        ((PreviousStep(),), "first step"),
        ((PlayStep(),), "played already"),
        ((PlaceBet(0),), "asks nothing"),
        ((TakeHint(),), "no hints"),
        ((NextStep(), PlayStep()), "Place your bet first"),
        ((NextStep(), NextStep()), "Place your bet first"),
        ((NextStep(), PlaceBet(3)), "one of the 3 answers"),
        ((NextStep(), PlaceBet(0), NextStep()), "do its part"),
        ((NextStep(), PlaceBet(1), PlayStep(), PlayStep()), "played already"),
        (
            (NextStep(), PlaceBet(1), PlayStep(), NextStep(), PlaceBet(0), NextStep(), PlayStep(), NextStep()),
            "last step",
        ),
    ],
)
def test_what_is_out_of_turn_is_rejected(actions: tuple[Action, ...], said: str) -> None:
    state = after(*actions[:-1])
    with pytest.raises(ActionRejected, match=said):
        apply(state, actions[-1])


@pytest.mark.parametrize("action", [PlaceBet(0), PlayStep(), NextStep(), PreviousStep(), TakeHint()], ids=str)
def test_without_a_lesson_there_is_nothing_to_play(action: Action) -> None:
    with pytest.raises(ActionRejected, match="no lesson"):
        apply(samples.table_of_data(), action)


def test_own_rows_do_not_move_the_lesson() -> None:
    assert after(NextStep(), Watch(7)).phase == "bet"


def covering(state: SessionState, *revealing: int) -> int | None:
    steps = [
        replace(step, reveal=("gains",) if place in revealing else ())
        for place, step in enumerate(state.scenario.steps)
    ]
    scenario = replace(state.scenario, steps=tuple(steps), show=Show(gains_after_bet=True))
    return covering_step(replace(state, scenario=scenario))


def test_the_gains_are_covered_until_the_bet_that_is_about_them() -> None:
    # Steps 0 and 3 ask nothing, 1 and 2 do.
    course = (NextStep(), PlaceBet(1), PlayStep(), NextStep(), PlaceBet(0), NextStep())
    states = [after(*course[:n]) for n in range(len(course) + 1)]
    assert [covering(state, 2) for state in states] == [2, 2, 2, 2, 2, None, None]
    assert [covering(state, 1) for state in states] == [1, 1, None, None, 2, None, None]
    # Where no step is named, each covers while it waits for its own bet.
    assert [covering(state) for state in states] == [None, 1, None, None, 2, None, None]
    # One that asks nothing has no bet to wait for; nor is anything covered where the scenario does not say so.
    assert [covering(state, 3) for state in states] == [None, 1, None, None, 2, None, None]
    assert [covering_step(state) for state in states] == [None] * len(states)


def test_going_back_does_not_uncover_the_gains() -> None:
    state = after(NextStep(), PlaceBet(1), PlayStep(), NextStep(), PreviousStep())
    assert covering(state, 2) == 2
    assert covering(after(NextStep(), PlaceBet(1), PlayStep(), NextStep(), PlaceBet(0), PreviousStep()), 2) is None
