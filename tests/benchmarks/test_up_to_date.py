"""How long after a batch was asked for all panels show what it changed; run with `make bench`."""

from __future__ import annotations

import time

import numpy as np
import pytest
from PySide6.QtCore import QEventLoop, QTimer
from pytest_benchmark.fixture import BenchmarkFixture

from engine.sessions.state import SessionState, session_from_network
from engine.sessions.verbs import Watch
from gui.analysis import BELIEF, MARGINALS
from gui.document import DRAW
from gui.main_window.window import MainWindow
from tests.benchmarks.test_event_loop import dense, runs_until, window
from tests.engine.worlds import asia

__all__ = ("window",)
ROUNDS = 30


def six() -> SessionState:
    """Six variables of a known network: belief is about all structures over them, summed over."""
    return session_from_network("Six of Asia", asia(), (1, 2, 3, 4, 5, 7))


@pytest.mark.parametrize(("state", "most"), [(dense(3), 0.1), (dense(5), 0.1), (six(), 0.3)], ids=["3", "5", "6"])
def test_all_panels_follow_a_batch(
    benchmark: BenchmarkFixture, window: MainWindow, state: SessionState, most: float
) -> None:
    """The median batch is drawn, weighed and painted everywhere within 100 ms, with six variables within 300 ms."""
    window._show_session(state, None, None)
    runs_until(lambda: follows(window))
    for name in ("weights", "candidates", "belief"):
        window.desk.raise_dock(name)
    runs_until(lambda: follows(window))
    taken: list[float] = []

    def draw() -> None:
        begun = time.perf_counter()
        goal = window.document.state.dataset.n_rows + 10
        window.document.perform(Watch(10))
        until_shown(window, goal)
        taken.append(time.perf_counter() - begun)
        runs_until(lambda: not window.jobs._listeners)

    benchmark.pedantic(draw, rounds=ROUNDS, warmup_rounds=3)
    measured = taken[3:]
    benchmark.extra_info["ms from asking to painted, median"] = round(1000 * float(np.median(measured)))
    benchmark.extra_info["ms from asking to painted, longest"] = round(1000 * max(measured))
    assert np.median(measured) <= most


def follows(window: MainWindow) -> bool:
    """Whether nothing is drawn or weighed, and nothing that was found waits to be drawn."""
    return (
        not any(window.jobs.is_running(name) for name in (DRAW, BELIEF, MARGINALS)) and not window.jobs.turns._waiting
    )


def until_shown(window: MainWindow, rows: int) -> None:
    """Run the event loop until belief after so many rows is drawn, and one turn more, in which it is painted."""
    loop, timer = QEventLoop(), QTimer()
    left = [2]

    def look() -> None:
        if window.analysis.results.n_rows == rows and follows(window):
            left[0] -= 1
            if not left[0]:
                loop.quit()

    timer.timeout.connect(look)
    timer.start(1)
    loop.exec()
    timer.stop()
