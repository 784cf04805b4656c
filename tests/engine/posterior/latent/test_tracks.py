"""Estimates at the moments asked for: near the exact sums, alike for the same seed, better with more work."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from engine.data.dataset import Batch, Dataset
from engine.hypotheses.space import listed
from engine.posterior.counts import RegimeCounts
from engine.posterior.latent import evidence as evidence_module
from engine.posterior.latent import tracks as tracks_module
from engine.posterior.latent.evidence import Rows, spelt
from engine.posterior.latent.plan import HiddenScores, plan_for, weight_errors
from engine.posterior.latent.tracks import FEW_RUNS, FIRST_RUNS, GOOD_ENOUGH, MOST_RUNS, Tracks, all_counts
from tests.engine.posterior.latent.examples import candidate, coins, dataset_of, pair_dataset

DATA = pair_dataset({"obs": [[7, 1], [2, 7]], "doA": [[3, 2], [1, 4]], "doB": [[4, 1], [2, 2]]})
LINES = ("A <-> B", "A <- (C: 2) -> B", "A -> B, A <-> B", "A -> B")
# After the rows that were watched, and after each batch in which something was set.
ENDS = (17, 22, 27, 32, 36)


@pytest.fixture
def sums_are_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have everything estimated that has no closed form; what is exact can still be worked out beside it."""
    monkeypatch.setattr(evidence_module, "MOST_TERMS", 1)


def tracks_of(lines: tuple[str, ...] = LINES, dataset: Dataset = DATA, seed: int = 1) -> Tracks:
    plan = plan_for(listed((0, 1), [candidate(line) for line in lines]))
    assert plan is not None
    return Tracks(plan, dataset, (0, 1), 1.0, seed)


def upto(n_rows: int) -> Dataset:
    batches = []
    for batch in DATA.batches:
        batches.append(Batch(batch.values[:n_rows], batch.regime))
        n_rows -= batches[-1].n_rows
    return Dataset(DATA.variables, tuple(batches))


def exactly(tracks: Tracks, counts: RegimeCounts) -> HiddenScores:
    work = tracks.exact(counts)
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value


def filled(tracks: Tracks, n_rows: int, n_runs: int = FEW_RUNS) -> HiddenScores:
    known = exactly(tracks, all_counts(upto(n_rows), (0, 1)))
    for _ in tracks.prepared(known.to_estimate, n_runs):
        pass
    return tracks.filled(known, n_rows)


def exact_at(tracks: Tracks, n_rows: int) -> npt.NDArray[np.float64]:
    rows = Rows.of(all_counts(upto(n_rows), (0, 1)))
    return np.array([spelt(component, rows, 1.0).log_evidence() for component in tracks.plan.components])


def test_what_is_short_is_worked_out_exactly() -> None:
    tracks = tracks_of()
    known = exactly(tracks, all_counts(DATA, (0, 1)))
    assert known.methods == ("finite sum",) * 3
    assert known.exact
    np.testing.assert_array_equal(known.log_evidence, exact_at(tracks, 36))
    lengths = [
        spelt(component, Rows.of(all_counts(DATA, (0, 1))), 1.0).log_terms for component in tracks.plan.components
    ]
    assert known.n_terms == pytest.approx(np.exp(lengths).sum())
    assert tracks.filled(known, 36) is known
    assert tracks.n_runs == 0


def test_before_any_rows_all_is_certain() -> None:
    known = exactly(tracks_of(), all_counts(Dataset(coins(2)), (0, 1)))
    assert known.log_evidence.tolist() == [0, 0, 0]
    assert known.methods == ("closed form",) * 3


@pytest.mark.usefixtures("sums_are_too_long")
def test_only_what_has_no_closed_form_is_estimated() -> None:
    tracks = tracks_of()
    known = exactly(tracks, all_counts(upto(27), (0, 1)))
    # With one kind of do a shared cause of open size is closed.
    assert known.methods == ("closed form", "sampled", "sampled")
    assert np.isnan(known.log_evidence).tolist() == [False, True, True]
    assert known.to_estimate == (1, 2)


