"""What is kept of a belief over all DAGs equals what enumeration and the sums themselves say."""

from __future__ import annotations

import numpy as np
import pytest

from engine.data.dataset import Batch, Dataset, as_values
from engine.hypotheses.space import AllDags, every_dag
from engine.networks.interventions import OBSERVATION, Regime, do
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions
from engine.posterior.digest import Belief, Digest, believe_in_sum
from engine.posterior.dynamic_programming import sum_posterior
from engine.posterior.enumeration import Evidence, enumerate_posterior


def table(n: int, n_rows: int, seed: int) -> Dataset:
    rng = np.random.default_rng(seed)
    variables = tuple(Variable(f"V{node}", ("a", "b", "c")[: 2 + node % 2]) for node in range(n))
    values = np.zeros((n_rows, n), dtype=np.int8)
    for node, variable in enumerate(variables):
        cause = values[:, node - 1] if node else 0
        values[:, node] = (cause + (rng.random(n_rows) < 0.3)) % variable.cardinality
    regimes = (OBSERVATION, Regime((do(1, 0),)))
    parts = np.array_split(values, len(regimes))
    parts[1][:, 1] = 0
    batches = tuple(Batch(as_values(part, variables), each) for part, each in zip(parts, regimes, strict=True))
    return Dataset(variables, batches)


def digest(dataset: Dataset, over: tuple[int, ...], assumptions: Assumptions) -> Digest:
    *_, last = believe_in_sum(dataset, AllDags(over), assumptions)
    assert last.finished
    assert last.partial is not None
    return last.partial


@pytest.mark.parametrize("over", [(0, 1, 2), (3, 0, 2, 1)])
def test_a_digest_says_what_enumeration_says(over: tuple[int, ...]) -> None:
    dataset = table(4, 60, 5)
    listed = enumerate_posterior(dataset, every_dag(over), Assumptions(2.0))
    summed = digest(dataset, over, Assumptions(2.0))
    np.testing.assert_allclose(summed.edge_probabilities, listed.edge_probabilities, atol=1e-12)
    np.testing.assert_allclose(summed.ancestor_probabilities, listed.ancestor_probabilities, atol=1e-12)
    assert summed.log_evidence == pytest.approx(listed.log_evidence, abs=1e-9)
    best = summed.best[0]
    candidate = listed.space.find(best.dag)
    assert candidate is not None
    assert best.probability == pytest.approx(listed.weights.max(), rel=1e-9)
    assert listed.weights[candidate] == pytest.approx(listed.weights.max(), rel=1e-9)


PRIORS = (
    Assumptions(2.0),
    Assumptions(1.0, prior="edges", penalty=0.3),
    Assumptions(1.0, max_parents=1),
    Assumptions(1.0, required=(("V0", "V1"),), forbidden=(("V2", "V3"),)),
)


@pytest.mark.parametrize("n_rows", [0, 3, 60, 5000])
@pytest.mark.parametrize("assumptions", PRIORS, ids=("uniform", "edges", "one parent", "rules"))
def test_the_entropy_is_that_of_all_structures_listed(n_rows: int, assumptions: Assumptions) -> None:
    dataset, over = table(4, n_rows, 5), (3, 0, 2, 1)
    listed = enumerate_posterior(dataset, every_dag(over), assumptions)
    found = digest(dataset, over, assumptions)
    assert found.entropy_bits == pytest.approx(listed.entropy_bits, abs=1e-8)
    # What a belief in every arrow by itself would leave open is another number.
    shares = np.clip(found.edge_probabilities, 1e-300, 1.0)
    apart = float(-(shares * np.log2(shares)).sum())
    assert n_rows == 5000 or abs(apart - listed.entropy_bits) > 0.05


def test_the_total_is_that_of_all_weights_as_they_are_written_down() -> None:
    dataset, over = table(4, 60, 5), (0, 1, 2, 3)
    assumptions = Assumptions(1.0, prior="edges", penalty=0.3)
    found = digest(dataset, over, assumptions)
    listed = enumerate_posterior(dataset, every_dag(over), assumptions)
    best, place = found.best[0], listed.space.find(found.best[0].dag)
    assert place is not None
    single = Evidence.before_data(dataset, every_dag(over), assumptions)
    for batch in dataset.batches:
        single = single.plus(batch)
    scores = sum(float(single.scores[node, mask]) for node, mask in enumerate(best.dag.parents))
    prior = len(best.dag.edges()) * np.log(0.3)
    assert scores + prior - found.log_total == pytest.approx(np.log(listed.weights[place]), abs=1e-9)


def test_a_digest_equals_the_sums_and_reports_on_the_way() -> None:
    dataset = table(9, 200, 3)
    over = tuple(range(9))
    *_, whole = sum_posterior(dataset, over, Assumptions())
    reports = list(believe_in_sum(dataset, AllDags(over), Assumptions()))
    assert whole.partial is not None
    summed = reports[-1].partial
    assert summed is not None
    np.testing.assert_allclose(summed.edge_probabilities, whole.partial.edge_probabilities, atol=1e-12)
    assert summed.n_rows == 200
    done = [report.done for report in reports]
    assert done == sorted(done)
    assert all(report.partial is None for report in reports[:-1])


def test_probabilities_stay_within_bounds_where_nothing_is_open() -> None:
    summed = digest(table(7, 5000, 1), tuple(range(7)), Assumptions())
    for shares in (summed.edge_probabilities, summed.ancestor_probabilities):
        assert shares.min() >= 0.0
        assert shares.max() <= 1.0
        assert not shares.flags.writeable


def test_both_kinds_of_posterior_speak_alike() -> None:
    dataset = table(3, 20, 2)
    kinds: list[Belief] = [
        enumerate_posterior(dataset, every_dag((0, 1, 2)), Assumptions()),
        digest(dataset, (0, 1, 2), Assumptions()),
    ]
    assert [each.method for each in kinds] == ["enumeration", "dynamic programming"]
    assert all(each.exact for each in kinds)


def test_only_what_is_ruled_out_is_nothing() -> None:
    """B follows A, and not where it is set: thousands of rows leave no double for an arrow from B to A."""
    rng = np.random.default_rng(2)
    variables = tuple(Variable(name, ("no", "yes")) for name in "ABCDEF")
    watched, acted = rng.integers(0, 2, (2, 9000, 6)).astype(np.int8)
    watched[:, 1] = watched[:, 0]
    acted[:, 1] = 1
    dataset = Dataset(variables, (Batch(watched, OBSERVATION), Batch(acted, Regime((do(1, 1),)))))
    apart = ~np.eye(6, dtype=bool)
    summed = digest(dataset, tuple(range(6)), Assumptions())
    assert summed.edge_probabilities[1, 0] < 1e-200
    for shares in (summed.edge_probabilities, summed.ancestor_probabilities):
        assert shares[apart].min() > 0.0
        assert not shares[~apart].any()
    forbidden = digest(dataset, tuple(range(6)), Assumptions(forbidden=(("B", "A"),)))
    assert forbidden.edge_probabilities[1, 0] == 0.0
