"""The line that tells how far a command is: only on a terminal, only when it takes long, and gone at the end."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator

import pytest

from engine.commands import progress_line
from engine.commands.progress_line import followed
from engine.progress import Progress


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    def __init__(self, step: float) -> None:
        self.now, self.step = 0.0, step

    def monotonic(self) -> float:
        self.now += self.step
        return self.now


def work(closed: list[bool] | None = None) -> Iterator[Progress[str]]:
    try:
        for done in range(8):
            yield Progress(done, 8)
        yield Progress(8, 8, "found")
    finally:
        if closed is not None:
            closed.append(True)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch):
    def call(screen: io.StringIO, step: float) -> str:
        monkeypatch.setattr(sys, "stderr", screen)
        monkeypatch.setattr(progress_line, "time", Clock(step))
        assert followed(work(), "Adding") == "found"
        return screen.getvalue()

    return call


def test_long_work_is_told_from_the_second_on_and_wiped_out(told) -> None:
    text = told(Screen(), 0.3)
    assert text.startswith("\rAdding: 37 %\rAdding: 50 %")
    assert text.endswith("\r" + " " * len("Adding: 100 %") + " \r")


def test_it_is_not_told_more_often_than_can_be_read(told) -> None:
    assert told(Screen(), 0.25).count("Adding") > 0
    assert 0 < told(Screen(), 0.125).count("Adding") < 3


def test_short_work_is_not_told(told) -> None:
    assert told(Screen(), 0.01) == ""


def test_a_file_is_told_nothing(told) -> None:
    assert told(io.StringIO(), 5.0) == ""


def test_work_is_told_to_stop_when_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[bool] = []

    class Impatient(Clock):
        def monotonic(self) -> float:
            if super().monotonic() > 3:
                raise KeyboardInterrupt
            return self.now

    monkeypatch.setattr(progress_line, "time", Impatient(1.0))
    with pytest.raises(KeyboardInterrupt):
        followed(work(closed), "Adding")
    assert closed == [True]
