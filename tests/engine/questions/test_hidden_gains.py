"""What batches tell where something is hidden in a candidate, drawn, against every sequence of rows that could come."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest

from engine.data.dataset import Batch, Dataset, as_values
from engine.data.simulation import simulate
from engine.hypotheses.notation import parse_candidate
from engine.hypotheses.space import HypothesisSpace, listed
from engine.networks.interventions import OBSERVATION, Regime, do, push, randomize
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions
from engine.posterior.enumeration import Evidence, gathered
from engine.posterior.latent import evidence as evidences
from engine.posterior.latent import foreseen
from engine.problems import InvalidInput
from engine.questions.batch_gains import sampled_gains
from engine.questions.expected_gains import expected_gains
from engine.questions.experiments import Gain, Gains, Question
from engine.questions.hidden_draws import HiddenDraws
from engine.questions.plan_gains import PlanGain, plan_gain
from engine.questions.summed_draws import Steps
from tests.engine.naive import SeenRow
from tests.engine.posterior.latent.examples import dataset_of, pair_dataset
from tests.engine.questions.foresight import exact_gain, z_scores_fit
from tests.engine.worlds import network

TEXTS = ("unrelated", "A -> B", "B -> A", "A <-> B", "A <- (C: 2) -> B")
SPACE = listed((0, 1), [parse_candidate(text, ("A", "B")) for text in TEXTS])
DATA = pair_dataset({"obs": [[4, 1], [1, 3]], "doA": [[2, 0], [0, 1]], "doB": [[1, 1], [0, 1]]})
SET_A, SET_B, BY_CHANCE = Regime((do(0, 1),)), Regime((do(1, 0),)), Regime((randomize(0),))
ARROW = Question(np.array([0, 1, 0, 0, 0], dtype=np.uint8))


def known(dataset: Dataset, space: HypothesisSpace = SPACE) -> Evidence:
    *_, found = gathered(dataset, space, Assumptions())
    return found


def seen_of(dataset: Dataset) -> list[SeenRow]:
    return [
        (tuple(int(code) for code in row), frozenset(batch.regime.targets))
        for batch in dataset.batches
        for row in batch.values
    ]


def log_evidences(rows: Sequence[SeenRow]) -> Sequence[float]:
    return list(known(dataset_of(rows, DATA.variables)).log_evidence_of_candidates())


def drawn(
    dataset: Dataset,
    regimes: Sequence[Regime],
    rows: int,
    seed: int,
    draws: int,
    question: Question | None = None,
    space: HypothesisSpace = SPACE,
    evidence: Evidence | None = None,
) -> Gains:
    rng, evidence = np.random.default_rng(seed), evidence or known(dataset, space)
    *_, last = sampled_gains(evidence, dataset, regimes, rows, rng, question, draws, seed)
    assert last.finished
    assert last.partial is not None
    return last.partial


def of_seeds(regimes: Sequence[Regime], rows: int, seeds: int, draws: int, exact: Sequence[float]) -> np.ndarray:
    """Return by how many standard errors each gain is off, [seed, regime]; what is known is the same for every seed."""
    now = known(DATA)
    found = (drawn(DATA, regimes, rows, seed, draws, evidence=now).known for seed in range(seeds))
    return np.array([scores(gains, exact) for gains in found])


def scores(gains: Sequence[Gain], exact: Sequence[float]) -> list[float]:
    return [(gain.bits - right) / gain.standard_error for gain, right in zip(gains, exact, strict=True)]


@pytest.mark.parametrize("question", [None, ARROW])
@pytest.mark.parametrize(("regime", "rows"), [(OBSERVATION, 2), (SET_B, 2), (SET_B, 3), (SET_A, 3)])
def test_every_sequence_of_rows_says_the_same(regime: Regime, rows: int, question: Question | None) -> None:
    """One seed, 1024 draws: within 4 standard errors, of which one is below two hundredths of a bit."""
    groups = None if question is None else [int(answer) for answer in question.groups]
    exact = exact_gain(seen_of(DATA), [regime] * rows, (2, 2), log_evidences, groups)
    gain = drawn(DATA, [regime], rows, 1, 1024, question).known[0]
    assert not gain.exact
    assert gain.standard_error < 0.02
    assert abs(gain.bits - exact) < 4 * gain.standard_error


def test_errors_are_honest_over_300_seeds() -> None:
    """Three rows, 64 draws, 300 seeds. Believing itself twice as sure, or being shifted, is refused."""
    exact = exact_gain(seen_of(DATA), [SET_B] * 3, (2, 2), log_evidences)
    found = of_seeds([SET_B], 3, 300, 64, [exact])[:, 0]
    assert z_scores_fit(found)
    assert not z_scores_fit(2 * found)
    assert not z_scores_fit(found + 0.5)


def test_one_that_takes_the_evidence_of_what_is_hidden_as_it_was_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(self: foreseen.ForeseenPart, more: np.ndarray, rng: np.random.Generator) -> tuple[float, None]:
        del self, rng
        return float(more.sum()) * math.log(0.5), None

    monkeypatch.setattr(foreseen.ForeseenPart, "log_predicted", wrong)
    exact = exact_gain(seen_of(DATA), [SET_B] * 3, (2, 2), log_evidences)
    found = of_seeds([SET_B], 3, 40, 64, [exact])[:, 0]
    assert not z_scores_fit(found)


def test_what_is_estimated_after_exact_draws_agrees_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """No sum may be long enough to be worked out: 40 seeds of 48 draws, and the error includes that of particles."""
    exact = exact_gain(seen_of(DATA), [SET_B] * 3, (2, 2), log_evidences)
    monkeypatch.setattr(foreseen, "MOST_TERMS_A_DRAW", 0.5)
    found = of_seeds([SET_B], 3, 40, 48, [exact])[:, 0]
    assert abs(found.mean()) < 4 / math.sqrt(len(found))
    assert 0.7 < found.std() < 1.4


def test_what_can_be_estimated_only_agrees_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sums are too long from the start, so that runs of particles take their place: 20 seeds of 48 draws."""
    exact = exact_gain(seen_of(DATA), [SET_B] * 3, (2, 2), log_evidences)
    monkeypatch.setattr(evidences, "MOST_TERMS", 2)
    hidden = known(DATA).hidden
    assert hidden is not None
    assert "sampled" in hidden.methods
    found = of_seeds([SET_B], 3, 20, 48, [exact])[:, 0]
    assert abs(found.mean()) < 4 / math.sqrt(len(found))
    assert 0.6 < found.std() < 1.5


