from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data.dataset import Batch, Dataset, as_values
from engine.data.simulation import simulate
from engine.hypotheses.notation import parse_candidate
from engine.hypotheses.space import HypothesisSpace, every_dag, listed
from engine.networks.dag import Dag
from engine.networks.interventions import OBSERVATION, Regime, do, randomize
from engine.networks.variables import Variable
from engine.posterior import history as history_module
from engine.posterior.assumptions import Assumptions
from engine.posterior.enumeration import enumerate_posterior
from engine.posterior.history import WEIGHTS_PER_BATCH, BeliefHistory, believe
from engine.progress import Progress
from tests.engine.strategies import FEW, datasets
from tests.engine.worlds import network, sprinkler

WORLD = network(A=("", [0.4, 0.6]), B=("A", [[0.8, 0.2], [0.3, 0.7]]), C=("B", [[0.9, 0.1], [0.2, 0.8]]))
SPACE = every_dag(range(3))
UNIFORM = Assumptions()


def drawn(n_rows: int, seed: int, regime: Regime = OBSERVATION) -> Batch:
    return Batch(simulate(WORLD, n_rows, np.random.default_rng(seed), regime), regime, drawn=True)


FIRST, SECOND, THIRD = drawn(100, 1), drawn(30, 2, Regime((do(1, 0),))), drawn(7, 3, Regime((randomize(0),)))
ALL = Dataset(WORLD.variables, (FIRST, SECOND, THIRD))


def followed(
    dataset: Dataset,
    space: HypothesisSpace = SPACE,
    assumptions: Assumptions = UNIFORM,
    known: BeliefHistory | None = None,
) -> BeliefHistory:
    *_, last = believe(dataset, space, assumptions, known)
    assert last.finished
    assert last.partial is not None
    return last.partial


def upto(dataset: Dataset, n_rows: int) -> Dataset:
    """Return the first rows of a dataset."""
    batches = []
    for batch in dataset.batches:
        batches.append(Batch(batch.values[:n_rows], batch.regime))
        n_rows -= batches[-1].n_rows
    return Dataset(dataset.variables, tuple(batches))


def assert_same(one: BeliefHistory, other: BeliefHistory) -> None:
    np.testing.assert_array_equal(one.rows, other.rows)
    np.testing.assert_array_equal(one.entropy_bits, other.entropy_bits)
    np.testing.assert_array_equal(one.highest, other.highest)
    np.testing.assert_array_equal(one.posterior.weights, other.posterior.weights)


def test_checkpoints_and_the_ends_of_batches() -> None:
    history = followed(ALL)
    assert history.rows[0] == 0
    assert (np.diff(history.rows) > 0).all()
    assert history.batch_ends == (60, 90, 97)
    assert history.rows[list(history.batch_ends)].tolist() == [100, 130, 137]
    assert len(history.rows) == 98


@pytest.mark.parametrize("n_rows", [1, 2, 59, 60, 61, 90, 119, 1000])
def test_a_batch_has_sixty_checkpoints_at_most_and_one_a_row_at_most(n_rows: int) -> None:
    history = followed(Dataset(WORLD.variables, (drawn(n_rows, 4),)))
    assert len(history.rows) == 1 + min(n_rows, 60)
    assert history.rows[-1] == n_rows
    assert (np.diff(history.rows) > 0).all()


@given(datasets(least=2, most=3, rows=8))
@FEW
def test_belief_at_each_checkpoint_is_belief_from_scratch(dataset: Dataset) -> None:
    space = every_dag(range(len(dataset.variables)))
    history = followed(dataset, space)
    for checkpoint, n_rows in enumerate(history.rows):
        expected = enumerate_posterior(upto(dataset, int(n_rows)), space, UNIFORM)
        found = history.posterior_at(checkpoint)
        np.testing.assert_allclose(found.weights, expected.weights, rtol=1e-9, atol=1e-15)
        assert found.log_evidence == pytest.approx(expected.log_evidence, rel=1e-9, abs=1e-9)
        assert history.entropy_bits[checkpoint] == pytest.approx(expected.entropy_bits, abs=1e-9)


