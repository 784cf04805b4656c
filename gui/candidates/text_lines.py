"""A few words on a few lines, the last one elided."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics


def lines_of(text: str, metrics: QFontMetrics, width: int, most: int) -> list[str]:
    """Return `text` broken at spaces into at most `most` lines of `width` pixels, elided where it must be."""
    lines: list[str] = []
    words = text.split(" ")
    while words and len(lines) < most:
        fitting = 1
        while fitting < len(words) and metrics.horizontalAdvance(" ".join(words[: fitting + 1])) <= width:
            fitting += 1
        if len(lines) == most - 1:
            fitting = len(words)
        line = " ".join(words[:fitting])
        lines.append(metrics.elidedText(line, Qt.TextElideMode.ElideRight, width))
        words = words[fitting:]
    return lines
