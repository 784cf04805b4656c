"""Whether rows that were watched and rows that were acted on may be counted together: one mechanism, or two."""

from __future__ import annotations

from collections.abc import Sequence
from math import lgamma, prod

import numpy as np
import numpy.typing as npt

from engine.data.dataset import Batch, Dataset

Counts = npt.NDArray[np.int64]


def log_factor_of_pooling(dataset: Dataset, child: int, parents: Sequence[int], equivalent_sample_size: float) -> float:
    """Return how much better one mechanism of a variable explains all rows than two do, one for each way of looking.

    The first way are rows in which nothing was set, the second those in which something else than the variable was;
    rows in which the variable itself was set say nothing of its mechanism and are left out.

    Parameters
    ----------
    dataset
        The rows.
    child, parents
        Columns: the variable, and what its chances depend on.
    equivalent_sample_size
        Of the BDeu score, for each mechanism.

    Returns
    -------
    float
        Natural log of the Bayes factor, pooled against separate; 0 where one of the two ways has no rows.

    Notes
    -----
    A family score of all rows less those of the two parts (BDeu: Heckerman, Geiger and Chickering 1995). Cost: rows.
    """
    own = [batch for batch in dataset.batches if child not in {each.target for each in batch.regime.interventions}]
    watched = _counts(dataset, [batch for batch in own if not batch.regime.interventions], child, parents)
    acted = _counts(dataset, [batch for batch in own if batch.regime.interventions], child, parents)
    pooled = _log_score(watched + acted, equivalent_sample_size)
    return pooled - _log_score(watched, equivalent_sample_size) - _log_score(acted, equivalent_sample_size)


def _counts(dataset: Dataset, batches: Sequence[Batch], child: int, parents: Sequence[int]) -> Counts:
    # int64[parent configurations, states]
    columns = [*parents, child]
    shape = tuple(dataset.variables[column].cardinality for column in columns)
    found = np.zeros(prod(shape), dtype=np.int64)
    for batch in batches:
        codes = tuple(batch.values[:, column].astype(np.intp) for column in columns)
        found += np.bincount(np.ravel_multi_index(codes, shape), minlength=found.size)
    return found.reshape(-1, shape[-1])


def _log_score(counts: Counts, size: float) -> float:
    each_row, each_cell = size / len(counts), size / counts.size
    rows = sum(lgamma(each_row) - lgamma(each_row + total) for total in counts.sum(axis=1).tolist())
    return rows + sum(lgamma(each_cell + count) - lgamma(each_cell) for count in counts.ravel().tolist())
