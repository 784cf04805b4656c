"""The exact posterior without listing: equal to listing every structure, whatever the data and the prior."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data.dataset import Batch, Dataset, as_values
from engine.hypotheses.space import every_dag
from engine.networks.dag import Dag
from engine.networks.interventions import OBSERVATION, Regime, randomize
from engine.networks.variables import Variable
from engine.posterior.arrow_rules import log_family_prior, log_total_prior
from engine.posterior.assumptions import Assumptions
from engine.posterior.counts import RegimeCounts
from engine.posterior.dynamic_programming import SummedPosterior, sum_counts, sum_posterior
from engine.posterior.enumeration import enumerate_posterior
from engine.problems import InvalidInput
from tests.engine import naive
from tests.engine.strategies import FEW, PROPERTY, datasets, edges_of


def summed(dataset: Dataset, assumptions: Assumptions | None = None) -> SummedPosterior:
    *_, last = sum_posterior(dataset, range(len(dataset.variables)), assumptions or Assumptions())
    assert last.partial is not None
    return last.partial


def binary(n: int) -> tuple[Variable, ...]:
    return tuple(Variable(f"V{index}", ("0", "1")) for index in range(n))


def noisy_chain(n: int, n_rows: int, noise: float, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    columns = [rng.integers(0, 2, n_rows)]
    for _ in range(n - 1):
        columns.append(columns[-1] ^ (rng.random(n_rows) < noise))
    return np.stack(columns, axis=1)


def assert_as_listed(dataset: Dataset, assumptions: Assumptions) -> None:
    listed = enumerate_posterior(dataset, every_dag(range(len(dataset.variables))), assumptions)
    posterior = summed(dataset, assumptions)
    np.testing.assert_allclose(posterior.edge_probabilities, listed.edge_probabilities, rtol=1e-8, atol=1e-12)
    np.testing.assert_allclose(posterior.ancestor_probabilities, listed.ancestor_probabilities, rtol=1e-8, atol=1e-12)
    assert posterior.log_evidence == pytest.approx(listed.log_evidence, rel=1e-10, abs=1e-10)
    best = listed.ranked(1)[0]
    assert posterior.probability_of(posterior.most_probable) == pytest.approx(listed.weights[best], rel=1e-8)
    for candidate in (best, 0, len(listed.weights) - 1):
        chance = posterior.probability_of(listed.space.dag(candidate))
        assert chance == pytest.approx(listed.weights[candidate], rel=1e-8, abs=1e-15)


@st.composite
def modular(draw: st.DrawFn, names: list[str]) -> Assumptions:
    """Assumptions of every modular kind, rules about arrows that go from earlier to later names."""
    pairs = [(one, other) for place, other in enumerate(names) for one in names[:place]]
    rules = draw(st.lists(st.sampled_from(["none", "none", "required", "forbidden"]), min_size=len(pairs)))
    chosen = list(zip(pairs, rules, strict=False))
    backwards = [(other, one) for one, other in pairs]
    cut = draw(st.integers(0, len(names)))
    most = draw(st.sampled_from([None, None, 1, 2]))
    required = tuple(pair for pair, rule in chosen if rule == "required") if most is None else ()
    return Assumptions(
        equivalent_sample_size=draw(st.floats(0.05, 50)),
        prior=draw(st.sampled_from(["uniform", "edges", "parents"])),
        penalty=draw(st.sampled_from([0.01, 0.5, 3.0])),
        max_parents=most,
        required=required,
        forbidden=tuple(pair for pair, rule in chosen if rule == "forbidden")
        + tuple(pair for pair in backwards if draw(st.integers(0, 4)) == 0),
        tiers=(tuple(names[:cut]), tuple(names[cut:])) if draw(st.booleans()) else (),
    )


@given(datasets(most=4), st.data())
@PROPERTY
def test_equal_to_listing_under_every_modular_prior(dataset: Dataset, data: st.DataObject) -> None:
    assert_as_listed(dataset, data.draw(modular([variable.name for variable in dataset.variables])))


@given(datasets(least=5, most=5, states=(1, 3)), st.data())
@FEW
def test_equal_to_listing_with_five_variables(dataset: Dataset, data: st.DataObject) -> None:
    assert_as_listed(dataset, data.draw(modular([variable.name for variable in dataset.variables])))


@given(st.integers(1, 4), st.data())
@FEW
def test_the_sum_of_the_prior_equals_that_of_all_structures(n: int, data: st.DataObject) -> None:
    names = [f"V{index}" for index in range(n)]
    assumptions = data.draw(modular(names))
    total = log_total_prior(names, assumptions)
    if assumptions.has_arrow_rules:
        assert total is None
        return
    prior, space = log_family_prior(names, assumptions), every_dag(range(n))
    weights = np.exp(sum(prior[node, space.parents[:, node]] for node in range(n)))
    assert total == pytest.approx(float(np.log(weights.sum())), rel=1e-12, abs=1e-12)


def test_the_wrong_prior_is_refused() -> None:
    """The comparison with listing tells one prior from another."""
    dataset = Dataset(binary(3), (Batch(as_values(noisy_chain(3, 30, 0.2), binary(3))),))
    listed = enumerate_posterior(dataset, every_dag(range(3)), Assumptions(prior="edges", penalty=0.5))
    other = summed(dataset, Assumptions(prior="edges", penalty=0.6))
    assert other.log_evidence != pytest.approx(listed.log_evidence, rel=1e-6)
    assert not np.allclose(other.edge_probabilities, listed.edge_probabilities, atol=1e-4)


@given(datasets(least=2, most=6, states=(1, 3)), st.data())
@FEW
def test_order_and_cut_of_batches_do_not_matter(dataset: Dataset, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, 12))
    parts = [Batch(part, batch.regime) for batch in dataset.batches for part in (batch.values[:at], batch.values[at:])]
    shuffled = Dataset(dataset.variables, tuple(data.draw(st.permutations(parts))))
    one, other = summed(dataset), summed(shuffled)
    np.testing.assert_allclose(one.edge_probabilities, other.edge_probabilities, rtol=1e-9, atol=1e-12)
    assert one.log_evidence == pytest.approx(other.log_evidence, rel=1e-9, abs=1e-9)


@given(datasets(least=2, most=6, states=(1, 3)), st.data())
@FEW
def test_relabelling_the_variables_relabels_belief(dataset: Dataset, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(dataset.variables))))
    before, after = summed(dataset), summed(dataset.columns(order))
    picked = np.ix_(order, order)
    np.testing.assert_allclose(after.edge_probabilities, before.edge_probabilities[picked], rtol=1e-8, atol=1e-11)
    np.testing.assert_allclose(
        after.ancestor_probabilities, before.ancestor_probabilities[picked], rtol=1e-8, atol=1e-11
    )


@given(datasets(least=4, most=4, states=(1, 3)))
@FEW
def test_equivalent_structures_are_believed_alike(dataset: Dataset) -> None:
    target_sets = {batch.regime.targets for batch in dataset.batches}
    posterior, space = summed(dataset), every_dag(range(4))
    of_class: dict[object, float] = {}
    for candidate in range(0, len(space), 3):
        dag = space.dag(candidate)
        chance = posterior.probability_of(dag)
        key = naive.class_key(edges_of(dag), target_sets)
        assert chance == pytest.approx(of_class.setdefault(key, chance), rel=1e-8, abs=1e-300)


def test_counts_that_grew_are_counts_from_scratch() -> None:
    variables = binary(6)
    rows = noisy_chain(6, 300, 0.1)
    regimes = (OBSERVATION, Regime((randomize(2),)), Regime((randomize(0), randomize(5))))
    batches = tuple(Batch(as_values(part, variables), regimes[i]) for i, part in enumerate(np.split(rows, 3)))
    counts = RegimeCounts.empty(variables)
    for batch, targets in zip(batches, (0, 4, 33), strict=True):
        counts = counts.plus(batch.values, targets)
    *_, last = sum_counts(counts, range(6), [variable.name for variable in variables], Assumptions())
    assert last.partial is not None
    expected = summed(Dataset(variables, batches))
    np.testing.assert_array_equal(last.partial.edge_probabilities, expected.edge_probabilities)


def test_belief_over_some_columns() -> None:
    variables = binary(6)
    dataset = Dataset(variables, (Batch(as_values(noisy_chain(6, 200, 0.1), variables), Regime((randomize(4),))),))
    *_, last = sum_posterior(dataset, (4, 1, 3), Assumptions())
    assert last.partial is not None
    expected = enumerate_posterior(dataset, every_dag((4, 1, 3)), Assumptions())
    np.testing.assert_allclose(last.partial.edge_probabilities, expected.edge_probabilities, rtol=1e-9, atol=1e-12)


# Data at its limits


def extreme(name: str) -> Dataset:
    rng = np.random.default_rng(8)
    variables, regime = binary(4), OBSERVATION
    rows = noisy_chain(4, 400, 0.1)
    if name == "no rows":
        rows = rows[:0]
    elif name == "one row":
        rows = rows[:1]
    elif name == "a million rows":
        rows = noisy_chain(4, 1_000_000, 0.1)
    elif name == "a constant column":
        rows[:, 1] = 0
    elif name == "two columns alike":
        rows[:, 2] = rows[:, 0]
    elif name == "fifty states":
        variables = (*binary(3), Variable("Many", tuple(f"s{state}" for state in range(50))))
        rows[:, 3] = rng.integers(0, 50, len(rows))
    elif name == "one state":
        variables = (*binary(3), Variable("Mute", ("only",)))
        rows[:, 3] = 0
    elif name == "all set":
        regime = Regime(tuple(randomize(column) for column in range(4)))
    return Dataset(variables, (Batch(as_values(rows, variables), regime),))


EXTREMES = (
    "no rows",
    "one row",
    "a million rows",
    "a constant column",
    "two columns alike",
    "fifty states",
    "one state",
    "all set",
)


@pytest.mark.parametrize("name", EXTREMES)
def test_data_at_its_limits(name: str) -> None:
    dataset = extreme(name)
    listed = enumerate_posterior(dataset, every_dag(range(4)), Assumptions())
    posterior = summed(dataset)
    # Scores of a million rows are sums of millions of nats: doubles hold their differences to about 1e-8.
    tolerance = 1e-6 if name == "a million rows" else 1e-9
    np.testing.assert_allclose(posterior.edge_probabilities, listed.edge_probabilities, atol=tolerance)
    np.testing.assert_allclose(posterior.ancestor_probabilities, listed.ancestor_probabilities, atol=tolerance)
    assert posterior.log_evidence == pytest.approx(listed.log_evidence, rel=1e-10, abs=1e-9)


def test_twelve_variables_that_nearly_determine_one_another() -> None:
    """Scores differ by thousands of nats; relabelled, every number stays what it was."""
    n, variables = 12, binary(12)
    dataset = Dataset(variables, (Batch(as_values(noisy_chain(n, 20_000, 0.001), variables)),))
    posterior = summed(dataset)
    finite = posterior.log_weights[np.isfinite(posterior.log_weights)]
    assert np.ptp(finite) > 5000
    assert posterior.sums.trusted
    turned = summed(dataset.columns(tuple(reversed(range(n)))))
    np.testing.assert_allclose(
        turned.edge_probabilities, posterior.edge_probabilities[::-1, ::-1], rtol=1e-6, atol=1e-9
    )
    chain = posterior.edge_probabilities + posterior.edge_probabilities.T
    assert chain[np.arange(n - 1), np.arange(1, n)].min() > 0.999


@pytest.mark.parametrize("n", [12, 14])
def test_independent_variables_and_many_rows(n: int) -> None:
    """Near-empty structures dominate, terms of either sign cancel most, and enough digits are left."""
    variables = binary(n)
    rows = np.random.default_rng(1).integers(0, 2, (50_000, n))
    posterior = summed(Dataset(variables, (Batch(as_values(rows, variables)),)))
    assert posterior.sums.relative_error < 1e-9
    assert posterior.edge_probabilities.max() < 0.1
    empty = posterior.probability_of(Dag((0,) * n))
    drawn = posterior.sampler.draw(4000, np.random.default_rng(2))
    assert (drawn == 0).all(axis=1).mean() == pytest.approx(empty, abs=4 * np.sqrt(0.25 / 4000))


# What is refused, and how it is followed


@pytest.mark.parametrize("n", [0, 21])
def test_too_few_and_too_many_variables(n: int) -> None:
    with pytest.raises(InvalidInput, match=f"belief over {n} variables"):
        next(sum_posterior(Dataset(binary(n)), range(n), Assumptions()))


def test_assumptions_that_leave_nothing() -> None:
    rules = Assumptions(required=(("V0", "V1"),), max_parents=0)
    with pytest.raises(InvalidInput, match="no structure has any weight"):
        summed(Dataset(binary(2)), rules)


def test_a_sum_without_enough_digits_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.posterior.dag_sums.TRUSTED", -1.0)
    with pytest.raises(InvalidInput, match="too little to show any number"):
        summed(Dataset(binary(3)))


def test_families_of_a_node_agree_with_arrows() -> None:
    variables = binary(5)
    posterior = summed(Dataset(variables, (Batch(as_values(noisy_chain(5, 100, 0.2), variables)),)))
    own = posterior.family_probabilities(2)
    assert own.sum() == pytest.approx(1, abs=1e-10)
    with_first = own[(np.arange(32) & 1) == 1].sum()
    assert with_first == pytest.approx(posterior.edge_probabilities[0, 2], abs=1e-10)


def test_progress_and_an_early_end() -> None:
    variables = binary(16)
    dataset = Dataset(variables, (Batch(as_values(noisy_chain(16, 500, 0.2), variables)),))
    before = threading.active_count()
    work = sum_posterior(dataset, range(16), Assumptions())
    done = []
    for report in work:
        done.append(report.done)
        if report.done > 40:
            break
    work.close()
    assert threading.active_count() == before
    assert done == sorted(done)
    assert done[-1] < 100


@pytest.mark.parametrize("rules", [Assumptions(), Assumptions(forbidden=(("V0", "V15"),))])
def test_an_early_answer_is_near_the_last_one(rules: Assumptions) -> None:
    variables = binary(16)
    dataset = Dataset(variables, (Batch(as_values(noisy_chain(16, 300, 0.3), variables)),))
    early, exact = (report.partial for report in sum_posterior(dataset, range(16), rules) if report.partial is not None)
    assert early.method == "draws"
    assert exact.method == "dynamic-programming"
    for drawn, chance in (
        (early.edge_probabilities, exact.edge_probabilities),
        (early.ancestor_probabilities, exact.ancestor_probabilities),
    ):
        # Five standard errors of a share of 256 draws; one draw more where hardly any has it.
        assert (np.abs(drawn - chance) <= 5 * np.sqrt(chance * (1 - chance) / 256) + 2 / 256).all()
    assert np.isnan(early.log_evidence) if rules.has_arrow_rules else early.log_evidence == exact.log_evidence
