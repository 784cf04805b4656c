"""The candidate structures among which belief is shared out: listed one by one, or all there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from math import comb
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from engine.hypotheses.candidate import Candidate
from engine.hypotheses.dags import LARGEST, Parents, all_dags, ancestor_masks
from engine.networks.dag import Dag
from engine.problems import InvalidInput, Problem

# Up to so many variables structures are listed unless otherwise asked; `every_dag` can list one more.
ENUMERABLE = 5
# So many variables can be summed over exactly without listing structures.
SUMMABLE = 20
# A list may be so long: it is read in half a minute, and takes as long again to weigh.
MOST_LISTED = 50_000


@dataclass(frozen=True, eq=False)
class HypothesisSpace:
    """Candidates over some columns of the data.

    Parameters
    ----------
    over
        Columns of the dataset that the candidates are about; node k of a candidate is column ``over[k]``.
    parents
        uint8[n_candidates, len(over)], bit mask of each node's parents among what is seen, read-only.
    complete
        Whether the candidates are all DAGs there are.
    shapes
        The candidates in which something is hidden, by their numbers; the others are DAGs, and `parents` says all
        of them.
    """

    over: tuple[int, ...]
    parents: Parents = field(repr=False)
    complete: bool
    shapes: Mapping[int, Candidate] = field(default_factory=dict, repr=False)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, HypothesisSpace) or (self.over, self.complete) != (other.over, other.complete):
            return False
        if self.parents is not other.parents and not np.array_equal(self.parents, other.parents):
            return False
        return self.shapes == other.shapes

    def __hash__(self) -> int:
        return hash((self.over, self.complete, len(self)))

    def __len__(self) -> int:
        return int(self.parents.shape[0])

    @property
    def n(self) -> int:
        """The number of variables the candidates are about."""
        return len(self.over)

    @property
    def count(self) -> int:
        """How many candidates there are."""
        return len(self)

    def dag(self, candidate: int) -> Dag:
        """Return the arrows of one candidate between what is seen; its node k is column ``over[k]``."""
        return Dag(tuple(int(mask) for mask in self.parents[candidate]))

    def candidate(self, number: int) -> Candidate:
        """Return one candidate, hidden variables and all."""
        return self.shapes.get(number) or Candidate.of(self.dag(number))

    @property
    def has_hidden(self) -> bool:
        """Whether something is hidden in a candidate."""
        return bool(self.shapes)

    @cached_property
    def hidden_numbers(self) -> npt.NDArray[np.intp]:
        """intp[n_hidden], the candidates in which something is hidden, ascending."""
        return np.array(sorted(self.shapes), dtype=np.intp)

    def find(self, sought: Dag | Candidate) -> int | None:
        """Return the number of the candidate equal to `sought`, or None when it is not among them."""
        if isinstance(sought, Candidate) and sought.hidden:
            return next((number for number, shape in self.shapes.items() if shape == sought), None)
        dag = sought.graph if isinstance(sought, Candidate) else sought
        if dag.n != self.n:
            return None
        matches = np.flatnonzero((self.parents == np.array(dag.parents, dtype=np.uint8)).all(axis=1))
        return next((int(match) for match in matches if int(match) not in self.shapes), None)

    @cached_property
    def edges(self) -> npt.NDArray[np.bool_]:
        """bool[n_candidates, n, n]; ``edges[g, i, j]`` means i -> j in candidate g."""
        return _unpacked(self.parents)

    @cached_property
    def ancestors(self) -> npt.NDArray[np.bool_]:
        """bool[n_candidates, n, n]; ``ancestors[g, i, j]`` means a directed path from i to j, over hidden ones too."""
        return _unpacked(self.ancestor_masks)

    @cached_property
    def ancestor_masks(self) -> Parents:
        """uint8[n_candidates, n], bit mask of every node's ancestors among what is seen."""
        found = ancestor_masks(self.parents)
        seen = (1 << self.n) - 1
        for number, shape in self.shapes.items():
            found[number] = [shape.graph.ancestors(node) & seen for node in range(self.n)]
        found.flags.writeable = False
        return found


