"""The prequential score: how well each candidate, having learnt from the rows before, predicted the next ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from engine.posterior.history import BeliefHistory
from engine.progress import Progress

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Scores:
    """Running sums of the log probability that candidates gave to the rows, which are their log evidence (Dawid 1984).

    Parameters
    ----------
    candidates
        Those that have a score here, by their numbers.
    rows
        int64[k], rows seen at each moment, from 0.
    batch_ends
        Rows seen at the end of each batch.
    log_evidence, errors
        float64[k, n_asked], the score of each, nats, and its standard error; 0 where it is exact.
    average
        float64[k], the score of the average over all candidates, nats.
    beside_errors
        float64[k, n_asked], standard errors of the difference to the average, nats.
    """

    candidates: tuple[int, ...]
    rows: npt.NDArray[np.int64]
    batch_ends: tuple[int, ...]
    log_evidence: FloatArray = field(repr=False)
    errors: FloatArray = field(repr=False)
    average: FloatArray = field(repr=False)
    beside_errors: FloatArray = field(repr=False)

    @property
    def n_rows(self) -> int:
        """Rows seen in all."""
        return int(self.rows[-1])

    @property
    def exact(self) -> bool:
        """Whether nothing was estimated."""
        return not (self.errors.any() or self.beside_errors.any())

    @property
    def beside(self) -> FloatArray:
        """float64[k, n_asked], by how much each is above the average, nats: log of weight now over weight at first."""
        return self.log_evidence - self.average[:, None]


def scores(history: BeliefHistory, candidates: Sequence[int]) -> Iterator[Progress[Scores]]:
    """Add up how well some candidates predicted every row so far.

    Yields
    ------
    Progress
        After each part of the work; the last one holds the answer.

    Notes
    -----
    Where something is hidden, the evidence of all such candidates is put together at every moment.
    """
    asked = tuple(candidates)
    yield Progress(0, 4)
    summed = history.log_evidence_of(asked)
    yield Progress(1, 4)
    errors = history.log_evidence_errors_of(asked)
    yield Progress(2, 4)
    beside = history.log_evidence_errors_of(asked, beside_average=True) if errors.any() else np.zeros_like(errors)
    yield Progress(3, 4)
    ends = tuple(int(history.rows[end]) for end in history.batch_ends)
    yield Progress(4, 4, Scores(asked, history.rows, ends, summed, errors, history.log_evidence, beside))
