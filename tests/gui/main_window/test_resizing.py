"""Docks keep their shares of the window, whatever it was in between: those of the plan, or those that a person gave."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.sessions.actions import apply
from engine.sessions.verbs import Watch
from gui.controls.dock import Dock
from gui.gains.minder import AWAY
from gui.main_window.shares import kept_shares, planned_shares
from gui.theme import Theme, apply_theme
from tests.gui.main_window.person import Person
from tests.gui.worlds import shorts_session


def sizes(person: Person) -> dict[str, tuple[int, int]]:
    """Return the sizes of the docks in front, once every dock has its size."""
    desk = person.window.desk
    person.waits()
    before: list[dict[str, tuple[int, int]]] = []
    # Sizes are shared one turn after the window has its own.
    while len(before) < 4 or any(each != before[-1] for each in before[-4:]):
        before.append({dock.objectName(): dock.size().toTuple() for dock in desk.docks() if is_in_front(dock)})
        QTest.qWait(1)
    return before[-1]


def is_in_front(dock: Dock) -> bool:
    return dock.isVisible() and dock.parentWidget().rect().intersects(dock.geometry())


def are_near(one: dict[str, tuple[int, int]], two: dict[str, tuple[int, int]]) -> bool:
    return one.keys() == two.keys() and all(
        abs(a - b) <= 3 for name in one for a, b in zip(one[name], two[name], strict=True)
    )


@pytest.mark.parametrize("stops", [(1024,), (1300, 1024), (1300,)])
def test_docks_have_their_old_sizes_once_the_window_has(person: Person, stops: tuple[int, ...]) -> None:
    person.opens()
    person.window.desk.raise_dock("paths")
    before = sizes(person)
    for width in stops:
        person.window.resize(width, 700)
        sizes(person)
    person.window.resize(1600, 1000)
    after = sizes(person)
    assert are_near(before, after), (before, after)


def test_docks_have_their_old_sizes_once_type_has(person: Person, qapp: QApplication) -> None:
    person.opens()
    before = sizes(person)
    try:
        apply_theme(qapp, Theme(scale=1.5))
        assert not are_near(before, sizes(person))
    finally:
        apply_theme(qapp, Theme())
    after = sizes(person)
    assert are_near(before, after), (before, after)


def test_what_a_person_made_of_the_sizes_comes_back_until_all_is_arranged_anew(person: Person) -> None:
    person.opens()
    window, desk = person.window, person.window.desk
    planned = sizes(person)
    lesson = desk.docks()[0].geometry()
    line = QPoint(lesson.right() + 3, lesson.center().y())
    QTest.mousePress(desk, Qt.MouseButton.LeftButton, pos=line)
    QTest.mouseMove(desk, line + QPoint(60, 0))
    person.until(lambda: desk.docks()[0].width() > lesson.width() + 40)
    QTest.mouseRelease(desk, Qt.MouseButton.LeftButton, pos=line + QPoint(60, 0))
    moved = sizes(person)
    assert not are_near(planned, moved)
    window.resize(1024, 700)
    sizes(person)
    window.resize(1600, 1000)
    after = sizes(person)
    assert are_near(moved, after), (moved, after)
    window.actions_by_key["arrange"].trigger()
    assert are_near(planned, sizes(person))


def test_a_strategy_that_plays_stays_in_sight_and_plays_on_in_a_narrower_window(person: Person) -> None:
    window, gains = person.window, person.window.desk.gains
    person.shows(apply(shorts_session(), Watch(40)))
    window.desk.raise_dock("gains")
    person.until(gains.player.step.isEnabled)
    person.qtbot.mouseClick(gains.player.play, Qt.MouseButton.LeftButton)
    for width in (1024, 1600):
        window.resize(width, 1000)
        person.until(lambda width=width: window.desk.width() == width and gains.isVisible())
        seen = window.document.state.dataset.n_rows
        person.until(lambda seen=seen: window.document.state.dataset.n_rows > seen)
    assert gains.player.plays
    assert gains.isVisible()
    window.desk.raise_dock("experiment")
    person.until(lambda: window.messages.accessibleName() == AWAY)
    assert not gains.player.plays


def test_shares_are_those_of_docks_in_sight() -> None:
    whole = QRect(0, 0, 1000, 500)
    places = {"lesson": QRect(0, 0, 250, 400), "belief": QRect(250, 0, 750, 400), "edges": QRect(-800, 0, 750, 400)}
    across, down = kept_shares(whole, places)
    assert across == {"lesson": 0.25, "belief": 0.75}
    assert down == {"lesson": 0.8, "belief": 0.8}


@pytest.mark.parametrize("room", ["wide", "narrow", "small"])
def test_all_of_the_width_is_planned_for(room: str) -> None:
    for without in ((), ("lesson",), ("lesson", "world")):
        upper = [name for name in ("lesson", "world", "belief", "experiment") if name not in without]
        across, _ = planned_shares(room, [*upper, "weights", "candidates"])  # type: ignore[arg-type]
        assert sum(across[name] for name in across if name in upper) == pytest.approx(1)
