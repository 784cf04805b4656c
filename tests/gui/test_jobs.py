"""Jobs: progress arrives in order, late answers are dropped, cancelling and shutting down are clean."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from engine.problems import InvalidInput, Problem
from engine.progress import Progress
from gui.jobs import UNEXPECTED, JobRunner
from tests.patience import PATIENCE


def counted(up_to: int) -> Iterator[Progress[int]]:
    for number in range(1, up_to + 1):
        yield Progress(number, up_to, number)


def test_every_report_arrives_in_order_on_the_thread_of_the_window(jobs: JobRunner, qtbot: QtBot) -> None:
    seen: list[tuple[int | None, bool]] = []
    here = threading.get_ident()
    jobs.start(
        "count", lambda: counted(50), lambda p: seen.append((p.partial, threading.get_ident() == here)), seen.append
    )
    qtbot.waitUntil(lambda: not jobs.is_running("count"))
    assert seen == [(number, True) for number in range(1, 51)]


def test_a_newer_job_of_the_same_name_silences_the_older(jobs: JobRunner, qtbot: QtBot) -> None:
    gate = threading.Event()
    seen: list[str] = []

    def slow() -> Iterator[Progress[str]]:
        yield Progress(0, 2, "old, first")
        gate.wait(PATIENCE / 1000)
        yield Progress(2, 2, "old, late")

    jobs.start("answer", slow, lambda p: seen.append(p.partial), seen.append)
    jobs.start("answer", lambda: iter([Progress(1, 1, "new")]), lambda p: seen.append(p.partial), seen.append)
    gate.set()
    qtbot.waitUntil(lambda: not jobs.is_running("answer"))
    qtbot.wait(50)
    assert seen == ["new"]


def test_cancelling_stops_the_work_after_its_present_report(jobs: JobRunner, qtbot: QtBot) -> None:
    reached: list[int] = []

    def endless() -> Iterator[Progress[int]]:
        number = 0
        while True:
            number += 1
            reached.append(number)
            yield Progress(number, 10**9, number)
            time.sleep(0.001)

    jobs.start("endless", endless, lambda _p: None, lambda _s: None)
    qtbot.waitUntil(lambda: len(reached) > 3)
    jobs.cancel("endless")
    jobs.shut_down()
    stopped_at = len(reached)
    time.sleep(0.02)
    assert len(reached) == stopped_at


def test_what_a_person_can_mend_is_said_in_its_own_words(jobs: JobRunner, qtbot: QtBot) -> None:
    said: list[str] = []

    def refused() -> Iterator[Progress[None]]:
        raise InvalidInput(Problem("the file is empty", "Choose another"), source="a.csv")
        yield Progress(1, 1)

    jobs.start("read", refused, lambda _p: None, said.append)
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["a.csv: the file is empty. Choose another."]


def test_a_fault_of_the_program_is_owned_up_to_and_logged(
    jobs: JobRunner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    logged: list[type[BaseException]] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, *_: logged.append(kind))

    def broken() -> Iterator[Progress[None]]:
        raise ZeroDivisionError
        yield Progress(1, 1)

    jobs.start("read", broken, lambda _p: None, said.append)
    qtbot.waitUntil(lambda: bool(said))
    assert said == [UNEXPECTED]
    assert logged == [ZeroDivisionError]


def test_jobs_wanted_in_one_turn_begin_in_turns_of_their_own(jobs: JobRunner, qtbot: QtBot) -> None:
    begun: list[str] = []
    workers: list[int] = []
    does = jobs.turns._do

    def watched(thing: Callable[[], None]) -> None:
        before = jobs._pool.activeThreadCount()
        does(thing)
        workers.append(jobs._pool.activeThreadCount() - before)

    gate = threading.Event()

    def work(name: str) -> Iterator[Progress[str]]:
        gate.wait(PATIENCE / 1000)
        begun.append(name)
        yield Progress(1, 1, name)

    def heard() -> None:
        for name in ("one", "two"):
            jobs.start(name, lambda name=name: work(name), lambda _p: None, begun.append)
            assert jobs.is_running(name)

    jobs.turns._do = watched  # type: ignore[method-assign]
    jobs.turns.add(heard)
    qtbot.waitUntil(lambda: jobs._pool.activeThreadCount() == 2)
    assert workers == [0, 1, 1]
    gate.set()
    qtbot.waitUntil(lambda: not jobs.is_running("one") and not jobs.is_running("two"))
    assert sorted(begun) == ["one", "two"]


@pytest.mark.parametrize("how", ["cancelled", "replaced", "shut down"])
def test_a_job_that_waits_for_its_turn_can_be_taken_back(jobs: JobRunner, qtbot: QtBot, how: str) -> None:
    begun: list[str] = []

    def work(name: str) -> Iterator[Progress[str]]:
        begun.append(name)
        yield Progress(1, 1, name)

    def heard() -> None:
        jobs.start("answer", lambda: work("old"), lambda _p: None, begun.append)
        if how == "replaced":
            jobs.start("answer", lambda: work("new"), lambda _p: None, begun.append)
        elif how == "cancelled":
            jobs.cancel("answer")
        else:
            jobs.shut_down()
        begun.append("heard")

    jobs.turns.add(heard)
    qtbot.waitUntil(lambda: "heard" in begun and not jobs.is_running("answer"))
    jobs._pool.waitForDone()
    assert begun == (["heard", "new"] if how == "replaced" else ["heard"])
    assert not jobs._at_work
