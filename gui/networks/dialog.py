"""The dialog in which a network to begin with is chosen: a ready one, or one drawn by chance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from engine.files.network_file import NetworkFile
from engine.files.ready_networks import ReadyNetwork, places, read_all
from engine.networks.filling import with_random_tables
from engine.progress import Progress
from gui.controls.buttons import plain_button, primary_button
from gui.controls.empty_page import EmptyPage
from gui.controls.labels import Label
from gui.controls.switch import Switch
from gui.controls.tinted_icon import set_icon
from gui.jobs import JobRunner
from gui.networks.drawn import Wish, drawn
from gui.networks.drawn_form import DrawnForm
from gui.networks.preview import NetworkPane
from gui.networks.tiles import NetworkGrid
from gui.networks.words import NOTHING_FOUND, found_words
from gui.theme import current_theme

READ, DRAW = "gallery of networks", "network by chance"
KINDS = ("Ready networks", "Drawn by chance")
WIDTH, HEIGHT, PANE = 980, 620, 360
SETTLED = 150
DRAWING = "Drawing and laying out ..."
FILL_SEED = 1


class NetworksDialog(QDialog):
    """Asks for a network.

    Parameters
    ----------
    paths
        Files of ready networks and of lessons, in the order in which they are offered.
    jobs
        Reads and draws them off the GUI thread.
    """

    def __init__(self, paths: Sequence[Path], jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paths, self._jobs = tuple(paths), jobs
        self._drawn: NetworkFile | None = None
        self.setWindowTitle("Networks")
        self.kind = Switch(KINDS, "Kind of network")
        self.search = _search_field()
        self.grid = NetworkGrid()
        self.form = DrawnForm()
        self.pane = NetworkPane()
        self.count = Label("", "second", secondary=True)
        self.ok = primary_button("Open")
        self.cancel = plain_button("Cancel")
        self._nothing = EmptyPage()
        self._nothing.say(NOTHING_FOUND)
        self._pages = QStackedWidget()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLED)
        self._settle.timeout.connect(self._draw)
        self._lay_out()
        self._connect()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self._jobs.start(READ, lambda: read_all(self._paths), self._on_read, self._on_failure)

    @property
    def is_drawn(self) -> bool:
        """Whether the network is one drawn by chance."""
        return self.kind.choice == 1

    @property
    def ready(self) -> ReadyNetwork | None:
        """The chosen ready network."""
        return None if self.is_drawn else self.grid.chosen

    @property
    def content(self) -> NetworkFile | None:
        """The chosen network, with tables by chance where they were asked for; None while there is none."""
        ready = self.ready
        content = self._drawn if self.is_drawn else ready.content if ready else None
        if content is None or not self.pane.fills_tables:
            return content
        return replace(content, network=with_random_tables(content.network, 1.0, np.random.default_rng(FILL_SEED)))

    def done(self, result: int) -> None:
        self._settle.stop()
        for name in (READ, DRAW):
            self._jobs.cancel(name)
        super().done(result)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # From the field one goes on into the tiles without a detour.
        key = event.key() if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) else 0
        if key == Qt.Key.Key_Down and watched is self.search and self.grid.n_found:
            self.grid.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().eventFilter(watched, event)

    # -- parts ---------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        theme = current_theme()
        self._pages.addWidget(self.grid)
        self._pages.addWidget(self.form)
        self._pages.addWidget(self._nothing)
        self.pane.setFixedWidth(theme.px(PANE))
        head = QHBoxLayout()
        head.setSpacing(theme.px(theme.BETWEEN_BLOCKS))
        head.addWidget(self.kind)
        head.addWidget(self.search, 1)
        left = QVBoxLayout()
        left.setSpacing(theme.px(theme.BETWEEN_BLOCKS))
        left.addLayout(head)
        left.addWidget(self._pages, 1)
        middle = QHBoxLayout()
        middle.setSpacing(theme.px(theme.PANEL_PADDING))
        middle.addLayout(left, 1)
        middle.addWidget(self.pane)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(theme.IN_ROW))
        foot.addWidget(self.count, 1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.ok)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.px(20)] * 4)
        column.setSpacing(theme.px(theme.BETWEEN_BLOCKS))
        column.addLayout(middle, 1)
        column.addLayout(foot)
        # At a large scale it must still fit the screen.
        self.resize(QSize(theme.px(WIDTH), theme.px(HEIGHT)).boundedTo(self.screen().availableSize()))

    def _connect(self) -> None:
        self.kind.chosen.connect(self._on_kind)
        self.search.textChanged.connect(self._on_search)
        self.search.installEventFilter(self)
        self.grid.selectionModel().currentChanged.connect(self._show)
        self.grid.doubleClicked.connect(lambda _index: self.ok.click())
        self.form.changed.connect(self._on_wish)
        self.ok.clicked.connect(self.accept)
        self.ok.setDefault(True)
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)

    # -- what happened -------------------------------------------------------------------------------------

    def _on_read(self, progress: Progress[ReadyNetwork]) -> None:
        if progress.partial is not None:
            self.grid.networks.add(progress.partial)
            self._show()

    def _on_failure(self, sentence: str) -> None:
        self.pane.show_nothing("", sentence)

    def _on_kind(self, _place: int) -> None:
        self.search.setEnabled(not self.is_drawn)
        if self.is_drawn and self._drawn is None:
            self._draw()
        self._show()
        (self.form if self.is_drawn else self.search).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_search(self, words: str) -> None:
        self.grid.search(words)
        self._show()

    def _on_wish(self) -> None:
        self._drawn = None
        self._jobs.cancel(DRAW)
        self._settle.start()
        self._show()

    def _draw(self) -> None:
        wish = self.form.wish
        self._jobs.start(DRAW, lambda: _drawing(wish), self._on_drawn, self._on_failure)

    def _on_drawn(self, progress: Progress[NetworkFile]) -> None:
        self._drawn = progress.partial
        self._show()

    def _show(self, *_change: object) -> None:
        n_all = self.grid.networks.rowCount()
        found = self.grid.n_found or not n_all
        self._pages.setCurrentWidget(self.form if self.is_drawn else self.grid if found else self._nothing)
        self.count.setText("" if self.is_drawn else found_words(self.grid.n_found, n_all))
        ready = self.ready
        if self.is_drawn:
            self._show_drawn()
        elif ready is None or ready.content is None:
            self.pane.show_nothing("", ready.fault if ready else "")
        else:
            self.pane.show_network(ready.content, ready.points, ready.title, ready.about, ready.source)
        self.ok.setEnabled(self.content is not None)

    def _show_drawn(self) -> None:
        if self._drawn is None:
            self.pane.show_nothing(DRAWING)
        else:
            self.pane.show_network(self._drawn, places(self._drawn), self._drawn.title)


def _drawing(wish: Wish) -> Iterator[Progress[NetworkFile]]:
    yield Progress(1, 1, drawn(wish))


def _search_field() -> QLineEdit:
    field = QLineEdit()
    field.setProperty("compact", True)
    field.setPlaceholderText("Search by name, variable or author")
    field.setAccessibleName("Search networks")
    field.setClearButtonEnabled(True)
    lens = QAction(field)
    set_icon(lens, "search", "text2", 16)
    field.addAction(lens, QLineEdit.ActionPosition.LeadingPosition)
    return field
