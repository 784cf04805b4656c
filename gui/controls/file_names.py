"""Asking for the name of a file to write, with an ending that the program knows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from gui.controls.message_boxes import ask_to_replace


def ask_for_file(window: QWidget, caption: str, suggested: Path, kinds: Mapping[str, tuple[str, ...]]) -> Path | None:
    """Return where to write, or None when the person changed their mind.

    Parameters
    ----------
    window
        The window over which is asked.
    caption
        What is asked, as the title of the dialog.
    suggested
        Folder and name to begin with.
    kinds
        The endings of each kind of file, with their full stops, by what people call it. A name that ends in none of
        them gets the first ending of the chosen kind.
    """
    filters = {f"{name} ({' '.join(f'*{each}' for each in endings)})": endings for name, endings in kinds.items()}
    name, chosen = QFileDialog.getSaveFileName(window, caption, str(suggested), ";;".join(filters))
    if not name:
        return None
    path = Path(name)
    if any(path.suffix.lower() in endings for endings in kinds.values()):
        return path
    first = next(iter(filters.values()))
    path = path.with_name(path.name + filters.get(chosen, first)[0])
    # The file dialog asked only about the name as it was typed.
    return None if path.exists() and not ask_to_replace(window, path.name) else path


def file_name(title: str, otherwise: str = "session") -> str:
    """Return a title without what some system does not allow in the name of a file, `otherwise` where that is all."""
    return re.sub(r'[<>:"/\\|?*\x00-\x1f]', "", title).strip(" .") or otherwise
