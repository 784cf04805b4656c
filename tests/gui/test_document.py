"""The document: actions change the state, undo brings back the very same one, draws do not block."""

from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from engine.files.session_files import load_session
from engine.sessions.actions import apply
from engine.sessions.costs import Costs
from engine.sessions.edit_verbs import RenameVariable
from engine.sessions.plans import PlannedStep
from engine.sessions.state import SessionState
from engine.sessions.verbs import (
    Act,
    Action,
    CarryOut,
    MoveNodes,
    NextStep,
    PlaceBet,
    PlayStep,
    Release,
    Reset,
    SetByHand,
    SetCosts,
    SetPlan,
    SetSeed,
    Watch,
)
from gui.document import DRAW, FULL, MOST_IN_LINE
from gui.start.lesson_card import shipped_folder
from tests.engine.sessions.comparing import same
from tests.gui.worlds import Ring, shorts_session


@pytest.fixture
def opened(ring: Ring) -> Ring:
    ring.document.reset(shorts_session())
    return ring


def drawn(ring: Ring, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not ring.document.is_busy)


def test_nothing_is_open_at_first(ring: Ring) -> None:
    assert not ring.document.is_open
    with pytest.raises(LookupError):
        _ = ring.document.state


def test_undoing_everything_gives_the_first_state_itself(opened: Ring, qtbot: QtBot) -> None:
    document = opened.document
    first = document.state
    for action in (Watch(10), SetByHand("Shorts", "no"), Act(5), MoveNodes({"Sun": (2, 3)}), Release(), Reset()):
        document.perform(action)
        drawn(opened, qtbot)
    last = document.state
    while document.past.can_undo:
        document.undo()
    assert document.state is first
    while document.past.can_redo:
        document.redo()
    assert document.state is last


def test_a_draw_comes_back_in_the_background(opened: Ring, qtbot: QtBot) -> None:
    document = opened.document
    with qtbot.waitSignal(document.state_changed):
        document.perform(Watch(1000))
        assert document.state.dataset.n_rows == 0
        assert document.is_busy
    assert document.state.dataset.n_rows == 1000


def test_what_is_done_while_rows_are_drawn_is_kept(opened: Ring, qtbot: QtBot) -> None:
    document = opened.document
    document.perform(Watch(100_000))
    document.perform(MoveNodes({"Sun": (5, 5)}))
    drawn(opened, qtbot)
    qtbot.waitUntil(lambda: document.state.dataset.n_rows == 100_000)
    assert document.state.positions["Sun"] == (5, 5)


def test_the_same_seed_draws_the_same_rows_again(opened: Ring, qtbot: QtBot) -> None:
    document = opened.document
    document.perform(Watch(50))
    drawn(opened, qtbot)
    rows = document.state.dataset.batches[0].values.copy()
    seed = document.state.seed
    for other in (seed + 1, seed):
        document.perform(SetSeed(other))
        drawn(opened, qtbot)
        same = np.array_equal(document.state.dataset.batches[0].values, rows)
        assert same == (other == seed)


def test_what_cannot_be_done_is_said_and_changes_nothing(opened: Ring, qtbot: QtBot) -> None:
    before = opened.document.state
    with qtbot.waitSignal(opened.document.rejected) as said:
        opened.document.perform(Act(10))
    assert "set by hand" in said.args[0]
    assert opened.document.state is before
    assert not opened.document.past.can_undo


def test_changes_are_unsaved_until_they_are_saved_or_undone(opened: Ring, tmp_path) -> None:
    document = opened.document
    assert not document.has_unsaved_changes
    document.perform(SetByHand("Shorts", "no"))
    assert document.has_unsaved_changes
    document.mark_saved(tmp_path / "a.yaml")
    assert not document.has_unsaved_changes
    document.undo()
    assert document.has_unsaved_changes


def slowly(state: SessionState, *actions: Action) -> SessionState:
    for action in actions:
        state = apply(state, action)
    return state


def test_pressing_five_times_quickly_draws_five_times(opened: Ring, qtbot: QtBot) -> None:
    document = opened.document
    first = document.state
    busy: list[bool] = []
    document.busy_changed.connect(busy.append)
    for _press in range(5):
        document.perform(Watch(10))
    assert document.state is first
    drawn(opened, qtbot)
    assert same(document.state, slowly(first, *[Watch(10)] * 5))
    assert document.state.dataset.n_rows == 50
    assert document.past.index == 5
    assert busy == [True, False]


