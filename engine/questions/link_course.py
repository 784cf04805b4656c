"""Which batches spoke for and against an arrow, or an influence: its odds before and after each of them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from engine.posterior.digest_history import DigestHistory
from engine.posterior.history import BeliefHistory
from engine.posterior.posterior import MANY
from engine.posterior.thinning import moments_kept
from engine.problems import InvalidInput, Problem
from engine.progress import Progress
from engine.questions.link_odds import LinkOdds, odds_after, odds_in_sum
from engine.questions.links import Relation

FloatArray = npt.NDArray[np.float64]
# More moments than this nobody can read.
MOST = 400
# Candidates times moments that are gone through within a few seconds.
CANDIDATE_MOMENTS = 200_000_000
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


def course_of_digests(history: DigestHistory, known: LinkCourse | None = None) -> Iterator[Progress[LinkCourse]]:
    """Follow every link through all batches, where structures are too many to be listed.

    Parameters
    ----------
    history
        How belief moved; its first and its last moment must be known, and of the others those that are count.
    known
        An earlier course; moments that it shares are not worked out again.

    Yields
    ------
    Progress
        One, with the course.

    Raises
    ------
    InvalidInput
        When belief before the first row, or after the last, was not worked out.
    """
    if not (history.known[0] and history.known[-1]):
        what = "belief before any row was not worked out, so that it cannot be said what the first batches told"
        raise InvalidInput(Problem(what, "Go back to the start, and it is"))
    start = (history.space, history.assumptions, history.variables)
    old = _shared(known, start, history.seen)
    ends = tuple(int(end) for end in np.flatnonzero(history.known))
    moments = []
    for end in ends:
        digest = history.digests[end]
        assert digest is not None
        at_hand = old.get(end)
        moments.append(at_hand or odds_in_sum(digest.edge_probabilities, digest.ancestor_probabilities))
    yield Progress(1, 1, LinkCourse(ends, history.rows[list(ends)], tuple(moments), start, history.seen))


def _shared(known: LinkCourse | None, start: object, seen: Sequence[object]) -> dict[int, LinkOdds]:
    if known is None or known.start != start:
        return {}
    shared = 0
    for old, new in zip(known.seen, seen, strict=False):
        if old is not new:
            break
        shared += 1
    return {end: moment for end, moment in zip(known.ends, known.moments, strict=True) if end <= shared}