@given(datasets(least=2, most=3, rows=8), st.sampled_from([None, 0, 1]))
@FEW
def test_weights_through_time_are_those_of_the_posteriors(dataset: Dataset, max_parents: int | None) -> None:
    space = every_dag(range(len(dataset.variables)))
    history = followed(dataset, space, Assumptions(2.0, max_parents=max_parents))
    chosen = [len(space) - 1, 0, len(space) // 2]
    expected = [history.posterior_at(checkpoint).weights[chosen] for checkpoint in range(len(history.rows))]
    np.testing.assert_allclose(history.weights_of(chosen), expected, rtol=1e-9, atol=1e-15)
    assert history.weights_of([]).shape == (len(history.rows), 0)


def test_errors_of_the_log_evidence_are_those_of_the_weights() -> None:
    candidates = [parse_candidate(text, "ABC") for text in ("unrelated", "A <- (D: 2) -> B", "A -> B -> C")]
    history = followed(Dataset(WORLD.variables, (FIRST, SECOND)), listed(range(3), candidates))
    assert history.posterior.errors is not None
    errors = history.log_evidence_errors_of(range(3), beside_average=True)
    np.testing.assert_allclose(errors[-1] * history.posterior.weights, history.posterior.errors, rtol=1e-9)
    assert not errors[0].any()
    own = history.log_evidence_errors_of([1, 0])
    assert own[-1, 0] > 0
    assert own[-1, 1] == 0
    assert not followed(ALL).log_evidence_errors_of([3, 4], beside_average=True).any()


def test_the_highest_weight_of_each_candidate() -> None:
    history = followed(ALL)
    through_time = history.weights_of(np.arange(25))
    np.testing.assert_allclose(history.highest, through_time[1:].max(axis=0), rtol=1e-9)


def test_before_any_batch_there_is_the_prior() -> None:
    history = followed(Dataset(WORLD.variables))
    assert history.rows.tolist() == [0]
    assert history.batch_ends == ()
    assert history.posterior_at(0) is history.posterior
    np.testing.assert_allclose(history.posterior.weights, 1 / 25, rtol=1e-12)
    np.testing.assert_allclose(history.highest, 1 / 25, rtol=1e-12)
    np.testing.assert_allclose(history.weights_of([0, 3]), [[1 / 25, 1 / 25]], rtol=1e-12)
    np.testing.assert_allclose(history.entropy_bits, [np.log2(25)], rtol=1e-12)


def test_a_batch_without_rows_moves_nothing() -> None:
    empty = drawn(0, 1, Regime((do(2, 1),)))
    history = followed(Dataset(WORLD.variables, (FIRST, empty)))
    assert history.batch_ends == (60, 61)
    assert history.rows[-2:].tolist() == [100, 100]
    np.testing.assert_array_equal(history.posterior_at(60).weights, history.posterior_at(61).weights)


def test_a_limit_on_parents_holds_from_the_start() -> None:
    history = followed(ALL, assumptions=Assumptions(max_parents=1))
    crowded = [candidate for candidate in range(25) if max(m.bit_count() for m in SPACE.dag(candidate).parents) > 1]
    assert (history.weights_of(crowded) == 0).all()
    assert (history.highest[crowded] == 0).all()
    assert history.entropy_bits[0] == pytest.approx(np.log2(25 - len(crowded)))


# What is known is not computed again


def test_only_new_batches_are_followed() -> None:
    known = followed(Dataset(WORLD.variables, (FIRST, SECOND)))
    grown = followed(ALL, known=known)
    assert grown.batches[0] is known.batches[0]
    assert grown.batches[1] is known.batches[1]
    assert_same(grown, followed(ALL))


def test_undo_takes_batches_away_and_computes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    known, expected = followed(ALL), followed(Dataset(WORLD.variables, (FIRST,)))
    monkeypatch.setattr(history_module, "followed", None)
    shorter = followed(Dataset(WORLD.variables, (FIRST,)), known=known)
    assert shorter.batches == known.batches[:1]
    assert_same(shorter, expected)
    assert followed(Dataset(WORLD.variables), known=known).batches == ()


def test_a_batch_changed_in_the_middle_keeps_what_came_before() -> None:
    known = followed(ALL)
    changed = Dataset(WORLD.variables, (FIRST, drawn(30, 9), THIRD))
    history = followed(changed, known=known)
    assert history.batches[0] is known.batches[0]
    assert history.batches[2] is not known.batches[2]
    assert_same(history, followed(changed))


@pytest.mark.parametrize(
    ("space", "assumptions"),
    [(SPACE, Assumptions(2.0)), (SPACE, Assumptions(max_parents=1)), (every_dag((0, 2)), UNIFORM)],
)
def test_another_question_is_answered_afresh(space: HypothesisSpace, assumptions: Assumptions) -> None:
    known = followed(ALL)
    assert_same(followed(ALL, space, assumptions, known), followed(ALL, space, assumptions))


def test_an_equal_space_made_again_is_the_same_question() -> None:
    some = [Dag((0, 1, 2)), Dag((0, 0, 0))]
    known = followed(ALL, listed((0, 1, 2), some))
    assert followed(ALL, listed((0, 1, 2), some), known=known).batches == known.batches


def test_other_data_over_the_same_columns_start_afresh_with_their_own_states() -> None:
    ternary = tuple(Variable(name, ("a", "b", "c")) for name in "ABC")
    rows = np.random.default_rng(1).integers(0, 3, (50, 3))
    dataset = Dataset(ternary, (Batch(as_values(rows, ternary)),))
    assert_same(followed(dataset, known=followed(ALL)), followed(dataset))


@pytest.mark.parametrize("reports", range(1, 7))
def test_what_a_cancelled_run_left_behind_is_finished(reports: int) -> None:
    """A run reports where belief ends before it fills in the checkpoints; cut short, those are still to come."""
    running = believe(ALL, SPACE, UNIFORM)
    for _ in range(reports):
        left = next(running).partial
    running.close()
    assert_same(followed(ALL, known=left), followed(ALL))


# Reports while it runs


def test_where_belief_ends_is_told_first() -> None:
    reports: list[Progress[BeliefHistory]] = list(believe(ALL, SPACE, UNIFORM))
    early = reports[2].partial
    assert early is not None
    assert len(early.batches) == 3
    assert early.rows.tolist() == [0, 100, 130, 137]
    np.testing.assert_array_equal(early.posterior.weights, followed(ALL).posterior.weights)


def test_reports_count_up_and_only_the_last_is_finished() -> None:
    reports = list(believe(ALL, SPACE, UNIFORM))
    assert [report.finished for report in reports] == [False] * (len(reports) - 1) + [True]
    assert all(one.done < other.done for one, other in pairwise(reports))
    assert [report.done for report in reports] == [1, 2, 3, 63, 93, 100]
    assert len({report.total for report in reports}) == 1
    for report in reports:
        assert report.partial is not None
        assert len(report.partial.rows) == len(report.partial.entropy_bits)
        assert report.partial.posterior.weights.sum() == pytest.approx(1)


def test_what_is_known_already_is_no_work() -> None:
    known = followed(ALL)
    assert [(report.done, report.total) for report in believe(ALL, SPACE, UNIFORM, known)] == [(1, 1)]
    two = followed(Dataset(WORLD.variables, (FIRST, SECOND)))
    assert [(report.done, report.total) for report in believe(ALL, SPACE, UNIFORM, two)] == [(1, 8), (8, 8)]


def test_many_candidates_get_fewer_checkpoints() -> None:
    lawn = sprinkler()
    variables = (*lawn.variables, Variable("M", ("no", "yes")))
    rows = np.random.default_rng(5).integers(0, 2, (500, 5))
    dataset = Dataset(variables, (Batch(as_values(rows, variables)),))
    history = followed(dataset, every_dag(range(5)))
    assert len(history.rows) == 1 + WEIGHTS_PER_BATCH // 29281
    assert history.rows[-1] == 500


def test_the_highest_weights_of_very_many_candidates_are_worked_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    variables = tuple(Variable(name, ("0", "1")) for name in "ABC")
    rows = np.random.default_rng(2).integers(0, 2, (9, 3))
    data = Dataset(variables, tuple(Batch(as_values(rows[start : start + 3], variables)) for start in (0, 3, 6)))
    monkeypatch.setattr("engine.posterior.history.WEIGHTS_PER_BATCH", 1)
    *_, kept = believe(data, every_dag(range(3)), Assumptions())
    monkeypatch.setattr("engine.posterior.following.MANY", 1)
    *_, again = believe(data, every_dag(range(3)), Assumptions())
    assert kept.partial is not None
    assert again.partial is not None
    assert [each.highest is None for each in again.partial.batches] == [True] * 3
    np.testing.assert_array_equal(again.partial.highest, kept.partial.highest)
