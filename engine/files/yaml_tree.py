"""YAML text as a tree of plain nodes with line numbers: nothing is resolved, constructed or shared.

Every scalar is the text that stands in the file, so ``no`` is a word and ``0.1`` two digits with a point;
whoever reads the tree decides what it means. Aliases and tags are refused: a file can neither grow when it
is read nor run anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from engine.problems import InvalidInput, Problem

DEEPEST = 16
MOST_EVENTS = 400_000
_UNPRINTABLE = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class TextNode:
    """A scalar: its text, its line from 1, and whether it stood without quotes and block marks."""

    line: int
    text: str
    plain: bool = True


@dataclass(frozen=True)
class ListNode:
    """A list of nodes."""

    line: int
    items: tuple[Node, ...]


@dataclass(frozen=True)
class MapNode:
    """Keys with their values, in the order of the file; a key may appear twice here."""

    line: int
    entries: tuple[tuple[TextNode, Node], ...]


Node: TypeAlias = TextNode | ListNode | MapNode


def parse_yaml(text: str) -> Node:
    """Return the tree of a YAML text that holds one document.

    Raises
    ------
    InvalidInput
        Where the text is no YAML, uses aliases, anchors or tags, nests more than 16 deep, holds a list or a
        map as a key, holds more than one document, or is unreasonably long. With the line.
    """
    _check_printable(text)
    events = _Events(text)
    node: Node | None = None
    for event in events:
        if isinstance(event, DocumentStartEvent):
            if node is not None:
                raise _fault(event, "a second document begins here", 'Take the line "---" out')
            node = _node(events.next(), events, 0)
    if node is None:
        raise InvalidInput(Problem("there is nothing in it", "Begin with format: 1"))
    return node


class _Events:
    """The events of the parser, counted, with its complaints put in our words."""

    def __init__(self, text: str) -> None:
        self._events = YAML(typ="safe", pure=True).parse(text)
        self._left = MOST_EVENTS

    def __iter__(self) -> Iterator[Event]:
        while (event := self._take()) is not None:
            yield event

    def next(self) -> Event:
        event = self._take()
        if event is None:
            raise InvalidInput(Problem("the file ends too early", "Check its last lines"))
        return event

    def _take(self) -> Event | None:
        self._left -= 1
        if self._left < 0:
            raise InvalidInput(Problem("the file holds far too many entries", "Check that it is the right file"))
        try:
            event: Event | None = next(self._events, None)
        except MarkedYAMLError as error:
            raise _not_yaml(error) from None
        except (
            YAMLError,
            ValueError,
            OverflowError,
            IndexError,
            AttributeError,
            TypeError,
            AssertionError,
        ) as error:
            # The parser trips over some broken texts in ways of its own.
            raise InvalidInput(Problem("this is not written as YAML", "Check brackets and quotes")) from error
        return event


def _node(event: Event, events: _Events, depth: int) -> Node:
    _check_allowed(event, depth)
    line = _line(event)
    if isinstance(event, ScalarEvent):
        return TextNode(line, event.value, plain=event.style is None)
    if isinstance(event, SequenceStartEvent):
        return ListNode(line, tuple(_items(events, depth)))
    if isinstance(event, MappingStartEvent):
        return MapNode(line, tuple(_entries(events, depth)))
    raise _fault(event, "this is not written as YAML", "Check brackets and quotes")


def _items(events: _Events, depth: int) -> Iterator[Node]:
    while not _ends(event := events.next()):
        yield _node(event, events, depth + 1)


def _entries(events: _Events, depth: int) -> Iterator[tuple[TextNode, Node]]:
    while not _ends(event := events.next()):
        key = _node(event, events, depth + 1)
        if not isinstance(key, TextNode):
            raise _fault(event, "a list or a map stands where a key should", "Write a word before the colon")
        yield key, _node(events.next(), events, depth + 1)


def _ends(event: Event) -> bool:
    return type(event).__name__ in ("SequenceEndEvent", "MappingEndEvent")


def _check_allowed(event: Event, depth: int) -> None:
    if isinstance(event, AliasEvent) or getattr(event, "anchor", None) is not None:
        raise _fault(event, "& and * refer to other places of the file", "Write it out, or put it in quotes")
    if getattr(event, "tag", None) is not None:
        raise _fault(event, "a tag (!) stands here", "Leave it out, or put the text in quotes")
    if depth > DEEPEST:
        raise _fault(event, "lists and maps are nested too deep", f"Nest them at most {DEEPEST} deep")


def _check_printable(text: str) -> None:
    found = _UNPRINTABLE.search(text)
    if found is not None:
        line = text.count("\n", 0, found.start()) + 1
        raise InvalidInput(
            Problem(f"the character U+{ord(found.group()):04X} cannot be shown", "Take it out", line=line)
        )


def _not_yaml(error: MarkedYAMLError) -> InvalidInput:
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark is not None else None
    said = " ".join((error.problem or error.context or "").split())
    detail = f" ({said})" if said else ""
    remedy = "Check indentation, brackets and quotes; text with a colon or a # in it needs quotes"
    return InvalidInput(Problem(f"this is not written as YAML{detail}", remedy, line=line))


def _fault(event: Event, what: str, remedy: str) -> InvalidInput:
    return InvalidInput(Problem(what, remedy, line=_line(event)))


def _line(event: Event) -> int:
    return int(event.start_mark.line) + 1
