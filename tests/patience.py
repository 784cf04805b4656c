"""How long a test waits for something: so long that only what hangs is refused, on a slow and busy machine too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEventLoop, QTimer
from pytestqt.qtbot import QtBot

# Milliseconds. Where kernels are not compiled yet, a busy machine needs more than a minute for them.
PATIENCE = 180_000


# More turns of the event loop than panels there are, each put off as often as may be.
TURNS = 40


def let_draw() -> None:
    """Let panels draw what was heard, each in a turn of its own."""
    # In a loop, as in the program: dialogs that are opened meanwhile count on one.
    loop, timer, left = QEventLoop(), QTimer(), iter(range(TURNS))
    timer.timeout.connect(lambda: loop.quit() if next(left, None) is None else None)
    timer.start(0)
    loop.exec()


class PatientBot(QtBot):
    """A `QtBot` that waits for minutes where the one of pytest-qt gives up after five seconds."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE) -> None:  # noqa: N802
        super().waitUntil(callback, timeout=timeout)
        let_draw()

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE, **others: Any) -> Any:  # noqa: N802
        return super().waitSignal(signal, timeout=timeout, **others)

    def waitExposed(self, widget: Any, *, timeout: int = PATIENCE) -> Any:  # noqa: N802
        return super().waitExposed(widget, timeout=timeout)
