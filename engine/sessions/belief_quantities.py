"""What statements can measure of belief: weights, arrows, evidence, priors, what those who claim causes get right."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from engine.data.only_watched import only_watched
from engine.hypotheses.candidate import Candidate
from engine.hypotheses.classes import classes_of
from engine.hypotheses.conditions import Condition
from engine.hypotheses.space import listed
from engine.posterior.assumptions import Assumptions
from engine.posterior.candidate_evidence import candidate_evidence
from engine.posterior.enumeration import enumerate_posterior, log_prior
from engine.posterior.features import weight_where
from engine.posterior.posterior import Posterior
from engine.questions.claims import Claims, record_of_claims
from engine.sessions.quantities import Situation


@dataclass(frozen=True)
class Weight:
    """The weight of one candidate, or 0 when it is not among them."""

    candidate: Candidate

    def measure(self, state: Situation, posterior: Posterior) -> float:
        """Return its posterior probability."""
        del state
        return _entry(self.candidate, posterior, posterior.weights)


@dataclass(frozen=True)
class WeightAsIfWatched:
    """The weight of one candidate for somebody who takes what was set by hand for something seen."""

    candidate: Candidate

    def measure(self, state: Situation, posterior: Posterior) -> float:
        """Return its posterior probability under that wrong belief; costs one posterior."""
        wrong = enumerate_posterior(only_watched(state.dataset), posterior.space, state.assumptions)
        return _entry(self.candidate, wrong, wrong.weights)


@dataclass(frozen=True)
class WeightWhere:
    """The weight of all candidates whose arrows, between what is seen, fulfil a condition."""

    text: str
    condition: Condition = field(compare=False)

    def measure(self, state: Situation, posterior: Posterior) -> float:
        """Return their summed posterior probability."""
        del state
        return weight_where(posterior, self.condition).value


@dataclass(frozen=True)
class PriorOf:
    """The weight of one candidate before any data."""

    candidate: Candidate

    def measure(self, state: Situation, posterior: Posterior) -> float:
        """Return its prior probability, or 0 when it is not among the candidates."""
        prior = np.exp(log_prior(posterior.space, _names(state, posterior), state.assumptions))
        return _entry(self.candidate, posterior, prior)


@dataclass(frozen=True)
class Edge:
    """The probability of an arrow between two variables, by their places among those belief is about."""

    parent: int
    child: int

    def measure(self, state: Situation, posterior: Posterior) -> float:
        """Return the summed weight of the candidates that have the arrow."""
        del state
        return float(posterior.edge_probabilities[self.parent, self.child])


@dataclass(frozen=True)
class Path:
    """The probability that a directed path leads from one variable to another."""

    start: int
    end: int

    def measure(self, state: Situation, posterior: Posterior) -> float:
        """Return the summed weight of the candidates that have such a path."""
        del state
        return float(posterior.ancestor_probabilities[self.start, self.end])


@dataclass(frozen=True)
class ExpectedArrows:
    """How many arrows there are between what is seen, on average over the candidates."""

    def measure(self, state: Situation, posterior: Posterior) -> float:
        """Return the mean under the weights."""
        del state
        return float(posterior.edge_probabilities.sum())


@dataclass(frozen=True)
class LogEvidence:
    """Natural log of the probability of the data."""

    def measure(self, state: Situation, posterior: Posterior) -> float:
        """Return it, in nats."""
        del state
        return posterior.log_evidence


@dataclass(frozen=True)
class LogEvidenceOf:
    """Natural log of the probability of the data under one candidate."""

    candidate: Candidate

    def measure(self, state: Situation, posterior: Posterior) -> float:
        """Return it, in nats; costs one score of the candidate, or an estimate where it has no closed form."""
        # What is estimated gets better only beside the others; what is not needs none of them.
        space = listed(posterior.space.over, [self.candidate]) if self.candidate.is_dag else posterior.space
        number = space.find(self.candidate)
        *_, last = candidate_evidence(state.dataset, space, Assumptions(state.assumptions.equivalent_sample_size))
        return math.nan if number is None or last.partial is None else float(last.partial.log_evidence[number])


@dataclass(frozen=True)
class Entropy:
    """How much is still open among the candidates."""

    def measure(self, state: Situation, posterior: Posterior) -> float:
        """Return the entropy of the weights, in bits."""
        del state
        return posterior.entropy_bits


@dataclass(frozen=True)
class CandidateCount:
    """How many candidates there are."""

    def measure(self, state: Situation, posterior: Posterior) -> float:
        """Return their number."""
        del state
        return float(len(posterior.space))


@dataclass(frozen=True)
class AloneByWatching:
    """How many candidates watching alone can single out."""

    def measure(self, state: Situation, posterior: Posterior) -> float:
        """Return how many are alone in their Markov equivalence class; up to a second at six variables."""
        del state
        return float(np.count_nonzero(classes_of(posterior.space).sizes == 1))


ClaimMeasure = Literal["precision", "false claims", "brier"]


@dataclass(frozen=True)
class OfClaims:
    """How the claims of somebody with the prior of the session turn out."""

    measured: ClaimMeasure
    claims: Claims

    def measure(self, state: Situation, posterior: Posterior) -> float:
        """Return one number of the record of the claims."""
        variables = tuple(state.variables[column] for column in posterior.space.over)
        record = record_of_claims(posterior.space, variables, state.assumptions, self.claims)
        if self.measured == "precision":
            return record.precision
        return record.false_claims if self.measured == "false claims" else record.brier


def _entry(candidate: Candidate, posterior: Posterior, values: npt.NDArray[np.float64]) -> float:
    number = posterior.space.find(candidate)
    return 0.0 if number is None else float(values[number])


def _names(state: Situation, posterior: Posterior) -> list[str]:
    return [state.variables[column].name for column in posterior.space.over]
