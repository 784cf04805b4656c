"""What a component makes of rows to come: tables drawn from what is known of them, and how probable rows are."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.data.dataset import Dataset
from engine.hypotheses.components import Component
from engine.posterior.counts import Setting, starts_of_runs
from engine.posterior.latent.evidence import Rows, Spelling, spellings
from engine.posterior.latent.layout import Layout, local_setting
from engine.posterior.latent.sampled import MOVES, PARTICLES, item_sequence

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
# What is estimated is estimated by so many independent groups of particles, whose spread says how far off it is.
GROUPS = 16
# All groups but one, one after another.
OTHERS = np.array([[other for other in range(GROUPS) if other != group] for group in range(GROUPS)])
# So many exact draws are a group where there are exact draws; else a group is a run of sequential Monte Carlo.
A_GROUP = 32
# A sum of so many terms takes about two thousandths of a second; longer ones are estimated, for it is one a draw.
MOST_TERMS_A_DRAW = 20_000
# So many exact draws are made at a time: they take twice the time of the sum itself, however many there are.
POOL = 256
MOST_KEPT = 4096


@dataclass(frozen=True, eq=False)
class Particles:
    """Groups of guesses at how the rows seen came about, with the counts that follow.

    Parameters
    ----------
    counts, totals, chosen, weights
        As for `engine.kernels.latent_particles.continue_groups`.
    log_shares
        float64[n_groups], the log evidence that each group found; all alike where the draws are exact.
    """

    counts: IntArray = field(repr=False)
    totals: IntArray = field(repr=False)
    chosen: IntArray = field(repr=False)
    weights: FloatArray = field(repr=False)
    log_shares: FloatArray = field(repr=False)


class ForeseenPart:
    """One component, under some settings to come.

    Parameters
    ----------
    component, rows, equivalent_sample_size
        The component, what was seen, and the strength of its priors.
    settings
        What will be done, and how many rows there will be of each.
    dataset, over
        The same rows in the order in which they came, and the columns that they are about, for estimates.
    seed
        Seed of what must be estimated beforehand.
    """

    def __init__(
        self,
        component: Component,
        rows: Rows,
        equivalent_sample_size: float,
        settings: Sequence[tuple[Setting, int]],
        dataset: Dataset,
        over: Sequence[int],
        seed: int,
    ) -> None:
        self._component = component
        self._local = tuple(local_setting(component, setting) for setting, _ in settings)
        choices = spellings(component, rows, equivalent_sample_size, [setting for setting, _ in settings])
        expected = [(local, count) for local, (_, count) in zip(self._local, settings, strict=True)]
        # The order that leaves the least to sum over once such rows are there.
        self._now = min(choices, key=lambda each: (each.method == "sampled", _longer(each, expected).log_terms))
        self._sequence = item_sequence(component, self._now.layout, dataset, over)
        self._seed = seed
        self._pool = np.empty((0, 0), dtype=np.int64)
        self._particles: Particles | None = None
        self._known: dict[bytes, float] = {}
        self._before = 0.0 if self._now.method == "sampled" else self._now.log_evidence()

    @property
    def layout(self) -> Layout:
        """The component, spelt out."""
        return self._now.layout

    @property
    def exact(self) -> bool:
        """Whether draws from what is known now are exact."""
        return self._now.method != "sampled"

    def prepared(self) -> Iterator[None]:
        """Make ready what is estimated; yields now and then, so that it can be stopped."""
        if self.exact or self._particles is not None:
            return
        # The same in every process, and another for every component.
        own, groups = zlib.crc32(repr(self._component).encode()), []
        for number in range(GROUPS):
            groups.append(self._run(np.random.default_rng([self._seed, own, number])))
            yield
        counts, totals, chosen, weights, logs = (np.array(each) for each in zip(*groups, strict=True))
        self._particles = Particles(counts, totals, chosen, weights, logs)

    def item_of(self, step: int, states: IntArray) -> IntArray:
        """Return which kind of row each of some is in one of the settings, by the states of all variables of a space.

        A row that says nothing is of the kind behind the last.
        """
        codes = np.zeros(len(states), dtype=np.int64)
        for node, size in zip(self.layout.seen, self.layout.cardinality, strict=True):
            codes = codes * size + states[:, node]
        found = self.layout.item_of[self._local[step]][codes]
        return np.where(found < 0, self.layout.n_items, found)

    def drawn_chances(self, rng: np.random.Generator) -> FloatArray:
        """Draw tables from what is known of them, and return how probable each kind of row is by these.

        Returns
        -------
        float64[n_items + 1]
            The last is 1, for rows that say nothing.
        """
        layout = self.layout
        if not layout.n_items:
            return np.ones(1)
        logs = log_tables(layout.alpha + self._drawn_counts(rng), layout.group, rng)
        ways = np.exp(np.add.reduceat(logs[layout.leaves], layout.leaf_start[:-1]))
        return np.append(np.add.reduceat(ways, layout.way_start[:-1]), 1.0)

    def log_predicted(self, more: IntArray, rng: np.random.Generator) -> tuple[float, FloatArray | None]:
        """Return how probable further rows are, given those seen, nats.

        Parameters
        ----------
        more
            int64[n_items], how many of each kind.
        rng
            Where chance comes from, where it is estimated.

        Returns
        -------
        value
            Log of the probability of the rows in some order.
        without
            float64[GROUPS], the same without one group of particles each; None where it is exact.
        """
        if not more.any():
            return 0.0, None
        after = replace(self._now, items=self._now.items + more)
        if self.exact:
            key = more.tobytes()
            if key not in self._known and after.log_terms <= np.log(MOST_TERMS_A_DRAW):
                if len(self._known) >= MOST_KEPT:
                    self._known.clear()
                self._known[key] = after.log_evidence() - self._before
            if key in self._known:
                return self._known[key], None
        return self._estimated(more, rng)

    def _estimated(self, more: IntArray, rng: np.random.Generator) -> tuple[float, FloatArray]:
        from engine.kernels.latent_particles import continue_groups

        groups = self._groups(rng)
        sequence = rng.permutation(np.repeat(np.arange(len(more)), more))
        found = np.empty(GROUPS)
        state: tuple[Any, ...] = (groups.counts, groups.totals, groups.chosen, groups.weights, self._now.items)
        continue_groups(*(sequence, self.layout.hidden, MOVES, rng, *state, found))
        before, after = groups.log_shares, groups.log_shares + found
        return float(_log_mean(after, before)), _log_mean(after[OTHERS], before[OTHERS])

    def _groups(self, rng: np.random.Generator) -> Particles:
        if self._particles is None:
            chosen = self._ways(GROUPS * A_GROUP, rng)
            counts = np.array([self._counts(each) for each in chosen])
            totals = np.array([np.bincount(self.layout.group, each, len(self.layout.group_alpha)) for each in counts])
            shape = (GROUPS, A_GROUP, -1)
            self._particles = Particles(
                counts.reshape(shape),
                totals.astype(np.int64).reshape(shape),
                chosen.reshape(shape),
                np.full((GROUPS, A_GROUP), 1.0 / A_GROUP),
                np.zeros(GROUPS),
            )
        return self._particles

    def _drawn_counts(self, rng: np.random.Generator) -> IntArray:
        if self.exact:
            if not len(self._pool):
                self._pool = self._ways(POOL, rng)
            chosen, self._pool = self._pool[0], self._pool[1:]
            return self._counts(chosen)
        groups = self._groups(rng)
        shares = np.exp(groups.log_shares - groups.log_shares.max())
        group = int(rng.choice(GROUPS, p=shares / shares.sum()))
        weights = groups.weights[group]
        return np.asarray(groups.counts[group, int(rng.choice(len(weights), p=weights / weights.sum()))])

    def _ways(self, count: int, rng: np.random.Generator) -> IntArray:
        from engine.kernels.latent_draws import draw_ways

        out = np.empty((count, len(self.layout.leaf_start) - 1), dtype=np.int64)
        draw_ways(*(self._now.items, *self.layout.hidden, rng, out))
        return out

    def _counts(self, chosen: IntArray) -> IntArray:
        layout = self.layout
        met = np.repeat(chosen, np.diff(layout.leaf_start))
        return np.bincount(layout.leaves, met, len(layout.alpha)).astype(np.int64)

    def _run(self, rng: np.random.Generator) -> tuple[IntArray, IntArray, IntArray, FloatArray, float]:
        from engine.kernels.latent_particles import follow_particles

        layout, last = self.layout, np.array([len(self._sequence)])
        counts = np.zeros((PARTICLES, len(layout.alpha)), dtype=np.int64)
        totals = np.zeros((PARTICLES, len(layout.group_alpha)), dtype=np.int64)
        chosen = np.zeros((PARTICLES, len(layout.leaf_start) - 1), dtype=np.int64)
        weights, log = np.full(PARTICLES, 1.0 / PARTICLES), np.empty(1)
        state: tuple[Any, ...] = (counts, totals, chosen, weights, np.zeros(layout.n_items, dtype=np.int64))
        follow_particles(*(self._sequence, last, layout.hidden, MOVES, rng, *state, log))
        return counts, totals, chosen, weights, float(log[0])


def log_tables(parameters: FloatArray, group: IntArray, rng: np.random.Generator) -> FloatArray:
    """Draw tables whose rows have Dirichlet distributions; return the logs of their cells.

    Parameters
    ----------
    parameters, group
        Per cell its parameter and the row of a table that it is in, ascending.
    rng
        Where chance comes from.

    Notes
    -----
    Small parameters would give numbers too small to be told from 0, so logs are drawn: a gamma variable of shape a is
    one of shape a + 1 times a power 1/a of a uniform one (Marsaglia and Tsang 2000).
    """
    logs = np.log(rng.standard_gamma(parameters + 1.0)) + np.log1p(-rng.random(len(parameters))) / parameters
    starts = starts_of_runs(group)
    highest = np.maximum.reduceat(logs, starts)
    sizes = np.append(starts[1:], len(group)) - starts
    logs = logs - np.repeat(highest, sizes)
    return np.asarray(logs - np.repeat(np.log(np.add.reduceat(np.exp(logs), starts)), sizes))


def _longer(spelling: Spelling, expected: Sequence[tuple[Setting, int]]) -> Spelling:
    # With as many more rows as there will be, spread over all that can be seen.
    items = np.append(spelling.items, 0)
    for local, count in expected:
        of_cells = spelling.layout.item_of[local]
        np.add.at(items, of_cells, -(-count // len(of_cells)))
    return replace(spelling, items=items[:-1])


def _log_mean(after: FloatArray, before: FloatArray) -> FloatArray:
    # Over the last axis.
    return np.asarray(np.logaddexp.reduce(after, axis=-1) - np.logaddexp.reduce(before, axis=-1))
