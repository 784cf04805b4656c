"""Text that becomes a network: seen while it is typed, and what is wrong with it said in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from engine.networks.filling import is_uniform
from gui.jobs import JobRunner
from gui.networks.paste_dialog import READ, PasteDialog

LEFT = Qt.MouseButton.LeftButton
DAGITTY = 'dag { "Ice cream" [pos="1,2"] U [latent, pos="0,0"] U -> "Ice cream" U -> Shorts Shorts [pos="-1,2"] }'
Make = Callable[..., PasteDialog]


@pytest.fixture
def make(jobs: JobRunner, qtbot: QtBot) -> Iterator[Make]:
    def made(copied: str = "", *, can_add: bool = False) -> PasteDialog:
        QGuiApplication.clipboard().setText(copied)
        dialog = PasteDialog(jobs, can_add=can_add)
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.show()
        return dialog

    yield made
    QGuiApplication.clipboard().clear()


def test_a_model_on_the_clipboard_is_there_at_once(make: Make, qtbot: QtBot) -> None:
    dialog = make(DAGITTY)
    assert dialog.text.toPlainText() == DAGITTY
    qtbot.waitUntil(dialog.ok.isEnabled)
    content = dialog.content
    assert content is not None
    assert [content.network.names[place] for place in content.network.hidden] == ["U"]
    assert dict(content.positions)["U"] == (0.0, 0.0)
    assert dialog.pane.extent.text() == "3 variables, 2 arrows, 1 hidden, 5 free numbers (parameters)"
    assert dialog.pane.about.text().startswith("The text holds arrows only")
    assert dialog.add.isHidden()


def test_other_things_on_the_clipboard_are_left_alone(make: Make) -> None:
    dialog = make("correct horse battery staple")
    assert dialog.text.toPlainText() == ""
    assert not dialog.ok.isEnabled()


def test_what_is_typed_is_seen_and_what_is_wrong_is_said(make: Make, qtbot: QtBot) -> None:
    dialog = make(can_add=True)
    qtbot.keyClicks(dialog.text, "A -> B -> C")
    assert not dialog.ok.isEnabled()
    qtbot.waitUntil(dialog.ok.isEnabled)
    assert dialog.pane.extent.text().startswith("3 variables, 2 arrows")
    dialog.text.appendPlainText("C -> A")
    qtbot.waitUntil(lambda: bool(dialog.pane.about.text()))
    assert "close a circle" in dialog.pane.about.text()
    assert not dialog.ok.isEnabled()
    assert not dialog.add.isEnabled()
    dialog.text.setPlainText("Dear Sir,")
    qtbot.waitUntil(lambda: "no network was recognised" in dialog.pane.about.text())
    dialog.text.clear()
    assert dialog.pane.about.text() == ""


def test_its_tables_can_be_drawn(make: Make, qtbot: QtBot) -> None:
    dialog = make("A -> B")
    qtbot.waitUntil(dialog.ok.isEnabled)
    dialog.pane.fill.setChecked(True)
    content = dialog.content
    assert content is not None
    assert not is_uniform(content.network)
    assert content.losses == ()


def test_it_can_be_added_or_opened(make: Make, qtbot: QtBot, jobs: JobRunner) -> None:
    dialog = make("A -> B", can_add=True)
    qtbot.waitUntil(dialog.add.isEnabled)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.add, LEFT)
    assert dialog.adds
    assert not jobs.is_running(READ)
    other = make("A -> B", can_add=True)
    qtbot.waitUntil(other.ok.isEnabled)
    with qtbot.waitSignal(other.accepted):
        qtbot.mouseClick(other.ok, LEFT)
    assert not other.adds
