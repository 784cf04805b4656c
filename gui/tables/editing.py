"""Edits of the table on show: what is sound is performed at once, what is not waits until it is mended."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QObject, QRect, Signal

from engine.problems import InvalidInput
from engine.sessions.state import SessionState
from engine.sessions.verbs import SetTable
from gui.document import Document
from gui.tables.causes import cause_sentence
from gui.tables.reading import Unreadable, read_block, read_number
from gui.tables.rules import Choices, Rule, made_by, usual_choices
from gui.tables.sheet import Refused, Sheet
from gui.tables.subject import subject_of
from gui.tables.words import LOCKED


class TableEditing(QObject):
    """Holds which variable is on show and its table, with edits that wait.

    Attributes
    ----------
    name
        The variable; empty for none.
    sheet
        Its table; None where there is none to see.
    keep
        Whether each row that is edited is made to add up to 1.
    note
        What a cause that came or went did to the table; empty once something else happened.

    Signals
    -------
    changed()
        Another variable, or other rows, are to be shown.
    refused(sentence)
        An edit could not be.
    """

    changed = Signal()
    refused = Signal(str)

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._draws = 0
        self.name = ""
        self.sheet: Sheet | None = None
        self.keep = True
        self.note = ""

    def choose(self, name: str) -> None:
        """Show the table of another variable of the world."""
        world = self._document.state.world if self._document.is_open else None
        if world is not None and name in world.names and name != self.name:
            self.name = name
            self.put_back(unlocked=True)

    def follow(self, old: SessionState | None, new: SessionState) -> None:
        """Follow another state; what waits is dropped where the table itself changed, locks stay where they fit."""
        self.name = _name_now(self.name, old, new)
        before = None if old is None else old.world
        if before is None or new.world is None or new.world_covered:
            self.note = ""
        else:
            self.note = cause_sentence(before, new.world, self.name)
        if old is None or _table(old, self.name) != _table(new, self.name):
            self.put_back(unlocked=old is None)
        else:
            self.changed.emit()

    def put_back(self, *, unlocked: bool = False) -> None:
        """Show the table as the world has it."""
        locked = None if unlocked or self.sheet is None else self.sheet.locked
        self.sheet = None
        state = self._document.state
        if state.world is not None and not state.world_covered:
            if self.name not in state.world.names:
                # The variable with the most causes has most to show.
                self.name = max(state.world.names, key=lambda name: (len(_parents(state, name)), name))
            subject, rows = subject_of(state, self.name)
            self.sheet = Sheet(subject, rows) if locked is None else Sheet(subject, rows, locked)
        self.changed.emit()

    # -- edits ---------------------------------------------------------------------------------------------

    def write(self, row: int, state: int, text: str) -> None:
        """Write what was typed into a cell."""
        if self.sheet is not None and self.sheet.locked[row, state]:
            self.refused.emit(LOCKED)
            return
        self._edit(lambda sheet: sheet.written(row, state, np.array([[read_number(text)]]), keep=self.keep))

    def paste(self, block: QRect, text: str) -> None:
        """Write cells copied in a spreadsheet, from the first cell of `block` on."""
        if not block.isEmpty():
            self._edit(lambda sheet: sheet.written(block.top(), block.left(), read_block(text), keep=self.keep))

    def fill_down(self, block: QRect) -> None:
        """Write the first row of `block` into the others, or the row above where it has one."""
        if not block.isEmpty():
            self._edit(lambda sheet: sheet.filled_down(*_place(block), keep=self.keep))

    def toggle_lock(self, block: QRect) -> None:
        """Lock cells, or release them where all are locked."""
        if self.sheet is not None and not block.isEmpty():
            self.sheet = self.sheet.with_locks(*_place(block))
            self.changed.emit()

    def normalise(self) -> None:
        """Make every row add up to 1."""
        self._edit(Sheet.normalised)

    def fill_by(self, rule: Rule, choices: Choices | None = None) -> None:
        """Fill the table by a rule; locked cells stay."""
        self._draws += 1
        rng = np.random.default_rng([self._document.state.seed, self._draws])

        def filled(sheet: Sheet) -> Sheet:
            chosen = usual_choices(rule, sheet.subject) if choices is None else choices
            return sheet.replaced(made_by(rule, sheet.subject, chosen, rng))

        self._edit(filled)

    def _edit(self, make: Callable[[Sheet], Sheet]) -> None:
        if self.sheet is None:
            return
        try:
            sheet = make(self.sheet)
        except (Refused, Unreadable, InvalidInput) as error:
            self.refused.emit(str(error))
            return
        self.sheet = sheet
        if sheet.faults() or np.array_equal(sheet.rows, subject_of(self._document.state, self.name)[1]):
            self.changed.emit()
        else:
            self._document.perform(SetTable(self.name, sheet.rows.reshape(sheet.subject.shape)))


def _place(block: QRect) -> tuple[int, int, int, int]:
    return block.top(), block.left(), block.height(), block.width()


def _parents(state: SessionState, name: str) -> tuple[int, ...]:
    return () if state.world is None else state.world.tables[state.world.index(name)].parents


def _table(state: SessionState, name: str) -> object:
    world = state.world
    if world is None or state.world_covered or name not in world.names:
        return None
    index = world.index(name)
    parents = tuple(world.variables[parent] for parent in world.tables[index].parents)
    return world.tables[index], world.variables[index], parents


def _name_now(name: str, old: SessionState | None, new: SessionState) -> str:
    # A variable that was renamed stays on show under its new name.
    if old is None or old.world is None or new.world is None or name in new.world.names or name not in old.world.names:
        return name
    place = old.world.index(name)
    return new.world.names[place] if len(old.world.names) == len(new.world.names) else name
