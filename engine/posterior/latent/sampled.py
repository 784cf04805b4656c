"""Estimates of the evidence of a component, each with its standard error, which more work makes smaller."""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from engine.data.dataset import Dataset
from engine.hypotheses.components import Component
from engine.posterior.counts import setting_in
from engine.posterior.estimates import few_runs_factor
from engine.posterior.latent.evidence import codes_of
from engine.posterior.latent.layout import Layout, local_setting

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
PARTICLES = 128
MOVES = 8
# Rows by ways that are followed at a stretch, in about 20 ms.
WAYS_A_STEP, LEAST_ROWS = 4096, 16


@dataclass(frozen=True, eq=False)
class LogEstimate:
    """An estimate of a positive number, as its log.

    Parameters
    ----------
    value
        float64[k], natural log of the mean of the independent estimates.
    standard_error
        float64[k], standard error of that mean as a share of it, which is that of its log while it is small. That it
        was itself estimated, from so many runs, is in it.
    """

    value: FloatArray
    standard_error: FloatArray


@dataclass
class Runs:
    """Independent runs of sequential Monte Carlo over the same rows.

    Parameters
    ----------
    component, layout
        What is estimated; the layout holds an item for every row of the sequence.
    sequence
        int64[n_rows], the item of each row.
    positions
        int64[k], ascending: after how many rows the evidence is wanted.
    seed
        Seed of all runs; run r of a component is the same whatever else is run.
    n_particles, moves
        How many guesses at the hidden ways are carried along; see `engine.kernels.latent_particles.follow_particles`.
    """

    component: Component
    layout: Layout
    sequence: IntArray
    positions: IntArray
    seed: int
    n_particles: int = PARTICLES
    moves: int = MOVES
    logs: list[FloatArray] = field(default_factory=list)
    predictions: list[FloatArray] = field(default_factory=list)

    def run(self) -> None:
        """Add one run; O(rows x particles x ways)."""
        for _ in self.steps():
            pass

    def steps(self) -> Iterator[None]:
        """Add one run; yields now and then, so that it can be stopped, which leaves no trace of it."""
        from engine.kernels.latent_particles import follow_particles, predict_next

        layout, n = self.layout, self.n_particles
        rng = np.random.default_rng([self.seed, self._number, len(self.logs)])
        counts, totals, chosen = (
            np.zeros((n, size), np.int64)
            for size in (layout.alpha.size, layout.group_alpha.size, len(layout.leaf_start) - 1)
        )
        weights, seen = np.full(n, 1 / n), np.zeros(layout.n_items, np.int64)
        logs, predicted = np.empty(len(self.positions)), np.empty(layout.n_items)
        reached = 0.0
        # How rows are parted depends on nothing that is asked: the same seed is to give the same bytes.
        length = max(LEAST_ROWS, WAYS_A_STEP // int(layout.ways.max(initial=1)))
        for first in range(0, max(1, len(self.sequence)), length):
            rows = self.sequence[first : first + length]
            begin, end = np.searchsorted(self.positions, (first, first + len(rows)), side="right")
            begin = begin if first else 0
            out = np.empty(end - begin + 1)
            positions = np.append(self.positions[begin:end] - first, len(rows))
            follow_particles(
                rows, positions, layout.hidden, self.moves, rng, counts, totals, chosen, weights, seen, out
            )
            logs[begin:end] = reached + out[:-1]
            reached += float(out[-1])
            yield
        predict_next(layout.hidden, counts, totals, weights, predicted)
        self.logs.append(logs)
        self.predictions.append(predicted)

    @cached_property
    def _number(self) -> int:
        # The same in every process, and another for every component.
        return zlib.crc32(repr(self.component).encode())

    @property
    def n_runs(self) -> int:
        """How many runs there were."""
        return len(self.logs)

    def evidence(self) -> LogEstimate:
        """Return the evidence at the positions, from all runs; at least four."""
        return mean_of_logs(self.logs)

    def prediction(self) -> tuple[FloatArray, FloatArray]:
        """Return the probability of each item as the next row after the last, and its standard error.

        The runs are weighed by their own evidence: the ratio of two means over runs.
        """
        weights = np.exp(np.array([each[-1] for each in self.logs]) - max(each[-1] for each in self.logs))
        weights /= weights.sum()
        each = np.array(self.predictions)
        mean = weights @ each
        spread = (weights[:, None] * (each - mean)) ** 2
        n = len(weights)
        return mean, np.sqrt(spread.sum(axis=0) * n / (n - 1)) * few_runs_factor(n)


def item_sequence(component: Component, layout: Layout, dataset: Dataset, over: Sequence[int]) -> IntArray:
    """Return the item of every row of a dataset, in the order in which they came, int64[n_rows]."""
    columns = [over[node] for node in layout.seen]
    parts = [np.empty(0, dtype=np.int64)]
    for batch in dataset.batches:
        local = local_setting(component, setting_in(over, batch.regime))
        parts.append(layout.item_of[local][codes_of(batch.values[:, columns], layout.cardinality)])
    return np.concatenate(parts)


def mean_of_logs(logs: Sequence[FloatArray]) -> LogEstimate:
    """Return the log of the mean of numbers given by their logs, with its relative standard error.

    Parameters
    ----------
    logs
        Four or more float64[k], independent and of the same distribution.
    """
    each = np.array(logs)
    highest = each.max(axis=0)
    shares = np.exp(each - highest)
    mean = shares.mean(axis=0)
    error = shares.std(axis=0, ddof=1) / math.sqrt(len(each)) / mean
    return LogEstimate(highest + np.log(mean), error * few_runs_factor(len(each)))
