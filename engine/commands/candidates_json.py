"""What `posterior` writes about a list of candidates, hidden variables and standard errors among it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from engine.commands.posterior_json import Content, clipped, done_in
from engine.data.dataset import Dataset
from engine.hypotheses.candidate import Candidate
from engine.hypotheses.classes import classes_of
from engine.hypotheses.conditions import Condition
from engine.hypotheses.notation import format_candidate
from engine.hypotheses.space import HypothesisSpace
from engine.posterior.candidate_evidence import CandidateEvidence
from engine.posterior.enumeration import Evidence
from engine.posterior.estimates import Estimate
from engine.posterior.features import weight_where
from engine.posterior.hidden_causes import hidden_causes
from engine.posterior.latent.summary_errors import summary_errors, total_error
from engine.posterior.posterior import Posterior, heaviest

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Weighed:
    """Found for a list of candidates, one by one.

    Parameters
    ----------
    evidence
        What the rows say.
    n_top
        How many of the most probable, and of the classes, to write.
    seed
        Seed of what was estimated.
    """

    evidence: Evidence
    n_top: int
    seed: int

    @cached_property
    def posterior(self) -> Posterior:
        """The weights."""
        return self.evidence.posterior()

    @property
    def space(self) -> HypothesisSpace:
        """The candidates."""
        return self.evidence.space

    def weight_of(self, condition: Condition) -> Estimate:
        """Return a weight, by the arrows between what is seen, and its error."""
        there = condition(self.space.parents)
        return Estimate(weight_where(self.posterior, condition).value, float(self._error(there.astype(float))))

    def content(self, data: Dataset) -> Content:
        """Return its keys."""
        found, names = self.posterior, [variable.name for variable in data.variables]
        entropy = self._error(-np.log2(np.where(found.weights > 0, found.weights, 1.0)))
        candidates = self._candidates(names)
        return {
            "method": "enumeration" if found.exact else "sampling",
            "log_evidence": found.log_evidence,
            "edges": clipped(found.edge_probabilities),
            "ancestors": clipped(found.ancestor_probabilities),
            "top": [candidates[number] for number in found.ranked(self.n_top)],
            "entropy_bits": found.entropy_bits,
            "effective_number": float(2.0**found.entropy_bits),
            "exact": found.exact,
            "log_evidence_standard_error": total_error(self.evidence.plan, self.evidence.hidden, found.weights),
            "edges_standard_error": self._error(self.space.edges.astype(float)).tolist(),
            "ancestors_standard_error": self._error(self.space.ancestors.astype(float)).tolist(),
            "entropy_bits_standard_error": float(entropy),
            "hidden": self._hidden(names),
            "candidates": candidates,
            "classes": self._classes(data, names),
            "seed": self.seed,
        }

    def _error(self, values: FloatArray) -> FloatArray:
        return summary_errors(self.evidence.plan, self.evidence.hidden, self.posterior.weights, values)

    def _candidates(self, names: Sequence[str]) -> list[Content]:
        alone = CandidateEvidence.of(self.evidence)
        errors = self.posterior.errors
        return [
            {
                **_structure(self.space.candidate(number), names),
                "prior": math.exp(self.evidence.log_prior[number]),
                "probability": float(self.posterior.weights[number]),
                "probability_standard_error": 0.0 if errors is None else float(errors[number]),
                "log_evidence": float(alone.log_evidence[number]),
                "log_evidence_standard_error": float(alone.standard_error[number]),
                "evidence": alone.methods[number],
            }
            for number in range(len(self.space))
        ]

    def _hidden(self, names: Sequence[str]) -> list[Content]:
        causes = hidden_causes(self.space)
        found = []
        for name, cause in zip(causes.called(names), causes.causes, strict=True):
            found.append(
                {
                    "name": name,
                    "states": list(cause.sizes),
                    "effects": [names[effect] for effect in cause.effects],
                    **self._together(cause.members),
                }
            )
        return found

    def _classes(self, data: Dataset, names: Sequence[str]) -> list[Content]:
        classes = classes_of(self.space, *done_in(data))
        found = []
        for number in heaviest(classes.sums(self.posterior.weights), self.n_top):
            members = classes.members(number)
            lines = [format_candidate(self.space.candidate(int(each)), names) for each in members]
            found.append({"structures": lines, "size": len(members), **self._together(members)})
        return found

    def _together(self, members: npt.NDArray[np.intp]) -> Content:
        there = np.isin(np.arange(len(self.space)), members).astype(float)
        return {
            "probability": float(np.clip(self.posterior.weights[members].sum(), 0.0, 1.0)),
            "probability_standard_error": float(self._error(there)),
        }


def _structure(candidate: Candidate, names: Sequence[str]) -> Content:
    called = candidate.all_names(names)
    hidden = zip(candidate.hidden_names(names), candidate.hidden, strict=True)
    return {
        "structure": format_candidate(candidate, names),
        "edges": [[called[parent], called[child]] for parent, child in sorted(candidate.graph.edges())],
        "hidden": [{"name": name, "states": each.states} for name, each in hidden],
    }
