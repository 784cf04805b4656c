from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given

from engine.data.dataset import Batch, Dataset, as_values
from engine.hypotheses.classes import classes_of
from engine.hypotheses.condition_text import parse_condition
from engine.hypotheses.conditions import causes
from engine.hypotheses.space import every_dag
from engine.networks.class_size import class_size
from engine.networks.dag import bits
from engine.networks.essential_graph import essential_graph
from engine.networks.interventions import OBSERVATION, Regime, do, randomize, soft
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions
from engine.posterior.dynamic_programming import SummedPosterior, sum_posterior
from engine.posterior.enumeration import Evidence, enumerate_posterior, sum_of_families
from engine.posterior.features import (
    commonest_classes,
    heaviest_classes,
    share_where,
    weight_where,
    what_was_done,
)
from engine.posterior.posterior import Posterior
from tests.engine import naive
from tests.engine.strategies import FEW, datasets, edges_of

NAMES = ("A", "B", "C", "D")
FAMILIES = [(0,), (0, 0b0001), (0, 0b0011, 0b0100), (0b0001, 0b0010)]


def chain(n_rows: int = 60) -> Dataset:
    variables = tuple(Variable(name, ("0", "1")) for name in NAMES)
    rng = np.random.default_rng(4)
    columns = [rng.integers(0, 2, n_rows)]
    for _ in range(3):
        columns.append(np.where(rng.random(n_rows) < 0.75, columns[-1], rng.integers(0, 2, n_rows)))
    values = as_values(np.stack(columns, axis=1), variables)
    return Dataset(variables, (Batch(values), Batch(values[:20], Regime((randomize(1),)))))


def listed_belief() -> Posterior:
    return enumerate_posterior(chain(), every_dag(range(4)), Assumptions())


def summed_belief() -> SummedPosterior:
    *_, last = sum_posterior(chain(), range(4), Assumptions())
    assert last.partial is not None
    return last.partial


@pytest.mark.parametrize("family", FAMILIES)
def test_weights_of_classes_are_sums_over_their_members(family: tuple[int, ...]) -> None:
    posterior = listed_belief()
    slow: dict[object, list[int]] = defaultdict(list)
    for candidate in range(len(posterior.space)):
        edges = edges_of(posterior.space.dag(candidate))
        slow[naive.class_key(edges, [list(bits(mask)) for mask in family])].append(candidate)
    expected = {members[0]: posterior.weights[members].sum() for members in slow.values()}
    found = heaviest_classes(posterior, family, 1000)
    assert len(found) == len(slow)
    values = [each.probability.value for each in found]
    assert values == pytest.approx(sorted(values, reverse=True), rel=1e-8)
    for each in found:
        first = posterior.space.find(each.member)
        assert first is not None
        assert each.probability.value == pytest.approx(expected[first], rel=1e-12)
        assert each.probability.standard_error == 0
        members = next(members for members in slow.values() if first in members)
        assert each.size == len(members)
        if 0 in family:
            assert each.size == class_size(each.graph)
    assert sum(each.probability.value for each in found) == pytest.approx(1)


def test_members_of_one_class_can_be_listed() -> None:
    classes = classes_of(every_dag(range(4)))
    assert [len(classes.members(number)) for number in range(5)] == classes.sizes[:5].tolist()
    assert len(classes) == 185


@given(datasets(least=2, most=3))
@FEW
def test_members_of_a_class_have_its_weight_in_equal_parts(dataset: Dataset) -> None:
    """Under a prior flat over structures; regimes are those that were used."""
    posterior = enumerate_posterior(dataset, every_dag(range(len(dataset.variables))), Assumptions())
    masks = frozenset(batch.regime.mask for batch in dataset.batches)
    classes = classes_of(posterior.space, masks)
    means = classes.sums(posterior.weights) / classes.sizes
    np.testing.assert_allclose(posterior.weights, means[classes.number], rtol=1e-9)


@pytest.mark.parametrize("text", ["A -> B", "A causes D", "B shares a cause with D", "not (a parent of C causes A)"])
def test_weight_of_a_condition_and_its_estimate(text: str) -> None:
    posterior, condition = listed_belief(), parse_condition(text, NAMES)
    exact = weight_where(posterior, condition)
    members = [g for g in range(543) if condition(posterior.space.parents[g : g + 1])[0]]
    assert exact.value == pytest.approx(posterior.weights[members].sum(), rel=1e-12)
    draws = summed_belief().sampler.draw(20_000, np.random.default_rng(1))
    estimate = share_where(draws, condition)
    assert abs(estimate.value - exact.value) < 4 * estimate.standard_error
    assert 0 < estimate.standard_error < 0.004


def test_draws_that_came_more_than_once_count_as_often() -> None:
    dags, often = np.array([[0, 0b1], [0, 0], [0b10, 0]]), np.array([3, 1, 6])
    whole = share_where(np.repeat(dags, often, axis=0), causes(0, 1))
    assert share_where(dags, causes(0, 1), often) == whole
    assert whole.value == 0.3


def test_arrows_and_paths_are_conditions_too() -> None:
    posterior = listed_belief()
    for i, j in ((0, 1), (3, 0), (1, 3)):
        assert weight_where(posterior, causes(i, j)).value == pytest.approx(posterior.ancestor_probabilities[i, j])


