"""What hands and keys do to the list: cards are added, filled, redrawn and taken out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QPoint, Qt

from engine.hypotheses.candidate import Candidate, HiddenVariable
from engine.hypotheses.templates import Template
from gui.hypotheses.candidates_section import CandidatesSection
from gui.hypotheses.draft import Draft
from gui.hypotheses.stepping import named_by, next_filling
from gui.hypotheses.variable_chips import Ghost

Made = Callable[[], Draft]


class DraftHolder(Protocol):
    """Where the draft is."""

    @property
    def draft(self) -> Draft:
        """What is on the page."""

    def change(self, made: Made) -> bool:
        """Put another draft in its place; what cannot be done is said, and False comes back."""


class ListEditing(QObject):
    """Listens to the cards, the chips and the drawing, and asks for drafts that hold what was wanted.

    Parameters
    ----------
    holder
        Where the draft is.
    section
        The cards, the chips and the drawing.
    ghost
        The chip in the hand.
    """

    def __init__(self, holder: DraftHolder, section: CandidatesSection, ghost: Ghost) -> None:
        super().__init__(section)
        self._holder, self._section, self._board, self._ghost = holder, section, section.board, ghost
        self._redrawn: int | None = None
        board = section.board
        board.typed.connect(self._type)
        board.stepped.connect(self._step)
        board.emptied.connect(lambda index, node: self._fill(index, node, None))
        board.dropped.connect(self._fill)
        board.removed.connect(self._remove)
        board.opened.connect(self._redraw)
        section.hidden.edited.connect(self._set_hidden)
        section.all_wanted.connect(self._list_all)
        section.sketch.added.connect(self._add_drawn)
        section.sketch.left.connect(self.end_drawing)
        section.variables.dragged.connect(self._drag)
        section.variables.let_go.connect(self._let_go)

    @property
    def _draft(self) -> Draft:
        return self._holder.draft

    def _go_to(self, index: int, node: int | None = None) -> None:
        self._board.setFocus(Qt.FocusReason.OtherFocusReason)
        self._board.go_to(index, node)

    # -- cards ---------------------------------------------------------------------------------------------

    def pick(self, template: Template) -> None:
        """Add the card of a shape, and go to its first place."""
        self.end_drawing()
        if self._holder.change(lambda: self._draft.with_template(template)):
            self._go_to(len(self._draft.entries) - 1, 0)

    def _fill(self, index: int, node: int, column: int | None) -> None:
        entry = self._draft.entries[index]
        if node < entry.n_slots and self._holder.change(lambda: self._draft.with_slot(entry.key, node, column)):
            place = self._draft.index(entry.key)
            self._board.go_to(place, node if column is None else self._draft.entries[place].first_free)

    def _type(self, index: int, node: int, text: str) -> None:
        entry = self._draft.entries[index]
        if node >= entry.n_slots:
            return
        column = named_by(text, self._draft, entry.slots[node], entry.slots)
        if column is None:
            names = ", ".join(self._draft.belief_names)
            self._section.say(f'No variable begins with "{text}". The variables are: {names}.')
        else:
            self._fill(index, node, column)

    def _step(self, index: int, node: int, step: int) -> None:
        entry = self._draft.entries[index]
        if node >= entry.n_slots:
            self._board.go_to(index)
        elif self._holder.change(lambda: next_filling(self._draft, entry.key, node, step)):
            self._board.go_to(self._draft.index(entry.key), node)

    def _remove(self, index: int) -> None:
        key = self._draft.entries[index].key
        self._holder.change(lambda: self._draft.without(key))

    def _list_all(self) -> None:
        index = self._board.current
        entry = self._draft.entries[index] if index is not None else None
        if entry is None or entry.template is None:
            return
        template, before = entry.template, self._draft.n_ready
        if self._holder.change(lambda: self._draft.with_all_assignments(template, entry.key)):
            self._go_to(before)

    def _set_hidden(self, hidden: HiddenVariable) -> None:
        chosen = self._section.chosen_hidden
        if chosen is not None:
            key = self._draft.entries[chosen[0]].key
            self._holder.change(lambda: self._draft.with_hidden(key, chosen[1], hidden))

    # -- freehand ------------------------------------------------------------------------------------------

    def draw(self) -> None:
        """Show the sheet on which a candidate is drawn."""
        self._redrawn = None
        self._section.begin_drawing(self._draft)

    def _redraw(self, index: int) -> None:
        entry = self._draft.entries[index]
        self._redrawn = entry.key
        self._section.begin_drawing(self._draft, entry.candidate(self._draft.over))

    def _add_drawn(self, candidate: Candidate) -> None:
        key = self._redrawn
        if self._holder.change(lambda: self._draft.with_candidate(candidate, key)):
            place = self._draft.n_ready - 1 if key is None else self._draft.index(key)
            self.end_drawing()
            self._go_to(place)

    def end_drawing(self) -> None:
        """Show the cards again."""
        self._redrawn = None
        if self._section.is_drawing:
            self._section.end_drawing()
            self._section.say("")
            self._board.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- a variable in the hand ----------------------------------------------------------------------------

    def _drag(self, column: int, place: QPoint) -> None:
        chip = next(chip for chip in self._section.variables.chips if chip.column == column)
        self._ghost.follow(chip, place)
        self._board.hover(place)

    def _let_go(self, column: int, place: QPoint) -> None:
        self._ghost.hide()
        self._board.drop(column, place)
