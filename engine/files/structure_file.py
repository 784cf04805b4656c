"""Networks from graphs alone: the arrows are taken over, and tables made up in which all states are alike."""

from __future__ import annotations

import math
from collections.abc import Sequence

from engine.files.graph_text import GraphEdge
from engine.files.messages import listed
from engine.files.network_parts import TablePart, VariablePart, network_from_parts, uniform
from engine.networks.editing import free_name
from engine.networks.network import BayesianNetwork
from engine.problems import Problem
from engine.sessions.positions import Point, Positions

STATES = ("no", "yes")
TABLES_MADE_UP = "The text holds arrows only: every variable got the states no and yes, all of them alike."
ASIDE = 0.8
_UNDIRECTED = "it has no direction"


def network_from_edges(
    names: Sequence[str], edges: Sequence[GraphEdge], hidden: frozenset[str] = frozenset()
) -> tuple[BayesianNetwork, tuple[str, ...]]:
    """Return the network of a graph, and what was made up or could not be taken over, as sentences.

    Parameters
    ----------
    names
        Names of the nodes, in order.
    edges
        The edges; ``A <-> B`` becomes a hidden common cause of both.
    hidden
        The nodes that are never measured.

    Raises
    ------
    InvalidInput
        For edges without direction, arrows that close a circle or from a node to itself, and too many of either.
    """
    everyone, unseen = list(names), set(hidden)
    parents: dict[str, dict[str, None]] = {name: {} for name in names}
    problems, confounders = [], []
    for edge in dict.fromkeys(edges):
        where = f"{edge.left} {edge.arrow} {edge.right}"
        if edge.left == edge.right:
            problems.append(Problem("an arrow leads from a variable to itself", "Remove it", where, edge.line))
        elif edge.arrow == "->":
            parents[edge.right][edge.left] = None
        elif edge.arrow == "<-":
            parents[edge.left][edge.right] = None
        elif edge.arrow == "<->":
            cause = free_name(f"U of {edge.left} and {edge.right}", everyone)
            everyone.append(cause)
            unseen.add(cause)
            confounders.append(cause)
            parents[cause] = {}
            parents[edge.left][cause] = parents[edge.right][cause] = None
        else:
            problems.append(Problem(_UNDIRECTED, 'Write "->" or "<-"', where, edge.line))
    lines = {edge.right: edge.line for edge in edges}
    network = network_from_parts(
        [VariablePart(name, STATES, lines.get(name)) for name in everyone],
        [TablePart(name, tuple(parents[name]), uniform, lines.get(name)) for name in everyone],
        frozenset(unseen),
        problems,
    )
    losses = [TABLES_MADE_UP]
    if confounders:
        losses.append(f"What <-> joins got a hidden common cause: {listed(confounders)}.")
    return network, tuple(losses)


def with_causes_placed(network: BayesianNetwork, positions: Positions) -> Positions:
    """Return places with those of common causes that have none, beside the middle between their two effects."""
    found: dict[str, Point] = {}
    for index in sorted(network.hidden):
        name, effects = network.names[index], [network.names[child] for child in network.dag.children(index)]
        if name in positions or len(effects) != 2 or not all(effect in positions for effect in effects):
            continue
        (x, y), (other_x, other_y) = (positions[effect] for effect in effects)
        apart = math.dist((x, y), (other_x, other_y)) or 1.0
        # Upwards rather than downwards: causes stand above effects.
        sign = 1 if other_x >= x else -1
        aside_x, aside_y = sign * (other_y - y) / apart, -sign * (other_x - x) / apart
        found[name] = round((x + other_x) / 2 + ASIDE * aside_x, 3), round((y + other_y) / 2 + ASIDE * aside_y, 3)
    return positions.moved(found)
