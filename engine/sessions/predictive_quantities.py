"""What statements can measure of the next row: its chances under one candidate, or averaged over all of them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.hypotheses.candidate import Candidate
from engine.hypotheses.space import HypothesisSpace, listed
from engine.networks.interventions import Regime
from engine.posterior.assumptions import Assumptions
from engine.posterior.enumeration import gathered
from engine.posterior.posterior import Posterior
from engine.questions.predictions import Predictions, predict
from engine.sessions.chances import Chance
from engine.sessions.quantities import Situation


@dataclass(frozen=True)
class Predicted:
    """The chance of something in the next row, predicted from the rows seen.

    Parameters
    ----------
    chance
        Of what, given what was seen and set; places among the variables that belief is about.
    candidate
        Under which candidate; None for the average over all by their weights.
    """

    chance: Chance
    candidate: Candidate | None = None

    def measure(self, state: Situation, posterior: Posterior) -> float:
        """Return the posterior predictive probability; not a number where the conditions never happen.

        Costs what the evidence of the candidates costs.
        """
        space = posterior.space
        regime = self.chance.regime.moved(dict(enumerate(space.over)))
        if self.candidate is None:
            rows = _predictions(state, space, state.assumptions, regime, ()).average
        else:
            strength = Assumptions(state.assumptions.equivalent_sample_size)
            # What is estimated gets better only beside the others; what is not needs none of them.
            among = listed(space.over, [self.candidate]) if self.candidate.is_dag else space
            number = among.find(self.candidate)
            if number is None:
                return math.nan
            rows = _predictions(state, among, strength, regime, (number,)).joint[0]
        return self._share(rows, tuple(state.variables[column].cardinality for column in space.over))

    def _share(self, rows: npt.NDArray[np.float64], cardinality: tuple[int, ...]) -> float:
        outcomes = np.indices(cardinality).reshape(len(cardinality), -1)
        given, event = (
            np.logical_and.reduce([np.ones(len(rows), dtype=bool), *(outcomes[place] == code for place, code in part)])
            for part in (self.chance.given, self.chance.event)
        )
        below = float(rows[given].sum())
        return float(rows[given & event].sum()) / below if below > 0 else math.nan


def _predictions(
    state: Situation, space: HypothesisSpace, assumptions: Assumptions, regime: Regime, asked: tuple[int, ...]
) -> Predictions:
    *_, evidence = gathered(state.dataset, space, assumptions)
    *_, last = predict(evidence, state.dataset, regime, asked)
    if last.partial is None:
        raise ValueError("the predictions held no result")
    return last.partial
