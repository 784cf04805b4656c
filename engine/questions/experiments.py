"""What could be done next, and what one more row is expected to tell of what is true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations, product

import numpy as np
import numpy.typing as npt

from engine.hypotheses.space import HypothesisSpace
from engine.networks.interventions import OBSERVATION, Intervention, Regime, do, push, randomize
from engine.networks.variables import Variable

GroupArray = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Gain:
    """What one more row under a regime is expected to tell.

    Parameters
    ----------
    regime
        What would be done; targets are columns of the data.
    bits
        Expected information gain (mutual information between the row and what is true), 0 or more.
    standard_error
        How far that may be off, in bits; 0 where it is exact.
    """

    regime: Regime
    bits: float
    standard_error: float = 0.0

    @property
    def exact(self) -> bool:
        """Whether nothing was estimated."""
        return self.standard_error == 0.0


@dataclass(frozen=True)
class Gains:
    """The gains of several experiments, in the order they were asked for, as far as they are known.

    Parameters
    ----------
    gains
        One a regime; None for what is still being worked out.
    entropy_bits
        How much is open now about what was asked, in bits: no experiment tells more.
    """

    gains: tuple[Gain | None, ...]
    entropy_bits: float

    @property
    def known(self) -> tuple[Gain, ...]:
        """Those that are worked out."""
        return tuple(gain for gain in self.gains if gain is not None)

    @property
    def best(self) -> Gain | None:
        """The largest known gain, the first of several; None before any is known."""
        return max(self.known, key=lambda gain: gain.bits, default=None)

    def regret(self, regime: Regime) -> float:
        """Return how many bits less than the best an experiment is expected to tell.

        Raises
        ------
        LookupError
            When it was not asked for, or is not known yet.
        """
        best = self.best
        for gain in self.known:
            if gain.regime == regime and best is not None:
                return best.bits - gain.bits
        raise LookupError("the gain of this experiment is not known")


@dataclass(frozen=True, eq=False)
class Question:
    """Something to be found out that is less than which candidate is true.

    Parameters
    ----------
    groups
        uint8[n_candidates], the answer that each candidate gives, from 0 on.
    """

    groups: GroupArray = field(repr=False)

    @classmethod
    def arrow(cls, space: HypothesisSpace, cause: int, effect: int) -> Question:
        """Ask whether an arrow leads from one place of the space to another; answer 1 is yes."""
        return cls(space.edges[:, cause, effect].astype(np.uint8))

    @classmethod
    def influence(cls, space: HypothesisSpace, cause: int, effect: int) -> Question:
        """Ask whether one place of the space is a cause of another, directly or over others; answer 1 is yes."""
        return cls(space.ancestors[:, cause, effect].astype(np.uint8))

    @property
    def n_answers(self) -> int:
        """How many answers there can be."""
        return int(self.groups.max(initial=0)) + 1


def single_experiments(variables: Sequence[Variable], columns: Sequence[int]) -> tuple[Regime, ...]:
    """Return watching, setting each of some columns to each of its states, and randomising each, in this order."""
    found = [OBSERVATION]
    for column in columns:
        found += [Regime((do(column, state),)) for state in range(variables[column].cardinality)]
    return (*found, *(Regime((randomize(column),)) for column in columns))


def double_experiments(variables: Sequence[Variable], columns: Sequence[int]) -> tuple[Regime, ...]:
    """Return watching, and every way to act on two columns at once, each set to one of its states or randomised."""

    def settings(column: int) -> list[Intervention]:
        return [*(do(column, state) for state in range(variables[column].cardinality)), randomize(column)]

    pairs = combinations(columns, 2)
    both = (Regime(two) for one, other in pairs for two in product(settings(one), settings(other)))
    return (OBSERVATION, *both)


def soft_experiments(variables: Sequence[Variable], columns: Sequence[int]) -> tuple[Regime, ...]:
    """Return watching, and pushing each of some columns halfway towards each of its states.

    Nothing is known beforehand of the table that a variable then follows, other than that it is a new one, until it
    was pushed that way before (Eaton and Murphy 2007): so one row of any first push of a variable tells as much as
    one in which it is randomised.
    """
    pushes = (push(column, state) for column in columns for state in range(variables[column].cardinality))
    return (OBSERVATION, *(Regime((each,)) for each in pushes))
