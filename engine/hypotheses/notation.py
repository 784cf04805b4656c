"""How a structure is written in a line of text: ``A -> B <- C; D`` or ``unrelated``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.networks.dag import CycleError, Dag
from engine.problems import InvalidInput, Problem

UNRELATED = "unrelated"
_ARROW = re.compile(r"\s*(->|<-)\s*")


def parse_structure(text: str, names: Sequence[str]) -> Dag:
    """Return the DAG that a line of text describes.

    Parameters
    ----------
    text
        Chains of names joined by ``->`` and ``<-``, chains parted by ``,`` or ``;``. Names that no chain
        mentions have no arrows. ``unrelated`` is the graph without arrows.
    names
        Names of the nodes, in order.

    Raises
    ------
    InvalidInput
        For an empty line, an unknown name, an arrow without an end, or arrows that close a circle.
    """
    if text.strip().lower() == UNRELATED and UNRELATED not in names:
        return Dag((0,) * len(names))
    chains = [chain for chain in re.split(r"[;,]", text) if chain.strip()]
    if not chains:
        raise InvalidInput(Problem("no structure is given", f'Write it like "A -> B", or "{UNRELATED}"'))
    edges: list[tuple[int, int]] = []
    for chain in chains:
        edges.extend(_edges_of_chain(chain, text, names))
    try:
        return Dag.from_edges(len(names), edges)
    except CycleError as error:
        circle = ", ".join(names[node] for node in error.cycle)
        raise InvalidInput(Problem(f'"{text}" closes a circle: {circle}', "Leave one of its arrows out")) from None


def format_structure(dag: Dag, names: Sequence[str]) -> str:
    """Return the line of text that `parse_structure` reads back: arrows by parent, then child."""
    if not any(dag.parents):
        return UNRELATED
    return ", ".join(f"{names[parent]} -> {names[child]}" for parent, child in sorted(dag.edges()))


def _edges_of_chain(chain: str, text: str, names: Sequence[str]) -> list[tuple[int, int]]:
    parts = _ARROW.split(chain.strip())
    nodes = [_node(part, text, names) for part in parts[0::2]]
    edges = []
    for left, arrow, right in zip(nodes, parts[1::2], nodes[1:], strict=False):
        edges.append((left, right) if arrow == "->" else (right, left))
    return edges


def _node(name: str, text: str, names: Sequence[str]) -> int:
    if name in names:
        return names.index(name)
    if not name:
        raise InvalidInput(Problem(f'"{text}" has an arrow without an end', 'Write it like "A -> B"'))
    raise InvalidInput(
        Problem(f'"{text}" speaks of "{name}", which is not a variable here', f"The variables are: {', '.join(names)}")
    )
