"""The document: actions change the state, undo brings back the very same one, draws do not block."""

from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from engine.sessions.verbs import Act, MoveNodes, Release, Reset, SetByHand, SetSeed, Watch
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
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
    assert document.state is first
    while document.undo_stack.canRedo():
        document.undo_stack.redo()
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
    assert not opened.document.undo_stack.canUndo()


def test_changes_are_unsaved_until_they_are_saved_or_undone(opened: Ring, tmp_path) -> None:
    document = opened.document
    assert not document.has_unsaved_changes
    document.perform(SetByHand("Shorts", "no"))
    assert document.has_unsaved_changes
    document.mark_saved(tmp_path / "a.yaml")
    assert not document.has_unsaved_changes
    document.undo_stack.undo()
    assert document.has_unsaved_changes
