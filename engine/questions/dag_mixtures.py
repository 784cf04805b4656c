"""What all DAGs together, and those with some answer to a question, give predictions of families: sums over DAGs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from engine.posterior.dynamic_programming import SummedPosterior

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Arrow:
    """The question whether an arrow leads from one place of a space to another."""

    cause: int
    effect: int


@dataclass(frozen=True)
class Influence:
    """The question whether one place of a space is a cause of another, directly or over others."""

    cause: int
    effect: int


SummedQuestion = Arrow | Influence


@dataclass(frozen=True, eq=False)
class DagMixtures:
    """Averages over all DAGs by their weights.

    Parameters
    ----------
    posterior
        The weights.
    question
        What is asked; None for which DAG is true.
    """

    posterior: SummedPosterior
    question: SummedQuestion | None = None

    @cached_property
    def share(self) -> float:
        """The probability of yes."""
        assert self.question is not None
        direct = isinstance(self.question, Arrow)
        found = self.posterior.edge_probabilities if direct else self.posterior.ancestor_probabilities
        return float(found[self.question.cause, self.question.effect])

    def entropy_bits(self) -> float:
        """Return how much is open about what was asked."""
        if self.question is None:
            n = len(self.posterior.over)
            # The mean log weight of a DAG is the derivative of the sum over all by the power of the weights.
            chosen = [self.posterior.family_probabilities(node) for node in range(n)]
            weights = np.where(np.isfinite(self.posterior.log_weights), self.posterior.log_weights, 0.0)
            mean = sum(float(chosen[node] @ weights[node]) for node in range(n))
            return max(0.0, (self.posterior.sums.log_total - mean) / math.log(2))
        return float(-sum(each * math.log2(each) for each in (self.share, 1 - self.share) if each > 0))

    def sums(self, tables: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the mean over DAGs of the product of what their families predict, and of that times its log.

        Parameters
        ----------
        tables
            float64[n, 2 ** n, k], what each family predicts of each of k outcomes, above 0 and at most 1.

        Returns
        -------
        average, knowledge
            float64[k] each; nats.
        """
        return self._sums(self.posterior.log_weights, tables)

    def with_arrow(self, tables: FloatArray) -> FloatArray:
        """Return the part of `sums` that DAGs with the arrow have, float64[k]."""
        assert isinstance(self.question, Arrow)
        weights = self.posterior.log_weights.copy()
        without = np.arange(weights.shape[1]) >> self.question.cause & 1 == 0
        weights[self.question.effect, without] = -np.inf
        return self._sums(weights, tables)[0]

    def _sums(self, log_weights: FloatArray, tables: FloatArray) -> tuple[FloatArray, FloatArray]:
        # The exponents of the sums without predictions bound those with: no family predicts more than 1.
        from engine.kernels.gain_sums import sum_dags, sum_tables

        families, below = self.posterior.sums.families, self.posterior.sums.below
        sums, slopes, found = np.empty_like(tables), np.empty_like(tables), np.empty((2, tables.shape[2]))
        sum_tables(log_weights, tables, families.exponent, sums, slopes)
        sum_dags(families.exponent, below.exponent, sums, slopes, found)
        total = below.mantissa[-1]
        return np.asarray(found[0] / total), np.asarray(found[1] / total)
