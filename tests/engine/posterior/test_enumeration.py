"""The exact posterior: known values, the slow twin, and the properties that must hold whatever the data."""

from __future__ import annotations

import math
from itertools import permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data.dataset import Batch, Dataset, as_values
from engine.hypotheses.notation import parse_structure
from engine.hypotheses.space import HypothesisSpace, every_dag, listed
from engine.networks.dag import Dag, bits, mask_of
from engine.networks.interventions import OBSERVATION, Regime, randomize
from engine.networks.variables import Variable, cardinalities
from engine.posterior.assumptions import Assumptions
from engine.posterior.enumeration import Evidence, enumerate_posterior, sum_of_families
from engine.posterior.posterior import Posterior
from engine.problems import InvalidInput
from tests.engine import naive
from tests.engine.reference import VALUES
from tests.engine.strategies import FEW, PROPERTY, datasets, edges_of, seen_rows

TWO = (Variable("A", ("0", "1")), Variable("B", ("0", "1")))
THREE = tuple(Variable(name, ("0", "1")) for name in ("X1", "X2", "X3"))


def all_of(dataset: Dataset) -> HypothesisSpace:
    return every_dag(range(len(dataset.variables)))


def believed(dataset: Dataset, size: float = 1.0) -> Posterior:
    return enumerate_posterior(dataset, all_of(dataset), Assumptions(size))


def weight_of(posterior: Posterior, text: str, names: tuple[str, ...]) -> float:
    candidate = posterior.space.find(parse_structure(text, names))
    assert candidate is not None
    return float(posterior.weights[candidate])


def log_likelihoods(dataset: Dataset, size: float = 1.0) -> np.ndarray:
    """Return ln P(D | G) of every candidate, the prior taken out."""
    evidence = Evidence.before_data(dataset, all_of(dataset), Assumptions(size))
    for batch in dataset.batches:
        evidence = evidence.plus(batch)
    joint: np.ndarray = sum_of_families(evidence.scores, evidence.space)
    return joint


# Known values


def two_variables(data: dict[str, Any]) -> Dataset:
    regimes = {"obs": OBSERVATION, "doA": Regime((randomize(0),)), "doB": Regime((randomize(1),))}
    batches = []
    for name, regime in regimes.items():
        rows = [(a, b) for a in (0, 1) for b in (0, 1) for _ in range(data[name][a][b])]
        batches.append(Batch(as_values(rows, TWO), regime))
    return Dataset(TWO, tuple(batches))


TWO_NAMES = {"indep": "unrelated", "A->B": "A -> B", "A<-B": "A <- B"}


@pytest.mark.parametrize("name", [name for name in VALUES if name.startswith("latent_")])
def test_two_variables_watched_and_set(name: str) -> None:
    facts = VALUES[name]
    dataset = two_variables(facts["data"])
    posterior, logs = believed(dataset, facts["ess"]), log_likelihoods(dataset, facts["ess"])
    for short, text in TWO_NAMES.items():
        candidate = posterior.space.find(parse_structure(text, ("A", "B")))
        assert candidate is not None
        assert logs[candidate] == pytest.approx(facts["log_ml"][short], rel=1e-9)
        assert posterior.weights[candidate] == pytest.approx(facts["post3_no_latent"][short], rel=1e-9)


@pytest.mark.parametrize("name", ["C4_drug_RCT_effect", "C4_drug_RCT_null"])
def test_a_drug_trial(name: str) -> None:
    logs = log_likelihoods(two_variables(VALUES[name]["data"]))
    space = every_dag(range(2))
    for text, expected in zip(TWO_NAMES.values(), VALUES[name]["log_ml"], strict=False):
        candidate = space.find(parse_structure(text, ("A", "B")))
        assert candidate is not None
        assert logs[candidate] == pytest.approx(expected, rel=1e-9)


def test_the_eleven_cases_of_cooper_and_yoo() -> None:
    facts = VALUES["cooper_yoo_1999"]
    dataset = Dataset(TWO)
    for row, clamped in zip(facts["data_rows_1based"], facts["clamped"], strict=True):
        regime = Regime(tuple(randomize(target) for target in (0, 1) if clamped[target]))
        dataset = dataset.appended(Batch(as_values([(row[0] - 1, row[1] - 1)], TWO), regime))
    posterior = believed(dataset)
    for short, text in {"indep": "unrelated", "A->B": "A -> B", "B->A": "B -> A"}.items():
        # The posteriors are printed to eight places.
        assert weight_of(posterior, text, ("A", "B")) == pytest.approx(facts["post3"][short], abs=5e-9)
    total = math.log(math.fsum(math.exp(value) for value in facts["log_ml"].values()) / 3)
    assert posterior.log_evidence == pytest.approx(total, rel=1e-9)


