from __future__ import annotations

import math

import numpy as np
import pytest

from engine.hypotheses.notation import parse_structure
from engine.networks.variables import Variable
from engine.posterior.posterior import Posterior
from engine.sessions.actions import apply
from engine.sessions.expectation_grammar import parse_expectation
from engine.sessions.expectations import Check
from engine.sessions.state import SessionState
from engine.sessions.verbs import Watch
from engine.sessions.vocabulary import Vocabulary
from tests.engine.sessions import samples


def session() -> tuple[SessionState, Posterior]:
    state = apply(samples.start(), Watch(12))
    # Three structures over two variables: unrelated first, then the two arrows.
    weights = np.zeros(len(state.space))
    for text, weight in (("unrelated", 0.2), ("Sun -> Ice cream", 0.5), ("Ice cream -> Sun", 0.3)):
        found = state.space.find(parse_structure(text, state.belief_names))
        assert found is not None
        weights[found] = weight
    return state, Posterior(state.space, weights, -7.25)


def believed(state: SessionState) -> tuple[Variable, ...]:
    return tuple(state.variables[column] for column in state.space.over)


def check(text: str) -> Check:
    state, posterior = session()
    assert state.world is not None
    vocabulary = Vocabulary(state.world.variables, believed(state), state.space)
    return parse_expectation(text, vocabulary).check(state, posterior)


@pytest.mark.parametrize(
    "text",
    [
        "weight of unrelated = 0.2 +- 1e-9",
        'weight of "Ice cream <- Sun" about 0.5 +- 0.001',
        "edge Sun -> Ice cream probability = 0.5 +- 1e-9",
        "probability of Ice cream -> Sun = 0.3 ± 1e-9",
        "path Sun -> Ice cream probability >= 0.5",
        "edge Sun -> Ice cream probability - edge Ice cream -> Sun probability = 0.2 +- 1e-9",
        "weight of Sun -> Ice cream - 0.2 + 0.1 > weight of Ice cream -> Sun",
        "weight of Sun -> Ice cream + weight of unrelated = 7/10 +- 1e-9",
        "edge Sun -> Ice cream probability = weight of Sun -> Ice cream",
        "log evidence = -7.25 +- 1e-9",
        "entropy = 1.4855 +- 0.0001",
        "rows = 12",
        "rows < 13",
        "rows <= 12",
        "P(Ice cream = yes | do Sun = yes) = 0.75 +- 1e-12",
        "P(Ice cream = yes | Sun = yes, Mood = high) = 0.9 +- 1e-12",
    ],
)
def test_true_statements_hold(text: str) -> None:
    assert check(text).holds


@pytest.mark.parametrize(
    "text",
    [
        "weight of unrelated = 0.21 +- 0.009",
        "weight of Sun -> Ice cream = weight of Ice cream -> Sun",
        "edge Sun -> Ice cream probability > 0.5",
        "edge Sun -> Ice cream probability < 0.5",
        "entropy >= 1.5",
        "rows = 13",
        "rows <= 11",
        "P(Ice cream = yes | do Sun = yes) = 0.7 +- 0.049",
    ],
)
def test_false_statements_do_not_hold(text: str) -> None:
    assert not check(text).holds


def test_both_sides_are_told() -> None:
    found = check("weight of unrelated + 0.1 < 0.25")
    assert (found.left, found.right) == pytest.approx((0.3, 0.25))
    assert str(found) == "weight of unrelated + 0.1 < 0.25: does not hold, 0.3 against 0.25"


def test_a_chance_without_a_world_holds_never() -> None:
    state, posterior = session()
    assert state.world is not None
    vocabulary = Vocabulary(state.world.variables, believed(state), state.space)
    expectation = parse_expectation("P(Sun = yes) >= 0", vocabulary)
    found = expectation.check(samples.table_of_data(), posterior)
    assert not found.holds
    assert math.isnan(found.left)
