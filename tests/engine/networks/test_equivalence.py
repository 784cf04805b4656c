from __future__ import annotations

import re
from itertools import combinations

import numpy as np
import pytest

from engine.data.dataset import Batch, Dataset, as_values
from engine.hypotheses.space import every_dag
from engine.networks.dag import mask_of
from engine.networks.equivalence import class_features
from engine.networks.interventions import Regime, randomize
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions
from engine.posterior.enumeration import Evidence, sum_of_families
from tests.engine import naive
from tests.engine.reference import VALUES

# The sets of variables that were set together, an empty one for observation.
FAMILIES: list[list[set[int]]] = [
    [set()],
    [set(), {0}],
    [set(), {0}, {1}],
    [set(), {0, 1}],
    [set(), {0}, {1}, {2}],
    [set(), {0, 1, 2}],
    # Without observation, but each variable was free once.
    [{0}, {1}],
    [{0}, {1}, {2}],
    [{0, 1}, {2}],
    # Without observation, and some variable was always set.
    [],
    [{0}],
    [{0, 1}],
    [{0, 2}, {1, 2}],
    [{0}, {0, 1}],
    [{0, 1, 2}],
]


def classes(n: int, families: list[set[int]]) -> list[int]:
    """Return the size of every class of graphs on n nodes."""
    features = class_features(every_dag(range(n)).edges, [mask_of(targets) for targets in families])
    packed = np.ascontiguousarray(np.packbits(features, axis=1))
    rows = packed.view([("", packed.dtype)] * packed.shape[1]).ravel()
    return np.unique(rows, return_counts=True)[1].tolist()


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5])
def test_numbers_of_markov_equivalence_classes(n: int) -> None:
    sizes = classes(n, [set()])
    assert len(sizes) == VALUES["mec_counts"][n - 1]
    assert sizes.count(1) == VALUES["mec_singletons"][n - 1]


def families_named(name: str, n: int) -> list[set[int]]:
    if name == "{},all singletons":
        return [set(), *({node} for node in range(n))]
    if name == "{},all but one singletons":
        return [set(), *({node} for node in range(n - 1))]
    return [{int(node) - 1 for node in found.split(",") if node} for found in re.findall(r"\{([\d,]*)\}", name)]


@pytest.mark.parametrize("name", VALUES["imec_counts"])
def test_numbers_of_interventional_equivalence_classes(name: str) -> None:
    _, size, families = name.split("_", 2)
    n = int(size.removeprefix("n"))
    assert len(classes(n, families_named(families, n))) == VALUES["imec_counts"][name]


@pytest.mark.parametrize("families", FAMILIES)
@pytest.mark.parametrize("n", [2, 3])
def test_the_same_graphs_are_alike_as_for_the_slow_twin(n: int, families: list[set[int]]) -> None:
    space = every_dag(range(n))
    features = class_features(space.edges, [mask_of(targets) for targets in families])
    keys = [naive.class_key(frozenset(space.dag(each).edges()), families) for each in range(len(space))]
    for one, other in combinations(range(len(space)), 2):
        assert bool((features[one] == features[other]).all()) == (keys[one] == keys[other])


@pytest.mark.parametrize("families", FAMILIES)
def test_four_nodes_fall_into_the_classes_of_the_slow_twin(families: list[set[int]]) -> None:
    space = every_dag(range(4))
    features = class_features(space.edges, [mask_of(targets) for targets in families])
    keys = [naive.class_key(frozenset(space.dag(each).edges()), families) for each in range(len(space))]
    pairs = {(row.tobytes(), key) for row, key in zip(np.packbits(features, axis=1), keys, strict=True)}
    assert len(pairs) == len({row for row, _ in pairs}) == len({key for _, key in pairs})


def test_a_collider_is_told_from_a_chain_and_two_chains_are_not() -> None:
    chain, back, fork, collider = (
        np.array([[0, 1, 0], [0, 0, 1], [0, 0, 0]], dtype=bool),
        np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0]], dtype=bool),
        np.array([[0, 0, 0], [1, 0, 1], [0, 0, 0]], dtype=bool),
        np.array([[0, 1, 0], [0, 0, 0], [0, 1, 0]], dtype=bool),
    )
    features = class_features(np.array([chain, back, fork, collider]), [0])
    assert (features[0] == features[1]).all()
    assert (features[0] == features[2]).all()
    assert (features[0] != features[3]).any()
    acted = class_features(np.array([chain, back, fork]), [0, 0b010])
    assert len({row.tobytes() for row in acted}) == 3


def test_without_observation_what_was_always_set_has_no_causes_to_see() -> None:
    onward, back, apart = np.zeros((3, 2, 2), dtype=bool)
    onward[0, 1] = back[1, 0] = True
    features = class_features(np.array([onward, back, apart]), [0b01])
    assert (features[1] == features[2]).all()
    assert (features[0] != features[1]).any()


def test_without_any_rows_all_are_alike() -> None:
    assert class_features(every_dag(range(3)).edges, []).shape == (25, 0)


@pytest.mark.parametrize("families", FAMILIES)
@pytest.mark.parametrize("n", [3, 4])
def test_alike_are_exactly_those_that_score_alike_on_any_rows(n: int, families: list[set[int]]) -> None:
    """Rows that no structure generated score each class apart, and its members alike, whatever the regimes."""
    variables = tuple(Variable(f"V{index}", ("a", "b", "c")[: 2 + index % 2]) for index in range(n))
    rng = np.random.default_rng(len(families))
    limits = [variable.cardinality for variable in variables]
    batches = [
        Batch(as_values(rng.integers(0, limits, (40, n)), variables), Regime(tuple(map(randomize, sorted(targets)))))
        for targets in families
    ]
    space = every_dag(range(n))
    evidence = Evidence.before_data(Dataset(variables), space, Assumptions(2.0))
    for batch in batches:
        evidence = evidence.plus(batch)
    scores = sum_of_families(evidence.scores, space)
    features = class_features(space.edges, [mask_of(targets) for targets in families])
    found: dict[bytes, list[float]] = {}
    for packed, score in zip(np.packbits(features, axis=1), scores, strict=True):
        found.setdefault(packed.tobytes(), []).append(score)
    for members in found.values():
        np.testing.assert_allclose(members, members[0], rtol=0, atol=1e-9)
    assert (np.diff(sorted(members[0] for members in found.values())) > 1e-7).all()
