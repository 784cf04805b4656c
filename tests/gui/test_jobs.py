"""Jobs: progress arrives in order, late answers are dropped, cancelling and shutting down are clean."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

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
