from __future__ import annotations

import numpy as np
import pytest

from engine.data.dataset import Batch, Dataset, as_values
from engine.networks.interventions import OBSERVATION, Regime, do, randomize
from engine.networks.variables import Variable
from engine.problems import InvalidInput

A = Variable("A", ("no", "yes"))
B = Variable("B", ("low", "middle", "high"))
C = Variable("C", ("no", "yes"))
ABC = (A, B, C)


def batch(*rows: tuple[int, ...], regime: Regime = OBSERVATION) -> Batch:
    return Batch(as_values(rows, ABC), regime)


def sentence(*batches: Batch) -> str:
    with pytest.raises(InvalidInput) as raised:
        Dataset(ABC, batches)
    with pytest.raises(InvalidInput) as appended:
        Dataset(ABC, batches[:-1]).appended(batches[-1])
    assert str(raised.value) == str(appended.value)
    return str(raised.value)


def test_rows_of_all_batches_are_counted() -> None:
    data = Dataset(ABC, (batch((0, 1, 0), (1, 2, 1)), batch(), batch((0, 0, 0), regime=Regime((do(0, 0),)))))
    assert [each.n_rows for each in data.batches] == [2, 0, 1]
    assert data.n_rows == 3
    assert Dataset(ABC).n_rows == 0


def test_a_batch_keeps_its_own_read_only_rows() -> None:
    given = np.array([[0, 1, 0]], dtype=np.int8)
    kept = Batch(given)
    given[0, 1] = 2
    assert kept.values[0, 1] == 1
    with pytest.raises(ValueError, match="read-only"):
        kept.values[0, 1] = 2


def test_read_only_rows_are_not_copied() -> None:
    given = as_values([(0, 1, 0)], ABC)
    assert Batch(given).values is given


def test_batches_are_compared_by_identity() -> None:
    one = batch((0, 1, 0))
    assert Dataset(ABC, (one,)) == Dataset(ABC, (one,))
    assert Dataset(ABC, (one,)) != Dataset(ABC, (batch((0, 1, 0)),))


def test_appending_shares_the_older_batches_and_leaves_the_dataset_alone() -> None:
    first, second = batch((0, 1, 0)), batch((1, 1, 1))
    data = Dataset(ABC, (first,))
    grown = data.appended(second)
    assert grown == Dataset(ABC, (first, second))
    assert grown.batches[0] is first
    assert data.batches == (first,)


@pytest.mark.parametrize("shape", [(4, 2), (4,), (2, 3, 1)])
def test_rows_of_the_wrong_shape(shape: tuple[int, ...]) -> None:
    wrong = Batch(np.zeros(shape, dtype=np.int8))
    assert sentence(batch(), wrong) == f"batch 2: its rows have shape {shape}. Each row needs 3 values."


@pytest.mark.parametrize("code", [-1, 2, 100])
def test_a_code_that_is_no_state_is_told_with_its_row(code: int) -> None:
    wrong = batch((0, 2, 0), (0, 2, code))
    assert sentence(wrong) == (
        f"batch 1, row 2, C: {code} is not the code of a state. Its states have the codes 0 to 1."
    )


def test_every_column_with_a_wrong_code_is_told() -> None:
    with pytest.raises(InvalidInput) as raised:
        Dataset(ABC, (batch((5, 0, -3)),))
    assert [problem.where for problem in raised.value.problems] == ["batch 1, row 1, A", "batch 1, row 1, C"]


def test_a_regime_that_does_not_fit() -> None:
    assert sentence(batch(regime=Regime((do(7, 0),)))) == "batch 1: there is no variable number 7. There are 3."
    told = sentence(batch(), batch(regime=Regime((do(1, 3), randomize(0, (0.5, 0.6))))))
    assert [line.partition(": ")[0] for line in told.splitlines()[1:]] == ["  batch 2, A", "  batch 2, B"]


def test_every_bad_batch_is_told() -> None:
    shape = Batch(np.zeros((4, 2), dtype=np.int8), Regime((do(7, 0),)))
    with pytest.raises(InvalidInput) as raised:
        Dataset(ABC, (batch((5, 0, 0)), batch((0, 0, 0)), shape, batch((0, 0, 9), regime=Regime((do(1, 3),)))))
    assert [problem.where for problem in raised.value.problems] == [
        "batch 1, row 1, A",
        "batch 3",
        "batch 3",
        "batch 4, row 1, C",
        "batch 4, B",
    ]


def test_rows_of_no_variables() -> None:
    assert as_values([], ()).shape == (0, 0)
    assert Dataset((), (Batch(as_values(np.zeros((3, 0)), ())),)).n_rows == 3


def test_some_columns_keep_what_was_set_in_them() -> None:
    regime = Regime((do(0, 1), randomize(2)))
    data = Dataset(ABC, (Batch(as_values([(1, 2, 0), (1, 0, 1)], ABC), regime, drawn=True), batch((0, 1, 0))))
    chosen = data.columns((2, 1))
    assert chosen.variables == (C, B)
    np.testing.assert_array_equal(chosen.batches[0].values, [[0, 2], [1, 0]])
    assert chosen.batches[0].regime == Regime((randomize(0),))
    assert chosen.batches[0].drawn
    assert chosen.batches[1].regime == OBSERVATION


def test_codes_become_the_smallest_type_that_holds_them() -> None:
    wide = Variable("W", tuple(f"s{state}" for state in range(300)))
    values = as_values([(1, 299)], (A, wide))
    assert values.dtype == np.int16
    assert as_values([(1, 2, 1)], ABC).dtype == np.int8
    assert not values.flags.writeable
    np.testing.assert_array_equal(values, [[1, 299]])


@pytest.mark.parametrize("rows", [[], np.empty((0, 3), dtype=np.int64)])
def test_no_rows_still_have_columns(rows: object) -> None:
    assert as_values(rows, ABC).shape == (0, 3)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "rows",
    [np.array([[0, 256, 0]]), [[0, 300, 0]], np.array([[0.0, 0.7, 0.0]]), np.array([[0.0, np.nan, 0.0]])],
)
def test_values_that_do_not_fit_are_refused_and_never_wrapped(rows: object) -> None:
    with pytest.raises(InvalidInput, match="not the code of a state"):
        as_values(rows, ABC)  # type: ignore[arg-type]
