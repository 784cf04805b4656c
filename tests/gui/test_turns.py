"""Turns: things are done in order, one long thing a turn, and dialogs opened by one do not stop the others."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import pytest
from PySide6.QtCore import QEvent, QEventLoop, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from gui.turns import A_TURN, MOST_PUT_OFF, Later, Turns
from tests.patience import let_draw


class Heard(QObject):
    """Writes down that an event came."""

    def __init__(self, seen: list[str]) -> None:
        super().__init__()
        self._seen = seen

    def event(self, event: QEvent) -> bool:
        self._seen.append("event")
        return super().event(event)


def slow() -> Callable[[], float]:
    """A clock by which everything takes a whole turn."""
    ticks = count()
    return lambda: next(ticks) * A_TURN


def stopped() -> float:
    """A clock by which nothing takes any time."""
    return 0.0


@pytest.mark.parametrize("clock", [slow(), stopped])
def test_all_is_done_in_the_order_in_which_it_was_added(qtbot: QtBot, clock: Callable[[], float]) -> None:
    done: list[int] = []
    turns = Turns(clock=clock)
    for number in range(20):
        turns.add(lambda number=number: done.append(number))
    assert done == []
    qtbot.waitUntil(lambda: len(done) == 20)
    assert done == list(range(20))


def test_what_was_posted_comes_between_two_long_things(qtbot: QtBot) -> None:
    seen: list[str] = []
    heard = Heard(seen)
    turns = Turns(clock=slow())

    def thing() -> None:
        seen.append("thing")
        QApplication.postEvent(heard, QEvent(QEvent.Type.User))

    turns.add(thing)
    turns.add(thing)
    qtbot.waitUntil(lambda: len(seen) == 4)
    assert seen == ["thing", "event", "thing", "event"]


def test_short_things_share_a_turn(qtbot: QtBot) -> None:
    seen: list[str] = []
    heard = Heard(seen)
    turns = Turns(clock=stopped)

    def thing() -> None:
        seen.append("thing")
        QApplication.postEvent(heard, QEvent(QEvent.Type.User))

    turns.add(thing)
    turns.add(thing)
    qtbot.waitUntil(lambda: len(seen) == 4)
    assert seen == ["thing", "thing", "event", "event"]


def test_a_thing_may_wait_for_the_next_in_a_loop_of_its_own(qtbot: QtBot) -> None:
    """As a dialog does that is opened by the answer to one question, and asks another."""
    turns, done = Turns(clock=slow()), []
    loop = QEventLoop()

    def asks() -> None:
        loop.exec()
        done.append("asked")

    turns.add(asks)
    turns.add(lambda: (done.append("answered"), loop.quit()))
    qtbot.waitUntil(lambda: len(done) == 2)
    assert done == ["answered", "asked"]


def test_a_thing_that_fails_does_not_stop_the_others(qtbot: QtBot) -> None:
    turns, done = Turns(clock=slow()), []

    def fails() -> None:
        raise ZeroDivisionError

    turns.add(fails)
    turns.add(lambda: done.append("next"))
    with qtbot.captureExceptions() as caught:
        qtbot.waitUntil(lambda: bool(done))
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]


class Hand:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_turns_in_which_much_was_painted_take_nothing_more_up_to_some_of_them(qtbot: QtBot) -> None:
    del qtbot
    clock, done = Hand(), []
    turns = Turns(clock=clock)

    def passes(painted: float) -> None:
        turns._arm()
        clock.now += painted
        turns._take()

    turns.add(lambda: done.append("first"))
    passes(0.5 * A_TURN)
    assert done == ["first"]
    turns.add(lambda: done.append("second"))
    for _ in range(MOST_PUT_OFF):
        passes(A_TURN)
        assert done == ["first"]
    passes(A_TURN)
    assert done == ["first", "second"]
    turns.add(lambda: done.append("third"))
    passes(A_TURN)
    passes(0.0)
    assert done == ["first", "second", "third"]


def test_what_is_done_alone_shares_its_turn_with_nothing(qtbot: QtBot) -> None:
    seen: list[str] = []
    heard = Heard(seen)
    turns = Turns(clock=stopped)

    def thing(name: str) -> Callable[[], None]:
        def does() -> None:
            seen.append(name)
            QApplication.postEvent(heard, QEvent(QEvent.Type.User))

        return does

    turns.add(thing("first"))
    turns.add(thing("alone"), alone=True)
    turns.add(thing("last"))
    qtbot.waitUntil(lambda: len(seen) == 6)
    assert seen == ["first", "event", "alone", "event", "last", "event"]


def test_what_a_worker_found_is_drawn_once_in_a_later_turn(qtbot: QtBot) -> None:
    seen: list[str] = []
    parent = QObject()
    turns = Turns(clock=stopped)
    later = Later(lambda: seen.append("drawn"), turns, parent)

    def heard() -> None:
        assert turns.at_work
        later.ask()
        later.ask()
        seen.append("heard")

    turns.add(heard)
    turns.add(heard)
    qtbot.waitUntil(lambda: "drawn" in seen)
    assert seen == ["heard", "heard", "drawn"]
    assert not turns.at_work


def test_what_a_person_asked_for_is_drawn_at_once(qtbot: QtBot) -> None:
    seen: list[str] = []
    parent = QObject()
    turns = Turns(clock=stopped)
    later = Later(lambda: seen.append("drawn"), turns, parent)
    later.ask()
    assert seen == ["drawn"]
    turns.add(later.ask)
    turns.add(later.ask)
    turns.add(lambda: seen.append("heard"))
    qtbot.waitUntil(lambda: "heard" in seen)
    later.catch_up()
    assert seen == ["drawn", "heard", "drawn"]
    later.catch_up()
    let_draw()
    assert seen == ["drawn", "heard", "drawn"]


@pytest.mark.parametrize("how", ["dropped", "gone"])
def test_what_is_not_wanted_any_more_is_not_drawn(qtbot: QtBot, how: str) -> None:
    seen: list[str] = []
    parent = QObject()
    turns = Turns(clock=stopped)
    later = Later(lambda: seen.append("drawn"), turns, parent)

    def heard() -> None:
        later.ask()
        if how == "dropped":
            later.drop()
        else:
            delete(parent)
        seen.append("heard")

    turns.add(heard)
    qtbot.waitUntil(lambda: bool(seen))
    let_draw()
    assert seen == ["heard"]
