"""The weights of a history as bands, one upon another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.posterior.digest_history import DigestHistory
from engine.posterior.history import BeliefHistory
from gui.timeline.axis import Axis, axis_of_batches, axis_of_rows
from gui.weights.view import Along

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
    errors
        float64[n_bands, k], the standard error of each weight; None where all are exact.
    entropy
        float64[k], how much is open at each checkpoint, in bits; None where that is not known.
    entropy_errors
        float64[k], its standard error; None where it is exact.
    known
        bool[k], at which checkpoints belief was worked out; None for all. At the others the numbers lie straight
        between those before and after, so that there is something to draw.
    gaps
        Stretches of rows along which it was not, each from a moment that is known to the next.
    """

    rows: IntArray
    digits: tuple[int | None, ...]
    tops: FloatArray
    batch_ends: tuple[int, ...]
    errors: FloatArray | None = None
    entropy: FloatArray | None = None
    entropy_errors: FloatArray | None = None
    known: npt.NDArray[np.bool_] | None = None
    gaps: tuple[tuple[int, int], ...] = ()

    def is_known(self, checkpoint: int) -> bool:
        """Return whether belief at a checkpoint was worked out."""
        return self.known is None or bool(self.known[checkpoint])

    @property
    def n_rows(self) -> int:
        """Rows seen in all."""
        return int(self.rows[-1])

    @property
    def weights(self) -> FloatArray:
        """float64[n_bands, k], how thick each band is."""
        return np.diff(self.tops, axis=0, prepend=0.0)

    def error(self, band: int, checkpoint: int) -> float:
        """Return the standard error of a weight; 0 where it is exact."""
        return 0.0 if self.errors is None else float(self.errors[band, checkpoint])

    def entropy_error(self, checkpoint: int) -> float:
        """Return the standard error of the entropy in bits; 0 where it is exact."""
        return 0.0 if self.entropy_errors is None else float(self.entropy_errors[checkpoint])

    def axis(self, along: Along) -> Axis:
        """Return where rows lie when each of them, or each batch, is as wide as any other."""
        return axis_of_rows(self.n_rows) if along == "rows" else axis_of_batches(self.batch_ends)

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
    off = history.entropy_errors
    return Stack(
        history.rows,
        tuple(bands),
        tops,
        ends,
        _errors(history, digits, len(bands)),
        history.entropy_bits,
        off if off.any() else None,
    )


def stacked_sums(history: DigestHistory) -> Stack:
    """Return the bands of the structures that are followed, in their order, with all others on top.

    Parameters
    ----------
    history
        How belief moved where structures are too many to be listed; one moment of it must be known.
    """
    known, followed = np.flatnonzero(history.known), len(history.followed)
    weights = np.array([_between(history.shares[:, column], known) for column in range(followed)])
    tops = np.minimum(np.cumsum(weights.reshape(followed, len(history.rows)), axis=0), 1.0)
    return Stack(
        history.rows,
        (*range(1, followed + 1), None),
        np.concatenate([tops, np.ones((1, len(history.rows)))]),
        tuple(int(row) for row in history.rows[1:]),
        None,
        _between(history.entropy_bits, known),
        None,
        None if history.known.all() else history.known,
        _gaps(history.rows, history.joined),
    )


def _gaps(rows: IntArray, known: npt.NDArray[np.bool_]) -> tuple[tuple[int, int], ...]:
    inside = np.flatnonzero(~known)
    # Places before which another run begins.
    runs = np.split(inside, np.flatnonzero(np.diff(inside) > 1) + 1) if len(inside) else []
    last = len(rows) - 1
    return tuple((int(rows[max(run[0] - 1, 0)]), int(rows[min(run[-1] + 1, last)])) for run in runs)


def _between(values: FloatArray, known: npt.NDArray[np.intp]) -> FloatArray:
    return np.interp(np.arange(len(values)), known, values[known])


def _errors(history: BeliefHistory, digits: Sequence[int], n_bands: int) -> FloatArray | None:
    # Together with those that have digits the others weigh 1: both sums are equally far off.
    groups: list[Sequence[int]] = [[candidate] for candidate in digits]
    errors = history.share_errors_of([*groups, digits][:n_bands])
    return errors.T if errors.any() else None
