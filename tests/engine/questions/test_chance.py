"""What chance does equals sums over scipy's binomial distribution."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from engine.questions.chance import chance_as_far, chance_within, share_error
from tests.engine.strategies import PROPERTY

PROBABILITIES = st.one_of(st.sampled_from([0.0, 0.5, 0.25, 1.0]), st.floats(0, 1, allow_subnormal=False))


@PROPERTY
@given(PROBABILITIES, st.integers(1, 60), st.data())
def test_as_far_and_within_are_sums_over_all_counts(probability: float, n_rows: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, n_rows))
    distance = data.draw(st.floats(0, 1))
    counts = np.arange(n_rows + 1)
    off = np.abs(counts - n_rows * probability)
    masses = binom.pmf(counts, n_rows, probability)
    # Ties by symmetry count, whatever rounding makes of them.
    as_far = masses[off >= off[count] - 1e-6].sum()
    assert chance_as_far(probability, n_rows, count) == pytest.approx(as_far, abs=1e-9)
    if np.abs(off - n_rows * distance).min() > 1e-6:
        inside = masses[off <= n_rows * distance].sum()
        assert chance_within(probability, n_rows, distance) == pytest.approx(inside, abs=1e-9)


def test_two_in_three_large_samples_come_within_a_standard_error() -> None:
    for n_rows in (10_000, 1_000_000):
        error = share_error(0.3, n_rows)
        assert error == pytest.approx(np.sqrt(0.21 / n_rows))
        assert chance_within(0.3, n_rows, error) == pytest.approx(0.6827, abs=0.005)
        far = chance_as_far(0.3, n_rows, round(n_rows * (0.3 + 1.96 * error)))
        assert far == pytest.approx(0.05, abs=0.002)
    assert chance_as_far(0.3, 1_000_000, 900_000) == 0.0
    assert chance_as_far(1.0, 40, 40) == 1.0
    assert chance_as_far(1.0, 40, 39) == 0.0


def test_forty_throws_of_a_coin() -> None:
    # Sums of C(40, k) / 2^40 for k from 17 to 23, and outside 15 to 25.
    assert share_error(0.5, 40) == pytest.approx(0.0790569415)
    assert chance_within(0.5, 40, share_error(0.5, 40)) == pytest.approx(0.7318, abs=5e-5)
    assert chance_as_far(0.5, 40, 26) == pytest.approx(0.0807, abs=5e-5)
    assert chance_as_far(0.5, 40, 14) == chance_as_far(0.5, 40, 26)
