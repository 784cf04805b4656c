"""Which candidates have the arrows and the hidden causes that somebody typed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from engine.hypotheses.candidate import Candidate
from engine.hypotheses.districts import projected_districts
from engine.hypotheses.notation import BACKWARDS, COMMON_CAUSE, UNRELATED, HiddenName, chains_of
from engine.hypotheses.space import HypothesisSpace

BoolArray = npt.NDArray[np.bool_]
HIDDEN = "hidden"


class UnknownName(ValueError):
    """Raised for a word that is the beginning of no variable's name; the message is a sentence."""


def matching(text: str, space: HypothesisSpace, names: Sequence[str]) -> BoolArray:
    """Return which candidates have all that a text asks for.

    Parameters
    ----------
    text
        Chains of names joined by ``->`` and ``<-``, or by ``<->`` for a hidden cause of both; chains parted by ``,``
        or ``;``. The first letters of a name are enough, in quotes where they hold an arrow or a comma; a missing
        name stands for any; a name alone for any arrow at it; ``(C)`` for a hidden variable whose name begins so,
        ``()`` for any; ``unrelated`` for neither arrows nor hidden variables, ``hidden`` for any of these.
    space
        The candidates.
    names
        Names of the variables, in the order of the nodes.

    Returns
    -------
    bool[n_candidates]

    Raises
    ------
    UnknownName
        When a word begins no name.
    """
    found = np.ones(len(space), dtype=bool)
    if text.strip().lower() == UNRELATED:
        found[space.hidden_numbers] = False
        return np.asarray(found & ~space.edges.any(axis=(1, 2)))
    for chain in chains_of(text):
        found &= _has_chain(chain, space, names)
    return found


def _has_chain(parts: Sequence[str | None], space: HypothesisSpace, names: Sequence[str]) -> BoolArray:
    words, arrows = parts[0::2], parts[1::2]
    if any(isinstance(word, HiddenName) for word in words) or _means_hidden(words, names):
        return _has_hidden_chain(words, arrows, space, names)
    nodes = [_nodes(word or "", names) for word in words]
    found = np.ones(len(space), dtype=bool)
    if len(nodes) == 1:
        at = space.edges | space.edges.transpose(0, 2, 1)
        touched = np.asarray(at[:, nodes[0], :].any(axis=(1, 2)))
        return touched | _touched_by_hidden(space)[:, nodes[0]].any(axis=1) if space.has_hidden else touched
    if COMMON_CAUSE in arrows and not space.has_hidden:
        return np.zeros(len(space), dtype=bool)
    for left, arrow, right in zip(nodes, arrows, nodes[1:], strict=False):
        parents, children = (right, left) if arrow in BACKWARDS else (left, right)
        has = _shared(space) if arrow == COMMON_CAUSE else space.edges
        found &= has[:, parents][:, :, children].any(axis=(1, 2))
    return found


def _means_hidden(words: Sequence[str | None], names: Sequence[str]) -> bool:
    said = (words[0] or "").strip().lower()
    return len(words) == 1 and said == HIDDEN and not any(name.lower().startswith(said) for name in names)


def _has_hidden_chain(
    words: Sequence[str | None], arrows: Sequence[str | None], space: HypothesisSpace, names: Sequence[str]
) -> BoolArray:
    seen = [None if _is_hidden(word) else _nodes(word or "", names) for word in words]
    found = np.zeros(len(space), dtype=bool)
    for number, shape in space.shapes.items():
        hidden = [name.lower() for name in shape.hidden_names(names)]
        nodes = [
            [shape.n + place for place, name in enumerate(hidden) if name.startswith(_hidden_part(word))]
            if own is None
            else own
            for own, word in zip(seen, words, strict=True)
        ]
        found[number] = all(nodes) and _has_arrows(nodes, arrows, shape)
    return found


def _is_hidden(word: str | None) -> bool:
    return isinstance(word, HiddenName) or (word or "").strip().lower() == HIDDEN


def _hidden_part(word: str | None) -> str:
    # A number of states may follow the name.
    return word.partition(":")[0].strip().lower() if isinstance(word, HiddenName) else ""


def _has_arrows(nodes: Sequence[Sequence[int]], arrows: Sequence[str | None], shape: Candidate) -> bool:
    for left, arrow, right in zip(nodes, arrows, nodes[1:], strict=False):
        parents, children = (right, left) if arrow in BACKWARDS else (left, right)
        if arrow == COMMON_CAUSE or not any(shape.graph.has_edge(one, two) for one in parents for two in children):
            return False
    return True


@lru_cache(maxsize=2)
def _shared(space: HypothesisSpace) -> BoolArray:
    # Which two seen variables have a hidden cause in common, bool[n_candidates, n, n].
    found = np.zeros((len(space), space.n, space.n), dtype=bool)
    for number, shape in space.shapes.items():
        for one, other in projected_districts(shape.n, shape.graph.parents, range(shape.n, shape.graph.n)):
            found[number, one, other] = found[number, other, one] = True
    return found


@lru_cache(maxsize=2)
def _touched_by_hidden(space: HypothesisSpace) -> BoolArray:
    # Which seen variables an arrow joins with a hidden one, bool[n_candidates, n].
    found = np.zeros((len(space), space.n), dtype=bool)
    for number, shape in space.shapes.items():
        for place in range(len(shape.hidden)):
            found[number, [node for node in shape.neighbours_of_hidden(place) if node < shape.n]] = True
    return found


def _nodes(word: str, names: Sequence[str]) -> list[int]:
    wanted = " ".join(word.split()).lower()
    exact = [node for node, name in enumerate(names) if name.lower() == wanted]
    found = exact or [node for node, name in enumerate(names) if name.lower().startswith(wanted)]
    if not found:
        raise UnknownName(f'No variable begins with "{word}". There are {", ".join(names)}.')
    return found
