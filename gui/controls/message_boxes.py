"""The few questions and messages that stop everything else until they are answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from gui.icons import pixmap
from gui.theme import current_theme

NAME = "Causal-discovery sandbox"
ICON = 28
BULLET = "\N{BULLET}"
Answer = Literal["save", "discard", "stay"]


def say(parent: QWidget, title: str, sentence: str, icon: str = "warn") -> None:
    """Show a message until it is put away; `icon` "" shows none."""
    _shown(_box(parent, title, sentence, icon))


def ask_to_leave(parent: QWidget, title: str) -> Answer:
    """Ask what is to become of changes that are not saved; closing the question means to stay."""
    question = f"\N{LEFT DOUBLE QUOTATION MARK}{title}\N{RIGHT DOUBLE QUOTATION MARK} has changes that are not saved."
    box = _box(parent, NAME, question, "warn")
    box.setInformativeText("Without saving they are lost.")
    buttons = QMessageBox.StandardButton
    box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
    box.button(buttons.Save).setText("Save")
    box.button(buttons.Discard).setText("Leave without saving")
    box.button(buttons.Cancel).setText("Stay")
    box.setDefaultButton(buttons.Save)
    box.setEscapeButton(buttons.Cancel)
    answers: dict[int, Answer] = {buttons.Save.value: "save", buttons.Discard.value: "discard"}
    return answers.get(_shown(box), "stay")


def ask_to_replace(parent: QWidget, name: str) -> bool:
    """Ask whether a file may be replaced; closing the question means no."""
    box = _box(parent, NAME, f"There is a file {name} already. Replace it?", "warn")
    buttons = QMessageBox.StandardButton
    box.setStandardButtons(buttons.Yes | buttons.Cancel)
    box.button(buttons.Yes).setText("Replace it")
    box.setDefaultButton(buttons.Cancel)
    box.setEscapeButton(buttons.Cancel)
    return _shown(box) == buttons.Yes.value


def ask_to_lose(parent: QWidget, kind: str, losses: Sequence[str]) -> bool:
    """Ask whether a file of a kind may be written that will not hold everything; closing the question means no."""
    box = _box(parent, NAME, f"A file in {kind} format cannot hold all of this network.", "warn")
    lines = "\n".join(f"{BULLET} {loss}" for loss in losses)
    box.setInformativeText(f"{lines}\n\nThe session itself keeps everything.")
    buttons = QMessageBox.StandardButton
    box.setStandardButtons(buttons.Save | buttons.Cancel)
    box.button(buttons.Save).setText("Save all the same")
    box.button(buttons.Cancel).setText("Cancel")
    box.setDefaultButton(buttons.Save)
    box.setEscapeButton(buttons.Cancel)
    return _shown(box) == buttons.Save.value


def _shown(box: QMessageBox) -> int:
    answer = box.exec()
    box.deleteLater()
    return answer


def _box(parent: QWidget, title: str, text: str, icon: str) -> QMessageBox:
    box = QMessageBox(QMessageBox.Icon.NoIcon, title, text, QMessageBox.StandardButton.Ok, parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    theme = current_theme()
    if icon:
        box.setIconPixmap(pixmap(icon, theme.tokens.named(icon), theme.px(ICON)))
    return box
