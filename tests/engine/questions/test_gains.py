"""Expected information gains, against the reference, a slow obvious twin, and one another."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data.dataset import Batch, Dataset, as_values
from engine.data.simulation import simulate
from engine.hypotheses.notation import parse_candidate
from engine.hypotheses.space import HypothesisSpace, every_dag, listed
from engine.networks.interventions import OBSERVATION, Regime, do, push, randomize, soft
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions
from engine.posterior.counts import RegimeCounts, setting_in
from engine.posterior.dynamic_programming import sum_posterior
from engine.posterior.enumeration import Evidence, enumerate_posterior, gathered
from engine.posterior.posterior import entropy_bits
from engine.problems import InvalidInput
from engine.questions.batch_gains import sampled_gains
from engine.questions.dag_mixtures import Arrow
from engine.questions.expected_gains import expected_gains
from engine.questions.experiments import (
    Gains,
    Question,
    double_experiments,
    single_experiments,
    soft_experiments,
)
from engine.questions.summed_gains import summed_gains
from tests.engine.posterior.latent.examples import pair_dataset
from tests.engine.reference import VALUES
from tests.engine.strategies import FEW, datasets
from tests.engine.worlds import network

NOTHING = [[0, 0], [0, 0]]
FOUR = ("unrelated", "A -> B", "B -> A", "A <-> B")
WORLD = network(A=("", [0.4, 0.6]), B=("A", [[0.8, 0.2], [0.3, 0.7]]), C=("B", [[0.9, 0.1], [0.2, 0.8]]))


def known(dataset: Dataset, space: HypothesisSpace, assumptions: Assumptions | None = None) -> Evidence:
    *_, evidence = gathered(dataset, space, assumptions or Assumptions())
    return evidence


def gains_of(
    dataset: Dataset, space: HypothesisSpace, regimes: Sequence[Regime], question: Question | None = None
) -> Gains:
    *_, last = expected_gains(known(dataset, space), dataset, regimes, question)
    assert last.partial is not None
    assert last.finished
    return last.partial


def in_nats(gains: Gains) -> list[float]:
    return [gain.bits * math.log(2) for gain in gains.known]


def slots(*texts: str) -> HypothesisSpace:
    return listed((0, 1), [parse_candidate(text, ("A", "B")) for text in texts])


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("EIG_D1_obs_ess1", {"obs": [[9, 3], [2, 8]], "doA": NOTHING, "doB": NOTHING}),
        ("EIG_D2_causal_ess1", {"obs": [[6, 2], [1, 7]], "doA": [[5, 1], [1, 5]], "doB": NOTHING}),
    ],
)
def test_the_reference_is_met(name: str, counts: dict[str, list[list[int]]]) -> None:
    dataset = pair_dataset(counts)
    regimes = {
        "observe": OBSERVATION,
        **{f"do({'AB'[column]}={state})": Regime((do(column, state),)) for column in (0, 1) for state in (0, 1)},
    }
    found = gains_of(dataset, slots(*FOUR), list(regimes.values()))
    wanted = VALUES[name]
    assert in_nats(found) == pytest.approx([wanted[key] for key in regimes], abs=1e-9)
    assert found.entropy_bits * math.log(2) == pytest.approx(wanted["entropy_now"], abs=1e-9)
    assert all(gain.exact for gain in found.known)


def one_more(dataset: Dataset, row: Sequence[int], regime: Regime) -> Dataset:
    return Dataset(dataset.variables, (*dataset.batches, Batch(as_values([row], dataset.variables), regime)))


def by_trying_every_row(dataset: Dataset, space: HypothesisSpace, regime: Regime, groups: np.ndarray) -> float:
    """The slow obvious way: how far entropy falls with every row there can be, by how likely it is."""
    before = enumerate_posterior(dataset, space, Assumptions())
    shares = np.bincount(groups, before.weights)
    gained = 0.0
    sizes = [range(variable.cardinality) for variable in dataset.variables]
    for row in np.ndindex(*(len(size) for size in sizes)):
        chance = 1.0
        for each in regime.interventions:
            if each.kind == "do":
                chance *= float(row[each.target] == each.state)
            elif each.kind == "randomize":
                chance /= len(sizes[each.target])
        if not chance:
            continue
        after = enumerate_posterior(one_more(dataset, row, regime), space, Assumptions())
        chance *= math.exp(after.log_evidence - before.log_evidence)
        gained += chance * (entropy_bits(shares) - entropy_bits(np.bincount(groups, after.weights)))
    return gained


REGIMES = [
    OBSERVATION,
    Regime((do(0, 1),)),
    Regime((randomize(1),)),
    Regime((do(0, 0), do(2, 1))),
    Regime((soft(1, label="new"),)),
    Regime((randomize(0), do(2, 0))),
    Regime((push(1, 0),)),
    Regime((push(2, 1), do(0, 1))),
]


@FEW
@given(datasets(3, 3, (2, 3), rows=8), st.sampled_from(REGIMES[:3]), st.booleans())
def test_gains_are_how_far_entropy_is_expected_to_fall(dataset: Dataset, regime: Regime, arrow: bool) -> None:
    space = every_dag(range(3))
    question = Question.arrow(space, 0, 1) if arrow else None
    groups = np.arange(25) if question is None else question.groups
    found = gains_of(dataset, space, [regime], question)
    assert found.known[0].bits == pytest.approx(by_trying_every_row(dataset, space, regime, groups), abs=1e-9)


DATA = Dataset(
    WORLD.variables,
    (
        Batch(simulate(WORLD, 30, np.random.default_rng(1))),
        Batch(simulate(WORLD, 6, np.random.default_rng(2), REGIMES[1]), REGIMES[1]),
    ),
)


@pytest.mark.parametrize("regime", REGIMES)
def test_every_kind_of_experiment_is_foreseen(regime: Regime) -> None:
    space = every_dag(range(3))
    wanted = by_trying_every_row(DATA, space, regime, np.arange(25))
    assert gains_of(DATA, space, [regime]).known[0].bits == pytest.approx(wanted, abs=1e-12)


def test_hidden_candidates_are_foreseen_too() -> None:
    dataset = pair_dataset({"obs": [[9, 3], [2, 8]], "doA": [[3, 1], [1, 2]], "doB": [[1, 1], [0, 2]]})
    space = slots(*FOUR, "A <- (C: 2) -> B")
    for regime in (OBSERVATION, Regime((do(1, 0),)), Regime((randomize(0),))):
        wanted = by_trying_every_row(dataset, space, regime, np.arange(5))
        assert gains_of(dataset, space, [regime]).known[0].bits == pytest.approx(wanted, abs=1e-9)
    question = Question(np.array([0, 1, 0, 0, 0], dtype=np.uint8))
    wanted = by_trying_every_row(dataset, space, OBSERVATION, question.groups)
    assert gains_of(dataset, space, [OBSERVATION], question).known[0].bits == pytest.approx(wanted, abs=1e-9)


def test_what_is_estimated_has_its_error() -> None:
    seen = Batch(simulate(WORLD, 200, np.random.default_rng(5)))
    dataset = Dataset(WORLD.variables, (seen,))
    texts = ("A -> B -> C", "A <- (D: 2) -> B, B <- (E: 3) -> C, (D) -> C")
    space = listed((0, 1, 2), [parse_candidate(text, ("A", "B", "C")) for text in texts])
    gain = gains_of(dataset, space, [Regime((do(0, 1),))]).known[0]
    assert not gain.exact
    assert 0 < gain.standard_error < 1


def summed(dataset: Dataset, regimes: Sequence[Regime], question: Arrow | None = None) -> Gains:
    n = len(dataset.variables)
    *_, posterior = sum_posterior(dataset, range(n), Assumptions())
    counts = RegimeCounts.empty(list(dataset.variables))
    for batch in dataset.batches:
        counts = counts.plus(np.asarray(batch.values), setting_in(range(n), batch.regime))
    assert posterior.partial is not None
    *_, last = summed_gains(posterior.partial, counts, 1.0, regimes, question)
    assert last.partial is not None
    return last.partial


@FEW
@given(datasets(2, 4, rows=20), st.booleans())
def test_sums_over_all_dags_find_the_same_without_listing_any(dataset: Dataset, arrow: bool) -> None:
    n = len(dataset.variables)
    space = every_dag(range(n))
    regimes = single_experiments(dataset.variables, range(n))
    one = summed(dataset, regimes, Arrow(1, 0) if arrow else None)
    other = gains_of(dataset, space, regimes, Question.arrow(space, 1, 0) if arrow else None)
    assert [gain.bits for gain in one.known] == pytest.approx([gain.bits for gain in other.known], abs=1e-10)
    assert one.entropy_bits == pytest.approx(other.entropy_bits, abs=1e-9)


def test_a_new_table_for_a_variable_is_foreseen_alike_with_and_without_listing() -> None:
    regimes = [REGIMES[4], Regime((soft(1, label="new"), do(0, 1)))]
    one, other = summed(DATA, regimes), gains_of(DATA, every_dag(range(3)), regimes)
    assert [gain.bits for gain in one.known] == pytest.approx([gain.bits for gain in other.known], abs=1e-10)
    # Nothing is known of the new table, so only the other variables tell anything of their causes.
    assert one.known[0].bits != pytest.approx(gains_of(DATA, every_dag(range(3)), [OBSERVATION]).known[0].bits)


def test_thousands_of_rows_do_not_run_out_of_digits() -> None:
    seen = Dataset(WORLD.variables, (Batch(simulate(WORLD, 5000, np.random.default_rng(3))),))
    regimes = single_experiments(seen.variables, range(3))
    one, other = summed(seen, regimes), gains_of(seen, every_dag(range(3)), regimes)
    assert [gain.bits for gain in one.known] == pytest.approx([gain.bits for gain in other.known], abs=1e-9)


def test_random_setting_tells_the_mean_of_setting() -> None:
    space = every_dag(range(3))
    low, high, random = (
        gain.bits
        for gain in gains_of(DATA, space, [Regime((do(0, k),)) for k in (0, 1)] + [Regime((randomize(0),))]).known
    )
    assert random == pytest.approx((low + high) / 2)


def test_no_experiment_tells_more_than_is_open_and_two_at_once_are_foreseen() -> None:
    space = every_dag(range(3))
    pairs = double_experiments(DATA.variables, range(3))
    assert len(set(pairs)) == len(pairs) == 1 + 3 * 3 * 3
    found = gains_of(DATA, space, pairs)
    assert all(0 <= gain.bits <= found.entropy_bits for gain in found.known)


@FEW
@given(datasets(3, 3, (2, 3), rows=8), st.integers(1, 1000))
def test_two_at_once_are_how_far_entropy_is_expected_to_fall(dataset: Dataset, which: int) -> None:
    space = every_dag(range(3))
    pairs = double_experiments(dataset.variables, range(3))
    chosen = pairs[1 + which % (len(pairs) - 1)]
    wanted = by_trying_every_row(dataset, space, chosen, np.arange(25))
    assert gains_of(dataset, space, [chosen]).known[0].bits == pytest.approx(wanted, abs=1e-9)
    assert summed(dataset, [chosen]).known[0].bits == pytest.approx(wanted, abs=1e-9)


def test_a_first_push_tells_as_much_as_chance_and_later_ones_by_what_was_seen_of_it() -> None:
    space = every_dag(range(3))
    pushes = soft_experiments(DATA.variables, range(3))
    assert len(pushes) == 1 + 6
    found = gains_of(DATA, space, [*pushes, *(Regime((randomize(column),)) for column in range(3))])
    by_push, by_chance = found.known[1:7], found.known[7:]
    for column in range(3):
        for state in range(2):
            assert by_push[2 * column + state].bits == pytest.approx(by_chance[column].bits, abs=1e-12)
    # Once rows with a push were seen, its family is known and another push is still new.
    pushed = Regime((push(1, 0),))
    rows = simulate(WORLD, 40, np.random.default_rng(8), pushed)
    seen = Dataset(DATA.variables, (*DATA.batches, Batch(rows, pushed)))
    again, other, chance = gains_of(seen, space, [pushed, Regime((push(1, 1),)), Regime((randomize(1),))]).known
    assert other.bits == pytest.approx(chance.bits, abs=1e-12)
    assert again.bits == pytest.approx(by_trying_every_row(seen, space, pushed, np.arange(25)), abs=1e-12)
    assert again.bits != pytest.approx(other.bits)
    assert summed(seen, [pushed]).known[0].bits == pytest.approx(again.bits, abs=1e-10)


def test_pushes_are_foreseen_where_something_is_hidden() -> None:
    dataset = pair_dataset({"obs": [[9, 3], [2, 8]], "doA": [[3, 1], [1, 2]], "doB": [[1, 1], [0, 2]]})
    space = slots(*FOUR)
    for regime in (Regime((push(0, 1),)), Regime((do(0, 1), do(1, 0))), Regime((push(0, 0), do(1, 1)))):
        wanted = by_trying_every_row(dataset, space, regime, np.arange(4))
        assert gains_of(dataset, space, [regime]).known[0].bits == pytest.approx(wanted, abs=1e-9)


def test_the_best_and_the_regret_of_another() -> None:
    regimes = [OBSERVATION, Regime((do(0, 1),))]
    found = gains_of(pair_dataset({"obs": [[9, 3], [2, 8]], "doA": NOTHING, "doB": NOTHING}), slots(*FOUR), regimes)
    assert found.best is found.known[1]
    assert found.regret(OBSERVATION) == pytest.approx((0.038178654708212134 - 0.009533699315821709) / math.log(2))
    assert found.regret(regimes[1]) == 0
    with pytest.raises(LookupError):
        found.regret(Regime((do(0, 0),)))


def sampled(dataset: Dataset, space: HypothesisSpace, rows: int, seed: int, draws: int) -> Gains:
    regimes = [OBSERVATION, Regime((do(1, 1),)), Regime((randomize(0),))]
    evidence = known(dataset, space)
    *_, last = sampled_gains(evidence, dataset, regimes, rows, np.random.default_rng(seed), None, draws)
    assert last.partial is not None
    return last.partial


def test_drawn_batches_agree_with_exact_gains_and_their_errors_are_honest() -> None:
    """Batches of one row, 40 seeds: z-scores have mean 0 +- 4 / sqrt(120) and a spread from 0.75 to 1.3."""
    space = every_dag(range(3))
    exact = gains_of(DATA, space, [OBSERVATION, Regime((do(1, 1),)), Regime((randomize(0),))])
    scores = [
        (gain.bits - right.bits) / gain.standard_error
        for seed in range(40)
        for gain, right in zip(sampled(DATA, space, 1, seed, 256).known, exact.known, strict=True)
    ]
    assert abs(np.mean(scores)) < 4 / math.sqrt(len(scores))
    assert 0.75 < np.std(scores) < 1.3
    # One that is off by three quarters of its standard error, or believes itself twice as sure, is refused.
    assert abs(np.mean(np.array(scores) + 0.75)) > 4 / math.sqrt(len(scores))
    assert not 0.75 < np.std(2 * np.array(scores)) < 1.3


def test_drawn_batches_of_two_at_once_and_of_pushes_agree_with_exact_gains() -> None:
    """One row each, 16 seeds: the mean z-score of each experiment is within 4 / sqrt(16), and refused when shifted."""
    space, pushed = every_dag(range(3)), Regime((push(1, 0),))
    rows = simulate(WORLD, 30, np.random.default_rng(8), pushed)
    seen = Dataset(DATA.variables, (*DATA.batches, Batch(rows, pushed)))
    regimes = [Regime((do(0, 1), do(2, 0))), Regime((randomize(0), do(1, 1))), pushed, Regime((push(2, 1), do(0, 0)))]
    exact, evidence = gains_of(seen, space, regimes), known(seen, space)
    scores = np.zeros((16, len(regimes)))
    for seed in range(16):
        *_, last = sampled_gains(evidence, seen, regimes, 1, np.random.default_rng(seed), None, 48)
        assert last.partial is not None
        pairs = zip(last.partial.known, exact.known, strict=True)
        scores[seed] = [(gain.bits - right.bits) / gain.standard_error for gain, right in pairs]
    assert (abs(scores.mean(axis=0)) < 4 / math.sqrt(16)).all()
    assert not (abs((scores + 2.5).mean(axis=0)) < 4 / math.sqrt(16)).all()


def test_more_rows_tell_more() -> None:
    space = every_dag(range(3))
    few, many = sampled(DATA, space, 1, 7, 200), sampled(DATA, space, 30, 7, 200)
    assert all(more.bits > less.bits for less, more in zip(few.known, many.known, strict=True))


def test_too_many_rows_to_foresee_are_refused() -> None:
    nodes = tuple(Variable(name, tuple("abcdefghi")) for name in "ABCD")
    with pytest.raises(InvalidInput, match="6,561 different rows"):
        gains_of(Dataset(nodes), every_dag(range(4)), [OBSERVATION])
