"""The table of verbs: words for each, and when each can be used."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from engine.files.session_files import load_session
from engine.sessions.actions import apply
from engine.sessions.edit_verbs import OwnWorld
from engine.sessions.state import initial_state, session_from_dataset
from engine.sessions.verbs import PlaceBet, PlayStep, SetByHand, Watch
from gui.actions import ActionSet
from gui.start.page import shipped_folder
from gui.verbs import NO_NETWORK, VERBS, WORLD_COVERED
from tests.gui.worlds import Ring, shorts_session

ALWAYS = {
    *("start", "new_network", "networks", "paste_network", "open", "load_table", "quit"),
    *("theme", "larger", "smaller", "find", "keys", "about"),
}
OPEN = {"save", "save_as", "reset", "picture", "present", "rows", "hypotheses", "as_watched", "edges", "fit", "arrange"}
OPEN |= {"costs", "data", "weights_lines", "weights_batches", "classes", "compare"}
DRAWING = {"watch", "act", "new_seed"}
LOOKING = {
    *("copy", "select_all", "align_row", "align_column", "distribute", "lay_out"),
    *("zoom_in", "zoom_out", "fit_world", "outline", "table", "paths", "truth", "save_network", "copy_network"),
}
BUILDING = {
    *("add_variable", "connect", "reverse", "remove", "rename", "hide_variable", "cut", "paste", "duplicate"),
    *LOOKING,
}
WORLD = DRAWING | BUILDING | {"race"}


@pytest.fixture
def actions(ring: Ring) -> ActionSet:
    return ActionSet(ring.document, {verb.key: lambda: None for verb in VERBS})


def usable(actions: ActionSet) -> set[str]:
    return {action.objectName() for action in actions.all() if action.isEnabled()}


def test_every_verb_has_words(actions: ActionSet) -> None:
    for verb, action in zip(VERBS, actions.all(), strict=True):
        assert action.statusTip() == verb.tip
        assert action.toolTip().startswith(verb.tip)
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        assert keys in action.toolTip()
        assert not verb.tip.endswith(".")


def test_a_verb_without_somebody_to_carry_it_out_is_refused(ring: Ring) -> None:
    with pytest.raises(KeyError):
        ActionSet(ring.document, {})


def test_verbs_can_be_used_when_they_make_sense(actions: ActionSet, ring: Ring, qtbot: QtBot) -> None:
    document = ring.document
    assert usable(actions) == ALWAYS
    document.reset(shorts_session())
    assert usable(actions) == ALWAYS | OPEN | WORLD
    document.perform(SetByHand("Sun", "no"))
    assert usable(actions) == ALWAYS | OPEN | WORLD | {"release", "undo"}
    document.undo()
    assert usable(actions) == ALWAYS | OPEN | WORLD | {"redo"}
    document.perform(Watch(10))
    # More may be asked for meanwhile, and given up; another seed is one more than the one on screen.
    assert usable(actions) & (DRAWING | {"undo"}) == (DRAWING | {"undo"}) - {"new_seed"}
    assert "being drawn" in actions["undo"].text()
    qtbot.waitUntil(lambda: not document.is_busy)
    assert usable(actions) == ALWAYS | OPEN | WORLD | {"undo", "film"}
    document.reset(session_from_dataset("Table", document.state.dataset, range(3)))
    assert usable(actions) == ALWAYS | OPEN | {"film"}
    actions.show_session(False)
    assert usable(actions) == ALWAYS


def test_the_world_of_a_lesson_is_looked_at_until_it_is_made_ones_own(actions: ActionSet, ring: Ring) -> None:
    ring.document.reset(load_session(shipped_folder() / "shorts.yaml"))
    assert usable(actions) & (BUILDING | {"own_world"}) == (set() if ring.document.state.world_covered else LOOKING) | {
        "own_world"
    }
    ring.document.perform(OwnWorld())
    assert usable(actions) & (BUILDING | {"own_world"}) == BUILDING


def test_a_verb_that_cannot_be_used_says_why(actions: ActionSet, ring: Ring) -> None:
    ring.document.reset(shorts_session())
    assert actions["truth"].isEnabled()
    assert actions["truth"].statusTip().startswith("Mark which arrows")
    ring.document.reset(replace(shorts_session(), world_covered=True))
    assert not actions["truth"].isEnabled()
    assert "covered" in actions["truth"].statusTip()
    assert "covered" in actions["truth"].toolTip()
    ring.document.reset(session_from_dataset("Table", apply(shorts_session(), Watch(5)).dataset, range(3)))
    assert "no world" in actions["truth"].statusTip()


@pytest.mark.parametrize("key", ["save_network", "copy_network"])
def test_a_network_that_is_not_seen_is_not_written_and_it_is_said_why(actions: ActionSet, ring: Ring, key: str) -> None:
    ring.document.reset(shorts_session())
    assert actions[key].isEnabled()
    ring.document.reset(replace(shorts_session(), world_covered=True))
    assert not actions[key].isEnabled()
    assert actions[key].statusTip() == WORLD_COVERED
    ring.document.reset(session_from_dataset("Table", apply(shorts_session(), Watch(5)).dataset, range(3)))
    assert not actions[key].isEnabled()
    assert actions[key].statusTip() == NO_NETWORK


def test_verbs_of_a_lesson_follow_its_steps(actions: ActionSet, ring: Ring) -> None:
    state = initial_state(load_session(shipped_folder() / "shorts.yaml").scenario)
    lesson = {"lesson_do", "lesson_next", "lesson_back", "lesson_hint"}
    ring.document.reset(state)
    assert usable(actions) & lesson == {"lesson_do", "lesson_hint"}
    for action in (PlaceBet(1), PlayStep()):
        state = apply(state, action)
    ring.document.reset(state)
    assert "lesson_next" in usable(actions)
    assert "lesson_back" not in usable(actions)


def test_the_first_verb_leads_back_while_the_start_page_hides_a_session(actions: ActionSet, ring: Ring) -> None:
    ring.document.reset(shorts_session())
    assert actions["start"].text() == "&Start page"
    actions.show_session(False)
    assert actions["start"].text() == "&Back to the session"
    assert "still open" in actions["start"].statusTip()
