"""The past as a value: what can be undone and done again, and whether all is saved."""

from __future__ import annotations

from dataclasses import replace

from engine.sessions.state import SessionState
from gui.past import Change, Past
from tests.gui.worlds import shorts_session

STATES = [replace(shorts_session(), seed=seed) for seed in range(5)]


def change(number: int) -> Change:
    return Change(STATES[number], STATES[number + 1], f"change {number}")


def past(n: int) -> Past:
    found = Past()
    for number in range(n):
        found = found.with_change(change(number))
    return found


def around(found: Past) -> list[tuple[SessionState, SessionState]]:
    return [(each.before, each.after) for each in found.changes]


def test_nothing_was_changed_at_first() -> None:
    assert not Past().can_undo
    assert not Past().can_redo
    assert Past().is_saved
    assert (Past().undo_text, Past().redo_text) == ("", "")


def test_what_was_undone_can_be_done_again_until_something_else_is_done() -> None:
    found = past(3).moved(-2)
    assert (found.undo_text, found.redo_text) == ("change 0", "change 1")
    assert found.moved(2).undo_text == "change 2"
    other = found.with_change(change(3))
    assert [each.text for each in other.changes] == ["change 0", "change 3"]
    assert not other.can_redo


def test_it_is_saved_where_it_was_saved_and_nowhere_else() -> None:
    found = past(2).marked_saved()
    assert found.is_saved
    assert not found.moved(-1).is_saved
    assert found.moved(-1).moved(1).is_saved
    # What was saved was undone, and something else done since: there is no way back to it.
    lost = found.moved(-1).with_change(change(2))
    assert not any(lost.moved(-steps).is_saved for steps in range(3))
    assert found.with_change(change(2)).moved(-1).is_saved


def test_changes_are_joined_to_one() -> None:
    found = past(4).joined(1, "all of these")
    assert around(found) == [(STATES[0], STATES[1]), (STATES[1], STATES[4])]
    assert (found.index, found.undo_text) == (2, "all of these")
    assert found.moved(-2).is_saved
    assert not past(2).marked_saved().with_change(change(2)).joined(1, "").moved(-1).is_saved


def test_a_single_change_or_none_keeps_its_name() -> None:
    assert past(2).joined(1, "all of these").undo_text == "change 1"
    assert past(2).joined(2, "all of these").undo_text == "change 1"
