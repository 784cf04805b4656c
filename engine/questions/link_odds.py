"""The odds of every arrow and every influence, in bits, however nearly certain they are."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from engine.hypotheses.dags import Parents
from engine.posterior.enumeration import Evidence
from engine.posterior.latent.summary_errors import odds_error
from engine.posterior.posterior import MANY, Posterior, weights_by_mask
from engine.questions.links import Links, Relation, links_of

FloatArray = npt.NDArray[np.float64]
# Weights below e to the -700 count as nothing; a sum this small may have lost some.
DEEP = 1e-280
# Where only a probability is known, it is good to nine digits: odds beyond 30 bits cannot be told apart.
CUT_BITS = 30.0


@dataclass(frozen=True, eq=False)
class LinkOdds:
    """What belief says of every pair at one moment, and the odds of it.

    Parameters
    ----------
    links
        The probabilities.
    edges, ancestors
        float64[n, n], log2 of the odds of i -> j, and of a directed path from i to j; infinite for what is
        certain from the start, and minus infinity on the diagonal.
    edge_errors, ancestor_errors
        float64[n, n], their standard errors in bits; 0 where they are exact.
    cut
        How many bits the odds are cut off at; None where they are not.
    """

    links: Links
    edges: FloatArray = field(repr=False)
    ancestors: FloatArray = field(repr=False)
    edge_errors: FloatArray = field(repr=False)
    ancestor_errors: FloatArray = field(repr=False)
    cut: float | None = None

    def bits(self, relation: Relation) -> FloatArray:
        """Return log2 of the odds of one kind of link, float64[n, n]."""
        return self.edges if relation == "edge" else self.ancestors

    def errors(self, relation: Relation) -> FloatArray:
        """Return the standard errors of `bits`, float64[n, n]."""
        return self.edge_errors if relation == "edge" else self.ancestor_errors


def odds_after(evidence: Evidence) -> LinkOdds:
    """Return the odds of every link after some rows, where candidates are listed.

    Notes
    -----
    Half a millisecond for all DAGs over five variables. Candidates with a link and those without are summed apart, so
    that odds of thousands of bits are exact; only all DAGs over six variables under a prior of families are summed
    without being listed, and cut off.
    """
    posterior = evidence.posterior()
    if posterior.families is not None and len(posterior.space) >= MANY:
        return odds_in_sum(posterior.edge_probabilities, posterior.ancestor_probabilities)
    links = links_of(posterior, evidence.hidden)
    bits, errors = [], []
    for masks in (posterior.space.parents, posterior.space.ancestor_masks):
        bits.append(_listed_bits(evidence, posterior, masks))
        errors.append(_listed_errors(evidence, masks))
    return LinkOdds(links, bits[0], bits[1], errors[0], errors[1])


def odds_in_sum(edges: FloatArray, ancestors: FloatArray) -> LinkOdds:
    """Return the odds of every link where only probabilities are known, float64[n, n] each, cut off at 30 bits."""
    nothing = np.zeros_like(edges)
    links = Links(edges, ancestors, nothing, nothing, "dynamic programming")
    return LinkOdds(links, _cut_bits(edges), _cut_bits(ancestors), nothing, nothing, CUT_BITS)


def _cut_bits(shares: FloatArray) -> FloatArray:
    least = 2.0**-CUT_BITS
    inside = np.clip(shares, least, 1 - least)
    bits: FloatArray = np.log2(inside) - np.log2(1 - inside)
    np.fill_diagonal(bits, -np.inf)
    return bits


def _listed_bits(evidence: Evidence, posterior: Posterior, masks: Parents) -> FloatArray:
    n = masks.shape[1]
    by_mask = weights_by_mask(posterior.weights, masks)
    members = np.arange(1 << n)[:, None] >> np.arange(n) & 1
    # Rows are effects here and columns causes.
    having, lacking = by_mask @ members, by_mask @ (1 - members)
    with np.errstate(divide="ignore"):
        bits = np.ascontiguousarray((np.log2(having) - np.log2(lacking)).T)
    joint: FloatArray | None = None
    for effect, cause in np.argwhere(np.minimum(having, lacking) < DEEP):
        if effect != cause:
            joint = _joint(evidence) if joint is None else joint
            has = (masks[:, effect] >> cause & 1).astype(bool)
            bits[cause, effect] = (_log_sum(joint[has]) - _log_sum(joint[~has])) / math.log(2)
    return bits


def _listed_errors(evidence: Evidence, masks: Parents) -> FloatArray:
    n, plan, hidden = masks.shape[1], evidence.plan, evidence.hidden
    errors = np.zeros((n, n))
    if plan is None or hidden is None or hidden.exact:
        return errors
    joint = _joint(evidence)
    for cause, effect in np.argwhere(~np.eye(n, dtype=bool)):
        has = (masks[:, effect] >> cause & 1).astype(bool)
        errors[cause, effect] = odds_error(plan, hidden, joint, has) / math.log(2)
    return errors


def _joint(evidence: Evidence) -> FloatArray:
    return np.asarray(evidence.log_prior + evidence.log_evidence_of_candidates())


def _log_sum(logs: FloatArray) -> float:
    highest = float(logs.max(initial=-np.inf))
    if math.isinf(highest):
        return highest
    return highest + math.log(float(np.exp(logs - highest).sum()))
