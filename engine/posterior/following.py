"""Belief through the rows of one batch, at some checkpoints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from engine.data.dataset import Batch
from engine.posterior.enumeration import Evidence
from engine.posterior.latent.plan import HiddenScores
from engine.posterior.latent.summary_errors import summary_errors
from engine.posterior.latent.tracks import Tracks
from engine.posterior.posterior import MANY

FloatArray = npt.NDArray[np.float64]
# So many terms of finite sums may be added up for the checkpoints inside one batch; a component has some cost of its
# own at each.
TERMS_PER_BATCH = 3_000_000
TERMS_A_COMPONENT = 1000


@dataclass(frozen=True, eq=False)
class BatchBelief:
    """Belief while one batch came in.

    Family scores are kept and not weights: they are small, and every weight follows from them.

    Parameters
    ----------
    batch
        The batch.
    evidence
        What was known after it.
    rows
        int64[k], rows seen in all at each checkpoint; the last is the end of the batch.
    scores
        float64[k, n, 2 ** n], family scores at each checkpoint, nats.
    log_evidence, entropy
        float64[k], log evidence in nats and entropy of the weights in bits at each checkpoint.
    highest
        float64[n_candidates], the highest weight each candidate reached in this batch; None when the only moment
        is its end, and there are too many candidates to keep what can be worked out again.
    hidden
        At each checkpoint the evidence of what is hidden; empty where nothing is.
    complete
        Whether it has all the checkpoints that it is to have.
    entropy_errors
        float64[k], the standard error of the entropy at each checkpoint, bits; 0 where it is exact.
    """

    batch: Batch
    evidence: Evidence
    rows: npt.NDArray[np.int64]
    scores: FloatArray
    log_evidence: FloatArray
    entropy: FloatArray
    highest: FloatArray | None
    hidden: tuple[HiddenScores, ...] = ()
    complete: bool = True
    entropy_errors: FloatArray = field(default_factory=lambda: np.empty(0))

    def highest_weights(self) -> FloatArray:
        """Return the highest weight each candidate reached in this batch, float64[n_candidates]."""
        return self.evidence.posterior().weights if self.highest is None else self.highest


def checkpoint_ends(batch: Batch, moments: int) -> npt.NDArray[np.int64]:
    """Return after how many rows of a batch belief is worked out, int64[moments or less], ascending."""
    if not batch.n_rows:
        return np.zeros(1, dtype=np.int64)
    return np.unique(np.linspace(0, batch.n_rows, moments + 1).round().astype(np.int64))[1:]


def followed(
    evidence: Evidence, batch: Batch, moments: int, tracks: Tracks | None, *, complete: bool
) -> Iterator[BatchBelief | float]:
    """Follow belief through a batch.

    Parameters
    ----------
    evidence
        What was known before.
    batch, moments
        The rows, and at how many checkpoints to work out belief at most.
    tracks
        Where the evidence of what is hidden comes from; None where nothing is.
    complete
        Whether these are all the checkpoints that there are to be.

    Yields
    ------
    BatchBelief or float
        While something is being worked out that takes long, which share of the estimates is done; the belief at last.
    """
    ends = checkpoint_ends(batch, moments)
    if tracks is not None and len(ends) > 1:
        ends = _affordable(ends, (yield from tracks.exact(evidence.plus(batch).counts)))
    start = 0
    found: list[Evidence] = []
    for end in ends:
        evidence = evidence.plus(batch, start, int(end))
        start = int(end)
        if tracks is not None:
            known = yield from tracks.exact(evidence.counts)
            yield from tracks.prepared(known.to_estimate)
            evidence = replace(evidence, hidden=tracks.filled(known, evidence.n_rows))
        found.append(evidence)
    rows = found[0].n_rows - int(ends[0]) + np.asarray(ends, dtype=np.int64)
    scores = np.array([each.scores for each in found])
    hidden = tuple(each.hidden for each in found if each.hidden is not None)
    nothing = np.empty(0)
    yield _summed(BatchBelief(batch, evidence, rows, scores, nothing, nothing, None, hidden, complete))


def refilled(belief: BatchBelief, tracks: Tracks) -> BatchBelief:
    """Return the belief through a batch with better estimates; the same where nothing was estimated."""
    if not any(each.to_estimate for each in belief.hidden):
        return belief
    hidden = tuple(tracks.filled(each, int(row)) for each, row in zip(belief.hidden, belief.rows, strict=True))
    evidence = replace(belief.evidence, hidden=hidden[-1])
    return _summed(replace(belief, evidence=evidence, hidden=hidden))


def _summed(belief: BatchBelief) -> BatchBelief:
    # Works out weights at every checkpoint, and keeps what is small of them.
    evidence = belief.evidence
    keeps = len(belief.rows) > 1 or len(evidence.space) < MANY
    highest = np.zeros(len(evidence.space)) if keeps else None
    log_evidence, entropy, errors = [], [], []
    for moment, scores in enumerate(belief.scores):
        hidden = belief.hidden[moment] if belief.hidden else None
        posterior = evidence.posterior_of(scores, hidden)
        log_evidence.append(posterior.log_evidence)
        entropy.append(posterior.entropy_bits)
        errors.append(0.0 if posterior.exact else _entropy_error(evidence, hidden, posterior.weights))
        if highest is not None:
            np.maximum(highest, posterior.weights, out=highest)
    logs, bits, off = np.array(log_evidence), np.array(entropy), np.array(errors)
    return replace(belief, log_evidence=logs, entropy=bits, entropy_errors=off, highest=highest)


def _entropy_error(evidence: Evidence, hidden: HiddenScores | None, weights: FloatArray) -> float:
    # When weights change by so much that they still sum to one, their entropy changes by the sum of that times -log2 w.
    surprise = np.zeros(len(weights))
    np.log2(weights, out=surprise, where=weights > 0)
    return float(summary_errors(evidence.plan, hidden, weights, -surprise))


def _affordable(ends: npt.NDArray[np.int64], at_the_end: HiddenScores) -> npt.NDArray[np.int64]:
    # Fewer checkpoints where each costs a long sum; among those planned, because estimates exist at these alone.
    cost = at_the_end.n_terms + TERMS_A_COMPONENT * len(at_the_end.methods)
    most = max(1, min(len(ends), int(TERMS_PER_BATCH / max(cost, 1))))
    chosen = np.unique(np.linspace(0, len(ends), most + 1).round().astype(np.int64))[1:] - 1
    return ends[chosen]
