"""What statements can measure of experiments and of rows together: what one more row would tell, what may be pooled."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from engine.networks.interventions import Regime
from engine.posterior.enumeration import gathered
from engine.posterior.posterior import Posterior
from engine.questions.expected_gains import expected_gains
from engine.questions.experiments import Gains
from engine.questions.pooling import log_factor_of_pooling
from engine.questions.probabilities import probability
from engine.sessions.quantities import Situation


@dataclass(frozen=True)
class InformationGain:
    """How many bits one more row under a regime is expected to tell of which candidate is true.

    Parameters
    ----------
    regime
        What would be done; targets are places among the variables that belief is about.
    nats
        Whether it is given in nats, with natural logarithms, instead of bits.
    """

    regime: Regime
    nats: bool = False

    def measure(self, state: Situation, posterior: Posterior) -> float:
        """Return the expected information gain; costs what the evidence of the candidates costs."""
        space = posterior.space
        regime = self.regime.moved(dict(enumerate(space.over)))
        *_, evidence = gathered(state.dataset, space, state.assumptions)
        gains: Gains | None = None
        for progress in expected_gains(evidence, state.dataset, [regime]):
            gains = progress.partial
        if gains is None or gains.best is None:
            return math.nan
        return gains.best.bits * (math.log(2) if self.nats else 1.0)


@dataclass(frozen=True)
class Covariance:
    """How two variables of the world vary together, their states counted as 0, 1, 2 and so on.

    Parameters
    ----------
    one, other
        Indices of the world's variables.
    scaled
        Whether it is divided by both standard deviations: the correlation.
    """

    one: int
    other: int
    scaled: bool = False

    def measure(self, state: Situation, posterior: Posterior) -> float:
        """Return it, exactly; not a number without a world, or where one of the two never varies."""
        del posterior
        if state.world is None:
            return math.nan
        sizes = [state.world.variables[index].cardinality for index in (self.one, self.other)]
        joint = np.array(
            [
                [probability(state.world, {self.one: first, self.other: second}) for second in range(sizes[1])]
                for first in range(sizes[0])
            ]
        )
        first, second = (
            np.arange(size) - np.arange(size) @ joint.sum(axis=1 - axis) for axis, size in enumerate(sizes)
        )
        together = float(first @ joint @ second)
        if not self.scaled:
            return together
        spread = float((first**2 @ joint.sum(axis=1)) * (second**2 @ joint.sum(axis=0)))
        return together / math.sqrt(spread) if spread > 0 else math.nan


@dataclass(frozen=True)
class PoolingFactor:
    """Whether watched rows and rows in which something else was set obey one mechanism of a variable.

    Parameters
    ----------
    child, parents
        The variable, and what its chances depend on; places among the variables that belief is about.
    """

    child: int
    parents: tuple[int, ...] = ()

    def measure(self, state: Situation, posterior: Posterior) -> float:
        """Return the natural log of the Bayes factor, pooled against separate."""
        over = posterior.space.over
        size = state.assumptions.equivalent_sample_size
        return log_factor_of_pooling(state.dataset, over[self.child], [over[place] for place in self.parents], size)
