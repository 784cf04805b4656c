"""Configurations are counted as by hand, and rows that say nothing of a table are left out."""

from __future__ import annotations

from collections import Counter
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from engine.data.configurations import configurations_seen
from engine.data.dataset import Dataset
from tests.engine.strategies import FEW, datasets, seen_rows


@FEW
@given(datasets(most=3), st.data())
def test_counts_are_those_of_a_loop(dataset: Dataset, data: st.DataObject) -> None:
    columns = data.draw(st.permutations(range(len(dataset.variables))))
    parents = columns[: data.draw(st.integers(0, len(columns)))]
    child = data.draw(st.sampled_from([None, *range(len(dataset.variables))]))
    counted = Counter(
        tuple(row[column] for column in parents) for row, targets in seen_rows(dataset) if child not in targets
    )
    every = product(*(range(dataset.variables[column].cardinality) for column in parents))
    assert configurations_seen(dataset, parents, child).tolist() == [counted[each] for each in every]
