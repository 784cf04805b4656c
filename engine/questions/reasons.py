"""Why belief moved: the bits that each variable of a batch contributed for one candidate against another."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.hypotheses.components import decomposed
from engine.posterior.enumeration import Evidence
from engine.posterior.history import BeliefHistory

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Share:
    """What some variables contributed.

    Parameters
    ----------
    places
        The variables, by their places in the space: one, or several that something hidden ties together; none for
        what came of weights moving within the rest.
    bits
        How far the rows of these variables spoke for the first candidate; below 0, against it.
    set_by_hand
        Whether all of them were set, so that their states count for nothing.
    """

    places: tuple[int, ...]
    bits: float
    set_by_hand: bool = False


@dataclass(frozen=True)
class Reasons:
    """How far a batch moved the odds of one candidate against another, or against all others together.

    Parameters
    ----------
    shares
        By variable, in the order of the space; they add up to `bits`.
    bits
        The change of log2 of the odds.
    standard_error
        How far `bits` may be off; 0 where it is exact.
    """

    shares: tuple[Share, ...]
    bits: float
    standard_error: float = 0.0

    @property
    def exact(self) -> bool:
        """Whether nothing was estimated."""
        return self.standard_error == 0.0


def reasons_between(history: BeliefHistory, batch: int, one: int, other: int) -> Reasons:
    """Return why a batch moved the odds of one candidate against another.

    Parameters
    ----------
    history
        How belief moved.
    batch
        Number of the batch, from 0.
    one, other
        The candidates, by number.

    Notes
    -----
    ln(w_G / w_H) changes by the sum over nodes of the change of s(v, parents in G) - s(v, parents in H), so that only
    nodes whose parents differ contribute. Nodes that share hidden causes in a candidate are taken together.
    """
    before, after = history.evidence_before(batch), history.batches[batch].evidence
    ends = [(0, *history.batch_ends)[batch], history.batch_ends[batch]]
    logs = history.log_evidence_of([one, other])[ends]
    total = float((logs[1, 0] - logs[1, 1]) - (logs[0, 0] - logs[0, 1])) / math.log(2)
    change = _changes(before, after)
    tied = _tied(history, one) | _tied(history, other)
    set_now = _set_by_hand(history, batch)
    shares = []
    masks = history.space.parents[[one, other]]
    for node in range(history.space.n):
        if node not in tied:
            bits = float(change[node, masks[0, node]] - change[node, masks[1, node]])
            shares.append(Share((node,), bits, node in set_now))
    if tied:
        rest = total - sum(share.bits for share in shares)
        shares.append(Share(tuple(sorted(tied)), rest, tied <= set_now))
        shares.sort(key=lambda share: share.places[0])
    errors = history.log_evidence_errors_of([one, other])[ends]
    return Reasons(tuple(shares), total, float(np.sqrt((errors**2).sum())) / math.log(2))


def reasons_against_rest(history: BeliefHistory, batch: int, one: int) -> Reasons:
    """Return why a batch moved the odds of one candidate against all others together.

    Notes
    -----
    A variable's share is what it contributed against the others on average, by their weights after the batch. The last
    share is what is left: the others gained from their weights moving to those among them that predicted well. Where
    something is hidden in a candidate there is one share for all variables together.
    """
    from engine.kernels.enumeration import tally_masks

    before, after = history.evidence_before(batch), history.batches[batch].evidence
    weights = (before.posterior().weights, after.posterior().weights.copy())
    total = math.log2(_odds(weights[1], one)) - math.log2(_odds(weights[0], one))
    weights[1][one] = 0.0
    others = weights[1] / weights[1].sum()
    change = _changes(before, after)
    n, set_now = history.space.n, _set_by_hand(history, batch)
    if history.space.has_hidden:
        everything = Share(tuple(range(n)), total, len(set_now) == n)
        return Reasons((everything,), total)
    chosen = np.zeros((n, 1 << n))
    tally_masks(history.space.parents, others, chosen)
    shares = []
    for node in range(n):
        own = change[node, history.space.parents[one, node]]
        finite = np.where(np.isfinite(change[node]), change[node], 0.0)
        shares.append(Share((node,), float(own - chosen[node] @ finite), node in set_now))
    shares.append(Share((), total - sum(share.bits for share in shares)))
    return Reasons(tuple(shares), total)


def _changes(before: Evidence, after: Evidence) -> FloatArray:
    with np.errstate(invalid="ignore"):
        return np.asarray((after.scores - before.scores) / math.log(2))


def _tied(history: BeliefHistory, candidate: int) -> frozenset[int]:
    shape = history.space.shapes.get(candidate)
    if shape is None:
        return frozenset()
    return frozenset(range(history.space.n)) - {node for node, _ in decomposed(shape).plain}


def _set_by_hand(history: BeliefHistory, batch: int) -> frozenset[int]:
    targets = history.batches[batch].batch.regime.targets
    return frozenset(place for place, column in enumerate(history.space.over) if column in targets)


def _odds(weights: FloatArray, one: int) -> float:
    rest = float(weights.sum() - weights[one])
    return float(weights[one]) / rest
