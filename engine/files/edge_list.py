"""Arrows typed or pasted as lines: `A -> B`, `A -> B -> C`, `A <- B`, or a name alone."""

from __future__ import annotations

import re

from engine.files.graph_text import GraphEdge
from engine.files.network_file import NetworkFile
from engine.files.network_parts import refuse_more_than_read
from engine.files.structure_file import network_from_edges
from engine.problems import InvalidInput, Problem

MOST_LINES = 100_000
MOST_ARROWS_IN_LINE = 10_000
LARGEST_TEXT = 5_000_000
_SIGNS = {"→": "->", "⟶": "->", "-->": "->", "=>": "->", "←": "<-", "<--": "<-", "↔": "<->", "<-->": "<->"}
_ARROW = re.compile(r"(<-->|<->|-->|<--|->|<-|=>|[→⟶←↔]|\s--\s)")
_MARKS = re.compile(r"^\s*(?:[-*•]\s+|\d+[.)]\s+)?")
_COMMENT = re.compile(r"\s*(?:#|//|%).*$")


def network_from_edge_list(text: str) -> NetworkFile:
    """Return the network of arrows that stand in lines, or parted by semicolons or commas; its tables are made up.

    Names may hold blanks; those with an arrow, a comma or a semicolon in them stand in double quotes.

    Raises
    ------
    InvalidInput
        For a line that is neither an arrow nor a name, and for arrows that close a circle.
    """
    names: dict[str, None] = {}
    edges: list[GraphEdge] = []
    problems: list[Problem] = []
    if len(text) > LARGEST_TEXT:
        remedy = "Check that it is the right text"
        raise InvalidInput(Problem(f"the text has more than {LARGEST_TEXT:,} characters", remedy))
    for number, line in enumerate(text.split("\n"), start=1):
        if number > MOST_LINES:
            raise InvalidInput(Problem(f"there are more than {MOST_LINES:,} lines", "Check that it is the right text"))
        for part in _parts(_COMMENT.sub("", line) if '"' not in line else line):
            found = _chain(_MARKS.sub("", part), number)
            if found is None:
                problems.append(
                    Problem(f'"{part.strip()[:40]}" is not an arrow', 'Write it like "A -> B"', line=number)
                )
                continue
            names.update(dict.fromkeys(found[0]))
            refuse_more_than_read(len(names) - 1)
            edges += found[1]
    if problems:
        raise InvalidInput(*problems)
    if not names:
        raise InvalidInput(Problem("there is no arrow in it", 'Write arrows like "A -> B", each in a line'))
    network, losses = network_from_edges(list(names), edges)
    return NetworkFile(network, losses=losses)


def has_arrow(text: str) -> bool:
    """Return whether an arrow stands in a text."""
    return _ARROW.search(text) is not None


def _parts(line: str) -> list[str]:
    """Return what stands between commas and semicolons outside quotation marks."""
    parts, quoted, start = [], False, 0
    for place, sign in enumerate(line):
        if sign == '"':
            quoted = not quoted
        elif sign in ",;" and not quoted:
            parts.append(line[start:place])
            start = place + 1
    return [part for part in (*parts, line[start:]) if part.strip()]


def _chain(text: str, line: int) -> tuple[list[str], list[GraphEdge]] | None:
    """Return the names and the arrows of one chain; None when an arrow has no end."""
    kept: list[str] = []

    def aside(match: re.Match[str]) -> str:
        kept.append(match[1])
        return f"\0{len(kept) - 1}\0"

    words = _ARROW.split(re.sub(r'"([^"]*)"', aside, text.replace("\0", "")), MOST_ARROWS_IN_LINE)
    names = [_name(word, kept) for word in words[::2]]
    if len(words) > 2 * MOST_ARROWS_IN_LINE:
        return None
    if not all(name.strip() for name in names) or any('"' in word for word in words[::2]):
        return None
    arrows = [_SIGNS.get(word.strip(), word.strip()) for word in words[1::2]]
    edges = [GraphEdge(left, arrow, right, line) for left, arrow, right in zip(names, arrows, names[1:], strict=False)]
    return names, edges


def _name(word: str, kept: list[str]) -> str:
    return re.sub(r"\0(\d+)\0", lambda match: kept[int(match[1])], word.strip())
