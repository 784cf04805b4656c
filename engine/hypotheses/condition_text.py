"""Reads a condition on structures from a line of text; `engine.hypotheses.conditions` says how they are written."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from engine.hypotheses.conditions import (
    Condition,
    arrow,
    both,
    causes,
    either,
    joined,
    negated,
    parent_causes,
    share_a_cause,
)
from engine.problems import InvalidInput, Problem

Relation = Callable[[int, int], Condition]
_RELATIONS: dict[str, Relation] = {
    "->": arrow,
    "\N{RIGHTWARDS ARROW}": arrow,
    "<-": lambda child, parent: arrow(parent, child),
    "\N{LEFTWARDS ARROW}": lambda child, parent: arrow(parent, child),
    "--": joined,
    "causes": causes,
    "shares a cause with": share_a_cause,
}
_FORMS = 'Write "A -> B", "A -- B", "A causes B", "A shares a cause with B" or "a parent of B causes A"'


def parse_condition(text: str, names: Sequence[str]) -> Condition:
    """Return the condition that a line of text states about named variables.

    Raises
    ------
    InvalidInput
        When the line cannot be read, or speaks of an unknown variable or of one variable twice.
    """
    found, rest = read_condition(text, names)
    if rest:
        reader = _Reader(text, names)
        reader.rest = rest
        raise reader.fault("an end")
    return found


def read_condition(text: str, names: Sequence[str]) -> tuple[Condition, str]:
    """Return the condition that a text begins with, and what is left of the text after it.

    Raises
    ------
    InvalidInput
        As `parse_condition`, when not even its beginning can be read.
    """
    reader = _Reader(text, names)
    return reader.alternatives(), reader.rest


class _Reader:
    def __init__(self, text: str, names: Sequence[str]) -> None:
        self.text = text
        self.rest = text.strip()
        # The longest first, so that a name that begins with another is read whole.
        written = {form: place for place, name in enumerate(names) for form in (name, _quoted(name))}
        self.places = dict(sorted(written.items(), key=lambda item: -len(item[0])))
        self.names = names

    def alternatives(self) -> Condition:
        parts = [self.together()]
        while self.take("or"):
            parts.append(self.together())
        return either(*parts) if parts[1:] else parts[0]

    def together(self) -> Condition:
        parts = [self.single()]
        while self.take("and"):
            parts.append(self.single())
        return both(*parts) if parts[1:] else parts[0]

    def single(self) -> Condition:
        if self.take("a parent of"):
            child = self.node()
            self.expect("causes")
            return self.of_two(parent_causes, child, self.node())
        if self.named() is None and self.take("not"):
            return negated(self.single())
        if self.named() is None and self.take("("):
            inner = self.alternatives()
            self.expect(")")
            return inner
        left = self.node()
        for word, relation in _RELATIONS.items():
            if self.take(word):
                return self.of_two(relation, left, self.node())
        raise self.fault("an arrow or a verb")

    def of_two(self, relation: Relation, one: int, other: int) -> Condition:
        if one == other:
            what = f'"{self.text}" speaks of {self.names[one]} twice in one place'
            raise InvalidInput(Problem(what, "Name two different variables"))
        return relation(one, other)

    def node(self) -> int:
        name = self.named()
        if name is None:
            raise self.fault(f"a variable ({', '.join(self.names)})")
        self.take(name)
        return self.places[name]

    def named(self) -> str | None:
        return next((name for name in self.places if self.comes(name)), None)

    def expect(self, word: str) -> None:
        if not self.take(word):
            raise self.fault(f'"{word}"')

    def take(self, word: str) -> bool:
        if not self.comes(word):
            return False
        self.rest = self.rest[len(word) :].lstrip()
        return True

    def comes(self, word: str) -> bool:
        # A word ends where letters end: "or" is not the beginning of "organ".
        if not self.rest.startswith(word):
            return False
        return not (re.match(r"\w", word[-1:]) and re.match(r"\w", self.rest[len(word) : len(word) + 1]))

    def fault(self, wanted: str) -> InvalidInput:
        found = f'"{self.rest}"' if self.rest else "the end"
        return InvalidInput(Problem(f'"{self.text}" has {found} where {wanted} should stand', _FORMS))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
