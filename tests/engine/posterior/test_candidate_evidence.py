"""How well each candidate predicted the rows, by itself and under one prior after another."""

from __future__ import annotations

import numpy as np
import pytest

from engine.data.dataset import Batch, Dataset, as_values
from engine.hypotheses.notation import parse_candidate
from engine.hypotheses.space import HypothesisSpace, listed
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions
from engine.posterior.candidate_evidence import CandidateEvidence, candidate_evidence, posterior_under
from engine.posterior.enumeration import enumerate_posterior
from engine.problems import InvalidInput

NAMES = ("A", "B", "C")
LINES = ("unrelated", "A -> B", "B -> A", "A <-> B", "A <- (U: 2) -> B", "A -> B -> C, A <-> C")
SAMPLED = ("A -> B", "A <- (U: 4) -> B, (U) -> C")


def rows(n_rows: int = 60, seed: int = 3) -> Dataset:
    rng = np.random.default_rng(seed)
    first = rng.integers(0, 2, n_rows)
    values = np.stack([first, (first + (rng.random(n_rows) < 0.2)) % 2, rng.integers(0, 2, n_rows)], axis=1)
    variables = tuple(Variable(name, ("yes", "no")) for name in NAMES)
    return Dataset(variables, (Batch(as_values(values.astype(np.int8), variables)),))


def space(*lines: str) -> HypothesisSpace:
    return listed((0, 1, 2), [parse_candidate(line, NAMES) for line in lines or LINES])


def last_of(dataset: Dataset, candidates: HypothesisSpace) -> CandidateEvidence:
    *_, last = candidate_evidence(dataset, candidates, Assumptions(), seed=7)
    assert last.finished
    assert last.partial is not None
    return last.partial


def test_the_prior_does_not_enter_the_evidence_and_weighs_it_afterwards() -> None:
    found = last_of(rows(), space())
    for assumptions in (
        Assumptions(),
        Assumptions(prior="edges", penalty=0.2),
        Assumptions(prior="own", weights=(1, 0, 3, 1, 1, 2)),
    ):
        weights, errors = posterior_under(found, NAMES, assumptions)
        expected = enumerate_posterior(rows(), found.space, assumptions, seed=7)
        np.testing.assert_allclose(weights, expected.weights, rtol=1e-9)
        assert not errors.any()
        assert weights.sum() == pytest.approx(1.0)


def test_what_is_closed_has_no_error_and_what_is_estimated_has_one() -> None:
    found = last_of(rows(), space(*SAMPLED))
    sampled = np.array([method == "sampled" for method in found.methods])
    assert sampled.any()
    assert (found.standard_error[~sampled] == 0).all()
    assert (found.standard_error[sampled] > 0).all()


def test_it_can_be_stopped_before_there_is_an_answer() -> None:
    first = next(candidate_evidence(rows(), space(), Assumptions(), seed=7))
    assert first.partial is None
    assert not first.finished


def test_a_prior_that_does_not_fit_the_list_is_refused() -> None:
    found = last_of(rows(), space("A -> B", "B -> A"))
    with pytest.raises(InvalidInput, match="1 weights for 2 candidates"):
        posterior_under(found, NAMES, Assumptions(prior="own", weights=(1.0,)))