def three_variables() -> Dataset:
    rows = [row["values"] for row in VALUES["three_var_data"] if not any(row["clamped"])]
    return Dataset(THREE, (Batch(as_values(rows, THREE)),))


def test_all_structures_of_three_variables() -> None:
    facts = VALUES["three_var_obs only"]
    names = ("X1", "X2", "X3")
    posterior, logs = believed(three_variables(), facts["ess"]), log_likelihoods(three_variables(), facts["ess"])
    for text, (log, weight) in facts["all"].items():
        dag = parse_structure("unrelated" if text == "(empty)" else re_spaced(text), names)
        candidate = posterior.space.find(dag)
        assert candidate is not None
        assert logs[candidate] == pytest.approx(log, rel=1e-9)
        assert posterior.weights[candidate] == pytest.approx(weight, rel=1e-9)
    assert len(facts["all"]) == len(posterior.space)


def re_spaced(text: str) -> str:
    """Return the reference's way to write arrows in ours."""
    return text.replace(" ", ", ")


def test_evidence_arrows_and_best_structures_of_three_variables() -> None:
    facts = VALUES["three_var_obs only"]
    posterior = believed(three_variables(), facts["ess"])
    assert posterior.log_evidence + math.log(25) == pytest.approx(facts["logZ_sum_over_25"], rel=1e-9)
    np.testing.assert_allclose(posterior.edge_probabilities, facts["edge_post"], rtol=1e-9)
    ranked = posterior.weights[list(posterior.ranked(6))]
    np.testing.assert_allclose(ranked, [weight for _, weight, _ in facts["top"]], rtol=1e-9)
    chains = {re_spaced(text) for text, _, _ in facts["top"][:3]}
    assert {posterior.space.dag(candidate) for candidate in posterior.ranked(3)} == {
        parse_structure(text, ("X1", "X2", "X3")) for text in chains
    }


@pytest.mark.parametrize(("n", "chance"), [(3, 8 / 25), (4, 56 / 181)])
def test_before_any_data_every_structure_is_alike(n: int, chance: float) -> None:
    variables = tuple(Variable(f"V{index}", ("a", "b", "c")) for index in range(n))
    posterior = believed(Dataset(variables))
    assert posterior.log_evidence == pytest.approx(0, abs=1e-12)
    np.testing.assert_allclose(posterior.weights, 1 / len(posterior.space), rtol=1e-12)
    np.testing.assert_allclose(posterior.edge_probabilities[~np.eye(n, dtype=bool)], chance, rtol=1e-12)
    assert posterior.entropy_bits == pytest.approx(math.log2(len(posterior.space)), rel=1e-12)


# The slow twin


@given(datasets(), st.floats(0.05, 50))
@PROPERTY
def test_weights_and_evidence_equal_those_of_the_slow_twin(dataset: Dataset, size: float) -> None:
    posterior = believed(dataset, size)
    sizes, seen = cardinalities(dataset.variables), seen_rows(dataset)
    graphs = [edges_of(posterior.space.dag(candidate)) for candidate in range(len(posterior.space))]
    logs = [naive.log_evidence(seen, graph, sizes, size) for graph in graphs]
    np.testing.assert_allclose(posterior.weights, naive.normalised(logs), rtol=1e-9, atol=1e-15)
    mean = max(logs) + math.log(math.fsum(math.exp(log - max(logs)) for log in logs) / len(logs))
    assert posterior.log_evidence == pytest.approx(mean, rel=1e-9, abs=1e-9)


@given(datasets(most=2, rows=5))
@FEW
def test_evidence_is_how_well_the_next_row_was_predicted_all_along(dataset: Dataset) -> None:
    """Belief before a row, times what each candidate then predicts for it (the prequential identity)."""
    sizes, seen = cardinalities(dataset.variables), seen_rows(dataset)
    space = all_of(dataset)
    graphs = [edges_of(space.dag(candidate)) for candidate in range(len(space))]
    evidence = Evidence.before_data(dataset, space, Assumptions())
    logs = []
    place = 0
    for batch in dataset.batches:
        for row in range(batch.n_rows):
            earlier, now = seen[:place], seen[: place + 1]
            predicted = [
                math.exp(naive.log_evidence(now, graph, sizes, 1.0) - naive.log_evidence(earlier, graph, sizes, 1.0))
                for graph in graphs
            ]
            logs.append(math.log(float(evidence.posterior().weights @ predicted)))
            evidence = evidence.plus(batch, row, row + 1)
            place += 1
    assert believed(dataset).log_evidence == pytest.approx(math.fsum(logs), rel=1e-9, abs=1e-9)


# Properties