@pytest.mark.usefixtures("sums_are_too_long")
def test_estimates_are_near_the_sums_at_every_moment() -> None:
    tracks = tracks_of()
    tracks.want(ENDS)
    far = []
    for n_rows in ENDS:
        found = filled(tracks, n_rows, 32)
        exact = exact_at(tracks, n_rows)
        sampled = list(found.to_estimate)
        np.testing.assert_allclose(np.delete(found.log_evidence, sampled), np.delete(exact, sampled), atol=1e-12)
        far.extend((found.log_evidence[sampled] - exact[sampled]) / found.standard_error[sampled])
    assert len(far) > 8
    assert np.abs(far).max() < 4
    # They are not all the same by chance.
    assert np.abs(far).max() > 0.1


@pytest.mark.usefixtures("sums_are_too_long")
def test_errors_are_honest_over_many_seeds() -> None:
    squares, lines = [], ("A -> B, A <-> B", "A <- (C: 2) -> B")
    exact = exact_at(tracks_of(lines), 36)
    for seed in range(24):
        tracks = tracks_of(lines, seed=seed)
        tracks.want([36])
        found = filled(tracks, 36)
        squares.append(((found.log_evidence - exact) / found.standard_error) ** 2)
    # 48 squares of about 1 each.
    assert 0.6 < np.mean(squares) < 1.7
    # As if the errors were half as large, or twice: refused by the same bounds.
    assert not 0.6 < 4 * np.mean(squares) < 1.7
    assert not 0.6 < np.mean(squares) / 4 < 1.7


@pytest.mark.usefixtures("sums_are_too_long")
def test_a_seed_gives_the_same_bytes_whatever_else_is_estimated_and_in_whatever_order() -> None:
    one = tracks_of()
    one.want(ENDS)
    together = filled(one, 36)
    alone = []
    for line in reversed(LINES[:3]):
        other = tracks_of((line,))
        other.want([36])
        alone.append(filled(other, 36).log_evidence[0])
    assert together.log_evidence.tolist() == alone[::-1]
    another = tracks_of(seed=2)
    another.want(ENDS)
    assert not np.isclose(filled(another, 36).log_evidence, together.log_evidence, atol=1e-9).any()


@pytest.mark.usefixtures("sums_are_too_long")
def test_how_rows_are_parted_into_batches_does_not_matter() -> None:
    parted = [Batch(part, batch.regime) for batch in DATA.batches for part in (batch.values[:2], batch.values[2:])]
    found = []
    for dataset in (DATA, Dataset(DATA.variables, tuple(parted))):
        tracks = tracks_of(dataset=dataset)
        tracks.want([36])
        found.append(filled(tracks, 36).log_evidence.tolist())
    assert found[0] == found[1]


@pytest.mark.usefixtures("sums_are_too_long")
def test_more_work_goes_on_from_what_was_done_and_makes_errors_smaller() -> None:
    tracks = tracks_of(("A <- (C: 2) -> B", "A -> B, A <-> B"))
    tracks.want([36])
    first = filled(tracks, 36)
    assert tracks.n_runs == FEW_RUNS
    for n_runs in (2 * FEW_RUNS, 4 * FEW_RUNS, 8 * FEW_RUNS):
        list(tracks.more((0, 1)))
        assert tracks.n_runs == n_runs
    last = filled(tracks, 36)
    np.testing.assert_allclose(last.standard_error * np.sqrt(8), first.standard_error, rtol=0.6)
    at_once = tracks_of(("A <- (C: 2) -> B", "A -> B, A <-> B"))
    at_once.want([36])
    assert filled(at_once, 36, 8 * FEW_RUNS).log_evidence.tolist() == last.log_evidence.tolist()


@pytest.mark.usefixtures("sums_are_too_long")
def test_it_can_be_stopped_and_taken_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracks_module, "HEARD_EVERY", -1.0)
    tracks = tracks_of(("A <- (C: 2) -> B",))
    tracks.want([36])
    work = tracks.prepared((0,))
    # It is heard of within a run: two of them, and the second was not finished.
    assert [next(work), next(work)] == [0.0, 1 / FIRST_RUNS]
    work.close()
    assert tracks.n_runs == 1
    assert list(tracks.prepared((0,), FEW_RUNS)) == [done / (FEW_RUNS - 1) for done in range(FEW_RUNS - 1)]
    assert tracks.n_runs == FEW_RUNS
    whole = tracks_of(("A <- (C: 2) -> B",))
    whole.want([36])
    assert filled(tracks, 36).log_evidence.tolist() == filled(whole, 36).log_evidence.tolist()
    assert list(tracks.prepared((0,), FEW_RUNS)) == []


