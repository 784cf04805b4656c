"""Priors that are a product over variables: what each family weighs, and rules that contradict one another."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.hypotheses.candidate import Candidate
from engine.hypotheses.notation import parse_candidate
from engine.networks.dag import bits
from engine.posterior.arrow_rules import FamilyPrior, log_family_prior, log_shape_prior, log_total_prior
from engine.posterior.assumptions import Assumptions
from engine.problems import InvalidInput

NAMES = ("A", "B", "C", "D")


def allowed(assumptions: Assumptions) -> set[tuple[str, frozenset[str]]]:
    weights = log_family_prior(NAMES, assumptions)
    return {
        (NAMES[node], frozenset(NAMES[parent] for parent in bits(mask)))
        for node, mask in zip(*np.nonzero(np.isfinite(weights)), strict=True)
        for node, mask in [(int(node), int(mask))]
    }


def test_no_variable_is_its_own_parent() -> None:
    assert all(node not in parents for node, parents in allowed(Assumptions()))
    assert len(allowed(Assumptions())) == 4 * 8


def test_rules_about_arrows() -> None:
    rules = Assumptions(required=(("A", "B"),), forbidden=(("C", "D"),), tiers=(("A",), ("B", "C")), max_parents=2)
    for node, parents in allowed(rules):
        assert len(parents) <= 2
        assert node != "B" or "A" in parents
        assert node != "D" or "C" not in parents
        assert node != "A" or not parents & {"B", "C"}
    # D stands in no tier, so it may be a parent of anything.
    assert ("A", frozenset("D")) in allowed(rules)
    expected = {"A": 2, "B": 3, "C": 7, "D": 4}
    assert {name: sum(node == name for node, _ in allowed(rules)) for name in NAMES} == expected


@pytest.mark.parametrize(
    ("assumptions", "weights"),
    [
        (Assumptions(), [1, 1, 1, 1]),
        (Assumptions(prior="edges", penalty=0.25), [1, 1 / 4, 1 / 16, 1 / 64]),
        (Assumptions(prior="parents"), [1, 1 / 3, 1 / 3, 1]),
        (Assumptions(max_parents=1), [1, 1, 0, 0]),
    ],
)
def test_weights_by_number_of_parents(assumptions: Assumptions, weights: list[float]) -> None:
    prior = np.exp(FamilyPrior.of(NAMES, assumptions).node(3))
    for mask in range(8):
        assert prior[mask] == pytest.approx(weights[mask.bit_count()])
    assert FamilyPrior.of(NAMES, assumptions).flat == (weights == [1, 1, 1, 1])


@pytest.mark.parametrize(
    ("assumptions", "what"),
    [
        (Assumptions(required=(("A", "Z"),)), '"Z" is not a variable'),
        (Assumptions(required=(("A", "B"),), forbidden=(("A", "B"),)), "A -> B is both required and ruled out"),
        (Assumptions(required=(("C", "A"),), tiers=(("A",), ("C",))), "C -> A is both required and ruled out"),
        (Assumptions(required=(("A", "B"), ("B", "C"), ("C", "A"))), "close a circle: "),
    ],
)
def test_rules_that_cannot_be_kept(assumptions: Assumptions, what: str) -> None:
    with pytest.raises(InvalidInput, match=what):
        log_family_prior(NAMES, assumptions)


def test_the_sum_of_a_flat_prior_is_the_number_of_structures() -> None:
    names = [f"V{node}" for node in range(8)]
    total = log_total_prior(names, Assumptions())
    assert total == pytest.approx(math.log(783_702_329_343), rel=1e-14)
    assert log_total_prior(names, Assumptions(max_parents=0)) == pytest.approx(0, abs=1e-14)
    assert log_total_prior(names, Assumptions(forbidden=(("V0", "V1"),))) is None


def shape_prior(text: str, assumptions: Assumptions) -> float:
    return math.exp(log_shape_prior(parse_candidate(text, NAMES), NAMES, assumptions))


@pytest.mark.parametrize("assumptions", [Assumptions(), Assumptions(prior="edges", penalty=0.3, max_parents=2)])
@pytest.mark.parametrize("text", ["unrelated", "A -> B", "A -> B <- C, D -> B", "A -> B, A -> C, B -> C"])
def test_without_hidden_variables_a_shape_weighs_as_its_families(text: str, assumptions: Assumptions) -> None:
    graph = parse_candidate(text, NAMES).graph
    families = log_family_prior(NAMES, assumptions)
    expected = sum(families[node, mask] for node, mask in enumerate(graph.parents))
    assert log_shape_prior(Candidate.of(graph), NAMES, assumptions) == pytest.approx(expected)


def test_arrows_of_hidden_variables_count_as_arrows() -> None:
    rules = Assumptions(prior="edges", penalty=0.5)
    assert shape_prior("A <-> B", rules) == pytest.approx(1 / 4)
    assert shape_prior("A -> B, A <-> B", rules) == pytest.approx(1 / 8)
    assert shape_prior("A -> (M: 2), (M) -> B, (M) -> C", rules) == pytest.approx(1 / 8)
    assert shape_prior("A <-> B", Assumptions()) == 1


def test_hidden_variables_count_as_parents() -> None:
    rules = Assumptions(max_parents=1)
    assert shape_prior("A <-> B", rules) == 1
    assert shape_prior("A -> B, A <-> B", rules) == 0
    # Among four seen variables and a hidden one a node may have any one of four parents, or any two of six pairs.
    rules = Assumptions(prior="parents")
    assert shape_prior("A <-> B", rules) == pytest.approx(1 / 16)
    assert shape_prior("A -> B, A <-> B", rules) == pytest.approx(1 / 4 / 6)


def test_rules_about_arrows_look_at_those_between_what_is_seen() -> None:
    assert shape_prior("A <-> B", Assumptions(forbidden=(("A", "B"), ("B", "A")))) == 1
    assert shape_prior("A -> B, A <-> B", Assumptions(forbidden=(("A", "B"),))) == 0
    assert shape_prior("A <-> B", Assumptions(required=(("A", "B"),))) == 0
    assert shape_prior("A -> B, A <-> B", Assumptions(required=(("A", "B"),))) == 1
    assert shape_prior("B -> A, A <-> B", Assumptions(tiers=(("A",), ("B",)))) == 0
    with pytest.raises(InvalidInput, match='"Z" is not a variable'):
        shape_prior("A <-> B", Assumptions(forbidden=(("A", "Z"),)))
