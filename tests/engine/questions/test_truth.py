"""What belief has right and wrong, beside a slow twin that looks at every candidate by itself."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

import numpy as np
import pytest

from engine.hypotheses.notation import parse_candidate, parse_structure
from engine.hypotheses.space import HypothesisSpace, every_dag, listed
from engine.networks.network import BayesianNetwork
from engine.networks.tables import ConditionalTable
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions
from engine.posterior.history import believe
from engine.posterior.latent import evidence as evidence_module
from engine.questions.truth import (
    Links,
    believed_links,
    compared,
    links_of,
    true_links,
    without_hidden,
    wrong_links,
)
from tests.engine.posterior.latent.examples import candidate
from tests.engine.posterior.test_hidden_history import CONFOUNDED, believed, moments

NAMES = ("A", "B", "C", "D")


def network(n: int, arrows: list[tuple[int, int]], hidden: frozenset[int] = frozenset()) -> BayesianNetwork:
    """A world of yes and no with these arrows."""
    tables = []
    for child in range(n):
        parents = tuple(sorted(parent for parent, effect in arrows if effect == child))
        tables.append(ConditionalTable(child, parents, np.full((2,) * (len(parents) + 1), 0.5)))
    return BayesianNetwork(tuple(Variable(f"V{node}", ("no", "yes")) for node in range(n)), tuple(tables), hidden)


def drawn(space: HypothesisSpace, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).dirichlet(np.full(len(space), 0.2))


def statuses(space: HypothesisSpace, number: int) -> dict[tuple[int, int], str]:
    """How each pair is joined in one candidate, read from its arrows one by one."""
    edges = set(space.dag(number).edges())
    pairs = combinations(range(space.n), 2)
    return {pair: "there" if pair in edges else "back" if pair[::-1] in edges else "none" for pair in pairs}


def verdicts_by_hand(
    truth: Mapping[tuple[int, int], str], space: HypothesisSpace, weights: np.ndarray
) -> tuple[dict[tuple[int, int], str], float]:
    """Where belief leans, by adding weights up candidate by candidate, and the expected distance in the same way."""
    distance = 0.0
    shares: dict[tuple[int, int], dict[str, float]] = {
        pair: dict.fromkeys(("there", "back", "none"), 0.0) for pair in truth
    }
    for number in range(len(space)):
        for pair, status in statuses(space, number).items():
            shares[pair][status] += weights[number]
            distance += weights[number] * (status != truth[pair])
    found = {}
    for pair, share in shares.items():
        leaned, true = max(share, key=lambda each: share[each]), truth[pair]
        ends = pair[::-1] if "back" in (leaned if leaned != "none" else true,) else pair
        if leaned == true == "none":
            continue
        if leaned == true:
            found[ends] = "right"
        elif true == "none":
            found[ends] = "extra"
        else:
            found[ends] = "missing" if leaned == "none" else "turned"
    return found, distance


@pytest.mark.parametrize("n", [2, 3, 4])
@pytest.mark.parametrize("seed", range(4))
def test_verdicts_and_expected_distance_by_brute_force(n: int, seed: int) -> None:
    space = every_dag(range(n))
    weights = drawn(space, seed)
    true = int(np.random.default_rng(100 + seed).integers(len(space)))
    expected, distance = verdicts_by_hand(statuses(space, true), space, weights)
    truth = links_of(space.dag(true))
    found = compared(truth, believed_links(space, weights))
    assert dict(found.arrows) == expected
    assert found.expected == pytest.approx(distance, rel=1e-10)
    assert not found.shared
    assert wrong_links(space, truth) @ weights == pytest.approx(distance, rel=1e-10)
    edges = np.tensordot(weights, space.edges, axes=1)
    assert compared(truth, without_hidden(edges)).expected == pytest.approx(distance, rel=1e-10)


@pytest.mark.parametrize("seed", range(3))
def test_every_candidate_alone_has_its_own_distance(seed: int) -> None:
    space = every_dag(range(3))
    truth = links_of(space.dag(int(np.random.default_rng(seed).integers(len(space)))))
    alone = [compared(truth, links_of(space.candidate(each))).expected for each in range(len(space))]
    assert wrong_links(space, truth).tolist() == alone
    # Only the truth is without fault; all other structures have one at least.
    assert sorted(alone)[0] == 0 < sorted(alone)[1]


def test_a_turned_arrow_counts_once_and_is_named_as_belief_has_it() -> None:
    truth = links_of(parse_structure("A -> B; B -> C", NAMES[:3]))
    leader = links_of(parse_structure("B -> A; A -> C", NAMES[:3]))
    found = compared(truth, leader)
    assert dict(found.arrows) == {(1, 0): "turned", (0, 2): "extra", (1, 2): "missing"}
    assert found.expected == 3


def test_level_directions_are_open_and_not_right_by_chance() -> None:
    space = listed((0, 1), [parse_structure("A -> B", NAMES[:2]), parse_structure("B -> A", NAMES[:2])])
    belief = believed_links(space, np.array([0.5, 0.5]))
    assert dict(compared(links_of(space.dag(1)), belief).arrows) == {(1, 0): "open"}
    # What the world has not in either form is wrong whichever way belief would lean.
    assert dict(compared(Links(np.zeros((2, 2)), np.zeros((2, 2))), belief).arrows) == {(0, 1): "extra"}


def test_what_nobody_sees_in_the_world_is_passed_through() -> None:
    # 0 -> H -> 1, and K makes 1 and 2; H and K are hidden.
    world = network(5, [(0, 3), (3, 1), (4, 1), (4, 2)], hidden=frozenset({3, 4}))
    links = true_links(world, (0, 1, 2))
    assert links.arrows.tolist() == [[0, 1, 0], [0, 0, 0], [0, 0, 0]]
    assert np.argwhere(links.shared).tolist() == [[1, 2], [2, 1]]


def test_columns_that_belief_is_not_about_hide_causes_too() -> None:
    world = network(3, [(0, 1), (0, 2)])
    links = true_links(world, (2, 1))
    assert not links.arrows.any()
    assert links.shared.all() == np.array(False)
    assert links.shared[0, 1] == links.shared[1, 0] == 1


def test_hidden_common_causes_are_compared_pair_by_pair() -> None:
    lines = ("A -> B", "B -> A", "A <- (C) -> B")
    space = listed((0, 1), [parse_candidate(line, ("A", "B")) for line in lines])
    truth = true_links(network(3, [(2, 0), (2, 1)], hidden=frozenset({2})), (0, 1))
    belief = believed_links(space, np.array([0.2, 0.1, 0.7]))
    found = compared(truth, belief)
    assert dict(found.shared) == {(0, 1): "right"}
    assert not found.arrows
    # 0.3 for an arrow that is not there, 0.3 for the cause that is.
    assert found.expected == pytest.approx(0.6)
    assert compared(truth, believed_links(space, np.array([0.6, 0.1, 0.3]))).shared == {(0, 1): "missing"}
    assert compared(truth, links_of(space.candidate(2))).expected == 0


def test_estimated_distances_come_with_their_standard_error(monkeypatch: pytest.MonkeyPatch) -> None:
    space = listed((0, 1), [candidate(line) for line in ("A -> B", "A -> B, A <-> B", "A <- (C: 2) -> B", "A <-> B")])
    data = moments(CONFOUNDED[:5])[-1]
    wrong = wrong_links(space, links_of(space.candidate(3)))
    exact = believed(data, space)
    known = float(wrong @ exact.posterior.weights)
    end = len(exact.rows) - 1
    assert exact.errors_at(end, wrong) == 0
    assert exact.log_odds_error(end, 1, 2) == 0
    monkeypatch.setattr(evidence_module, "MOST_TERMS", 1)
    off = []
    for seed in range(3):
        *_, last = believe(data, space, Assumptions(), seed=seed)
        assert last.partial is not None
        found, end = last.partial, len(last.partial.rows) - 1
        error = float(found.errors_at(end, wrong))
        assert error > 0
        off.append((float(wrong @ found.posterior_at(end).weights) - known) / error)
        # The odds of two candidates have an error of their own, in which what both have in common does not count.
        weights, right = found.posterior_at(end).weights, exact.posterior.weights
        apart = np.log(weights[1] / weights[2]) - np.log(right[1] / right[2])
        assert abs(apart) < 5 * found.log_odds_error(end, 1, 2)
        assert found.log_odds_error(end, 1, 1) == 0
        assert found.log_odds_error(end, 1, 2) == found.log_odds_error(end, 2, 1)
    assert np.abs(off).max() < 4
    assert np.abs(off).max() > 0.1
