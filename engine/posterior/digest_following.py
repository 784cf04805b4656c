"""Works out belief over more structures than can be listed: first as it is now, then as it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from engine.data.dataset import Batch
from engine.networks.dag import Dag
from engine.posterior.arrow_rules import FamilyPrior, log_prior_of
from engine.posterior.counts import RegimeCounts, setting_in
from engine.posterior.digest import Digest, believe_in_counts
from engine.posterior.digest_history import DigestHistory, leaders
from engine.posterior.posterior import shares_of_logs
from engine.posterior.scores import scores_of_families
from engine.problems import InvalidInput
from engine.progress import Progress

FloatArray = npt.NDArray[np.float64]
# Counting so many rows takes a few hundredths of a second.
ROWS_PER_STEP = 100_000


def follow_present(known: DigestHistory, threads: int = 2) -> Iterator[Progress[DigestHistory]]:
    """Work out belief after all batches.

    Parameters
    ----------
    known
        What is known already; see `recalled`.
    threads
        How many processors to use.

    Yields
    ------
    Progress
        In hundredths; the last one holds the history with the present.

    Raises
    ------
    InvalidInput
        As `believe_in_sum`.
    """
    tally, last = _Tally(known, known.counted), len(known.seen)
    history = known
    if known.present is None:
        for step in _moment(known, last, tally, threads):
            history = history if step.partial is None else replace(step.partial, counted=(last, tally.counts))
            yield Progress(min(step.done, 99), 100)
    if not history.known[:-1].any() and history.present is not None:
        # All there is to know of them stands in the only digest there is.
        history = _with_first_leaders(history, history.present)
    settled = not history.missing and leaders(history) == history.followed and _all_known(history)
    yield Progress(100, 100, replace(history, complete=settled))


def follow_past(known: DigestHistory, wanted: int | None = None, threads: int = 1) -> Iterator[Progress[DigestHistory]]:
    """Work out belief as it was, once the present is known.

    Parameters
    ----------
    known
        What is known already.
    wanted
        A checkpoint that somebody looks at: it comes first, also when it is not among the planned ones.
    threads
        How many processors to use.

    Yields
    ------
    Progress
        In hundredths of moments; whenever one more is known, with the history so far. Few moments far apart come
        first and then those between them, so that the whole course is seen early. The last report holds a
        complete history.

    Notes
    -----
    A moment at which there is no answer, as `believe_in_sum` says, is left out, and the history tells why.
    Some ms a moment up to 12 variables, 0.2 s for 16, 1 s for 18, 10 s for 20.
    """
    history = known
    first = [] if wanted is None or known.digests[wanted] is not None else [wanted]
    rounds = [first, *_coarsest_first([each for each in known.missing if each not in first])]
    total = 100 * sum(map(len, rounds)) + 1
    done = 0
    for moments in rounds:
        tally = _Tally(history)
        for checkpoint in moments:
            for step in _moment_or_why(history, checkpoint, tally, threads):
                if step.partial is not None:
                    history = step.partial
                yield Progress(done + step.done, total, step.partial)
            done += 100
        for led in _with_leaders(history):
            if led is not None:
                history = led
            yield Progress(done, total, led)
    yield Progress(total, total, replace(history, complete=True))


class _Tally:
    # Counts of the rows before a checkpoint; checkpoints that ascend count no row twice.
    def __init__(self, history: DigestHistory, counted: tuple[int, RegimeCounts] | None = None) -> None:
        self._history = history
        self._end, self.counts = counted or (0, self._nothing())

    def go_to(self, checkpoint: int) -> Iterator[None]:
        if checkpoint < self._end:
            self._end, self.counts = 0, self._nothing()
        for batch in self._history.seen[self._end : checkpoint]:
            yield from self._count(batch)
        self._end = checkpoint

    def _count(self, batch: Batch) -> Iterator[None]:
        over = self._history.space.over
        setting = setting_in(over, batch.regime)
        for first in range(0, batch.n_rows, ROWS_PER_STEP):
            self.counts = self.counts.plus(batch.values[first : first + ROWS_PER_STEP, list(over)], setting)
            yield

    def _nothing(self) -> RegimeCounts:
        return RegimeCounts.empty([self._history.variables[column] for column in self._history.space.over])


def _moment(history: DigestHistory, checkpoint: int, tally: _Tally, threads: int) -> Iterator[Progress[DigestHistory]]:
    for _ in tally.go_to(checkpoint):
        yield Progress(0, 100)
    space, names = history.space, _names(history)
    for step in believe_in_counts(tally.counts, space, names, history.assumptions, threads):
        digest = step.partial
        if digest is None:
            yield Progress(step.done, 100)
        else:
            shares = _shares(history, history.followed, tally.counts, digest)
            yield Progress(100, 100, history.with_digest(checkpoint, digest, shares))


def _moment_or_why(
    history: DigestHistory, checkpoint: int, tally: _Tally, threads: int
) -> Iterator[Progress[DigestHistory]]:
    try:
        yield from _moment(history, checkpoint, tally, threads)
    except InvalidInput as error:
        yield Progress(100, 100, replace(history, refused={**history.refused, checkpoint: str(error)}))


def _with_leaders(history: DigestHistory) -> Iterator[DigestHistory | None]:
    # Follow those that lead now and were not followed before; None between two steps.
    wanted = leaders(history)
    if wanted == history.followed and _all_known(history):
        return
    table = np.full((len(history.digests), len(wanted)), np.nan)
    for column, dag in enumerate(wanted):
        if dag in history.followed:
            table[:, column] = history.shares[:, history.followed.index(dag)]
    tally = _Tally(history)
    for checkpoint, digest in enumerate(history.digests):
        unknown = np.flatnonzero(np.isnan(table[checkpoint]))
        if digest is None or not len(unknown):
            continue
        for _ in tally.go_to(checkpoint):
            yield None
        dags = [wanted[column] for column in unknown]
        table[checkpoint, unknown] = _shares(history, dags, tally.counts, digest)
        yield None
    yield replace(history, followed=wanted, shares=table)


def _with_first_leaders(history: DigestHistory, present: Digest) -> DigestHistory:
    by_dag = {each.dag: each.probability for each in present.best}
    wanted = leaders(replace(history, followed=()))
    table = np.full((len(history.digests), len(wanted)), np.nan)
    table[-1] = [by_dag[dag] for dag in wanted]
    return replace(history, followed=wanted, shares=table)


def _shares(history: DigestHistory, dags: Sequence[Dag], counts: RegimeCounts, digest: Digest) -> FloatArray:
    # P(G | rows) = prior times likelihood of G over the sum of that over all DAGs.
    prior = FamilyPrior.of(_names(history), history.assumptions)
    families = sorted({family for dag in dags for family in enumerate(dag.parents)})
    scores = scores_of_families(counts, families, history.assumptions.equivalent_sample_size)
    score_of = dict(zip(families, scores.tolist(), strict=True))
    logs = [
        log_prior_of(dag, prior) + sum(score_of[family] for family in enumerate(dag.parents)) - digest.log_total
        for dag in dags
    ]
    return shares_of_logs(np.array(logs))


def _all_known(history: DigestHistory) -> bool:
    return not np.isnan(history.shares[history.known]).any()


def _names(history: DigestHistory) -> list[str]:
    return [history.variables[column].name for column in history.space.over]


def _coarsest_first(checkpoints: Sequence[int]) -> list[list[int]]:
    # Every 2^k-th, then those halfway between, down to all; each round ascends.
    rounds, taken = list[list[int]](), set[int]()
    step = 1 << max(0, (len(checkpoints) - 1).bit_length() - 1)
    while step and checkpoints:
        fresh = [each for each in checkpoints[::step] if each not in taken]
        taken.update(fresh)
        rounds.append(fresh)
        step //= 2
    return rounds
