"""Which batches are looked at where there are many: neighbours with few rows together, large ones alone."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from engine.posterior.thinning import moments_kept


@given(st.lists(st.integers(0, 50), min_size=1, max_size=200), st.integers(1, 40))
def test_neighbours_with_few_rows_are_taken_together(sizes: list[int], most: int) -> None:
    ends = moments_kept(sizes, most)
    assert (ends[0], ends[-1]) == (0, len(sizes))
    assert list(ends) == sorted(set(ends))
    assert len(ends) <= most + 1
    if len(sizes) <= most:
        assert len(ends) == len(sizes) + 1


def test_large_batches_stay_alone() -> None:
    sizes = [1] * 50 + [100] + [1] * 50 + [80]
    ends = moments_kept(sizes, 6)
    assert {(50, 51), (101, 102)} <= set(pairwise(ends))
