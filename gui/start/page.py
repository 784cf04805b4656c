"""The start page: the left column, the lesson to begin with, and the gallery of lessons."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.progress import Progress
from gui.controls.layouts import scrolling
from gui.jobs import JobRunner
from gui.settings import LESSON_STEPS, RECENT_FILES, Settings
from gui.start.gallery import Gallery
from gui.start.hero import Hero
from gui.start.lesson_card import LessonCard, lesson_files, read_cards, shipped_folder
from gui.start.side import Side
from gui.start.tile import LessonTile
from gui.theme import Theme, current_theme, theme_source

__all__ = ["StartPage", "shipped_folder"]

GALLERY = "gallery"
READ_AFTER = 30
WIDE = 1200
SIDE_WIDTH, NARROW_SIDE_WIDTH = 296, 266


class StartPage(QWidget):
    """What is on screen before anything is open.

    Lessons are read in the background while the page is already there: each tile has its place from the start.

    Parameters
    ----------
    settings
        Recent files, and how far each lesson has come.
    jobs
        Reads the lessons.
    folder
        Where the lessons are; None for those that come with the program.

    Signals
    -------
    open_requested(path)
        A lesson or a recent file is to be opened.
    look_around_requested(path)
        The first lesson is to be opened without being walked through.
    open_dialog_requested(), table_dialog_requested(), new_network_requested(), networks_requested()
        A file, or a table of data, is to be chosen; a network is to be built, or chosen.
    paste_requested()
        The keys to paste were pressed.
    back_requested()
        The session that is still open is to be shown again.
    """

    open_requested = Signal(object)
    look_around_requested = Signal(object)
    open_dialog_requested = Signal()
    table_dialog_requested = Signal()
    new_network_requested = Signal()
    networks_requested = Signal()
    paste_requested = Signal()
    back_requested = Signal()

    def __init__(
        self, settings: Settings, jobs: JobRunner, folder: Path | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._files = lesson_files(folder)
        self._cards: dict[Path, LessonCard] = {}
        self._session = ""
        self._scale = current_theme().scale
        self.setAccessibleName("Start page")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._make()
        theme_source().theme_changed.connect(self._on_theme)
        self._jobs = jobs
        # Started once the page is on screen, so that reading does not compete with the first paint.
        self._reading = QTimer(self)
        self._reading.setSingleShot(True)
        self._reading.timeout.connect(self._read)
        paste = QShortcut(QKeySequence.StandardKey.Paste, self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste_requested)

    def refresh(self) -> None:
        """Read recent files and progress again."""
        played = self._settings.get(LESSON_STEPS)
        for path, card in self._cards.items():
            self.tile(path).show_card(card, played.get(path.stem, 0))
        recent = [Path(name) for name in self._settings.get(RECENT_FILES)]
        titles = {path: card.title for path, card in self._cards.items() if not card.fault}
        self.side.show_recent([path for path in recent if path.exists()], titles)

    def offer_back(self, title: str) -> None:
        """Offer the way back to the session of this title; none takes the offer away."""
        self._session = title
        self.side.offer_back(title)

    def tile(self, path: Path) -> LessonTile:
        """Return the tile of a lesson file."""
        return self._tiles[self._files.index(path)]

    def _read(self) -> None:
        if self._files:
            self._jobs.start(GALLERY, lambda: read_cards(self._files), self._on_card, lambda _sentence: None)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._cards:
            self._reading.start(READ_AFTER)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = current_theme().tokens
        edge = self._side_area.geometry().right()
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), tokens.window)
            painter.fillRect(0, 0, edge, self.height(), tokens.surface)
            painter.fillRect(edge, 0, 1, self.height(), tokens.line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_side()

    def _make(self) -> None:
        self.side = Side()
        self.side.open_dialog_requested.connect(self.open_dialog_requested)
        self.side.table_dialog_requested.connect(self.table_dialog_requested)
        self.side.new_network_requested.connect(self.new_network_requested)
        self.side.networks_requested.connect(self.networks_requested)
        self.side.open_requested.connect(self.open_requested)
        self.side.back_requested.connect(self.back_requested)
        self.side.offer_back(self._session)
        self.hero = Hero()
        self.hero.setVisible(bool(self._files))
        self._tiles = [LessonTile() for _ in self._files]
        for path, tile in zip(self._files, self._tiles, strict=True):
            tile.clicked.connect(lambda _checked=False, path=path: self.open_requested.emit(path))
        if self._files:
            first = self._files[0]
            self.hero.start_requested.connect(lambda: self.open_requested.emit(first))
            self.hero.look_around_requested.connect(lambda: self.look_around_requested.emit(first))
        self._side_area = scrolling(self.side)
        self._gallery_area = scrolling(self._gallery())
        self._row.addWidget(self._side_area)
        self._row.addWidget(self._gallery_area, 1)
        self._fit_side()
        self.refresh()

    def _gallery(self) -> QWidget:
        theme = current_theme()
        content = QWidget()
        column = QVBoxLayout(content)
        side = theme.px(28)
        column.setContentsMargins(side, theme.px(24), side, theme.px(28))
        column.setSpacing(theme.px(14))
        column.addWidget(self.hero)
        column.addSpacing(theme.px(8))
        self.gallery = Gallery(self._files, self._tiles)
        column.addWidget(self.gallery)
        column.addStretch(1)
        return content

    def _fit_side(self) -> None:
        theme = current_theme()
        wide = self.width() >= theme.px(WIDE)
        self._side_area.setFixedWidth(theme.px(SIDE_WIDTH if wide else NARROW_SIDE_WIDTH))

    def _on_card(self, progress: Progress[LessonCard]) -> None:
        card = progress.partial
        if card is None:
            return
        self._cards[card.path] = card
        self._show_card(card)
        if progress.finished:
            self.refresh()

    def _show_card(self, card: LessonCard) -> None:
        self.tile(card.path).show_card(card, self._settings.get(LESSON_STEPS).get(card.path.stem, 0))
        if card.path == self._files[0]:
            self.hero.show_card(card)

    def _on_theme(self, theme: Theme) -> None:
        if theme.scale == self._scale:
            return
        self._scale = theme.scale
        for area in (self._side_area, self._gallery_area):
            self._row.removeWidget(area)
            area.hide()
            area.deleteLater()
        self._make()
        for card in self._cards.values():
            self._show_card(card)
