"""What all candidates together predict, and how far each is from that: the sums behind information gains."""

from __future__ import annotations

import numba
import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
MaskArray = npt.NDArray[np.uint8]
# What weighs less than this moves no gain, not even where there are millions.
NEGLIGIBLE = 1e-290


@numba.njit(nogil=True, cache=True, fastmath={"reassoc", "contract"})
def add_predictions(
    weights: FloatArray,
    parents: MaskArray,
    groups: MaskArray,
    tables: FloatArray,
    logs: FloatArray,
    mixture: FloatArray,
) -> float:
    """Add w p(x) of each candidate to its group's mixture; return the sum of w p(x) log p(x) over candidates and x.

    Parameters
    ----------
    weights
        float64[n_candidates].
    parents
        uint8[n_candidates, n], bit mask of the parents of each node.
    groups
        uint8[n_candidates], the row of `mixture` that each adds to.
    tables, logs
        float64[n, 2 ** n, n_outcomes], what each family predicts of each outcome, and its natural log.
    mixture
        float64[n_groups, n_outcomes], added to.

    Notes
    -----
    O(n_candidates n n_outcomes), several outcomes at a time.
    """
    n, n_outcomes = parents.shape[1], tables.shape[2]
    product, total = np.empty(n_outcomes), np.empty(n_outcomes)
    spread = 0.0
    for candidate in range(weights.size):
        weight = weights[candidate]
        if weight < NEGLIGIBLE:
            continue
        row, added = parents[candidate], mixture[groups[candidate]]
        first, first_log = tables[0, row[0]], logs[0, row[0]]
        for x in range(n_outcomes):
            product[x] = weight * first[x]
            total[x] = first_log[x]
        for node in range(1, n):
            factor, log = tables[node, row[node]], logs[node, row[node]]
            for x in range(n_outcomes):
                product[x] *= factor[x]
                total[x] += log[x]
        own = 0.0
        for x in range(n_outcomes):
            added[x] += product[x]
            own += product[x] * total[x]
        spread += own
    return spread
