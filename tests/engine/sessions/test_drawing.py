from __future__ import annotations

import numpy as np
import pytest

from engine.networks.interventions import OBSERVATION, Regime, do, randomize
from engine.questions.probabilities import marginals
from engine.sessions.drawing import batch_rng, drawn_batch
from tests.engine.sessions import samples


def test_streams_are_those_of_the_seed_sequence() -> None:
    same = np.random.default_rng(np.random.SeedSequence(11, spawn_key=(3,)))
    assert batch_rng(11, 3).random(4).tolist() == same.random(4).tolist()
    assert batch_rng(11, 3).random() != batch_rng(11, 4).random()
    assert batch_rng(11, 3).random() != batch_rng(12, 3).random()


@pytest.mark.parametrize("regime", [OBSERVATION, Regime((do(1, 0),)), Regime((randomize(0),))], ids=str)
def test_measured_columns_have_the_chances_of_the_mutilated_world(regime: Regime) -> None:
    state = samples.start()
    assert state.world is not None
    batch = drawn_batch(state.world, state.variables, 40_000, regime, batch_rng(1, 0))
    assert batch.values.shape == (40_000, 2)
    in_world = regime.moved({0: 1, 1: 2})
    chances = marginals(state.world, in_world)
    for column, node in enumerate(state.world.observed):
        # Six standard deviations of a share of 40,000 are 0.015 at most.
        assert (batch.values[:, column] == 0).mean() == pytest.approx(chances[node][0], abs=0.015)
