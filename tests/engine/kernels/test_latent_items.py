"""Items that are independent given the others are summed by themselves: the sum is the same, and shorter."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.kernels.latent_items import sum_length
from engine.kernels.latent_sums import items_evidence
from tests.engine.strategies import FEW

IntArray = npt.NDArray[np.int64]
# Three tables of two rows with two cells each.
GROUP, N_GROUPS = np.repeat(np.arange(6), 2), 6
ALPHA = np.array([0.5, 0.25, 1.0, 2.0, 0.1, 0.1, 0.3, 0.7, 1.5, 0.5, 0.5, 0.2])
GROUP_ALPHA = np.bincount(GROUP, weights=ALPHA)
Ways = list[list[list[int]]]


def arrays(ways: Ways) -> tuple[IntArray, IntArray, IntArray]:
    flat = [way for item in ways for way in item]
    return (
        np.cumsum([0, *(len(item) for item in ways)]),
        np.cumsum([0, *(len(way) for way in flat)]),
        np.array([leaf for way in flat for leaf in way], dtype=np.int64),
    )


def length(items: list[int], ways: Ways) -> float:
    return math.exp(sum_length(np.array(items), GROUP, N_GROUPS, *arrays(ways)))


def naive(items: list[int], ways: Ways) -> float:
    """Return the log evidence by going through the ways of every single row."""
    total = 0.0
    for chosen in product(*(ways[item] for item, often in enumerate(items) for _ in range(often))):
        counts, totals, chance = [0] * len(GROUP), [0] * N_GROUPS, 1.0
        for way in chosen:
            for cell in way:
                row = GROUP[cell]
                chance *= (ALPHA[cell] + counts[cell]) / (GROUP_ALPHA[row] + totals[row])
                counts[cell] += 1
                totals[row] += 1
        total += chance
    return math.log(total)


@st.composite
def some_ways(draw: st.DrawFn) -> Ways:
    """Up to four kinds of rows with one to three ways each; a way meets a cell of some of the tables."""
    cell = [st.sampled_from([None, *range(4 * table, 4 * table + 4)]) for table in range(3)]
    way = st.tuples(*cell).map(lambda found: [each for each in found if each is not None])
    item = st.lists(way, min_size=1, max_size=3, unique_by=tuple)
    return draw(st.lists(item, min_size=1, max_size=4))


@given(some_ways(), st.lists(st.integers(0, 2), min_size=4, max_size=4))
@FEW
def test_whatever_the_items_share_the_sum_is_that_of_the_slow_twin(ways: Ways, rows: list[int]) -> None:
    items = rows[: len(ways)]
    found = items_evidence(np.array(items), GROUP, ALPHA, GROUP_ALPHA, *arrays(ways))
    assert found == pytest.approx(naive(items, ways), abs=1e-10)


# Two cells of the first row, of the second, of the third; and two of different rows.
FIRST, SECOND, THIRD, ACROSS = [[0], [1]], [[2], [3]], [[4], [5]], [[0], [2]]


def test_independent_items_add_up_and_others_multiply() -> None:
    assert length([4, 6, 2], [FIRST, SECOND, THIRD]) == pytest.approx(5 + 7 + 3)
    assert length([4, 6], [FIRST, FIRST]) == pytest.approx(5 * 7)
    # Once it is said how the rows across came about, the other two have nothing to do with one another.
    assert length([3, 4, 6], [ACROSS, FIRST, SECOND]) == pytest.approx(4 * (5 + 7))
    assert length([4, 6, 3], [FIRST, SECOND, ACROSS]) == pytest.approx(4 * (5 + 7))
    assert length([4], [[[0], [1], [2]]]) == pytest.approx(math.comb(6, 2))


def test_what_all_ways_meet_does_not_tie_items_together() -> None:
    always = [[[8, 0], [8, 1]], [[8, 2], [8, 3]]]
    assert length([4, 6], always) == pytest.approx(5 + 7)
    found = items_evidence(np.array([2, 3]), GROUP, ALPHA, GROUP_ALPHA, *arrays(always))
    assert found == pytest.approx(naive([2, 3], always), abs=1e-12)


def test_rows_that_were_not_seen_or_came_about_in_one_way_cost_nothing() -> None:
    assert length([0, 7], [FIRST, [[3]]]) == 1
    assert length([0, 2, 7], [FIRST, SECOND, [[3]]]) == pytest.approx(3)
