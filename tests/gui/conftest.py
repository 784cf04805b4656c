"""A test of the window that leaves a thread or a visible window behind fails."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from gui.jobs import JobRunner
from gui.sweeping import Sweeper
from gui.theme import Theme, apply_theme, current_theme
from tests.gui.worlds import Ring, made_ring


@pytest.fixture(autouse=True)
def _still_theme(qapp: QApplication) -> None:
    """Motion is switched off, so that what is on screen is where it will stay."""
    still = Theme(reduced_motion=True)
    # Dressing the application anew takes longer than most tests.
    if current_theme() != still:
        apply_theme(qapp, still)


@pytest.fixture
def jobs() -> Iterator[JobRunner]:
    """Workers, which are stopped afterwards."""
    runner = JobRunner()
    yield runner
    runner.shut_down()


@pytest.fixture
def ring() -> Iterator[Ring]:
    """The ring of a window, without one: document, jobs and belief."""
    yield from made_ring()


@pytest.fixture(autouse=True)
def _nothing_left_behind(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[None]:
    threads = set(threading.enumerate())
    # Python's own search for unused objects could destroy a widget while Qt goes through a list of all.
    sweeper = Sweeper()
    sweeper.begin()
    yield
    sweeper.sweep()
    sweeper.end()
    left = [thread.name for thread in set(threading.enumerate()) - threads if not thread.daemon]
    assert not left, f"threads left running: {left}"
    assert gc.isenabled(), "a JobRunner was not shut down"


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """After pytest-qt closed what it was given, no window may be open."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        left = [widget for widget in app.topLevelWidgets() if widget.isVisible()]
        for widget in left:
            widget.hide()
        assert not left, f"windows left open: {left}"
