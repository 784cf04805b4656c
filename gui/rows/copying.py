"""Rows as text that spreadsheets read: a line a row, cells parted by tabs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from engine.data.chosen_rows import ChosenRows
from engine.progress import Progress
from gui.rows.listed import FIXED, Listed

BLOCK = 5_000
# The clipboard takes a text at one go: so many rows in some milliseconds.
MOST_COPIED = 100_000


def as_text(listed: Listed, rows: npt.NDArray[np.intp]) -> Iterator[Progress[str]]:
    """Write some of the chosen rows, first the names of the columns.

    Yields
    ------
    Progress
        After every 5,000 rows; the last holds the text. Cells with tabs or line ends in them are put into quotes.
    """
    chosen: ChosenRows = listed.chosen
    dataset = chosen.dataset
    states = [variable.states for variable in dataset.variables]
    text = io.StringIO()
    writer = csv.writer(text, dialect="excel-tab", lineterminator="\n")
    writer.writerow([*FIXED, *(variable.name for variable in dataset.variables)])
    for start in range(0, len(rows), BLOCK):
        for row in rows[start : start + BLOCK]:
            batch, place = chosen.place(int(row))
            codes = dataset.batches[batch].values[place].tolist()
            done = listed.words[dataset.batches[batch].regime]
            cells = [names[code] for names, code in zip(states, codes, strict=True)]
            writer.writerow([chosen.number(int(row)) + 1, batch + 1, done, *cells])
        yield Progress(start, len(rows) + 1)
    yield Progress(1, 1, text.getvalue())
