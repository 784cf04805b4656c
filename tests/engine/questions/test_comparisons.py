"""What is seen is counted as by pandas, what the world gives is that of pgmpy, and belief expects what it should."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest

from engine.data.chosen_rows import ChosenRows
from engine.data.dataset import Batch, Dataset, as_values
from engine.data.simulation import simulate
from engine.hypotheses.notation import parse_candidate
from engine.hypotheses.space import HypothesisSpace, every_dag, listed
from engine.networks.interventions import OBSERVATION, Regime, do, randomize, soft
from engine.networks.network import BayesianNetwork
from engine.networks.tables import ConditionalTable
from engine.posterior.assumptions import Assumptions
from engine.posterior.history import BeliefHistory, believe
from engine.questions.comparisons import Comparison, InSum, Moment, compare
from engine.questions.predictions import predict
from engine.questions.probabilities import joint, probability
from tests.engine.oracles import VariableElimination
from tests.engine.questions.test_probabilities import as_pgmpy, mutilated
from tests.engine.worlds import network

# The cause that nobody measures comes first, so that columns and variables are not numbered alike.
WORLD = network(
    H=("", [0.4, 0.6]),
    A=("H", [[0.8, 0.2], [0.3, 0.7]]),
    B=("A", [[0.9, 0.1], [0.2, 0.8]]),
    C=("B H", [[[0.9, 0.1], [0.6, 0.4]], [[0.5, 0.5], [0.1, 0.9]]]),
)
WORLD = BayesianNetwork(WORLD.variables, WORLD.tables, hidden=frozenset({0}))
MEASURED = WORLD.variables[1:]
REGIMES = (
    OBSERVATION,
    Regime((do(0, 1),)),
    Regime((randomize(1, (0.3, 0.7)), do(2, 0))),
    Regime((soft(1, [[0.5, 0.5], [0.75, 0.25]]),)),
)


def in_world(regime: Regime) -> Regime:
    return regime.moved({0: 1, 1: 2, 2: 3})


def drawn(n_rows: int, seed: int, regime: Regime) -> Batch:
    rows = simulate(WORLD, n_rows, np.random.default_rng(seed), in_world(regime))
    return Batch(as_values(rows[:, 1:], MEASURED), regime)


DATA = Dataset(MEASURED, tuple(drawn(8 + 3 * seed, seed, REGIMES[seed % 4]) for seed in range(6)))


def changed(regime: Regime) -> BayesianNetwork:
    """The world cut by hand: other tables in the place of those that were replaced, no causes of what was set."""
    world = mutilated(WORLD, Regime(tuple(each for each in regime.interventions if each.kind != "soft")))
    for each in regime.interventions:
        if each.table is not None:
            own = world.tables[each.target]
            table = np.reshape(each.table, own.probabilities.shape)
            world = world.with_table(ConditionalTable(each.target, own.parents, table))
    return world


def compared(*asked: object, **named: object) -> Comparison:
    *_, last = compare(*asked, **named)  # type: ignore[arg-type]
    assert last.partial is not None
    return last.partial


def followed(dataset: Dataset, space: HypothesisSpace) -> BeliefHistory:
    *_, last = believe(dataset, space, Assumptions())
    assert last.partial is not None
    return last.partial


@pytest.mark.parametrize("regime", REGIMES)
def test_what_is_seen_is_counted_for_one_regime(regime: Regime) -> None:
    found = compared(ChosenRows(DATA, regime), (2, 0))
    rows = pd.DataFrame(np.concatenate([each.values for each in DATA.batches if each.regime == regime]))
    assert found.n_rows == len(rows)
    assert [each.columns for each in found.compared] == [(2, 0), (0,), (1,), (2,)]
    pair = pd.crosstab(rows[2], rows[0]).reindex(index=[0, 1], columns=[0, 1], fill_value=0)
    assert found.compared[0].counts.tolist() == pair.to_numpy().tolist()
    for column in range(3):
        counts = rows[column].value_counts().reindex([0, 1], fill_value=0)
        assert found.compared[1 + column].counts.tolist() == counts.tolist()


@pytest.mark.parametrize("regime", REGIMES)
def test_the_world_gives_what_pgmpy_finds_in_the_mutilated_network(regime: Regime) -> None:
    found = compared(ChosenRows(DATA, regime), (2, 0), WORLD)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        oracle = VariableElimination(as_pgmpy(changed(in_world(regime))))
        for each in found.compared:
            names = [MEASURED[column].name for column in each.columns]
            factor = oracle.query(names, show_progress=False)
            order = [factor.variables.index(name) for name in names]
            assert each.world is not None
            np.testing.assert_allclose(each.world, np.transpose(factor.values, order), atol=1e-12)


@pytest.mark.parametrize("regime", REGIMES[:3])
def test_belief_expects_the_next_row_as_the_evidence_says(regime: Regime) -> None:
    # P(row | rows before) is the evidence with it over the evidence without, averaged over all candidates.
    space = every_dag(range(3))
    history = followed(DATA, space)
    found = compared(ChosenRows(DATA, regime), (2, 0), None, Moment(history, len(history.rows) - 1))
    expected = np.zeros((2, 2, 2))
    for row in np.ndindex(2, 2, 2):
        factor = 1.0
        for each in regime.interventions:
            factor *= each.state == row[each.target] if each.kind == "do" else each.distribution[row[each.target]]
        if factor:
            more = Dataset(MEASURED, (*DATA.batches, Batch(as_values([row], MEASURED), regime)))
            expected[row] = factor * np.exp(followed(more, space).log_evidence[-1] - history.log_evidence[-1])
    assert expected.sum() == pytest.approx(1)
    assert found.exact
    np.testing.assert_allclose(found.compared[0].belief, expected.sum(axis=1).T, atol=1e-9)
    for column in range(3):
        others = tuple(axis for axis in range(3) if axis != column)
        np.testing.assert_allclose(found.compared[1 + column].belief, expected.sum(axis=others), atol=1e-9)


def test_belief_at_a_moment_inside_a_batch_knows_the_rows_up_to_there() -> None:
    space = every_dag(range(3))
    history = followed(DATA, space)
    for checkpoint in (0, 3, history.batch_ends[1], history.batch_ends[2] + 2, len(history.rows) - 1):
        n_rows = int(history.rows[checkpoint])
        alone = followed(data_until(DATA, checkpoint, history), space)
        assert history.evidence_at(checkpoint).n_rows == n_rows
        np.testing.assert_allclose(history.evidence_at(checkpoint).scores, alone.evidence.scores, atol=1e-9)
        sample = ChosenRows(DATA, REGIMES[0], n_rows)
        some = compared(sample, (), None, Moment(history, checkpoint))
        whole = compared(sample, (), None, Moment(alone, len(alone.rows) - 1))
        for one, other in zip(some.compared, whole.compared, strict=True):
            np.testing.assert_allclose(one.belief, other.belief, atol=1e-9)


def test_what_belief_is_not_about_it_expects_nothing_of() -> None:
    history = followed(DATA, every_dag([2, 0]))
    found = compared(ChosenRows(DATA, OBSERVATION), (0, 1), WORLD, Moment(history, len(history.rows) - 1))
    known = {each.columns: each.belief is not None for each in found.compared}
    assert known == {(0, 1): False, (0,): True, (1,): False, (2,): True}
    assert all(each.world is not None for each in found.compared)


@pytest.mark.parametrize("regime", REGIMES)
def test_sums_over_all_structures_expect_what_their_list_does(regime: Regime) -> None:
    space = every_dag([2, 0, 1])
    history = followed(DATA, space)
    rows = ChosenRows(DATA, regime)
    listed_one_by_one = compared(rows, (2, 0), None, Moment(history, len(history.rows) - 1))
    in_sum = compared(rows, (2, 0), None, InSum((2, 0, 1), Assumptions()))
    assert in_sum.exact
    for one, other in zip(in_sum.compared, listed_one_by_one.compared, strict=True):
        np.testing.assert_allclose(one.belief, other.belief, atol=1e-12)


def data_until(data: Dataset, checkpoint: int, history: BeliefHistory) -> Dataset:
    left, batches = int(history.rows[checkpoint]), []
    for batch in data.batches:
        batches.append(Batch(batch.values[: max(0, left)], batch.regime))
        left -= batch.n_rows
    return Dataset(data.variables, tuple(batches))


def test_estimates_have_their_errors_and_hold_the_truth() -> None:
    lines = ("A -> B -> C", "A <-> B", "A <- (D: 2) -> B, A -> B, B -> C", "A <- (D: 2) -> C")
    space = listed(range(3), [parse_candidate(line, "ABC") for line in lines])
    data = Dataset(MEASURED, (drawn(100, 1, OBSERVATION), drawn(30, 2, REGIMES[1]), drawn(9, 3, OBSERVATION)))
    history = followed(data, space)
    estimated = {}
    for checkpoint in (history.batch_ends[0] + 1, history.batch_ends[1] + 3, len(history.rows) - 1):
        found = compared(ChosenRows(data, REGIMES[1]), (1, 2), WORLD, Moment(history, checkpoint))
        estimated[int(history.rows[checkpoint])] = not found.exact
        # The next row by hand: each candidate's own prediction, times its weight.
        *_, last = predict(history.evidence_at(checkpoint), data_until(data, checkpoint, history), REGIMES[1])
        assert last.partial is not None
        weights = history.posterior_at(checkpoint).weights
        np.testing.assert_allclose(found.compared[2].belief, weights @ last.partial.marginals(1))
        for each in found.compared:
            assert each.belief is not None
            assert each.errors is not None
            assert each.belief.sum() == pytest.approx(1, abs=4 * float(each.errors.sum()) + 1e-9)
    # So many rows that what is hidden can no longer be summed out.
    assert estimated == {101: False, 133: True, 139: True}


def test_a_table_that_nobody_knows_is_a_problem_of_the_world_alone() -> None:
    regime = Regime((soft(0, label="x"),))
    dataset = Dataset(MEASURED, (Batch(as_values([[0, 1, 0]], MEASURED), regime),))
    history = followed(dataset, every_dag(range(3)))
    found = compared(ChosenRows(dataset, regime), (), WORLD, Moment(history, len(history.rows) - 1))
    assert "its new table is not known" in found.world_problem
    assert all(each.world is None and each.belief is not None for each in found.compared)


def test_a_joint_has_its_axes_in_the_order_asked_for() -> None:
    regime = in_world(REGIMES[2])
    found = joint(WORLD, [3, 1, 2], regime)
    for cell in np.ndindex(2, 2, 2):
        event = dict(zip([3, 1, 2], cell, strict=True))
        assert found[cell] == pytest.approx(probability(WORLD, event, {}, regime), abs=1e-12)
