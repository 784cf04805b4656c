"""Ancestral sampling of discrete networks, row by row."""

from __future__ import annotations

import engine.kernels.cache  # noqa: F401  sets the cache folder before numba looks for it

import numba
import numpy as np

_TO_UNIT = 2.0**-53


@numba.njit(inline="always")
def _rotated(value, by):
    return (value << np.uint64(by)) | (value >> np.uint64(64 - by))


@numba.njit(nogil=True, cache=True)
def fill_rows(out, order, cardinality, parent_start, parent, stride, table_start, cumulative, seeds):
    """Fill `out` with rows drawn from a network, one uniform number a cell.

    The generator is xoshiro256++ (Blackman and Vigna 2021). A cell's state is the number of cumulative
    probabilities that do not exceed its uniform number, so a state of probability 0 is never drawn.

    Parameters
    ----------
    out
        int8 or int16[n_rows, n_variables], written.
    order
        int64[n_variables], parents before children.
    cardinality
        int64[n_variables], number of states.
    parent_start, parent, stride
        int64[n_variables + 1] and two int64[n_arrows]: the parents of v and their strides in its table, in
        rows, stand at parent_start[v] : parent_start[v + 1].
    table_start, cumulative
        int64[n_variables] and float64[cells]: the cumulative probabilities of v's rows begin at
        table_start[v]; the last of each row is above 1.
    seeds
        uint64[4], the generator's state, not all zero.
    """
    s0, s1, s2, s3 = seeds[0], seeds[1], seeds[2], seeds[3]
    for row in range(out.shape[0]):
        for node in order:
            mixed = _rotated(s0 + s3, 23) + s0
            shifted = s1 << np.uint64(17)
            s2 ^= s0
            s3 ^= s1
            s1 ^= s2
            s0 ^= s3
            s2 ^= shifted
            s3 = _rotated(s3, 45)
            uniform = (mixed >> np.uint64(11)) * _TO_UNIT
            configuration = 0
            for place in range(parent_start[node], parent_start[node + 1]):
                configuration += out[row, parent[place]] * stride[place]
            states = cardinality[node]
            start = table_start[node] + configuration * states
            if states <= 16:
                state = 0
                for k in range(states - 1):
                    state += uniform >= cumulative[start + k]
            else:
                low, high = 0, states - 1
                while low < high:
                    middle = (low + high) // 2
                    if uniform >= cumulative[start + middle]:
                        low = middle + 1
                    else:
                        high = middle
                state = low
            out[row, node] = state
