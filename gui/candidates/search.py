"""Which candidates have the arrows that somebody typed."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from engine.hypotheses.notation import UNRELATED
from engine.hypotheses.space import HypothesisSpace

BoolArray = npt.NDArray[np.bool_]
_ARROW = re.compile(r"\s*(->|<-|\N{RIGHTWARDS ARROW}|\N{LEFTWARDS ARROW})\s*")
_BACKWARDS = ("<-", "\N{LEFTWARDS ARROW}")


class UnknownName(ValueError):
    """Raised for a word that is the beginning of no variable's name; the message is a sentence."""


def matching(text: str, space: HypothesisSpace, names: Sequence[str]) -> BoolArray:
    """Return which candidates have all the arrows in a text.

    Parameters
    ----------
    text
        Chains of names joined by ``->`` and ``<-``, chains parted by ``,`` or ``;``. The first letters of a name
        are enough; a missing name stands for any; a name alone for any arrow at it; ``unrelated`` for none.
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
    for chain in re.split(r"[;,]", text):
        if chain.strip():
            found &= _has_chain(chain.strip(), space, names)
    return found


def _has_chain(chain: str, space: HypothesisSpace, names: Sequence[str]) -> BoolArray:
    parts = _ARROW.split(chain)
    nodes = [_nodes(part, names) for part in parts[0::2]]
    if len(nodes) == 1:
        at = space.edges | space.edges.transpose(0, 2, 1)
        return np.asarray(at[:, nodes[0], :].any(axis=(1, 2)))
    found = np.ones(len(space), dtype=bool)
    for left, arrow, right in zip(nodes, parts[1::2], nodes[1:], strict=False):
        parents, children = (right, left) if arrow in _BACKWARDS else (left, right)
        found &= space.edges[:, parents][:, :, children].any(axis=(1, 2))
    return found


def _nodes(word: str, names: Sequence[str]) -> list[int]:
    wanted = " ".join(word.split()).lower()
    exact = [node for node, name in enumerate(names) if name.lower() == wanted]
    found = exact or [node for node, name in enumerate(names) if name.lower().startswith(wanted)]
    if not found:
        raise UnknownName(f'No variable begins with "{word}". There are {", ".join(names)}.')
    return found
