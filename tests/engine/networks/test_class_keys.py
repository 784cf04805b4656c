from __future__ import annotations

from functools import reduce

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data.dataset import Batch, Dataset, as_values
from engine.hypotheses.dags import all_dags
from engine.hypotheses.space import every_dag
from engine.networks.class_keys import class_keys, numbered
from engine.networks.dag import Dag, bits
from engine.networks.essential_graph import essential_graph
from engine.networks.interventions import Regime, randomize
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions
from engine.posterior.enumeration import Evidence, sum_of_families
from tests.engine import naive
from tests.engine.networks.test_essential_graph import FAMILIES, masks_named
from tests.engine.reference import VALUES
from tests.engine.strategies import FEW, dags, edges_of


def dag_of(row: np.ndarray) -> Dag:
    return Dag(tuple(int(mask) for mask in row))


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5])
def test_numbers_of_classes(n: int) -> None:
    first, number = numbered(class_keys(all_dags(n)))
    assert len(first) == VALUES["mec_counts"][n - 1]
    assert (np.bincount(number) == 1).sum() == VALUES["mec_singletons"][n - 1]


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("n", [3, 4])
def test_keys_agree_exactly_where_those_of_the_slow_twin_do(n: int, family: tuple[int, ...]) -> None:
    graphs = all_dags(n)
    _, number = numbered(class_keys(graphs, family))
    slow = [naive.class_key(edges_of(dag_of(row)), [list(bits(mask)) for mask in family]) for row in graphs]
    pairs = set(zip(number.tolist(), slow, strict=True))
    assert len(pairs) == len(set(number.tolist())) == len(set(slow))


@pytest.mark.parametrize("name", VALUES["imec_counts"])
def test_numbers_of_interventional_classes(name: str) -> None:
    _, size, family = name.split("_", 2)
    n = int(size.removeprefix("n"))
    first, _ = numbered(class_keys(all_dags(n), masks_named(family, n)))
    assert len(first) == VALUES["imec_counts"][name]


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("n", [3, 4])
def test_alike_are_exactly_those_that_score_alike_on_any_rows(n: int, family: tuple[int, ...]) -> None:
    """Rows that no structure generated score each class apart, and its members alike, whatever the regimes."""
    variables = tuple(Variable(f"V{index}", ("a", "b", "c")[: 2 + index % 2]) for index in range(n))
    rng = np.random.default_rng(len(family))
    limits = [variable.cardinality for variable in variables]
    space = every_dag(range(n))
    evidence = Evidence.before_data(Dataset(variables), space, Assumptions(2.0))
    for mask in family:
        values = as_values(rng.integers(0, limits, (40, n)), variables)
        evidence = evidence.plus(Batch(values, Regime(tuple(map(randomize, bits(mask))))))
    scores = sum_of_families(evidence.scores, space)
    first, number = numbered(class_keys(space.parents, family))
    np.testing.assert_allclose(scores, scores[first][number], rtol=0, atol=1e-9)
    assert (np.diff(np.sort(scores[first])) > 1e-7).all()


def test_classes_are_numbered_by_their_first_members() -> None:
    keys = np.array([[7], [3], [7], [9], [3]], dtype=np.uint64)
    first, number = numbered(keys)
    assert first.tolist() == [0, 1, 3]
    assert number.tolist() == [0, 1, 0, 2, 1]


@given(st.data(), st.integers(9, 12))
@FEW
def test_many_nodes_take_several_words(data: st.DataObject, n: int) -> None:
    """Classes of random graphs and of their look-alikes with one arrow turned, against essential graphs."""
    family = data.draw(st.sampled_from([(0,), (0, 1), (0, 1 << n - 1), (1, 2)]))
    found = [data.draw(dags(n))]
    for parent, child in found[0].edges():
        turned = list(found[0].parents)
        turned[child] ^= 1 << parent
        turned[parent] |= 1 << child
        try:
            found.append(Dag(tuple(turned)))
        except ValueError:
            continue
    keys = class_keys(np.array([dag.parents for dag in found]), family)
    assert keys.shape[1] == -(-n * (n - 1) // 2 // 32)
    _, number = numbered(keys)
    unseen = reduce(int.__and__, family)
    assert unseen == 0
    graphs = [essential_graph(dag, family) for dag in found]
    for one, other in zip(number, graphs, strict=True):
        assert (one == number[0]) == (other == graphs[0])
