from __future__ import annotations

import numpy as np
import pytest

from engine.networks.tables import ConditionalTable, table_problems
from engine.networks.variables import Variable

SUN = Variable("Sun", ("no", "yes"))
WEEKDAY = Variable("Weekday", ("work", "Saturday", "Sunday"))
SHORTS = Variable("Shorts", ("none", "short", "long"))
VARIABLES = (SUN, WEEKDAY, SHORTS)


def sentences(parents: tuple[int, ...], probabilities: object) -> list[str]:
    table = ConditionalTable(2, parents, np.array(probabilities, dtype=float))
    return [str(problem) for problem in table_problems(table, VARIABLES)]


def test_a_sound_table_has_no_problems() -> None:
    assert sentences((), [0.2, 0.3, 0.5]) == []
    assert sentences((0,), [[0.2, 0.3, 0.5], [1, 0, 0]]) == []


@pytest.mark.parametrize("places", [6, 7, 8])
@pytest.mark.parametrize("states", [3, 6, 7, 9, 13])
def test_rows_printed_to_six_places_or_more_pass(states: int, places: int) -> None:
    child = Variable("V", tuple(f"s{state}" for state in range(states)))
    row = np.full(states, round(1 / states, places))
    assert table_problems(ConditionalTable(0, (), row), (child,)) == ()


@pytest.mark.parametrize("off", [0.01, -0.01, 1e-5])
def test_a_row_that_does_not_add_up_is_told_with_its_place(off: float) -> None:
    rows = np.full((2, 3, 3), 1 / 3)
    rows[1, 2, 0] += off
    (sentence,) = sentences((0, 1), rows)
    assert sentence.startswith("table of Shorts, row Sun = yes, Weekday = Sunday: ")
    assert f"add up to {1 + off:.6g}. They must add up to 1." in sentence


@pytest.mark.parametrize("row", [[-0.1, 0.6, 0.5], [1.2, -0.2, 0.0], [np.nan, 0.5, 0.5], [np.inf, 0, 0]])
def test_entries_that_are_no_probabilities(row: list[float]) -> None:
    assert sentences((), row) == [
        "table of Shorts: a probability is below 0, above 1 or not a number. Every probability lies between 0 and 1."
    ]


def test_every_wrong_row_is_told() -> None:
    assert len(sentences((1,), [[0.5, 0.5, 0.5], [0.2, 0.3, 0.5], [2, 0, 0]])) == 2


@pytest.mark.parametrize("shape", [(3,), (3, 2), (2, 3, 1), (2, 2), ()])
def test_a_table_of_another_shape_says_which_would_be_right(shape: tuple[int, ...]) -> None:
    assert sentences((0,), np.full(shape, 0.5)) == [
        f"table of Shorts: it has shape {shape}. It must have shape (2, 3)."
    ]


def test_a_table_keeps_its_own_read_only_numbers() -> None:
    given = np.array([0.2, 0.3, 0.5])
    table = ConditionalTable(2, (), given)
    given[0] = 9
    assert table.probabilities[0] == 0.2
    with pytest.raises(ValueError, match="read-only"):
        table.probabilities[0] = 9


def test_tables_are_compared_by_value() -> None:
    table = ConditionalTable(2, (), np.array([0.2, 0.3, 0.5]))
    assert table == ConditionalTable(2, (), np.array([0.2, 0.3, 0.5]))
    assert hash(table) == hash(ConditionalTable(2, (), np.array([0.2, 0.3, 0.5])))
    assert table != ConditionalTable(1, (), np.array([0.2, 0.3, 0.5]))
    assert table != ConditionalTable(2, (), np.array([0.3, 0.2, 0.5]))