@dataclass(frozen=True)
class AllDags:
    """All DAGs over some columns of the data, too many to be listed: belief is computed by sums over them.

    Parameters
    ----------
    over
        Columns of the dataset that the structures are about; node k of a structure is column ``over[k]``.

    Raises
    ------
    InvalidInput
        When there are none, one is named twice, or there are more than can be summed over.
    """

    over: tuple[int, ...]
    complete = True

    def __post_init__(self) -> None:
        _check_columns(self.over, SUMMABLE)

    @property
    def n(self) -> int:
        """The number of variables the structures are about."""
        return len(self.over)

    @property
    def count(self) -> int:
        """How many DAGs there are, exactly."""
        return dag_count(self.n)


Hypotheses: TypeAlias = HypothesisSpace | AllDags


def dags_over(over: Sequence[int]) -> Hypotheses:
    """Return all DAGs over some columns: listed where that can be done, else as a whole.

    Raises
    ------
    InvalidInput
        When there are none, one is named twice, or there are more than 20.
    """
    return every_dag(over) if len(over) <= ENUMERABLE else AllDags(tuple(over))


@lru_cache
def dag_count(n: int) -> int:
    """Return the number of DAGs on n labelled nodes (Robinson 1973): 1, 1, 3, 25, 543, 29281 ..."""
    if n == 0:
        return 1
    terms = ((-1) ** (k + 1) * comb(n, k) * (1 << k * (n - k)) * dag_count(n - k) for k in range(1, n + 1))
    return sum(terms)


def every_dag(over: Sequence[int]) -> HypothesisSpace:
    """Return the space of all DAGs over some columns.

    Raises
    ------
    InvalidInput
        When there are none, one is named twice, or there are more than 6.
    """
    _check_columns(over, LARGEST)
    return HypothesisSpace(tuple(over), all_dags(len(over)), complete=True)


def listed(over: Sequence[int], candidates: Sequence[Dag | Candidate]) -> HypothesisSpace:
    """Return a space of the given candidates, in their order.

    Raises
    ------
    InvalidInput
        When there is none, one is listed twice or is about another number of variables, there are too many, or the
        columns do not do.
    """
    refuse_unlistable(over, len(candidates))
    if not candidates:
        raise InvalidInput(Problem("there are no candidates", "List at least one structure"))
    found = [each if isinstance(each, Candidate) else Candidate.of(each) for each in candidates]
    for each in found:
        if each.n != len(over):
            what = f"a candidate about {each.n} variables was listed"
            raise InvalidInput(Problem(what, f"Each must be about the same {len(over)}"))
    if len(set(found)) < len(found):
        raise InvalidInput(Problem("a candidate is listed twice", "List each structure once"))
    parents = np.array([each.seen.parents for each in found], dtype=np.uint8).reshape(len(found), len(over))
    parents.flags.writeable = False
    shapes = {number: each for number, each in enumerate(found) if each.hidden}
    return HypothesisSpace(tuple(over), parents, complete=False, shapes=shapes)


def refuse_unlistable(over: Sequence[int], n_candidates: int) -> None:
    """Raise InvalidInput when so many candidates over some columns cannot be listed; they need not be there yet."""
    _check_columns(over, LARGEST)
    if n_candidates > MOST_LISTED:
        what = f"there are {n_candidates:,} candidates in the list"
        raise InvalidInput(Problem(what, f"List at most {MOST_LISTED:,}"))


def _check_columns(over: Sequence[int], largest: int) -> None:
    if not 1 <= len(over) <= largest:
        raise InvalidInput(
            Problem(f"belief over {len(over)} variables was asked for", f"Choose between 1 and {largest} variables")
        )
    if len(set(over)) < len(over):
        raise InvalidInput(Problem("one variable was chosen twice", "Choose each variable once"))


def _unpacked(masks: Parents) -> npt.NDArray[np.bool_]:
    n = masks.shape[1]
    parents = np.arange(n, dtype=np.uint8)[None, :, None]
    unpacked = (masks[:, None, :] >> parents & 1).astype(bool)
    unpacked.flags.writeable = False
    return unpacked
