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


@numba.njit(nogil=True, cache=True)
def _first_difference(parents: MaskArray, one: int, other: int) -> int:
    for node in range(parents.shape[1]):
        if parents[one, node] != parents[other, node]:
            return node
    return int(parents.shape[1])


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
    O(n_candidates n_outcomes) where candidates that differ in the parents of their last nodes alone follow one another,
    as `by_parents` orders them: what the first nodes predict is worked out once for all of these. Several outcomes at
    a time.
    """
    n, n_outcomes, n_groups = parents.shape[1], tables.shape[2], mixture.shape[0]
    last = n - 1
    # What the nodes up to each but the last predict together, and its log; then sums over candidates that share it.
    product, total = np.ones((n, n_outcomes)), np.zeros((n, n_outcomes))
    inner, inner_log, both = np.zeros((n_groups, n_outcomes)), np.zeros(n_outcomes), np.zeros(n_outcomes)
    spread, start, before = 0.0, 0, -1
    while start < weights.size:
        inner[:], inner_log[:], both[:] = 0.0, 0.0, 0.0
        candidate, counts = start, False
        while candidate < weights.size and _first_difference(parents, candidate, start) >= last:
            weight = weights[candidate]
            if weight >= NEGLIGIBLE:
                counts = True
                factor, log = tables[last, parents[candidate, last]], logs[last, parents[candidate, last]]
                added = inner[groups[candidate]]
                for x in range(n_outcomes):
                    part = weight * factor[x]
                    added[x] += part
                    both[x] += part
                    inner_log[x] += part * log[x]
            candidate += 1
        if counts:
            known = 0 if before < 0 else _first_difference(parents, start, before)
            for node in range(known, last):
                factor, log = tables[node, parents[start, node]], logs[node, parents[start, node]]
                for x in range(n_outcomes):
                    product[node + 1, x] = product[node, x] * factor[x]
                    total[node + 1, x] = total[node, x] + log[x]
            before = start
            own = 0.0
            for x in range(n_outcomes):
                own += product[last, x] * (total[last, x] * both[x] + inner_log[x])
            spread += own
            for group in range(n_groups):
                for x in range(n_outcomes):
                    mixture[group, x] += product[last, x] * inner[group, x]
        start = candidate
    return spread