def scores_alike(logs: np.ndarray, space: HypothesisSpace, target_sets: set[frozenset[int]]) -> bool:
    """Return whether all members of each interventional equivalence class have the same score."""
    of_class: dict[object, float] = {}
    for candidate, log in enumerate(logs):
        key = naive.class_key(edges_of(space.dag(candidate)), target_sets)
        if not math.isclose(of_class.setdefault(key, log), log, rel_tol=1e-9, abs_tol=1e-9):
            return False
    return True


@given(datasets(least=2), st.floats(0.05, 50))
@FEW
def test_equivalent_structures_score_alike(dataset: Dataset, size: float) -> None:
    """Markov equivalent ones on what was watched, interventionally equivalent ones under mixed regimes."""
    target_sets = {batch.regime.targets for batch in dataset.batches}
    assert scores_alike(log_likelihoods(dataset, size), all_of(dataset), target_sets)


def test_scores_that_part_equivalent_structures_are_refused() -> None:
    """K2 is such a score: it gives A -> B and B -> A different evidence on the same watched rows."""
    dataset = Dataset(THREE, (Batch(as_values([(0, 0, 1), (0, 1, 1), (1, 1, 0), (0, 0, 0)], THREE)),))
    space, sizes = all_of(dataset), (2, 2, 2)
    k2 = [
        sum(
            naive.family_score(seen_rows(dataset), node, list(bits(space.dag(each).parents[node])), sizes, 1.0)
            for node in range(3)
        )
        for each in range(len(space))
    ]
    assert scores_alike(log_likelihoods(dataset), space, {frozenset()})
    assert not scores_alike(np.array(k2), space, {frozenset()})


def test_acting_parts_what_watching_cannot() -> None:
    watched = Batch(as_values([(0, 0), (0, 0), (1, 1), (1, 1), (1, 0)], TWO))
    acted = Batch(as_values([(0, 1), (1, 1), (0, 0), (1, 1)], TWO), Regime((randomize(0),)))
    logs = log_likelihoods(Dataset(TWO, (watched, acted)))
    assert scores_alike(logs, every_dag(range(2)), {frozenset(), frozenset({0})})
    assert not scores_alike(logs, every_dag(range(2)), {frozenset()})


@given(datasets(least=2), st.data())
@FEW
def test_relabelling_the_variables_relabels_the_posterior(dataset: Dataset, data: st.DataObject) -> None:
    n = len(dataset.variables)
    order = data.draw(st.sampled_from(list(permutations(range(n)))))
    before, after = believed(dataset), believed(dataset.columns(order))
    assert after.log_evidence == pytest.approx(before.log_evidence, rel=1e-9, abs=1e-9)
    np.testing.assert_allclose(
        after.edge_probabilities, before.edge_probabilities[np.ix_(order, order)], rtol=1e-9, atol=1e-12
    )
    for candidate in range(len(before.space)):
        dag = before.space.dag(candidate)
        masks = (mask_of(order.index(parent) for parent in bits(dag.parents[old])) for old in order)
        moved = after.space.find(Dag(tuple(masks)))
        assert moved is not None
        assert after.weights[moved] == pytest.approx(before.weights[candidate], rel=1e-9, abs=1e-15)


@given(datasets(least=2), st.data())
@FEW
def test_belief_over_some_columns_is_belief_over_their_data(dataset: Dataset, data: st.DataObject) -> None:
    n = len(dataset.variables)
    over = tuple(data.draw(st.permutations(range(n)))[: data.draw(st.integers(1, n))])
    some = enumerate_posterior(dataset, every_dag(over), Assumptions())
    np.testing.assert_array_equal(some.weights, believed(dataset.columns(over)).weights)


@given(datasets(), st.data())
@FEW
def test_the_order_of_batches_does_not_matter(dataset: Dataset, data: st.DataObject) -> None:
    shuffled = Dataset(dataset.variables, tuple(data.draw(st.permutations(dataset.batches))))
    assert_same(believed(shuffled), believed(dataset))


@given(datasets(), st.integers(0, 12))
@FEW
def test_splitting_batches_does_not_matter(dataset: Dataset, at: int) -> None:
    halves = [Batch(part, batch.regime) for batch in dataset.batches for part in (batch.values[:at], batch.values[at:])]
    assert_same(believed(Dataset(dataset.variables, tuple(halves))), believed(dataset))


@given(datasets(), st.integers(1, 5))
@FEW
def test_belief_grown_row_by_row_is_belief_from_scratch(dataset: Dataset, step: int) -> None:
    evidence = Evidence.before_data(dataset, all_of(dataset), Assumptions())
    for batch in dataset.batches:
        for first in range(0, batch.n_rows, step):
            evidence = evidence.plus(batch, first, min(first + step, batch.n_rows))
    assert evidence.n_rows == dataset.n_rows
    assert_same(evidence.posterior(), believed(dataset))


