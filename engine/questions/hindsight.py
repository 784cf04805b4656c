"""A batch in hindsight: what candidates expected of it, what happened, and what that gave or took."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from engine.data.dataset import Batch, Dataset
from engine.posterior.history import BeliefHistory
from engine.progress import Progress
from engine.questions.predictions import Predictions, bits_gained, predict

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Hindsight:
    """One batch, before and after.

    Parameters
    ----------
    predictions
        What was expected of every row of the batch, just before it.
    observed
        int64[n_outcomes], how many rows of each kind there were, in the order of `predictions`.
    bits, errors
        float64[n_asked], by how many bits each candidate predicted the batch better than the average of all, and the
        standard error; where estimates before and after are off together, a bound on it.
    """

    predictions: Predictions
    observed: IntArray = field(repr=False)
    bits: FloatArray = field(repr=False)
    errors: FloatArray = field(repr=False)

    @property
    def n_rows(self) -> int:
        """Rows of the batch."""
        return int(self.observed.sum())

    @property
    def exact(self) -> bool:
        """Whether nothing was estimated."""
        return self.predictions.exact and not self.errors.any()


def hindsight(
    history: BeliefHistory, dataset: Dataset, batch: int, candidates: Sequence[int], seed: int = 1
) -> Iterator[Progress[Hindsight]]:
    """Look back at one batch.

    Parameters
    ----------
    history
        How belief moved.
    dataset
        The rows that it is about.
    batch
        Number of the batch, from 0.
    candidates
        Those to speak of one by one, by number.
    seed
        Seed of what must be estimated.

    Yields
    ------
    Progress
        In parts of the work; the last one holds the answer.

    Raises
    ------
    InvalidInput
        When there are more different rows than can be told apart one by one (see `predict`).
    """
    earlier = Dataset(dataset.variables, dataset.batches[:batch])
    done = dataset.batches[batch]
    predictions: Predictions | None = None
    for progress in predict(history.evidence_before(batch), earlier, done.regime, candidates, seed):
        predictions = progress.partial
        yield Progress(progress.done, progress.total + 1)
    if predictions is None:
        raise ValueError("the predictions were not worked out")
    ends = [0, *history.batch_ends][batch : batch + 2]
    errors = history.log_evidence_errors_of(candidates, beside_average=True)[ends]
    found = Hindsight(
        predictions,
        _tally(done, history.space.over, predictions.cardinality),
        bits_gained(history, batch, candidates),
        np.asarray(np.hypot(*errors) / math.log(2)),
    )
    yield Progress(1, 1, found)


def _tally(batch: Batch, over: Sequence[int], cardinality: Sequence[int]) -> IntArray:
    codes = np.zeros(batch.n_rows, dtype=np.int64)
    for column, states in zip(over, cardinality, strict=True):
        codes = codes * states + batch.values[:, column]
    return np.bincount(codes, minlength=math.prod(cardinality)).astype(np.int64)
