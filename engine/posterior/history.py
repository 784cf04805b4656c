"""How belief moved, batch by batch, and within a batch at a few checkpoints."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from engine.data.dataset import Batch, Dataset
from engine.hypotheses.space import HypothesisSpace
from engine.posterior.assumptions import Assumptions
from engine.posterior.enumeration import Evidence
from engine.posterior.following import BatchBelief, checkpoint_ends, followed, refilled
from engine.posterior.latent.plan import HiddenScores
from engine.posterior.latent.summary_errors import summary_errors
from engine.posterior.latent.tracks import FIRST_RUNS, MOST_RUNS, Tracks
from engine.posterior.posterior import Posterior, entropy_bits, shares_of_logs
from engine.progress import Progress

FloatArray = npt.NDArray[np.float64]
WEIGHTS_PER_BATCH = 500_000
# Estimates are made better by doubling their runs so often at most.
ROUNDS = (MOST_RUNS // FIRST_RUNS).bit_length() - 1
# How much of all work a first estimate is said to be.
ESTIMATING = 100


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
    def seen(self) -> tuple[Batch, ...]:
        """The batches."""
        return tuple(each.batch for each in self.batches)

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
    def entropy_errors(self) -> FloatArray:
        """float64[k], the standard error of `entropy_bits` at each checkpoint; 0 where it is exact."""
        return np.concatenate([np.zeros(1), *(each.entropy_errors for each in self.batches)])

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
        return self.start.posterior_of(self._scores[checkpoint], self.hidden_at(checkpoint))

    def belief_at(self, checkpoint: int) -> Posterior:
        """Return the same, as one asks where it does not matter whether candidates are listed."""
        return self.posterior_at(checkpoint)

    def hidden_at(self, checkpoint: int) -> HiddenScores | None:
        """Return the evidence of what candidates hide at one checkpoint; None where nothing is hidden."""
        return self._hidden[checkpoint] if self.start.plan is not None else None

    def errors_at(self, checkpoint: int, values: FloatArray) -> FloatArray:
        """Return the standard errors of averages over the weights at one checkpoint; 0 where all is exact.

        Parameters
        ----------
        checkpoint
            As for `posterior_at`.
        values
            float64[n_candidates, ...], what is averaged.
        """
        plan = self.start.plan
        if plan is None:
            return np.zeros(values.shape[1:])
        return summary_errors(plan, self._hidden[checkpoint], self.posterior_at(checkpoint).weights, values)

    def log_odds_error(self, checkpoint: int, one: int, other: int) -> float:
        """Return the standard error of the log of the ratio of two weights, in nats; 0 where it is exact.

        An error in a part that both candidates have does not count.
        """
        plan = self.start.plan
        if plan is None or self._hidden[checkpoint].exact:
            return 0.0
        uses = np.zeros((2, len(plan.components)))
        for row, candidate in enumerate((one, other)):
            uses[row] = plan.uses[plan.numbers == candidate].sum(axis=0)
        differ = uses[0] - uses[1]
        return float(np.sqrt(differ**2 @ self._hidden[checkpoint].standard_error ** 2))

    def evidence_before(self, batch: int) -> Evidence:
        """Return what was known before one batch, counted from 0."""
        return self.batches[batch - 1].evidence if batch else self.start

    def evidence_at(self, checkpoint: int) -> Evidence:
        """Return what was known at one checkpoint; inside a batch its rows up to there are counted again."""
        if not checkpoint:
            return self.start
        batch = bisect_left(self.batch_ends, checkpoint)
        if self.batch_ends[batch] == checkpoint:
            return self.batches[batch].evidence
        before = self.evidence_before(batch)
        found = before.plus(self.batches[batch].batch, 0, int(self.rows[checkpoint]) - before.n_rows)
        return found if self.start.plan is None else replace(found, hidden=self._hidden[checkpoint])

    def weights_of(self, candidates: npt.ArrayLike) -> FloatArray:
        """Return the weights of some candidates at every checkpoint, float64[k, n_candidates asked for]."""
        chosen = np.asarray(candidates, dtype=np.intp)
        joint = self.log_evidence_of(chosen) + self.start.log_prior[chosen]
        return shares_of_logs(joint - self.log_evidence[:, None])

    def log_evidence_of(self, candidates: npt.ArrayLike) -> FloatArray:
        """Return the log probability of the rows under some candidates at every checkpoint, float64[k, n_asked].

        It is the running sum of how well a candidate, having learnt from the rows before, predicted the next ones
        (the prequential score: Dawid 1984), in nats.
        """
        chosen = np.asarray(candidates, dtype=np.intp)
        nodes = np.arange(self.space.n)
        joint: FloatArray = self._scores[:, nodes, self.space.parents[chosen]].sum(axis=2)
        plan = self.start.plan
        if plan is not None:
            places = {int(number): place for place, number in enumerate(plan.numbers)}
            columns = [column for column, each in enumerate(chosen) if int(each) in places]
            asked = [places[int(chosen[column])] for column in columns]
            for moment, hidden in enumerate(self._hidden if asked else ()):
                joint[moment, columns] = plan.log_evidence(self._scores[moment], hidden)[asked]
        return joint

    def log_evidence_errors_of(self, candidates: npt.ArrayLike, *, beside_average: bool = False) -> FloatArray:
        """Return the standard errors of `log_evidence_of`, float64[k, n_asked], nats; 0 where it is exact.

        With `beside_average` they are those of the difference to `log_evidence`, the average over all candidates: an
        error in a part that all share moves no difference (see `weight_errors`).
        """
        chosen, plan = np.asarray(candidates, dtype=np.intp), self.start.plan
        errors = np.zeros((len(self.rows), len(chosen)))
        if plan is None:
            return errors
        uses = np.zeros((len(self.space), len(plan.components)))
        uses[plan.numbers] = plan.uses
        estimated = [moment for moment, hidden in enumerate(self._hidden) if not hidden.exact]
        weights = self.weights_of(np.arange(len(self.space))) if beside_average and estimated else None
        for moment in estimated:
            moved = uses[chosen] if weights is None else uses[chosen] - weights[moment] @ uses
            errors[moment] = np.sqrt(moved**2 @ self._hidden[moment].standard_error ** 2)
        return errors

    def share_errors_of(self, groups: Sequence[npt.ArrayLike]) -> FloatArray:
        """Return the standard errors of the weights that groups of candidates have together, float64[k, n_groups].

        They are 0 where the weights are exact. To first order, as `weight_errors` of `latent.plan`: a unit of log
        evidence more of one part moves the weight of a group by its covariance with having that part.
        """
        errors, plan = np.zeros((len(self.rows), len(groups))), self.start.plan
        estimated = [moment for moment, hidden in enumerate(self._hidden) if not hidden.exact]
        if plan is None or not estimated:
            return errors
        uses = np.zeros((len(self.space), len(plan.components)))
        uses[plan.numbers] = plan.uses
        weights = self.weights_of(np.arange(len(self.space)))[estimated]
        spread = np.array([self._hidden[moment].standard_error for moment in estimated])
        shared = weights @ uses
        for column, group in enumerate(groups):
            chosen = np.asarray(group, dtype=np.intp)
            within = weights[:, chosen]
            moved = within @ uses[chosen] - within.sum(axis=1, keepdims=True) * shared
            errors[estimated, column] = np.sqrt((moved**2 * spread**2).sum(axis=1))
        return errors

    @cached_property
    def log_evidence(self) -> FloatArray:
        """float64[k], log probability of the rows at each checkpoint, averaged over the candidates, nats."""
        return np.concatenate([np.zeros(1), *(each.log_evidence for each in self.batches)])

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
    def _hidden(self) -> tuple[HiddenScores, ...]:
        before = () if self.start.hidden is None else (self.start.hidden,)
        return (*before, *(each_moment for each in self.batches for each_moment in each.hidden))


def believe(
    dataset: Dataset,
    space: HypothesisSpace,
    assumptions: Assumptions,
    known: BeliefHistory | None = None,
    seed: int = 1,
) -> Iterator[Progress[BeliefHistory]]:
    """Follow belief through all batches of a dataset.

    Parameters
    ----------
    dataset, space, assumptions
        What was seen, what may be true, what is assumed.
    known
        An earlier history; batches that it shares with the dataset, from the first on, are not done again.
    seed
        Seed of what must be estimated, where something is hidden.

    Yields
    ------
    Progress
        The history so far, after each new batch of two passes: first where belief ends (no checkpoints inside
        the new batches), then with the checkpoints. Done and total count the moments at which belief is worked
        out, one for a batch in the first pass and one for each of its checkpoints in the second. Where something
        must be estimated, more reports follow, each with smaller errors, and there are some in between that only
        say how far work is; what is estimated counts as `ESTIMATING` units more, and each round of it as one.
    """
    history = _shared_part(known, dataset, space, assumptions)
    todo = dataset.batches[len(history.batches) :]
    if not todo:
        yield Progress(1, 1, history)
        return
    moments = [_checkpoints(batch.n_rows, len(space)) for batch in todo]
    tracks = _tracks(history, dataset, todo, moments, seed)
    estimating, rounds = (0, 0) if tracks is None else (ESTIMATING, ROUNDS)
    done, total = 0, len(todo) + sum(moments) + estimating + rounds
    ends = history
    for batch in todo:
        for belief in followed(ends.evidence, batch, 1, tracks, complete=_checkpoints(batch.n_rows, len(space)) == 1):
            if isinstance(belief, float):
                yield Progress(done + int(belief * estimating), total)
            else:
                ends = BeliefHistory(history.start, (*ends.batches, belief))
        # What the first batch needs is estimated through all of them.
        done += 1 + estimating
        estimating = 0
        yield Progress(done, total, ends)
    for batch, checkpoints in zip(todo, moments, strict=True):
        for belief in followed(history.evidence, batch, checkpoints, tracks, complete=True):
            if isinstance(belief, float):
                yield Progress(done, total)
            else:
                history = BeliefHistory(history.start, (*history.batches, belief))
        done += checkpoints
        so_far = BeliefHistory(history.start, history.batches + ends.batches[len(history.batches) :])
        yield Progress(done, total, so_far)
    if tracks is not None:
        yield from _tightened(history, tracks, len(todo), total)


def _tightened(history: BeliefHistory, tracks: Tracks, n_new: int, total: int) -> Iterator[Progress[BeliefHistory]]:
    step = ROUNDS
    while places := _wanting(history, tracks, n_new):
        # How many rounds there will be nobody knows: the last is told only when it is done.
        for _ in tracks.more(places):
            yield Progress(total - step, total)
        history = replace(history, batches=tuple(refilled(each, tracks) for each in history.batches))
        step = max(1, step - 1)
        yield Progress(total - step, total, history)
    yield Progress(total, total, history)


def _wanting(history: BeliefHistory, tracks: Tracks, n_new: int) -> tuple[int, ...]:
    # What the present needs, and what the moments inside the new batches do.
    found = set(history.evidence.wanting(tracks))
    start = history.start
    for batch in history.batches[-n_new:]:
        for scores, hidden in zip(batch.scores, batch.hidden, strict=True):
            if not hidden.exact:
                found.update(tracks.wanting(hidden, start.posterior_of(scores, hidden).weights, past=True))
    return tuple(sorted(found))


def _tracks(
    history: BeliefHistory, dataset: Dataset, todo: Sequence[Batch], moments: Sequence[int], seed: int
) -> Tracks | None:
    plan = history.start.plan
    if plan is None:
        return None
    tracks = Tracks(plan, dataset, history.space.over, history.start.assumptions.equivalent_sample_size, seed)
    positions = [int(row) for row in history.rows]
    before = positions[-1]
    for batch, count in zip(todo, moments, strict=True):
        positions.extend(before + int(end) for end in checkpoint_ends(batch, count))
        before += batch.n_rows
    tracks.want(positions)
    return tracks


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
        if old.batch is not batch or not old.complete:
            break
        shared += 1
    return BeliefHistory(known.start, known.batches[:shared])


def _checkpoints(n_rows: int, n_candidates: int) -> int:
    # Enough moments for a smooth line, fewer where each one costs a pass over many candidates.
    return max(1, min(n_rows, 60, WEIGHTS_PER_BATCH // n_candidates))
