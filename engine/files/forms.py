"""Reading the parts of a YAML tree by a table of known keys, noting every fault with its line."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from engine.files.faults import Faults
from engine.files.yaml_tree import ListNode, MapNode, Node, TextNode

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_WHOLE = re.compile(r"[+-]?\d{1,18}")


@dataclass(frozen=True)
class Key:
    """A key of a section.

    Parameters
    ----------
    name
        The key as it is written.
    meaning
        What it holds, in a sentence for the schema.
    shape
        JSON schema of its value.
    required
        Whether it may not be missing.
    """

    name: str
    meaning: str
    shape: dict[str, object]
    required: bool = False


@dataclass(frozen=True)
class Section:
    """A part of a file with a fixed set of keys.

    Parameters
    ----------
    name
        What messages call it ("a step").
    meaning
        What it is for, in a sentence for the schema.
    keys
        Its keys.
    """

    name: str
    meaning: str
    keys: tuple[Key, ...]

    def shape(self) -> dict[str, object]:
        """Return the JSON schema of the section."""
        required = [key.name for key in self.keys if key.required]
        shape: dict[str, object] = {
            "type": "object",
            "description": self.meaning,
            "properties": {key.name: {"description": key.meaning, **key.shape} for key in self.keys},
            "additionalProperties": False,
        }
        return {**shape, "required": required} if required else shape


class Form:
    """A section as one file fills it in; making it notes unknown, repeated and missing keys."""

    def __init__(self, node: Node, section: Section, faults: Faults, where: str = "") -> None:
        self.line = node.line
        self.faults = faults
        self.where = where
        self._values = dict(entries(node, faults, where or section.name))
        known = [key.name for key in section.keys]
        for name, value in self._values.items():
            if name not in known:
                faults.add(f'there is no key "{name}" in {section.name}', nearest(name, known), where, value.line)
        for key in section.keys:
            if key.required and key.name not in self._values:
                faults.add(f'the key "{key.name}" is missing', f"Add it: {key.meaning}", where, self.line)

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def node(self, key: str) -> Node | None:
        """Return the value of a key, or None."""
        return self._values.get(key)

    def line_of(self, key: str) -> int:
        """Return the line of a key's value, or of the section when it is missing."""
        return self._values[key].line if key in self._values else self.line

    def text(self, key: str, default: str = "") -> str:
        """Return a text, or `default` when the key is missing or holds no text."""
        node = self._values.get(key)
        found = None if node is None else text_of(node, self.faults, self.place(key))
        return default if found is None else found

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; a single text counts as a list of one."""
        return tuple(node.text for node in self.text_nodes(key))

    def text_nodes(self, key: str) -> tuple[TextNode, ...]:
        """Return a list of texts with their lines."""
        found = (node for node in self.items(key) if text_of(node, self.faults, self.place(key)) is not None)
        return tuple(node for node in found if isinstance(node, TextNode))

    def items(self, key: str) -> tuple[Node, ...]:
        """Return the items of a list; a single text or map counts as a list of one."""
        node = self._values.get(key)
        if node is None or (isinstance(node, TextNode) and node.plain and not node.text):
            return ()
        return node.items if isinstance(node, ListNode) else (node,)

    def whole(self, key: str, default: int, least: int, most: int) -> int:
        """Return a whole number between two bounds, or `default` when the key is missing or wrong."""
        node = self._values.get(key)
        found = None if node is None else whole_of(node, self.faults, self.place(key), least, most)
        return default if found is None else found

    def number(self, key: str) -> float | None:
        """Return a number or a fraction, or None when the key is missing or wrong."""
        node = self._values.get(key)
        return None if node is None else number_of(node, self.faults, self.place(key))

    def part(self, key: str, section: Section) -> Form | None:
        """Return the section that a key holds, or None when the key is missing."""
        node = self._values.get(key)
        return None if node is None else Form(node, section, self.faults, self.place(key))

    def choice(self, key: str, choices: Iterable[str], default: str) -> str:
        """Return one of a few words, or `default` when the key is missing or holds another."""
        word = self.text(key, default)
        known = tuple(choices)
        if word in known:
            return word
        self.faults.add(f'"{word}" is not known here', nearest(word, known), self.place(key), self.line_of(key))
        return default

    def place(self, key: str) -> str:
        """Return where messages say that a key of the section stands."""
        return f"{self.where}, {key}" if self.where else key


def entries(node: Node, faults: Faults, where: str) -> list[tuple[str, Node]]:
    """Return the keys of a map with their values; note repeated keys, and anything that is no map."""
    if isinstance(node, TextNode) and node.plain and not node.text:
        return []
    if not isinstance(node, MapNode):
        faults.add("keys with values are wanted here", 'Write them like "key: value"', where, node.line)
        return []
    lines: dict[str, int] = {}
    for key, _ in node.entries:
        if key.text in lines:
            faults.add(f'the key "{key.text}" appears twice', f"It was in line {lines[key.text]}", where, key.line)
        lines.setdefault(key.text, key.line)
    return [(key.text, value) for key, value in node.entries]


def text_of(node: Node, faults: Faults, where: str) -> str | None:
    """Return the text of a scalar; note a fault and return None when it is something else."""
    if isinstance(node, TextNode):
        return node.text
    faults.add("a text is wanted here, not a list or keys", "Put it in quotes if it is one", where, node.line)
    return None


def whole_of(node: Node, faults: Faults, where: str, least: int, most: int) -> int | None:
    """Return a whole number; note a fault and return None when it is none or out of bounds."""
    text = text_of(node, faults, where)
    if text is None:
        return None
    if _WHOLE.fullmatch(text) and least <= int(text) <= most:
        return int(text)
    faults.add(f'"{_cut(text)}" is no whole number from {least} to {most}', "", where, node.line)
    return None


def number_of(node: Node, faults: Faults, where: str) -> float | None:
    """Return a number or a fraction like 81/87; note a fault and return None when it is neither."""
    text = text_of(node, faults, where)
    if text is None:
        return None
    above, slash, below = text.partition("/")
    value = _float(above.strip())
    divisor = _float(below.strip()) if slash else 1.0
    if value is None or not divisor or not math.isfinite(value / divisor):
        faults.add(f'"{_cut(text)}" is no number', "Write it like 0.25 or 81/87", where, node.line)
        return None
    return value / divisor


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a remedy that names the known word nearest to one that is not known."""
    words = list(known)
    close = difflib.get_close_matches(word[:80], words, n=1)
    if close:
        return f'Perhaps "{close[0]}" was meant'
    return f"Known here: {', '.join(words[:20])}" + (", ..." if len(words) > 20 else "")


def _float(text: str) -> float | None:
    value = float(text) if _NUMBER.fullmatch(text) else math.nan
    return value if math.isfinite(value) else None


def _cut(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}..."
