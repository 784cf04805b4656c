"""How files become sessions: what kind a file is, what to ask about it, and reading it in the background."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from engine.data.discretising import Discretising
from engine.files.any_network import begins_a_graph, read_graph
from engine.files.csv_tables import TABLE_SUFFIXES, TablePreview, preview_table, read_table
from engine.files.network_file import NetworkFile
from engine.files.network_files import NETWORK_SUFFIXES, read_network_file
from engine.files.ready_networks import places
from engine.files.session_files import load_session
from engine.hypotheses.space import SUMMABLE
from engine.posterior.assumptions import Assumptions
from engine.progress import Progress
from engine.sessions.state import SessionState, initial_state, session_from_dataset, session_from_network
from gui.importing.choose import ChooseVariablesDialog
from gui.importing.dialog import ImportDialog
from gui.jobs import JobRunner
from gui.main_window.status_line import OPEN

SCENARIO_SUFFIXES = (".yaml", ".yml")


def _endings(suffixes: tuple[str, ...]) -> str:
    return " ".join(f"*{suffix}" for suffix in suffixes)


FILTER = (
    f"All that can be opened ({_endings((*SCENARIO_SUFFIXES, *NETWORK_SUFFIXES, *TABLE_SUFFIXES))});;"
    f"Lessons and sessions ({_endings(SCENARIO_SUFFIXES)});;Networks ({_endings(NETWORK_SUFFIXES)});;"
    f"Tables of data ({_endings(TABLE_SUFFIXES)});;All files (*)"
)
TABLE_FILTER = f"Tables of data ({_endings(TABLE_SUFFIXES)});;All files (*)"


class Opener(QObject):
    """Reads files off the GUI thread and asks what has to be asked.

    Signals
    -------
    opened(state, path, source)
        A session is ready to be shown; `path` is where saving would write, or None, and `source` the file by
        which it can be opened again, or None.
    failed(sentence)
        The file could not be read; nothing was changed.
    told(sentence)
        What was opened lacks something that the file held, or has what the file did not hold.
    """

    opened = Signal(object, object, object)
    failed = Signal(str)
    told = Signal(str)

    def __init__(self, jobs: JobRunner, window: QWidget) -> None:
        super().__init__(window)
        self._jobs = jobs
        self._window = window

    @property
    def window(self) -> QWidget:
        """The window over which dialogs open."""
        return self._window

    def open_path(self, path: Path) -> None:
        """Read a file of any kind the program knows, by its suffix."""
        suffix = path.suffix.lower()
        if suffix in TABLE_SUFFIXES and not begins_a_graph(path):
            self.open_table(path)
        elif suffix in TABLE_SUFFIXES:
            self._read(lambda: read_graph(path), lambda content: self.open_content(content, path.stem, path))
        elif suffix in NETWORK_SUFFIXES:
            self._read(
                lambda: _laid_out(path),
                lambda content: self.open_content(content, content.title or path.stem, path),
            )
        else:
            self._read(lambda: load_session(path), lambda state: self.opened.emit(state, path, path))

    def open_without_lesson(self, path: Path) -> None:
        """Open the world of a lesson, uncovered, to play with."""
        self._read(lambda: _world_alone(path), lambda state: self.opened.emit(state, None, None))

    def open_table(self, path: Path) -> None:
        """Look into a table of data, ask which columns to read, and read them."""
        self._read(lambda: preview_table(path, forgiving=True), lambda preview: self._ask_columns(path, preview))

    def _ask_columns(self, path: Path, preview: TablePreview) -> None:
        dialog = ImportDialog(path, preview, self._window, self._read)
        dialog.deleteLater()
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        self._jobs.cancel(OPEN)
        if not accepted:
            return
        labelled, columns, sorting, assumptions = dialog.preview, dialog.chosen, dialog.sorting, dialog.assumptions
        self._read(
            lambda: _session_from_table(path, labelled, columns, sorting, assumptions),
            lambda state: self.opened.emit(state, None, path),
        )

    def open_content(self, content: NetworkFile, title: str, source: Path | None = None) -> None:
        """Open a network as a world, once it was asked which of many variables belief is to be about.

        Parameters
        ----------
        content
            The network.
        title
            Name of the session.
        source
            The file by which it can be opened again, or None.
        """
        network = content.network
        measured = [network.variables[index].name for index in network.observed]
        over = tuple(range(len(measured)))
        if len(measured) > SUMMABLE:
            dialog = ChooseVariablesDialog(measured, SUMMABLE, self._window)
            accepted, over = dialog.exec() == QDialog.DialogCode.Accepted, dialog.chosen
            dialog.deleteLater()
            if not accepted:
                return
        state = session_from_network(title, network, over, positions=content.positions, notes=content.notes)
        self.opened.emit(state, None, source)
        if content.losses:
            self.told.emit(" ".join(content.losses))

    def _read(
        self, read: Callable[[], object], then: Callable[..., None], failed: Callable[[str], None] | None = None
    ) -> None:
        def work() -> Iterator[Progress[object]]:
            yield Progress(1, 1, read())

        self._jobs.start(OPEN, work, lambda progress: then(progress.partial), failed or self.failed.emit)


def _laid_out(path: Path) -> NetworkFile:
    # To lay out many variables takes seconds. Where it was done here, the window finds it remembered.
    content = read_network_file(path)
    if not content.positions:
        places(content)
    return content


def _session_from_table(
    path: Path,
    preview: TablePreview,
    columns: tuple[str, ...],
    sorting: dict[str, Discretising],
    assumptions: Assumptions,
) -> SessionState:
    dataset = read_table(preview, columns, sorting=sorting)
    return session_from_dataset(path.stem, dataset, range(len(columns)), assumptions)


def _world_alone(path: Path) -> SessionState:
    scenario = load_session(path).scenario
    return initial_state(replace(scenario, steps=(), show=replace(scenario.show, world_covered=False)))
