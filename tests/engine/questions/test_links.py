"""Arrows and influences pair by pair: against every graph weighed one by one, and by every method."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from engine.data.dataset import Batch, Dataset
from engine.hypotheses.notation import parse_candidate
from engine.hypotheses.space import AllDags, every_dag, listed
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions
from engine.posterior.digest import believe_in_sum
from engine.posterior.enumeration import Evidence, enumerate_posterior
from engine.posterior.history import believe
from engine.posterior.latent.plan import HiddenScores
from engine.questions.links import links_of
from tests.engine.naive import all_graphs, ancestors, log_evidence, normalised
from tests.engine.posterior.latent.examples import coins, pair_dataset
from tests.engine.strategies import FEW, datasets, seen_rows
from tests.gui.worlds import wide_table

HIDDEN = ("unrelated", "A -> B", "B -> A", "A <-> B", "A <-> B, A -> B")


def slow_links(dataset: Dataset) -> tuple[np.ndarray, np.ndarray]:
    n = len(dataset.variables)
    graphs = list(all_graphs(n))
    sizes = [variable.cardinality for variable in dataset.variables]
    weights = normalised([log_evidence(seen_rows(dataset), graph, sizes, 1.0) for graph in graphs])
    edges, paths = np.zeros((n, n)), np.zeros((n, n))
    for graph, weight in zip(graphs, weights, strict=True):
        for cause in range(n):
            for effect in range(n):
                edges[cause, effect] += weight * ((cause, effect) in graph)
                paths[cause, effect] += weight * (cause in ancestors(graph, effect))
    return edges, paths


@FEW
@given(datasets(3, 3, (2, 3), rows=8, batches=3))
def test_every_graph_weighed_one_by_one_says_the_same(dataset: Dataset) -> None:
    found = links_of(enumerate_posterior(dataset, every_dag(range(3)), Assumptions()))
    edges, paths = slow_links(dataset)
    np.testing.assert_allclose(found.probabilities("edge"), edges, atol=1e-9)
    np.testing.assert_allclose(found.probabilities("ancestor"), paths, atol=1e-9)
    assert found.exact
    assert not found.errors("ancestor").any()


def test_sums_say_what_the_list_says() -> None:
    dataset = wide_table(5, 60, seed=4)
    by_list = links_of(enumerate_posterior(dataset, every_dag(range(5)), Assumptions()))
    *_, last = believe_in_sum(dataset, AllDags(tuple(range(5))), Assumptions())
    assert last.partial is not None
    summed = links_of(last.partial)
    assert (by_list.method, summed.method) == ("enumeration", "dynamic programming")
    np.testing.assert_allclose(summed.edges, by_list.edges, atol=1e-9)
    np.testing.assert_allclose(summed.ancestors, by_list.ancestors, atol=1e-9)


def test_estimates_have_errors_and_those_are_what_small_changes_do() -> None:
    dataset = pair_dataset({"obs": [[4, 1], [1, 3]], "doA": [[5, 1], [2, 3]], "doB": [[3, 1], [1, 2]]})
    space = listed((0, 1), [parse_candidate(line, ("A", "B")) for line in HIDDEN])
    *_, last = believe(dataset, space, Assumptions())
    assert last.partial is not None
    evidence = last.partial.evidence
    known = evidence.hidden
    assert known is not None

    def moved(step: np.ndarray) -> Evidence:
        estimates = HiddenScores(known.log_evidence + step, np.full(len(step), 0.1), ("sampled",) * len(step))
        return replace(evidence, hidden=estimates)

    still = moved(np.zeros(len(known.log_evidence)))
    found = links_of(still.posterior(), still.hidden)
    squares = np.zeros((2, 2))
    for part in range(len(known.log_evidence)):
        step = np.eye(len(known.log_evidence))[part] * 1e-5
        slope = (moved(step).posterior().edge_probabilities - moved(-step).posterior().edge_probabilities) / 2e-5
        squares += (0.1 * slope) ** 2
    assert not found.exact
    np.testing.assert_allclose(found.errors("edge"), np.sqrt(squares), rtol=1e-6)
    assert found.errors("edge")[0, 1] > 0.001


def test_what_is_hidden_is_no_arrow_but_leads_over_to_effects() -> None:
    space = listed((0, 1), [parse_candidate("A -> (C) -> B", ("A", "B"))])
    *_, last = believe(Dataset(coins(2)), space, Assumptions())
    assert last.partial is not None
    found = links_of(last.partial.posterior, last.partial.hidden_at(0))
    assert found.edges == pytest.approx(np.zeros((2, 2)))
    assert found.ancestors == pytest.approx(np.array([[0, 1], [0, 0]]))


def test_nothing_that_is_possible_becomes_impossible_by_rounding() -> None:
    # B follows A in 5,000 rows: without an arrow that is less likely by far more than a double can hold.
    values = np.random.default_rng(3).integers(0, 2, 5000).repeat(2).reshape(-1, 2).astype(np.int8)
    variables = (Variable("A", ("no", "yes")), Variable("B", ("no", "yes")))
    rows = Dataset(variables, (Batch(values),))
    space = listed((0, 1), [parse_candidate(line, ("A", "B")) for line in ("unrelated", "A -> B")])
    *_, last = believe(rows, space, Assumptions())
    assert last.partial is not None
    shares = last.partial.posterior.weights
    assert 0 < shares[0] < 1e-290
    assert shares[1] == 1.0
    assert (last.partial.weights_of([0])[-1] > 0).all()
    # No candidate has an arrow from B to A.
    assert links_of(last.partial.posterior).edges[1, 0] == 0.0
    ruled_out = replace(Assumptions(), prior="own", weights=(0.0, 1.0))
    assert enumerate_posterior(rows, space, ruled_out).weights.tolist() == [0.0, 1.0]
