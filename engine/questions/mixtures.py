"""What is known of the next row with and without knowing the answer to a question: mixtures of predictions."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Mixtures:
    """Predictions of the next row, averaged over the candidates that give the same answer.

    Parameters
    ----------
    parts
        float64[n_answers, n_outcomes], the sum of weight times prediction over the candidates of each answer.
    shares
        float64[n_answers], the sum of their weights.
    factor
        float64[n_outcomes], above 0: how likely what is set comes out that way. It is the same under every candidate
        and tells nothing.
    """

    parts: FloatArray = field(repr=False)
    shares: FloatArray = field(repr=False)
    factor: FloatArray = field(repr=False)

    @property
    def average(self) -> FloatArray:
        """The mixture of all predictions, float64[n_outcomes]."""
        return np.asarray(self.parts.sum(axis=0))

    @property
    def by_answer(self) -> FloatArray:
        """What is predicted given each answer, float64[n_answers, n_outcomes]; 0 for answers without weight."""
        return np.asarray(self.parts / np.where(self.shares > 0, self.shares, 1.0)[:, None])

    def bits_about_answer(self) -> float:
        """Return how many bits the row is expected to tell about the answer."""
        return self._bits(float(self.shares @ self._knowledge(self.by_answer)))

    def bits_about_candidate(self, knowledge: float) -> float:
        """Return how many bits the row is expected to tell about which candidate is true.

        Parameters
        ----------
        knowledge
            The sum of w p(x) log p(x) over candidates and outcomes, without `factor` within the logarithm, in nats.
        """
        return self._bits(knowledge)

    def _bits(self, knowledge: float) -> float:
        known_now = float(self._knowledge(self.average[None])[0])
        # Information is not below 0; rounding may leave it a hair there.
        return max(0.0, (knowledge - known_now) / math.log(2))

    def _knowledge(self, probabilities: FloatArray) -> FloatArray:
        relative = probabilities / self.factor
        return np.asarray((probabilities * np.log(np.where(relative > 0, relative, 1.0))).sum(axis=1))