def test_what_was_never_drawn_is_not_impossible() -> None:
    draws = np.zeros((100, 3), dtype=np.int64)
    none = share_where(draws, causes(0, 1))
    assert none.value == 0
    assert 0.5 / 100 < none.standard_error < 1 / 100


@pytest.mark.parametrize("family", [(0,), (0, 0b0010)])
def test_classes_among_draws_agree_with_those_listed(family: tuple[int, ...]) -> None:
    exact = {each.graph: each for each in heaviest_classes(listed_belief(), family, 1000)}
    draws = summed_belief().sampler.draw(20_000, np.random.default_rng(2))
    found = commonest_classes(draws, family, 12)
    assert len(found) == 12
    for each in found:
        known = exact[each.graph]
        assert abs(each.probability.value - known.probability.value) < 4.5 * each.probability.standard_error
        assert each.size == known.size


def test_standard_errors_are_as_large_as_the_scatter() -> None:
    sampler, rng = summed_belief().sampler, np.random.default_rng(5)
    exact = weight_where(listed_belief(), causes(0, 3)).value
    estimates = [share_where(sampler.draw(400, rng), causes(0, 3)) for _ in range(300)]
    scores = [(each.value - exact) / each.standard_error for each in estimates]
    # The spread of 300 standard scores lies within 0.87 and 1.13 but for once in a thousand.
    assert 0.87 < np.std(scores) < 1.13
    assert abs(np.mean(scores)) < 0.2


def test_an_experiment_parts_a_class() -> None:
    variables = chain().variables
    rows = as_values([(0, 0, 0, 0), (1, 1, 1, 1)] * 40, variables)
    acted = Batch(as_values([(1, *row) for row in [(1, 1, 1)] * 30], variables), Regime((do(0, 1),)))
    dataset = Dataset(variables, (Batch(rows, OBSERVATION), acted))
    posterior = enumerate_posterior(dataset, every_dag(range(4)), Assumptions())
    watched, both = heaviest_classes(posterior, [0], 1)[0], heaviest_classes(posterior, [0, 1], 1)[0]
    assert any(0 in pair for pair in watched.graph.undirected())
    assert not any(0 in pair for pair in both.graph.undirected())


SOFT_REGIMES = [
    [OBSERVATION, Regime((soft(0, label="x"),))],
    [OBSERVATION, Regime((soft(0, label="x"), soft(1, label="x")))],
    [Regime((soft(0, label="x"),)), Regime((soft(0, label="y"), soft(2, label="x")))],
    [Regime((soft(1, label="x"),))],
    [OBSERVATION, Regime((do(0, 0), soft(1, label="x"))), Regime((soft(0, label="x"), soft(1, label="x")))],
    [Regime((do(2, 0), soft(1, label="x"))), Regime((soft(2, label="x"), soft(1, label="x")))],
    [Regime((do(2, 0), soft(1, label="x"))), Regime((do(2, 0),)), Regime((do(2, 0), do(0, 1)))],
]


@pytest.mark.parametrize("regimes", SOFT_REGIMES)
def test_alike_are_exactly_those_that_score_alike_where_tables_changed(regimes: list[Regime]) -> None:
    """Rows that no structure made score every class apart and its members alike."""
    variables = tuple(Variable(name, ("0", "1", "2")[: 2 + place % 2]) for place, name in enumerate("ABC"))
    rng = np.random.default_rng(3)
    batches = []
    for regime in regimes:
        rows = rng.integers(0, [variable.cardinality for variable in variables], (60, 3))
        for each in regime.interventions:
            if each.kind == "do":
                rows[:, each.target] = each.state
        batches.append(Batch(as_values(rows, variables), regime))
    # Labels of one table mean one table, whatever else was done: node 2 of the structures is column 0.
    over = (2, 1, 0)
    space = every_dag(over)
    evidence = Evidence.before_data(Dataset(variables), space, Assumptions())
    for batch in batches:
        evidence = evidence.plus(batch)
    scores = sum_of_families(evidence.scores, space)
    masks, changes = what_was_done(regimes, over)
    classes = classes_of(space, masks, changes)
    means = classes.sums(scores) / classes.sizes
    np.testing.assert_allclose(scores, means[classes.number], rtol=0, atol=1e-9)
    assert (np.diff(np.sort(means)) > 1e-7).all()
    graphs = [essential_graph(space.dag(candidate), masks, changes) for candidate in range(25)]
    assert len(set(graphs)) == len(classes) == len(set(zip(graphs, classes.number.tolist(), strict=True)))
    assert {each.graph for each in heaviest_classes(evidence.posterior(), masks, 99, changes)} == set(graphs)


def test_what_was_done_is_told_by_regime_and_by_pairs_of_them() -> None:
    regimes = [OBSERVATION, OBSERVATION, Regime((do(3, 0), soft(1, label="x"))), Regime((soft(1, label="y"),))]
    assert what_was_done(regimes, (3, 1)) == (frozenset({0, 0b01}), frozenset({0b10}))
    assert what_was_done(regimes, (0, 2)) == (frozenset({0}), frozenset())
    assert what_was_done([], (0, 2)) == (frozenset(), frozenset())
