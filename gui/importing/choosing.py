"""What both dialogs have in common: a list, how many are chosen, and the two buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gui.controls.bars import IconLabel
from gui.controls.buttons import Button
from gui.controls.labels import Label
from gui.importing.check_list import CheckList
from gui.importing.entries import Entry
from gui.importing.words import chosen_words, method_words, trouble
from gui.theme import current_theme


class ChoosingDialog(QDialog):
    """Asks for one up to `limit` entries; parts are added to `column` by those who inherit from it."""

    def __init__(self, title: str, entries: Sequence[Entry], noun: str, limit: int, parent: QWidget | None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self._noun, self._limit = noun, limit
        self.setWindowTitle(title)
        self.list = CheckList(entries, f"{noun.capitalize()}s")
        self._count = Label(weight=600, figures=True)
        self._why = Label(secondary=True, wrap=True)
        self._warn = IconLabel("warn", "warn")
        self.ok = Button("Load", "primary")
        self.cancel = Button("Cancel", "plain")
        self.first = Button(f"Take the first {limit}", "plain")
        self.first.setAutoDefault(False)
        self.first.setToolTip(f"Choose the first {limit} {noun}s of the list that can be used")
        self.ok.setDefault(True)
        self.ok.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)
        self.cancel.setAutoDefault(False)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(*[theme.px(20)] * 4)
        self.column.setSpacing(theme.px(theme.BETWEEN_BLOCKS))
        self.list.chosen_changed.connect(self._follow)
        usable = self.list.usable
        if len(usable) <= limit:
            self.list.choose(usable)
            self.first.setVisible(False)
        self.first.clicked.connect(self._choose_first)

    def accept_text(self, n_chosen: int) -> str:
        """Return what the button says that takes the choice."""
        raise NotImplementedError

    def other_trouble(self) -> str:
        """Return what else keeps the choice from being taken; empty when nothing does."""
        return ""

    def remark(self) -> str:
        """Return what else there is to say of the choice; empty for nothing."""
        return ""

    def _made_counting(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(current_theme().px(8))
        # Room for what is said of most choices, so that the list above keeps its height.
        self._why.setMinimumHeight(2 * self._why.fontMetrics().lineSpacing())
        self._why.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        row.addWidget(self._count, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._warn, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._why, 1)
        return row

    def _made_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(current_theme().px(8))
        row.addWidget(self.first)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.ok)
        return row

    def _choose_first(self) -> None:
        self.list.choose(self.list.usable[: self._limit])

    def _begin(self) -> None:
        self._follow()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self) -> None:
        n_chosen = len(self.list.chosen)
        why = trouble(n_chosen, self._limit, self._noun)
        self._count.setText(chosen_words(n_chosen, len(self.list.usable), self._limit))
        self._why.setText(why or f"{method_words(n_chosen)} {self.remark()}".rstrip())
        self._warn.setVisible(n_chosen > self._limit)
        self.ok.setText(self.accept_text(n_chosen))
        self.ok.setAccessibleName(self.ok.text())
        self.ok.setEnabled(not why and not self.other_trouble())
        self.ok.setToolTip(why or self.other_trouble())
        # Words and button get their new room at once, before anyone sees them cut off.
        self.column.activate()
