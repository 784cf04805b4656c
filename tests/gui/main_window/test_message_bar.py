"""The line under the tool bar: why something was not done, or what was, told apart by icon and colour."""

from __future__ import annotations

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gui.main_window.message_bar import MessageBar
from gui.theme import current_theme


def edge(bar: MessageBar) -> QColor:
    return bar.grab().toImage().pixelColor(1, bar.height() // 2)


def icon(bar: MessageBar) -> int:
    return next(label for label in bar.findChildren(QLabel) if not label.pixmap().isNull()).pixmap().cacheKey()


def test_what_was_done_does_not_look_like_a_warning(qtbot: QtBot) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.resize(600, 40)
    tokens = current_theme().tokens
    looks = []
    for speak, sentence, token in ((bar.say, "It cannot be done.", "warn"), (bar.tell, "It was done.", "accent")):
        speak(sentence)
        assert bar.isVisible()
        assert bar.accessibleName() == sentence
        assert not bar.remedy.isVisible()
        assert edge(bar) == QColor(tokens.named(token))
        looks.append(icon(bar))
    assert looks[0] != looks[1]
    bar.say("It cannot be done again.")
    assert edge(bar) == QColor(tokens.warn)
