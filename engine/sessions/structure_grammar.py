"""Candidates within a statement: chains of names and arrows, hidden variables in round brackets, quotes around all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from engine.hypotheses.candidate import Candidate, HiddenVariable
from engine.hypotheses.notation import UNRELATED, HiddenName, candidate_of_chains, needs_quotes
from engine.hypotheses.space import AllDags, Hypotheses
from engine.networks.dag import Dag
from engine.problems import InvalidInput
from engine.sessions.scanner import Scanner

_BRACKETS = re.compile(r"\(([^()]*)\)")
_WORD = re.compile(r'(?:(?!<->|->|<-)[^",;()])+')
_ARROWS = ("<->", "->", "<-", "\N{RIGHTWARDS ARROW}", "\N{LEFTWARDS ARROW}")


def read_candidate(scanner: Scanner, names: Sequence[str], space: Hypotheses) -> Candidate:
    """Read one of the candidates of a space where `scanner` stands.

    Parameters
    ----------
    scanner
        The line; quotes may stand around the whole structure.
    names
        Names of the variables that the candidates are about.
    space
        The candidates. A hidden variable that they name, or any within quotes, may stand without its brackets; then
        how many states it has is left to the candidates, when one alone is like it.

    Raises
    ------
    InvalidInput
        When it does not read so, or is no candidate.
    """
    return _Reading(scanner, names, space).candidate()


class _Reading:
    def __init__(self, scanner: Scanner, names: Sequence[str], space: Hypotheses) -> None:
        self.scanner, self.names, self.space = scanner, names, space
        self.quoted = False
        self.bare: str | None = None
        shapes = () if isinstance(space, AllDags) else tuple(space.shapes.values())
        self.hidden = {each.name for shape in shapes for each in shape.hidden if each.name}
        self.shapes = shapes

    def candidate(self) -> Candidate:
        start = self.scanner.place
        self.quoted = not self.name_in_quotes_comes() and self.scanner.take('"') is not None
        found = self.structure()
        if self.quoted:
            self.scanner.expect('"', "Close the quotes around the structure")
        named = self.among_candidates(found)
        if named is not None:
            return named
        if self.bare is not None:
            known = ", ".join(self.names[:12])
            what = f'no variable and no hidden one of a candidate like this is called "{self.bare}"'
            raise self.scanner.fault(what, f"There are: {known}")
        said = self.scanner.text[start : self.scanner.place].strip()
        raise self.scanner.fault(f"{said} is asked for, and is no candidate", "List it first")

    def among_candidates(self, found: Candidate) -> Candidate | None:
        if isinstance(self.space, AllDags):
            return found if found.is_dag and found.n == self.space.n else None
        if self.space.find(found) is not None:
            return found
        # Without brackets nothing was said of the number of states: the candidate that is alone in its form is meant.
        alike = [shape for shape in self.shapes if self.bare is not None and _opened(shape) == _opened(found)]
        return alike[0] if len(alike) == 1 else None

    def name_in_quotes_comes(self) -> bool:
        here = self.scanner.place
        found = self.scanner.take_quoted(self.names) is not None
        self.scanner.place = here
        return found

    def structure(self) -> Candidate:
        if UNRELATED not in self.names and self.scanner.take(UNRELATED):
            return Candidate.of(Dag((0,) * len(self.names)))
        start = self.scanner.place
        chains = [self.chain()]
        while self.scanner.take(",", ";"):
            chains.append(self.chain())
        return candidate_of_chains(chains, self.names, self.scanner.text[start : self.scanner.place].strip())

    def chain(self) -> list[str | None]:
        parts: list[str | None] = [self.node()]
        while arrow := self.scanner.take(*_ARROWS):
            parts += [arrow, self.node()]
        return parts

    def node(self) -> str:
        # "x, y -> z" is about x and y where they are known; only else about the variable "x, y".
        name = self.scanner.take_quoted(self.names)
        if name is None:
            name = self.scanner.take_longest(name for name in self.names if not needs_quotes(name))
        return (
            name
            or self.hidden_in_brackets()
            or self.hidden_without()
            or self.scanner.expect_name(self.names, "variable")
        )

    def hidden_in_brackets(self) -> str | None:
        found = _BRACKETS.match(self.scanner.text, self.scanner.place)
        if found is None or found.group() in self.names:
            return None
        self.scanner.take(found.group())
        return HiddenName(found.group(1).strip())

    def hidden_without(self) -> str | None:
        # A variable whose name needs quotes may stand without them where nothing else fits: that comes first.
        if self.comes_longest(self.names):
            return None
        name = self.scanner.take_longest(self.hidden)
        if name is None and self.quoted:
            word = _WORD.match(self.scanner.text, self.scanner.place)
            name = self.scanner.take(word.group().strip()) if word and word.group().strip() else None
        if name is None:
            return None
        self.bare = name
        return HiddenName(name)

    def comes_longest(self, names: Sequence[str]) -> bool:
        here = self.scanner.place
        found = self.scanner.take_longest(names) is not None
        self.scanner.place = here
        return found


def _opened(shape: Candidate) -> Candidate | None:
    # The same candidate with nothing said of numbers of states.
    try:
        return replace(shape, hidden=tuple(HiddenVariable(each.name) for each in shape.hidden))
    except InvalidInput:
        return None
