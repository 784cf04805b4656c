"""The lessons as tiles, and the buttons that leave only those of one kind."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from gui.controls.labels import Label
from gui.controls.layouts import FlowLayout
from gui.controls.numbers import plural
from gui.start.filter_button import HEIGHT, FilterButton
from gui.start.lesson_card import GROUPS, lesson_tags
from gui.start.tile import LessonTile
from gui.start.tile_grid import TileGrid
from gui.theme import current_theme

NO_LESSONS = "There are no lessons here."


class Gallery(QWidget):
    """Shows all lessons, or those with one of the known tags.

    Parameters
    ----------
    files
        The lessons, in order.
    tiles
        Their tiles.
    """

    def __init__(self, files: Sequence[Path], tiles: Sequence[LessonTile], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self._tags = [lesson_tags(path) for path in files]
        self._tiles = tuple(tiles)
        self._group = QButtonGroup(self)
        self.filters = self._made_filters()
        head = FlowLayout(spacing=theme.px(6))
        heading = Label("Lessons" if files else NO_LESSONS, "heading", 600)
        heading.setContentsMargins(0, 0, theme.px(10), 0)
        heading.setMinimumHeight(theme.px(HEIGHT))
        head.addWidget(heading)
        for button in self.filters.values():
            head.addWidget(button)
        self.grid = TileGrid(tiles)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(14))
        column.addLayout(head)
        column.addWidget(self.grid)

    def choose(self, tag: str) -> None:
        """Show the lessons with this tag; all for an empty one."""
        self.filters[tag].setChecked(True)
        for tile, tags in zip(self._tiles, self._tags, strict=True):
            tile.setHidden(bool(tag) and tag not in tags)
        self.grid.arrange()

    def _made_filters(self) -> dict[str, FilterButton]:
        # One kind alone needs no choice.
        used = [tag for tag in GROUPS if any(tag in tags for tags in self._tags)]
        if len(used) < 2:
            return {}
        made = {}
        for tag in (*used, ""):
            count = sum(tag in tags for tags in self._tags) if tag else len(self._tags)
            button = FilterButton(tag.capitalize() if tag else f"All {count}")
            button.setToolTip(plural(count, "lesson"))
            button.setAccessibleDescription(plural(count, "lesson"))
            button.clicked.connect(lambda _checked=False, tag=tag: self.choose(tag))
            self._group.addButton(button)
            made[tag] = button
        made[""].setChecked(True)
        return made
