"""Replaced tables are learnt by themselves: beside a slow twin, and beside data kept apart by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data.dataset import Batch, Dataset
from engine.data.simulation import simulate
from engine.hypotheses.space import every_dag
from engine.networks.class_keys import class_keys, numbered
from engine.networks.interventions import OBSERVATION, Intervention, Regime, do, randomize, soft
from engine.networks.variables import Variable
from engine.posterior.all_families import score_all_families
from engine.posterior.assumptions import Assumptions
from engine.posterior.counts import RegimeCounts, Setting, setting_in
from engine.posterior.dynamic_programming import sum_posterior
from engine.posterior.enumeration import enumerate_posterior
from engine.posterior.features import what_was_done
from engine.posterior.scores import family_scores
from tests.engine.naive import bdeu_cell_prior, family_score
from tests.engine.strategies import FEW, variables
from tests.engine.worlds import network


def counted(data: Dataset) -> RegimeCounts:
    over = range(len(data.variables))
    counts = RegimeCounts.empty(data.variables)
    for batch in data.batches:
        counts = counts.plus(batch.values, setting_in(over, batch.regime))
    return counts


@st.composite
def mixed_data(draw: st.DrawFn, most: int = 4) -> Dataset:
    """A few batches in which each variable is left alone, set, randomised, or follows one of three tables."""
    nodes = draw(variables(2, most, (1, 3)))
    batches = []
    for _ in range(draw(st.integers(1, 4))):
        chosen: list[Intervention] = []
        for place, node in enumerate(nodes):
            kind = draw(st.sampled_from(["leave", "leave", "do", "randomize", "soft", "drug", "known"]))
            table = np.full(node.cardinality, 1 / node.cardinality)
            made = {
                "do": do(place, 0),
                "randomize": randomize(place),
                "soft": soft(place),
                "drug": soft(place, label="drug"),
                "known": soft(place, table),
            }
            chosen += [made[kind]] if kind in made else []
        rng = np.random.default_rng(draw(st.integers(0, 1000)))
        cards = [node.cardinality for node in nodes]
        values = rng.integers(0, cards, size=(draw(st.integers(0, 9)), len(nodes))).astype(np.int8)
        batches.append(Batch(values, Regime(tuple(chosen))))
    return Dataset(nodes, tuple(batches))


def twin(data: Dataset, child: int, parents: list[int], size: float) -> float:
    """Sort the rows into heaps by the table that the child followed, score each heap, add up."""
    cards = [node.cardinality for node in data.variables]
    heaps: dict[object, list[tuple[tuple[int, ...], frozenset[int]]]] = {}
    for batch in data.batches:
        found = batch.regime.on(child)
        if found is not None and found.kind != "soft":
            continue
        heap = heaps.setdefault(None if found is None else (found.label, found.table or ()), [])
        heap += [(tuple(int(code) for code in row), frozenset()) for row in batch.values]
    prior = bdeu_cell_prior(child, parents, cards, size)
    return sum(family_score(heap, child, parents, cards, prior) for heap in heaps.values())


@given(data=mixed_data(), size=st.sampled_from([0.5, 1.0, 7.0]))
@FEW
def test_both_ways_of_scoring_are_the_twin(data: Dataset, size: float) -> None:
    counts = counted(data)
    *_, last = score_all_families(counts, size)
    scores = family_scores(counts, size)
    n = len(data.variables)
    for child in range(n):
        for mask in range(1 << n):
            if mask >> child & 1:
                assert scores[child, mask] == last.partial[child, mask] == -np.inf
                continue
            expected = twin(data, child, [parent for parent in range(n) if mask >> parent & 1], size)
            assert scores[child, mask] == pytest.approx(expected, abs=1e-9)
            assert last.partial[child, mask] == pytest.approx(expected, abs=1e-9)


@given(data=mixed_data())
@FEW
def test_enumeration_and_sums_agree(data: Dataset) -> None:
    over = range(len(data.variables))
    listed = enumerate_posterior(data, every_dag(over), Assumptions())
    *_, last = sum_posterior(data, over, Assumptions())
    np.testing.assert_allclose(last.partial.edge_probabilities, listed.edge_probabilities, atol=1e-9)
    assert last.partial.log_evidence == pytest.approx(listed.log_evidence, abs=1e-9)


def test_two_tables_are_two_datasets_for_that_family_and_one_for_the_others() -> None:
    nodes = tuple(Variable(name, ("0", "1")) for name in "ABC")
    rng = np.random.default_rng(3)
    first, second = (rng.integers(0, 2, (40, 3)).astype(np.int8) for _ in range(2))
    both = counted(Dataset(nodes, (Batch(first), Batch(second, Regime((soft(0),))))))
    alone = [family_scores(counted(Dataset(nodes, (Batch(rows),))), 1.0) for rows in (first, second)]
    together = family_scores(counted(Dataset(nodes, (Batch(np.concatenate([first, second])),))), 1.0)
    scores = family_scores(both, 1.0)
    np.testing.assert_allclose(scores[0], alone[0][0] + alone[1][0])
    np.testing.assert_allclose(scores[1:], together[1:])
    assert not np.allclose(scores[0, ::2], together[0, ::2])


def test_rows_under_one_new_table_alone_score_like_observations() -> None:
    nodes = tuple(Variable(name, ("0", "1")) for name in "AB")
    rows = np.random.default_rng(5).integers(0, 2, (30, 2)).astype(np.int8)
    watched = family_scores(counted(Dataset(nodes, (Batch(rows),))), 1.0)
    changed = family_scores(counted(Dataset(nodes, (Batch(rows, Regime((soft(0), soft(1)))),))), 1.0)
    np.testing.assert_allclose(changed, watched)


def test_a_new_table_tells_cause_from_effect() -> None:
    """Replacing the table of A moves A alone, and so the way B follows A stays, which A following B does not."""
    world = network(A=("", [0.8, 0.2]), B=("A", [[0.9, 0.1], [0.2, 0.8]]))
    regime = Regime((soft(0, [0.1, 0.9]),))
    rng = np.random.default_rng(11)
    batches = (Batch(simulate(world, 1000, rng)), Batch(simulate(world, 1000, rng, regime), regime))
    found = enumerate_posterior(Dataset(world.variables, batches), every_dag(range(2)), Assumptions())
    assert found.edge_probabilities[0, 1] > 0.99
    pooled = Dataset(world.variables, tuple(Batch(batch.values) for batch in batches))
    watched = enumerate_posterior(pooled, every_dag(range(2)), Assumptions())
    assert watched.edge_probabilities[0, 1] == pytest.approx(watched.edge_probabilities[1, 0])


def test_settings_follow_the_columns_chosen() -> None:
    regime = Regime((do(5, 0), soft(2, label="drug"), soft(9)))
    assert setting_in((9, 5, 2), regime) == Setting(0b010, ((0, ""), (2, "drug")))
    assert setting_in((1, 3), regime) == setting_in((1, 3), OBSERVATION) == Setting(0)


@given(
    choice=st.lists(
        st.lists(st.sampled_from(["-", "-", "do", "soft", "drug"]), min_size=3, max_size=3), min_size=1, max_size=4
    )
)
@FEW
def test_classes_are_those_that_no_data_of_the_kind_part(choice: list[tuple[str, ...]]) -> None:
    """DAGs of one class score alike on any rows, and rows of chance part those of different classes."""
    nodes = tuple(Variable(name, ("0", "1")) for name in "ABC")
    made = {"do": lambda place: do(place, 0), "soft": soft, "drug": lambda place: soft(place, label="drug")}
    regimes = [Regime(tuple(made[k](i) for i, k in enumerate(kinds) if k in made)) for kinds in choice]
    rng = np.random.default_rng(6)
    batches = [Batch(rng.integers(0, 2, (25, 3)).astype(np.int8), regime) for regime in regimes]
    scores = family_scores(counted(Dataset(nodes, tuple(batches))), 1.0)
    dags = every_dag(range(3)).parents
    totals = np.round(scores[np.arange(3), dags].sum(axis=1), 7)
    _, number = numbered(class_keys(dags, *what_was_done(regimes, range(3))))
    pairs = set(zip(totals.tolist(), number.tolist(), strict=True))
    assert len(pairs) == len(set(totals.tolist())) == len(set(number.tolist()))
