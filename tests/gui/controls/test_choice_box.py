"""Words in a box to choose from end in an ellipsis where there is no room."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from gui.controls.choice_box import ChoiceBox

LONG = "Sun \N{RIGHTWARDS ARROW} Shorts, Sun \N{RIGHTWARDS ARROW} Ice cream"


def test_words_are_shortened_only_where_they_must_be(qtbot: QtBot) -> None:
    box = ChoiceBox()
    qtbot.addWidget(box)
    box.addItems([LONG, "none"])
    box.resize(400, 30)
    with qtbot.waitExposed(box):
        box.show()
    assert box.shown_text() == LONG
    box.resize(120, 30)
    assert box.shown_text().endswith("\N{HORIZONTAL ELLIPSIS}")
    assert box.fontMetrics().horizontalAdvance(box.shown_text()) < 120
    assert box.currentText() == LONG
    box.setCurrentIndex(1)
    assert box.shown_text() == "none"
    box.grab()
