"""Sessions about six variables, in a few batches, and work that waits for a test to let it go on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from engine.data.dataset import Batch, Dataset
from engine.hypotheses.space import AllDags
from engine.networks.interventions import OBSERVATION, Regime, do
from engine.posterior.digest import Digest, believe_in_sum
from engine.sessions.state import SessionState, session_from_dataset
from gui import summing
from tests.gui.worlds import wide_table

N, BATCHES, ROWS = 6, 8, 25


def batch(place: int, n: int = N) -> Batch:
    """One of the batches; in every third one a variable was set by hand."""
    values = wide_table(n, ROWS, 100 + place).batches[0].values.copy()
    acted = place % 3 == 2
    if acted:
        values[:, 1] = 0
    return Batch(values, Regime((do(1, 0),)) if acted else OBSERVATION)


def six(n_batches: int = BATCHES) -> SessionState:
    """A session on a table of six variables."""
    dataset = Dataset(wide_table(N, 1, 0).variables, tuple(batch(place) for place in range(n_batches)))
    return session_from_dataset("Six", dataset, range(N))


def after(state: SessionState, n_batches: int) -> Digest:
    """Belief after some batches, worked out by itself."""
    assert isinstance(state.space, AllDags)
    dataset = Dataset(state.variables, state.dataset.batches[:n_batches])
    *_, last = believe_in_sum(dataset, state.space, state.assumptions)
    assert last.partial is not None
    return last.partial


def assert_same(found: Digest | None, right: Digest) -> None:
    assert found is not None
    np.testing.assert_allclose(found.edge_probabilities, right.edge_probabilities, rtol=0, atol=1e-12)
    np.testing.assert_allclose(found.ancestor_probabilities, right.ancestor_probabilities, rtol=0, atol=1e-12)
    assert found.n_rows == right.n_rows


class Gate:
    """Lets the past be worked out as far as one moment, and further once it is opened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, moments: int = 1) -> None:
        self.opened = threading.Event()
        self.waiting = threading.Event()
        self.moments = moments
        self._follow_past = summing.follow_past
        monkeypatch.setattr(summing, "follow_past", self._held)

    def _held(self, *asked: Any) -> Iterator[Any]:
        told = 0
        for progress in self._follow_past(*asked):
            yield progress
            told += progress.partial is not None
            if told == self.moments and not self.opened.is_set():
                self.waiting.set()
                # A test that failed must not hold up those after it.
                self.opened.wait(timeout=20)
