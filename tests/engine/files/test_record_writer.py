from __future__ import annotations

import numpy as np

from engine.data.dataset import as_values
from engine.files.record_writer import MOST_COUNTS, record_lines, regime_lines
from engine.networks.interventions import Regime, do, randomize
from engine.networks.variables import Variable
from engine.sessions.recording import rows_from_counts
from engine.sessions.verbs import Record

SUN = Variable("Sun", ("yes", "no"))
ICE = Variable("Ice cream", ("lots", "some", "none: at all"))
BOTH = (SUN, ICE)


def test_rows_in_the_order_of_their_counts_are_written_as_counts() -> None:
    values = rows_from_counts({(0, 1): 3, (1, 2): 1}, BOTH)
    assert record_lines(Record(values), BOTH) == [
        "counts:",
        "  - {Sun: yes, Ice cream: some, n: 3}",
        '  - {Sun: no, Ice cream: "none: at all", n: 1}',
    ]


def test_rows_in_another_order_are_written_one_by_one() -> None:
    values = as_values([(1, 2), (1, 2), (0, 1)], BOTH)
    assert record_lines(Record(values), BOTH) == ["rows: |", "  12 12 01"]


def test_a_variable_called_n_leaves_no_room_for_counts() -> None:
    named = (Variable("n", ("a", "b")),)
    assert record_lines(Record(as_values([(0,), (1,)], named)), named) == ["rows: |", "  0 1"]


def test_too_many_different_rows_are_written_one_by_one() -> None:
    wide = (Variable("W", tuple(f"s{state}" for state in range(MOST_COUNTS + 1))),)
    every = np.arange(MOST_COUNTS + 1)[:, None]
    assert record_lines(Record(as_values(every[:-1], wide)), wide)[0] == "counts:"
    assert record_lines(Record(as_values(every, wide)), wide)[0] == "rows: |"


def test_no_rows() -> None:
    assert record_lines(Record(as_values([], BOTH)), BOTH) == ["counts: []"]


def test_what_was_set_and_what_was_drawn() -> None:
    assert regime_lines(Regime(), BOTH) == []
    assert regime_lines(Regime((do(1, 2),)), BOTH) == ['set: {Ice cream: "none: at all"}']
    assert regime_lines(Regime((do(0, 1), randomize(1))), BOTH) == ["set: {Sun: no}", "randomise: [Ice cream]"]
    mixed = Regime((randomize(0), randomize(1, (0.5, 0.25, 0.25))))
    assert regime_lines(mixed, BOTH) == ["randomise: {Sun: [], Ice cream: [0.5, 0.25, 0.25]}"]
