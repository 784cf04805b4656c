"""What the dialogs say of a table and of a choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.data.discretising import Discretising, Numbers, counts_between, range_names
from engine.files.csv_tables import ColumnPreview, TablePreview
from engine.hypotheses.space import ENUMERABLE
from gui.controls.numbers import MINUS, count, listed_words, plural
from gui.importing.entries import Entry

MOST_REGIMES = 6
MOST_STATES = 12
TO_BE_SORTED = "Measured: choose it to sort its numbers."
# How long sums over all structures take on two processors, where one has to wait for them.
SECONDS = {17: 1, 18: 3, 19: 9, 20: 25}
_LABELLING = {
    "names": "The column _do says what was set by hand.",
    "numbers": "The last column, INT, says which column was set by hand.",
    "targets": "The column target.index says which set of the file was set by hand.",
    "files": "The file of interventions says which columns were set by hand.",
    "pairs": "Columns of status say what was set by hand.",
    "none": "Nothing says that anything was set by hand: all rows count as watched.",
}


def size_words(preview: TablePreview) -> str:
    """Return how large the table is."""
    return f"{plural(preview.n_rows, 'row')}, {plural(len(preview.columns), 'column')}"


def label_words(preview: TablePreview) -> str:
    """Return how the table says what was set by hand."""
    return _LABELLING[preview.labelling]


def regime_words(preview: TablePreview) -> str:
    """Return in how many rows what was set by hand."""
    watched = sum(n_rows for names, n_rows in preview.regimes if not names)
    acted = [(names, n_rows) for names, n_rows in preview.regimes if names]
    parts = [f"{' and '.join(names)} in {count(n_rows)}" for names, n_rows in acted[:MOST_REGIMES]]
    if len(acted) > len(parts):
        parts.append(f"and {len(acted) - len(parts)} more ways")
    sentence = f"Nothing was set in {plural(watched, 'row')}" if watched else "Something was set in every row"
    return f"{sentence}; set: {', '.join(parts)}." if parts else f"{sentence}."


def entry_of(column: ColumnPreview, preview: TablePreview, sorting: Mapping[str, Discretising]) -> Entry:
    """Return the line of a column in the list, with the states that come of sorting its numbers."""
    set_in = sum(n_rows for names, n_rows in preview.regimes if column.name in names)
    aside = f"set by hand in {plural(set_in, 'row')}" if set_in else ""
    how = sorting.get(column.name)
    ordered = None if how is None else column.ordered
    if how is not None and ordered is not None and (cuts := how.places(ordered)):
        return Entry(column.name, _parted(range_names(cuts), counts_between(ordered, cuts)), aside)
    fault = _sentence(column.fault.what) if column.fault else ""
    if fault and column.numeric:
        fault = TO_BE_SORTED
    return Entry(column.name, _states(column), aside, fault, sortable=column.numeric)


def parted_words(ordered: Numbers, how: Discretising, cuts: Sequence[float]) -> str:
    """Return which states come of parting ascending numbers at cuts, and in how many rows."""
    if not cuts:
        return "All its numbers are the same: there is nothing to part."
    names = range_names(cuts)
    words = f"{_parted(names, counts_between(ordered, cuts))}."
    if how.method == "quantiles" and len(names) < how.n_states:
        return f"{words} Fewer than {how.n_states}, because many rows hold the same number."
    return words


def as_they_are_words(column: ColumnPreview) -> str:
    """Return what a column is when nothing is sorted."""
    if column.fault is not None:
        remedy = "Choose how to sort its numbers." if column.numeric else f"{column.fault.remedy}."
        return f"{_sentence(column.fault.what)} {remedy}"
    kind = "its numbers as they are" if column.numeric else "as the words stand in the table"
    return f"{plural(len(column.states), 'state')}, {kind}."


def sorted_words(problem: str) -> str:
    """Return a fault of sorting as a sentence that stands alone."""
    return f"{problem[:1].upper()}{problem[1:]}"


def _parted(names: Sequence[str], counts: Sequence[int]) -> str:
    return " · ".join(f"{name.replace('-', MINUS)}: {count(n)}" for name, n in zip(names, counts, strict=True))


def chosen_words(n_chosen: int, n_usable: int, limit: int) -> str:
    """Return how many are chosen of those that can be, and how many can be at most where that is fewer."""
    return f"{n_chosen} of {n_usable} chosen{f', at most {limit}' if limit < n_usable else ''}"


def left_out_words(regimes: Sequence[tuple[tuple[str, ...], int]], chosen: Sequence[str]) -> str:
    """Return in how many rows a column was set by hand that is left out; empty for none.

    Parameters
    ----------
    regimes
        Names of the columns set together, and in how many rows.
    chosen
        The columns that are read.
    """
    left = [(sorted(set(names) - set(chosen)), rows) for names, rows in regimes]
    rows = sum(n for names, n in left if names)
    if not rows:
        return ""
    names = listed_words(sorted({name for names, _ in left for name in names}))
    return f"In {count(rows)} rows a column was set by hand that you leave out ({names}): there it counts as watched."


def trouble(n_chosen: int, limit: int, noun: str) -> str:
    """Return why a choice of so many cannot be taken; empty when it can."""
    if n_chosen == 0:
        return f"Choose up to {limit} {noun}s."
    if n_chosen <= limit:
        return ""
    over = n_chosen - limit
    return f"With more than {limit} {noun}s an exact answer would take too long. Leave {plural(over, noun)} out."


def method_words(n_chosen: int) -> str:
    """Return what becomes of a choice of so many: how belief is worked out, and how long that may take."""
    if n_chosen <= ENUMERABLE:
        return "Up to 5: every structure is listed with its weight."
    summed = "More than 5: exact sums over all structures; the most probable ones are shown."
    seconds = SECONDS.get(n_chosen)
    return summed if seconds is None else f"{summed} Each answer takes about {plural(seconds, 'second')}."


def _states(column: ColumnPreview) -> str:
    shown = zip(column.states[:MOST_STATES], column.counts[:MOST_STATES], strict=True)
    more = len(column.states) - MOST_STATES
    parts = [f"{state} {count(n)}" for state, n in shown]
    return " · ".join([*parts, f"{count(more)} more"] if more > 0 else parts)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
