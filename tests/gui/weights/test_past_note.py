"""The line about the past says as much as it has room for, and never cuts a number."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from gui.weights.past_note import PastNote
from gui.weights.words import past_words, shorter_past_words


def test_with_less_room_less_is_said_and_the_numbers_stay(qtbot: QtBot) -> None:
    note = PastNote()
    qtbot.addWidget(note)
    note.resize(900, 40)
    note.show_words(past_words(130, 140), shorter=shorter_past_words(130, 140))
    with qtbot.waitExposed(note):
        note.show()
    said = []
    for width in (900, 420, 240):
        note.resize(width, 40)
        qtbot.waitUntil(lambda width=width: note.width() == width)
        said.append(note._words.shown_text())
        assert note._words.fontMetrics().horizontalAdvance(said[-1]) <= note._words.width()
        assert "130 of 140" in said[-1]
        assert bool(note._words.toolTip()) == (said[-1] != note.words)
    assert said[0] == past_words(130, 140)
    assert len(said[2]) < len(said[1]) < len(said[0])
