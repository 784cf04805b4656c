"""The row of menus, and the search among all commands at its right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QMenuBar, QSizePolicy, QWidget

from gui.actions import ActionSet
from gui.controls.tinted_icon import set_icon
from gui.main_window.command_search import CommandSearch
from gui.verbs import VERBS, Menu


class MenuRow(QWidget):
    """Every verb in its menu, in the order of the table, groups parted by lines."""

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # The menu bar in a row of ours: a corner widget would push the menus out of the middle.
        self.bar = QMenuBar()
        self.bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.search = CommandSearch(actions.all())
        self._menus: dict[Menu, QMenu] = {}
        across = QHBoxLayout(self)
        across.setContentsMargins(4, 2, 8, 2)
        across.addWidget(self.bar, 1, Qt.AlignmentFlag.AlignVCenter)
        across.addWidget(self.search)
        self._fill(actions)

    def menu(self, name: Menu) -> QMenu:
        """Return one of the menus."""
        return self._menus[name]

    def _fill(self, actions: ActionSet) -> None:
        groups: dict[Menu, int] = {}
        for verb in VERBS:
            action = actions[verb.key]
            if verb.icon:
                set_icon(action, verb.icon)
            if verb.menu not in self._menus:
                self._menus[verb.menu] = self.bar.addMenu(verb.menu)
            elif verb.group != groups[verb.menu]:
                self._menus[verb.menu].addSeparator()
            groups[verb.menu] = verb.group
            self._menus[verb.menu].addAction(action)
            if verb.why_not is not None:
                # A greyed line says why only in its tool tip.
                self._menus[verb.menu].setToolTipsVisible(True)
