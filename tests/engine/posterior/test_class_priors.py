from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import combinations, permutations
from typing import Any

import numpy as np
import pytest

from engine.data.dataset import Batch, Dataset, as_values
from engine.hypotheses.notation import parse_candidate
from engine.hypotheses.space import HypothesisSpace, every_dag, listed
from engine.networks.dag import Dag
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions
from engine.posterior.class_priors import longest_paths, order_counts, refuse_listing_prior, related_pairs
from engine.posterior.dynamic_programming import sum_posterior
from engine.posterior.enumeration import enumerate_posterior, log_prior
from engine.problems import InvalidInput
from tests.engine import naive
from tests.engine.reference import VALUES
from tests.engine.strategies import edges_of

NAMES = ("A", "B", "C", "D", "E", "F")
RULES = {
    "uniform over DAGs": Assumptions(),
    "uniform over MECs": Assumptions(prior="classes"),
    "edge-penalised 2^-|E|": Assumptions(prior="edges", penalty=0.5),
    "depth-penalised 2^-longest path": Assumptions(prior="depth", penalty=0.5),
    "order-modular (linear extensions)": Assumptions(prior="orders"),
}


def prior_of(space: HypothesisSpace, assumptions: Assumptions) -> np.ndarray:
    return np.exp(log_prior(space, NAMES[: space.n], assumptions))


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("n", [3, 4])
def test_priors_over_all_structures(n: int, rule: str) -> None:
    facts: dict[str, Any] = VALUES["dag_priors"][f"prior_n{n}_{rule}"]
    space = every_dag(range(n))
    prior = prior_of(space, RULES[rule])
    arrows = np.bitwise_count(space.parents).sum(axis=1)
    depths = longest_paths(space)
    found = {
        "edge_1to2": prior[space.edges[:, 0, 1]].sum(),
        "adjacent12": prior[space.edges[:, 0, 1] | space.edges[:, 1, 0]].sum(),
        "empty": prior[arrows == 0].sum(),
        "complete": prior[arrows == n * (n - 1) // 2].sum(),
        "E_edges": prior @ arrows,
        "E_depth": prior @ depths,
        "depth_dist": [prior[depths == depth].sum() for depth in range(n)],
    }
    for name, value in found.items():
        stated = facts[name]
        expected = [float(Fraction(each)) for each in stated] if name == "depth_dist" else float(Fraction(stated))
        assert value == pytest.approx(expected, rel=1e-12), name


@pytest.mark.parametrize(
    ("rule", "arrows", "complete"),
    list(zip(RULES, (3.713, 3.405, 2.814, 3.336), (0.0442, 0.0054, 0.0067, 0.0224), strict=False)),
)
def test_counts_are_not_weights(rule: str, arrows: float, complete: float) -> None:
    space = every_dag(range(4))
    prior, number = prior_of(space, RULES[rule]), np.bitwise_count(space.parents).sum(axis=1)
    assert prior @ number == pytest.approx(arrows, abs=5e-4)
    assert prior[number == 6].sum() == pytest.approx(complete, abs=5e-5)


def test_classes_share_their_weight_among_members_that_are_allowed() -> None:
    space = every_dag(range(4))
    assumptions = Assumptions(prior="classes", max_parents=2, forbidden=(("A", "B"),))
    prior = prior_of(space, assumptions)
    keys = [naive.class_key(edges_of(space.dag(each)), [()]) for each in range(len(space))]
    allowed = [max(row.bit_count() for row in space.dag(g).parents) < 3 for g in range(len(space))]
    allowed = [ok and not space.dag(g).has_edge(0, 1) for g, ok in enumerate(allowed)]
    sharers = Counter(key for key, ok in zip(keys, allowed, strict=True) if ok)
    expected = [1 / len(sharers) / sharers[key] if ok else 0.0 for key, ok in zip(keys, allowed, strict=True)]
    np.testing.assert_allclose(prior, expected, rtol=1e-12)


def test_classes_among_listed_candidates() -> None:
    chain, fork, collider = (
        Dag.from_edges(3, edges) for edges in ([(0, 1), (1, 2)], [(1, 0), (1, 2)], [(0, 1), (2, 1)])
    )
    space = listed(range(3), [chain, collider, fork])
    np.testing.assert_allclose(prior_of(space, Assumptions(prior="classes")), [0.25, 0.5, 0.25], rtol=1e-14)
    np.testing.assert_allclose(prior_of(space, Assumptions(prior="depth")), [0.2, 0.4, 0.4], rtol=1e-14)


def small() -> Dataset:
    variables = tuple(Variable(name, ("0", "1")) for name in NAMES[:4])
    rows = np.random.default_rng(0).integers(0, 2, (50, 4))
    return Dataset(variables, (Batch(as_values(rows, variables)),))


@pytest.mark.parametrize("rule", ["classes", "depth", "orders", "scientist", "pundit"])
def test_belief_starts_from_the_prior(rule: str) -> None:
    space = every_dag(range(4))
    flat = enumerate_posterior(small(), space, Assumptions())
    found = enumerate_posterior(small(), space, Assumptions(prior=rule))
    weighed = flat.weights * prior_of(space, Assumptions(prior=rule))
    np.testing.assert_allclose(found.weights, weighed / weighed.sum(), rtol=1e-10)
    # The evidence is an average by a prior that sums to one.
    expected = flat.log_evidence + np.log(weighed.sum() * len(space))
    assert found.log_evidence == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("rule", ["classes", "depth", "orders", "scientist", "pundit"])
def test_sums_over_sets_refuse_them(rule: str) -> None:
    with pytest.raises(InvalidInput, match=rf'the prior "{rule}" .* only enumeration can do\. .*at most 6 variables'):
        next(iter(sum_posterior(small(), range(4), Assumptions(prior=rule))))


def test_other_priors_are_not_refused() -> None:
    for rule in ("uniform", "edges", "parents"):
        refuse_listing_prior(Assumptions(prior=rule))


SLOTS = ("unrelated", "A -> B", "B -> A", "A <-> B")


def lines(*texts: str, names: tuple[str, ...] = NAMES[:3]) -> HypothesisSpace:
    return listed(range(len(names)), [parse_candidate(text, names) for text in texts])


@pytest.mark.parametrize(
    ("assumptions", "expected"),
    [
        (Assumptions(), [1 / 4, 1 / 4, 1 / 4, 1 / 4]),
        # The hidden cause has two arrows.
        (Assumptions(prior="edges"), [4 / 9, 2 / 9, 2 / 9, 1 / 9]),
        (Assumptions(prior="depth"), [2 / 5, 1 / 5, 1 / 5, 1 / 5]),
        (Assumptions(prior="classes"), [1 / 2, 1 / 6, 1 / 6, 1 / 6]),
        # Two orders of what is seen suit all but the two arrows.
        (Assumptions(prior="orders"), [1 / 3, 1 / 6, 1 / 6, 1 / 3]),
        (Assumptions(prior="scientist"), [0.8, 0.2 / 3, 0.2 / 3, 0.2 / 3]),
        (Assumptions(prior="pundit"), [0.05, 0.95 / 3, 0.95 / 3, 0.95 / 3]),
        (Assumptions(prior="own", weights=(2, 0, 5, 1)), [1 / 4, 0, 5 / 8, 1 / 8]),
    ],
    ids=lambda each: each.prior if isinstance(each, Assumptions) else None,
)
def test_the_four_that_two_variables_allow(assumptions: Assumptions, expected: list[float]) -> None:
    space = lines(*SLOTS, names=NAMES[:2])
    np.testing.assert_allclose(prior_of(space, assumptions), expected, rtol=1e-12)


@pytest.mark.parametrize(("rule", "unrelated"), [("scientist", 0.8), ("pundit", 0.05)])
@pytest.mark.parametrize("n", [2, 3, 4])
def test_pairs_are_unrelated_whatever_the_others_are(n: int, rule: str, unrelated: float) -> None:
    space = every_dag(range(n))
    prior = prior_of(space, Assumptions(prior=rule))
    skeletons = related_pairs(space)
    pairs = n * (n - 1) // 2
    for skeleton in range(1 << pairs):
        related = skeleton.bit_count()
        share = prior[skeletons == skeleton]
        assert share.sum() == pytest.approx(unrelated ** (pairs - related) * (1 - unrelated) ** related, rel=1e-10)
        np.testing.assert_allclose(share, share[0], rtol=1e-10)


def test_pairs_related_by_an_arrow_or_by_something_hidden() -> None:
    texts = ("A -> B", "C -> A", "B <-> C", "A -> (M: 2) -> C", "(U) -> A, (U) -> B, (U) -> C", "A -> B, A <-> B")
    # Pairs in the order AB, AC, BC.
    assert related_pairs(lines(*texts)).tolist() == [0b001, 0b010, 0b100, 0b010, 0b111, 0b001]


def test_orders_are_counted_over_what_is_seen() -> None:
    texts = ("unrelated", "A -> B", "A -> B -> C", "A -> B <- C", "A <-> B", "A -> (M: 2) -> C", "A -> B, B <-> C")
    space = lines(*texts)
    slow = []
    for number in range(len(space)):
        graph = space.candidate(number).graph
        # An order suits when no later variable leads to an earlier one.
        orders = permutations(range(3))
        slow.append(
            sum(not any(b in naive.ancestors(edges_of(graph), a) for a, b in combinations(o, 2)) for o in orders)
        )
    assert order_counts(space).tolist() == slow == [6, 3, 1, 2, 6, 3, 3]


def test_depth_counts_hidden_variables() -> None:
    space = lines("A -> B", "A <-> B", "A -> (M: 2) -> B", "A -> B -> C", "A -> B, A <-> B")
    assert longest_paths(space).tolist() == [1, 1, 2, 2, 2]


def test_classes_count_hidden_variables_in() -> None:
    space = lines("A -> B -> C", "A <-> B, B -> C", "A -> B <- C", "A -> B <-> C", "A <- (U: 2) -> B, B -> C")
    expected = [1 / 6, 1 / 6, 1 / 6, 1 / 6, 1 / 3]
    np.testing.assert_allclose(prior_of(space, Assumptions(prior="classes")), expected, rtol=1e-12)


def test_weights_of_ones_own_need_not_sum_to_one_but_be_as_many() -> None:
    space = lines(*SLOTS, names=NAMES[:2])
    rules = Assumptions(prior="own", weights=(1e-300, 1e300, 0, 0))
    np.testing.assert_allclose(prior_of(space, rules), [0, 1, 0, 0], atol=1e-12)
    with pytest.raises(InvalidInput, match="there are 2 weights for 4 candidates"):
        prior_of(space, Assumptions(prior="own", weights=(1, 2)))
    with pytest.raises(InvalidInput, match="the assumptions leave no candidate with any weight"):
        prior_of(space, Assumptions(prior="own", weights=(0, 1, 0, 0), forbidden=(("A", "B"),)))


def test_candidates_that_are_ruled_out_share_nothing() -> None:
    space = lines(*SLOTS, names=NAMES[:2])
    rules = Assumptions(prior="scientist", forbidden=(("A", "B"),))
    np.testing.assert_allclose(prior_of(space, rules), [0.8, 0, 0.1, 0.1], rtol=1e-12)
