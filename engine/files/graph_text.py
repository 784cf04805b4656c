"""Graphs as DAGitty and Graphviz write them: nodes and edges, each with attributes in square brackets."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.files.bif_tokens import END, WORD
from engine.files.network_parts import refuse_more_than_read
from engine.files.scanner import GRAPH, QUOTED, Scanner, shortened

DEEPEST = 50
MOST_EDGES = 100_000
MOST_TOKENS = 1_000_000
ARROWS = ("->", "<-", "<->", "--", "@->", "<-@", "@-@", "--@", "@--")
_DEFAULTS = ("node", "edge", "graph")

Attributes = dict[str, str]


@dataclass(frozen=True)
class GraphEdge:
    """An edge as written: its ends, the arrow between them, and its line."""

    left: str
    arrow: str
    right: str
    line: int


@dataclass
class GraphText:
    """A graph as written: its kind (`dag`, `digraph`), its name, its nodes in the order of their names, its edges."""

    kind: str = ""
    title: str = ""
    nodes: dict[str, Attributes] = field(default_factory=dict)
    edges: list[GraphEdge] = field(default_factory=list)


def parse_graph(text: str) -> GraphText:
    """Return the graph in a text such as ``dag { A -> B; "C d" [latent] }`` or ``digraph g { A -> { B C } }``.

    Raises
    ------
    InvalidInput
        For the first place that cannot be read.
    """
    return _Parser(text).parse()


class _Parser:
    def __init__(self, text: str) -> None:
        self._scanner = Scanner(text, GRAPH, MOST_TOKENS)
        self._found = GraphText()

    def parse(self) -> GraphText:
        scanner = self._scanner
        kind = scanner.name('"dag" or "digraph"').lower()
        if kind == "strict":
            kind = scanner.name('"digraph"').lower()
        self._found.kind = kind
        if scanner.at(WORD, QUOTED):
            self._found.title = scanner.advance().text
        scanner.expect("{")
        self._statements(1)
        scanner.expect("}")
        if not scanner.at(END):
            raise scanner.fault("more follows behind the graph", "Keep one graph in a file")
        return self._found

    def _statements(self, depth: int) -> list[str]:
        """Read up to the closing brace and return the nodes named."""
        if depth > DEEPEST:
            raise self._scanner.fault(f"braces are nested more than {DEEPEST} deep")
        named: list[str] = []
        while not self._scanner.at("}", END):
            if self._scanner.at(";", ","):
                self._scanner.advance()
                continue
            named += self._statement(depth)
        return named

    def _statement(self, depth: int) -> list[str]:
        scanner = self._scanner
        if scanner.at(WORD) and scanner.now.text.lower() in (*_DEFAULTS, "subgraph"):
            keyword = scanner.now.text.lower()
            if keyword in _DEFAULTS and self._sets_defaults():
                return []
        left = self._ends(depth)
        if len(left) == 1 and scanner.skip("="):
            # An attribute of the graph: bb="0,0,1,1".
            scanner.name("a value")
            self._forget(left[0])
            return []
        named = list(left)
        sides, arrows = [left], []
        while scanner.at(*ARROWS):
            line = scanner.line
            arrows.append((scanner.advance().kind, line))
            sides.append(self._ends(depth))
            named += sides[-1]
        attributes = self._attributes()
        if arrows:
            self._add_edges(sides, arrows)
        elif len(left) == 1:
            self._found.nodes[left[0]].update(attributes)
        return named

    def _sets_defaults(self) -> bool:
        keyword = self._scanner.advance()
        if self._scanner.at("["):
            self._attributes()
            return True
        raise self._scanner.unexpected(f'"[" behind "{keyword.text}"')

    def _add_edges(self, sides: list[list[str]], arrows: list[tuple[str, int]]) -> None:
        for (arrow, line), lefts, rights in zip(arrows, sides, sides[1:], strict=False):
            if len(self._found.edges) + len(lefts) * len(rights) > MOST_EDGES:
                raise self._scanner.fault(f"there are more than {MOST_EDGES:,} edges")
            self._found.edges += [GraphEdge(left, arrow, right, line) for left in lefts for right in rights]

    def _ends(self, depth: int) -> list[str]:
        """Read a node, or a group of them in braces, and return the names."""
        scanner = self._scanner
        if scanner.at(WORD) and scanner.now.text.lower() == "subgraph":
            scanner.advance()
            if scanner.at(WORD, QUOTED):
                scanner.advance()
        if scanner.skip("{"):
            named = self._statements(depth + 1)
            scanner.expect("}")
            return list(dict.fromkeys(named))
        name = scanner.name("the name of a node")
        if scanner.skip(":"):
            # A port: where at the node an edge ends.
            scanner.name("a port")
            if scanner.skip(":"):
                scanner.name("a point of the compass")
        if not name.strip():
            raise scanner.fault("a node has no name", "Give it one")
        if name not in self._found.nodes:
            refuse_more_than_read(len(self._found.nodes))
            self._found.nodes[name] = {}
        return [name]

    def _forget(self, name: str) -> None:
        """Take back a word that turned out to be an attribute, unless it is a node as well."""
        if not self._found.nodes[name] and all(name not in (edge.left, edge.right) for edge in self._found.edges):
            del self._found.nodes[name]

    def _attributes(self) -> Attributes:
        scanner = self._scanner
        found: Attributes = {}
        while scanner.skip("["):
            while not scanner.at("]", END):
                if scanner.at(",", ";"):
                    scanner.advance()
                    continue
                name = scanner.name("an attribute").lower()
                found[name] = scanner.name(f"the value of {shortened(name)}") if scanner.skip("=") else ""
            scanner.expect("]")
        return found
