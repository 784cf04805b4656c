"""Rows and candidates that the tests of hidden variables share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from hypothesis import strategies as st

from engine.data.dataset import Batch, Dataset, as_values
from engine.hypotheses.candidate import Candidate
from engine.hypotheses.components import Component, decomposed
from engine.hypotheses.notation import parse_candidate
from engine.networks.interventions import OBSERVATION, Regime, do
from engine.networks.variables import Variable
from engine.posterior.counts import Setting
from engine.posterior.latent.evidence import Rows
from engine.posterior.latent.tracks import all_counts
from tests.engine.naive import SeenRow

NAMES = ("A", "B", "D")
OBSERVED, SET_A, SET_B = Setting(0), Setting(1), Setting(2)


def coins(n: int, states: int = 2) -> tuple[Variable, ...]:
    return tuple(Variable(name, tuple(f"s{k}" for k in range(states))) for name in NAMES[:n])


def candidate(text: str, n: int = 2) -> Candidate:
    return parse_candidate(text, NAMES[:n])


def component(text: str, n: int = 2) -> Component:
    (found,) = decomposed(candidate(text, n)).components
    return found


def of_counts(table: Sequence[Sequence[int]]) -> list[list[int]]:
    return [[a, b] for a, row in enumerate(table) for b, often in enumerate(row) for _ in range(often)]


def pair_dataset(data: Mapping[str, Sequence[Sequence[int]]]) -> Dataset:
    """Return tables of counts [a][b] as a batch for each thing that was set: nothing, A or B to each state."""
    variables = coins(2)
    batches = [Batch(as_values(of_counts(data["obs"]), variables))] if of_counts(data["obs"]) else []
    for name, target in (("doA", 0), ("doB", 1)):
        rows = np.array(of_counts(data[name]), dtype=int).reshape(-1, 2)
        for state in (0, 1):
            chosen = rows[rows[:, target] == state]
            if len(chosen):
                batches.append(Batch(as_values(chosen, variables), Regime((do(target, state),))))
    return Dataset(variables, tuple(batches))


def rows_of(dataset: Dataset) -> Rows:
    return Rows.of(all_counts(dataset, range(len(dataset.variables))))


@st.composite
def few_rows(draw: st.DrawFn, n: int, states: int, most: int = 5) -> list[SeenRow]:
    """A few rows, each with the columns that were set in it."""
    cell = st.tuples(*[st.integers(0, states - 1)] * n)
    targets = st.frozensets(st.integers(0, n - 1), max_size=n)
    return draw(st.lists(st.tuples(cell, targets), max_size=most))


def dataset_of(seen: Sequence[SeenRow], variables: tuple[Variable, ...]) -> Dataset:
    """Return rows as a dataset, one batch a row."""
    batches = []
    for row, was_set in seen:
        regime = Regime(tuple(do(target, row[target]) for target in was_set)) if was_set else OBSERVATION
        batches.append(Batch(as_values([row], variables), regime))
    return Dataset(variables, tuple(batches))
