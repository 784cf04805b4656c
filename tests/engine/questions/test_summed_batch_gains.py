"""What batches tell over all DAGs, drawn, against every sequence of rows that could come, and against other ways."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest

from engine.data.dataset import Batch, Dataset, as_values
from engine.data.simulation import simulate
from engine.hypotheses.space import every_dag
from engine.networks.interventions import OBSERVATION, Regime, do, push, randomize
from engine.posterior.assumptions import Assumptions
from engine.posterior.counts import RegimeCounts
from engine.posterior.dynamic_programming import SummedPosterior, sum_counts
from engine.posterior.enumeration import gathered
from engine.posterior.latent.tracks import all_counts
from engine.problems import InvalidInput
from engine.questions import summed_draws
from engine.questions.batch_gains import sampled_gains
from engine.questions.dag_mixtures import Arrow, DagMixtures, Influence, SummedQuestion
from engine.questions.experiments import Gain, Gains, Question, single_experiments
from engine.questions.plan_gains import summed_plan_gain
from engine.questions.summed_batch_gains import summed_batch_gains
from engine.questions.summed_gains import summed_gains
from tests.engine.naive import SeenRow, all_graphs, ancestors, log_evidence
from tests.engine.questions.foresight import exact_gain, z_scores_fit
from tests.engine.worlds import network

WORLD = network(A=("", [0.4, 0.6]), B=("A", [[0.8, 0.2], [0.3, 0.7]]), C=("B", [[0.9, 0.1], [0.2, 0.8]]))
SET_B, BY_CHANCE = Regime((do(1, 1),)), Regime((randomize(0),))
GRAPHS = tuple(all_graphs(3))


def seen_of(dataset: Dataset) -> list[SeenRow]:
    return [
        (tuple(int(code) for code in row), frozenset(batch.regime.targets))
        for batch in dataset.batches
        for row in batch.values
    ]


def world_rows(watched: int, acted: int, seed: int = 1) -> Dataset:
    rng = np.random.default_rng(seed)
    batches = Batch(simulate(WORLD, watched, rng)), Batch(simulate(WORLD, acted, rng, SET_B), SET_B)
    return Dataset(WORLD.variables, batches)


DATA = world_rows(12, 4)


def evidences(rows: Sequence[SeenRow]) -> list[float]:
    return [log_evidence(rows, graph, (2, 2, 2), 1.0) for graph in GRAPHS]


def summed(dataset: Dataset) -> tuple[SummedPosterior, RegimeCounts]:
    over = tuple(range(len(dataset.variables)))
    counts = all_counts(dataset, over)
    *_, last = sum_counts(counts, over, [each.name for each in dataset.variables], Assumptions())
    assert last.partial is not None
    return last.partial, counts


def drawn(
    known: tuple[SummedPosterior, RegimeCounts],
    regimes: Sequence[Regime],
    rows: int,
    seed: int,
    question: SummedQuestion | None = None,
    draws: int = 256,
) -> Gains:
    rng = np.random.default_rng(seed)
    *_, last = summed_batch_gains(*known, 1.0, regimes, rows, rng, question, draws)
    assert last.finished
    assert last.partial is not None
    return last.partial


def scores(gains: Sequence[Gain], exact: Sequence[float]) -> list[float]:
    return [(gain.bits - right) / gain.standard_error for gain, right in zip(gains, exact, strict=True)]


@pytest.mark.parametrize(("regime", "rows"), [(OBSERVATION, 2), (SET_B, 2), (SET_B, 3), (BY_CHANCE, 2)])
def test_every_sequence_of_rows_says_the_same(regime: Regime, rows: int) -> None:
    """One seed, 4096 draws: within 4 standard errors, of which one is below a hundredth of a bit."""
    exact = exact_gain(seen_of(DATA), [regime] * rows, (2, 2, 2), evidences)
    gain = drawn(summed(DATA), [regime], rows, 3, draws=4096).known[0]
    assert not gain.exact
    assert gain.standard_error < 0.01
    assert abs(gain.bits - exact) < 4 * gain.standard_error


@pytest.mark.parametrize("question", [Arrow(0, 1), Influence(0, 2)])
def test_every_sequence_of_rows_says_the_same_of_a_question(question: SummedQuestion) -> None:
    if isinstance(question, Arrow):
        groups = [int((0, 1) in graph) for graph in GRAPHS]
    else:
        groups = [int(0 in ancestors(graph, 2)) for graph in GRAPHS]
    exact = exact_gain(seen_of(DATA), [SET_B, SET_B], (2, 2, 2), evidences, groups)
    gain = drawn(summed(DATA), [SET_B], 2, 4, question, 1024).known[0]
    assert abs(gain.bits - exact) < 4 * gain.standard_error
    assert gain.standard_error < 0.01


def test_errors_are_honest_over_300_seeds() -> None:
    """Two rows, 1024 draws, 300 seeds each. Believing itself twice as sure, or being shifted, is refused."""
    known, regimes = summed(DATA), [SET_B, BY_CHANCE]
    exact = [exact_gain(seen_of(DATA), [regime] * 2, (2, 2, 2), evidences) for regime in regimes]
    found = np.array([scores(drawn(known, regimes, 2, seed, draws=1024).known, exact) for seed in range(300)])
    for column in found.T:
        assert z_scores_fit(column)
        assert not z_scores_fit(2 * column)
        assert not z_scores_fit(column + 0.4)


def test_one_that_forgets_how_probable_the_rows_were_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the ratio of the evidences of all DAGs: the mean log prediction afterwards alone."""

    def wrong(self: summed_draws.SummedDraws, tables: np.ndarray) -> np.ndarray:
        average, knowledge = self.mixtures.sums(tables)
        return np.asarray((knowledge / average + 1.0) / math.log(2))

    monkeypatch.setattr(summed_draws.SummedDraws, "_moved", wrong)
    known, exact = summed(DATA), exact_gain(seen_of(DATA), [SET_B] * 2, (2, 2, 2), evidences)
    found = np.array([scores(drawn(known, [SET_B], 2, seed).known, [exact]) for seed in range(60)])
    assert not z_scores_fit(found)


