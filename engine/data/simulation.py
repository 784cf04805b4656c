"""Drawing rows from a network, with or without interventions."""

from __future__ import annotations

import math
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.data.dataset import Values
from engine.networks.interventions import OBSERVATION, Regime
from engine.networks.network import BayesianNetwork
from engine.networks.regime_tables import problems_in_network, table_in_force
from engine.networks.variables import cardinalities, value_dtype
from engine.problems import InvalidInput, Problem

ROWS_PER_CHUNK = 1 << 15
LARGEST_DRAW = 100_000_000


def simulate(network: BayesianNetwork, n_rows: int, rng: np.random.Generator, regime: Regime = OBSERVATION) -> Values:
    """Draw independent rows by ancestral sampling in the mutilated network.

    Parameters
    ----------
    network
        The world.
    n_rows
        How many rows, 0 or more.
    rng
        Source of randomness. The same generator state gives the same rows, whatever the number of
        processors. Two regimes drawn from the same state share their uniform numbers cell by cell.
    regime
        What is set by hand; targets are indices of the network's variables.

    Returns
    -------
    int8 or int16[n_rows, n_variables]
        State codes, read-only.

    Raises
    ------
    InvalidInput
        When the number of rows is out of range or the regime does not fit the network.

    Notes
    -----
    O(n_rows * n_variables) time, about 2 ns a cell and processor.
    """
    if not 0 <= n_rows <= LARGEST_DRAW:
        raise InvalidInput(Problem(f"{n_rows} rows were asked for", f"Ask for 0 to {LARGEST_DRAW:,} rows"))
    if problems := problems_in_network(regime, network):
        raise InvalidInput(*problems)
    columns = np.empty((len(network.variables), n_rows), dtype=value_dtype(network.variables))
    if network.variables:
        _fill(columns, _flattened(network, regime), rng)
    columns.flags.writeable = False
    return columns.T


@dataclass(frozen=True)
class _FlatNetwork:
    # The arguments of the sampling kernel; their shapes are described there.
    order: npt.NDArray[np.int64]
    cardinality: npt.NDArray[np.int64]
    parent_start: npt.NDArray[np.int64]
    parent: npt.NDArray[np.int64]
    stride: npt.NDArray[np.int64]
    table_start: npt.NDArray[np.int64]
    cumulative: npt.NDArray[np.float64]


def _fill(columns: Values, flat: _FlatNetwork, rng: np.random.Generator) -> None:
    # Imported here because numba takes 0.2 s to import and many starts of the program draw nothing.
    from engine.kernels.sampling import LANES, fill_rows

    n_rows = columns.shape[1]
    starts = range(0, n_rows, ROWS_PER_CHUNK)
    seeds = rng.integers(1, 2**64, size=(len(starts), 4, LANES), dtype=np.uint64)

    def fill(chunk: int) -> None:
        first = starts[chunk]
        fill_rows(
            columns,
            first,
            min(first + ROWS_PER_CHUNK, n_rows),
            flat.order,
            flat.cardinality,
            flat.parent_start,
            flat.parent,
            flat.stride,
            flat.table_start,
            flat.cumulative,
            seeds[chunk],
        )

    if len(starts) == 1:
        fill(0)
    else:
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(fill, range(len(starts))))


def _flattened(network: BayesianNetwork, regime: Regime) -> _FlatNetwork:
    tables = [table_in_force(network, variable, regime) for variable in range(len(network.tables))]
    blocks = [_cumulative(table.probabilities) for table in tables]
    counts = [len(table.parents) for table in tables]
    sizes = [block.size for block in blocks]
    strides = [_strides(table.probabilities.shape) for table in tables]
    return _FlatNetwork(
        order=np.array(network.dag.topological_order, dtype=np.int64),
        cardinality=np.array(cardinalities(network.variables), dtype=np.int64),
        parent_start=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        parent=np.array([parent for table in tables for parent in table.parents], dtype=np.int64),
        stride=np.array([step for steps in strides for step in steps], dtype=np.int64),
        table_start=np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64),
        cumulative=np.concatenate(blocks),
    )


def _cumulative(probabilities: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    rows = probabilities.reshape(-1, probabilities.shape[-1])
    cumulative = np.cumsum(rows, axis=1)
    # From its last possible state on, a row is closed: rounding must not let a uniform number run past it.
    last = rows.shape[1] - 1 - np.argmax(rows[:, ::-1] > 0, axis=1)
    closed = np.arange(rows.shape[1]) >= last[:, None]
    return np.where(closed, 2.0, cumulative).ravel()


def _strides(shape: tuple[int, ...]) -> list[int]:
    # Cells from one state of a parent to the next, for each parent: the axes but the last, in C order.
    return [math.prod(shape[axis + 1 :]) for axis in range(len(shape) - 1)]
