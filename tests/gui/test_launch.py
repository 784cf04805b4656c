"""The start: nothing slow is loaded before the first paint, and signals end the program cleanly."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gui.application import headless_way
from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
SLOW = ("pgmpy", "pandas", "scipy", "numba", "pyqtgraph", "ruamel.yaml", "networkx")

# Says which modules are loaded when the window is painted first.
PROBE = """
import json, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from gui.main_window import run as running
from gui.main_window.window import MainWindow

said = []
painted = MainWindow.paintEvent
def paint(window, event):
    if not said:
        said.append(sorted(sys.modules))
        print(json.dumps(said[0]), flush=True)
        QTimer.singleShot(0, QApplication.instance().quit)
    painted(window, event)
MainWindow.paintEvent = paint
running.run(None)
"""


def wait_until_caught(program: subprocess.Popen[bytes], sent: signal.Signals) -> None:
    """Wait until the program handles a signal, as the system says (on Linux), and has had time to open its file."""
    status = Path(f"/proc/{program.pid}/status")
    end = time.monotonic() + PATIENCE / 1000
    while status.exists() and time.monotonic() < end:
        caught = int(next(line for line in status.read_text().splitlines() if line.startswith("SigCgt")).split()[1], 16)
        if caught >> (sent - 1) & 1 and (sent != signal.SIGINT or caught >> (signal.SIGTERM - 1) & 1):
            break
        time.sleep(0.05)
    time.sleep(0.5)
    assert program.poll() is None


def environment() -> dict[str, str]:
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}


def test_nothing_slow_is_loaded_before_the_first_paint() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROBE],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment(),
        timeout=300,
        check=True,
    )
    loaded = set(json.loads(done.stdout.splitlines()[0]))
    assert "PySide6.QtWidgets" in loaded
    assert not loaded & set(SLOW)


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.skipif(sys.platform == "win32", reason="signals are another matter there")
def test_a_signal_closes_the_window_cleanly(sent: signal.Signals) -> None:
    lesson = str(ROOT / "scenarios" / "shorts.yaml")
    with subprocess.Popen(
        [sys.executable, "main.py", lesson], cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as program:
        wait_until_caught(program, sent)
        program.send_signal(sent)
        _, said = program.communicate(timeout=300)
        assert program.returncode == 0
        assert b"Traceback" not in said


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays have names only there")
def test_without_a_display_one_sentence_names_the_way_without_a_window() -> None:
    bare = {key: value for key, value in environment().items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    for display in ({}, {"DISPLAY": ":4711"}):
        done = subprocess.run(
            [sys.executable, "main.py"],
            capture_output=True,
            text=True,
            cwd=ROOT,
            env={**bare, "QT_QPA_PLATFORM": "xcb", **display},
            timeout=300,
            check=False,
        )
        assert done.returncode == 2
        assert len(done.stderr.strip().splitlines()) == 1
        command = done.stderr.strip().rpartition(": ")[2]
        assert command.endswith(" main.py run scenarios/shorts.yaml")
        assert headless_way(ROOT).endswith(command)


@pytest.mark.skipif(sys.platform == "win32", reason="a virtual environment is laid out differently there")
def test_the_way_without_a_window_names_a_python_that_is_there(tmp_path: Path) -> None:
    assert f": {Path(sys.executable).name} main.py run " in headless_way(tmp_path)
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
    assert ": .venv/bin/python main.py run " in headless_way(tmp_path)


# A signal that comes when handlers are there but the event loop is not yet.
EARLY = """
import os, signal, sys
from PySide6.QtWidgets import QApplication
from gui.main_window.run import run
started = QApplication.exec
def start(*_):
    os.kill(os.getpid(), signal.SIGTERM)
    return started()
QApplication.exec = start
sys.exit(run(None))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are another matter there")
def test_a_signal_before_the_event_loop_runs_ends_the_program_too() -> None:
    done = subprocess.run([sys.executable, "-c", EARLY], cwd=ROOT, env=environment(), timeout=300, check=False)
    assert done.returncode == 0


# Starts the program where importing one module fails.
BROKEN = """
import sys
sys.modules[sys.argv[1]] = None
from gui.application import main
sys.exit(main([]))
"""


def started_without(module: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", BROKEN, module],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment(),
        timeout=300,
        check=False,
    )


def test_a_package_that_is_missing_asks_for_set_up() -> None:
    done = started_without("PySide6.QtWidgets")
    assert done.returncode == 2
    assert "Run `make setup` once." in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_module_of_our_own_that_is_missing_is_a_fault_and_shown_as_one() -> None:
    done = started_without("gui.document")
    assert done.returncode == 1
    assert "Traceback" in done.stderr
    assert "make setup" not in done.stderr
