"""Which variable a key means in a place of a card."""

from __future__ import annotations

from collections.abc import Collection

from engine.problems import InvalidInput
from gui.hypotheses.draft import Draft


def named_by(text: str, draft: Draft, present: int | None, taken: Collection[int | None] = ()) -> int | None:
    """Return the column that a letter or a digit means, or None.

    A letter is the first of a name; pressed again it goes on to the next name with it. Names that stand in another
    place already (`taken`) are left out while there are others. A digit counts the variables from 1, unless a name
    begins with it.
    """
    begins = [column for column in draft.over if draft.names[column].casefold().startswith(text.casefold())]
    free = [column for column in begins if column not in taken or column == present]
    if begins := free or begins:
        at = begins.index(present) + 1 if present in begins else 0
        return begins[at % len(begins)]
    if text.isdecimal() and 1 <= int(text) <= len(draft.over):
        return draft.over[int(text) - 1]
    return None


def next_filling(draft: Draft, key: int, slot: int, step: int) -> Draft:
    """Return the draft with the next variable that a place can take, going up or down the variables.

    Raises
    ------
    InvalidInput
        With what is wrong with the first of them, when the place can take none.
    """
    over = draft.over
    present = draft.entries[draft.index(key)].slots[slot]
    start = over.index(present) if present in over else (-1 if step > 0 else 0)
    refused: InvalidInput | None = None
    for distance in range(1, len(over) + 1):
        column = over[(start + step * distance) % len(over)]
        if column == present:
            break
        try:
            return draft.with_slot(key, slot, column)
        except InvalidInput as error:
            refused = refused or error
    if refused is not None:
        raise refused
    return draft
