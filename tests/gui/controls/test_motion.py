"""Motion ends at its goal, and starts anew from where it is."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.controls.motion import VALUE_MS, Motion
from gui.theme import Theme, apply_theme
from tests.gui.motions import goes_on, moving


def test_reduced_motion_arrives_at_once(qapp: QApplication) -> None:
    seen: list[float] = []
    owner = QObject()
    Motion(seen.append, owner).move(1.0)
    assert seen == [1.0]
    assert not moving(owner)


def test_motion_passes_through_values_in_between(qapp: QApplication) -> None:
    apply_theme(qapp, Theme())
    seen: list[float] = []
    owner = QObject()
    motion = Motion(seen.append, owner)
    motion.move(1.0)
    assert [each.duration() for each in moving(owner)] == [VALUE_MS]
    for share in (0.1, 0.5, 0.9):
        goes_on(share, owner)
    assert len({value for value in seen if 0 < value < 1}) == 3
    assert seen == sorted(seen)
    # It is fast first and slow at the end.
    assert motion.value > 0.99
    goes_on(1.0, owner)
    assert motion.value == seen[-1] == 1.0
    assert not moving(owner)


def test_it_moves_by_itself_and_arrives(qapp: QApplication, qtbot: QtBot) -> None:
    apply_theme(qapp, Theme())
    seen: list[float] = []
    owner = QObject()
    motion = Motion(seen.append, owner)
    motion.move(1.0)
    assert motion.value < 1
    qtbot.waitUntil(lambda: motion.value == 1.0)
    assert seen == sorted(seen)
    assert not moving(owner)


def test_a_new_goal_starts_from_where_it_is(qapp: QApplication) -> None:
    apply_theme(qapp, Theme())
    seen: list[float] = []
    owner = QObject()
    motion = Motion(seen.append, owner)
    motion.move(1.0)
    goes_on(0.2, owner)
    turn = motion.value
    assert 0 < turn < 1
    motion.move(0.0)
    goes_on(0.2, owner)
    assert 0 < motion.value < turn
    goes_on(1.0, owner)
    assert motion.value == 0.0
    assert max(seen) <= turn + 1e-9
