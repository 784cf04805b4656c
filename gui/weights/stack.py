"""The weights of a history as bands, one upon another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.posterior.history import BeliefHistory

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Stack:
    """Bands from bottom to top.

    Parameters
    ----------
    rows
        int64[k], rows seen at each checkpoint, from 0.
    digits
        Per band the digit of its candidate; None, always on top, for all the others together.
    tops
        float64[n_bands, k], upper edge of each band; the last one is 1 throughout.
    batch_ends
        Rows seen at the end of each batch.
    """

    rows: IntArray
    digits: tuple[int | None, ...]
    tops: FloatArray
    batch_ends: tuple[int, ...]

    @property
    def n_rows(self) -> int:
        """Rows seen in all."""
        return int(self.rows[-1])

    @property
    def weights(self) -> FloatArray:
        """float64[n_bands, k], how thick each band is."""
        return np.diff(self.tops, axis=0, prepend=0.0)

    def tops_at(self, places: FloatArray) -> FloatArray:
        """Return the upper edges at some numbers of rows, float64[n_bands, n_places], straight in between."""
        return np.array([np.interp(places, self.rows, top) for top in self.tops])


def stacked(history: BeliefHistory, digits: Sequence[int]) -> Stack:
    """Return the bands of the candidates that have digits, with the others on top where there are any.

    Parameters
    ----------
    history
        How belief moved.
    digits
        Candidates by digit, from 1 on.
    """
    weights = history.weights_of(digits)
    tops = np.minimum(np.cumsum(weights, axis=1).T, 1.0)
    bands: list[int | None] = list(range(1, len(digits) + 1))
    if len(digits) < len(history.space):
        bands.append(None)
        tops = np.concatenate([tops, np.ones((1, tops.shape[1]))])
    tops[-1] = 1.0
    ends = tuple(int(history.rows[end]) for end in history.batch_ends)
    return Stack(history.rows, tuple(bands), tops, ends)
