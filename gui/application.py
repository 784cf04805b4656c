"""Starts the window, and ends it cleanly whoever asks."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OWN = ("engine", "gui")


def main(arguments: list[str]) -> int:
    """Open the window, with a file when one is named; return the exit code.

    Where there is no display to open a window on, one sentence says so and the code is 2.
    """
    missing = missing_display()
    if missing:
        print(f"{missing} {headless_way()}", file=sys.stderr)  # noqa: T201
        return 2
    try:
        from gui.main_window.run import run
    except ImportError as error:
        # A fault of our own is no matter of setting up.
        if error.name is not None and error.name.partition(".")[0] in OWN:
            raise
        said = f"The window cannot be shown: {error}. Run `make setup` once. {headless_way()}"
        print(said, file=sys.stderr)  # noqa: T201
        return 2
    return run(Path(arguments[0]) if arguments else None)


def headless_way(root: Path = ROOT) -> str:
    """Return the sentence that says how to play a lesson without a window.

    It names the Python of the virtual environment where set-up made one in `root`, because many systems have no
    command called python; else the one that runs this.
    """
    inside = Path(".venv", "Scripts", "python.exe") if sys.platform == "win32" else Path(".venv", "bin", "python")
    python = inside if (root / inside).exists() else Path(sys.executable or "python3").name
    return f"Without a window you can play a lesson like this: {python} main.py run scenarios/shorts.yaml"


def missing_display() -> str:
    """Return a sentence when no window can be shown here, else an empty string."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM", "xcb").split(":")[0] not in (
        "xcb",
        "wayland",
    ):
        return ""
    if os.environ.get("WAYLAND_DISPLAY"):
        return ""
    display = os.environ.get("DISPLAY", "")
    if not display:
        return "There is no display here to open a window on (DISPLAY is not set)."
    if not _answers(display):
        return f"The display {display} does not answer, so no window can be opened."
    return ""


def _answers(display: str) -> bool:
    # Qt aborts when it cannot connect, so ask first. Displays on other machines are left to Qt.
    host, _, number = display.rpartition(":")
    if host not in ("", "unix"):
        return True
    name = f"/tmp/.X11-unix/X{number.split('.')[0]}"
    for address in (name, "\0" + name):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
            try:
                client.connect(address)
            except OSError:
                continue
            return True
    return False
