"""Scores of all families at once: the slow twin, both ways to count, and data at the limits."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data.dataset import Dataset
from engine.networks.dag import bits
from engine.networks.variables import Variable, cardinalities
from engine.posterior import all_families
from engine.posterior.all_families import score_all_families
from engine.posterior.counts import RegimeCounts, targets_in
from engine.posterior.scores import family_scores
from tests.engine import naive
from tests.engine.strategies import FEW, PROPERTY, datasets, seen_rows


def counted(dataset: Dataset) -> RegimeCounts:
    over = range(len(dataset.variables))
    counts = RegimeCounts.empty(dataset.variables)
    for batch in dataset.batches:
        counts = counts.plus(batch.values, targets_in(over, batch.regime.targets))
    return counts


def scored(counts: RegimeCounts, size: float = 1.0, threads: int = 2) -> np.ndarray:
    *_, last = score_all_families(counts, size, threads)
    assert last.partial is not None
    return last.partial


def counts_of(sizes: Sequence[int], rows: np.ndarray, targets: int = 0) -> RegimeCounts:
    variables = [Variable(f"V{i}", tuple(f"s{state}" for state in range(size))) for i, size in enumerate(sizes)]
    return RegimeCounts.empty(variables).plus(rows, targets)


@pytest.fixture(params=["all cells", "rows", "threads"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each way to count, whatever would be faster."""
    monkeypatch.setattr(all_families, "_table_is_faster", lambda *_: request.param != "rows")
    monkeypatch.setattr(all_families, "SHORT", 0 if request.param == "threads" else 1 << 60)
    return str(request.param)


def both_ways(counts: RegimeCounts, size: float) -> list[np.ndarray]:
    found = []
    with pytest.MonkeyPatch.context() as patch:
        for by_table in (True, False):
            patch.setattr(all_families, "_table_is_faster", lambda *_, chosen=by_table: chosen)
            found.append(scored(counts, size))
    return found


@given(datasets(most=4), st.floats(0.05, 50))
@PROPERTY
def test_every_family_equals_that_of_the_slow_twin(dataset: Dataset, size: float) -> None:
    sizes, seen = cardinalities(dataset.variables), seen_rows(dataset)
    for scores in both_ways(counted(dataset), size):
        for child in range(len(sizes)):
            for mask in range(1 << len(sizes)):
                parents = list(bits(mask))
                if child in parents:
                    assert scores[child, mask] == -np.inf
                    continue
                prior = naive.bdeu_cell_prior(child, parents, sizes, size)
                expected = naive.family_score(seen, child, parents, sizes, prior)
                assert scores[child, mask] == pytest.approx(expected, rel=1e-9, abs=1e-9)


@given(datasets(least=3, most=6, states=(1, 5), rows=30), st.floats(0.01, 100))
@FEW
def test_both_ways_equal_scoring_family_by_family(dataset: Dataset, size: float) -> None:
    counts = counted(dataset)
    expected = family_scores(counts, size)
    for scores in both_ways(counts, size):
        np.testing.assert_allclose(scores, expected, rtol=1e-9, atol=1e-8)


def test_counting_rows_that_were_set_as_watched_is_refused() -> None:
    """The comparison with the slow twin notices when the rule of Cooper and Yoo is left out."""
    rows = np.array([(0, 0), (1, 1), (1, 1), (0, 1)])
    scores = scored(counts_of((2, 2), rows, targets=1))
    seen = [(tuple(row), frozenset({0})) for row in rows.tolist()]
    prior = naive.bdeu_cell_prior(0, [], (2, 2), 1.0)
    assert scores[0, 0] == pytest.approx(naive.family_score(seen, 0, [], (2, 2), prior))
    wrong = naive.family_score(seen, 0, [], (2, 2), prior, leave_out_set_rows=False)
    assert scores[0, 0] != pytest.approx(wrong)


@pytest.mark.parametrize("sizes", [(2, 1, 1, 1, 1, 1), (1,) * 8, (1, 3, 1, 2, 1), (1, 1, 2, 1, 4, 1)])
def test_variables_of_one_state_need_room_too(sizes: tuple[int, ...], way: str) -> None:
    """Summing them out leaves a table as large as it was."""
    rng = np.random.default_rng(1)
    counts = counts_of(sizes, rng.integers(0, sizes, (40, len(sizes))))
    np.testing.assert_allclose(scored(counts), family_scores(counts, 1.0), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("n_rows", [0, 1])
def test_no_rows_and_one(n_rows: int, way: str) -> None:
    counts = counts_of((2, 3, 2), np.zeros((n_rows, 3), dtype=int))
    scores = scored(counts)
    for child, states in enumerate((2, 3, 2)):
        free = [mask for mask in range(8) if not mask >> child & 1]
        # Before any data every state is as probable, whatever the parents.
        np.testing.assert_allclose(scores[child, free], -n_rows * math.log(states), atol=1e-12)


def test_a_million_rows_with_a_constant_and_a_copy(way: str) -> None:
    rng = np.random.default_rng(2)
    one = rng.integers(0, 2, 1_000_000)
    rows = np.stack([one, one, np.zeros_like(one), rng.integers(0, 2, one.size)], axis=1)
    counts = counts_of((2, 2, 2, 2), rows)
    np.testing.assert_allclose(scored(counts), family_scores(counts, 1.0), rtol=1e-12, atol=1e-6)


def test_a_variable_with_fifty_states(way: str) -> None:
    rng = np.random.default_rng(3)
    counts = counts_of((50, 2, 3), rng.integers(0, (50, 2, 3), (500, 3)))
    np.testing.assert_allclose(scored(counts), family_scores(counts, 1.0), rtol=1e-9)


def test_every_row_set_by_hand_says_nothing(way: str) -> None:
    counts = counts_of((2, 2, 2), np.ones((30, 3), dtype=int), targets=0b111)
    scores = scored(counts)
    assert (scores[np.isfinite(scores)] == 0).all()


@pytest.mark.parametrize("size", [1e-300, 1e-6, 1e6, 1e300])
def test_any_equivalent_sample_size(size: float, way: str) -> None:
    rng = np.random.default_rng(4)
    counts = counts_of((2, 3, 2), rng.integers(0, (2, 3, 2), (50, 3)))
    np.testing.assert_allclose(scored(counts, size), family_scores(counts, size), rtol=1e-9, atol=1e-6)


def test_many_groups_of_rows_share_their_tables(way: str) -> None:
    rng = np.random.default_rng(5)
    counts = counts_of((2,) * 7, rng.integers(0, 2, (300, 7)))
    for targets in (1, 2, 4, 3, 64, 127, 96):
        counts = counts.plus(rng.integers(0, 2, (40, 7)), targets)
    np.testing.assert_allclose(scored(counts, threads=3), family_scores(counts, 1.0), rtol=1e-9, atol=1e-9)


def test_the_answer_is_kept_from_changes() -> None:
    scores = scored(counts_of((2, 2), np.zeros((3, 2), dtype=int)))
    with pytest.raises(ValueError, match="read-only"):
        scores[0, 0] = 1.0
