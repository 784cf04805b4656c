"""How belief over more structures than can be listed moved: a digest before any data and at the end of each batch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from heapq import nlargest
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from engine.data.dataset import Batch, Dataset
from engine.hypotheses.space import AllDags
from engine.networks.dag import Dag
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions
from engine.posterior.counts import RegimeCounts
from engine.posterior.digest import Digest
from engine.posterior.thinning import moments_kept

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
# More moments than this nobody can tell apart along a chart.
MOST = 400
# Steps of sums that are done within about half a minute, and the fewest moments that make a course.
STEPS, FEWEST = 6_000_000_000, 8
# Beyond so many digests, of some kB each, those that nobody would miss are let go.
KEPT = 1000
# So many structures are followed through all moments, and so many of them because they lead at the end.
FOLLOWED, AT_THE_END = 6, 2


@dataclass(frozen=True, eq=False)
class DigestHistory:
    """Belief at the end of each batch, as far as it was worked out; checkpoint 0 is the prior.

    Parameters
    ----------
    space, assumptions, variables
        The structures, what is assumed, and the variables of the data.
    seen
        The batches.
    digests
        The belief at every checkpoint, one more than there are batches; None where it was not worked out.
    followed
        Structures whose probability is known along all checkpoints: the most probable ones after all batches, and
        those that led before.
    shares
        float64[k, n_followed], their probabilities; nan where there is no digest.
    complete
        Whether all is known that is worked out without being asked for (see `planned`).
    refused
        Why belief cannot be had at some checkpoints, a sentence each.
    counted
        So many batches are counted already, and their counts.
    """

    space: AllDags
    assumptions: Assumptions
    variables: tuple[Variable, ...]
    seen: tuple[Batch, ...]
    digests: tuple[Digest | None, ...] = field(repr=False)
    followed: tuple[Dag, ...] = ()
    shares: FloatArray = field(default_factory=lambda: np.empty((0, 0)), repr=False)
    complete: bool = False
    refused: Mapping[int, str] = field(default_factory=dict)
    counted: tuple[int, RegimeCounts] | None = field(default=None, repr=False)

    @classmethod
    def empty(cls, dataset: Dataset, space: AllDags, assumptions: Assumptions) -> DigestHistory:
        """Return a history of which nothing is known yet."""
        n_moments = len(dataset.batches) + 1
        nothing = np.empty((n_moments, 0))
        return cls(space, assumptions, dataset.variables, dataset.batches, (None,) * n_moments, (), nothing)

    @cached_property
    def rows(self) -> IntArray:
        """int64[k], rows seen at each checkpoint, ascending from 0."""
        return np.cumsum([0, *(batch.n_rows for batch in self.seen)], dtype=np.int64)

    @property
    def batch_ends(self) -> tuple[int, ...]:
        """Checkpoint at the end of each batch."""
        return tuple(range(1, len(self.digests)))

    @cached_property
    def known(self) -> npt.NDArray[np.bool_]:
        """bool[k], whether the belief at each checkpoint was worked out."""
        return np.array([digest is not None for digest in self.digests])

    @cached_property
    def planned(self) -> tuple[int, ...]:
        """Checkpoints at which belief is worked out without being asked for, ascending.

        They are the ends of all batches; of neighbours with few rows where there are more than 400 batches, or more
        than can be summed over in about half a minute: 139 at 16 variables, 46 at 17, 15 at 18. From 19 variables
        on it is the last one alone.
        """
        most = min(MOST, STEPS // 3**self.space.n)
        last = len(self.seen)
        return moments_kept([batch.n_rows for batch in self.seen], most) if most >= FEWEST else (last,)

    @cached_property
    def joined(self) -> npt.NDArray[np.bool_]:
        """bool[k], whether belief at each checkpoint is known, or at the planned ones before and after it."""
        found = self.known.copy()
        for before, after in pairwise(self.planned):
            if found[before] and found[after]:
                found[before:after] = True
        return found

    @cached_property
    def missing(self) -> tuple[int, ...]:
        """Those of the planned checkpoints that are not known and may be, ascending."""
        return tuple(each for each in self.planned if self.digests[each] is None and each not in self.refused)

    @property
    def present(self) -> Digest | None:
        """Belief after all batches; None while it is not worked out."""
        return self.digests[-1]

    @cached_property
    def entropy_bits(self) -> FloatArray:
        """float64[k], how many bits were open at each checkpoint; nan where that is not known."""
        return np.array([np.nan if digest is None else digest.entropy_bits for digest in self.digests])

    def belief_at(self, checkpoint: int) -> Digest | None:
        """Return the belief at one checkpoint; None where it was not worked out."""
        return self.digests[checkpoint]

    def with_digest(self, checkpoint: int, digest: Digest, shares: FloatArray) -> DigestHistory:
        """Return the history with one moment more.

        Parameters
        ----------
        checkpoint
            Which moment.
        digest
            The belief then.
        shares
            float64[n_followed], the probabilities of the structures that are followed.
        """
        digests = list(self.digests)
        digests[checkpoint] = digest
        table = self.shares.copy()
        table[checkpoint] = shares
        return replace(self, digests=tuple(digests), shares=table, complete=False)


def recalled(
    known: Iterable[DigestHistory], dataset: Dataset, space: AllDags, assumptions: Assumptions
) -> DigestHistory:
    """Return all that earlier histories say of the moments of a dataset; one of that very dataset as it is.

    Parameters
    ----------
    known
        Earlier histories, the latest first; those of other structures, assumptions or variables say nothing.
    dataset, space, assumptions
        What was seen, what may be true, what is assumed.
    """
    fitting = [each for each in known if _fits(each, dataset, space, assumptions)]
    if fitting and fitting[0].seen == dataset.batches:
        return fitting[0]
    found = DigestHistory.empty(dataset, space, assumptions)
    digests = list(found.digests)
    for each in fitting:
        for checkpoint in range(_shared(each.seen, dataset.batches) + 1):
            digests[checkpoint] = digests[checkpoint] or each.digests[checkpoint]
    followed: tuple[Dag, ...] = ()
    shares = found.shares
    if fitting:
        followed = fitting[0].followed
        shares = np.full((len(digests), len(followed)), np.nan)
        shared = _shared(fitting[0].seen, dataset.batches) + 1
        shares[:shared] = fitting[0].shares[:shared]
    counted = [
        each.counted for each in fitting if each.counted and _shared(each.seen, dataset.batches) >= each.counted[0]
    ]
    most = max(counted, key=lambda each: each[0], default=None)
    kept = tuple(_thinned(digests, found.planned))
    return replace(found, digests=kept, followed=followed, shares=shares, counted=most)


def leaders(history: DigestHistory) -> tuple[Dag, ...]:
    """Return which structures to follow, in the order in which they are called 1 to 6.

    They are the two most probable ones after all batches, and of the others that are among the best there, and of those
    that led at some moment, the ones that reached the highest probability; none before any rows, where all are level.
    Who is called by a number keeps it from one planned moment to the next: rows alone decide, and not which moment
    was worked out first.
    """
    present = history.present
    if present is None or present.level:
        return ()
    if not present.n_rows:
        return tuple(each.dag for each in present.best[:FOLLOWED])
    followed: tuple[Dag, ...] = ()
    led: dict[Dag, float] = {}
    for checkpoint in history.planned:
        digest = history.digests[checkpoint]
        if digest is not None and digest.n_rows:
            first = digest.best[0]
            led[first.dag] = max(first.probability, led.get(first.dag, 0.0))
            followed = _in_their_places(_worth_following(digest, led), followed)
    return followed


def _worth_following(digest: Digest, led: Mapping[Dag, float]) -> list[Dag]:
    best = {each.dag: each.probability for each in digest.best}
    reached = {**best, **{dag: max(share, best.get(dag, 0.0)) for dag, share in led.items()}}
    # Equally high ones in the order in which they were met: those of the moment first.
    by_height = nlargest(FOLLOWED, reached, key=lambda dag: round(reached[dag], 9))
    return list(dict.fromkeys([*list(best)[:AT_THE_END], *by_height]))[:FOLLOWED]


def _in_their_places(wanted: Sequence[Dag], before: Sequence[Dag]) -> tuple[Dag, ...]:
    places: list[Dag | None] = [dag if dag in wanted else None for dag in before[: len(wanted)]]
    places += [None] * (len(wanted) - len(places))
    newcomers = iter([dag for dag in wanted if dag not in places])
    return tuple(next(newcomers) if dag is None else dag for dag in places)


def _fits(history: DigestHistory, dataset: Dataset, space: AllDags, assumptions: Assumptions) -> bool:
    same = history.space == space and history.assumptions == assumptions
    return same and history.variables == dataset.variables


def _shared(one: Sequence[Batch], other: Sequence[Batch]) -> int:
    for place, (mine, theirs) in enumerate(zip(one, other, strict=False)):
        if mine is not theirs:
            return place
    return min(len(one), len(other))


def _thinned(digests: Sequence[Digest | None], planned: Sequence[int]) -> Sequence[Digest | None]:
    if sum(digest is not None for digest in digests) <= KEPT:
        return digests
    kept = set(planned)
    return [digest if checkpoint in kept else None for checkpoint, digest in enumerate(digests)]
