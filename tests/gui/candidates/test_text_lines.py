"""Words on lines: nothing is lost but what the ellipsis stands for."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from gui.candidates.text_lines import lines_of
from gui.theme import Theme


def metrics() -> QFontMetrics:
    return QFontMetrics(Theme().font("axis"))


def test_what_fits_stays_on_one_line(qapp: QApplication) -> None:
    assert lines_of("level with 2", metrics(), 200, 2) == ["level with 2"]


def test_lines_break_at_spaces_and_the_last_is_elided(qapp: QApplication) -> None:
    width = metrics().horizontalAdvance("one two ")
    assert lines_of("one two one two", metrics(), width, 2) == ["one two", "one two"]
    lines = lines_of("one two one two one two", metrics(), width, 2)
    assert lines[0] == "one two"
    assert lines[1].endswith("…")
    assert all(metrics().horizontalAdvance(line) <= width for line in lines)


def test_a_word_too_long_for_a_line_is_elided(qapp: QApplication) -> None:
    lines = lines_of("Donaudampfschifffahrt is long", metrics(), 60, 2)
    assert lines[0].endswith("…")
    assert len(lines) == 2
