"""Networks in the format of the UAI inference competitions: numbers only, no names.

`BAYES`, the number of variables, their numbers of states, the number of tables, the variables of each table, the child
last, then the numbers of each, the last variable running fastest. Variables are called X0, X1, ... and states 0, 1, ...
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from engine.files.bif_tokens import MOST_TOKENS, too_long
from engine.files.network_file import NetworkFile
from engine.files.network_parts import (
    MOST_VARIABLES,
    FloatArray,
    TablePart,
    VariablePart,
    listed_numbers,
    network_from_parts,
)
from engine.files.properties import written_tables
from engine.networks.editing import LARGEST_TABLE
from engine.networks.variables import Variable
from engine.problems import InvalidInput, Problem

NAMES_MADE_UP = "The format holds no names: variables are called X0, X1, ... and their states 0, 1, ..."
_CHILD_SLOWEST = (
    "Rows add up to 1 only with the states of the child running slowest, as pgmpy writes them: they were read so."
)
_BACKWARDS = (
    "pyAgrum writes tables with the first parent running fastest, unlike the rest of the world: they were read so."
)


def network_from_uai(text: str) -> NetworkFile:
    """Return what a text in the UAI format holds.

    Raises
    ------
    InvalidInput
        When it is a Markov network, ends early, goes on behind its last table, or its tables are not those of a
        Bayesian network.
    """
    return _Reader(text).read()


@dataclass(frozen=True)
class _Table:
    child: str
    parents: tuple[str, ...]
    numbers: list[str]
    line: int | None

    def part(self, child_slowest: bool = False) -> TablePart:
        return TablePart(self.child, self.parents, self._turned if child_slowest else self._fill, self.line)

    def _fill(self, child: Variable, parents: tuple[Variable, ...]) -> FloatArray:
        return listed_numbers(self.numbers)(child, parents)

    def _turned(self, child: Variable, parents: tuple[Variable, ...]) -> FloatArray:
        rows = max(1, len(self.numbers) // child.cardinality)
        return listed_numbers([text for row in range(rows) for text in self.numbers[row::rows]])(child, parents)


class _Reader:
    def __init__(self, text: str) -> None:
        self._words: list[str] = []
        self._counts: list[int] = []
        self._commented: list[int] = []
        for number, line in enumerate(text.split("\n"), start=1):
            content, mark, _ = line.partition("#")
            self._words += content.split(None, MOST_TOKENS - len(self._words))
            if len(self._words) > MOST_TOKENS:
                raise InvalidInput(Problem(too_long(MOST_TOKENS), "Check that it is the right file", line=number))
            self._counts.append(len(self._words))
            if mark:
                self._commented.append(number)
        self._place = 0

    def read(self) -> NetworkFile:
        kind = self._word("BAYES").upper()
        if kind == "MARKOV":
            what = "this is a Markov network, which has no arrows"
            raise InvalidInput(Problem(what, "Choose a file that begins with BAYES", line=self._line(0)))
        if kind != "BAYES":
            what = f'"{kind[:30]}" stands where BAYES should be'
            raise InvalidInput(Problem(what, "A UAI file of a network begins with BAYES", line=self._line(0)))
        count = self._number("the number of variables", MOST_VARIABLES)
        sizes = [self._number(f"the number of states of X{index}", LARGEST_TABLE) for index in range(count)]
        if self._number("the number of tables", 10 * MOST_VARIABLES) != count:
            what = "there is not one table for each variable"
            raise InvalidInput(Problem(what, f"Give {count}", line=self._line(self._place - 1)))
        begun = self._place
        scopes = [self._scope(count) for _ in range(count)]
        names = tuple(f"X{index}" for index in range(count))
        made_by_agrum = self._is_from_agrum(begun, count)
        tables = []
        for scope in scopes:
            line = self._line(self._place)
            numbers = self._numbers()
            parents = tuple(names[index] for index in scope[:-1])
            parents = parents[::-1] if made_by_agrum else parents
            tables.append(_Table(names[scope[-1]], parents, numbers, line))
        if self._place < len(self._words):
            what = "more follows behind the last table"
            remedy = "Evidence belongs in a file of its own"
            raise InvalidInput(Problem(what, remedy, line=self._line(self._place)))
        variables = [
            VariablePart(name, tuple(str(state) for state in range(size)))
            for name, size in zip(names, sizes, strict=True)
        ]
        losses = (NAMES_MADE_UP, _BACKWARDS) if made_by_agrum else (NAMES_MADE_UP,)
        try:
            network = network_from_parts(variables, [table.part() for table in tables])
        except InvalidInput as error:
            try:
                network = network_from_parts(variables, [table.part(child_slowest=True) for table in tables])
            except InvalidInput:
                raise error from None
            losses = (NAMES_MADE_UP, _CHILD_SLOWEST)
        return NetworkFile(network, losses=losses)

    def _scope(self, count: int) -> list[int]:
        size = self._number("the number of variables in a table", count)
        if size == 0:
            what, remedy = "a table has no variables", "Name its variables, the child last"
            raise InvalidInput(Problem(what, remedy, line=self._line(self._place - 1)))
        return [self._number("the number of a variable", count - 1) for _ in range(size)]

    def _numbers(self) -> list[str]:
        count = self._number("how many numbers a table has", LARGEST_TABLE)
        if self._place + count > len(self._words):
            raise self._cut_short("the numbers of a table")
        self._place += count
        return self._words[self._place - count : self._place]

    def _is_from_agrum(self, begun: int, count: int) -> bool:
        """Return whether every scope has the name of its child as a comment behind it, as pyAgrum alone does."""
        first, last = self._line(begun), self._line(self._place - 1)
        if first is None or last is None:
            return False
        return sum(first <= line <= last for line in self._commented) == count > 0

    def _number(self, what: str, largest: int) -> int:
        word = self._word(what)
        if not (word.isascii() and word.isdigit()):
            wrong = f'"{word[:30]}" stands where {what} should be'
            raise InvalidInput(Problem(wrong, "Write a whole number", line=self._line(self._place - 1)))
        if len(word) > 9 or int(word) > largest:
            raise InvalidInput(
                Problem(f"{what} is {word[:30]}", f"It may be up to {largest:,} here", line=self._line(self._place - 1))
            )
        return int(word)

    def _word(self, wanted: str) -> str:
        if self._place >= len(self._words):
            raise self._cut_short(wanted)
        self._place += 1
        return self._words[self._place - 1]

    def _cut_short(self, wanted: str) -> InvalidInput:
        remedy = "The file seems to be cut short; get it again whole"
        return InvalidInput(Problem(f"the text ends where {wanted} should be", remedy))

    def _line(self, place: int) -> int | None:
        return bisect_right(self._counts, place) + 1 if place < len(self._words) else None


def network_to_uai(content: NetworkFile) -> str:
    """Return a network in the UAI format; names, places, notes and hidden flags cannot be kept."""
    return "\n".join(_written(content)) + "\n"


def _written(content: NetworkFile) -> Iterator[str]:
    network = content.network
    yield "BAYES"
    yield str(len(network.variables))
    yield " ".join(str(variable.cardinality) for variable in network.variables)
    yield str(len(network.tables))
    for table in network.tables:
        scope = (*table.parents, table.child)
        yield " ".join(str(number) for number in (len(scope), *scope))
    for table, (_child, _parents, rows) in zip(network.tables, written_tables(network), strict=True):
        yield f"\n{table.probabilities.size}"
        yield from (f" {' '.join(row)}" for row in rows)
