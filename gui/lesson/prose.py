"""Text of a lesson as its author wrote it, with marks for paragraphs and bold words."""

from __future__ import annotations

from engine.sessions.wording import paragraphs, runs
from gui.controls.labels import Prose


def marked_prose(text: str) -> Prose:
    """Return the widget that shows text in paragraphs with words in bold."""
    return Prose([runs(paragraph) for paragraph in paragraphs(text)])


def plain(text: str) -> str:
    """Return text without its marks, paragraphs parted by blank lines."""
    return "\n\n".join("".join(part for part, _ in runs(paragraph)) for paragraph in paragraphs(text))
