"""Sums over all DAGs: counts, the slow twin in fractions, numbers far apart, and what cancels."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.hypotheses.dags import all_dags
from engine.hypotheses.space import every_dag
from engine.networks.dag import bits
from engine.posterior import dag_sums
from engine.posterior.arrow_rules import log_family_prior
from engine.posterior.assumptions import Assumptions
from engine.posterior.dag_sums import DagSums, sum_over_dags, sum_over_families
from engine.posterior.set_sums import STEPS_PER_CALL, SetSums
from engine.posterior.watched import Call, Counter, Flag, Lane, watched
from engine.problems import InvalidInput
from tests.engine import naive
from tests.engine.strategies import FEW

# Robinson (1973); OEIS A003024.
NUMBER_OF_DAGS = (1, 3, 25, 543, 29_281, 3_781_503, 1_138_779_265, 783_702_329_343)


def summed(log_weights: np.ndarray, threads: int = 2) -> DagSums:
    *_, last = sum_over_dags(log_weights, threads)
    assert last.partial is not None
    return last.partial


def shares(log_weights: np.ndarray, sums: DagSums, node: int) -> np.ndarray:
    *_, last = sum_over_families(log_weights, sums, node)
    assert last.partial is not None
    return last.partial


def random_weights(n: int, scale: float, seed: int, left_out: float = 0.0) -> np.ndarray:
    """Return log weights; the family without parents always has one."""
    rng = np.random.default_rng(seed)
    weights = rng.normal(size=(n, 1 << n)) * scale
    weights[rng.random(weights.shape) < left_out] = -np.inf
    weights[:, 0] = rng.normal(size=n) * scale
    return weights


def enumerated(log_weights: np.ndarray) -> tuple[float, np.ndarray, np.ndarray, np.ndarray]:
    """Return the log total, arrows, ancestors and weights by listing every DAG."""
    space = every_dag(range(len(log_weights)))
    logs = sum(log_weights[node, space.parents[:, node]] for node in range(space.n))
    highest = np.max(logs)
    weights = np.exp(logs - highest)
    total = weights.sum()
    weights /= total
    arrows = np.einsum("g,gij->ij", weights, space.edges)
    ancestors = np.einsum("g,gij->ij", weights, space.ancestors)
    return float(highest + np.log(total)), arrows, ancestors, weights


@pytest.mark.parametrize("n", range(1, 9))
def test_weights_of_one_count_the_structures(n: int) -> None:
    sums = summed(np.zeros((n, 1 << n)))
    assert math.exp(sums.log_total) == pytest.approx(NUMBER_OF_DAGS[n - 1], rel=1e-12)
    assert sums.trusted


@pytest.mark.parametrize("threads", [1, 2, 3])
@pytest.mark.parametrize("scale", [0.1, 3.0, 100.0, 3000.0])
@pytest.mark.parametrize("n", [1, 2, 3, 4, 5])
def test_equal_to_listing_every_structure(n: int, scale: float, threads: int) -> None:
    for seed, left_out in enumerate((0.0, 0.3, 0.8)):
        weights = random_weights(n, scale, seed, left_out)
        total, arrows, ancestors, _ = enumerated(weights)
        sums = summed(weights, threads)
        assert sums.log_total == pytest.approx(total, rel=1e-12, abs=1e-11)
        np.testing.assert_allclose(sums.edge_probabilities, arrows, rtol=1e-8, atol=1e-12)
        np.testing.assert_allclose(sums.ancestor_probabilities, ancestors, rtol=1e-8, atol=1e-12)
        assert sums.trusted


@pytest.mark.parametrize("scale", [1.0, 3000.0])
def test_families_equal_listing_every_structure(scale: float) -> None:
    n = 5
    weights = random_weights(n, scale, 7, 0.2)
    sums = summed(weights)
    *_, listed = enumerated(weights)
    parents = all_dags(n)
    for node in range(n):
        expected = np.bincount(parents[:, node], weights=listed, minlength=1 << n)
        np.testing.assert_allclose(shares(weights, sums, node), expected, rtol=1e-8, atol=1e-12)


@pytest.mark.parametrize("n", [7, 11])
def test_families_add_up_to_one_and_to_arrows(n: int) -> None:
    weights = random_weights(n, 4.0, 3)
    sums = summed(weights)
    masks = np.arange(1 << n)
    for node in (0, n - 1):
        own = shares(weights, sums, node)
        assert own.sum() == pytest.approx(1, abs=1e-9)
        for parent in range(n):
            with_it = own[masks >> parent & 1 == 1].sum()
            assert with_it == pytest.approx(sums.edge_probabilities[parent, node], abs=1e-9)


@pytest.mark.parametrize("seed", range(3))
def test_equal_to_fractions_however_far_apart_the_weights(seed: int) -> None:
    """Weights are powers of two that span over 4000 nats: doubles cannot hold them, fractions are exact."""
    n = 4
    rng = np.random.default_rng(seed)
    powers = rng.integers(-3000, 3000, (n, 1 << n))
    families = [
        {frozenset(bits(mask)): Fraction(2) ** int(powers[node, mask]) for mask in range(1 << n)} for node in range(n)
    ]
    total, arrows, paths = naive.sum_over_graphs(families)
    sums = summed(powers * math.log(2.0))
    log_total = math.log(total.numerator) - math.log(total.denominator)
    assert sums.log_total == pytest.approx(log_total, rel=1e-12)
    for (parent, child), share in arrows.items():
        assert sums.edge_probabilities[parent, child] == pytest.approx(float(share), rel=1e-9, abs=1e-12)
    for (ancestor, node), share in paths.items():
        assert sums.ancestor_probabilities[ancestor, node] == pytest.approx(float(share), rel=1e-9, abs=1e-12)


def test_a_sum_with_one_term_wrong_is_refused() -> None:
    """The same comparison with one family a tenth of a nat off finds it."""
    weights = random_weights(4, 1.0, 0)
    total, arrows, _, _ = enumerated(weights)
    weights[2, 1] += 0.1
    sums = summed(weights)
    assert sums.log_total != pytest.approx(total, rel=1e-6)
    assert not np.allclose(sums.edge_probabilities, arrows, atol=1e-4)


@given(st.integers(2, 8), st.integers(0, 99), st.data())
@FEW
def test_relabelling_nodes_relabels_the_sums(n: int, seed: int, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(n)))
    weights = random_weights(n, 5.0, seed, 0.2)
    moved = np.empty_like(weights)
    for mask in range(1 << n):
        image = sum(1 << order.index(node) for node in bits(mask))
        moved[[order.index(node) for node in range(n)], image] = weights[:, mask]
    before, after = summed(weights), summed(moved)
    assert after.log_total == pytest.approx(before.log_total, rel=1e-9)
    np.testing.assert_allclose(after.edge_probabilities, before.edge_probabilities[np.ix_(order, order)], atol=1e-9)


@given(st.integers(2, 9), st.integers(0, 99), st.floats(0.1, 1000))
@FEW
def test_chances_are_chances(n: int, seed: int, scale: float) -> None:
    sums = summed(random_weights(n, scale, seed, 0.3))
    arrows, ancestors = sums.edge_probabilities, sums.ancestor_probabilities
    for chances in (arrows, ancestors):
        assert ((chances >= 0) & (chances <= 1)).all()
        assert not chances.diagonal().any()
        assert (chances + chances.T <= 1 + 1e-9).all()
    assert (ancestors >= arrows - 1e-9).all()


def test_what_cannot_be_summed_is_refused() -> None:
    with pytest.raises(InvalidInput, match="21 variables are too many"):
        next(sum_over_dags(np.zeros((21, 2))))
    circle = np.full((2, 4), -np.inf)
    circle[0, 2] = circle[1, 1] = 0.0
    with pytest.raises(InvalidInput, match="no structure has any weight"):
        summed(circle)


# What cancels


def near_empty(n: int, factor: Fraction) -> tuple[Fraction, Fraction]:
    """Return the sum over DAGs of factor ** arrows, and the probability of one arrow, in fractions.

    The sum over sinks needs sizes alone here; its derivative by the factor gives the expected number of arrows.
    """
    within = [(1 + factor) ** size for size in range(n)]
    slopes = [size * (1 + factor) ** max(size - 1, 0) for size in range(n)]
    totals, growths = [Fraction(1)], [Fraction(0)]
    for size in range(1, n + 1):
        total, growth = Fraction(0), Fraction(0)
        for sinks in range(1, size + 1):
            rest = size - sinks
            ways = (-1) ** (sinks + 1) * math.comb(size, sinks)
            total += ways * within[rest] ** sinks * totals[rest]
            growth += ways * sinks * within[rest] ** (sinks - 1) * slopes[rest] * totals[rest]
            growth += ways * within[rest] ** sinks * growths[rest]
        totals.append(total)
        growths.append(growth)
    return totals[n], factor * growths[n] / totals[n] / (n * (n - 1))


@pytest.mark.parametrize("factor", [1.0, 0.1, 1e-3, 1e-6, 100.0])
@pytest.mark.parametrize("n", [3, 12, 14])
def test_digits_lost_where_empty_structures_dominate(n: int, factor: float) -> None:
    """Terms of either sign cancel most there; what is left is right, and the checks do not flatter."""
    names = [f"V{node}" for node in range(n)]
    sums = summed(log_family_prior(names, Assumptions(prior="edges", penalty=factor)))
    total, arrow = near_empty(n, Fraction(factor))
    wrong = abs(math.expm1(sums.log_total - math.log(total.numerator) + math.log(total.denominator)))
    assert wrong < 1e-9
    assert wrong < 30 * sums.relative_error + 1e-11
    off_diagonal = sums.edge_probabilities[~np.eye(n, dtype=bool)]
    np.testing.assert_allclose(off_diagonal, float(arrow), atol=1e-11)
    assert sums.digits_lost < 7


def test_lost_digits_are_told() -> None:
    """A total that differs from below and from above, or shares that do not add up to one, lose trust."""
    sums = summed(np.zeros((3, 8)))
    assert sums.trusted
    off = SetSums(sums.above.mantissa * (1 + 1e-6), sums.above.exponent)
    chances = sums.edge_probabilities, sums.ancestor_probabilities
    apart = DagSums(sums.families, sums.below, off, *chances, sums.certain)
    assert not apart.trusted
    assert apart.digits_lost == pytest.approx(10, abs=0.1)
    assert not DagSums(sums.families, sums.below, sums.above, *chances, sums.certain + 1e-6).trusted


# Followed and stopped


def test_progress_grows_to_the_end() -> None:
    reports = list(sum_over_dags(np.zeros((13, 1 << 13))))
    done = [report.done for report in reports]
    assert done == sorted(done)
    assert [report.finished for report in reports] == [False] * (len(reports) - 1) + [True]
    assert all(report.partial is None for report in reports[:-1])


def test_work_is_cut_into_short_calls_and_none_begins_after_it_is_told_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    # How long a call takes is held by the benchmarks; here, how many steps it is and how many still come.
    sizes, late, lanes = list[int](), list[int](), list[int]()

    def told(lane: Lane) -> Call:
        def run(stop: Flag, done: Counter) -> None:
            def step(call: Callable[[], None]) -> None:
                late.append(int(stop[0]))
                call()

            Lane((partial(step, call), size) for call, size in noted(lane.steps))(stop, done)

        return run

    def noted(steps: Iterable[tuple[Callable[[], None], int]]) -> Iterator[tuple[Callable[[], None], int]]:
        for call, size in steps:
            sizes.append(size)
            yield call, size

    def followed(calls: Sequence[Lane], short: bool = False) -> Iterator[int]:
        lanes.append(len(calls))
        yield from watched([told(call) for call in calls], short)

    monkeypatch.setattr(dag_sums, "watched", followed)
    work = sum_over_dags(random_weights(16, 3.0, 0))
    *_, last = work
    assert max(sizes) <= STEPS_PER_CALL + 3 * 2**16
    assert 0.99 * last.total < sum(sizes) <= last.total
    assert lanes == [2, 2, 2]
    assert sum(late) == 0
    work = sum_over_dags(random_weights(16, 3.0, 0))
    for report in work:
        if report.done > report.total // 3:
            break
    work.close()
    # A lane that had looked just before it was told makes one call more.
    assert sum(late) <= 2
