"""Six variables: 3,781,503 structures, each weighed."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from engine.data.dataset import Batch, Dataset, as_values
from engine.hypotheses.classes import classes_of
from engine.hypotheses.space import every_dag
from engine.networks.interventions import OBSERVATION, Regime, do, randomize
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions
from engine.posterior.enumeration import Evidence
from engine.posterior.posterior import Posterior
from tests.engine.reference import VALUES

SIX = tuple(Variable(name, ("a", "b", "c")[: 2 + place % 2]) for place, name in enumerate("ABCDEF"))


@cache
def evidence(prior: str = "uniform") -> Evidence:
    rng = np.random.default_rng(6)
    sizes = [variable.cardinality for variable in SIX]
    found = Evidence.before_data(Dataset(SIX), every_dag(range(6)), Assumptions(prior=prior))
    for regime in (OBSERVATION, Regime((do(0, 1),)), Regime((randomize(1), randomize(4)))):
        values = rng.integers(0, sizes, (80, 6))
        values[:, 3] = values[:, 0]
        if regime.on(0) is not None:
            values[:, 0] = 1
        found = found.plus(Batch(as_values(values, SIX), regime))
    return found


def test_weights_evidence_and_entropy() -> None:
    found, space = evidence(), every_dag(range(6))
    posterior = found.posterior()
    assert len(space) == VALUES["dag_counts"][5]
    joint = sum(found.scores[node][space.parents[:, node]] for node in range(6))
    highest = joint.max()
    expected = np.exp(joint - highest)
    assert posterior.log_evidence == pytest.approx(highest + np.log(expected.mean()), rel=1e-12)
    expected /= expected.sum()
    np.testing.assert_allclose(posterior.weights, expected, rtol=1e-11, atol=1e-300)
    positive = expected[expected > 0]
    assert posterior.entropy_bits == pytest.approx(-(positive * np.log2(positive)).sum(), rel=1e-10)
    assert posterior.effective_number == pytest.approx(2**posterior.entropy_bits)
    assert posterior.ranked(20) == Posterior(space, expected, 0.0).ranked(20)
    order = np.argsort(-np.round(np.log(expected), 9), kind="stable")[:20]
    assert posterior.ranked(20) == tuple(order.tolist())


def test_arrows_and_ancestors_by_sums_over_sets_and_one_by_one() -> None:
    posterior = evidence().posterior()
    assert posterior.families is not None
    one_by_one = Posterior(posterior.space, posterior.weights, posterior.log_evidence)
    for name in ("edge_probabilities", "ancestor_probabilities"):
        np.testing.assert_allclose(getattr(posterior, name), getattr(one_by_one, name), rtol=1e-9, atol=1e-12)
    assert posterior.edge_probabilities.max() > 0.1


def test_a_prior_over_classes() -> None:
    classes = classes_of(every_dag(range(6)))
    assert len(classes) == VALUES["mec_counts"][5]
    assert (classes.sizes == 1).sum() == VALUES["mec_singletons"][5]
    found = evidence("classes")
    assert found.family_prior is None
    np.testing.assert_allclose(classes.sums(np.exp(found.log_prior)), 1 / len(classes), rtol=1e-9)
    weighed = evidence().posterior().weights * np.exp(found.log_prior)
    weighed /= weighed.sum()
    posterior = found.posterior()
    np.testing.assert_allclose(posterior.weights, weighed, rtol=1e-9, atol=1e-290)
    assert posterior.edge_probabilities[0, 3] == pytest.approx(
        weighed[(posterior.space.parents[:, 3] & 1).astype(bool)].sum(), rel=1e-9
    )
