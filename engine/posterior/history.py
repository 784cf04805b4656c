"""How belief moved, batch by batch, and within a batch at a few checkpoints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from engine.data.dataset import Batch, Dataset
from engine.hypotheses.space import HypothesisSpace
from engine.posterior.assumptions import Assumptions
from engine.posterior.enumeration import Evidence
from engine.posterior.posterior import MANY, Posterior, entropy_bits
from engine.progress import Progress

FloatArray = npt.NDArray[np.float64]
WEIGHTS_PER_BATCH = 500_000


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
    """

    batch: Batch
    evidence: Evidence
    rows: npt.NDArray[np.int64]
    scores: FloatArray
    log_evidence: FloatArray
    entropy: FloatArray
    highest: FloatArray | None

    def highest_weights(self) -> FloatArray:
        """Return the highest weight each candidate reached in this batch, float64[n_candidates]."""
        return self.evidence.posterior().weights if self.highest is None else self.highest


@dataclass(frozen=True, eq=False)
class BeliefHistory:
    """Belief before any data and through every batch; checkpoint 0 is the prior."""

    start: Evidence
    batches: tuple[BatchBelief, ...] = ()

    @property
    def space(self) -> HypothesisSpace:
        """The candidates."""
        return self.start.space

    @property
    def evidence(self) -> Evidence:
        """What is known after the last batch."""
        return self.batches[-1].evidence if self.batches else self.start

    @cached_property
    def rows(self) -> npt.NDArray[np.int64]:
        """int64[k], rows seen at each checkpoint, ascending from 0."""
        return np.concatenate([np.zeros(1, np.int64), *(each.rows for each in self.batches)])

    @cached_property
    def entropy_bits(self) -> FloatArray:
        """float64[k], how many bits were open at each checkpoint."""
        before = np.array([entropy_bits(np.exp(self.start.log_prior))])
        return np.concatenate([before, *(each.entropy for each in self.batches)])

    @cached_property
    def batch_ends(self) -> tuple[int, ...]:
        """Checkpoint at the end of each batch."""
        return tuple(int(end) for end in np.cumsum([len(each.rows) for each in self.batches]))

    @cached_property
    def posterior(self) -> Posterior:
        """Belief after all batches."""
        return self.evidence.posterior()

    def posterior_at(self, checkpoint: int) -> Posterior:
        """Return the belief at one checkpoint; 0 is the prior, the last one `posterior`."""
        if checkpoint == len(self.rows) - 1:
            return self.posterior
        return self.start.posterior_of(self._scores[checkpoint])

    def weights_of(self, candidates: npt.ArrayLike) -> FloatArray:
        """Return the weights of some candidates at every checkpoint, float64[k, n_candidates asked for]."""
        chosen = np.asarray(candidates, dtype=np.intp)
        parents = self.space.parents[chosen]
        nodes = np.arange(self.space.n)
        joint = self._scores[:, nodes, parents].sum(axis=2)
        joint += self.start.log_prior[chosen]
        weights: FloatArray = np.exp(joint - self._log_evidence[:, None])
        return weights

    @cached_property
    def highest(self) -> FloatArray:
        """float64[n_candidates], the highest weight each candidate ever reached, the prior not counted."""
        if not self.batches:
            return np.asarray(np.exp(self.start.log_prior))
        reached = np.zeros(len(self.space))
        for each in self.batches:
            np.maximum(reached, each.highest_weights(), out=reached)
        return reached

    @cached_property
    def _scores(self) -> FloatArray:
        return np.concatenate([self.start.scores[None], *(each.scores for each in self.batches)])

    @cached_property
    def _log_evidence(self) -> FloatArray:
        return np.concatenate([np.zeros(1), *(each.log_evidence for each in self.batches)])


def believe(
    dataset: Dataset, space: HypothesisSpace, assumptions: Assumptions, known: BeliefHistory | None = None
) -> Iterator[Progress[BeliefHistory]]:
    """Follow belief through all batches of a dataset.

    Parameters
    ----------
    dataset, space, assumptions
        What was seen, what may be true, what is assumed.
    known
        An earlier history; batches that it shares with the dataset, from the first on, are not done again.

    Yields
    ------
    Progress
        The history so far, after each new batch of two passes: first where belief ends (no checkpoints inside
        the new batches), then with the checkpoints. Done and total count the moments at which belief is worked
        out, one for a batch in the first pass and one for each of its checkpoints in the second.
    """
    history = _shared_part(known, dataset, space, assumptions)
    todo = dataset.batches[len(history.batches) :]
    if not todo:
        yield Progress(1, 1, history)
        return
    moments = [_checkpoints(batch.n_rows, len(space)) for batch in todo]
    done, total = 0, len(todo) + sum(moments)
    ends = history
    for batch in todo:
        ends = BeliefHistory(history.start, (*ends.batches, _followed(ends.evidence, batch, 1)))
        done += 1
        yield Progress(done, total, ends)
    for batch, checkpoints in zip(todo, moments, strict=True):
        history = BeliefHistory(history.start, (*history.batches, _followed(history.evidence, batch, checkpoints)))
        done += checkpoints
        yield Progress(
            done, total, BeliefHistory(history.start, history.batches + ends.batches[len(history.batches) :])
        )


def _shared_part(
    known: BeliefHistory | None, dataset: Dataset, space: HypothesisSpace, assumptions: Assumptions
) -> BeliefHistory:
    start = Evidence.before_data(dataset, space, assumptions)
    if known is None or known.space != space or known.start.assumptions != assumptions:
        return BeliefHistory(start)
    if known.start.counts.cardinality != start.counts.cardinality:
        return BeliefHistory(start)
    shared = 0
    for old, batch in zip(known.batches, dataset.batches, strict=False):
        # A history that was cancelled may end in batches without their checkpoints; those are done again.
        if old.batch is not batch or len(old.rows) < _checkpoints(batch.n_rows, len(space)):
            break
        shared += 1
    return BeliefHistory(known.start, known.batches[:shared])


def _checkpoints(n_rows: int, n_candidates: int) -> int:
    # Enough moments for a smooth line, fewer where each one costs a pass over many candidates.
    return max(1, min(n_rows, 60, WEIGHTS_PER_BATCH // n_candidates))


def _followed(evidence: Evidence, batch: Batch, moments: int) -> BatchBelief:
    before = evidence.n_rows
    ends = np.unique(np.linspace(0, batch.n_rows, moments + 1).round().astype(np.int64))[1:] if batch.n_rows else [0]
    start = 0
    scores, log_evidence, entropy = [], [], []
    keeps = len(ends) > 1 or len(evidence.space) < MANY
    highest = np.zeros(len(evidence.space)) if keeps else None
    for end in ends:
        evidence = evidence.plus(batch, start, int(end))
        posterior = evidence.posterior()
        start = int(end)
        scores.append(evidence.scores)
        log_evidence.append(posterior.log_evidence)
        entropy.append(posterior.entropy_bits)
        if highest is not None:
            np.maximum(highest, posterior.weights, out=highest)
    rows = before + np.asarray(ends, dtype=np.int64)
    return BatchBelief(batch, evidence, rows, np.array(scores), np.array(log_evidence), np.array(entropy), highest)
