"""From variables and tables as some file names them to a checked network, whatever the format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from math import prod

import numpy as np
import numpy.typing as npt

from engine.files.messages import listed, raise_if_any
from engine.files.probability_rows import is_number, row_faults
from engine.networks.dag import CycleError, Dag
from engine.networks.editing import LARGEST_TABLE
from engine.networks.network import BayesianNetwork
from engine.networks.tables import ConditionalTable
from engine.networks.variables import Variable, cardinalities
from engine.problems import SHOWN, InvalidInput, Problem

FloatArray = npt.NDArray[np.float64]
MOST_VARIABLES = 3000

Fill = Callable[[Variable, tuple[Variable, ...]], FloatArray]
"""Returns float64[configurations of the parents, states of the child], the last parent running fastest, or raises
InvalidInput; asked only for tables of a size that is allowed."""


@dataclass(frozen=True)
class VariablePart:
    """A variable as a file names it, with its line where that is known."""

    name: str
    states: tuple[str, ...]
    line: int | None = None


@dataclass(frozen=True)
class TablePart:
    """A table as a file has it: whose, given whom (by name), and how its cells are got."""

    child: str
    parents: tuple[str, ...]
    fill: Fill
    line: int | None = None


def uniform(child: Variable, parents: tuple[Variable, ...]) -> FloatArray:
    """Return a table of rows in which all states are alike."""
    return np.full((prod(cardinalities(parents)), child.cardinality), 1 / child.cardinality)


def words_of(text: str) -> list[str]:
    """Return the words of a text, parted by blanks; not many more than a table may have cells."""
    return text.split(None, LARGEST_TABLE + 1)


def listed_numbers(texts: Sequence[str]) -> Fill:
    """Return what fills a table with numbers in the usual order: first parent slowest, the child fastest."""

    def fill(child: Variable, parents: tuple[Variable, ...]) -> FloatArray:
        states = child.cardinality
        wanted = prod(cardinalities(parents)) * states
        if len(texts) != wanted:
            factors = " x ".join(str(size) for size in (*cardinalities(parents), states))
            names = listed([*(parent.name for parent in parents), child.name])
            what = f"here are {len(texts):,} numbers" if len(texts) != 1 else "here is 1 number"
            raise InvalidInput(Problem(what, f"It should have {wanted:,}: {factors} states of {names}"))
        wrong = next((text for text in texts if not is_number(text)), None)
        if wrong is not None:
            raise InvalidInput(Problem(f'"{wrong[:30]}" is not a number', "Write probabilities, such as 0.25"))
        rows = np.array([float(text) for text in texts]).reshape(-1, states)
        return checked(rows, lambda row: texts[row * states : (row + 1) * states], parents)

    return fill


def checked(rows: FloatArray, texts: Callable[[int], Sequence[str]], parents: tuple[Variable, ...]) -> FloatArray:
    """Return rows freed of rounding (see `row_faults`); raise InvalidInput naming every row that is none."""
    faults = [
        Problem(what, remedy, f"row {configuration(row, parents)}" if parents else "")
        for row, what, remedy in islice(row_faults(rows, texts), SHOWN)
    ]
    if faults:
        raise InvalidInput(*faults)
    return rows


def configuration(row: int, parents: tuple[Variable, ...]) -> str:
    """Return a row of a table in words: the states of the parents."""
    codes = np.unravel_index(row, cardinalities(parents))
    pairs = zip(parents, codes, strict=True)
    return ", ".join(f"{parent.name} = {parent.states[int(code)]}" for parent, code in pairs)


def network_from_parts(
    variables: Sequence[VariablePart],
    tables: Sequence[TablePart],
    hidden: frozenset[str] = frozenset(),
    problems: Sequence[Problem] = (),
) -> BayesianNetwork:
    """Return the network of the parts.

    Parameters
    ----------
    variables, tables
        The parts, in the order of the file; each variable needs one table.
    hidden
        Names of variables that are never measured.
    problems
        Faults of form found while the parts were read.

    Raises
    ------
    InvalidInput
        With these faults and those of the parts: repeated names, unknown parents, tables of more than 1,000,000 cells
        (before memory is asked for) or of the wrong size, rows that do not add up to 1, arrows that close a circle.
    """
    refuse_more_than_read(len(variables) - 1)
    builder = _Builder(list(problems))
    builder.declare(variables)
    found = builder.tables(tables)
    raise_if_any(builder.problems, "")
    return BayesianNetwork(
        tuple(builder.variables.values()),
        found,
        frozenset(index for index, name in enumerate(builder.variables) if name in hidden),
    )


def refuse_more_than_read(count: int) -> None:
    """Raise InvalidInput when there are so many variables already that none may be added."""
    if count >= MOST_VARIABLES:
        raise InvalidInput(Problem("there are too many variables", f"This program reads up to {MOST_VARIABLES:,}"))


class _Builder:
    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        self.variables: dict[str, Variable] = {}
        self._lines: dict[str, int | None] = {}
        self._unsound: set[str] = set()

    def declare(self, parts: Sequence[VariablePart]) -> None:
        for part in parts:
            where = f"variable {part.name}"
            if part.name in self._lines:
                before = f" in line {self._lines[part.name]}" if self._lines[part.name] else ""
                self.problems.append(Problem(f"it was declared{before} already", "Keep one", where, part.line))
                continue
            self._lines[part.name] = part.line
            try:
                self.variables[part.name] = Variable(part.name, part.states)
            except InvalidInput as error:
                self._unsound.add(part.name)
                self._add(error, where, part.line)
        if not parts and not self.problems:
            self.problems.append(Problem("no variable is declared", "Choose a file with a network in it"))

    def tables(self, parts: Sequence[TablePart]) -> tuple[ConditionalTable, ...]:
        index = {name: number for number, name in enumerate(self.variables)}
        found: dict[str, ConditionalTable] = {}
        given: set[str] = set()
        edges: list[tuple[int, int]] = []
        for part in parts:
            where = f"table of {part.child}"
            if part.child in given:
                self.problems.append(Problem("it appears twice", "Keep one of the two", where, part.line))
                continue
            given.add(part.child)
            if not self._family_is_sound(part, where):
                continue
            parents = tuple(index[name] for name in part.parents)
            edges += [(parent, index[part.child]) for parent in parents]
            cells = self._cells(part, where)
            if cells is not None:
                found[part.child] = ConditionalTable(index[part.child], parents, cells)
        self.problems += [
            Problem("it has no table", "Every variable needs one", f"variable {name}", self._lines[name])
            for name in self.variables
            if name not in given
        ]
        self._refuse_circles(edges)
        return tuple(found[name] for name in self.variables if name in found)

    def _family_is_sound(self, part: TablePart, where: str) -> bool:
        family = (part.child, *part.parents)
        unknown = [name for name in dict.fromkeys(family) if name not in self.variables]
        for name in unknown:
            if name not in self._unsound:
                what = f'"{name[:60]}" is not declared as a variable'
                remedy = f"The variables are: {listed(list(self.variables))}"
                self.problems.append(Problem(what, remedy, where, part.line))
        if not unknown and len(set(family)) < len(family):
            self.problems.append(Problem("it names a variable twice", "Name each once", where, part.line))
            return False
        return not unknown

    def _cells(self, part: TablePart, where: str) -> FloatArray | None:
        child, parents = self.variables[part.child], tuple(self.variables[name] for name in part.parents)
        shape = (*cardinalities(parents), child.cardinality)
        size = prod(shape)
        if size > LARGEST_TABLE:
            what = (
                f"the table would have {size:,} numbers" if size < 10**18 else "the table would be beyond all measure"
            )
            remedy = f"This program reads tables of up to {LARGEST_TABLE:,}"
            self.problems.append(Problem(what, remedy, where, part.line))
            return None
        if len(parents) > 31:  # numpy allows 64 axes at most, and older ones 32
            what, remedy = f"it has {len(parents)} parents", "This program reads up to 31"
            self.problems.append(Problem(what, remedy, where, part.line))
            return None
        try:
            return part.fill(child, parents).reshape(shape)
        except InvalidInput as error:
            self._add(error, where, part.line)
            return None

    def _refuse_circles(self, edges: list[tuple[int, int]]) -> None:
        names = list(self.variables)
        try:
            Dag.from_edges(len(names), edges)
        except CycleError as error:
            circle = [names[node] for node in error.cycle]
            shown = ", ".join(circle) if len(circle) <= 12 else f"{', '.join(circle[:12])}, ..., {circle[-1]}"
            what = f"the arrows close a circle: {shown}"
            self.problems.append(Problem(what, "Remove one of them", f"table of {circle[1]}"))

    def _add(self, error: InvalidInput, where: str, line: int | None) -> None:
        for problem in error.problems:
            place = f"{where}, {problem.where}" if problem.where and problem.where not in where else where
            self.problems.append(Problem(problem.what, problem.remedy, place, problem.line or line))
