"""Which variables stand in a relation to one, and what is said about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum

from engine.networks.dag import Dag, bits, mask_of
from gui.drawing.graph import Graph
from gui.world.words import listed


class Relation(Enum):
    """What is lit on the canvas around a variable: plain words, the term, and what it says."""

    value: tuple[str, str, str]
    NONE = ("Nothing", "", "")
    PARENTS = ("Causes", "parents", "Direct causes of {} (parents): {}.")
    ANCESTORS = ("Causes and their causes", "ancestors", "All that leads to {} (ancestors): {}.")
    DESCENDANTS = ("Effects and their effects", "descendants", "All that {} leads to (descendants): {}.")
    BLANKET = (
        "What shields it from the rest",
        "Markov blanket",
        "Knowing {1}, nothing else tells more about {0} (Markov blanket).",
    )

    @property
    def words(self) -> str:
        """What it is called in the menu."""
        plain, term, _ = self.value
        return f"{plain} ({term})" if term else plain


EMPTY = {
    Relation.PARENTS: "Nothing leads to {}: it has no causes here (parents).",
    Relation.ANCESTORS: "Nothing leads to {}: it has no causes here (ancestors).",
    Relation.DESCENDANTS: "{} leads to nothing here (descendants).",
    Relation.BLANKET: "Nothing here tells anything about {} (Markov blanket).",
}


def related(dag: Dag, node: int, relation: Relation) -> int:
    """Return the bit mask of the nodes that stand in a relation to one, itself not among them."""
    if relation is Relation.PARENTS:
        return dag.parents[node]
    if relation is Relation.ANCESTORS:
        return dag.ancestors(node)
    if relation is Relation.DESCENDANTS:
        return mask_of(other for other in range(dag.n) if dag.ancestors(other) >> node & 1)
    if relation is Relation.BLANKET:
        children = dag.children(node)
        together = dag.parents[node] | mask_of(children)
        for child in children:
            together |= dag.parents[child]
        return together & ~(1 << node)
    return 0


def lit(graph: Graph, dag: Dag, names: Sequence[str], name: str, relation: Relation) -> Graph:
    """Return the graph in which what stands in the relation to a variable is lit, with the arrows that make it so."""
    if relation is Relation.NONE or name not in names:
        return graph
    node = names.index(name)
    found = {names[other] for other in bits(related(dag, node, relation))}
    within = found | {name}
    nodes = {each: replace(state, lit=True) if each in found else state for each, state in graph.nodes.items()}
    edges = {
        ends: replace(state, lit=True) if _makes(relation, ends, within, name) and state.kind == "arrow" else state
        for ends, state in graph.edges.items()
    }
    return replace(graph, nodes=nodes, edges=edges)


def relation_sentence(dag: Dag, names: Sequence[str], name: str, relation: Relation, letters: int = 400) -> str:
    """Return what is lit, as a sentence of about so many letters at most; "" where nothing is to be lit."""
    if relation is Relation.NONE or name not in names:
        return ""
    found = [names[other] for other in bits(related(dag, names.index(name), relation))]
    if not found:
        return EMPTY[relation].format(name)
    sentence = ""
    for few in range(len(found), 0, -1):
        more = [f"{len(found) - few} more"] if len(found) > few else []
        sentence = relation.value[2].format(name, listed([*found[:few], *more]))
        if len(sentence) <= letters:
            break
    return sentence


def _makes(relation: Relation, ends: tuple[str, str], within: set[str], name: str) -> bool:
    if relation is Relation.PARENTS:
        return ends[1] == name
    return ends[0] in within and ends[1] in within
