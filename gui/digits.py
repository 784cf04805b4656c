"""Which candidates bear the digits 1 to 6: a matter of what was seen, not of when it was worked out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.hypotheses.space import HypothesisSpace
from engine.posterior.following import BatchBelief
from engine.posterior.history import BeliefHistory
from engine.posterior.posterior import heaviest
from gui.theme.candidates import MOST_DIGITS

FloatArray = npt.NDArray[np.float64]


def assigned_digits(space: HypothesisSpace, highest: FloatArray, given: Sequence[int]) -> tuple[int, ...]:
    """Return which candidates bear the digits 1 to 6, in order.

    A list that a person chose keeps its order. Among all DAGs those with the highest weights ever reached
    have digits; one that has a digit keeps it as long as it is among them.

    Parameters
    ----------
    space
        The candidates.
    highest
        float64[n_candidates], the highest weight each ever reached.
    given
        Those that bore the digits before.
    """
    if not space.complete:
        return tuple(range(min(MOST_DIGITS, len(space))))
    best = heaviest(highest, MOST_DIGITS)
    kept = [candidate if candidate in best else None for candidate in given[: len(best)]]
    kept += [None] * (len(best) - len(kept))
    newcomers = iter(candidate for candidate in best if candidate not in kept)
    return tuple(next(newcomers) if candidate is None else candidate for candidate in kept)


@dataclass(frozen=True)
class _Step:
    batch: BatchBelief
    digits: tuple[int, ...]


class DigitBook:
    """Gives digits after one batch after the other.

    The same rows give the same digits, whether they came one batch at a time, from a file, or while somebody was
    waiting for an answer. What is known of earlier batches is kept, so that one more costs no more than itself.
    """

    def __init__(self) -> None:
        self._space: HypothesisSpace | None = None
        self._steps: list[_Step] = []
        # The highest weights reached after so many batches.
        self._reached: tuple[int, FloatArray] = (0, np.empty(0))

    def digits_of(self, history: BeliefHistory) -> tuple[int, ...]:
        """Return which candidates bear the digits 1 to 6 after all batches of a history, in order."""
        space, batches = history.space, history.batches
        if not batches:
            # They stick only to candidates that data gave them.
            return assigned_digits(space, history.highest, ())
        if space is not self._space:
            self._space, self._steps, self._reached = space, [], (0, np.zeros(len(space)))
        same = 0
        while same < min(len(self._steps), len(batches)) and self._steps[same].batch is batches[same]:
            same += 1
        del self._steps[same:]
        if self._reached[0] > same:
            self._reached = 0, np.zeros(len(space))
        digits = self._steps[-1].digits if self._steps else ()
        for batch in batches[same:]:
            digits = assigned_digits(space, self._reached_after(batches[: len(self._steps) + 1]), digits)
            self._steps.append(_Step(batch, digits))
        return digits

    def _reached_after(self, batches: Sequence[BatchBelief]) -> FloatArray:
        n, reached = self._reached
        for batch in batches[n:]:
            reached = np.maximum(reached, batch.highest_weights())
        self._reached = len(batches), reached
        return reached
