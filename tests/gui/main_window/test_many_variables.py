"""The whole window with more variables than structures can be listed for."""

from __future__ import annotations

import pytest

from engine.sessions.state import session_from_dataset
from gui.analysis import BELIEF
from gui.main_window.status_line import SUMMED
from tests.gui.main_window.person import Person
from tests.gui.worlds import shorts_session, wide_table


def opens_table(person: Person, n: int) -> None:
    person.window._show_session(session_from_dataset("Wide", wide_table(n, 400, 5), range(n)), None, None)


@pytest.mark.parametrize("width", [1600, 1024])
def test_weights_have_their_place_beside_the_candidates(person: Person, width: int) -> None:
    person.window.resize(width, 700)
    opens_table(person, 8)
    person.waits()
    weights = next(dock for dock in person.window.desk.docks() if dock.objectName() == "weights")
    assert not weights.isHidden()
    assert weights.toggleViewAction().isVisible()
    assert person.window.desk.weights.chart.shown.stack is not None


def test_the_status_line_says_the_method_and_counts_structures(person: Person) -> None:
    opens_table(person, 11)
    person.waits()
    assert person.sees(SUMMED)
    assert person.sees("11 variables · 3.2 × 10²² structures")
    person.window._show_session(shorts_session(), None, None)
    person.waits()
    assert person.sees("Belief: exact, by enumeration")
    assert person.sees("3 variables · 25 structures")


def test_cancel_comes_after_a_second_and_leaves_the_window_usable(person: Person) -> None:
    opens_table(person, 19)
    person.clicks("Cancel")
    assert not person.window.jobs.is_running(BELIEF)
    assert person.sees("You stopped it.")
    assert person.sees("Work it out")
    opens_table(person, 7)
    person.waits()
    assert person.window.analysis.results.digest is not None
    assert person.window.analysis.results.unfinished == ""
