"""The dialog in which text becomes a network: a model from DAGitty, arrows in lines, or the text of a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from engine.files.network_file import NetworkFile
from engine.files.network_text import content_from_text
from engine.files.ready_networks import places
from engine.networks.filling import with_random_tables
from engine.problems import InvalidInput
from engine.progress import Progress
from engine.sessions.positions import Positions
from gui.controls.buttons import plain_button, primary_button
from gui.controls.labels import Label
from gui.jobs import JobRunner
from gui.networks.preview import NetworkPane
from gui.theme import current_theme

READ = "pasted network"
TITLE = "Pasted network"
WIDTH, HEIGHT, PANE = 900, 560, 360
SETTLED = 200
LONGEST_LOOKED_AT = 100_000
FILL_SEED = 1
TOLD = "Arrows in lines, a model from DAGitty or R, or the text of a DOT, BIF, NET, XDSL or XMLBIF file."
EXAMPLE = "Smoking -> Tar -> Cancer\nGene -> Smoking\nGene -> Cancer"
WAITING = "The network will be seen here."
READING = "Reading ..."


class PasteDialog(QDialog):
    """Asks for the text of a network; what is on the clipboard is put in where it is one.

    Parameters
    ----------
    jobs
        Reads the text off the GUI thread.
    can_add
        Whether it can be put beside the network that is open.
    """

    def __init__(self, jobs: JobRunner, *, can_add: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._content: NetworkFile | None = None
        self.adds = False
        self.setWindowTitle("Paste a network")
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("Text of a network")
        self.text.setPlaceholderText(EXAMPLE)
        self.text.setTabChangesFocus(True)
        _draw_edge(self.text)
        self.pane = NetworkPane()
        self.ok = primary_button("Open as a new network")
        self.add = plain_button("Add to this network")
        self.add.setVisible(can_add)
        self.cancel = plain_button("Cancel")
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLED)
        self._settle.timeout.connect(self._read)
        self._lay_out()
        self.text.textChanged.connect(self._on_text)
        self.ok.clicked.connect(self.accept)
        self.add.clicked.connect(self._add)
        self.cancel.clicked.connect(self.reject)
        self._on_text()
        self.text.setPlainText(_copied())
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def content(self) -> NetworkFile | None:
        """The network, laid out, with tables by chance where they were asked for; None while there is none."""
        if self._content is None or not self.pane.fills_tables:
            return self._content
        network = with_random_tables(self._content.network, 1.0, np.random.default_rng(FILL_SEED))
        return replace(self._content, network=network, losses=())

    def done(self, result: int) -> None:
        self._settle.stop()
        self._jobs.cancel(READ)
        super().done(result)

    def _lay_out(self) -> None:
        theme = current_theme()
        self.text.setFont(theme.font("prose"))
        self.pane.setFixedWidth(theme.px(PANE))
        left = QVBoxLayout()
        left.setSpacing(theme.px(theme.IN_ROW))
        left.addWidget(Label(TOLD, secondary=True, wrap=True))
        left.addWidget(self.text, 1)
        middle = QHBoxLayout()
        middle.setSpacing(theme.px(theme.PANEL_PADDING))
        middle.addLayout(left, 1)
        middle.addWidget(self.pane)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(theme.IN_ROW))
        foot.addStretch(1)
        for button in (self.cancel, self.add, self.ok):
            button.setAutoDefault(False)
            foot.addWidget(button)
        self.ok.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.px(20)] * 4)
        column.setSpacing(theme.px(theme.BETWEEN_BLOCKS))
        column.addLayout(middle, 1)
        column.addLayout(foot)
        self.resize(QSize(theme.px(WIDTH), theme.px(HEIGHT)).boundedTo(self.screen().availableSize()))

    def _on_text(self) -> None:
        self._jobs.cancel(READ)
        empty = not self.text.toPlainText().strip()
        self._show(None, WAITING if empty else READING)
        if empty:
            self._settle.stop()
        else:
            self._settle.start()

    def _read(self) -> None:
        text = self.text.toPlainText()
        self._jobs.start(READ, lambda: _reading(text), self._on_read, lambda why: self._show(None, "", why))

    def _on_read(self, progress: Progress[NetworkFile]) -> None:
        self._show(progress.partial)

    def _show(self, content: NetworkFile | None, said: str = "", fault: str = "") -> None:
        self._content = content
        if content is None:
            self.pane.show_nothing(said, fault)
        else:
            self.pane.show_network(content, places(content), content.title or TITLE, " ".join(content.losses))
        self.ok.setEnabled(content is not None)
        self.add.setEnabled(content is not None)

    def _add(self) -> None:
        self.adds = True
        self.accept()


def _reading(text: str) -> Iterator[Progress[NetworkFile]]:
    content = content_from_text(text)
    laid_out = Positions(dict(zip(content.network.names, places(content), strict=True)))
    yield Progress(1, 1, replace(content, positions=laid_out))


def _draw_edge(field: QPlainTextEdit) -> None:
    # A plain frame is drawn in the ink of the window, which would be too loud.
    palette = field.palette()
    palette.setColor(QPalette.ColorRole.WindowText, current_theme().tokens.control)
    field.setPalette(palette)
    field.setFrameStyle(QFrame.Shape.Box | QFrame.Shadow.Plain)


def _copied() -> str:
    # What else may be on the clipboard is nobody's business here.
    text = QGuiApplication.clipboard().text()
    if not text.strip() or len(text) > LONGEST_LOOKED_AT:
        return ""
    try:
        content_from_text(text)
    except InvalidInput:
        return ""
    return text
