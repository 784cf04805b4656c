"""What every test stands on: no screen needed, and nothing of the person's own is read or written."""

from __future__ import annotations

import gc
import os
import signal
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.patience import PatientBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Settings of the person who runs the tests must neither be read nor changed.
os.environ["XDG_CONFIG_HOME"] = tempfile.mkdtemp(prefix="causal-sandbox-tests-")

# A shell that runs the tests in the background has them ignore interrupts, and what they start would inherit that.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

SHARED = Path(__file__).resolve().parents[2] / "shared"

# How long an example takes says something of the machine and nothing of the code.
calm = [*settings.default.suppress_health_check, HealthCheck.too_slow]
settings.register_profile("any machine", settings.default, deadline=None, suppress_health_check=calm)
settings.load_profile("any machine")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is loaded stays to the end: to search it for what is unused, again and again, takes seconds."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """In the place of the one that pytest-qt brings."""
    return PatientBot(request)
