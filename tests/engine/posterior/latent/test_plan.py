"""Each hidden part is worked out once, and what its error does to every weight."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.hypotheses.candidate import Candidate, HiddenVariable
from engine.hypotheses.components import decomposed
from engine.hypotheses.space import every_dag, listed
from engine.networks.dag import Dag
from engine.networks.variables import Variable
from engine.posterior.latent.evidence import Method
from engine.posterior.latent.plan import HiddenPlan, HiddenScores, plan_for, refuse_too_large, weight_errors
from engine.problems import InvalidInput
from tests.engine.posterior.latent.examples import candidate, coins
from tests.engine.strategies import FEW, candidates

FloatArray = npt.NDArray[np.float64]
LINES = ("A -> B", "A <-> B", "A <-> B, A -> D", "A <- (C: 2) -> B", "B <-> D, D -> A")


def plan_of(*lines: str) -> HiddenPlan:
    found = plan_for(listed(range(3), [candidate(line, 3) for line in lines]))
    assert found is not None
    return found


def scores(values: list[float], errors: list[float], methods: list[Method] | None = None) -> HiddenScores:
    return HiddenScores(np.array(values), np.array(errors), tuple(methods or ["sampled"] * len(values)))


def test_where_nothing_is_hidden_there_is_nothing_to_plan() -> None:
    assert plan_for(every_dag(range(3))) is None
    assert plan_for(listed(range(2), [candidate("A -> B"), candidate("unrelated")])) is None


def test_a_part_that_several_candidates_share_is_there_once() -> None:
    plan = plan_of(*LINES)
    assert plan.numbers.tolist() == [1, 2, 3, 4]
    np.testing.assert_array_equal(
        plan.uses, [[True, False, False], [True, False, False], [False, True, False], [False, False, True]]
    )
    # What nothing hidden has to do with stays a plain family.
    assert plan.plain.tolist() == [
        [False, False, True],
        [False, False, True],
        [False, False, True],
        [True, False, False],
    ]
    assert plan.masks[:, 2].tolist() == [0, 1, 0, 0]
    assert plan.masks[3, 0] == 0b100


def test_a_space_made_again_has_the_same_plan() -> None:
    assert plan_of(*LINES) is plan_of(*LINES)
    assert plan_of(*LINES) is not plan_of(*LINES[::-1])


@given(st.lists(candidates(4), min_size=1, max_size=5, unique=True), st.randoms(use_true_random=False))
@FEW
def test_evidence_is_the_sum_of_families_and_parts(shapes: list[Candidate], chance: object) -> None:
    plan = plan_for(listed(range(4), shapes))
    hidden_ones = [shape for shape in shapes if shape.hidden]
    if plan is None:
        assert not hidden_ones
        return
    rng = np.random.default_rng(chance.randrange(1000))  # type: ignore[attr-defined]
    families, parts = rng.normal(size=(4, 16)), rng.normal(size=len(plan.components))
    found = plan.log_evidence(families, scores(parts.tolist(), [0.0] * len(parts)))
    for value, shape in zip(found, hidden_ones, strict=True):
        split = decomposed(shape)
        expected = sum(families[node, mask] for node, mask in split.plain)
        expected += sum(parts[plan.components.index(component)] for component in split.components)
        assert value == pytest.approx(expected, abs=1e-12)


def test_a_candidate_is_as_exact_as_its_weakest_part() -> None:
    plan = plan_of("A <-> B", "A <- (C: 2) -> B", "B <- (C: 3) -> D")
    found = scores([0.0] * 3, [0.0] * 3, ["closed form", "finite sum", "sampled"])
    assert [plan.method_of(place, found) for place in range(3)] == ["closed form", "finite sum", "sampled"]
    both = HiddenPlan(plan.numbers, plan.plain, plan.masks, plan.components, np.ones((3, 3), dtype=bool))
    assert both.method_of(0, found) == "sampled"


def test_no_rows_are_certain() -> None:
    found = HiddenScores.of_no_rows(3)
    assert found.log_evidence.tolist() == [0, 0, 0]
    assert found.exact
    assert found.to_estimate == ()


def test_estimates_are_filled_into_a_copy() -> None:
    before = scores([1.0, np.nan, np.nan], [0.0, 0.0, 0.0], ["finite sum", "sampled", "sampled"])
    assert before.to_estimate == (1, 2)
    after = before.with_estimates(before.to_estimate, np.array([2.0, 3.0]), np.array([0.1, 0.2]))
    assert after.log_evidence.tolist() == [1, 2, 3]
    assert after.standard_error.tolist() == [0, 0.1, 0.2]
    assert (before.exact, after.exact) == (True, False)
    assert np.isnan(before.log_evidence[1])


SHARING = ("A -> B", "A <-> B", "A <-> B, A -> D", "A <- (C: 2) -> B", "unrelated")


def weights_of(plan: HiddenPlan, logs: FloatArray, n_candidates: int = 5) -> FloatArray:
    joint = np.zeros(n_candidates)
    joint[plan.numbers] = plan.uses @ logs
    return np.asarray(np.exp(joint) / np.exp(joint).sum())


def test_errors_of_weights_follow_those_of_the_parts() -> None:
    """The slow twin moves one part after the other a little."""
    plan, errors, step = plan_of(*SHARING), np.array([0.03, 0.02]), 1e-6
    logs = np.array([0.4, 1.1])
    weights = weights_of(plan, logs)
    slopes = [(weights_of(plan, logs + step * part) - weights) / step for part in np.eye(2)]
    found = weight_errors(plan, scores(logs.tolist(), errors.tolist()), weights)
    np.testing.assert_allclose(found, np.sqrt(np.square(slopes).T @ errors**2), atol=1e-7)


def test_errors_of_weights_are_those_that_chance_makes() -> None:
    plan, errors = plan_of(*SHARING), np.array([0.03, 0.02])
    logs, rng = np.array([0.4, 1.1]), np.random.default_rng(1)
    found = weight_errors(plan, scores(logs.tolist(), errors.tolist()), weights_of(plan, logs))
    drawn = np.array([weights_of(plan, logs + errors * rng.normal(size=2)) for _ in range(4000)]).std(axis=0)
    np.testing.assert_allclose(found, drawn, rtol=0.06)
    # As if every candidate were off by itself: refused, for two of them share a part.
    own = plan.uses @ errors**2
    alone = weights_of(plan, logs)[plan.numbers] * np.sqrt(own)
    assert (np.abs(alone / drawn[plan.numbers] - 1) > 0.06).any()


def test_what_all_share_moves_no_weight() -> None:
    plan = plan_of("A <-> B", "A <-> B, A -> D", "A <-> B, B -> D")
    found = weight_errors(plan, scores([0.0], [0.5]), np.array([0.2, 0.5, 0.3]))
    np.testing.assert_allclose(found, 0, atol=1e-15)


def test_exact_weights_have_no_errors() -> None:
    plan = plan_of(*SHARING)
    assert weight_errors(plan, scores([1.0, 2.0], [0.0, 0.0]), weights_of(plan, np.zeros(2))) is None


@given(st.permutations(range(5)))
@FEW
def test_the_order_of_candidates_does_not_matter(order: list[int]) -> None:
    plan, moved = plan_of(*SHARING), plan_of(*(SHARING[place] for place in order))
    logs = {component: (0.3 + place, 0.01 * (place + 1)) for place, component in enumerate(plan.components)}
    values = [logs[component][0] for component in moved.components]
    errors = [logs[component][1] for component in moved.components]
    straight = scores([each[0] for each in logs.values()], [each[1] for each in logs.values()])
    weights = weights_of(plan, straight.log_evidence)
    found, expected = (
        weight_errors(moved, scores(values, errors), weights[list(order)]),
        weight_errors(plan, straight, weights),
    )
    assert found is not None
    assert expected is not None
    np.testing.assert_allclose(found, expected[list(order)], rtol=1e-12)


def test_a_candidate_that_hides_too_much_is_named() -> None:
    variables = tuple(Variable(name, ("0", "1", "2")) for name in "ABDEFG")
    parents = (0, 0, 0, 0, 0b1001111, 0b1010000, 0)
    space = listed(range(6), [Dag((0,) * 6), Candidate(6, Dag(parents), (HiddenVariable("U"),))])
    with pytest.raises(InvalidInput, match=r"F <- \(U\) -> G\": a hidden cause stands behind.*number of states"):
        refuse_too_large(space, variables)
    refuse_too_large(listed(range(2), [candidate("A <-> B"), candidate("A -> B")]), coins(2))
