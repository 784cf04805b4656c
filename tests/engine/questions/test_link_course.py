"""What each batch said of an arrow or an influence: against every graph weighed after every batch."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data.dataset import Batch, Dataset, as_values
from engine.hypotheses.notation import parse_candidate
from engine.hypotheses.space import AllDags, HypothesisSpace, every_dag, listed
from engine.networks.interventions import Regime, do
from engine.posterior.assumptions import Assumptions
from engine.posterior.digest_following import follow_past, follow_present
from engine.posterior.digest_history import DigestHistory, recalled
from engine.posterior.enumeration import enumerate_posterior
from engine.posterior.history import BeliefHistory, believe
from engine.posterior.latent.plan import HiddenScores
from engine.problems import InvalidInput
from engine.progress import Progress
from engine.questions.link_course import LinkCourse, course_of_digests, course_of_list
from engine.questions.link_odds import CUT_BITS, odds_after
from engine.questions.links import Relation
from tests.engine.naive import all_graphs, ancestors, log_evidence
from tests.engine.posterior.latent.examples import coins, pair_dataset
from tests.engine.strategies import FEW, datasets, seen_rows
from tests.gui.worlds import wide_table

DRUG = {"obs": [[30, 10], [10, 30]], "doA": [[15, 5], [5, 15]], "doB": [[0, 0], [0, 0]]}
RELATIONS: tuple[Relation, ...] = ("edge", "ancestor")


def followed(dataset: Dataset, space: HypothesisSpace) -> BeliefHistory:
    *_, last = believe(dataset, space, Assumptions())
    assert last.partial is not None
    return last.partial


def finished(work: Iterator[Progress[LinkCourse]]) -> LinkCourse:
    *_, last = work
    assert last.partial is not None
    return last.partial


def prefix(dataset: Dataset, n_batches: int) -> Dataset:
    return Dataset(dataset.variables, dataset.batches[:n_batches])


def digests_of(
    dataset: Dataset,
    space: AllDags,
    known: Sequence[DigestHistory] = (),
    assumptions: Assumptions | None = None,
) -> DigestHistory:
    found = recalled(known, dataset, space, assumptions or Assumptions())
    for step in (follow_present, follow_past):
        *_, last = step(found)
        assert last.partial is not None
        found = last.partial
    return found


def slow_bits(dataset: Dataset, relation: Relation, cause: int, effect: int) -> float:
    """Return log2 of the odds of a link, graph by graph, in logs."""
    sizes = [variable.cardinality for variable in dataset.variables]
    sides: dict[bool, list[float]] = {True: [], False: []}
    for graph in all_graphs(len(sizes)):
        parents = {one for one, other in graph if other == effect}
        causes = ancestors(graph, effect) if relation == "ancestor" else parents
        sides[cause in causes].append(log_evidence(seen_rows(dataset), graph, sizes, 1.0))
    logs = {side: _log_sum(found) for side, found in sides.items()}
    return (logs[True] - logs[False]) / math.log(2)


def _log_sum(logs: list[float]) -> float:
    return max(logs) + math.log(math.fsum(math.exp(each - max(logs)) for each in logs))


@FEW
@given(datasets(3, 3, (2, 2), rows=8, batches=3), st.sampled_from(RELATIONS), st.permutations(range(3)))
def test_every_graph_weighed_after_every_batch_says_the_same(
    dataset: Dataset, relation: Relation, order: list[int]
) -> None:
    cause, effect = order[:2]
    course = finished(course_of_list(followed(dataset, every_dag(range(3)))))
    slow = [slow_bits(prefix(dataset, n), relation, cause, effect) for n in range(len(dataset.batches) + 1)]
    np.testing.assert_allclose(course.bits(relation, cause, effect), slow, atol=1e-9)
    said = course.witnesses(relation, cause, effect)
    assert [each.bits for each in said] == pytest.approx([after - before for before, after in pairwise(slow)], abs=1e-9)
    assert sum(each.bits for each in said) == pytest.approx(slow[-1] - slow[0], abs=1e-9)
    assert course.rows.tolist() == [prefix(dataset, n).n_rows for n in range(len(dataset.batches) + 1)]
    assert all(each.standard_error == 0 for each in said)
    assert course.exact
    assert not course.pooled


def test_what_the_trial_of_a_drug_said() -> None:
    dataset = pair_dataset(DRUG)
    course = finished(course_of_list(followed(dataset, every_dag((0, 1)))))
    shares = [
        enumerate_posterior(prefix(dataset, n), every_dag((0, 1)), Assumptions()).edge_probabilities[0, 1]
        for n in range(len(dataset.batches) + 1)
    ]
    assert course.probabilities("edge", 0, 1) == pytest.approx(shares)
    moved = np.diff(np.log2(np.array(shares) / (1 - np.array(shares))))
    assert [each.bits for each in course.witnesses("edge", 0, 1)] == pytest.approx(moved.tolist(), abs=1e-9)


def test_odds_of_thousands_of_bits_are_exact() -> None:
    """The probability of no arrow at all is 0 in any float; its odds are not."""
    follows = Batch(as_values([[0, 0], [1, 1]] * 3000, coins(2)))
    set_by_hand = Batch(as_values([[1, 1]] * 2000, coins(2)), Regime((do(0, 1),)))
    dataset = Dataset(coins(2), (follows, follows, set_by_hand))
    course = finished(course_of_list(followed(dataset, every_dag((0, 1)))))
    evidence = followed(dataset, every_dag((0, 1))).evidence
    none, there, back = evidence.log_evidence_of_candidates()[[evidence.space.find(each) or 0 for each in _pair_dags()]]
    bits = course.bits("edge", 0, 1)
    # A beside both others, of which the one with the arrow turned is far ahead.
    other = max(none, back) + math.log(math.exp(none - max(none, back)) + math.exp(back - max(none, back)))
    assert bits[-1] == pytest.approx((there - other) / math.log(2), abs=1e-6)
    assert bits[-1] > 1024
    assert course.probabilities("edge", 0, 1)[-1] == 1.0
    said = course.witnesses("edge", 0, 1)
    assert math.fsum(each.bits for each in said) == pytest.approx(bits[-1] - bits[0], abs=1e-6)


def _pair_dags() -> list[object]:
    return [parse_candidate(text, ("A", "B")) for text in ("unrelated", "A -> B", "B -> A")]


def test_what_is_ruled_out_is_spoken_for_by_nobody() -> None:
    space = listed((0, 1), [parse_candidate(line, ("A", "B")) for line in ("unrelated", "A -> B")])
    course = finished(course_of_list(followed(pair_dataset(DRUG), space)))
    assert set(course.bits("edge", 1, 0)) == {-math.inf}
    assert {each.bits for each in course.witnesses("edge", 1, 0)} == {0.0}


def test_sums_say_what_the_list_says_batch_by_batch() -> None:
    table = wide_table(4, 60, seed=2)
    batches = [Batch(table.batches[0].values[first : first + 20]) for first in range(0, 60, 20)]
    dataset = Dataset(table.variables, tuple(batches))
    by_list = finished(course_of_list(followed(dataset, every_dag(range(4)))))
    summed = finished(course_of_digests(digests_of(dataset, AllDags((0, 1, 2, 3)))))
    assert (by_list.cut, summed.cut) == (None, CUT_BITS)
    for relation in RELATIONS:
        for cause, effect in ((0, 1), (3, 2), (1, 3)):
            np.testing.assert_allclose(
                summed.bits(relation, cause, effect), by_list.bits(relation, cause, effect), atol=1e-6
            )
            np.testing.assert_allclose(
                summed.probabilities(relation, cause, effect), by_list.probabilities(relation, cause, effect), atol=1e-9
            )


def test_moments_known_already_are_not_worked_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    dataset = pair_dataset(DRUG)
    space = every_dag((0, 1))
    *_, first = believe(prefix(dataset, 2), space, Assumptions())
    assert first.partial is not None
    known = finished(course_of_list(first.partial))
    *_, second = believe(dataset, space, Assumptions(), first.partial)
    assert second.partial is not None
    reports = list(course_of_list(second.partial, known))
    # One new moment, and the answer: reports of what is known already would only keep the window busy.
    assert len(reports) == 2
    course = reports[-1].partial
    assert course is not None
    assert course.moments[:3] == known.moments
    assert len(course.moments) == 4
    earlier = digests_of(prefix(dataset, 2), AllDags((0, 1)))
    summed = finished(course_of_digests(earlier))
    longer = finished(course_of_digests(digests_of(dataset, AllDags((0, 1)), [earlier]), summed))
    assert longer.moments[:3] == summed.moments
    other = finished(course_of_digests(digests_of(dataset, AllDags((0, 1)), assumptions=Assumptions(5.0)), summed))
    assert not set(map(id, other.moments)) & set(map(id, summed.moments))


def test_only_moments_that_were_worked_out_are_told_of() -> None:
    table = wide_table(4, 60, seed=2)
    batches = [Batch(table.batches[0].values[first : first + 20]) for first in range(0, 60, 20)]
    dataset, space = Dataset(table.variables, tuple(batches)), AllDags((0, 1, 2, 3))
    *_, now = follow_present(recalled([], dataset, space, Assumptions()))
    assert now.partial is not None
    with pytest.raises(InvalidInput, match="before any row"):
        finished(course_of_digests(now.partial))
    begun = next(each.partial for each in follow_past(now.partial, wanted=0) if each.partial is not None)
    course = finished(course_of_digests(begun))
    assert course.ends == (0, 3)
    assert course.pooled
    assert course.rows.tolist() == [0, 60]
    whole = finished(course_of_digests(digests_of(dataset, space)))
    assert course.bits("edge", 0, 1).tolist() == whole.bits("edge", 0, 1)[[0, 3]].tolist()
    assert not whole.pooled


def test_estimated_odds_have_the_errors_of_small_changes() -> None:
    dataset = pair_dataset({"obs": [[4, 1], [1, 3]], "doA": [[5, 1], [2, 3]], "doB": [[3, 1], [1, 2]]})
    lines = ("unrelated", "A -> B", "B -> A", "A <-> B", "A <-> B, A -> B")
    space = listed((0, 1), [parse_candidate(line, ("A", "B")) for line in lines])
    evidence = followed(dataset, space).evidence
    known = evidence.hidden
    assert known is not None
    n_parts = len(known.log_evidence)

    def bits(step: np.ndarray) -> np.ndarray:
        moved = HiddenScores(known.log_evidence + step, np.full(n_parts, 0.1), ("sampled",) * n_parts)
        return odds_after(replace(evidence, hidden=moved)).edges

    squares = np.zeros((2, 2))
    for part in range(n_parts):
        step = np.eye(n_parts)[part] * 1e-5
        with np.errstate(invalid="ignore"):
            squares += (0.1 * np.nan_to_num((bits(step) - bits(-step)) / 2e-5)) ** 2
    still = HiddenScores(known.log_evidence, np.full(n_parts, 0.1), ("sampled",) * n_parts)
    found = odds_after(replace(evidence, hidden=still))
    np.testing.assert_allclose(found.edge_errors, np.sqrt(squares), rtol=1e-6)
    assert found.edge_errors[0, 1] > 0.01
