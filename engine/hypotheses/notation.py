"""How a structure is written in a line of text: ``A -> B <- C; D`` or ``unrelated``.

Any name can be written in double quotes, a quote in it doubled: ``"x, y" -> "5"" pipe"``. Names must be that hold
an arrow, a comma or a semicolon, or that begin with a quote or begin or end with a blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from engine.networks.dag import CycleError, Dag
from engine.problems import InvalidInput, Problem

UNRELATED = "unrelated"
BACKWARDS = ("<-", "\N{LEFTWARDS ARROW}")
COMMON_CAUSE = "<->"
_PART = re.compile(
    r"""\s*(?:
        (?P<arrow> <-> | -> | <- | \N{RIGHTWARDS ARROW} | \N{LEFTWARDS ARROW} )
      | (?P<stop> [,;] )
      | "(?P<quoted> (?:[^"]|"")* )" (?= \s* (?: \Z | -> | <- | [,;\N{RIGHTWARDS ARROW}\N{LEFTWARDS ARROW}] ) )
      | (?P<bare> (?: (?! -> | <- ) [^,;\N{RIGHTWARDS ARROW}\N{LEFTWARDS ARROW}] )+ )
    )""",
    re.VERBOSE,
)
_NEEDS_QUOTES = re.compile(r'\A["\s]|\s\Z|->|<-|[,;\N{RIGHTWARDS ARROW}\N{LEFTWARDS ARROW}]')


def parse_structure(text: str, names: Sequence[str]) -> Dag:
    """Return the DAG that a line of text describes.

    Parameters
    ----------
    text
        Chains of names joined by ``->`` and ``<-`` (or real arrows), chains parted by ``,`` or ``;``. Names that
        no chain mentions have no arrows. ``unrelated`` is the graph without arrows.
    names
        Names of the nodes, in order.

    Raises
    ------
    InvalidInput
        For an empty line, an unknown name, an arrow without an end, or arrows that close a circle.
    """
    if text.strip().lower() == UNRELATED and UNRELATED not in names:
        return Dag((0,) * len(names))
    edges: list[tuple[int, int]] = []
    empty = True
    for parts in chains_of(text):
        edges.extend(_edges_of_chain(parts, text, names))
        empty = False
    if empty:
        raise InvalidInput(Problem("no structure is given", f'Write it like "A -> B", or "{UNRELATED}"'))
    try:
        return Dag.from_edges(len(names), edges)
    except CycleError as error:
        circle = ", ".join(names[node] for node in error.cycle)
        raise InvalidInput(Problem(f'"{text}" closes a circle: {circle}', "Leave one of its arrows out")) from None


def format_structure(dag: Dag, names: Sequence[str]) -> str:
    """Return the line of text that `parse_structure` reads back: arrows by parent, then child."""
    return displayed_structure(dag, [written_name(name) for name in names])


def displayed_structure(dag: Dag, names: Sequence[str], arrow: str = " -> ") -> str:
    """Return the same line for the eye alone: names as they are, with an arrow of one's own."""
    if not any(dag.parents):
        return UNRELATED
    return ", ".join(f"{names[parent]}{arrow}{names[child]}" for parent, child in sorted(dag.edges()))


def written_name(name: str) -> str:
    """Return a name as it stands in a structure: in quotes where it could not be read otherwise."""
    return '"' + name.replace('"', '""') + '"' if needs_quotes(name) else name


def needs_quotes(name: str) -> bool:
    """Return whether a name can be read in a structure only when it stands in quotes."""
    return _NEEDS_QUOTES.search(name) is not None


def chains_of(text: str) -> Iterator[list[str | None]]:
    """Yield each chain as names at even places, None where one is missing, and the arrows between them."""
    chain: list[str | None] = [None]
    for part in _PART.finditer(text):
        arrow, stop, quoted, bare = part.groups()
        if arrow is not None:
            chain += [arrow, None]
        elif stop is not None:
            if chain != [None]:
                yield chain
            chain = [None]
        elif quoted is not None:
            chain[-1] = quoted.replace('""', '"')
        elif bare.strip():
            chain[-1] = bare.strip()
    if chain != [None]:
        yield chain


def _edges_of_chain(parts: Sequence[str | None], text: str, names: Sequence[str]) -> list[tuple[int, int]]:
    if COMMON_CAUSE in parts[1::2]:
        raise InvalidInput(
            Problem(f'"{text}" means a hidden common cause', "It comes with a later version; leave it out")
        )
    nodes = [_node(part, text, names) for part in parts[0::2]]
    edges = []
    for left, arrow, right in zip(nodes, parts[1::2], nodes[1:], strict=False):
        edges.append((right, left) if arrow in BACKWARDS else (left, right))
    return edges


def _node(name: str | None, text: str, names: Sequence[str]) -> int:
    if name is None:
        raise InvalidInput(Problem(f'"{text}" has an arrow without an end', 'Write it like "A -> B"'))
    if name in names:
        return names.index(name)
    raise InvalidInput(
        Problem(f'"{text}" speaks of "{name}", which is not a variable here', f"The variables are: {', '.join(names)}")
    )
