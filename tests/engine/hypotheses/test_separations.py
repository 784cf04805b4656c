from __future__ import annotations

from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.hypotheses.candidate import Candidate, HiddenVariable
from engine.hypotheses.classes import classes_of
from engine.hypotheses.notation import parse_candidate
from engine.hypotheses.separations import class_numbers, mixed_graphs
from engine.hypotheses.space import HypothesisSpace, every_dag, listed
from engine.networks.class_keys import class_keys, numbered
from engine.networks.dag import Dag, bits, mask_of
from tests.engine import naive_mixed
from tests.engine.strategies import FEW, PROPERTY, candidates, edges_of

PAIR = ("unrelated", "A -> B", "B -> A", "A <-> B", "A -> B, A <-> B")
EVERY_REGIME = range(8)


def alike(texts: tuple[str, ...], masks: tuple[int, ...], names: str = "AB") -> list[int]:
    """Return the number of the class of every line."""
    space = listed(range(len(names)), [parse_candidate(text, tuple(names)) for text in texts])
    return class_numbers(mixed_graphs(space), masks).tolist()


def distinct(found: list[Candidate]) -> HypothesisSpace:
    return listed(range(found[0].n), list(dict.fromkeys(found)))


@pytest.mark.parametrize(
    ("masks", "expected"),
    [
        ((), [0, 0, 0, 0, 0]),
        ((0,), [0, 1, 1, 1, 1]),
        # B stays as it was when A is set, unless A makes it; and P(B | A) is P(B | do A) only without a hidden cause.
        ((0, 0b01), [0, 1, 2, 2, 3]),
        ((0, 0b10), [0, 1, 2, 1, 1]),
        ((0, 0b01, 0b10), [0, 1, 2, 3, 4]),
        # Without watching a hidden cause of both is never seen.
        ((0b01,), [0, 1, 0, 0, 1]),
        ((0b01, 0b10), [0, 1, 2, 0, 1]),
        ((0b11,), [0, 0, 0, 0, 0]),
    ],
)
def test_two_variables(masks: tuple[int, ...], expected: list[int]) -> None:
    assert alike(PAIR, masks) == expected


@pytest.mark.parametrize("masks", [(), (0,), (0, 0b01)])
def test_a_stated_number_of_states_is_a_claim_of_its_own(masks: tuple[int, ...]) -> None:
    texts = ("A <- (U: 2) -> B", "A <-> B", "B -> A", "A <- (U: 3) -> B")
    assert alike(texts, masks) == ([0, 1, 1, 2] if masks else [0, 0, 0, 0])


def test_the_front_door() -> None:
    """Watching shows no separation of its three, setting the middle one shows that the last follows from it."""
    texts = ("A -> B -> C, A <-> C", "A -> B -> C, A -> C", "A -> B -> C, A <-> B")
    assert alike(texts, (0,), "ABC") == [0, 0, 1]
    assert alike(texts, (0, 0b001), "ABC") == [0, 1, 2]


def test_a_constraint_that_is_no_separation() -> None:
    """The example of Verma and Pearl (1990): without A -> D the sum over B of P(B|A) P(D|A,B,C) is free of A."""
    texts = ("A -> B -> C -> D, B <-> D", "A -> B -> C -> D, B <-> D, A -> D")
    for text in texts:
        edges = edges_of(parse_candidate(text, tuple("ABCD")).graph)
        separated = [pair[:2] for pair in naive_mixed.separations(edges, 4)]
        assert (0, 3) not in separated
    assert alike(texts, (0,), "ABCD") == [0, 1]


def test_a_hidden_variable_with_a_cause_is_like_arrows_and_a_shared_cause() -> None:
    texts = ("A -> (U), B <- (U) -> C", "A -> B, A -> C, B <-> C", "A -> B, B <-> C")
    assert alike(texts, (0, 0b001, 0b010), "ABC") == [0, 0, 1]


@pytest.mark.parametrize("n", [2, 3])
def test_dags_fall_into_the_classes_they_have_without_hidden_variables(n: int) -> None:
    space = every_dag(range(n))
    graphs = mixed_graphs(space)
    regimes = [mask for mask in EVERY_REGIME if mask < 1 << n]
    for size in range(5):
        for masks in combinations(regimes, size):
            assert class_numbers(graphs, masks).tolist() == numbered(class_keys(space.parents, masks))[1].tolist()


@pytest.mark.parametrize("changes", [(0b001,), (0b011,), (0b001, 0b100), (0b010, 0b101)])
def test_dags_with_changed_tables(changes: tuple[int, ...]) -> None:
    space = every_dag(range(3))
    for masks in ((0,), (0, 0b001), (0, 0b110), (0, 0b001, 0b010)):
        found = class_numbers(mixed_graphs(space), masks, changes)
        assert found.tolist() == numbered(class_keys(space.parents, masks, changes))[1].tolist()


