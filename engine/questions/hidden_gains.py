"""What batches and plans are expected to tell where something is hidden in a candidate: estimated by drawing them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from time import monotonic

import numpy as np
import numpy.typing as npt

from engine.data.dataset import Dataset
from engine.posterior.enumeration import Evidence
from engine.posterior.latent.foreseen import GROUPS
from engine.posterior.latent.summary_errors import summary_errors
from engine.posterior.latent.tracks import HEARD_EVERY
from engine.questions.experiments import Question
from engine.questions.hidden_draws import HiddenDraws, SharedParts
from engine.questions.movement import Movement
from engine.questions.rounds import Tally, rounds
from engine.questions.summed_draws import Steps

FloatArray = npt.NDArray[np.float64]


def hidden_gains(
    evidence: Evidence,
    dataset: Dataset,
    plans: Sequence[Steps],
    rng: np.random.Generator,
    question: Question | None,
    draws: int,
    seed: int,
) -> Iterator[Foretold]:
    """Estimate what several plans are expected to tell; better and better.

    Parameters
    ----------
    evidence, dataset
        What is known, and the rows that it was gathered from; something is hidden in a candidate.
    plans
        What is done and how many rows there are of it, step by step.
    rng
        Where chance comes from.
    question
        What is to be found out; None for which candidate is true.
    draws
        How often to draw each plan in the end.
    seed
        Seed of what must be estimated beforehand.

    Yields
    ------
    Foretold
        The same each time, with what is known by then: now and then, and after each round of one plan.

    Raises
    ------
    InvalidInput
        When there are more than 4,096 different rows.

    Notes
    -----
    As in `engine.questions.batch_gains.sampled_gains`. Where the evidence of all parts is a closed form or a sum that
    is not too long, there is no bias. Where that of some part is estimated, by independent groups of particles, the
    bias that remains is that of second order after a jackknife over the groups (Quenouille 1956; Tukey 1958), which
    gives the standard error of that too; and so do errors of the weights now.
    """
    told = Foretold(evidence, question, len(plans))
    drawing: list[HiddenDraws | None] = [None] * len(plans)
    shared: SharedParts = {}
    heard = monotonic()
    for place, count in rounds(told, len(plans), draws):
        plan = drawing[place]
        if plan is None:
            plan = drawing[place] = HiddenDraws(evidence, dataset, plans[place], seed, shared)
            for _ in plan.prepared():
                yield told
        for number in range(count):
            told.add(place, *plan.weights_after(rng))
            if number < count - 1 and monotonic() - heard > HEARD_EVERY:
                yield told
                heard = monotonic()
        yield told


class Foretold:
    """What was drawn of each of several plans: what they tell, and how far off that may be.

    Parameters
    ----------
    evidence
        What is known.
    question
        What is asked; None for which candidate is true.
    n
        How many plans.
    """

    def __init__(self, evidence: Evidence, question: Question | None, n: int) -> None:
        self._evidence = evidence
        self._weights = evidence.posterior().weights
        self.movement = Movement(self._weights, question)
        self._tally = Tally(n)
        # Sums of what is told without each group of particles.
        self._without = np.zeros((n, GROUPS))
        self._estimated = np.zeros(n, dtype=bool)
        self._told = np.zeros((n, len(self._weights)))

    def add(self, place: int, after: FloatArray, without: Sequence[FloatArray]) -> None:
        """Take in one draw: the weights after it, and what they are without each group of particles."""
        parts = self.movement.by_candidate(after)
        bits = float(parts.sum())
        self._tally.add(place, np.array([bits]))
        self._told[place] += parts
        self._without[place] += [self.movement.bits(each) for each in without] if without else bits
        self._estimated[place] |= bool(without)

    def drawn(self, place: int) -> int:
        """Return how often one was drawn."""
        return self._tally.drawn(place)

    @property
    def all_drawn(self) -> int:
        """How many draws there were."""
        return self._tally.all_drawn

    def mean_and_error(self, place: int) -> tuple[float, float]:
        """Return what a plan is expected to tell, and its standard error, in bits."""
        mean, error = self._tally.mean_and_error(place)
        of_particles = 0.0
        if self._estimated[place]:
            others = self._without[place] / self.drawn(place)
            mean = max(0.0, GROUPS * mean - (GROUPS - 1) * float(others.mean()))
            of_particles = math.sqrt((GROUPS - 1) / GROUPS * float(((others - others.mean()) ** 2).sum()))
        return mean, math.hypot(error, of_particles, self._of_weights(place))

    def _of_weights(self, place: int) -> float:
        # To first order a gain changes with the weight of a candidate by how much its own rows would tell for it.
        evidence = self._evidence
        own = np.zeros(len(self._weights))
        has = self._weights > 0
        own[has] = self._told[place, has] / self.drawn(place) / self._weights[has]
        return float(summary_errors(evidence.plan, evidence.hidden, self._weights, own))
