"""The candidates of a space, sorted into equivalence classes."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from engine.hypotheses.separations import class_numbers, mixed_graphs
from engine.hypotheses.space import HypothesisSpace
from engine.networks.class_keys import class_keys, numbered


@dataclass(frozen=True, eq=False)
class Classes:
    """Which candidates no data under some regimes can tell apart.

    Parameters
    ----------
    number
        int32[n_candidates], the number of each candidate's class; classes stand in the order of their first members.
    first
        intp[n_classes], the first member of each class, ascending.
    sizes
        intp[n_classes], how many candidates each class holds.
    """

    number: npt.NDArray[np.int32] = field(repr=False)
    first: npt.NDArray[np.intp] = field(repr=False)
    sizes: npt.NDArray[np.intp] = field(repr=False)

    def __len__(self) -> int:
        return len(self.first)

    def sums(self, values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Return the sum of one value a candidate over each class, float64[n_classes]."""
        return np.asarray(np.bincount(self.number, weights=values, minlength=len(self)), dtype=np.float64)

    def members(self, number: int) -> npt.NDArray[np.intp]:
        """Return the candidates of one class, ascending."""
        return np.flatnonzero(self.number == number)


# At six variables this holds 33 MB for each set of regimes.
@lru_cache(maxsize=2)
def classes_of(
    space: HypothesisSpace,
    target_masks: frozenset[int] = frozenset({0}),
    changes: frozenset[int] = frozenset(),
) -> Classes:
    """Sort the candidates of a space into classes; kept for the spaces and regimes asked for last.

    Parameters
    ----------
    space
        The candidates.
    target_masks
        Bit mask, over the nodes of the space, of what was set by hand in each regime; 0 is observation, which counts
        only when it is among them: the default is Markov equivalence.
    changes
        Bit masks of the nodes whose tables differed between two regimes (soft interventions).

    Notes
    -----
    4 ms for all DAGs over five variables, 0.6 to 0.9 s over six. Lists in which something is hidden are sorted by
    `class_numbers`, 0.2 s for 2,000 candidates over six.
    """
    if space.has_hidden:
        number = class_numbers(mixed_graphs(space), target_masks, changes)
        first = np.unique(number, return_index=True)[1]
    else:
        first, number = numbered(class_keys(space.parents, target_masks, changes))
    found = Classes(number, first, np.bincount(number))
    for part in (found.number, found.first, found.sizes):
        part.flags.writeable = False
    return found
