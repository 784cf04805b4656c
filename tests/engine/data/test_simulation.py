"""Rows come out as the network says, the same every time; samplers that are wrong are refused by the same check."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data import simulation
from engine.data.dataset import Values
from engine.data.simulation import LARGEST_DRAW, ROWS_PER_CHUNK, simulate
from engine.networks.interventions import OBSERVATION, Regime, do, randomize
from engine.networks.network import BayesianNetwork
from engine.networks.variables import Variable
from engine.problems import InvalidInput
from tests.engine import naive
from tests.engine.strategies import FEW, networks, regimes
from tests.engine.worlds import asia, network, sprinkler

ROWS = 40_000
TOLERANCE = 5.5  # Standard errors; among 200 cells chance alone goes this far once in 100,000 draws.


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def states(count: int) -> tuple[str, ...]:
    return tuple(f"s{state}" for state in range(count))


def largest_z(values: Values, world: BayesianNetwork, regime: Regime = OBSERVATION) -> float:
    """Return how many standard errors the worst count is off, over the cells of every one and two variables.

    Counts of cells with probability 0 or 1 must be exact; when one is not, the answer is infinite.
    """
    masses = naive.joint(world, regime)
    n = len(world.variables)
    worst = 0.0
    for chosen in [*combinations(range(n), 1), *combinations(range(n), 2)]:
        exact: dict[tuple[int, ...], float] = {}
        for row, mass in masses.items():
            cell = tuple(row[index] for index in chosen)
            exact[cell] = exact.get(cell, 0.0) + mass
        for cell, chance in exact.items():
            seen = int((values[:, list(chosen)] == cell).all(axis=1).sum())
            expected, error = len(values) * chance, np.sqrt(len(values) * max(chance * (1 - chance), 0.0))
            if error < 1e-6:
                worst = worst if seen == round(expected) else np.inf
            else:
                # Rare cells are skewed: half a row more or less is no evidence.
                worst = max(worst, (abs(seen - expected) - 0.5) / max(error, 0.5))
    return float(worst)


MIXED = network(
    A=("", [0.3, 0.7]),
    B=("", [0.5, 0.0, 0.3, 0.2]),
    C=(
        "B A",
        np.array([[[9, 1, 0], [1, 1, 8]], [[2, 3, 5], [0, 0, 10]], [[1, 6, 3], [10, 0, 0]], [[3, 3, 4], [5, 1, 4]]])
        / 10,
    ),
    D=("C", [[0.8, 0.2], [0.1, 0.9], [0.5, 0.5]]),
)
REGIMES = [
    OBSERVATION,
    Regime((do(2, 1),)),
    Regime((randomize(1),)),
    Regime((randomize(0, (0.9, 0.1)),)),
    Regime((do(0, 1), do(3, 0), randomize(2, (0.0, 0.5, 0.5)))),
    Regime((do(0, 0), do(1, 1), do(2, 2), do(3, 1))),
]


@pytest.mark.parametrize("regime", REGIMES)
def test_rows_are_drawn_from_the_mutilated_network(regime: Regime) -> None:
    assert largest_z(simulate(MIXED, ROWS, rng(), regime), MIXED, regime) < TOLERANCE


@given(st.data())
@FEW
def test_rows_of_any_network_under_any_regime(data: st.DataObject) -> None:
    world = data.draw(networks(most=4))
    regime = data.draw(regimes(world.variables))
    assert largest_z(simulate(world, 10_000, rng(), regime), world, regime) < TOLERANCE


def test_do_taken_for_conditioning_is_refused() -> None:
    regime = Regime((do(2, 1),))
    rows = simulate(MIXED, ROWS, rng())
    kept = rows[rows[:, 2] == 1]
    assert len(kept) > ROWS / 10
    assert largest_z(kept, MIXED, regime) > 2 * TOLERANCE


def test_randomising_taken_for_watching_is_refused() -> None:
    assert largest_z(simulate(MIXED, ROWS, rng()), MIXED, Regime((randomize(1),))) > 2 * TOLERANCE


def wrong_strides(shape: tuple[int, ...]) -> list[int]:
    # The first parent fastest, as another language would have it; every cell stays inside the table.
    return [shape[-1] * int(np.prod(shape[:axis])) for axis in range(len(shape) - 1)]


def late_cells(probabilities: np.ndarray) -> np.ndarray:
    return np.roll(cumulative(probabilities), probabilities.shape[-1])


cumulative = simulation._cumulative


@pytest.mark.parametrize(("part", "wrong"), [("_strides", wrong_strides), ("_cumulative", late_cells)])
def test_a_table_read_at_the_wrong_place_is_refused(
    monkeypatch: pytest.MonkeyPatch, part: str, wrong: Callable[..., object]
) -> None:
    monkeypatch.setattr(simulation, part, wrong)
    assert largest_z(simulate(MIXED, ROWS, rng()), MIXED) > 2 * TOLERANCE


def test_the_check_itself_knows_exact_counts_from_impossible_ones() -> None:
    world = network(A=("", [0.5, 0.5, 0.0]))
    rows = np.array([[0]] * 500 + [[1]] * 500, dtype=np.int8)
    assert largest_z(rows, world) < 0.1
    rows[0] = 2
    assert largest_z(rows, world) == np.inf


# The same seed


def digest(values: Values) -> str:
    return hashlib.sha256(np.ascontiguousarray(values).tobytes()).hexdigest()


GOLDEN_WATCHED = "791a033c1b96cdfa5f340549906490c058775edac439f47db6c9d9c3915cfffa"
GOLDEN_ACTED = "7b948d6fbf835b38abba78edfa1086d1e486270ab9f2ac1735d92d45074eafc4"


def test_these_bytes_never_change() -> None:
    """Files hold seeds and not rows, so another sampler would change what saved lessons show."""
    assert digest(simulate(asia(), 70_000, rng(2026))) == GOLDEN_WATCHED
    assert digest(simulate(asia(), 70_000, rng(2026), Regime((do(5, 0), randomize(2))))) == GOLDEN_ACTED


@pytest.mark.parametrize("n_rows", [1, 1000, ROWS_PER_CHUNK, 3 * ROWS_PER_CHUNK + 77])
def test_the_same_seed_gives_the_same_rows(n_rows: int) -> None:
    np.testing.assert_array_equal(simulate(MIXED, n_rows, rng(5)), simulate(MIXED, n_rows, rng(5)))


def test_other_seeds_and_later_draws_give_other_rows() -> None:
    source = rng(5)
    first, second = simulate(MIXED, 1000, source), simulate(MIXED, 1000, source)
    assert digest(first) != digest(second)
    assert digest(first) != digest(simulate(MIXED, 1000, rng(6)))


@pytest.mark.parametrize("processors", [1, 2, 3, 16, None])
def test_the_number_of_processors_does_not_matter(monkeypatch: pytest.MonkeyPatch, processors: int | None) -> None:
    n_rows = 5 * ROWS_PER_CHUNK + 1234
    usual = digest(simulate(MIXED, n_rows, rng(7)))
    monkeypatch.setattr(os, "cpu_count", lambda: processors)
    assert digest(simulate(MIXED, n_rows, rng(7))) == usual


@pytest.mark.parametrize(
    "n_rows", [0, 1, 7, 1023, 1024, 1025, ROWS_PER_CHUNK - 1, ROWS_PER_CHUNK, ROWS_PER_CHUNK + 1, 2 * ROWS_PER_CHUNK]
)
def test_a_shorter_draw_is_the_beginning_of_a_longer_one(n_rows: int) -> None:
    longer = simulate(MIXED, 2 * ROWS_PER_CHUNK + 5000, rng(8))
    np.testing.assert_array_equal(simulate(MIXED, n_rows, rng(8)), longer[:n_rows])


def test_regimes_share_their_uniform_numbers() -> None:
    """What an intervention does not reach stays as it was, row by row."""
    watched, acted = simulate(sprinkler(), 1000, rng(9)), simulate(sprinkler(), 1000, rng(9), Regime((do(1, 1),)))
    np.testing.assert_array_equal(watched[:, [0, 2]], acted[:, [0, 2]])
    assert (acted[:, 1] == 1).all()
    assert (watched[:, 3] != acted[:, 3]).any()


# States of probability 0

ZEROS = [
    [0.0, 0.5, 0.5],
    [0.5, 0.0, 0.5],
    [0.5, 0.5, 0.0],
    [0.0, 0.0, 1.0],
    [1.0, 0.0, 0.0],
    [0.0, 1.0, 0.0],
    [0.0, 1.0],
    [1.0, 0.0],
    [*[0.1] * 10, 0.0],
    [0.0, *[0.1] * 10],
    [0.0] * 5 + [1 / 7] * 7 + [0.0] * 8,
    [0.25, *[0.0] * 9, 0.5, *[0.0] * 9, 0.25],
    [0.0] * 100 + [1 / 3] + [0.0] * 50 + [1 / 3] * 2 + [0.0] * 47,
]


@pytest.mark.parametrize("row", ZEROS, ids=range(len(ZEROS)))
def test_a_state_of_probability_zero_is_never_drawn_in_a_million_rows(row: list[float]) -> None:
    world = network(A=("", [0.5, 0.5]), B=("A", [row, row[::-1]]))
    values = simulate(world, 1_000_000, rng(3))
    for cause, chances in enumerate((row, row[::-1])):
        seen = np.bincount(values[values[:, 0] == cause, 1], minlength=len(row))
        assert not seen[np.array(chances) == 0].any()
        assert seen[np.array(chances) > 0].all()


def test_setting_a_variable_to_a_state_that_never_happens_by_itself() -> None:
    world = network(A=("", [1.0, 0.0]), B=("A", [[1.0, 0.0], [0.0, 1.0]]))
    values = simulate(world, 1000, rng(), Regime((do(0, 1),)))
    assert (values == 1).all()


def test_a_distribution_of_ones_own_may_hold_zeros() -> None:
    world = network(A=("", [0.2, 0.3, 0.5]))
    values = simulate(world, 100_000, rng(), Regime((randomize(0, (0.5, 0.0, 0.5)),)))
    assert set(np.unique(values)) == {0, 2}


# Many states


@pytest.mark.parametrize(
    ("count", "dtype"), [(16, np.int8), (17, np.int8), (128, np.int8), (129, np.int16), (300, np.int16)]
)
def test_many_states(count: int, dtype: type) -> None:
    chances = rng(count).dirichlet(np.full(count, 2.0), size=2)
    effect = rng(count + 1).dirichlet(np.ones(2), size=count)
    world = network(A=("", [0.4, 0.6]), B=("A", chances), C=("B", effect))
    values = simulate(world, ROWS, rng(4))
    assert values.dtype == dtype
    assert int(values[:, 1].max()) == count - 1
    assert largest_z(values, world) < TOLERANCE


def test_one_state() -> None:
    world = network(A=("", [1.0]), B=("A", [[0.5, 0.5]]))
    values = simulate(world, ROWS, rng())
    assert largest_z(values, world) < TOLERANCE


# Shape and bad input


def test_rows_are_read_only_and_each_column_is_one_piece_of_memory() -> None:
    values = simulate(sprinkler(), 10, rng())
    assert values.shape == (10, 4)
    assert values.T.flags.c_contiguous
    with pytest.raises(ValueError, match="read-only"):
        values[0, 0] = 1


def test_no_rows() -> None:
    assert simulate(sprinkler(), 0, rng()).shape == (0, 4)


@pytest.mark.parametrize("n_rows", [-1, LARGEST_DRAW + 1])
def test_a_number_of_rows_out_of_range(n_rows: int) -> None:
    with pytest.raises(InvalidInput, match=rf"{n_rows} rows were asked for\. Ask for 0 to 100,000,000 rows\."):
        simulate(sprinkler(), n_rows, rng())


def test_a_regime_that_does_not_fit() -> None:
    with pytest.raises(InvalidInput) as raised:
        simulate(sprinkler(), 10, rng(), Regime((do(0, 2), do(9, 0))))
    assert len(raised.value.problems) == 2


def test_a_row_that_misses_one_by_rounding_still_draws_its_own_states_only() -> None:
    world = network(A=("", [0.333333, 0.333333, 0.333333]))
    assert world.variables[0] == Variable("A", ("0", "1", "2"))
    seen = np.bincount(simulate(world, 300_000, rng())[:, 0], minlength=3)
    assert seen.sum() == 300_000
    assert abs(seen - 100_000).max() < 6 * np.sqrt(300_000 * 2 / 9)


def test_a_network_without_variables_has_rows_without_cells() -> None:
    assert simulate(BayesianNetwork((), ()), 5, rng()).shape == (5, 0)
