"""How far belief moves, as a divergence: on average over what could be seen, that is what seeing it tells."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.posterior.posterior import entropy_bits
from engine.questions.experiments import Question

FloatArray = npt.NDArray[np.float64]


class Movement:
    """How far weights move from what they are now.

    Parameters
    ----------
    weights
        float64[n_candidates], now.
    question
        What is to be found out; None for which candidate is true.
    """

    def __init__(self, weights: FloatArray, question: Question | None) -> None:
        self._question = question
        self._before = self._shares(weights)
        self.entropy = entropy_bits(self._before)

    def bits(self, weights: FloatArray) -> float:
        """Return the divergence (Kullback and Leibler 1951) of other weights from those now, in bits."""
        after = self._shares(weights)
        given = after > 0
        return float((after[given] * np.log2(after[given] / self._before[given])).sum())

    def by_candidate(self, weights: FloatArray) -> FloatArray:
        """Return the same as what each candidate adds to it: its weight, times the bits that its answer gained."""
        after = self._shares(weights)
        gained = np.zeros(len(after))
        given = after > 0
        gained[given] = np.log2(after[given] / self._before[given])
        return np.asarray(weights * (gained if self._question is None else gained[self._question.groups]))

    def _shares(self, weights: FloatArray) -> FloatArray:
        if self._question is None:
            return weights
        return np.bincount(self._question.groups, weights).astype(np.float64)
