"""The network on screen for other programs: as a file of one of their formats, and as text to be pasted there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from engine.progress import Progress
from gui.actions import Handler
from gui.controls.file_names import ask_for_file, file_name
from gui.controls.message_boxes import ask_to_lose
from gui.document import Document
from gui.jobs import JobRunner
from gui.main_window.saving import KEPT, is_shipped

if TYPE_CHECKING:
    from engine.files.network_file import NetworkFile

EXPORT, COPY = "export", "copy"
CAPTION = "Save the network"
BUSY = "The network is still being written. Wait a moment, then save it again."
COPIED = "Copied as a model for DAGitty, to be pasted there or anywhere."
AS_TEXT = ".dagitty"
Looked = tuple["NetworkFile", tuple[str, ...]]
Copied = tuple[str, tuple[str, ...]]


class NetworkExporter(QObject):
    """Writes the network as it is now; the session, its own file, and what of it is unsaved stay as they are.

    Parameters
    ----------
    document
        The session on screen.
    jobs
        Where files are written.
    folder
        Gives the folder to begin with when a file is asked for.
    window
        The window over which is asked.

    Signals
    -------
    done(sentence)
        What was written or copied.
    failed(sentence)
        It could not be written; what was in the file is untouched.
    """

    done = Signal(str)
    failed = Signal(str)

    def __init__(self, document: Document, jobs: JobRunner, folder: Callable[[], Path], window: QWidget) -> None:
        super().__init__(window)
        self._document, self._jobs, self._folder, self._window = document, jobs, folder, window

    def handlers(self) -> dict[str, Handler]:
        """Return what carries out each verb, by its key."""
        return {"save_network": self.save, "copy_network": self.copy}

    def save(self) -> None:
        """Ask for a file, say what it will not hold, and write it when that is agreed to."""
        from engine.files.network_formats import FORMATS

        if self._jobs.is_running(EXPORT):
            self.failed.emit(BUSY)
            return
        state = self._document.state
        kinds = {each.name: each.suffixes for each in FORMATS}
        # Without an ending, so that the kind that is chosen below the name decides.
        suggested = self._folder() / file_name(state.scenario.title, "network")
        path = ask_for_file(self._window, CAPTION, suggested, kinds)
        if path is None:
            return
        if is_shipped(path):
            self.failed.emit(KEPT)
            return
        kind = next(name for name, endings in kinds.items() if path.suffix.lower() in endings)

        def look() -> Iterator[Progress[Looked]]:
            from engine.files.any_network import network_of_session
            from engine.files.network_files import what_is_lost

            content = network_of_session(state)
            yield Progress(1, 1, (content, what_is_lost(path.suffix, content)))

        self._jobs.start(EXPORT, look, lambda looked: self._ask(path, kind, looked), self.failed.emit)

    def copy(self) -> None:
        """Put the arrows on the clipboard as DAGitty reads them, and say what is not in that text."""
        state = self._document.state

        def work() -> Iterator[Progress[Copied]]:
            from engine.files.any_network import network_of_session
            from engine.files.network_files import network_text, what_is_lost

            content = network_of_session(state)
            yield Progress(1, 1, (network_text(AS_TEXT, content), what_is_lost(AS_TEXT, content)))

        self._jobs.start(COPY, work, self._put_on_clipboard, self.failed.emit)

    def _put_on_clipboard(self, copied: Progress[Copied]) -> None:
        if copied.partial is not None:
            text, lost = copied.partial
            QGuiApplication.clipboard().setText(text)
            self.done.emit(" ".join([COPIED, *lost]))

    def _ask(self, path: Path, kind: str, looked: Progress[Looked]) -> None:
        if looked.partial is None:
            return
        content, lost = looked.partial
        if not lost or ask_to_lose(self._window, kind, lost):
            self._write(path, content)

    def _write(self, path: Path, content: NetworkFile) -> None:
        def work() -> Iterator[Progress[None]]:
            from engine.files.network_files import write_network_file

            write_network_file(path, content)
            yield Progress(1, 1)

        said = f"The network was saved as {path.name}. Rows and belief stay in the session."
        self._jobs.start(EXPORT, work, lambda _progress: self.done.emit(said), self.failed.emit)
