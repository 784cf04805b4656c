"""What is wrong with something a person gave us, said so that they can mend it."""

from __future__ import annotations

from dataclasses import dataclass

SHOWN = 20


@dataclass(frozen=True)
class Problem:
    """One fault: where it is, what is wrong, and what would be right.

    Parameters
    ----------
    what
        What is wrong, as a sentence without its full stop.
    remedy
        What would be right, as a sentence without its full stop; may be empty.
    where
        The place in the reader's own words ("table of Shorts, second row").
    line
        Line of the file, counted from 1, when the fault came from a file.
    """

    what: str
    remedy: str = ""
    where: str = ""
    line: int | None = None

    def __str__(self) -> str:
        place = ", ".join(part for part in (f"line {self.line}" if self.line else "", self.where) if part)
        sentence = f"{place}: {self.what}." if place else f"{self.what}."
        return f"{sentence} {self.remedy}." if self.remedy else sentence


class InvalidInput(ValueError):
    """Raised with every fault found at once; its text is the message to show, with the first 20 in full.

    Parameters
    ----------
    problems
        One or more faults, in the order a reader meets them.
    source
        The file or the thing that holds them; may be empty.
    """

    def __init__(self, *problems: Problem, source: str = "") -> None:
        self.problems = tuple(problems)
        self.source = source
        super().__init__(*problems)

    def __str__(self) -> str:
        lines = [str(problem) for problem in self.problems]
        if len(lines) == 1:
            return f"{self.source}: {lines[0]}" if self.source else lines[0]
        head = f"{self.source}: " if self.source else ""
        rest = [f"  and {len(lines) - SHOWN:,} more."] if len(lines) > SHOWN else []
        shown = [f"  {line}" for line in lines[:SHOWN]]
        return "\n".join([f"{head}{len(lines):,} things are wrong.", *shown, *rest])

    def within(self, source: str) -> InvalidInput:
        """Return the same faults, said of `source`."""
        return InvalidInput(*self.problems, source=source)