def test_one_row_agrees_with_the_exact_gain() -> None:
    """A push and two at once among them; 20 seeds of 256 draws: no mean z-score is beyond 4 / sqrt(20)."""
    regimes = [OBSERVATION, SET_A, BY_CHANCE, Regime((push(0, 1),)), Regime((randomize(0), do(1, 1)))]
    *_, last = expected_gains(known(DATA), DATA, regimes)
    assert last.partial is not None
    exact = [gain.bits for gain in last.partial.known]
    found = of_seeds(regimes[:-1], 1, 20, 128, exact[:-1])
    assert (abs(found.mean(axis=0)) < 4 / math.sqrt(20)).all()
    # Both are set: no row tells anything.
    nothing = drawn(DATA, regimes[-1:], 1, 1, 32).known[0]
    assert exact[-1] == pytest.approx(0.0, abs=1e-12)
    assert nothing.bits == pytest.approx(0.0, abs=1e-9)


def test_three_variables_of_which_two_are_confounded_and_one_is_between() -> None:
    """What is hidden stands behind A and C, and B, which A causes, causes C: rows are drawn as a whole."""
    names = ("A", "B", "C")
    nodes = tuple(Variable(name, ("no", "yes")) for name in names)
    texts = ("A -> B -> C, A <-> C", "A -> B -> C", "A -> B -> C, A <- (U: 2) -> C")
    space = listed((0, 1, 2), [parse_candidate(text, names) for text in texts])
    rows = [(0, 0, 0)] * 4 + [(1, 1, 1)] * 3 + [(0, 1, 1), (1, 1, 0), (1, 0, 1)]
    dataset = Dataset(nodes, (Batch(as_values(rows, nodes)), Batch(as_values([(1, 1, 0)], nodes), Regime((do(1, 1),)))))

    def logs(seen: Sequence[SeenRow]) -> Sequence[float]:
        return list(known(dataset_of(seen, nodes), space).log_evidence_of_candidates())

    for regime in (OBSERVATION, Regime((do(1, 0),))):
        exact = exact_gain(seen_of(dataset), [regime] * 2, (2, 2, 2), logs)
        gain = drawn(dataset, [regime], 2, 4, 1024, space=space).known[0]
        assert abs(gain.bits - exact) < 4 * gain.standard_error


def test_more_rows_tell_more_and_none_more_than_is_open() -> None:
    few, some, many = (drawn(DATA, [OBSERVATION, SET_A, SET_B], rows, 5, 128) for rows in (1, 6, 40))
    for less, more in ((few, some), (some, many)):
        assert all(one.bits < other.bits for one, other in zip(less.known, more.known, strict=True))
    assert all(0 <= gain.bits <= many.entropy_bits + 4 * gain.standard_error for gain in many.known)


def test_many_rows_of_long_sums_have_an_error_of_a_few_hundredths() -> None:
    """The sums over a binary cause are too long here before and after; do(A) settles A -> B against the rest."""
    many = pair_dataset({"obs": [[90, 30], [20, 80]], "doA": [[30, 10], [10, 20]], "doB": [[10, 10], [5, 20]]})
    known_now = known(many)
    assert known_now.hidden is not None
    assert "sampled" in known_now.hidden.methods
    gains = drawn(many, [SET_A], 200, 6, 32)
    assert 0 <= gains.known[0].bits <= gains.entropy_bits + 4 * gains.known[0].standard_error
    assert gains.known[0].standard_error < 0.2


