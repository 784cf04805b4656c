"""The attributes in a block of the NET language: `name = value;`, where a value may be nested in parentheses."""

from __future__ import annotations

from dataclasses import dataclass

from engine.files.bif_tokens import END, WORD
from engine.files.scanner import QUOTED, Scanner
from engine.sessions.positions import Point

_NUMBERS = ("position", "state_values", "data", "model_nodes", "model_data")
_KEPT = frozenset(("name", "label", "states", "subtype", "hr_desc", "hidden", *_NUMBERS))


@dataclass(frozen=True)
class Field:
    """A value: its words in the order they stand in, whatever the parentheses."""

    words: tuple[str, ...]

    @classmethod
    def at(cls, scanner: Scanner, where: str) -> Field:
        """Return the value behind an equals sign, up to its semicolon; raise InvalidInput when it has no end."""
        words = []
        depth = 0
        while not scanner.at(";", "}", END):
            if scanner.at(WORD, QUOTED):
                words.append(scanner.now.text)
            depth += {"(": 1, ")": -1}.get(scanner.now.kind, 0)
            if depth < 0:
                raise scanner.fault("a parenthesis is closed that was never opened", "Remove it", where)
            scanner.advance()
        if depth > 0 and not scanner.at(END):
            raise scanner.fault("a parenthesis is opened and never closed", "Close it", where)
        scanner.expect(";", where)
        return cls(tuple(words))


@dataclass(frozen=True)
class Attributes:
    """The attributes of a block that say something here, by name in small letters."""

    fields: dict[str, Field]

    def text(self, name: str) -> str:
        """Return the words of an attribute; "" where it is not given."""
        found = self.fields.get(name)
        return " ".join(found.words) if found is not None else ""

    def point(self, name: str) -> Point | None:
        """Return two numbers, or None where they are not given."""
        try:
            x, y = (float(word) for word in self.fields[name].words)
        except (KeyError, ValueError):
            return None
        return x, y

    @property
    def states(self) -> tuple[str, ...]:
        """Names of states; for numbered and interval nodes, which may have none, what stands in `state_values`."""
        found = self.fields.get("states")
        values = self.fields.get("state_values")
        if found is not None and found.words:
            return found.words
        if values is None:
            return ()
        if self.text("subtype") == "interval":
            return tuple(f"{low} to {high}" for low, high in zip(values.words, values.words[1:], strict=False))
        return values.words


def attributes_at(scanner: Scanner, where: str) -> Attributes:
    """Return the attributes between the braces that follow; raise InvalidInput when they are not sound."""
    scanner.expect("{", where)
    fields: dict[str, Field] = {}
    while not scanner.at("}", END):
        if scanner.skip(";"):
            continue
        name = scanner.name("an attribute", where).lower()
        scanner.expect("=", where)
        value = Field.at(scanner, where)
        if name in _KEPT:
            fields.setdefault(name, value)
    scanner.expect("}", where)
    return Attributes(fields)
