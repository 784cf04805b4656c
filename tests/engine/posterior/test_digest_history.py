"""Belief in sums through all batches: against each prefix computed alone, and against structures listed one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data.dataset import Batch, Dataset
from engine.hypotheses.space import AllDags, every_dag
from engine.networks.dag import Dag
from engine.networks.interventions import OBSERVATION, Regime, do
from engine.posterior import digest_following, digest_history
from engine.posterior.assumptions import Assumptions
from engine.posterior.counts import RegimeCounts
from engine.posterior.digest import Digest, RankedDag, believe_in_sum
from engine.posterior.digest_following import follow_past, follow_present
from engine.posterior.digest_history import FOLLOWED, DigestHistory, leaders, recalled
from engine.posterior.history import believe
from engine.problems import InvalidInput, Problem
from engine.progress import Progress
from tests.engine.strategies import FEW, datasets
from tests.gui.worlds import wide_table

UNIFORM = Assumptions()
PRIORS = st.sampled_from(
    [
        UNIFORM,
        Assumptions(3.0, prior="edges", penalty=0.4),
        Assumptions(1.0, prior="parents"),
        Assumptions(max_parents=2),
    ]
)


def cut(n: int, ends: Sequence[int], seed: int = 3) -> Dataset:
    """A table cut into batches; in every third one the second variable is set by hand."""
    table = wide_table(n, ends[-1], seed)
    batches = []
    for place, values in enumerate(np.split(table.batches[0].values, ends[:-1])):
        acted = place % 3 == 2
        mine = values.copy()
        mine[:, 1] = np.where(acted, 0, mine[:, 1])
        batches.append(Batch(mine, Regime((do(1, 0),)) if acted else OBSERVATION))
    return Dataset(table.variables, tuple(batches))


def space_of(dataset: Dataset) -> AllDags:
    return AllDags(tuple(range(len(dataset.variables))))


def prefix(dataset: Dataset, n_batches: int) -> Dataset:
    return Dataset(dataset.variables, dataset.batches[:n_batches])


def with_present(
    dataset: Dataset, known: Sequence[DigestHistory] = (), assumptions: Assumptions = UNIFORM
) -> DigestHistory:
    *_, last = follow_present(recalled(known, dataset, space_of(dataset), assumptions))
    assert last.partial is not None
    return last.partial


def complete(
    dataset: Dataset, known: Sequence[DigestHistory] = (), assumptions: Assumptions = UNIFORM
) -> DigestHistory:
    *_, last = follow_past(with_present(dataset, known, assumptions))
    assert last.finished
    assert last.partial is not None
    assert last.partial.complete
    return last.partial


def alone(dataset: Dataset, assumptions: Assumptions = UNIFORM) -> Digest:
    *_, last = believe_in_sum(dataset, space_of(dataset), assumptions)
    assert last.partial is not None
    return last.partial


def assert_same(found: Digest | None, right: Digest) -> None:
    assert found is not None
    np.testing.assert_allclose(found.edge_probabilities, right.edge_probabilities, rtol=0, atol=1e-12)
    np.testing.assert_allclose(found.ancestor_probabilities, right.ancestor_probabilities, rtol=0, atol=1e-12)
    assert found.log_evidence == pytest.approx(right.log_evidence, abs=1e-12 * max(1.0, abs(right.log_evidence)))
    assert found.entropy_bits == pytest.approx(right.entropy_bits, abs=1e-9)
    assert found.n_rows == right.n_rows
    np.testing.assert_allclose(
        [each.probability for each in found.best], [each.probability for each in right.best], rtol=0, atol=1e-12
    )
    assert [each.dag for each in found.best] == [each.dag for each in right.best]


@FEW
@given(datasets(least=2, most=4, states=(2, 3), batches=5), PRIORS)
def test_every_moment_is_the_belief_in_the_rows_before_it(dataset: Dataset, assumptions: Assumptions) -> None:
    history = complete(dataset, assumptions=assumptions)
    assert history.known.all()
    for checkpoint, digest in enumerate(history.digests):
        assert_same(digest, alone(prefix(dataset, checkpoint), assumptions))
    assert history.rows.tolist() == [prefix(dataset, n).n_rows for n in range(len(dataset.batches) + 1)]
    assert history.batch_ends == tuple(range(1, len(dataset.batches) + 1))


@FEW
@given(datasets(least=2, most=4, states=(2, 3), batches=5), PRIORS)
def test_structures_that_are_followed_have_the_weights_that_a_list_says(
    dataset: Dataset, assumptions: Assumptions
) -> None:
    summed = complete(dataset, assumptions=assumptions)
    *_, last = believe(dataset, every_dag(range(len(dataset.variables))), assumptions)
    assert last.partial is not None
    listed = last.partial
    ends = [0, *listed.batch_ends]
    numbers = [listed.space.find(dag) for dag in summed.followed]
    assert None not in numbers
    np.testing.assert_allclose(summed.shares, listed.weights_of(numbers)[ends], rtol=0, atol=1e-9)
    np.testing.assert_allclose(summed.entropy_bits, listed.entropy_bits[ends], rtol=0, atol=1e-9)
    np.testing.assert_array_equal(summed.rows, listed.rows[ends])


def test_five_variables_in_sums_are_five_variables_listed() -> None:
    dataset = cut(5, [10, 25, 40, 41, 90, 300])
    summed = complete(dataset)
    *_, last = believe(dataset, every_dag(range(5)), UNIFORM)
    assert last.partial is not None
    listed = last.partial
    for checkpoint, end in enumerate([0, *listed.batch_ends]):
        posterior, digest = listed.posterior_at(end), summed.belief_at(checkpoint)
        assert digest is not None
        np.testing.assert_allclose(digest.edge_probabilities, posterior.edge_probabilities, rtol=0, atol=1e-9)
        np.testing.assert_allclose(digest.ancestor_probabilities, posterior.ancestor_probabilities, rtol=0, atol=1e-9)
        assert digest.log_evidence == pytest.approx(posterior.log_evidence, abs=1e-9)
    numbers = [listed.space.find(dag) for dag in summed.followed]
    weights = listed.weights_of(numbers)[[0, *listed.batch_ends]]
    np.testing.assert_allclose(summed.shares, weights, rtol=0, atol=1e-9)
    # The same test refuses weights of the moment after.
    assert np.abs(summed.shares[:-1] - weights[1:]).max() > 0.01


def test_rules_about_arrows_hold_for_what_is_followed() -> None:
    dataset = cut(4, [20, 50, 80])
    rules = Assumptions(1.0, prior="edges", penalty=0.5, required=(("V0", "V1"),), forbidden=(("V2", "V3"),))
    summed = complete(dataset, assumptions=rules)
    *_, last = believe(dataset, every_dag(range(4)), rules)
    assert last.partial is not None
    listed = last.partial
    numbers = [listed.space.find(dag) for dag in summed.followed]
    np.testing.assert_allclose(summed.shares, listed.weights_of(numbers)[[0, *listed.batch_ends]], atol=1e-9)
    assert all(dag.has_edge(0, 1) and not dag.has_edge(2, 3) for dag in summed.followed)


def test_the_present_comes_first_and_then_few_moments_far_apart() -> None:
    dataset = cut(4, list(range(5, 85, 5)))
    begun = with_present(dataset)
    assert np.flatnonzero(begun.known).tolist() == [16]
    assert not begun.complete
    # What is followed is told at once where the present itself says all there is to say.
    assert len(begun.followed) == FOLLOWED
    assert begun.shares[-1].tolist() == [
        next(each.probability for each in begun.present.best if each.dag == dag) for dag in begun.followed
    ]
    reports = list(follow_past(begun))
    known = [begun.known, *(each.partial.known for each in reports if each.partial is not None)]
    new = [np.flatnonzero(after & ~before).tolist() for before, after in pairwise(known)]
    assert [place for each in new for place in each] == [0, 8, 4, 12, 2, 6, 10, 14, 1, 3, 5, 7, 9, 11, 13, 15]
    done = [each.done for each in reports]
    assert done == sorted(done)
    assert len({each.total for each in reports}) == 1


def test_what_somebody_looks_at_comes_before_all_else() -> None:
    begun = with_present(cut(4, list(range(5, 85, 5))))
    first = next(each.partial for each in follow_past(begun, wanted=11) if each.partial is not None)
    assert np.flatnonzero(first.known).tolist() == [11, 16]


def test_a_moment_that_is_not_planned_is_worked_out_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digest_history, "MOST", 8)
    dataset = cut(3, list(range(2, 82, 2)))
    history = complete(dataset)
    assert history.known.sum() == len(history.planned) <= 9
    skipped = int(np.flatnonzero(~history.known)[3])
    *_, last = follow_past(history, wanted=skipped)
    assert last.partial is not None
    assert_same(last.partial.belief_at(skipped), alone(prefix(dataset, skipped)))
    assert last.partial.complete
    assert not np.isnan(last.partial.shares[skipped]).any()
    assert np.isnan(last.partial.shares[~last.partial.known]).all()
    assert np.isnan(last.partial.entropy_bits[~last.partial.known]).all()


def test_how_much_is_worked_out_by_itself_depends_on_what_it_costs() -> None:
    table = wide_table(20, 500, 1)
    dataset = Dataset(table.variables, tuple(Batch(each) for each in np.split(table.batches[0].values, 500)))

    def planned(n: int) -> int:
        return len(DigestHistory.empty(dataset, AllDags(tuple(range(n))), UNIFORM).planned)

    assert 200 < planned(6) == planned(12) <= 401
    assert 100 < planned(16) <= 140
    assert 8 <= planned(18) <= 16
    assert [planned(19), planned(20)] == [1, 1]


def test_another_batch_costs_one_moment_only(monkeypatch: pytest.MonkeyPatch) -> None:
    dataset = cut(4, [20, 40, 60, 80])
    known = complete(prefix(dataset, 3))
    counted: list[int] = []
    compute = digest_following.believe_in_counts

    def watched(counts: RegimeCounts, *rest: Any) -> Iterator[Progress[Digest]]:
        counted.append(counts.n_rows)
        return compute(counts, *rest)

    monkeypatch.setattr(digest_following, "believe_in_counts", watched)
    longer = with_present(dataset, [known])
    assert counted == [80]
    assert longer.digests[:-1] == known.digests
    assert_same(longer.present, alone(dataset))
    for checkpoint in range(5):
        assert_same(longer.belief_at(checkpoint), alone(prefix(dataset, checkpoint)))
    *_, last = follow_past(longer)
    assert last.partial is not None
    np.testing.assert_allclose(last.partial.shares.sum(axis=1), complete(dataset).shares.sum(axis=1), atol=0.5)


def test_what_was_undone_is_known_when_it_is_done_again() -> None:
    dataset = cut(4, [20, 40, 60, 80])
    whole = complete(dataset)
    shorter = recalled([whole], prefix(dataset, 2), space_of(dataset), UNIFORM)
    assert shorter.digests == whole.digests[:3]
    assert recalled([shorter, whole], dataset, space_of(dataset), UNIFORM).digests == whole.digests
    assert recalled([whole, shorter], dataset, space_of(dataset), UNIFORM) is whole
    other = recalled([whole], dataset, space_of(dataset), Assumptions(2.0))
    assert not other.known.any()
    forked = prefix(dataset, 2).appended(Batch(dataset.batches[3].values, OBSERVATION))
    found = complete(forked, [whole])
    assert found.digests[:3] == whole.digests[:3]
    assert_same(found.present, alone(forked))


def test_only_so_many_moments_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digest_history, "MOST", 8)
    monkeypatch.setattr(digest_history, "KEPT", 10)
    dataset = cut(2, list(range(2, 62, 2)))
    history = DigestHistory.empty(prefix(dataset, 0), space_of(dataset), UNIFORM)
    most = 0
    for n_batches in range(len(dataset.batches) + 1):
        history = with_present(prefix(dataset, n_batches), [history])
        most = max(most, int(history.known.sum()))
    assert 8 <= most <= 12
    assert_same(history.present, alone(dataset))


def test_who_leads_at_the_end_and_who_once_led_are_followed() -> None:
    first, last = Dag((0, 1)), Dag((2, 0))
    neither = Dag((0, 0))
    nothing = np.zeros((2, 2))
    space, table = AllDags((0, 1)), wide_table(2, 6, 1)

    def digest(*best: tuple[Dag, float], n_rows: int) -> Digest:
        ranked = tuple(RankedDag(dag, share) for dag, share in best)
        return Digest(space, nothing, nothing, 0.0, ranked, 0.0, n_rows, 0.0, 1.0)

    dataset = Dataset(table.variables, tuple(Batch(each) for each in np.split(table.batches[0].values, 2)))
    history = replace(
        DigestHistory.empty(dataset, space, UNIFORM),
        digests=(
            digest((neither, 1 / 3), (first, 1 / 3), (last, 1 / 3), n_rows=0),
            digest((first, 0.6), (last, 0.4), n_rows=3),
            digest((last, 0.9), n_rows=6),
        ),
    )
    # The prior led nobody; who was called 1 first stays so.
    assert leaders(history) == (first, last)
    swapped = (history.digests[0], history.digests[2], history.digests[1])
    assert leaders(replace(history, digests=swapped)) == (last, first)
    # Not the order in which they became known decides, nor what was followed meanwhile.
    assert leaders(replace(history, followed=(neither, last))) == (first, last)
    assert leaders(replace(history, digests=(None, None, history.digests[2]))) == (last,)
    level = digest((neither, 1 / 3), (first, 1 / 3), (last, 1 / 3), n_rows=0)
    assert leaders(replace(history, digests=(level,))) == ()


def test_many_rows_at_once_can_be_stopped_while_they_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digest_following, "ROWS_PER_STEP", 10)
    dataset = cut(3, [100, 200])
    work = follow_present(recalled([], dataset, space_of(dataset), UNIFORM))
    early = [next(work) for _ in range(20)]
    assert all(each.partial is None and not each.finished for each in early)
    work.close()


def test_a_moment_without_an_answer_is_left_out_and_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    compute = digest_following.believe_in_counts

    def refusing(counts: RegimeCounts, *rest: Any) -> Iterator[Progress[Digest]]:
        if counts.n_rows == 40:
            raise InvalidInput(Problem("rounding left too few digits", "Use fewer variables"))
        yield from compute(counts, *rest)

    monkeypatch.setattr(digest_following, "believe_in_counts", refusing)
    history = complete(cut(3, [20, 40, 60]))
    assert history.known.tolist() == [True, True, False, True]
    assert "rounding" in history.refused[2]
    assert not history.missing


def test_rows_alone_decide_who_is_followed_and_in_which_order() -> None:
    dataset = cut(4, list(range(10, 170, 10)))
    at_once = complete(dataset)
    history = with_present(prefix(dataset, 0))
    for n_batches in range(1, len(dataset.batches) + 1):
        history = complete(prefix(dataset, n_batches), [history])
    assert history.followed == at_once.followed
    np.testing.assert_allclose(history.shares, at_once.shares, rtol=0, atol=1e-12)
