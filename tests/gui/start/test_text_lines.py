"""Breaking text into lines."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication

from gui.start.text_lines import lines_of
from gui.theme import current_theme

TEXT = "Better for small stones, better for large stones, worse overall. Real patients, and a real trap."


@pytest.mark.parametrize("width", [60.0, 120.0, 300.0, 2000.0])
def test_no_line_is_wider_than_the_room_and_no_word_is_lost(qapp: QApplication, width: float) -> None:
    font = current_theme().font("second")
    lines = lines_of(TEXT, font, width, 50)
    metrics = QFontMetricsF(font)
    assert all(metrics.horizontalAdvance(line) <= width for line in lines)
    assert " ".join(lines) == TEXT


def test_the_last_line_ends_in_an_ellipsis_where_text_is_left(qapp: QApplication) -> None:
    font = current_theme().font("second")
    lines = lines_of(TEXT, font, 150.0, 2)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert QFontMetricsF(font).horizontalAdvance(lines[1]) <= 150.0


def test_nothing_gives_no_words(qapp: QApplication) -> None:
    assert "".join(lines_of("", current_theme().font(), 100.0, 3)) == ""
