"""Motion ends at its goal, and starts anew from where it is."""

from __future__ import annotations

from PySide6.QtCore import QObject

from gui.controls.motion import Motion
from gui.theme import Theme, apply_theme


def test_reduced_motion_arrives_at_once(qapp):
    seen = []
    owner = QObject()
    Motion(seen.append, owner).move(1.0)
    assert seen == [1.0]


def test_motion_passes_through_values_in_between(qapp, qtbot):
    apply_theme(qapp, Theme())
    seen = []
    owner = QObject()
    motion = Motion(seen.append, owner)
    motion.move(1.0)
    qtbot.waitUntil(lambda: motion.value == 1.0, timeout=2000)
    assert any(0 < value < 1 for value in seen)
    assert seen == sorted(seen)


def test_a_new_goal_starts_from_where_it_is(qapp, qtbot):
    apply_theme(qapp, Theme())
    seen = []
    owner = QObject()
    motion = Motion(seen.append, owner)
    motion.move(1.0)
    qtbot.waitUntil(lambda: motion.value > 0.2, timeout=2000)
    turn = motion.value
    motion.move(0.0)
    qtbot.waitUntil(lambda: motion.value == 0.0, timeout=2000)
    assert max(seen) <= turn + 1e-9
