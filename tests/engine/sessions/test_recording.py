from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.networks.variables import Variable
from engine.sessions.recording import counts_of, rows_from_counts
from tests.engine.strategies import PROPERTY

NODES = (Variable("A", ("0", "1")), Variable("B", ("0", "1", "2")))
tables = st.dictionaries(st.tuples(st.integers(0, 1), st.integers(0, 2)), st.integers(0, 9))


@given(tables)
@PROPERTY
def test_rows_are_as_many_as_were_counted(counts: dict[tuple[int, ...], int]) -> None:
    values = rows_from_counts(counts, NODES)
    assert Counter(map(tuple, values.tolist())) == Counter({key: times for key, times in counts.items() if times})
    assert counts_of(values) == {key: times for key, times in counts.items() if times}


@given(tables)
@PROPERTY
def test_order_follows_from_the_counts_alone(counts: dict[tuple[int, ...], int]) -> None:
    turned = dict(reversed(list(counts.items())))
    assert np.array_equal(rows_from_counts(counts, NODES), rows_from_counts(turned, NODES))


def test_every_stretch_of_rows_looks_like_the_whole() -> None:
    values = rows_from_counts({(0, 0): 300, (1, 2): 100}, NODES)
    for first in range(0, 400, 40):
        assert abs(int((values[first : first + 40, 0] == 0).sum()) - 30) <= 1
