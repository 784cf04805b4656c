"""Statements about what experiments would tell, how variables vary together, and which rows may be pooled."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.networks.network import BayesianNetwork
from engine.networks.tables import ConditionalTable
from engine.networks.variables import Variable
from engine.posterior.enumeration import enumerate_posterior
from engine.problems import InvalidInput
from engine.sessions.expectation_grammar import parse_value
from engine.sessions.state import session_from_network
from engine.sessions.vocabulary import Vocabulary
from tests.engine.reference import VALUES
from tests.engine.sessions.measuring import NOTHING, candidates, coin_pair, measured, situation

OPEN = situation(coin_pair(obs=[[9, 3], [2, 8]]))
NAMED = {"observe": "watching", "do(A=0)": "do A = s0", "do(A=1)": "do A = s1", "do(B=0)": "do B = s0"}


@pytest.mark.parametrize("key", NAMED)
def test_experiments_tell_what_the_reference_says(key: str) -> None:
    known = VALUES["EIG_D1_obs_ess1"][key]
    assert measured(f"information gain in nats of {NAMED[key]}", OPEN) == pytest.approx(known, abs=1e-9)
    assert measured(f"information gain of {NAMED[key]}", OPEN) == pytest.approx(known / math.log(2), abs=1e-9)


def test_a_coin_tells_the_mean_of_both_settings_and_setting_both_tells_nothing() -> None:
    either = (measured("information gain of do A = s0", OPEN) + measured("information gain of do A = s1", OPEN)) / 2
    assert measured("information gain of random A", OPEN) == pytest.approx(either, rel=1e-9)
    assert measured("information gain of do A = s0, B = s1", OPEN) == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("information gain of A = s0", "no experiment is named"),
        ("information gain of do A = s7", "state of A"),
        ("information gain of do A = s0, A = s1", "A is named twice"),
        ("information gain of random C", "There are: A, B"),
        ("covariance of A, B", "Give the world"),
        ("log factor of pooling B given B", "B is named twice"),
        ("log factor of pooling C", "There are: A, B"),
    ],
)
def test_what_does_not_read_so_is_said(text: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        measured(text, OPEN)


def slow_log_evidence(rows: list[list[int]]) -> float:
    """Chance of the effect in each row of a table of two by two, one row of data after another, ess 1."""
    total = 0.0
    for cells in rows:
        seen = [0, 0]
        for state, count in enumerate(cells):
            for _ in range(count):
                total += math.log((0.25 + seen[state]) / (0.5 + sum(seen)))
                seen[state] += 1
    return total


@pytest.mark.parametrize(("acted", "known"), [([[8, 2], [2, 8]], 3.469), ([[5, 5], [5, 5]], -0.329)])
def test_pooling_is_worth_what_the_reference_says(acted: list[list[int]], known: float) -> None:
    watched = [[80, 20], [20, 80]]
    state = situation(coin_pair(obs=watched, doA=acted, doB=[[99, 1], [1, 99]]))
    both = [[watched[a][b] + acted[a][b] for b in (0, 1)] for a in (0, 1)]
    twin = slow_log_evidence(both) - slow_log_evidence(watched) - slow_log_evidence(acted)
    found = measured("log factor of pooling B given A", state)
    assert found == pytest.approx(twin, abs=1e-9)
    assert found == pytest.approx(known, abs=5e-4)


def test_without_one_kind_of_rows_there_is_nothing_to_pool() -> None:
    state = situation(coin_pair(obs=[[3, 1], [1, 3]], doA=NOTHING), candidates("A -> B"))
    assert measured("log factor of pooling B given A", state) == 0


def in_world(text: str, network: BayesianNetwork) -> float:
    state = session_from_network("World", network, range(len(network.variables)))
    posterior = enumerate_posterior(state.dataset, candidates("unrelated"), state.assumptions)
    return parse_value(text, Vocabulary(network.variables, state.variables, state.space)).measure(state, posterior)


def test_covariances_are_those_of_the_joint_table() -> None:
    variables = (Variable("A", ("0", "1", "2")), Variable("B", ("0", "1")))
    first, second = np.array([0.2, 0.3, 0.5]), np.array([[0.9, 0.1], [0.4, 0.6], [0.3, 0.7]])
    tables = (ConditionalTable(0, (), first), ConditionalTable(1, (0,), second))
    world = BayesianNetwork(variables, tables)
    mean, above = first @ [0, 1, 2], float(first @ second[:, 1])
    expected = float((first * [0, 1, 2]) @ second[:, 1] - mean * above)
    spread = math.sqrt((first @ [0, 1, 4] - mean**2) * above * (1 - above))
    assert in_world("covariance of A, B", world) == pytest.approx(expected, rel=1e-12)
    assert in_world("covariance of B, A", world) == pytest.approx(expected, rel=1e-12)
    assert in_world("correlation of A, B", world) == pytest.approx(expected / spread, rel=1e-12)
