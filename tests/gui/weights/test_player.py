"""Playing stops by itself and leaves no timer."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from gui.weights.player import Player


def test_it_steps_until_the_last_step_and_stops(qtbot: QtBot) -> None:
    left = [3]
    states: list[bool] = []

    def step() -> bool:
        left[0] -= 1
        return left[0] > 0

    player = Player(step)
    player.playing_changed.connect(states.append)
    player.play(1000)
    qtbot.waitUntil(lambda: not player.is_playing)
    assert left == [0]
    assert states == [True, False]
    assert not any(timer.isActive() for timer in player.findChildren(QTimer))


def test_pausing_stops_at_once(qtbot: QtBot) -> None:
    steps: list[int] = []
    player = Player(lambda: bool(steps.append(1)) or True)
    player.play(1000)
    player.pause()
    qtbot.wait(120)
    assert steps == []


def test_another_speed_holds_at_once_and_the_next_time() -> None:
    player = Player(lambda: True)
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
