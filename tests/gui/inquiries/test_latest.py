"""One question at a time: the latest answer counts, better founded questions wait, and what was stopped stays so."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.problems import InvalidInput, Problem
from engine.progress import Progress
from gui.inquiries.latest import STOPPED, TELL_EVERY, Latest
from gui.jobs import JobRunner, Work
from tests.patience import PATIENCE

NAME = "question"


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[JobRunner]:
    made = JobRunner()
    yield made
    made.shut_down()


def answering(answer: str, gate: Event | None = None) -> Work:
    def work() -> Iterator[Progress[str]]:
        yield Progress(0, 2)
        if gate is not None:
            assert gate.wait(PATIENCE / 1000)
        yield Progress(2, 2, answer)

    return work


def rests(qtbot: QtBot, jobs: JobRunner) -> None:
    qtbot.waitUntil(lambda: not jobs.is_running(NAME))


def test_a_question_about_another_subject_takes_the_place_of_the_first(qtbot: QtBot, jobs: JobRunner) -> None:
    latest, gate, answers = Latest(NAME, jobs), Event(), list[object]()
    latest.changed.connect(lambda: answers.append(latest.standing.answer))
    latest.ask(("one",), None, answering("old", gate))
    assert latest.standing.working
    latest.ask(("other",), None, answering("new"))
    gate.set()
    rests(qtbot, jobs)
    assert latest.standing.answer == "new"
    assert latest.standing.subject == ("other",)
    assert "old" not in answers


def test_a_better_founded_question_waits_and_the_last_of_them_is_asked(qtbot: QtBot, jobs: JobRunner) -> None:
    latest, gate, asked = Latest(NAME, jobs), Event(), list[str]()

    def noting(version: str, gate: Event | None = None) -> Work:
        def work() -> Iterator[Progress[str]]:
            asked.append(version)
            return answering(version, gate)()

        return work

    latest.ask(("same",), 1, noting("first", gate))
    latest.ask(("same",), 2, noting("second"))
    latest.ask(("same",), 3, noting("third"))
    gate.set()
    qtbot.waitUntil(lambda: latest.standing.answer == "third")
    rests(qtbot, jobs)
    assert asked == ["first", "third"]
    latest.ask(("same",), 3, noting("again"))
    assert not jobs.is_running(NAME)


def test_what_was_stopped_is_not_asked_again_by_itself(qtbot: QtBot, jobs: JobRunner) -> None:
    latest, gate = Latest(NAME, jobs), Event()
    latest.ask(("same",), 1, answering("first", gate))
    jobs.cancel(NAME)
    gate.set()
    rests(qtbot, jobs)
    assert latest.standing.problem == STOPPED
    assert not latest.standing.working
    latest.ask(("same",), 2, answering("second"))
    assert not jobs.is_running(NAME)
    latest.forget_question()
    latest.ask(("same",), 2, answering("second"))
    rests(qtbot, jobs)
    assert latest.standing.answer == "second"
    assert latest.standing.problem == ""


def test_what_cannot_be_answered_says_why(qtbot: QtBot, jobs: JobRunner) -> None:
    def work() -> Iterator[Progress[str]]:
        yield Progress(0, 1)
        raise InvalidInput(Problem("There are too many outcomes", "Ask about fewer variables"))

    latest = Latest(NAME, jobs)
    latest.ask(("wide",), None, work)
    rests(qtbot, jobs)
    assert latest.standing.problem.startswith("There are too many outcomes")
    latest.drop()
    assert latest.standing.problem == ""


@pytest.mark.parametrize(("passes", "told"), [(0, [1, 30]), (0.4, [1, 4, 7, 10, 13, 16, 19, 22, 25, 28, 30])])
def test_answers_that_come_faster_than_they_are_read_are_left_out_but_for_the_last(
    jobs: JobRunner, qtbot: QtBot, passes: float, told: list[int]
) -> None:
    looks = count()
    latest = Latest(NAME, jobs, clock=lambda: 7 + passes * TELL_EVERY * next(looks))
    heard: list[object] = []
    latest.changed.connect(lambda: heard.append(latest.standing.answer))

    def work() -> Iterator[Progress[int]]:
        for done in range(1, 31):
            yield Progress(done, 30, done)

    latest.ask(("how many",), 1, work)
    rests(qtbot, jobs)
    assert heard == [None, *told]
