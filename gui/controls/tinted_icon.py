"""Icons on actions and buttons that follow the theme."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QPushButton

from gui.icons import icon
from gui.theme import Theme, theme_source

ICON_SIZE = 18
# Qt itself leaves 4 px between the icon and the words of a push button
GAP = 4


class _TintedIcon(QObject):
    """Keeps the icon of its parent in the colours and the size of the theme."""

    def __init__(self, target: QAction | QAbstractButton, name: str, token: str, size: int) -> None:
        super().__init__(target)
        self._target = target
        self._name = name
        self._token = token
        self._size = size
        source = theme_source()
        source.theme_changed.connect(self._follow)
        self._follow(source.theme)

    def _follow(self, theme: Theme) -> None:
        side = theme.px(self._size)
        beside_words = isinstance(self._target, QPushButton) and self._target.text() != ""
        gap = theme.px(GAP) if beside_words else 0
        # What is made to stand upon a filled button would vanish when that is switched off and empty.
        off = theme.tokens.text if self._token.startswith("on_") else None
        self._target.setIcon(icon(self._name, theme.tokens.named(self._token), side, gap=gap, off=off))
        if isinstance(self._target, QAbstractButton):
            self._target.setIconSize(QSize(side + gap, side))


def set_icon(target: QAction | QAbstractButton, name: str, token: str = "text", size: int = ICON_SIZE) -> None:
    """Give an action or a button the icon `name` in the colour `token`, now and after each change of theme.

    A second call replaces the first.
    """
    for old in target.findChildren(_TintedIcon):
        old.setParent(None)
        old.deleteLater()
    _TintedIcon(target, name, token, size)
