from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data.simulation import _cumulative, _flattened
from engine.kernels.sampling import BLOCK, LANES, _choose, _fill_uniform, fill_rows
from engine.networks.interventions import OBSERVATION
from engine.networks.network import BayesianNetwork
from tests.engine.naive import Xoshiro
from tests.engine.strategies import FEW, networks

# First words of xoshiro256++ from the state 1, 2, 3, 4, made with the authors' C code (prng.di.unimi.it).
WORDS = [
    41943041,
    58720359,
    3588806011781223,
    3591011842654386,
    9228616714210784205,
    9973669472204895162,
    14011001112246962877,
    12406186145184390807,
    15849039046786891736,
    10450023813501588000,
]
LARGEST_UNIFORM = 1 - 2.0**-53


def seeds(number: int) -> np.ndarray:
    return np.random.default_rng(number).integers(1, 2**64, size=(4, LANES), dtype=np.uint64)


def test_the_slow_generator_gives_the_published_words() -> None:
    source = Xoshiro(1, 2, 3, 4)
    assert [source.next_word() for _ in WORDS] == WORDS


def test_each_lane_is_a_generator_of_its_own() -> None:
    state = seeds(1)
    twins = [Xoshiro(*(int(word) for word in state[:, lane])) for lane in range(LANES)]
    out = np.empty(10 * LANES)
    _fill_uniform(out, state)
    assert out.tolist() == [twins[place % LANES].next_uniform() for place in range(out.size)]
    assert [[int(word) for word in state[:, lane]] for lane in range(LANES)] == [twin.state for twin in twins]


def slow_rows(world: BayesianNetwork, n_rows: int, state: np.ndarray) -> list[list[int]]:
    """Return the rows that the kernel should fill: per block of rows and per variable, one uniform number a row."""
    twins = [Xoshiro(*(int(word) for word in state[:, lane])) for lane in range(LANES)]
    rows = [[-1] * len(world.variables) for _ in range(n_rows)]
    for start in range(0, n_rows, BLOCK):
        for node in world.dag.topological_order:
            uniform = [twins[place % LANES].next_uniform() for place in range(BLOCK)]
            table = world.tables[node]
            for place, row in enumerate(rows[start : start + BLOCK]):
                chances = table.probabilities[tuple(row[parent] for parent in table.parents)].tolist()
                row[node] = slow_choice(uniform[place], chances)
    return rows


def slow_choice(uniform: float, chances: list[float]) -> int:
    """Return the first state whose cumulative probability exceeds `uniform`; the last possible one at the latest."""
    cumulative = 0.0
    possible = [state for state, chance in enumerate(chances) if chance > 0]
    for state in possible[:-1]:
        cumulative += chances[state]
        if uniform < cumulative:
            return state
    return possible[-1]


@given(networks(most=3, states=(1, 20)), st.integers(0, 2000))
@FEW
def test_rows_equal_those_of_the_slow_twin(world: BayesianNetwork, n_rows: int) -> None:
    flat = _flattened(world, OBSERVATION)
    columns = np.full((len(world.variables), n_rows), -1, dtype=np.int16)
    fill_rows(
        columns,
        0,
        n_rows,
        flat.order,
        flat.cardinality,
        flat.parent_start,
        flat.parent,
        flat.stride,
        flat.table_start,
        flat.cumulative,
        seeds(2),
    )
    assert columns.T.tolist() == slow_rows(world, n_rows, seeds(2))


def test_only_the_rows_asked_for_are_written() -> None:
    columns = np.full((1, 100), -1, dtype=np.int8)
    nothing = np.empty(0, np.int64)
    fill_rows(
        columns,
        30,
        60,
        np.array([0]),
        np.array([2]),
        np.array([0, 0]),
        nothing,
        nothing,
        np.array([0]),
        np.array([0.5, 2.0]),
        seeds(3),
    )
    assert (columns[0, :30] == -1).all()
    assert (columns[0, 30:60] >= 0).all()
    assert (columns[0, 60:] == -1).all()


@pytest.mark.parametrize(
    "chances",
    [
        [0.0, 1.0],
        [1.0, 0.0],
        [0.0, 0.5, 0.0, 0.5, 0.0],
        [*[0.1] * 10, 0.0],
        [0.0] * 9 + [0.3, 0.7] + [0.0] * 9,
        [0.0, *[1 / 30] * 30, 0.0, 0.0],
    ],
)
def test_the_ends_of_the_unit_interval_choose_possible_states(chances: list[float]) -> None:
    """The cumulative sum of ten tenths is below 1, so a number just below 1 must not run past the last of them."""
    out = np.full(2, -1, dtype=np.int16)
    _choose(out, np.array([0.0, LARGEST_UNIFORM]), np.zeros(2, np.int64), len(chances), _cumulative(np.array(chances)))
    possible = np.flatnonzero(chances)
    assert out.tolist() == [possible[0], possible[-1]]
