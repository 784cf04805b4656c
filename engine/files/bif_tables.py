"""From the numbers of a BIF block to a conditional probability table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
import numpy.typing as npt

from engine.files.bif_parser import Numbers, TableBlock
from engine.files.messages import listed
from engine.files.probability_rows import row_faults
from engine.networks.editing import LARGEST_TABLE
from engine.networks.variables import Variable, cardinalities
from engine.problems import SHOWN, Problem


@dataclass
class TableReader:
    """Fills the table of one block and gathers its faults in `problems`.

    Parameters
    ----------
    block
        What the file says.
    child, parents
        The variables it is about.
    """

    block: TableBlock
    child: Variable
    parents: tuple[Variable, ...]
    problems: list[Problem] = field(default_factory=list)

    @property
    def _where(self) -> str:
        return f"table of {self.child.name}"

    @property
    def _shape(self) -> tuple[int, ...]:
        return cardinalities(self.parents)

    def read(self) -> npt.NDArray[np.float64] | None:
        """Return float64[parent states ..., child states], or None when there are faults.

        Rows that miss 1 by no more than the rounding of the digits printed are divided by their sum.
        """
        configurations = math.prod(self._shape)
        if configurations * self.child.cardinality > LARGEST_TABLE:
            self._report(
                f"the table would have {configurations * self.child.cardinality:,} numbers",
                f"This program reads tables of up to {LARGEST_TABLE:,}",
                self.block.line,
            )
            return None
        rows = self._rows(configurations)
        if rows is None or self.problems:
            return None
        filled = np.empty((configurations, self.child.cardinality))
        for number, row in enumerate(rows):
            filled[number] = [float(text) for text in row.texts]
        self._check_and_normalise(filled, rows)
        return filled.reshape(*self._shape, self.child.cardinality) if not self.problems else None

    def _rows(self, configurations: int) -> list[Numbers] | None:
        block = self.block
        if block.whole is not None:
            return self._rows_of_whole(block.whole, configurations)
        if not block.rows and block.default is None:
            self._report("it has no numbers", "Write a line that begins with: table", block.line)
            return None
        by_configuration = self._given_rows()
        if block.default is not None:
            self._has_wrong_count(block.default, self.child.cardinality)
        missing = [number for number in range(configurations) if number not in by_configuration]
        if missing and block.default is None and not self.problems:
            self._report_missing(missing)
        if self.problems:
            return None
        default = block.default or Numbers((), block.line)
        return [by_configuration.get(number, default) for number in range(configurations)]

    def _rows_of_whole(self, whole: Numbers, configurations: int) -> list[Numbers] | None:
        if self.block.rows or self.block.default is not None:
            self._report("it has both a whole table and single rows", "Keep one of them", whole.line)
            return None
        if self._has_wrong_count(whole, configurations * self.child.cardinality):
            return None
        # The last variable named runs fastest and the child is named first (JavaBayes, BIF 0.15), so the
        # numbers of one configuration of the parents stand `configurations` apart.
        return [Numbers(whole.texts[number::configurations], whole.line) for number in range(configurations)]

    def _given_rows(self) -> dict[int, Numbers]:
        found: dict[int, Numbers] = {}
        for row in self.block.rows:
            number = self._configuration(row)
            if number is None:
                continue
            if number in found:
                what = f"the row for {self._named(number)} appears twice"
                self._report(what, f"It was given in line {found[number].line} already", row.line)
            self._has_wrong_count(row, self.child.cardinality)
            found[number] = row
        return found

    def _configuration(self, row: Numbers) -> int | None:
        if len(row.given) != len(self.parents):
            names = listed([parent.name for parent in self.parents]) or "none"
            what = f"the row names {len(row.given)} {_plural('state', len(row.given))}"
            self._report(what, f"Name one for each parent: {names}", row.line)
            return None
        number = 0
        for state, parent in zip(row.given, self.parents, strict=True):
            if state not in parent.states:
                what = f'"{state}" is not a state of {parent.name}'
                self._report(what, f"Its states are: {listed(parent.states)}", row.line)
                return None
            number = number * parent.cardinality + parent.states.index(state)
        return number

    def _has_wrong_count(self, numbers: Numbers, wanted: int) -> bool:
        found = len(numbers.texts)
        if found == wanted:
            return False
        what = f"here {_plural('is', found)} {found} {_plural('number', found)}"
        self._report(what, f"It should have {wanted}: {self._reckoning(wanted)}", numbers.line)
        return True

    def _reckoning(self, wanted: int) -> str:
        if wanted == self.child.cardinality:
            return f"one for each state of {self.child.name}"
        factors = " x ".join(str(size) for size in (self.child.cardinality, *self._shape))
        return f"{factors} states of {listed([self.child.name, *(parent.name for parent in self.parents)])}"

    def _report_missing(self, missing: Sequence[int]) -> None:
        more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        self._report(
            f"there is no row for {self._named(missing[0])}{more}",
            "Give a row for every combination of the parents' states, or a default",
            self.block.line,
        )

    def _check_and_normalise(self, filled: npt.NDArray[np.float64], rows: Sequence[Numbers]) -> None:
        for number, what, remedy in islice(row_faults(filled, lambda number: rows[number].texts), SHOWN):
            self._report(what, remedy, rows[number].line, number)

    def _named(self, number: int) -> str:
        codes = np.unravel_index(number, self._shape)
        pairs = zip(self.parents, codes, strict=True)
        return ", ".join(f"{parent.name} = {parent.states[int(code)]}" for parent, code in pairs)

    def _report(self, what: str, remedy: str, line: int, number: int | None = None) -> None:
        row = f", row {self._named(number)}" if number is not None and self.parents else ""
        self.problems.append(Problem(what, remedy, self._where + row, line))


def _plural(word: str, count: int) -> str:
    if word == "is":
        return "is" if count == 1 else "are"
    return word if count == 1 else f"{word}s"
