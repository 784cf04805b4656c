"""Unused objects are cleared away on the thread of the window only, as long as there are workers."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from engine.progress import Progress
from gui.jobs import JobRunner
from gui.sweeping import Sweeper


class Circle:
    """Holds itself, so that only a search can find that nobody else does; tells the thread that did."""

    def __init__(self, found: list[int]) -> None:
        self.me = self
        weakref.finalize(self, lambda: found.append(threading.get_ident()))


def circles(found: list[int]) -> Iterator[Progress[None]]:
    for done in range(1, 2001):
        Circle(found)
        yield Progress(done, 2000)


def test_what_a_worker_left_is_cleared_away_on_the_thread_of_the_window(jobs: JobRunner, qtbot: QtBot) -> None:
    found: list[int] = []
    jobs.start("circles", lambda: circles(found), lambda _p: None, lambda _s: None)
    qtbot.waitUntil(lambda: len(found) > 700)
    assert set(found) == {threading.get_ident()}


def test_python_searches_by_itself_again_once_the_last_runner_ended(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    del qtbot
    monkeypatch.setattr(Sweeper, "_at_work", 0)
    runners = [JobRunner(), JobRunner()]
    for runner in runners:
        runner.start("nothing", lambda: iter(()), lambda _p: None, lambda _s: None)
    assert not gc.isenabled()
    runners[0].shut_down()
    runners[0].shut_down()
    assert not gc.isenabled()
    runners[1].shut_down()
    assert gc.isenabled()
    gc.disable()


@pytest.mark.parametrize(
    ("counts", "searched"), [((700, 10, 10), []), ((701, 10, 10), [0]), ((701, 11, 10), [1]), ((701, 11, 11), [2, 1])]
)
def test_the_search_goes_as_far_as_python_would(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, counts: tuple[int, int, int], searched: list[int]
) -> None:
    """Having searched all, it rests, and goes half as far in the meantime."""
    del qtbot
    seen: list[int] = []
    monkeypatch.setattr(gc, "get_threshold", lambda: (700, 10, 10))
    monkeypatch.setattr(gc, "get_count", lambda: counts)
    monkeypatch.setattr(gc, "collect", lambda generation=2: seen.append(generation))
    monkeypatch.setattr("time.perf_counter", iter([5.0, 5.1, 6.0]).__next__)
    sweeper = Sweeper()
    sweeper.sweep()
    if searched[-1:] == [1] and len(searched) == 2:
        sweeper.sweep()
    assert seen == searched