def test_one_row_agrees_with_the_exact_gain() -> None:
    """All single experiments and a push, 40 seeds of 512 draws: no mean z-score is beyond 4 / sqrt(40)."""
    known, regimes = summed(DATA), [*single_experiments(WORLD.variables, range(3)), Regime((push(1, 0),))]
    for question in (None, Arrow(1, 2)):
        *_, last = summed_gains(*known, 1.0, regimes, question)
        assert last.partial is not None
        exact = [gain.bits for gain in last.partial.known]
        found = np.array([scores(drawn(known, regimes, 1, seed, question, 512).known, exact) for seed in range(40)])
        assert (abs(found.mean(axis=0)) < 4 / math.sqrt(len(found))).all()


def test_listing_finds_the_same_for_batches() -> None:
    """Ten rows, an arrow and an influence too: the difference is within 4 of the standard errors of both."""
    space, known = every_dag(range(3)), summed(DATA)
    *_, evidence = gathered(DATA, space, Assumptions())
    regimes = [OBSERVATION, SET_B, Regime((push(2, 1),)), Regime((do(0, 1), randomize(2)))]
    asked = (
        (None, None),
        (Arrow(0, 1), Question.arrow(space, 0, 1)),
        (Influence(0, 2), Question.influence(space, 0, 2)),
    )
    for question, listed in asked:
        one = drawn(known, regimes, 10, 5, question, 400)
        rng = np.random.default_rng(6)
        *_, last = sampled_gains(evidence, DATA, regimes, 10, rng, listed, 400)
        assert last.partial is not None
        assert one.entropy_bits == pytest.approx(last.partial.entropy_bits, abs=1e-9)
        for gain, other in zip(one.known, last.partial.known, strict=True):
            assert abs(gain.bits - other.bits) < 4 * math.hypot(gain.standard_error, other.standard_error)


def test_more_rows_tell_more_and_none_more_than_is_open() -> None:
    known, regimes = summed(DATA), single_experiments(WORLD.variables, range(3))
    few, some, many = (drawn(known, regimes, rows, 7, draws=512) for rows in (1, 5, 60))
    for less, more in ((few, some), (some, many)):
        assert all(one.bits < other.bits for one, other in zip(less.known, more.known, strict=True))
    assert all(0 <= gain.bits <= many.entropy_bits for gain in many.known)


def test_thousands_of_rows_do_not_run_out_of_digits() -> None:
    """4,000 rows seen and 1,500 to come leave which class is true settled, and a gain that is a number."""
    known = summed(world_rows(4000, 0))
    for gain in drawn(known, [OBSERVATION, SET_B], 1500, 8, draws=32).known:
        assert math.isfinite(gain.bits)
        assert gain.bits >= 0
    told = drawn(known, [SET_B], 1500, 8, draws=32)
    assert told.known[0].bits == pytest.approx(told.entropy_bits, abs=0.2)


def test_the_order_of_rows_seen_does_not_matter() -> None:
    rows = np.asarray(DATA.batches[0].values)[::-1]
    other = Dataset(WORLD.variables, (DATA.batches[1], Batch(as_values(rows, WORLD.variables))))
    one, two = (drawn(summed(each), [SET_B], 4, 9) for each in (DATA, other))
    assert one.known[0].bits == pytest.approx(two.known[0].bits, abs=1e-12)


