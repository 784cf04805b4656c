"""The bundled typeface."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtGui import QFontDatabase

FOLDER = Path(__file__).parents[1] / "fonts"
FAMILY = "Inter"


@cache
def interface_family() -> str:
    """Return the typeface of the window: Inter, or the system's own where the files cannot be loaded.

    Loads the bundled files the first time. Needs a QGuiApplication.
    """
    for path in sorted(FOLDER.glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))
    if FAMILY in QFontDatabase.families():
        return FAMILY
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
