"""Which candidates have the arrows that somebody typed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from engine.hypotheses.notation import BACKWARDS, COMMON_CAUSE, UNRELATED, chains_of
from engine.hypotheses.space import HypothesisSpace

BoolArray = npt.NDArray[np.bool_]


class UnknownName(ValueError):
    """Raised for a word that is the beginning of no variable's name; the message is a sentence."""


def matching(text: str, space: HypothesisSpace, names: Sequence[str]) -> BoolArray:
    """Return which candidates have all the arrows in a text.

    Parameters
    ----------
    text
        Chains of names joined by ``->`` and ``<-``, chains parted by ``,`` or ``;``. The first letters of a name
        are enough, in quotes where they hold an arrow or a comma; a missing name stands for any; a name alone
        for any arrow at it; ``unrelated`` for none.
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
        return np.asarray(~space.edges.any(axis=(1, 2)))
    for chain in chains_of(text):
        found &= _has_chain(chain, space, names)
    return found


def _has_chain(parts: Sequence[str | None], space: HypothesisSpace, names: Sequence[str]) -> BoolArray:
    nodes = [_nodes(part or "", names) for part in parts[0::2]]
    if len(nodes) == 1:
        at = space.edges | space.edges.transpose(0, 2, 1)
        return np.asarray(at[:, nodes[0], :].any(axis=(1, 2)))
    found = np.ones(len(space), dtype=bool)
    if COMMON_CAUSE in parts[1::2]:
        return np.zeros(len(space), dtype=bool)
    for left, arrow, right in zip(nodes, parts[1::2], nodes[1:], strict=False):
        parents, children = (right, left) if arrow in BACKWARDS else (left, right)
        found &= space.edges[:, parents][:, :, children].any(axis=(1, 2))
    return found


def _nodes(word: str, names: Sequence[str]) -> list[int]:
    wanted = " ".join(word.split()).lower()
    exact = [node for node, name in enumerate(names) if name.lower() == wanted]
    found = exact or [node for node, name in enumerate(names) if name.lower().startswith(wanted)]
    if not found:
        raise UnknownName(f'No variable begins with "{word}". There are {", ".join(names)}.')
    return found
