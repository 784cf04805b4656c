from __future__ import annotations

import numpy as np
import pytest

from engine.networks.interventions import OBSERVATION, Regime, do
from engine.sessions.positions import Positions
from engine.sessions.verbs import MoveNodes, Record, SetTable

ROWS = np.array([[0, 1], [1, 1]], dtype=np.int8)


def test_records_are_equal_by_their_rows_and_regime() -> None:
    wide = Record(ROWS.astype(np.int16))
    assert Record(ROWS) == wide
    assert hash(Record(ROWS)) == hash(wide)
    assert len({Record(ROWS), wide}) == 1
    assert Record(ROWS) != Record(ROWS, Regime((do(0, 1),)))
    assert Record(ROWS) != Record(ROWS[:1])
    assert Record(ROWS, OBSERVATION) != "rows"


def test_tables_are_equal_by_their_numbers() -> None:
    one, other = SetTable("Sun", np.array([0.0, 1.0])), SetTable("Sun", np.array([-0.0, 1.0]))
    assert one == other
    assert hash(one) == hash(other)
    assert one != SetTable("Sun", np.array([0.5, 0.5]))
    assert one != SetTable("Moon", np.array([0.0, 1.0]))
    assert SetTable("Sun", np.array([1, 0])).probabilities.dtype == np.float64


def test_what_an_action_holds_is_its_own_and_cannot_be_changed() -> None:
    rows, chances = ROWS.copy(), np.array([0.25, 0.75])
    record, table = Record(rows), SetTable("Sun", chances)
    rows[0, 0], chances[0] = 1, 0.5
    assert record.values[0, 0] == 0
    assert table.probabilities[0] == 0.25
    for held in (record.values, table.probabilities):
        with pytest.raises(ValueError, match="read-only"):
            held[0] = 0


def test_places_may_be_given_as_a_plain_map() -> None:
    assert MoveNodes({"Sun": (1, 2)}) == MoveNodes(Positions({"Sun": (1, 2)}))  # type: ignore[arg-type]
