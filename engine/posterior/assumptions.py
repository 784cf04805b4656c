"""What is assumed before any data."""

from __future__ import annotations

from dataclasses import dataclass

from engine.problems import InvalidInput, Problem

# Shared out among the cells of a table, a size beyond these would round to nothing or run over.
SMALLEST_SIZE, LARGEST_SIZE = 1e-300, 1e300


@dataclass(frozen=True)
class Assumptions:
    """What scores and weights start from.

    Parameters
    ----------
    equivalent_sample_size
        Strength of the Dirichlet prior in rows (BDeu); from 1e-300 to 1e300.
    prior
        Rule for the weights before any data; "uniform" gives every candidate the same.
    max_parents
        Candidates in which a variable has more parents get no weight; None for no limit.

    Raises
    ------
    InvalidInput
        When a value is out of range.
    """

    equivalent_sample_size: float = 1.0
    prior: str = "uniform"
    max_parents: int | None = None

    def __post_init__(self) -> None:
        problems = []
        size = self.equivalent_sample_size
        if not SMALLEST_SIZE <= size <= LARGEST_SIZE:
            remedy = "It must be a number above 0" if not size > 0 else "Choose one nearer to 1"
            problems.append(Problem(f"the equivalent sample size is {size}", remedy))
        if self.prior != "uniform":
            problems.append(Problem(f'there is no prior called "{self.prior}"', 'This version knows "uniform"'))
        if self.max_parents is not None and self.max_parents < 0:
            problems.append(Problem(f"at most {self.max_parents} parents were asked for", "Ask for 0 or more"))
        if problems:
            raise InvalidInput(*problems)
