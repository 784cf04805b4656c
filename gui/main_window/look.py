"""Light or dark, and how large everything is: changed here, remembered in the settings."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QApplication

from gui.settings import SCALE, SCALES, THEME, Settings
from gui.theme import Theme, apply_theme, current_theme


class Look:
    """Changes the theme of the application and remembers the choice."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def toggle_dark(self) -> None:
        """Go from light to dark or back."""
        theme = replace(current_theme(), dark=not current_theme().dark)
        self._settings.set(THEME, "dark" if theme.dark else "light")
        _show(theme)

    def change_scale(self, steps: int) -> None:
        """Make type and lengths larger or smaller by `steps` of the scales there are."""
        now = current_theme().scale
        nearest = min(range(len(SCALES)), key=lambda place: abs(SCALES[place] - now))
        scale = SCALES[min(max(nearest + steps, 0), len(SCALES) - 1)]
        self._settings.set(SCALE, scale)
        _show(replace(current_theme(), scale=scale))


def _show(theme: Theme) -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication):
        apply_theme(app, theme)