def test_names_in_another_order_tell_as_much() -> None:
    turned = tuple(reversed(WORLD.variables))
    # What was set is the middle one of three, and so it stays.
    batches = tuple(Batch(as_values(np.asarray(batch.values)[:, ::-1], turned), batch.regime) for batch in DATA.batches)
    one = drawn(summed(DATA), [Regime((do(0, 1),))], 5, 10, draws=2048).known[0]
    two = drawn(summed(Dataset(turned, batches)), [Regime((do(2, 1),))], 5, 11, draws=2048).known[0]
    assert abs(one.bits - two.bits) < 4 * math.hypot(one.standard_error, two.standard_error)


def test_all_are_known_a_little_before_any_is_known_better() -> None:
    regimes = single_experiments(WORLD.variables, range(3))
    answers = list(summed_batch_gains(*summed(DATA), 1.0, regimes, 5, np.random.default_rng(1), None, 128))
    known = [len(each.partial.known) for each in answers if each.partial is not None]
    assert known[: len(regimes)] == list(range(1, len(regimes) + 1))
    first, last = answers[len(regimes) - 1].partial, answers[-1].partial
    assert first is not None
    assert last is not None
    assert all(one.standard_error > other.standard_error for one, other in zip(first.known, last.known, strict=True))
    assert answers[-1].done == answers[-1].total == 128 * len(regimes)


def test_a_plan_tells_what_every_sequence_of_rows_says_in_any_order() -> None:
    steps = [(SET_B, 1), (OBSERVATION, 1), (BY_CHANCE, 1)]
    exact = exact_gain(seen_of(DATA), [regime for regime, _ in steps], (2, 2, 2), evidences)
    for order in (steps, steps[::-1]):
        *_, last = summed_plan_gain(*summed(DATA), 1.0, order, np.random.default_rng(12), 4096)
        assert last.partial is not None
        assert last.partial.standard_error < 0.01
        assert abs(last.partial.bits - exact) < 4 * last.partial.standard_error


@pytest.mark.parametrize("question", [Arrow(0, 1), Influence(0, 2)])
def test_a_plan_can_be_about_a_question(question: SummedQuestion) -> None:
    if isinstance(question, Arrow):
        groups = [int((0, 1) in graph) for graph in GRAPHS]
    else:
        groups = [int(0 in ancestors(graph, 2)) for graph in GRAPHS]
    exact = exact_gain(seen_of(DATA), [SET_B, OBSERVATION], (2, 2, 2), evidences, groups)
    steps = [(SET_B, 1), (OBSERVATION, 1)]
    *_, last = summed_plan_gain(*summed(DATA), 1.0, steps, np.random.default_rng(15), 1024, question)
    assert last.partial is not None
    assert last.partial.standard_error < 0.01
    assert abs(last.partial.bits - exact) < 4 * last.partial.standard_error


def test_a_plan_of_pushes_is_one_of_new_tables() -> None:
    """A table that is new to two variables is a table of each, and one that was pushed before is the same again."""
    pushed, other = Regime((push(1, 0),)), Regime((push(2, 1),))
    steps, known = [(pushed, 3), (other, 3), (pushed, 2)], summed(DATA)
    *_, one = summed_plan_gain(*known, 1.0, steps, np.random.default_rng(13), 2048)
    *_, two = summed_plan_gain(*known, 1.0, [(pushed, 5), (other, 3)], np.random.default_rng(14), 2048)
    assert one.partial is not None
    assert two.partial is not None
    error = math.hypot(one.partial.standard_error, two.partial.standard_error)
    assert abs(one.partial.bits - two.partial.bits) < 4 * error


def test_a_plan_of_one_row_is_exact_and_an_empty_one_tells_nothing() -> None:
    known = summed(DATA)
    *_, one = summed_plan_gain(*known, 1.0, [(SET_B, 1)], np.random.default_rng(1))
    *_, single = summed_gains(*known, 1.0, [SET_B])
    assert one.partial is not None
    assert single.partial is not None
    assert one.partial.exact
    assert one.partial.bits == single.partial.known[0].bits
    *_, nothing = summed_plan_gain(*known, 1.0, [], np.random.default_rng(1))
    assert nothing.partial is not None
    assert (nothing.partial.bits, nothing.partial.entropy_bits) == (0.0, DagMixtures(known[0]).entropy_bits())


def test_more_variables_than_can_be_foreseen_are_refused_in_one_sentence() -> None:
    wide = network(**{f"V{place}": ("", [0.5, 0.5]) for place in range(15)})
    counts = all_counts(Dataset(wide.variables), range(15))
    known = summed(DATA)[0]
    regimes = single_experiments(wide.variables, range(15))
    with pytest.raises(InvalidInput, match="10 rows of 15 variables would tell in 46 experiments takes too long"):
        next(summed_batch_gains(known, counts, 1.0, regimes, 10, np.random.default_rng(1)))
