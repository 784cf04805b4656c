"""Chosen rows are those of a loop over all rows, in the same order, and no row is copied."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data.chosen_rows import ChosenRows, counts_of_columns, order_by, rows_by_regime
from engine.data.dataset import Batch, Dataset, as_values
from engine.networks.interventions import OBSERVATION, Regime, do, randomize
from engine.networks.variables import Variable
from tests.engine.strategies import FEW, datasets


@dataclass(frozen=True)
class _Row:
    regime: Regime
    batch: int
    place: int
    number: int
    codes: tuple[int, ...]


def in_a_loop(dataset: Dataset, regime: Regime | None, until: int | None) -> list[_Row]:
    found, number = [], 0
    for batch_number, batch in enumerate(dataset.batches):
        for place, codes in enumerate(batch.values.tolist()):
            if (until is None or number < until) and (regime is None or batch.regime == regime):
                found.append(_Row(batch.regime, batch_number, place, number, tuple(codes)))
            number += 1
    return found


@FEW
@given(datasets(most=3), st.data())
def test_rows_are_those_of_a_loop(dataset: Dataset, data: st.DataObject) -> None:
    regimes = [None, *dict.fromkeys(batch.regime for batch in dataset.batches)]
    regime = data.draw(st.sampled_from(regimes))
    until = data.draw(st.one_of(st.none(), st.integers(0, dataset.n_rows + 2)))
    chosen, expected = ChosenRows(dataset, regime, until), in_a_loop(dataset, regime, until)
    assert chosen.n_rows == len(expected)
    for row, each in enumerate(expected):
        assert chosen.place(row) == (each.batch, each.place)
        assert chosen.number(row) == each.number
        assert tuple(chosen.codes(row).tolist()) == each.codes
    assert chosen.batch_numbers().tolist() == [each.batch for each in expected]
    for column in range(len(dataset.variables)):
        assert chosen.column(column).tolist() == [each.codes[column] for each in expected]


@FEW
@given(datasets(most=3), st.data())
def test_every_row_belongs_to_one_regime_and_counts_are_those_of_pandas(dataset: Dataset, data: st.DataObject) -> None:
    until = data.draw(st.one_of(st.none(), st.integers(0, dataset.n_rows)))
    columns = tuple(data.draw(st.permutations(range(len(dataset.variables))))[:2])
    groups = rows_by_regime(dataset, until)
    assert len({each.regime for each in groups}) == len(groups)
    assert {each.regime for each in groups} == {batch.regime for batch in dataset.batches}
    rows = Counter(each.regime for each in in_a_loop(dataset, None, until))
    for group in groups:
        assert group.n_rows == rows[group.regime]
        chosen = ChosenRows(dataset, group.regime, until)
        assert chosen.batches == tuple(each for each in group.batches if dataset.batches[each].n_rows)
        frame = pd.DataFrame([each.codes for each in in_a_loop(dataset, group.regime, until)])
        counts = counts_of_columns(chosen, columns)
        assert counts.sum() == group.n_rows
        for cell in np.ndindex(counts.shape):
            same = [frame[column] == code for column, code in zip(columns, cell, strict=True)] if len(frame) else []
            assert counts[cell] == (np.logical_and.reduce(same).sum() if same else 0)


@pytest.mark.parametrize("dtype", [np.int8, np.int16, np.int32])
def test_equal_keys_stay_in_their_order_rising_and_falling(dtype: type) -> None:
    keys = np.random.default_rng(3).integers(0, 120, 500).astype(dtype)
    keys[:2] = np.iinfo(dtype).max, 0
    rising = sorted(range(500), key=lambda row: int(keys[row]))
    falling = sorted(range(500), key=lambda row: -int(keys[row]))
    assert order_by(keys).tolist() == rising
    assert order_by(keys, falling=True).tolist() == falling


def test_a_row_is_a_view_of_its_batch() -> None:
    variables = (Variable("A", ("no", "yes")), Variable("B", ("no", "yes")))
    first = Batch(as_values([[0, 1], [1, 1]], variables), OBSERVATION)
    second = Batch(as_values([[1, 0]], variables), Regime((do(0, 1),)))
    third = Batch(as_values([[0, 0]], variables), Regime((randomize(0),)))
    dataset = Dataset(variables, (first, second, third))
    chosen = ChosenRows(dataset)
    assert np.shares_memory(chosen.codes(2), second.values)
    assert [np.shares_memory(one, batch.values) for one, batch in zip(chosen.values(), dataset.batches, strict=True)]
    assert [(each.batches, each.n_rows) for each in rows_by_regime(dataset, 2)] == [((0,), 2), ((), 0), ((), 0)]
