from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.kernels.latent_sums import items_evidence, summed_evidence, table_evidence
from tests.engine.strategies import FEW, PROPERTY


def naive_table(counts: list[int], group: list[int], alpha: list[float]) -> float:
    seen, total, result = [0] * len(counts), [0] * (max(group) + 1), 0.0
    sums = [sum(a for a, g in zip(alpha, group, strict=True) if g == row) for row in range(max(group) + 1)]
    for cell, often in enumerate(counts):
        for _ in range(often):
            result += math.log((alpha[cell] + seen[cell]) / (sums[group[cell]] + total[group[cell]]))
            seen[cell] += 1
            total[group[cell]] += 1
    return result


GROUP = [0, 0, 1, 1]
ALPHA = [0.5, 0.25, 1.0, 2.0]
GROUP_ALPHA = np.array([0.75, 3.0])


@given(st.lists(st.integers(0, 6), min_size=4, max_size=4))
@PROPERTY
def test_a_table_is_predicted_row_by_row(counts: list[int]) -> None:
    found = table_evidence(np.array(counts), np.array(GROUP), np.array(ALPHA), GROUP_ALPHA)
    assert found == pytest.approx(naive_table(counts, GROUP, ALPHA), abs=1e-10)


@given(st.lists(st.integers(0, 4), min_size=4, max_size=4), st.integers(1, 5), st.integers(1, 4))
@FEW
def test_the_sum_is_over_the_ways_of_every_single_row(base: list[int], first: int, second: int) -> None:
    # One kind of rows meets cell 0, or cell 1 and cell 2; another meets one of the cells 1, 2 and 3.
    ways = [[[0], [1, 2]], [[1], [2], [3]]]
    total = 0.0
    for chosen in product(*([range(2)] * first + [range(3)] * second)):
        counts = list(base)
        for place, way in enumerate(chosen):
            for cell in ways[place >= first][way]:
                counts[cell] += 1
        total += math.exp(naive_table(counts, GROUP, ALPHA))
    found = summed_evidence(
        np.array(base),
        np.array(GROUP),
        np.array(ALPHA),
        GROUP_ALPHA,
        np.array([first, second]),
        np.array([0, 2, 5]),
        np.array([0, 1, 3, 4, 5, 6]),
        np.array([0, 1, 2, 1, 2, 3]),
    )
    assert found == pytest.approx(math.log(total), abs=1e-9)


@given(st.lists(st.integers(0, 4), min_size=3, max_size=3))
@FEW
def test_kinds_with_one_way_and_with_several_are_told_apart(rows: list[int]) -> None:
    # The first kind meets cells 1 and 3 and no others; the second cell 0, or 1 and 2; the third 1, 2 or 3.
    starts, leaf_starts = np.array([0, 1, 3, 6]), np.array([0, 2, 3, 5, 6, 7, 8])
    leaves = np.array([1, 3, 0, 1, 2, 1, 2, 3])
    found = items_evidence(np.array(rows), np.array(GROUP), np.array(ALPHA), GROUP_ALPHA, starts, leaf_starts, leaves)
    ways = [[[1, 3]], [[0], [1, 2]], [[1], [2], [3]]]
    total = 0.0
    for chosen in product(*(range(len(ways[kind])) for kind, often in enumerate(rows) for _ in range(often))):
        counts = [0] * 4
        kinds = [kind for kind, often in enumerate(rows) for _ in range(often)]
        for kind, way in zip(kinds, chosen, strict=True):
            for cell in ways[kind][way]:
                counts[cell] += 1
        total += math.exp(naive_table(counts, GROUP, ALPHA))
    assert found == pytest.approx(math.log(total), abs=1e-9)


@pytest.mark.parametrize("alpha", [1e-9, 1e-20, 1e-200])
def test_tiny_parameters_are_not_rounded_away(alpha: float) -> None:
    # Rows that may meet any cell of a table are certain to do so, in whatever way, and the sum is 1.
    way_start, leaf_start, leaves = np.array([0, 2]), np.array([0, 1, 2]), np.array([0, 1])
    nothing, sizes = np.zeros(2, np.int64), np.full(2, alpha)
    found = summed_evidence(
        nothing, nothing, sizes, np.array([2 * alpha]), np.array([3]), way_start, leaf_start, leaves
    )
    assert found == pytest.approx(0.0, abs=1e-12)