@pytest.mark.parametrize(
    "actions",
    [
        # Watching releases what was set: were it set at once, the second act would have nothing to act with.
        (SetByHand("Sun", "no"), Act(5), Watch(5), SetByHand("Shorts", "no"), Act(5)),
        (Watch(5), SetByHand("Sun", "yes"), Act(5), Release(), SetByHand("Shorts", "yes"), Act(7), SetSeed(9)),
        (Watch(5), Reset(), Watch(3)),
        (Watch(5), SetSeed(4), SetSeed(5), Reset(), Watch(3)),
    ],
)
def test_what_is_done_quickly_comes_out_as_if_done_slowly(
    opened: Ring, qtbot: QtBot, actions: tuple[Action, ...]
) -> None:
    expected = slowly(opened.document.state, *actions)
    for action in actions:
        opened.document.perform(action)
    drawn(opened, qtbot)
    assert same(opened.document.state, expected)


def test_the_steps_of_a_plan_and_of_a_lesson_keep_their_order(opened: Ring, qtbot: QtBot) -> None:
    document = opened.document
    document.perform(SetPlan((PlannedStep(rows=4), PlannedStep(rows=6))))
    for _press in range(2):
        document.perform(CarryOut())
    drawn(opened, qtbot)
    assert [batch.n_rows for batch in document.state.dataset.batches] == [4, 6]
    lesson = load_session(shipped_folder() / "shorts.yaml")
    document.reset(lesson)
    # A step that is pressed twice is played once; the next is not begun before it is played.
    for action in (PlaceBet(1), PlayStep(), PlayStep(), NextStep()):
        document.perform(action)
    drawn(opened, qtbot)
    assert same(document.state, slowly(lesson, PlaceBet(1), PlayStep(), NextStep()))


def test_what_does_not_bear_on_rows_waits_for_nothing(opened: Ring, qtbot: QtBot) -> None:
    document = opened.document
    for _press in range(3):
        document.perform(Watch(10))
    document.perform(RenameVariable("Sun", "Sunshine"))
    assert document.state.variables[0].name == "Sunshine"
    assert document.state.dataset.n_rows == 0
    drawn(opened, qtbot)
    assert document.state.dataset.n_rows == 30


def test_what_is_refused_in_line_does_not_hold_up_the_rest(opened: Ring, qtbot: QtBot) -> None:
    document = opened.document
    said: list[str] = []
    document.rejected.connect(said.append)
    document.perform(SetCosts(Costs(budget=25)))
    for rows in (10, 10, 10, 5):
        document.perform(Watch(rows))
    drawn(opened, qtbot)
    assert [batch.n_rows for batch in document.state.dataset.batches] == [10, 10, 5]
    assert len(said) == 1
    assert "costs 10" in said[0]


def test_more_than_can_wait_is_refused_and_said(opened: Ring, qtbot: QtBot) -> None:
    document = opened.document
    said: list[str] = []
    document.rejected.connect(said.append)
    for _press in range(MOST_IN_LINE + 2):
        document.perform(Watch(1))
    assert said == [FULL] * 2
    drawn(opened, qtbot)
    assert document.state.dataset.n_rows == MOST_IN_LINE


def test_undoing_gives_up_what_waits_before_it_undoes(opened: Ring, qtbot: QtBot) -> None:
    document = opened.document
    document.perform(SetByHand("Sun", "no"))
    before = document.state
    for _press in range(3):
        document.perform(Act(10))
    document.undo()
    assert not document.is_busy
    assert document.state is before
    document.perform(Act(7))
    drawn(opened, qtbot)
    assert document.state.dataset.n_rows == 7
    document.undo()
    assert document.state is before
    # Doing again says the same: what waits was asked of another state.
    document.perform(Watch(10))
    document.perform(Watch(10))
    document.redo()
    assert not document.is_busy
    assert document.state.dataset.n_rows == 7


def test_opening_another_session_or_cancelling_gives_up_what_waits(opened: Ring, qtbot: QtBot) -> None:
    document = opened.document
    for give_up in (lambda: document.reset(shorts_session()), lambda: opened.jobs.cancel(DRAW)):
        for _press in range(3):
            document.perform(Watch(10))
        give_up()
        assert not document.is_busy
        document.perform(Watch(2))
        drawn(opened, qtbot)
        assert document.state.dataset.n_rows == 2
        document.undo()


def test_a_draw_that_is_asked_for_by_what_a_draw_changed_comes_after_it(opened: Ring, qtbot: QtBot) -> None:
    document = opened.document

    def follow() -> None:
        if document.state.dataset.n_rows in (1, 3):
            document.perform(Watch(2))

    document.state_changed.connect(lambda *_states: follow())
    document.perform(Watch(1))
    document.perform(Watch(4))
    drawn(opened, qtbot)
    assert [batch.n_rows for batch in document.state.dataset.batches] == [1, 4, 2]


def test_nothing_waits_once_the_window_is_closed(opened: Ring) -> None:
    opened.jobs.shut_down()
    opened.document.perform(Watch(10))
    assert not opened.document.is_busy
