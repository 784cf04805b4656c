"""A whole account of why one candidate stands where it stands beside another: bits and the counts behind them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from engine.data.dataset import Dataset
from engine.networks.interventions import Regime
from engine.posterior.history import BeliefHistory
from engine.posterior.posterior import heaviest
from engine.problems import InvalidInput
from engine.progress import Progress
from engine.questions.hindsight import Hindsight, hindsight
from engine.questions.reasons import Reasons, Share, reasons_against_rest, reasons_between

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Counted:
    """What two candidates expected of one variable, and what there was, in rows.

    Parameters
    ----------
    expected, rival
        float64[cardinality], rows that the candidate and its rival expected of each state, batch by batch.
    seen
        float64[cardinality], rows there were.
    """

    expected: FloatArray = field(repr=False)
    rival: FloatArray = field(repr=False)
    seen: FloatArray = field(repr=False)


@dataclass(frozen=True, eq=False)
class Group:
    """All batches of one kind.

    Parameters
    ----------
    regime
        What was done in them.
    batches
        Their numbers.
    rows
        How many rows they have together.
    reasons
        What they contributed.
    counts
        By place in the space, for variables that nobody set; empty where there are too many different rows.
    """

    regime: Regime
    batches: tuple[int, ...]
    rows: int
    reasons: Reasons
    counts: dict[int, Counted] = field(repr=False)


@dataclass(frozen=True, eq=False)
class Account:
    """Why the odds are what they are.

    Parameters
    ----------
    one
        The candidate, by number.
    other
        The one it stands beside; None for all others together.
    rival
        The candidate whose expectations stand in `counts`: `other`, or the heaviest of all others.
    groups
        What was done, in order of first appearance.
    prior_bits
        log2 of the odds before any row.
    bits
        log2 of the odds after the last of these rows.
    standard_error
        How far that may be off; 0 where it is exact.
    """

    one: int
    other: int | None
    rival: int
    groups: tuple[Group, ...]
    prior_bits: float
    bits: float
    standard_error: float

    @property
    def exact(self) -> bool:
        """Whether nothing was estimated."""
        return self.standard_error == 0.0

    @property
    def most_telling(self) -> tuple[Group, Share] | None:
        """Where the odds were moved most the way that they went; None where no single variable moved them.

        The kind of batch that as a whole moved them furthest that way, and of it the variable that spoke most for it.
        """
        way = 1.0 if sum(group.reasons.bits for group in self.groups) >= 0 else -1.0
        for group in sorted(self.groups, key=lambda each: -way * each.reasons.bits):
            shares = [share for share in group.reasons.shares if len(share.places) == 1 and not share.set_by_hand]
            telling = [share for share in shares if way * share.bits > 1e-9]
            if telling:
                return group, max(telling, key=lambda share: abs(share.bits))
        return None


def give_account(
    history: BeliefHistory, dataset: Dataset, n_batches: int, one: int, other: int | None, seed: int = 1
) -> Iterator[Progress[Account]]:
    """Work out why one candidate stands where it does after some batches.

    Parameters
    ----------
    history, dataset
        How belief moved, and the rows that it is about.
    n_batches
        How many batches count, from the first on.
    one, other
        The candidates, by number; None for all others together.
    seed
        Seed of what must be estimated.

    Yields
    ------
    Progress
        After each batch; the last one holds the account.
    """
    end = (0, *history.batch_ends)[n_batches]
    weights = history.posterior_at(end).weights
    rival = other if other is not None else _rival(weights, one)
    kinds: dict[Regime, list[int]] = {}
    for number in range(n_batches):
        if dataset.batches[number].n_rows:
            kinds.setdefault(dataset.batches[number].regime, []).append(number)
    reasons: dict[int, Reasons] = {}
    behind: dict[int, Hindsight | None] = {}
    for done, number in enumerate(sorted(each for numbers in kinds.values() for each in numbers)):
        between = reasons_against_rest(history, number, one) if other is None else None
        reasons[number] = between or reasons_between(history, number, one, rival)
        behind[number] = None
        try:
            for progress in hindsight(history, dataset, number, (one, rival), seed):
                behind[number] = progress.partial
                yield Progress(done, n_batches + 1)
        except InvalidInput:
            # More different rows than can be told apart: bits are known all the same.
            pass
    groups = tuple(_group(dataset, numbers, reasons, behind) for numbers in kinds.values())
    start = history.posterior_at(0).weights
    errors = math.sqrt(sum(group.reasons.standard_error**2 for group in groups))
    account = Account(one, other, rival, groups, _bits(start, one, other), _bits(weights, one, other), errors)
    yield Progress(1, 1, account)


def _group(
    dataset: Dataset,
    numbers: Sequence[int],
    reasons: dict[int, Reasons],
    behind: dict[int, Hindsight | None],
) -> Group:
    sums: dict[tuple[int, ...], float] = {}
    by_hand: dict[tuple[int, ...], bool] = {}
    for number in numbers:
        for share in reasons[number].shares:
            sums[share.places] = sums.get(share.places, 0.0) + share.bits
            by_hand[share.places] = share.set_by_hand
    shares = tuple(Share(places, amount, by_hand[places]) for places, amount in sums.items())
    error = math.sqrt(sum(reasons[number].standard_error ** 2 for number in numbers))
    total = Reasons(shares, sum(reasons[number].bits for number in numbers), error)
    rows = sum(dataset.batches[number].n_rows for number in numbers)
    regime = dataset.batches[numbers[0]].regime
    return Group(regime, tuple(numbers), rows, total, _counts([behind[number] for number in numbers]))


def _counts(behind: Sequence[Hindsight | None]) -> dict[int, Counted]:
    found = [each for each in behind if each is not None]
    if len(found) < len(behind):
        return {}
    counts = {}
    for place in found[0].predictions.free:
        expected = sum(each.n_rows * each.predictions.marginals(place) for each in found)
        seen = sum(each.predictions.summed(each.observed[None], [place])[0] for each in found)
        both = np.asarray(expected)
        counts[place] = Counted(both[0], both[1], np.asarray(seen))
    return counts


def _rival(weights: FloatArray, one: int) -> int:
    return next((each for each in heaviest(weights, 2) if each != one), one)


def _bits(weights: FloatArray, one: int, other: int | None) -> float:
    rest = float(weights.sum() - weights[one]) if other is None else float(weights[other])
    own = float(weights[one])
    if own <= 0 or rest <= 0:
        return math.inf if own > rest else -math.inf
    return math.log2(own / rest)
