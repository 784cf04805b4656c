"""Networks whose tables say nothing, and tables drawn for them."""

from __future__ import annotations

import numpy as np
import pytest

from engine.networks.filling import is_uniform, with_random_tables
from engine.problems import InvalidInput
from tests.engine.worlds import network, sprinkler


def test_a_network_is_uniform_when_every_row_is() -> None:
    flat = network(A=("", [0.5, 0.5]), B=("A", [[1 / 3] * 3] * 2))
    assert is_uniform(flat)
    assert not is_uniform(network(A=("", [0.5, 0.5]), B=("A", [[0.5, 0.5], [0.5001, 0.4999]])))


def test_tables_are_drawn_and_arrows_stay() -> None:
    before = sprinkler()
    filled = with_random_tables(before, 1.0, np.random.default_rng(1))
    assert filled.dag == before.dag
    assert filled.variables == before.variables
    assert not is_uniform(filled)
    for old, new in zip(before.tables, filled.tables, strict=True):
        assert not np.allclose(old.probabilities, new.probabilities)
    assert with_random_tables(before, 1.0, np.random.default_rng(1)) == filled


def test_a_concentration_that_is_none_is_refused() -> None:
    with pytest.raises(InvalidInput):
        with_random_tables(sprinkler(), 0.0, np.random.default_rng(1))