def assert_same(one: Posterior, other: Posterior) -> None:
    np.testing.assert_allclose(one.weights, other.weights, rtol=1e-10, atol=1e-300)
    assert one.log_evidence == pytest.approx(other.log_evidence, rel=1e-10, abs=1e-10)


def test_which_state_a_variable_was_set_to_says_nothing_of_its_own_causes() -> None:
    """Rows in which both were set speak of neither's table."""
    both = Regime((randomize(0), randomize(1)))
    rows = as_values([(0, 1), (1, 0), (0, 1)], TWO)
    assert_same(believed(Dataset(TWO, (Batch(rows, both),))), believed(Dataset(TWO)))


# What is assumed


@pytest.mark.parametrize("most", [0, 1, 2, 3])
def test_a_limit_on_parents_takes_the_others_out(most: int) -> None:
    dataset = three_variables()
    free = believed(dataset)
    limited = enumerate_posterior(dataset, free.space, Assumptions(max_parents=most))
    allowed = np.array([max(mask.bit_count() for mask in row) <= most for row in free.space.parents.tolist()])
    assert (limited.weights[~allowed] == 0).all()
    np.testing.assert_allclose(
        limited.weights[allowed], free.weights[allowed] / free.weights[allowed].sum(), rtol=1e-12
    )
    share = free.weights[allowed].sum() * len(allowed) / allowed.sum()
    assert limited.log_evidence == pytest.approx(free.log_evidence + math.log(share), rel=1e-12)


def test_a_limit_that_leaves_no_candidate() -> None:
    space = listed((0, 1), [Dag((0, 1)), Dag((2, 0))])
    with pytest.raises(InvalidInput, match="leave no candidate with any weight"):
        enumerate_posterior(Dataset(TWO), space, Assumptions(max_parents=0))


def test_listed_candidates_share_what_all_have_between_them() -> None:
    dataset = three_variables()
    free = believed(dataset)
    chosen = [3, 17, 8]
    some = enumerate_posterior(dataset, listed((0, 1, 2), [free.space.dag(each) for each in chosen]), Assumptions())
    np.testing.assert_allclose(some.weights, free.weights[chosen] / free.weights[chosen].sum(), rtol=1e-12)


# Numbers at their limits


@pytest.mark.parametrize("size", [1e-300, 1e-6, 1e6, 1e300])
def test_any_equivalent_sample_size_leaves_sound_numbers(size: float) -> None:
    posterior = believed(three_variables(), size)
    assert np.isfinite(posterior.log_evidence)
    assert posterior.weights.sum() == pytest.approx(1, abs=1e-12)


def test_an_overwhelming_prior_sees_nothing_in_the_data() -> None:
    """As the equivalent sample size grows every structure predicts each row alike: 1/8."""
    posterior = believed(three_variables(), 1e300)
    np.testing.assert_allclose(posterior.weights, 1 / 25, rtol=1e-9)
    assert posterior.log_evidence == pytest.approx(-three_variables().n_rows * math.log(8), rel=1e-9)


def test_a_million_rows() -> None:
    rng = np.random.default_rng(4)
    first = rng.integers(0, 2, 500_000)
    rows = np.stack([first, first ^ (rng.random(500_000) < 0.1), rng.integers(0, 2, 500_000)], axis=1)
    posterior = believed(Dataset(THREE, (Batch(as_values(rows, THREE)),) * 2))
    assert weight_of(posterior, "X1 -> X2", ("X1", "X2", "X3")) == pytest.approx(0.5, abs=0.01)
    assert posterior.weights.sum() == pytest.approx(1, abs=1e-12)
    assert posterior.edge_probabilities[2].max() < 0.01


def test_a_variable_with_one_state_tells_nothing() -> None:
    mute = Variable("M", ("only",))
    rows = [(a, b, 0) for (a, b), times in {(0, 0): 5, (1, 1): 6, (0, 1): 1}.items() for _ in range(times)]
    variables = (*TWO, mute)
    with_mute = believed(Dataset(variables, (Batch(as_values(rows, variables)),)))
    without = believed(Dataset(TWO, (Batch(as_values([row[:2] for row in rows], TWO)),)))
    assert with_mute.log_evidence == pytest.approx(naive_mean(with_mute, without), rel=1e-9)


def naive_mean(with_mute: Posterior, without: Posterior) -> float:
    """Return the evidence with a mute variable: each structure's is that of its arrows between the other two."""
    logs = [without.log_evidence + math.log(weight * len(without.weights)) for weight in without.weights]
    means = []
    for candidate in range(len(with_mute.space)):
        kept = [edge for edge in with_mute.space.dag(candidate).edges() if 2 not in edge]
        place = without.space.find(Dag.from_edges(2, kept))
        assert place is not None
        means.append(logs[place])
    return max(means) + math.log(math.fsum(math.exp(mean - max(means)) for mean in means) / len(means))
