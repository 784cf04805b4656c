"""What kernels are told of the hidden ways in which rows can have come about, as one value."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]


class HiddenWays(NamedTuple):
    """Tables, and which of their cells a row of each kind (an item) meets in each way it can have come about.

    Parameters
    ----------
    group, alpha
        Per cell of all tables: the row of a table that it is in, and its Dirichlet parameter.
    group_alpha
        float64[n_groups], the sum of the parameters of each row.
    way_start, leaf_start, leaves
        The ways of item i are ``way_start[i] : way_start[i + 1]``; way w meets the cells
        ``leaves[leaf_start[w] : leaf_start[w + 1]]``, at most one of each table.

    Notes
    -----
    To take it apart costs a kernel some 2 microseconds a call, which those that follow particles do not feel. Sums over
    ways are often done in less than ten, and are a third slower with one value in their innermost loops: they are
    given the arrays.
    """

    group: IntArray
    alpha: FloatArray
    group_alpha: FloatArray
    way_start: IntArray
    leaf_start: IntArray
    leaves: IntArray
