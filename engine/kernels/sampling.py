"""Ancestral sampling of discrete networks, column by column in blocks of rows."""

from __future__ import annotations

import numba
import numpy as np
import numpy.typing as npt

SignedArray = npt.NDArray[np.signedinteger]
IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
SeedArray = npt.NDArray[np.uint64]
LANES = 8
BLOCK = 1024
_TO_UNIT = 2.0**-53


@numba.njit(nogil=True, cache=True)
def fill_rows(
    columns: SignedArray,
    first: int,
    last: int,
    order: IntArray,
    cardinality: IntArray,
    parent_start: IntArray,
    parent: IntArray,
    stride: IntArray,
    table_start: IntArray,
    cumulative: FloatArray,
    seeds: SeedArray,
) -> None:
    """Fill rows ``first:last`` of `columns` with draws from a network, one uniform number a cell.

    A cell's state is the number of cumulative probabilities that do not exceed its uniform number, so a state
    of probability 0 is never drawn.

    Parameters
    ----------
    columns
        int8 or int16[n_variables, n_rows], written; a column of the data is contiguous.
    order
        int64[n_variables], parents before children.
    cardinality
        int64[n_variables], number of states.
    parent_start, parent, stride
        int64[n_variables + 1] and two int64[n_arrows]: the parents of v and their strides in its table
        stand at parent_start[v] : parent_start[v + 1].
    table_start, cumulative
        int64[n_variables] and float64[cells]: the cumulative probabilities of v's rows begin at
        table_start[v]; the last of each row is above 1.
    seeds
        uint64[4, 8], the states of eight generators, changed.
    """
    uniform = np.empty(BLOCK)
    cell = np.empty(BLOCK, np.int64)
    for start in range(first, last, BLOCK):
        size = min(BLOCK, last - start)
        for node in order:
            _fill_uniform(uniform, seeds)
            cell[:] = table_start[node]
            for place in range(parent_start[node], parent_start[node + 1]):
                step = stride[place]
                values = columns[parent[place], start : start + size]
                for row in range(size):
                    cell[row] += values[row] * step
            _choose(columns[node, start : start + size], uniform, cell, cardinality[node], cumulative)


@numba.njit(nogil=True, cache=True)
def _choose(out: SignedArray, uniform: FloatArray, cell: IntArray, states: int, cumulative: FloatArray) -> None:
    if states == 2:
        for row in range(out.size):
            out[row] = uniform[row] >= cumulative[cell[row]]
    elif states <= 16:
        for row in range(out.size):
            state = 0
            for k in range(states - 1):
                state += uniform[row] >= cumulative[cell[row] + k]
            out[row] = state
    else:
        for row in range(out.size):
            low, high = 0, states - 1
            while low < high:
                middle = (low + high) // 2
                if uniform[row] >= cumulative[cell[row] + middle]:
                    low = middle + 1
                else:
                    high = middle
            out[row] = low


@numba.njit(nogil=True, cache=True)
def _fill_uniform(out: FloatArray, seeds: SeedArray) -> None:
    # xoshiro256++ (Blackman and Vigna 2021), eight independent generators side by side in vector registers.
    for start in range(0, out.size, LANES):
        for lane in range(LANES):
            s0, s1, s2, s3 = seeds[0, lane], seeds[1, lane], seeds[2, lane], seeds[3, lane]
            mixed = s0 + s3
            mixed = ((mixed << np.uint64(23)) | (mixed >> np.uint64(41))) + s0
            shifted = s1 << np.uint64(17)
            s2 ^= s0
            s3 ^= s1
            s1 ^= s2
            s0 ^= s3
            s2 ^= shifted
            s3 = (s3 << np.uint64(45)) | (s3 >> np.uint64(19))
            seeds[0, lane], seeds[1, lane], seeds[2, lane], seeds[3, lane] = s0, s1, s2, s3
            out[start + lane] = (mixed >> np.uint64(11)) * _TO_UNIT
