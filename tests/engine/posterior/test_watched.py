"""Loops on threads of their own: followed, stopped, and their faults handed on."""

from __future__ import annotations

import threading
import time

import pytest

from engine.posterior.watched import Counter, Flag, Lane, watched


def until_stopped(stop: Flag, done: Counter) -> None:
    while not stop[0]:
        done[0] += 1
        time.sleep(0.001)


def test_there_are_reports_on_the_way_and_the_last_has_all_work() -> None:
    heard = [threading.Event() for _ in range(3)]

    def ten(stop: Flag, done: Counter) -> None:
        done[0] += 4
        for event in heard:
            assert event.wait(60)
            done[0] += 2

    reports = list[int]()
    for report in watched([ten, ten]):
        reports.append(report)
        if len(reports) <= len(heard):
            heard[len(reports) - 1].set()
    assert len(reports) > len(heard)
    assert reports[-1] == 20
    assert reports == sorted(reports)
    assert reports[0] <= 8


def test_closing_stops_the_loops_and_waits_for_them() -> None:
    before = threading.active_count()
    work = watched([until_stopped, until_stopped])
    next(work)
    work.close()
    assert threading.active_count() == before


def test_short_work_is_done_at_once_and_here() -> None:
    places: list[int] = []
    work = watched([lambda stop, done: places.append(threading.get_ident())], short=True)
    assert list(work) == [0]
    assert places == [threading.get_ident()]


@pytest.mark.parametrize("short", [True, False])
def test_a_fault_reaches_the_caller(short: bool) -> None:
    def fail(stop: Flag, done: Counter) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(watched([fail], short))


def test_no_loops_are_done() -> None:
    assert list(watched([])) == [0]


def test_a_lane_stops_between_its_calls() -> None:
    made: list[int] = []
    flags: list[Flag] = []

    def lane(stop: Flag, done: Counter) -> None:
        flags.append(stop)
        Lane(((lambda number=number: call(number)), 2) for number in range(5))(stop, done)

    def call(number: int) -> None:
        made.append(number)
        if number == 2:
            flags[0][0] = 1

    *_, done = watched([lane], short=True)
    assert made == [0, 1, 2]
    assert done == 6