@given(st.sets(st.integers(0, 15), max_size=5))
@FEW
def test_dags_on_four(masks: set[int]) -> None:
    space = every_dag(range(4))
    found = class_numbers(mixed_graphs(space), masks)
    assert found.tolist() == numbered(class_keys(space.parents, masks))[1].tolist()


@given(st.lists(candidates(3, most_hidden=3), min_size=4, max_size=12), st.sets(st.integers(0, 7), max_size=3))
@FEW
def test_three_variables_as_the_slow_twin_sorts_them(found: list[Candidate], masks: set[int]) -> None:
    space = distinct(found)
    number = class_numbers(mixed_graphs(space), masks)
    families = [tuple(bits(mask)) for mask in masks]
    slow = [naive_mixed.regimes_key(edges_of(space.candidate(each).graph), 3, families) for each in range(len(space))]
    assert len(set(zip(number.tolist(), slow, strict=True))) == len(set(slow)) == len(set(number.tolist()))


@given(st.lists(candidates(4), min_size=2, max_size=4), st.sampled_from([(0,), (0, 1), (0, 2, 12)]))
@FEW
def test_four_variables_are_parted_by_all_that_parts_the_slow_twin(found: list[Candidate], masks: tuple[int]) -> None:
    space = distinct(found)
    number = class_numbers(mixed_graphs(space), masks)
    families = [tuple(bits(mask)) for mask in masks]
    slow = [naive_mixed.regimes_key(edges_of(space.candidate(each).graph), 4, families) for each in range(len(space))]
    for one, other in combinations(range(len(space)), 2):
        if slow[one] != slow[other]:
            assert number[one] != number[other]


def relabelled(candidate: Candidate, order: tuple[int, ...]) -> Candidate:
    place = [*order, *range(candidate.n, candidate.graph.n)]
    edges = [(place[parent], place[child]) for parent, child in candidate.graph.edges()]
    return Candidate(candidate.n, Dag.from_edges(candidate.graph.n, edges), candidate.hidden)


@given(
    st.lists(candidates(4), min_size=2, max_size=10),
    st.sampled_from(list(permutations(range(4)))),
    st.sets(st.integers(0, 15), max_size=4),
)
@PROPERTY
def test_relabelling_relabels(found: list[Candidate], order: tuple[int, ...], masks: set[int]) -> None:
    space = distinct(found)
    turned = listed(range(4), [relabelled(space.candidate(each), order) for each in range(len(space))])
    moved = [mask_of(order[node] for node in bits(mask)) for mask in masks]
    assert class_numbers(mixed_graphs(space), masks).tolist() == class_numbers(mixed_graphs(turned), moved).tolist()


@given(
    st.lists(candidates(4, most_hidden=3), min_size=2, max_size=20),
    st.sets(st.integers(0, 15), max_size=4),
    st.sets(st.integers(0, 15), max_size=2),
)
@PROPERTY
def test_more_regimes_never_merge(found: list[Candidate], masks: set[int], more: set[int]) -> None:
    graphs = mixed_graphs(distinct(found))
    few, many = class_numbers(graphs, masks), class_numbers(graphs, masks | more)
    assert len(set(zip(few.tolist(), many.tolist(), strict=True))) == len(set(many.tolist()))


@given(st.lists(candidates(3), min_size=2, max_size=12), st.randoms(use_true_random=False))
@FEW
def test_the_order_of_the_list_does_not_matter(found: list[Candidate], random) -> None:  # type: ignore[no-untyped-def]
    one = list(dict.fromkeys(found))
    other = random.sample(one, len(one))
    first = class_numbers(mixed_graphs(listed(range(3), one)), (0, 1))
    second = class_numbers(mixed_graphs(listed(range(3), other)), (0, 1))
    together = [(int(first[place]), int(second[other.index(each)])) for place, each in enumerate(one)]
    assert len(set(together)) == len(set(first.tolist())) == len(set(second.tolist()))


def test_classes_of_a_space_with_something_hidden() -> None:
    space = listed((0, 1), [parse_candidate(text, ("A", "B")) for text in PAIR])
    classes = classes_of(space)
    assert classes.first.tolist() == [0, 1]
    assert classes.sizes.tolist() == [1, 4]
    assert classes_of(space, frozenset({0, 1})).members(2).tolist() == [2, 3]
    assert classes_of(space) is classes
    np.testing.assert_allclose(classes.sums(np.arange(5.0)), [0, 10])


def test_alone_are_those_of_stated_size_only() -> None:
    texts = ("A <- (U: 2) -> B", "A <-> B", "A -> B")
    space = listed((0, 1), [parse_candidate(text, ("A", "B")) for text in texts])
    graphs = mixed_graphs(space)
    assert graphs.alone.tolist() == [True, False, False]
    assert graphs.spouses.tolist() == [[0, 0], [2, 1], [0, 0]]
    assert len(graphs.only(np.array([1, 2]))) == 2
    assert space.candidate(0).hidden == (HiddenVariable("U", 2),)
