"""Faults of a file, gathered while it is read so that all are reported at once."""

from __future__ import annotations

from dataclasses import replace

from engine.problems import InvalidInput, Problem


class Faults:
    """The faults found so far."""

    def __init__(self) -> None:
        self._found: list[Problem] = []

    def __bool__(self) -> bool:
        return bool(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def add(self, what: str, remedy: str = "", where: str = "", line: int | None = None) -> None:
        """Note one fault."""
        self._found.append(Problem(what, remedy, where, line))

    def add_all(self, error: InvalidInput, line: int | None = None, where: str = "") -> None:
        """Note the faults of an error that knows neither its line nor, perhaps, its place."""
        for problem in error.problems:
            self._found.append(replace(problem, line=problem.line or line, where=problem.where or where))

    def raise_any(self) -> None:
        """Raise InvalidInput with all faults, by line, when there are any."""
        if self._found:
            raise InvalidInput(*sorted(self._found, key=lambda problem: problem.line or 0))