def test_sums_too_can_be_stopped_between_two_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracks_module, "HEARD_EVERY", -1.0)
    assert list(tracks_of().exact(all_counts(DATA, (0, 1)))) == [0.0] * 3


@pytest.mark.usefixtures("sums_are_too_long")
def test_moments_that_are_known_are_kept_and_others_make_a_new_start() -> None:
    tracks = tracks_of()
    tracks.want([36, 17, 27, 17])
    assert tracks.positions.tolist() == [17, 27, 36]
    filled(tracks, 36)
    tracks.want([27])
    assert tracks.positions.tolist() == [17, 27, 36]
    assert tracks.n_runs == FEW_RUNS
    tracks.want([27, 30])
    assert tracks.positions.tolist() == [27, 30]
    assert tracks.n_runs == 0


# Four candidates, three with a part of its own that is estimated; the fourth has none.
EVEN = np.full(4, 0.25)


def scores_with(*errors: float) -> HiddenScores:
    return HiddenScores(np.zeros(3), np.array(errors), ("sampled",) * 3)


def begun(n_runs: int = FIRST_RUNS) -> Tracks:
    tracks = tracks_of()
    tracks.want([36])
    list(tracks.prepared((0, 1, 2), n_runs))
    return tracks


@pytest.mark.usefixtures("sums_are_too_long")
def test_more_runs_go_to_what_moves_a_weight() -> None:
    tracks = begun()
    assert tracks.wanting(scores_with(0, 0, 0), EVEN) == ()
    # With weights of a quarter an error e of a part moves its candidate by 3/16 e.
    good = GOOD_ENOUGH * 16 / 3
    assert tracks.wanting(scores_with(2 * good, 0.01 * good, 0.01 * good), EVEN) == (0,)
    assert tracks.wanting(scores_with(2 * good, good, 0.01 * good), EVEN) == (0, 1)
    # The same errors in candidates that have no weight move nothing.
    assert tracks.wanting(scores_with(2 * good, 2 * good, 2 * good), np.array([0.0, 0, 0, 1])) == ()
    assert tracks.wanting(scores_with(2 * good, 2 * good, 2 * good), np.array([1e-6, 0, 0, 1 - 1e-6])) == ()


@pytest.mark.usefixtures("sums_are_too_long")
def test_what_counts_gets_runs_enough_to_know_their_spread() -> None:
    good = GOOD_ENOUGH * 16 / 3
    near = scores_with(0.4 * good, 0.4 * good, 0.1 * good)
    assert begun().wanting(near, EVEN) == (0, 1)
    assert begun().wanting(near, EVEN, past=True) == ()
    assert begun(FEW_RUNS).wanting(near, EVEN) == ()


@pytest.mark.usefixtures("sums_are_too_long")
def test_there_is_an_end_to_it() -> None:
    far = scores_with(1, 1, 1)
    assert begun(FEW_RUNS).wanting(far, EVEN) == (0, 1, 2)
    assert begun(FEW_RUNS).wanting(far, EVEN, past=True) == ()
    assert begun(MOST_RUNS).wanting(far, EVEN) == ()


@pytest.mark.usefixtures("sums_are_too_long")
def test_no_weight_is_off_by_more_when_no_part_wants_more() -> None:
    rng = np.random.default_rng(4)
    tracks, met = begun(FEW_RUNS), 0
    for _ in range(300):
        weights, errors = rng.dirichlet(np.full(4, 0.7)), GOOD_ENOUGH * rng.exponential(4, 3)
        off = weight_errors(tracks.plan, scores_with(*errors), weights)
        assert off is not None
        wanted = tracks.wanting(scores_with(*errors), weights)
        assert bool(wanted) == (off.max() > GOOD_ENOUGH)
        met += not wanted
    assert 30 < met < 270


def test_all_rows_are_counted_under_what_was_done_to_the_columns_asked_about() -> None:
    seen = [((0, 1), frozenset({1})), ((1, 1), frozenset[int]()), ((1, 1), frozenset({0})), ((1, 0), frozenset[int]())]
    found = all_counts(dataset_of(seen, coins(2)), (1,))
    assert found.cardinality == (2,)
    counted = {setting.targets: (each.cells.tolist(), each.counts.tolist()) for setting, each in found.tables.items()}
    # B was set in one row; that A was set in another says nothing of B.
    assert counted == {1: ([1], [1]), 0: ([0, 1], [1, 2])}
