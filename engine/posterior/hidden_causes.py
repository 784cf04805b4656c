"""Hidden variables of all candidates together: which there are, what they are joined with, how probable that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from engine.hypotheses.candidate import Candidate, distinct_names
from engine.hypotheses.districts import seen_effects
from engine.hypotheses.space import HypothesisSpace

Numbers = npt.NDArray[np.intp]
# A hidden variable by its name, or by what it acts on and its number of states when nobody named it.
_Effects = tuple[tuple[int, ...], int | None]
_Key = str | _Effects
_End = int | _Key


@dataclass(frozen=True)
class HiddenCause:
    """A hidden variable, taken as the same in all candidates that have one of its name, or of its effects and size.

    Parameters
    ----------
    name
        What it is called; empty when nobody named it.
    effects
        The seen variables that it acts on in some candidate, directly or through hidden ones, ascending.
    sizes
        How many states it has in the candidates: numbers ascending, None before them for "of open size".
    members
        intp[n_members], the candidates that have it, ascending.
    """

    name: str
    effects: tuple[int, ...]
    sizes: tuple[int | None, ...]
    members: Numbers

    def probability(self, weights: npt.NDArray[np.float64]) -> float:
        """Return the weight together of the candidates that have it."""
        return float(weights[self.members].sum())


@dataclass(frozen=True, eq=False)
class HiddenCauses:
    """All hidden variables of the candidates of a space, and the arrows at them.

    Parameters
    ----------
    causes
        In the order in which the candidates come to speak of them.
    arrows
        The candidates that have an arrow, by its ends (parent, child): seen nodes by number, then the causes.
    """

    causes: tuple[HiddenCause, ...]
    arrows: Mapping[tuple[int, int], Numbers]

    def called(self, names: Sequence[str]) -> tuple[str, ...]:
        """Return a name for each, unlike all others and those given; U, U2 ... for those without one."""
        return distinct_names([each.name for each in self.causes], names)

    def arrow_probabilities(self, weights: npt.NDArray[np.float64]) -> dict[tuple[int, int], float]:
        """Return the weight together of the candidates that have each arrow, by its ends."""
        return {ends: float(weights[members].sum()) for ends, members in self.arrows.items()}


def hidden_causes(space: HypothesisSpace) -> HiddenCauses:
    """Return the hidden variables of all candidates; kept for the spaces asked for last."""
    # Spaces that differ in the names of hidden variables alone are equal, and would be taken for one another.
    return _found(
        space, tuple((number, each.name) for number in sorted(space.shapes) for each in space.shapes[number].hidden)
    )


@lru_cache(maxsize=2)
def _found(space: HypothesisSpace, names: tuple[tuple[int, str], ...]) -> HiddenCauses:
    del names
    keys = {number: _keys(shape) for number, shape in space.shapes.items()}
    named = _named_like(space, keys)
    members: dict[_Key, list[int]] = {}
    effects: dict[_Key, set[int]] = {}
    sizes: dict[_Key, set[int | None]] = {}
    arrows: dict[tuple[_End, _End], list[int]] = {}
    for number in sorted(space.shapes):
        shape = space.shapes[number]
        own = [named.get(key, key) for key in keys[number]]
        for place, key in enumerate(own):
            members.setdefault(key, []).append(number)
            effects.setdefault(key, set()).update(_effects(shape, place))
            sizes.setdefault(key, set()).add(shape.hidden[place].states)
        ends: list[_End] = [*range(shape.n), *own]
        for parent, child in sorted(shape.graph.edges()):
            if max(parent, child) >= shape.n:
                arrows.setdefault((ends[parent], ends[child]), []).append(number)
    places: dict[_End, int] = {**{node: node for node in range(space.n)}}
    places.update({key: space.n + place for place, key in enumerate(members)})
    causes = tuple(
        HiddenCause(
            key if isinstance(key, str) else "",
            tuple(sorted(effects[key])),
            tuple(sorted(sizes[key], key=lambda size: size or 0)),
            np.unique(found),
        )
        for key, found in members.items()
    )
    return HiddenCauses(causes, {(places[one], places[two]): np.unique(each) for (one, two), each in arrows.items()})


def _keys(shape: Candidate) -> list[_Key]:
    return [each.name or (_effects(shape, place), each.states) for place, each in enumerate(shape.hidden)]


def _effects(shape: Candidate, place: int) -> tuple[int, ...]:
    hidden = range(shape.n, shape.graph.n)
    return tuple(sorted(seen_effects(shape.n + place, shape.n, shape.graph.parents, hidden)))


def _named_like(space: HypothesisSpace, keys: Mapping[int, Sequence[_Key]]) -> dict[_Key, _Key]:
    # One without a name is taken for the first named one of the same effects and size.
    found: dict[_Key, _Key] = {}
    for number in sorted(keys):
        for place, key in enumerate(keys[number]):
            if isinstance(key, str):
                shape = space.shapes[number]
                found.setdefault((_effects(shape, place), shape.hidden[place].states), key)
    return found
