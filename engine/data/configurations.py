"""How often each configuration of some variables was seen."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

import numpy as np
import numpy.typing as npt

from engine.data.dataset import Dataset, Values

IntArray = npt.NDArray[np.int64]


def configurations_seen(dataset: Dataset, parents: Sequence[int], child: int | None) -> IntArray:
    """Count the rows with each configuration of some columns.

    Parameters
    ----------
    dataset
        The rows.
    parents
        The columns, in the order of the axes of a table; none of them counts all rows.
    child
        Rows in which this column was set, drawn at random or given another table say nothing of its own table and do
        not count; None counts all.

    Returns
    -------
    int64[product of the numbers of states]
        In the order of the rows of a table: the last column changes fastest.
    """
    sizes = [dataset.variables[column].cardinality for column in parents]
    counts = np.zeros(prod(sizes), dtype=np.int64)
    for batch in dataset.batches:
        if child is not None and batch.regime.on(child) is not None:
            continue
        counts += tally(batch.values, parents, sizes)
    return counts


def tally(values: Values, columns: Sequence[int], sizes: Sequence[int]) -> IntArray:
    """Count rows by the states of some columns with so many states each, int64[product of the sizes]."""
    places = np.zeros(len(values), dtype=np.int64)
    for column, size in zip(columns, sizes, strict=True):
        places = places * size + values[:, column]
    return np.bincount(places, minlength=prod(sizes))
