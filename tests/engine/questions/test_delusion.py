"""Who takes their own actions for evidence talks themselves into it: Ortega and others 2021."""

from __future__ import annotations

import pytest

from engine.networks.interventions import OBSERVATION, Regime, do
from engine.networks.network import BayesianNetwork
from engine.questions.probabilities import probability
from tests.engine.hidden_reference import HIDDEN_VALUES
from tests.engine.worlds import network

KNOWN = HIDDEN_VALUES["S5_delusion"]
TREASURE, FEEDBACK = 0, 5


def cave() -> BayesianNetwork:
    """Where the treasure is, four walks that mostly lead there, and feedback that is right three times in four."""
    e = KNOWN["e"]
    walk = ("T", [[e, 1 - e], [1 - e, e]])
    return network(T=("", [0.5, 0.5]), A=walk, B=walk, C=walk, D=walk, F=("T", [[0.75, 0.25], [0.25, 0.75]]))


def belief(walks: int, feedback: dict[int, int], *, own: bool) -> float:
    """Return the probability of the state 0, to which all walks led; one's own were set, and others' were seen."""
    led = range(1, 1 + walks)
    regime = Regime(tuple(do(node, 0) for node in led)) if own else OBSERVATION
    seen = dict(feedback) if own else dict.fromkeys(led, 0) | feedback
    return probability(cave(), {TREASURE: 0}, seen, regime)


@pytest.mark.parametrize("walks", range(5))
def test_belief_after_ones_own_walks_is_that_of_the_reference(walks: int) -> None:
    assert belief(walks, {}, own=False) == pytest.approx(KNOWN["own_actions_as_observations"][walks], abs=1e-12)
    assert belief(walks, {}, own=True) == pytest.approx(KNOWN["interventional"][walks], abs=1e-12)


def test_what_is_told_afterwards_weighs_less_than_the_delusion() -> None:
    known = KNOWN["after_negative_feedback_r75"]
    told = {FEEDBACK: 1}
    assert belief(1, told, own=False) == pytest.approx(known["observational"], abs=1e-12)
    assert belief(1, told, own=True) == pytest.approx(known["interventional"], abs=1e-12)
