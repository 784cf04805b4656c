"""The dialog that saves how belief moved: what kind of file, how it is drawn, progress, and Cancel."""

from __future__ import annotations

from pathlib import Path
from queue import Queue

from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from engine.progress import Progress
from gui.controls.buttons import Button
from gui.controls.file_names import ask_for_file
from gui.controls.labels import Label
from gui.controls.switch import Switch
from gui.jobs import JobRunner, Work
from gui.pictures.film import Camera, Film, durations, frame_size
from gui.pictures.storing import can_write_gif, write_gif, write_pngs
from gui.theme import current_theme

FILM = "film"
TITLE = "Save the animation"
NO_GIF = "An animated GIF needs the package Pillow, which is not installed here. PNG pictures need nothing."
STOPPED = "Stopped."
# So many pictures may wait to be written; drawing waits meanwhile.
WAITING = 3


class FilmDialog(QDialog):
    """Draws the pictures one after another while they are written in the background.

    Parameters
    ----------
    film
        What is to be drawn.
    jobs
        Where files are written.
    folder
        Where saving begins.
    """

    def __init__(self, film: Film, jobs: JobRunner, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._film, self._jobs, self._folder = film, jobs, folder
        self._camera: Camera | None = None
        self._frames: Queue[QImage] = Queue(WAITING)
        self._next, self._begun = 0, False
        self.setWindowTitle(TITLE)
        self.kind = Switch(("PNG pictures", "Animated GIF"), "Kind of file")
        self.scale = Switch(("1x", "2x"), "Dots a pixel")
        self.ground = Switch(("Light", "Dark"), "Ground")
        self.ground.choose(int(current_theme().dark))
        self.told = Label("", "second", secondary=True, wrap=True)
        self.bar = QProgressBar()
        self.bar.setAccessibleName("Pictures written")
        self.bar.setRange(0, len(film.moments))
        self.bar.setTextVisible(False)
        self.save = Button("Save ...", "primary", "export")
        self.cancel = Button("Cancel", "plain")
        self.close_button = Button("Close", "plain")
        self._tick = QTimer(self)
        self._tick.setInterval(5)
        self._tick.timeout.connect(self._draw)
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self._cancel)
        self.close_button.clicked.connect(self.reject)
        self._lay_out()
        self._say_size()
        self.scale.chosen.connect(self._say_size)
        if not can_write_gif():
            self.kind.buttons()[1].setEnabled(False)
            self.kind.buttons()[1].setToolTip(NO_GIF)
        self._show_running(False)

    @property
    def is_running(self) -> bool:
        """Whether pictures are being drawn or written."""
        return self._camera is not None

    def reject(self) -> None:
        self._stop()
        super().reject()

    def _lay_out(self) -> None:
        theme = current_theme()
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.px(20)] * 4)
        column.setSpacing(theme.px(8))
        for words, switch in (("Kind of file", self.kind), ("Size", self.scale), ("Ground", self.ground)):
            column.addWidget(Label(words, "second", secondary=True))
            column.addWidget(switch)
        if not can_write_gif():
            column.addWidget(Label(NO_GIF, "second", secondary=True, wrap=True))
        column.addWidget(self.told)
        column.addWidget(self.bar)
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (self.close_button, self.cancel, self.save):
            row.addWidget(button)
        column.addLayout(row)
        self.save.setDefault(True)
        self.setMinimumWidth(theme.px(440))

    def _say_size(self, *_choice: object) -> None:
        size = frame_size() * (self.scale.choice + 1)
        self.told.setText(f"{len(self._film.moments):,} pictures of {size.width():,} x {size.height():,} dots.")

    def _save(self) -> None:
        if self.kind.choice:
            path = ask_for_file(self, TITLE, self._folder / "belief.gif", {"GIF": (".gif",)})
        else:
            name = QFileDialog.getExistingDirectory(self, "Choose a folder for the pictures", str(self._folder))
            path = Path(name) if name else None
        if path is not None:
            self._start(path)

    def _start(self, path: Path) -> None:
        total = len(self._film.moments)
        frames = self._frames = Queue(WAITING)
        work: Work = (
            (lambda: write_gif(frames, durations(total), path))
            if self.kind.choice
            else (lambda: write_pngs(frames, total, path, "belief"))
        )
        self._camera = Camera(self._film, dark=bool(self.ground.choice), scale=self.scale.choice + 1)
        self._next, self._begun = 0, False
        self._show_running(True)
        self._jobs.start(FILM, work, self._on_progress, self._on_failure)
        self._tick.start()

    def _draw(self) -> None:
        # Half a picture at a tick, and none while enough wait to be written.
        if self._camera is None or self._next >= len(self._film.moments) or self._frames.full():
            return
        moment = self._film.moments[self._next]
        if not self._begun:
            self._camera.begin(moment)
        else:
            self._frames.put_nowait(self._camera.finish(moment))
            self._next += 1
        self._begun = not self._begun

    def _on_progress(self, progress: Progress[Path]) -> None:
        self.bar.setValue(progress.done)
        if not progress.finished:
            self.told.setText(f"{progress.done:,} of {progress.total:,} pictures")
            return
        path = progress.partial
        self._stop()
        if path is not None:
            what = path.name if self.kind.choice else f"{progress.total:,} pictures in {path.name}"
            self.told.setText(f"Saved: {what}.")

    def _on_failure(self, sentence: str) -> None:
        self._stop()
        self.told.setText(sentence)

    def _cancel(self) -> None:
        written = self.bar.value()
        kept = self.is_running and written and not self.kind.choice
        self._stop()
        self.told.setText(f"{STOPPED} {written:,} pictures are in the folder." if kept else STOPPED)

    def _stop(self) -> None:
        self._tick.stop()
        self._jobs.cancel(FILM)
        if self._camera is not None:
            self._camera.put_away()
            self._camera = None
        self._show_running(False)

    def _show_running(self, running: bool) -> None:
        self.bar.setVisible(running)
        self.cancel.setVisible(running)
        self.save.setEnabled(not running)
        for switch in (self.scale, self.ground):
            switch.setEnabled(not running)
        self.kind.buttons()[0].setEnabled(not running)
        self.kind.buttons()[1].setEnabled(not running and can_write_gif())
