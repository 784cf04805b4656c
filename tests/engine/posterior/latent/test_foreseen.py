"""What a component makes of rows to come: exact draws and exact evidence against estimates, and small tables."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.data.dataset import Dataset
from engine.posterior.counts import Setting
from engine.posterior.latent import evidence, foreseen
from engine.posterior.latent.foreseen import GROUPS, ForeseenPart, log_tables
from engine.posterior.latent.predictive import local_prediction
from tests.engine.posterior.latent.examples import OBSERVED, SET_A, SET_B, component, pair_dataset, rows_of

DATA = pair_dataset({"obs": [[4, 1], [1, 3]], "doA": [[2, 0], [0, 1]], "doB": [[1, 1], [0, 1]]})
TEXTS = ("A <-> B", "A <- (C: 2) -> B")


def part_of(text: str, dataset: Dataset = DATA) -> ForeseenPart:
    settings = [(OBSERVED, 2), (SET_B, 3)]
    found = ForeseenPart(component(text), rows_of(dataset), 1.0, settings, dataset, (0, 1), 1)
    assert list(found.prepared()) == [] or not found.exact
    return found


def further(part: ForeseenPart) -> np.ndarray:
    """Return two rows watched and three with B set, as kinds of rows."""
    more = np.zeros(part.layout.n_items + 1, dtype=np.int64)
    for step, rows in ((0, [(0, 0), (1, 0)]), (1, [(1, 0), (0, 1), (1, 1)])):
        np.add.at(more, part.item_of(step, np.array(rows)), 1)
    return more[:-1]


@pytest.mark.parametrize("text", TEXTS)
def test_further_rows_are_as_probable_as_the_evidence_with_them_says(text: str) -> None:
    more = pair_dataset({"obs": [[5, 1], [2, 3]], "doA": [[2, 0], [0, 1]], "doB": [[1, 2], [1, 2]]})
    wanted = (
        evidence.spelt(component(text), rows_of(more), 1.0).log_evidence()
        - evidence.spelt(component(text), rows_of(DATA), 1.0).log_evidence()
    )
    part = part_of(text)
    assert part.exact
    value, without = part.log_predicted(further(part), np.random.default_rng(1))
    assert without is None
    assert value == pytest.approx(wanted, abs=1e-9)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("from_runs", [False, True])
def test_estimates_are_of_what_is_exact(text: str, from_runs: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """From exact draws and from runs of particles: within 5 jackknife errors, one below 0.1; a row more is not."""
    exact = part_of(text)
    wanted, _ = exact.log_predicted(further(exact), np.random.default_rng(1))
    monkeypatch.setattr(foreseen, "MOST_TERMS_A_DRAW", 0.5)
    if from_runs:
        monkeypatch.setattr(evidence, "MOST_TERMS", 2)
    part = part_of(text)
    assert part.exact != from_runs
    value, without = part.log_predicted(further(part), np.random.default_rng(2))
    assert without is not None
    error = math.sqrt((GROUPS - 1) / GROUPS * float(((without - without.mean()) ** 2).sum()))
    assert 0 < error < 0.1
    assert abs(value - wanted) < 5 * error
    longer = further(part)
    longer[0] += 1
    assert abs(part.log_predicted(longer, np.random.default_rng(2))[0] - wanted) > 5 * error


@pytest.mark.parametrize("from_runs", [False, True])
def test_drawn_tables_predict_on_average_what_is_predicted(from_runs: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mean of 4,000 draws is within 5 standard errors of the posterior predictive of each kind of row."""
    text = "A <- (C: 2) -> B"
    *_, wanted = local_prediction(component(text), rows_of(DATA), 1.0, SET_A, DATA, (0, 1), 1)
    assert wanted is not None
    if from_runs:
        monkeypatch.setattr(evidence, "MOST_TERMS", 2)
    part = ForeseenPart(component(text), rows_of(DATA), 1.0, [(SET_A, 2)], DATA, (0, 1), 1)
    list(part.prepared())
    rng = np.random.default_rng(3)
    drawn = np.array([part.drawn_chances(rng) for _ in range(4000)])
    cells = part.item_of(0, np.array([(a, b) for a in (0, 1) for b in (0, 1)]))
    for cell, probability in zip(cells, wanted.probability, strict=True):
        error = drawn[:, cell].std() / math.sqrt(4000)
        # Particles that were run once are off by as much for all draws.
        assert abs(drawn[:, cell].mean() - probability) < 5 * error + (0.02 if from_runs else 0.0)


def test_tables_of_tiny_parameters_are_still_tables() -> None:
    """Gamma variables of such shapes are mostly 0 to a double; logs of theirs are not. Means are the shares of each."""
    parameters, group = np.array([1e-4, 3e-4, 2.0, 6.0]), np.array([0, 0, 1, 1])
    rng = np.random.default_rng(4)
    drawn = np.exp([log_tables(parameters, group, rng) for _ in range(20_000)])
    assert np.isfinite(drawn).all()
    assert drawn[:, :2].sum(axis=1) == pytest.approx(np.ones(20_000))
    assert drawn[:, 2:].sum(axis=1) == pytest.approx(np.ones(20_000))
    # Five standard errors: a share of a quarter, that is all or nothing for the first row.
    assert drawn.mean(axis=0) == pytest.approx([0.25, 0.75, 0.25, 0.75], abs=5 * math.sqrt(0.1875 / 20_000))


def test_rows_in_which_all_is_set_say_nothing() -> None:
    nothing = Dataset(DATA.variables)
    part = ForeseenPart(component("A <-> B"), rows_of(nothing), 1.0, [(Setting(3), 4)], nothing, (0, 1), 1)
    rng = np.random.default_rng(1)
    assert part.layout.n_items == 0
    assert part.item_of(0, np.array([(0, 1), (1, 1)])).tolist() == [0, 0]
    assert part.drawn_chances(rng).tolist() == [1.0]
    assert part.log_predicted(np.zeros(0, dtype=np.int64), rng) == (0.0, None)
