"""Playing goes by the clock, stops by itself, and leaves no timer."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from gui.weights.player import SPEEDS, TICK_MS, Player


class Film:
    """A history of some checkpoints, drawn in no time or slowly, and a clock that only ticks and drawing move."""

    def __init__(self, n_steps: int, drawing_ms: float = 0.0) -> None:
        self.now, self.at, self.last, self.drawing_ms = 0.0, 0, n_steps, drawing_ms
        self.shown: list[int] = []
        self.player = Player(self.step, clock=lambda: self.now / 1000)

    def step(self, due: int) -> bool:
        self.now += self.drawing_ms
        self.at = min(self.at + due, self.last)
        self.shown.append(self.at)
        return self.at < self.last

    def plays(self, speed: float) -> float:
        """Play to the end; return how many seconds that took."""
        self.player.set_speed(speed)
        self.player.play(self.last)
        timer = self.player.findChildren(QTimer)[0]
        while self.player.is_playing:
            self.now += max(self.player.interval - self.drawing_ms, 1.0)
            timer.timeout.emit()
        return self.now / 1000


def test_it_steps_until_the_last_step_and_stops(qtbot: QtBot) -> None:
    left = [3]
    states: list[bool] = []

    def step(due: int) -> bool:
        left[0] -= due
        return left[0] > 0

    player = Player(step)
    player.playing_changed.connect(states.append)
    player.play(1000)
    qtbot.waitUntil(lambda: not player.is_playing)
    assert left[0] <= 0
    assert states == [True, False]
    assert not any(timer.isActive() for timer in player.findChildren(QTimer))


def test_pausing_stops_at_once(qtbot: QtBot) -> None:
    steps: list[int] = []
    player = Player(lambda due: bool(steps.append(due)) or True)
    player.play(1000)
    player.pause()
    assert not player.findChildren(QTimer)[0].isActive()
    qtbot.wait(120)
    assert steps == []


@pytest.mark.parametrize("speed", SPEEDS)
def test_a_short_history_is_shown_whole(speed: float) -> None:
    film = Film(60)
    taken = film.plays(speed)
    assert film.shown == list(range(1, 61))
    assert taken == pytest.approx(6 / speed, rel=0.02)


@pytest.mark.parametrize("n_steps", [400, 1000, 30_000])
@pytest.mark.parametrize("speed", SPEEDS)
def test_a_long_history_takes_a_quarter_of_a_minute(n_steps: int, speed: float) -> None:
    film = Film(n_steps)
    assert film.plays(speed) == pytest.approx(15 / speed, rel=0.02)
    assert film.shown[-1] == n_steps
    assert len(film.shown) <= 15_000 / speed / TICK_MS + 1


def test_slow_drawing_leaves_moments_out_and_takes_no_longer() -> None:
    film = Film(1000, drawing_ms=120)
    assert film.plays(1.0) == pytest.approx(15, rel=0.05)
    assert len(film.shown) < 150
    assert film.shown == sorted(set(film.shown))


def test_after_a_pause_nothing_is_owed() -> None:
    film = Film(60)
    timer = film.player.findChildren(QTimer)[0]
    film.player.play(60)
    film.now += 300
    timer.timeout.emit()
    film.player.pause()
    film.now += 60_000
    film.player.play(60)
    film.now += 100
    timer.timeout.emit()
    assert film.shown == [3, 4]
    film.player.pause()


def test_it_listens_between_two_steps_however_long_drawing_takes(qtbot: QtBot) -> None:
    drawn: list[int] = []

    def step(due: int) -> bool:
        # Longer than a tick, so that the next one is due before this one is drawn.
        time.sleep(2 * TICK_MS / 1000)
        drawn.append(due)
        if len(drawn) == 3:
            # A press that comes in while it draws is a timer of its own here.
            QTimer.singleShot(0, player.pause)
        return len(drawn) < 200

    player = Player(step)
    player.set_speed(2.0)
    player.play(30_000)
    qtbot.waitUntil(lambda: not player.is_playing)
    assert 3 <= len(drawn) <= 5


def test_another_speed_holds_at_once_and_the_next_time() -> None:
    player = Player(lambda _due: True)
    player.play(60)
    usual = player.findChildren(QTimer)[0].interval()
    player.set_speed(2.0)
    assert player.findChildren(QTimer)[0].interval() == usual // 2
    player.pause()
    player.set_speed(0.25)
    assert not player.is_playing
    player.play(60)
    assert player.findChildren(QTimer)[0].interval() == 4 * usual
    player.pause()
