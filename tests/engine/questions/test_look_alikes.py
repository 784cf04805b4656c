from __future__ import annotations

import numpy as np
import pytest

from engine.hypotheses.notation import parse_candidate, parse_structure
from engine.hypotheses.space import HypothesisSpace, every_dag, listed
from engine.networks.dag import Dag, mask_of
from engine.posterior.posterior import Posterior
from engine.questions.look_alikes import look_alikes_of
from tests.engine import naive
from tests.engine.strategies import edges_of

WATCHED: frozenset[int] = frozenset()
FAMILIES: list[list[frozenset[int]]] = [
    [WATCHED],
    [WATCHED, frozenset({0})],
    [WATCHED, frozenset({0}), frozenset({1, 2})],
    [WATCHED, frozenset({0}), frozenset({1}), frozenset({2})],
    [],
    [frozenset({0})],
    [frozenset({0}), frozenset({1, 2})],
    [frozenset({0, 1}), frozenset({0, 2})],
]


def believed(space: HypothesisSpace) -> Posterior:
    weights = np.random.default_rng(1).dirichlet(np.ones(len(space)))
    return Posterior(space, weights, 0.0)


def keys_of(space: HypothesisSpace, families: list[frozenset[int]]) -> list[object]:
    return [naive.class_key(edges_of(space.dag(each)), families) for each in range(len(space))]


@pytest.mark.parametrize("families", FAMILIES)
@pytest.mark.parametrize("n", [1, 2, 3])
def test_members_weight_and_what_would_part_them_by_brute_force(n: int, families: list[frozenset[int]]) -> None:
    families = [frozenset(node for node in family if node < n) for family in families]
    space = every_dag(range(n))
    posterior = believed(space)
    keys = keys_of(space, families)
    watched = keys_of(space, [*families, WATCHED])
    parted = [keys_of(space, [*families, frozenset({node})]) for node in range(n)]
    for candidate in range(len(space)):
        found = look_alikes_of(candidate, posterior, [mask_of(family) for family in families])
        members = [each for each in range(len(space)) if keys[each] == keys[candidate]]
        assert found.candidates == tuple(members)
        assert found.weight == pytest.approx(sum(posterior.weights[each] for each in members), rel=1e-12)
        expected = [node for node in range(n) if len({parted[node][each] for each in members}) > 1]
        assert found.parted_by == tuple(expected)
        assert found.parted_by_watching == (len({watched[each] for each in members}) > 1)
        assert not (found.parted_by_watching and WATCHED in families)


@pytest.mark.parametrize("families", FAMILIES)
def test_members_among_four_variables(families: list[frozenset[int]]) -> None:
    space = every_dag(range(4))
    keys = keys_of(space, families)
    for candidate in range(0, len(space), 37):
        found = look_alikes_of(candidate, believed(space), [mask_of(family) for family in families])
        assert found.candidates == tuple(each for each in range(len(space)) if keys[each] == keys[candidate])


def test_of_a_list_only_those_listed_are_named() -> None:
    names = ("A", "B", "C")
    texts = ["A -> B -> C", "unrelated", "A <- B <- C", "A -> B <- C"]
    space = listed((0, 1, 2), [parse_structure(text, names) for text in texts])
    found = look_alikes_of(2, believed(space), [0])
    assert found.candidates == (0, 2)
    assert found.parted_by == (0, 1, 2)
    assert look_alikes_of(3, believed(space), [0]).parted_by == ()


def test_structures_that_only_watching_would_part() -> None:
    space = every_dag(range(2))
    unrelated, back = space.find(Dag((0, 0))), space.find(Dag((0b10, 0)))
    assert unrelated is not None
    assert back is not None
    found = look_alikes_of(back, believed(space), [0b01])
    assert set(found.candidates) == {unrelated, back}
    assert found.parted_by == (1,)
    assert found.parted_by_watching


def test_before_any_row_all_are_alike() -> None:
    space = every_dag(range(3))
    found = look_alikes_of(7, believed(space), [])
    assert found.candidates == tuple(range(25))
    assert found.weight == pytest.approx(1)
    assert found.parted_by == (0, 1, 2)


def test_five_variables() -> None:
    space = every_dag(range(5))
    complete = space.find(parse_structure("A->B, A->C, A->D, A->E, B->C, B->D, B->E, C->D, C->E, D->E", tuple("ABCDE")))
    assert complete is not None
    posterior = Posterior(space, np.full(len(space), 1 / len(space)), 0.0)
    assert len(look_alikes_of(complete, posterior, [0]).candidates) == 120
    assert len(look_alikes_of(complete, posterior, [0, 0b11111]).candidates) == 120
    assert len(look_alikes_of(complete, posterior, [0b11111]).candidates) == 29281
    # Setting A tells the orders in which A comes first from the others.
    assert len(look_alikes_of(complete, posterior, [0, 0b00001]).candidates) == 24


def test_hidden_causes_among_the_look_alikes() -> None:
    texts = ["unrelated", "A -> B", "B -> A", "A <-> B", "A -> B, A <-> B", "A <- (U: 2) -> B"]
    space = listed((0, 1), [parse_candidate(text, ("A", "B")) for text in texts])
    posterior = believed(space)
    found = look_alikes_of(3, posterior, [0])
    assert found.candidates == (1, 2, 3, 4)
    assert found.weight == pytest.approx(posterior.weights[1:5].sum(), rel=1e-12)
    assert (found.parted_by, found.parted_by_watching) == ((0, 1), False)
    found = look_alikes_of(3, posterior, [0, 0b01])
    assert (found.candidates, found.parted_by) == ((2, 3), (1,))
    # Alike when only A is set; watching shows what is the same without it.
    found = look_alikes_of(0, posterior, [0b01])
    assert (found.candidates, found.parted_by, found.parted_by_watching) == ((0, 2, 3), (1,), True)
    assert look_alikes_of(5, posterior, [0]).candidates == (5,)
    assert look_alikes_of(5, posterior, []).candidates == (0, 1, 2, 3, 4, 5)
