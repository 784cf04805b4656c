"""What long work reports while it runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Progress(Generic[T]):
    """How far a piece of long work is, with the answer so far.

    Long work is a generator of these; not iterating any further cancels it.

    Parameters
    ----------
    done, total
        Units of work finished and in all; ``done == total`` marks the last report.
    partial
        A usable answer from the work done so far, or None before there is one.
    """

    done: int
    total: int
    partial: T | None = None

    @property
    def finished(self) -> bool:
        """Whether this is the last report."""
        return self.done >= self.total
