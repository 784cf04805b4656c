"""What a strategy does is done an action a turn, in order, and not at all in another session."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from engine.sessions.verbs import Act, Release, SetByHand
from gui.gains.stepwise import Stepwise
from tests.gui.worlds import Ring, shorts_session
from tests.patience import let_draw

ACTIONS = (SetByHand("Shorts", "yes"), SetByHand("Sun", "no"), Release(), SetByHand("Shorts", "no"), Act(20))


def test_each_action_has_a_turn_of_its_own(ring: Ring, qtbot: QtBot) -> None:
    ring.document.reset(shorts_session())
    qtbot.waitUntil(ring.is_quiet)
    stepwise = Stepwise(ring.document, ring.jobs.turns)
    turns: list[int] = []
    changes: list[int] = []
    does = ring.jobs.turns._take

    def counted() -> None:
        turns.append(0)
        does()

    ring.jobs.turns._next.timeout.disconnect()
    ring.jobs.turns._next.timeout.connect(counted)
    ring.document.state_changed.connect(lambda *_: changes.append(len(turns)))
    stepwise.do(ACTIONS[:2])
    stepwise.do(ACTIONS[2:])
    assert stepwise.is_busy
    assert not changes
    qtbot.waitUntil(lambda: len(ring.document.state.dataset.batches) == 1)
    assert not stepwise.is_busy
    assert len(changes) == len(ACTIONS)
    assert len(set(changes)) == len(ACTIONS)
    assert [each.target for each in ring.document.state.dataset.batches[0].regime.interventions] == [1]


def test_nothing_is_done_of_what_was_forgotten(ring: Ring, qtbot: QtBot) -> None:
    state = shorts_session()
    ring.document.reset(state)
    qtbot.waitUntil(ring.is_quiet)
    stepwise = Stepwise(ring.document, ring.jobs.turns)
    stepwise.do(ACTIONS)
    stepwise.forget()
    let_draw()
    assert ring.document.state == state
    assert not stepwise.is_busy
