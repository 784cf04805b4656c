"""Which batches spoke for and against an arrow, or an influence: its odds before and after each of them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from engine.data.dataset import Dataset
from engine.hypotheses.space import AllDags
from engine.posterior.assumptions import Assumptions
from engine.posterior.counts import RegimeCounts, setting_in
from engine.posterior.dynamic_programming import SummedPosterior, sum_counts
from engine.posterior.history import BeliefHistory
from engine.posterior.posterior import MANY
from engine.problems import InvalidInput, Problem
from engine.progress import Progress
from engine.questions.link_odds import LinkOdds, odds_after, odds_in_sum
from engine.questions.links import Relation

FloatArray = npt.NDArray[np.float64]
# More moments than this nobody can read.
MOST = 400
# Candidates times moments that are gone through within a few seconds.
CANDIDATE_MOMENTS = 200_000_000
# Steps of sums that are done within about ten seconds.
STEPS = 600_000_000
FEWEST = 8


@dataclass(frozen=True)
class Witness:
    """What some batches that follow each other said of a link; mostly it is a single one.

    Parameters
    ----------
    first, last
        Numbers of the first and the last of them, from 0.
    bits
        The change of log2 of the odds: above 0 they spoke for it.
    standard_error
        How far that may be off; 0 where it is exact.
    """

    first: int
    last: int
    bits: float
    standard_error: float = 0.0

    @property
    def n_batches(self) -> int:
        """How many batches it is about."""
        return self.last - self.first + 1


@dataclass(frozen=True, eq=False)
class LinkCourse:
    """Belief in every link before the first batch and after each, or after some where there are very many.

    Parameters
    ----------
    ends
        How many batches were seen at each moment, ascending from 0.
    rows
        int64[k], rows seen then.
    moments
        The odds then.
    start, seen
        What they follow from: the beginning, and a thing for each batch; kept to know them again.
    """

    ends: tuple[int, ...]
    rows: npt.NDArray[np.int64]
    moments: tuple[LinkOdds, ...] = field(repr=False)
    start: object = field(repr=False)
    seen: tuple[object, ...] = field(repr=False)

    @property
    def exact(self) -> bool:
        """Whether nothing was estimated."""
        return all(moment.links.exact for moment in self.moments)

    @property
    def cut(self) -> float | None:
        """How many bits the odds are cut off at; None where they are not."""
        return self.moments[-1].cut

    @property
    def pooled(self) -> bool:
        """Whether neighbouring batches with few rows are taken together."""
        return self.ends[-1] >= len(self.ends)

    def probabilities(self, relation: Relation, cause: int, effect: int) -> FloatArray:
        """Return how probable a link was at each moment, float64[k]."""
        return np.array([moment.links.probabilities(relation)[cause, effect] for moment in self.moments])

    def errors(self, relation: Relation, cause: int, effect: int) -> FloatArray:
        """Return the standard errors of `probabilities`, float64[k]."""
        return np.array([moment.links.errors(relation)[cause, effect] for moment in self.moments])

    def bits(self, relation: Relation, cause: int, effect: int) -> FloatArray:
        """Return log2 of the odds of a link at each moment, float64[k]."""
        return np.array([moment.bits(relation)[cause, effect] for moment in self.moments])

    def witnesses(self, relation: Relation, cause: int, effect: int) -> tuple[Witness, ...]:
        """Return what each batch said of a link, in order; the bits add up to how far the odds moved in all."""
        bits = self.bits(relation, cause, effect)
        errors = [float(moment.errors(relation)[cause, effect]) for moment in self.moments]
        found = []
        for place in range(1, len(self.ends)):
            before, after = float(bits[place - 1]), float(bits[place])
            # What is ruled out or certain from the start stays so.
            moved = 0.0 if before == after else after - before
            error = math.hypot(errors[place - 1], errors[place])
            found.append(Witness(self.ends[place - 1], self.ends[place] - 1, moved, error))
        return tuple(found)


def course_of_list(history: BeliefHistory, known: LinkCourse | None = None) -> Iterator[Progress[LinkCourse]]:
    """Follow every link through all batches, where candidates are listed.

    Parameters
    ----------
    history
        How belief moved.
    known
        An earlier course; moments that it shares are not worked out again.

    Yields
    ------
    Progress
        After each moment that is worked out; the last one holds the course.

    Notes
    -----
    Half a millisecond a moment for five variables. Where there are more batches than a few seconds allow, neighbours
    with few rows are taken together.
    """
    space = history.space
    by_sums = history.start.family_prior is not None and len(space) >= MANY
    most = MOST if by_sums else max(FEWEST, min(MOST, CANDIDATE_MOMENTS // len(space)))
    ends = moments_kept([each.batch.n_rows for each in history.batches], most)
    old = _shared(known, history.start, history.batches)
    moments = []
    for done, end in enumerate(ends):
        if end in old:
            moments.append(old[end])
        else:
            moments.append(odds_after(history.evidence_before(end)))
            yield Progress(done, len(ends) + 1)
    rows = np.concatenate([np.zeros(1, np.int64), np.cumsum([each.batch.n_rows for each in history.batches])])
    course = LinkCourse(ends, rows[list(ends)].astype(np.int64), tuple(moments), history.start, history.batches)
    yield Progress(1, 1, course)


def course_in_sum(
    dataset: Dataset, space: AllDags, assumptions: Assumptions, known: LinkCourse | None = None
) -> Iterator[Progress[LinkCourse]]:
    """Follow every link through all batches, where structures are too many to be listed.

    Parameters
    ----------
    dataset, space, assumptions
        What was seen, what may be true, what is assumed.
    known
        An earlier course; moments that it shares are not worked out again.

    Yields
    ------
    Progress
        While moments are worked out; the last one holds the course.

    Raises
    ------
    InvalidInput
        When a moment takes so long that fewer than eight could be worked out within about ten seconds: from 17
        variables on.

    Notes
    -----
    Sums anew at each moment, O(3^n): 2 ms for 8 variables, 0.1 s for 14.
    """
    n, over = space.n, space.over
    most = min(MOST, STEPS // 3**n)
    if most < FEWEST:
        what = f"what each batch said of {n} variables at once takes too long to be worked out"
        raise InvalidInput(Problem(what, "Choose 16 or fewer, or list candidates"))
    sizes = [batch.n_rows for batch in dataset.batches]
    ends = moments_kept(sizes, most)
    old = _shared(known, (space, assumptions, dataset.variables), dataset.batches)
    names = [dataset.variables[column].name for column in over]
    counts = RegimeCounts.empty([dataset.variables[column] for column in over])
    moments, counted = list[LinkOdds](), 0
    for done, end in enumerate(ends):
        for batch in dataset.batches[counted:end]:
            counts = counts.plus(batch.values[:, list(over)], setting_in(over, batch.regime))
        counted = end
        if end in old:
            moments.append(old[end])
            continue
        summed: SummedPosterior | None = None
        for progress in sum_counts(counts, over, names, assumptions, threads=1):
            summed = progress.partial
            yield Progress(done, len(ends) + 1)
        assert summed is not None
        # Rounding may leave a trace below 0 or above 1.
        shares = [np.clip(each, 0.0, 1.0) for each in (summed.edge_probabilities, summed.ancestor_probabilities)]
        moments.append(odds_in_sum(shares[0], shares[1]))
    rows = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])[list(ends)].astype(np.int64)
    start = (space, assumptions, dataset.variables)
    yield Progress(1, 1, LinkCourse(ends, rows, tuple(moments), start, dataset.batches))


def moments_kept(sizes: Sequence[int], most: int) -> tuple[int, ...]:
    """Return after how many batches to look: after each, or after fewer where there are more than `most`.

    Neighbours with few rows are then taken together: each stretch has at least a number of rows, the smallest that
    leaves few enough stretches. A batch with more rows than that stays alone.
    """
    if len(sizes) <= most:
        return tuple(range(len(sizes) + 1))
    low, high = 0, sum(sizes) + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if len(_stretched(sizes, middle)) <= most + 1 else (middle, high)
    return _stretched(sizes, high)


def _stretched(sizes: Sequence[int], least: int) -> tuple[int, ...]:
    ends, gathered = [0], 0
    for number, size in enumerate(sizes):
        if size >= least and gathered:
            ends.append(number)
            gathered = 0
        gathered += size
        if gathered >= least:
            ends.append(number + 1)
            gathered = 0
    return tuple(ends) if ends[-1] == len(sizes) else (*ends, len(sizes))


def _shared(known: LinkCourse | None, start: object, seen: Sequence[object]) -> dict[int, LinkOdds]:
    if known is None or known.start != start:
        return {}
    shared = 0
    for old, new in zip(known.seen, seen, strict=False):
        if old is not new:
            break
        shared += 1
    return {end: moment for end, moment in zip(known.ends, known.moments, strict=True) if end <= shared}
