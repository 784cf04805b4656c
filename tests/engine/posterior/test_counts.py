from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given

from engine.data.dataset import Dataset
from engine.networks.variables import Variable
from engine.posterior.counts import NOTHING, CellCounts, RegimeCounts, targets_in
from engine.problems import InvalidInput
from tests.engine.strategies import PROPERTY, datasets, seen_rows


def as_counter(counts: RegimeCounts, cells: CellCounts) -> Counter[tuple[int, ...]]:
    rows = counts.decoded(cells.cells)
    return Counter(dict(zip(map(tuple, rows.tolist()), cells.counts.tolist(), strict=True)))


def counted(dataset: Dataset) -> RegimeCounts:
    counts = RegimeCounts.empty(dataset.variables)
    for batch in dataset.batches:
        counts = counts.plus(batch.values, batch.regime.mask)
    return counts


@given(datasets())
@PROPERTY
def test_each_set_of_targets_has_a_table_of_its_own(dataset: Dataset) -> None:
    counts = counted(dataset)
    for setting, table in counts.tables.items():
        rows = [row for row, was_set in seen_rows(dataset) if sum(1 << target for target in was_set) == setting.targets]
        assert as_counter(counts, table) == Counter(rows)
        assert (np.diff(table.cells) > 0).all()
        assert (table.counts > 0).all()


@given(datasets())
@PROPERTY
def test_a_node_is_counted_where_it_was_not_set(dataset: Dataset) -> None:
    counts = counted(dataset)
    for node in range(len(dataset.variables)):
        rows = [row for row, was_set in seen_rows(dataset) if node not in was_set]
        assert as_counter(counts, counts.for_node(node)[0]) == Counter(rows)


def test_counting_changes_nothing_that_was_counted_before() -> None:
    before = RegimeCounts.empty([Variable("A", ("no", "yes"))])
    after = before.plus(np.array([[1]], dtype=np.int8), 0)
    assert not before.tables
    assert as_counter(after, after.for_node(0)[0]) == {(1,): 1}


def test_small_integers_do_not_run_over() -> None:
    variables = [Variable(f"V{index}", tuple(f"s{state}" for state in range(100))) for index in range(4)]
    counts = RegimeCounts.empty(variables).plus(np.full((1000, 4), 99, dtype=np.int8), 0)
    assert counts.for_node(0)[0].cells.tolist() == [100**4 - 1]
    assert as_counter(counts, counts.for_node(0)[0]) == {(99, 99, 99, 99): 1000}


def test_nothing_seen() -> None:
    counts = RegimeCounts.empty([Variable("A", ("no", "yes"))])
    assert counts.for_node(0)[0] is NOTHING
    assert counts.decoded(NOTHING.cells).shape == (0, 1)


@pytest.mark.parametrize("sizes", [(2**30, 2**32), (2**20,) * 5])
def test_too_many_joint_states(sizes: tuple[int, ...]) -> None:
    class Wide(Variable):
        cardinality = property(lambda self: int(self.states[0]))  # type: ignore[assignment]

    wide = [Wide(f"V{index}", (str(size),)) for index, size in enumerate(sizes)]
    with pytest.raises(InvalidInput, match=r"too many states together\. Choose fewer variables or merge states\."):
        RegimeCounts.empty(wide)


def test_targets_are_named_by_their_places() -> None:
    assert targets_in((5, 2, 9), frozenset({9, 5, 7})) == 0b101
    assert targets_in((5, 2), frozenset()) == 0
