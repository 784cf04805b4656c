"""How many bits one more row under each regime is expected to tell, where candidates are weighed one by one."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from engine.data.dataset import Dataset
from engine.hypotheses.space import HypothesisSpace
from engine.networks.interventions import Regime
from engine.posterior.enumeration import Evidence
from engine.posterior.posterior import entropy_bits
from engine.problems import InvalidInput, Problem
from engine.progress import Progress
from engine.questions.experiments import Gain, Gains, GroupArray, Question
from engine.questions.mixtures import Mixtures
from engine.questions.predictions import MOST_OUTCOMES, Predictions, predict
from engine.questions.predictive_tables import TablesByRegime, all_outcomes, set_factor

FloatArray = npt.NDArray[np.float64]
# Candidates are worked through in blocks of about so many products, which take some hundredths of a second.
PRODUCTS = 1 << 24


def expected_gains(
    evidence: Evidence,
    dataset: Dataset,
    regimes: Sequence[Regime],
    question: Question | None = None,
    seed: int = 1,
) -> Iterator[Progress[Gains]]:
    """Work out what one more row under each of several regimes is expected to tell.

    Parameters
    ----------
    evidence
        What is known.
    dataset
        The rows that it was gathered from.
    regimes
        The experiments; targets are columns of the data.
    question
        What is to be found out; None for which candidate is true.
    seed
        Seed of what must be estimated, where something is hidden.

    Yields
    ------
    Progress
        After each part of the work, with the gains that are known by then.

    Raises
    ------
    InvalidInput
        When there are more than 4,096 different rows to tell apart.

    Notes
    -----
    The entropy of the mixture of all predictions less the mean entropy of a candidate's own (Lindley 1956; Murphy
    2001; Tong and Koller 2001), summed over all rows there can be. Where candidates that give the same answer are
    taken together, the same of their mixtures. O(n_candidates n n_outcomes) a regime.
    """
    refuse_many_outcomes(evidence.counts.cardinality)
    posterior = evidence.posterior().weights
    groups = np.zeros(len(posterior), dtype=np.uint8) if question is None else question.groups
    shares = np.bincount(groups, posterior).astype(np.float64)
    entropy = entropy_bits(posterior if question is None else shares)
    asking = _Asking(evidence, dataset, posterior, groups, shares, about_answer=question is not None, seed=seed)
    found: list[Gain | None] = [None] * len(regimes)
    for place, regime in enumerate(regimes):
        for gain in asking.hidden_gain(regime) if evidence.plan is not None else asking.plain_gain(regime):
            found[place] = gain
            yield Progress(place + (gain is not None), len(regimes), Gains(tuple(found), entropy))


# Asked for again with every batch.
@lru_cache(maxsize=4)
def by_parents(space: HypothesisSpace) -> npt.NDArray[np.intp]:
    """Return the numbers of all candidates, ordered by the parents of the first node, then of the second, and so on."""
    return np.lexsort(space.parents.T[::-1])


@dataclass(frozen=True, eq=False)
class _Asking:
    evidence: Evidence
    dataset: Dataset
    weights: FloatArray
    groups: GroupArray
    shares: FloatArray
    about_answer: bool
    seed: int

    @cached_property
    def tables(self) -> TablesByRegime:
        return TablesByRegime(
            self.evidence.counts, self.evidence.assumptions.equivalent_sample_size, self.evidence.space.over
        )

    @cached_property
    def in_order(self) -> tuple[FloatArray, npt.NDArray[np.uint8], GroupArray]:
        """Weights, parents and groups, as they are worked through for every regime."""
        order = by_parents(self.evidence.space)
        return self.weights[order], self.evidence.space.parents[order], self.groups[order]

    def plain_gain(self, regime: Regime) -> Iterator[Gain | None]:
        from engine.kernels.gains import add_predictions

        space = self.evidence.space
        places, factor = self.tables.possible(regime)
        tables = self.tables.of(regime, places)
        logs = np.log(tables)
        tables[0] *= factor
        parts = np.zeros((len(self.shares), len(places)))
        weights, parents, groups = self.in_order
        knowledge, step = 0.0, max(1, PRODUCTS // (space.n * len(places)))
        for start in range(0, len(self.weights), step):
            rows = slice(start, start + step)
            knowledge += add_predictions(weights[rows], parents[rows], groups[rows], tables, logs, parts)
            if start + step < len(self.weights):
                yield None
        yield Gain(regime, self._bits(Mixtures(parts, self.shares, factor), knowledge))

    def hidden_gain(self, regime: Regime) -> Iterator[Gain | None]:
        predictions: Predictions | None = None
        for progress in predict(self.evidence, self.dataset, regime, None, self.seed):
            predictions = progress.partial
            if predictions is None:
                yield None
        if predictions is None:
            raise ValueError("the predictions were not worked out")
        outcomes = all_outcomes(predictions.cardinality)
        factor = set_factor(self.evidence.space.over, predictions.cardinality, regime, outcomes)
        joint, errors, factor = predictions.joint[:, factor > 0], predictions.errors[:, factor > 0], factor[factor > 0]
        # What is estimated may not add up to 1 to the last digit, which would be taken for information.
        joint = joint / joint.sum(axis=1, keepdims=True)
        parts = np.zeros((len(self.shares), len(factor)))
        np.add.at(parts, self.groups, self.weights[:, None] * joint)
        own = joint / factor
        knowledge = float(self.weights @ (joint * np.log(np.where(own > 0, own, 1.0))).sum(axis=1))
        mixtures = Mixtures(parts, self.shares, factor)
        yield Gain(regime, self._bits(mixtures, knowledge), self._error(mixtures, joint, errors))

    def _bits(self, mixtures: Mixtures, knowledge: float) -> float:
        return mixtures.bits_about_answer() if self.about_answer else mixtures.bits_about_candidate(knowledge)

    def _error(self, mixtures: Mixtures, joint: FloatArray, errors: FloatArray) -> float:
        # To first order, d gain / d p_G(x) = w_G log(p / mixture). Estimates of several candidates may share a part:
        # added up, which is the most that they can come to.
        if not errors.any():
            return 0.0
        told = mixtures.by_answer[self.groups] if self.about_answer else joint
        average = mixtures.average
        ratio = np.where(told > 0, told, 1.0) / np.where(average > 0, average, 1.0)
        slope = self.weights[:, None] * np.log(ratio)
        return float(np.sqrt(((slope * errors) ** 2).sum(axis=1)).sum() / math.log(2))


def refuse_many_outcomes(cardinality: Sequence[int]) -> None:
    """Raise InvalidInput when there are more than 4,096 different rows."""
    if math.prod(cardinality) > MOST_OUTCOMES:
        what = f"there are {math.prod(cardinality):,} different rows to foresee"
        raise InvalidInput(Problem(what, "Choose fewer variables or merge states"))
