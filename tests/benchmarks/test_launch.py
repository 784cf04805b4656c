"""How long it takes from the start of the process to the first painted window; run with `make bench`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

ROOT = Path(__file__).resolve().parents[2]
LAUNCH = 0.5
PROGRAM = """
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from gui.main_window import run as running
from gui.main_window.window import MainWindow

class Watcher(QObject):
    painted = False
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched.window(), MainWindow) and not self.painted:
            self.painted = True
            print("painted", flush=True)
            QTimer.singleShot(0, QApplication.instance().quit)
        return False

shown = MainWindow.showEvent
def show(window, event):
    QApplication.instance().installEventFilter(Watcher(window))
    shown(window, event)
MainWindow.showEvent = show
running.run(None)
"""
PLATFORMS = ["offscreen", *(["xcb"] if os.environ.get("DISPLAY") else [])]


@pytest.mark.parametrize("platform", PLATFORMS)
def test_the_window_is_painted_soon(benchmark: BenchmarkFixture, platform: str, tmp_path: Path) -> None:
    """From the start of Python to the first paint, the median of five."""
    environment = {
        **os.environ, "QT_QPA_PLATFORM": platform, "PYTHONPATH": str(ROOT), "XDG_CONFIG_HOME": str(tmp_path)
    }  # fmt: skip

    def launch() -> None:
        program = subprocess.Popen(
            [sys.executable, "-c", PROGRAM],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        started.append(program)
        assert program.stdout is not None
        assert program.stdout.readline().strip() == b"painted"

    def end() -> None:
        # What one does after its first paint must not slow down the next.
        for program in started:
            program.communicate(timeout=20)

    started: list[subprocess.Popen[bytes]] = []
    benchmark.pedantic(launch, setup=end, rounds=5, warmup_rounds=1)
    end()
    assert all(program.returncode == 0 for program in started)
    if benchmark.stats:
        assert np.median(benchmark.stats.stats.data) <= LAUNCH
