"""Errors of shares and of means over few runs: as scipy has the distributions that they come from."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from engine.posterior.estimates import Estimate, estimated_share, estimated_shares, few_runs_factor


@pytest.mark.parametrize(("hits", "n_draws"), [(0, 2), (0, 100), (3, 100), (50, 100), (100, 100), (9_999, 20_000)])
def test_the_error_of_a_share_is_that_of_its_beta_distribution(hits: int, n_draws: int) -> None:
    found = estimated_share(hits, n_draws)
    assert found.value == hits / n_draws
    assert found.standard_error == pytest.approx(stats.beta(hits + 0.5, n_draws - hits + 0.5).std(), rel=1e-12)
    assert found.standard_error > 0


def test_far_from_the_ends_it_is_that_of_a_plain_share() -> None:
    plain = math.sqrt(0.3 * 0.7 / 10_000)
    assert estimated_share(3000, 10_000).standard_error == pytest.approx(plain, rel=2e-4)


def test_many_shares_are_like_one_after_the_other() -> None:
    hits = np.array([[0, 7], [40, 3]])
    found = estimated_shares(hits, 40)
    for place in np.ndindex(2, 2):
        one = estimated_share(int(hits[place]), 40)
        assert (found.value[place], found.standard_error[place]) == (one.value, one.standard_error)


def test_what_is_exact_has_no_error() -> None:
    assert Estimate(0.25).standard_error == 0


@pytest.mark.parametrize("n_runs", [4, 5, 16, 512])
def test_the_error_of_few_runs_is_that_of_students_distribution(n_runs: int) -> None:
    assert few_runs_factor(n_runs) == pytest.approx(stats.t(n_runs - 1).std(), rel=1e-12)
    assert few_runs_factor(n_runs) > 1


@pytest.mark.parametrize("n_runs", [0, 1, 2, 3])
def test_from_fewer_than_four_it_cannot_be_told(n_runs: int) -> None:
    with pytest.raises(ValueError, match=f"{n_runs} runs do not tell"):
        few_runs_factor(n_runs)
