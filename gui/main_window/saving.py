"""How a session is saved, and what is asked before one with changes is left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from engine.progress import Progress
from gui.controls.file_names import ask_for_file, file_name
from gui.controls.message_boxes import ask_to_leave
from gui.document import Document
from gui.jobs import JobRunner
from gui.settings import RECENT_FILES, Settings
from gui.start.page import shipped_folder

SAVE = "save"
KINDS = {"Sessions": (".yaml", ".yml")}
KEPT = "The lessons and networks that come with the program stay as they are. Save yours in another folder."
Then = Callable[[], None]

NETWORKS = "networks"


class Saver(QObject):
    """Writes the session to a file in the background, and guards changes that are not in one yet.

    A lesson that comes with the program is never overwritten, and left without a question: how far it has come
    is remembered anyway. Any other session with changes, wherever it came from, is not left unasked.

    Signals
    -------
    failed(sentence)
        The session could not be saved; what was in the file is untouched.
    """

    failed = Signal(str)

    def __init__(self, document: Document, jobs: JobRunner, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._jobs, self._settings, self._window = document, jobs, settings, window
        self._next: tuple[Path, Then] | None = None
        self._asking = False

    def save(self, then: Then = lambda: None) -> None:
        """Save to the file of the session, asking for one where there is none of its own; then go on."""
        path = self._document.path
        if path is None or is_shipped(path):
            self.save_as(then)
        else:
            self._write(path, then)

    def save_as(self, then: Then = lambda: None) -> None:
        """Ask for a file, save there, then go on; do neither when the person changes their mind."""
        suggested = self.folder() / f"{file_name(self._document.state.scenario.title)}.yaml"
        path = ask_for_file(self._window, "Save the session", suggested, KINDS)
        if path is None:
            return
        if is_shipped(path):
            self.failed.emit(KEPT)
        else:
            self._write(path, then)

    @property
    def must_ask(self) -> bool:
        """Whether leaving the session would lose something that the person may want to keep."""
        path = self._document.path
        return self._document.has_unsaved_changes and (path is None or not is_shipped(path))

    def leave(self, then: Then) -> None:
        """Go on to something that takes the place of the session, once nothing is lost that should be kept."""
        if not self.must_ask:
            then()
            return
        if self._asking:
            return
        self._asking = True
        try:
            answer = ask_to_leave(self._window, self._document.state.scenario.title)
        finally:
            self._asking = False
        if answer == "save":
            # More may change while the file is being written.
            self.save(lambda: self.leave(then))
        elif answer == "discard":
            then()

    def folder(self) -> Path:
        """Return the folder to begin with when a file is asked for."""
        path = self._document.path
        known = [path] if path is not None else []
        known += [Path(name) for name in self._settings.get(RECENT_FILES)]
        own = (path.parent for path in known if not is_shipped(path) and path.parent.is_dir())
        return next(own, Path.home())

    def _write(self, path: Path, then: Then) -> None:
        if self._jobs.is_running(SAVE):
            # Two at once could end in the wrong order, and leave the older session in the file.
            self._next = path, then
            return
        state, opened = self._document.state, self._document.opened

        def work() -> Iterator[Progress[None]]:
            from engine.files.session_files import save_session

            save_session(path, state)
            yield Progress(1, 1)

        def saved(_progress: Progress[None]) -> None:
            self._settings.add_recent(path)
            self._document.mark_saved(path, state, opened)
            self._done(then)

        def failed(sentence: str) -> None:
            self._next = None
            self.failed.emit(sentence)

        self._jobs.start(SAVE, work, saved, failed)

    def _done(self, then: Then) -> None:
        waiting, self._next = self._next, None
        if waiting is None:
            then()
        else:
            self._jobs.cancel(SAVE)
            self._write(*waiting)


def is_shipped(path: Path) -> bool:
    """Return whether a file lies where the lessons or the networks are that come with the program."""
    lessons = shipped_folder().resolve()
    return path.resolve().parent in (lessons, lessons.parent / NETWORKS)
