from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.hypotheses.space import every_dag
from engine.posterior.posterior import Posterior, entropy_bits, heaviest
from tests.engine import naive
from tests.engine.strategies import PROPERTY

SPACE = every_dag(range(3))
some_weights = st.lists(st.integers(0, 20), min_size=25, max_size=25).filter(any)


def believed(weights: list[int]) -> Posterior:
    return Posterior(SPACE, np.array(weights) / sum(weights), -1.0)


@given(some_weights)
@PROPERTY
def test_arrows_and_paths_are_sums_over_candidates(weights: list[int]) -> None:
    posterior = believed(weights)
    arrows, paths = np.zeros((3, 3)), np.zeros((3, 3))
    for candidate, weight in enumerate(posterior.weights):
        edges = frozenset(SPACE.dag(candidate).edges())
        for parent, child in edges:
            arrows[parent, child] += weight
        for node in range(3):
            for ancestor in naive.ancestors(edges, node):
                paths[ancestor, node] += weight
    np.testing.assert_allclose(posterior.edge_probabilities, arrows, rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(posterior.ancestor_probabilities, paths, rtol=1e-12, atol=1e-15)


@given(some_weights)
@PROPERTY
def test_entropy_equals_that_of_the_slow_twin(weights: list[int]) -> None:
    posterior = believed(weights)
    assert posterior.entropy_bits == pytest.approx(naive.entropy_bits(posterior.weights.tolist()), abs=1e-12)


def test_entropy_of_certainty_is_zero_and_of_no_idea_is_the_log_of_the_number() -> None:
    assert entropy_bits(np.array([0.0, 1.0, 0.0])) == 0.0
    assert str(entropy_bits(np.array([1.0]))) == "0.0"
    assert entropy_bits(np.full(8, 0.125)) == 3.0


@given(some_weights, st.integers(0, 30))
@PROPERTY
def test_candidates_are_ranked_by_weight_and_ties_by_number(weights: list[int], count: int) -> None:
    expected = sorted(range(25), key=lambda candidate: (-weights[candidate], candidate))[:count]
    assert believed(weights).ranked(count) == tuple(expected)


def test_rounding_does_not_decide_who_comes_first() -> None:
    weights = np.full(25, 0.04)
    weights[7] *= 1 + 1e-14
    weights[[2, 3]] = 0.0
    assert Posterior(SPACE, weights, -1.0).ranked(25) == (0, 1, *range(4, 25), 2, 3)
    weights[7] *= 1 + 1e-8
    assert Posterior(SPACE, weights, -1.0).ranked(1) == (7,)


def test_how_it_was_computed() -> None:
    posterior = believed([1] * 25)
    assert posterior.method == "enumeration"
    assert posterior.exact


def test_rounding_does_not_decide_who_is_heaviest() -> None:
    weights = np.array([0.25, 0.1, 0.25 * (1 + 1e-12), 0.25, 0.0, 0.15])
    assert heaviest(weights, 4) == (0, 2, 3, 5)
    assert heaviest(weights, 9) == (0, 2, 3, 5, 1, 4)
    assert heaviest(np.array([0.25, 0.25 * (1 + 1e-8)]), 1) == (1,)


@given(some_weights)
@PROPERTY
def test_effective_number_counts_candidates_of_equal_weight(weights: list[int]) -> None:
    posterior = believed(weights)
    assert posterior.effective_number == pytest.approx(2**posterior.entropy_bits)
    assert 1 <= posterior.effective_number <= sum(weight > 0 for weight in weights) + 1e-9


def test_twelve_equal_candidates_are_as_open_as_twelve() -> None:
    assert believed([1] * 12 + [0] * 13).effective_number == pytest.approx(12)


def test_the_heaviest_of_very_many_are_found_as_among_few() -> None:
    rng = np.random.default_rng(3)
    weights = np.round(rng.exponential(size=50_000), 3)
    expected = np.argsort(-weights, kind="stable")
    for count in (0, 1, 5, 12, 13, 200, 60_000):
        assert heaviest(weights, count) == tuple(expected[:count].tolist())
    assert heaviest(np.full(50_000, 2e-5), 3) == (0, 1, 2)
    assert heaviest(np.zeros(50_000), 3) == (0, 1, 2)
