"""What was set by hand in every row of a table, and the ways in which a table can say so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from engine.files.table_scan import Column, ScannedTable
from engine.problems import InvalidInput, Problem

Labelling = Literal["names", "numbers", "targets", "files", "pairs", "none"]
MOST_REGIMES = 30_000


@dataclass(frozen=True)
class Labels:
    """How a table says what was set by hand.

    Parameters
    ----------
    labelling
        "names" in a column `_do`; "numbers" in a last column INT as R bnlearn has it; "targets", sets numbered by a
        column target.index as in R pcalg; "files" beside the table as DCDI has them; "pairs" of columns with
        status and value as Tetrad has them; or "none".
    regimes
        Sets of names of variables, in order of first appearance; the empty set is observation.
    rows
        int16[n_rows], the regime of each row.
    batch
        The column `_batch`, or the numbers of DCDI's regimes, or None.
    companion
        The file beside the table that was needed to read the labels; empty for none.
    """

    labelling: Labelling
    regimes: tuple[frozenset[str], ...]
    rows: npt.NDArray[np.int16] = field(repr=False)
    batch: Column | None = None
    companion: str = ""


def no_labels(table: ScannedTable, batch: Column | None) -> Labels:
    """Return the labels of a table in which nothing was set."""
    return Labels("none", (frozenset(),), np.zeros(table.n_rows, np.int16), batch)


def unified(
    labelling: Labelling,
    regimes: Sequence[frozenset[str]],
    codes: npt.NDArray[np.int16],
    batch: Column | None,
    companion: str = "",
) -> Labels:
    """Return labels where `codes` gives the place of every row among `regimes`; equal regimes become one."""
    # "A;B" and "B; A" are one regime.
    distinct = list(dict.fromkeys(regimes))
    numbers = {regime: number for number, regime in enumerate(distinct)}
    places = np.array([numbers[regime] for regime in regimes], np.int16)
    return Labels(labelling, tuple(distinct), places[codes], batch, companion)


def labels_of_masks(
    labelling: Labelling,
    masks: Mapping[str, npt.NDArray[np.bool_]],
    table: ScannedTable,
    batch: Column | None,
    companion: str = "",
) -> Labels:
    """Return labels where every variable tells in which rows it was set, bool[n_rows].

    Raises
    ------
    InvalidInput
        When more than 30,000 different sets of variables come of it.
    """
    names = list(masks)
    found: list[frozenset[str]] = [frozenset()]
    codes = np.zeros(table.n_rows, np.int64)
    for name in names:
        kinds, codes = np.unique(codes * 2 + masks[name], return_inverse=True)
        found = [found[kind // 2] | ({name} if kind % 2 else frozenset()) for kind in kinds.tolist()]
        if len(found) > MOST_REGIMES:
            raise InvalidInput(
                Problem(f"more than {MOST_REGIMES:,} different sets of variables were set", "Label fewer variables")
            )
    firsts = np.unique(codes, return_index=True)[1]
    order = np.argsort(firsts)
    ranks = np.empty(len(order), np.int16)
    ranks[order] = np.arange(len(order))
    return unified(labelling, [found[place] for place in order.tolist()], ranks[codes], batch, companion)


def overfull_labels(column: Column) -> Problem:
    """Return the fault of a column of labels with too many different ones."""
    return Problem(
        f"there are more than {len(column.values):,} different labels",
        "Label rows that belong together alike",
        f"column {column.name}",
    )
