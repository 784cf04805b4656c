"""The sums behind information gains: shared work changes no sum, in whatever order candidates come."""

from __future__ import annotations

import numpy as np
import pytest

from engine.hypotheses.space import every_dag
from engine.kernels.gains import NEGLIGIBLE, add_predictions
from engine.questions.expected_gains import by_parents


@pytest.mark.parametrize("n", [1, 2, 4])
@pytest.mark.parametrize("n_groups", [1, 3])
def test_sums_are_those_of_each_candidate_by_itself(n: int, n_groups: int) -> None:
    rng = np.random.default_rng(10 * n + n_groups)
    space = every_dag(range(n))
    weights = rng.dirichlet(np.ones(len(space)))
    weights[rng.random(len(space)) < 0.3] = NEGLIGIBLE / 2
    groups = rng.integers(0, n_groups, len(space)).astype(np.uint8)
    tables = rng.random((n, 1 << n, 7))
    logs = np.log(tables)
    wanted, spread = np.zeros((n_groups, 7)), 0.0
    for weight, parents, group in zip(weights, space.parents, groups, strict=True):
        predicted = np.prod([tables[node, mask] for node, mask in enumerate(parents)], axis=0)
        wanted[group] += weight * predicted
        spread += float(weight * (predicted * np.log(predicted)).sum())
    for order in (np.arange(len(space)), by_parents(space), rng.permutation(len(space))):
        found = np.zeros((n_groups, 7))
        told = add_predictions(weights[order], space.parents[order], groups[order], tables, logs, found)
        np.testing.assert_allclose(found, wanted, rtol=1e-12, atol=1e-200)
        assert told == pytest.approx(spread, rel=1e-12)


def test_candidates_with_the_same_first_parents_follow_one_another() -> None:
    space = every_dag(range(4))
    order = by_parents(space)
    assert sorted(order) == list(range(len(space)))
    rows = [tuple(row) for row in space.parents[order].tolist()]
    assert rows == sorted(rows)
