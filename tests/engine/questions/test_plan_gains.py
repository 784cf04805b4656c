"""What a plan tells as a whole, against every row that could come, one after another."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable

import numpy as np
import pytest

from engine.data.dataset import Batch, Dataset, as_values
from engine.hypotheses.notation import parse_candidate
from engine.hypotheses.space import listed
from engine.networks.interventions import OBSERVATION, Regime, do, push, randomize
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions
from engine.posterior.enumeration import Evidence, gathered
from engine.questions.expected_gains import expected_gains
from engine.questions.experiments import Question
from engine.questions.plan_gains import PlanGain, Steps, plan_gain

NODES = (Variable("A", ("no", "yes")), Variable("B", ("no", "yes")))
PARENTS = ({0: (), 1: ()}, {0: (), 1: (0,)}, {0: (1,), 1: ()})
SPACE = listed((0, 1), [parse_candidate(text, ("A", "B")) for text in ("unrelated", "A -> B", "B -> A")])
SEEN = [(0, 0)] * 5 + [(1, 1)] * 4 + [(0, 1)] * 2
DATA = Dataset(NODES, (Batch(as_values(SEEN, NODES)),))
SET_A = Regime((do(0, 1),))
SIZE = 1.0
Rows = list[tuple[tuple[int, int], frozenset[int]]]


def known(space: object = SPACE) -> Evidence:
    *_, evidence = gathered(DATA, space, Assumptions(SIZE))  # type: ignore[arg-type]
    return evidence


def found(steps: Steps, seed: int = 1, draws: int = 512) -> PlanGain:
    *_, last = plan_gain(known(), DATA, steps, np.random.default_rng(seed), draws)
    assert last.finished
    assert last.partial is not None
    return last.partial


def chance(row: tuple[int, int], hand: frozenset[int], before: Rows, parents: dict[int, tuple[int, ...]]) -> float:
    """Return the predictive probability of a row under one structure, by counting rows."""
    product = 1.0
    for node in {0, 1} - hand:
        same = [
            other
            for other, cut in before
            if node not in cut and all(other[each] == row[each] for each in parents[node])
        ]
        cells = 2 ** len(parents[node])
        hits = sum(other[node] == row[node] for other in same)
        product *= (hits + SIZE / (2 * cells)) / (len(same) + SIZE / cells)
    return product


def entropy(weights: np.ndarray) -> float:
    given = weights[weights > 0]
    return float(-(given * np.log2(given)).sum())


def by_enumeration(
    hands: list[tuple[frozenset[int], dict[int, int]]], open_after: Callable[[np.ndarray], float] = entropy
) -> float:
    """Return entropy now less mean entropy after rows under `hands`, over every sequence of rows."""
    before: Rows = [(row, frozenset()) for row in SEEN]
    prior = np.ones(3)
    for number in range(len(before)):
        prior *= [chance(*before[number], before[:number], parents) for parents in PARENTS]
    prior /= prior.sum()
    after = 0.0
    possible = [
        [row for row in itertools.product((0, 1), repeat=2) if all(row[node] == state for node, state in fixed.items())]
        for _, fixed in hands
    ]
    for rows in itertools.product(*possible):
        joint, past = prior.copy(), list(before)
        for row, (hand, _) in zip(rows, hands, strict=True):
            joint *= [chance(row, hand, past, parents) for parents in PARENTS]
            past.append((row, hand))
        after += joint.sum() * open_after(joint / joint.sum())
    return open_after(prior) - after


WATCHED: tuple[frozenset[int], dict[int, int]] = (frozenset(), {})
ACTED: tuple[frozenset[int], dict[int, int]] = (frozenset({0}), {0: 1})


def test_two_rows_tell_what_every_pair_of_rows_says() -> None:
    """One seed, 4096 draws: within 4 standard errors; the sum of both by themselves is refused."""
    exact = by_enumeration([ACTED, ACTED])
    gain = found([(SET_A, 1), (SET_A, 1)], draws=4096)
    assert not gain.exact
    assert abs(gain.bits - exact) < 4 * gain.standard_error
    twice = 2 * found([(SET_A, 1)]).bits
    assert twice - gain.bits > 4 * gain.standard_error


def test_errors_are_honest_over_seeds() -> None:
    """24 seeds of 128 draws: the mean z-score is within 4 / sqrt(24), and not where a step is left out."""
    exact, alone = by_enumeration([ACTED, WATCHED]), by_enumeration([WATCHED])
    gains = [found([(SET_A, 1), (OBSERVATION, 1)], seed, 128) for seed in range(24)]
    bound = 4 / math.sqrt(len(gains))
    assert abs(np.mean([(gain.bits - exact) / gain.standard_error for gain in gains])) < bound
    assert abs(np.mean([(gain.bits - alone) / gain.standard_error for gain in gains])) > bound


def test_a_plan_can_be_about_an_arrow() -> None:
    """4096 draws: within 4 standard errors of what every pair of rows says of A -> B; of all it tells more."""
    arrow = Question(np.array([0, 1, 0], dtype=np.uint8))

    def of_arrow(weights: np.ndarray) -> float:
        return entropy(np.bincount(arrow.groups, weights))

    exact = by_enumeration([ACTED, WATCHED], of_arrow)
    steps = [(SET_A, 1), (OBSERVATION, 1)]
    *_, last = plan_gain(known(), DATA, steps, np.random.default_rng(5), 4096, 1, arrow)
    assert last.partial is not None
    assert abs(last.partial.bits - exact) < 4 * last.partial.standard_error
    assert by_enumeration([ACTED, WATCHED]) - last.partial.bits > 4 * last.partial.standard_error
    assert last.partial.entropy_bits == pytest.approx(of_arrow(known().posterior().weights))


def test_one_row_is_exact_and_agrees() -> None:
    gain = found([(SET_A, 1)])
    *_, last = expected_gains(known(), DATA, [SET_A])
    assert last.partial is not None
    assert gain.exact
    assert gain.bits == last.partial.known[0].bits
    assert gain.bits == pytest.approx(by_enumeration([ACTED]), abs=1e-12)
    assert gain.entropy_bits == last.partial.entropy_bits


def test_one_batch_is_two_rows_in_turn() -> None:
    batch, turns = found([(SET_A, 2)], 3, 2048), found([(SET_A, 1), (SET_A, 1)], 4, 2048)
    assert abs(batch.bits - turns.bits) < 4 * math.hypot(batch.standard_error, turns.standard_error)


def test_answers_get_better_and_no_plan_tells_more_than_is_open() -> None:
    steps = [(Regime((randomize(0),)), 20), (Regime((push(1, 1),)), 20), (OBSERVATION, 5)]
    partial = [each.partial for each in plan_gain(known(), DATA, steps, np.random.default_rng(2), 256) if each.partial]
    assert len(partial) > 4
    assert partial[-1].standard_error < partial[0].standard_error
    assert 0 < partial[-1].bits < partial[-1].entropy_bits
    assert found([]) == PlanGain(0.0, 0.0, partial[-1].entropy_bits)