def test_the_order_of_rows_seen_does_not_matter() -> None:
    turned = Dataset(DATA.variables, DATA.batches[::-1])
    one, two = (drawn(each, [SET_B], 4, 7, 512).known[0] for each in (DATA, turned))
    assert abs(one.bits - two.bits) < 4 * math.hypot(one.standard_error, two.standard_error)


def told(steps: Steps, seed: int = 1, draws: int = 1024) -> PlanGain:
    *_, last = plan_gain(known(DATA), DATA, steps, np.random.default_rng(seed), draws)
    assert last.finished
    assert last.partial is not None
    return last.partial


def test_a_plan_tells_what_every_sequence_of_rows_says_in_any_order() -> None:
    steps = [(SET_A, 1), (SET_B, 1), (OBSERVATION, 1)]
    exact = exact_gain(seen_of(DATA), [regime for regime, _ in steps], (2, 2), log_evidences)
    for order in (steps, steps[::-1]):
        found = told(order, 8)
        assert found.standard_error < 0.02
        assert abs(found.bits - exact) < 4 * found.standard_error
    alone = [expected for regime, _ in steps for expected in [told([(regime, 1)])]]
    assert all(each.exact for each in alone)
    # What two steps tell twice over counts once.
    assert sum(each.bits for each in alone) != pytest.approx(exact, abs=1e-3)


def test_answers_get_better() -> None:
    partial = [
        each.partial
        for each in plan_gain(known(DATA), DATA, [(SET_A, 20)], np.random.default_rng(9), 128)
        if each.partial
    ]
    assert len(partial) >= 4
    assert partial[-1].standard_error < partial[0].standard_error


def test_hidden_ways_are_drawn_as_often_as_the_sum_says() -> None:
    """After do(A) and do(B): the share of each way in 20,000 draws is within 5 standard errors."""
    draws = HiddenDraws(known(DATA), DATA, [(SET_B, 2)], 1, {})
    rng = np.random.default_rng(10)
    for part in draws._parts:
        before = part._now.log_evidence()
        drawn_ways = part._ways(20_000, rng)
        chances = {}
        for ways in np.unique(drawn_ways, axis=0):
            chances[tuple(int(each) for each in ways)] = math.exp(log_of_ways(part, ways) - before)
        found, often = np.unique(drawn_ways, axis=0, return_counts=True)
        # Those that never came are missing, and of rare ones the share says little.
        assert 0.95 < sum(chances.values()) < 1 + 1e-9
        for ways, count in zip(found, often, strict=True):
            chance = chances[tuple(int(each) for each in ways)]
            if chance > 0.002:
                assert abs(count / 20_000 - chance) < 5 * math.sqrt(chance / 20_000)


def log_of_ways(part: foreseen.ForeseenPart, ways: np.ndarray) -> float:
    """Return the log of one term: how often each cell was met, times in how many orders the rows may have come."""
    layout = part.layout
    counts = np.bincount(layout.leaves, np.repeat(ways, np.diff(layout.leaf_start)), len(layout.alpha))
    totals = np.bincount(layout.group, counts, len(layout.group_alpha))
    log = sum(math.lgamma(a + k) - math.lgamma(a) for a, k in zip(layout.alpha, counts, strict=True))
    log -= sum(math.lgamma(a + k) - math.lgamma(a) for a, k in zip(layout.group_alpha, totals, strict=True))
    for item in range(layout.n_items):
        own = ways[layout.way_start[item] : layout.way_start[item + 1]]
        log += math.lgamma(own.sum() + 1) - sum(math.lgamma(each + 1) for each in own)
    return log


def test_too_many_rows_to_tell_apart_are_refused() -> None:
    nodes = tuple(Variable(name, tuple("abcdefghi")) for name in "ABCD")
    space = listed((0, 1, 2, 3), [parse_candidate(text, tuple("ABCD")) for text in ("A -> B", "A <-> B")])
    with pytest.raises(InvalidInput, match="6,561 different rows"):
        drawn(Dataset(nodes), [OBSERVATION], 5, 1, 16, space=space)


def test_what_was_estimated_of_the_weights_counts_as_an_error() -> None:
    world = network(A=("", [0.4, 0.6]), B=("A", [[0.8, 0.2], [0.3, 0.7]]), C=("B", [[0.9, 0.1], [0.2, 0.8]]))
    dataset = Dataset(world.variables, (Batch(simulate(world, 200, np.random.default_rng(5))),))
    texts = ("A -> B -> C", "A <- (D: 2) -> B, B <- (E: 3) -> C, (D) -> C")
    space = listed((0, 1, 2), [parse_candidate(text, ("A", "B", "C")) for text in texts])
    gain = drawn(dataset, [Regime((do(0, 1),))], 5, 1, 16, space=space).known[0]
    assert 0 < gain.standard_error < 1
