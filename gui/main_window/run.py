"""Makes the application and its window, runs them, and takes them down."""

from __future__ import annotations

import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QLocale, QSocketNotifier, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from gui.main_window.window import NAME, MainWindow
from gui.settings import REDUCED_MOTION, SCALE, THEME, WINDOW_GEOMETRY, Settings
from gui.sweeping import Sweeper
from gui.theme import Theme, apply_theme

# Where the interpreter hands the lock over matters more for a smooth window than for throughput.
SWITCH_INTERVAL = 0.002


def run(path: Path | None) -> int:
    """Show the window, with a file when `path` is one, until it is closed; return the exit code."""
    sys.setswitchinterval(SWITCH_INTERVAL)
    app = QApplication([NAME])
    app.setApplicationName(NAME)
    QLocale.setDefault(QLocale(QLocale.Language.English))
    Sweeper(app).begin()
    settings = Settings()
    apply_theme(app, chosen_theme(settings))
    window = MainWindow(settings)
    geometry = settings.get(WINDOW_GEOMETRY)
    if geometry:
        window.restoreGeometry(geometry)
    window.show()
    if path is not None:
        QTimer.singleShot(0, lambda: window.open_path(path))
    with _closing_on_signals(window):
        code = app.exec()
    window.jobs.shut_down()
    return code


def chosen_theme(settings: Settings) -> Theme:
    """Return the theme that the settings ask for; "system" follows the desktop where it says."""
    wanted = settings.get(THEME)
    system_dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    dark = wanted == "dark" or (wanted == "system" and system_dark)
    return Theme(dark, settings.get(SCALE), settings.get(REDUCED_MOTION))


@contextmanager
def _closing_on_signals(window: MainWindow) -> Iterator[None]:
    # Python runs its handlers only between byte codes, and the event loop runs none: the wake-up socket
    # makes Qt run one as soon as a signal came.
    near, far = socket.socketpair()
    for end in (near, far):
        end.setblocking(False)
    notifier = QSocketNotifier(near.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: near.recv(64))
    old_fd = signal.set_wakeup_fd(far.fileno(), warn_on_full_buffer=False)
    wanted = [signal.SIGINT, signal.SIGTERM]
    # Through the event loop: a window closed before that runs would leave it running for ever.
    old = {each: signal.signal(each, lambda *_: QTimer.singleShot(0, window.close_at_once)) for each in wanted}
    try:
        yield
    finally:
        notifier.setEnabled(False)
        signal.set_wakeup_fd(old_fd)
        for each, handler in old.items():
            signal.signal(each, handler)
        near.close()
        far.close()
