"""The line at the foot of the window: what had been done by the moment that is looked at."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from engine.sessions.verbs import Act, SetByHand, Watch
from gui.main_window.status_line import StatusLine
from tests.gui.worlds import Ring, shorts_session


def test_regimes_are_those_met_by_the_moment_shown(ring: Ring, qtbot: QtBot) -> None:
    line = StatusLine(ring.document, ring.analysis, ring.jobs)
    qtbot.addWidget(line)
    ring.document.reset(shorts_session())
    for action in (Watch(40), SetByHand("Shorts", "yes"), Act(10), SetByHand("Shorts", "no"), Act(10)):
        ring.document.perform(action)
        qtbot.waitUntil(ring.is_quiet)
    assert line._seen.text() == "60 rows, 3 regimes"
    ring.analysis.select_rows(50)
    assert line._seen.text() == "row 50 of 60 rows, 2 regimes"
    ring.analysis.select_rows(20)
    assert line._seen.text() == "row 20 of 60 rows"
    ring.analysis.select_rows(None)
    assert line._seen.text() == "60 rows, 3 regimes"
