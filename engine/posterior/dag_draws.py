"""Independent DAGs drawn exactly from the posterior, from which any feature comes with its standard error."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.posterior.dag_sums import DagSums
from engine.posterior.watched import Counter, Flag, Lane, watched
from engine.progress import Progress

FloatArray = npt.NDArray[np.float64]
ParentMasks = npt.NDArray[np.int64]
# Tables for the sets met so far are kept, up to this many numbers and this many tables.
ROOM = 1 << 23
N_TABLES = 1 << 18
# A call draws for about so many seconds.
CALL_SECONDS = 0.01
LARGEST_CHUNK = 1 << 14
# With so few nodes, and so few draws, the work takes less than starting a thread.
SHORT, FEW = 13, 1000


class DagSampler:
    """Draws DAGs in proportion to the products of their family weights.

    A DAG is built from its sources: each layer holds the nodes with a parent in the layer before and none later.
    Weights of layers are sums of positive terms over all completions (Talvitie, Vuoksenmaa, Koivisto 2019), so
    draws are independent and exact; no chain has to converge.

    Parameters
    ----------
    log_weights
        float64[n, 2 ** n], natural log of the weight of every family, as given to `sum_over_dags`.
    sums
        What `sum_over_dags` made of them.
    """

    def __init__(self, log_weights: FloatArray, sums: DagSums) -> None:
        n, size = log_weights.shape
        self._n = n
        self._sums = sums
        self._log_weights = log_weights
        self._first = np.empty(size)
        self._keys = np.full(min(N_TABLES, 64 * size), -1, dtype=np.int64)
        self._starts = np.empty(len(self._keys), dtype=np.int64)
        self._tables = np.empty(4 * size)
        self._used = np.zeros(2, dtype=np.int64)
        self._ordered = np.empty((n, max(1, size // 2)), dtype=np.int32)
        self._n_ordered = np.zeros(n, dtype=np.int64)
        self._rooms = (np.empty(size), np.empty(size, dtype=np.int64), np.empty(size, dtype=np.int64))
        self._ready = False

    def draw(self, count: int, rng: np.random.Generator) -> ParentMasks:
        """Return independent DAGs.

        Parameters
        ----------
        count
            How many.
        rng
            Source of randomness; the same state gives the same DAGs.

        Returns
        -------
        int64[count, n]
            Bit mask of the parents of every node, one DAG a row.
        """
        *_, last = self.draws(count, rng)
        assert last.partial is not None
        return last.partial

    def draws(self, count: int, rng: np.random.Generator) -> Iterator[Progress[ParentMasks]]:
        """Draw as `draw` does, in steps; each yields the DAGs so far.

        How work is cut into steps changes nothing in what is drawn.
        """
        seeds = rng.integers(1, 2**64, size=4, dtype=np.uint64)
        yield from self._make_ready()
        out = np.empty((count, self._n), dtype=np.int64)
        for done in watched([partial(self._fill, out, seeds)], self._n <= SHORT and count <= FEW):
            if done < count:
                yield Progress(done, count, out[:done])
        yield Progress(count, count, out)

    def _fill(self, out: ParentMasks, seeds: npt.NDArray[np.uint64], stop: Flag, done: Counter) -> None:
        from engine.kernels.dag_draws import draw_many

        chunk = 1
        while done[0] < len(out) and not stop[0]:
            began = time.perf_counter()
            rows = out[done[0] : done[0] + chunk]
            drawn = int(draw_many(rows, *self._arrays(seeds, stop)))
            if drawn < len(rows) and not stop[0]:
                self._make_room()
            done[0] += drawn
            chunk = _next_chunk(chunk, time.perf_counter() - began)

    def _make_ready(self) -> Iterator[Progress[ParentMasks]]:
        if not self._ready:
            for _ in watched([Lane((call, 1) for call in self._preparations())], self._n <= SHORT):
                yield Progress(0, 1)
            self._ready = True

    def _preparations(self) -> Iterator[partial[None]]:
        from engine.kernels.dag_draws import draw_layer, fill_completions

        families, above = self._sums.families, self._sums.above
        completions, shift, subset = self._rooms
        yield partial(fill_completions, 0, completions, *above.arrays, *families.arrays, shift, subset)
        yield partial(draw_layer, 0, 0, completions, *families.arrays, self._first)
        for node in range(self._n):
            yield partial(self._order, node)

    def _order(self, node: int) -> None:
        from engine.kernels.dag_draws import heaviest_first

        self._n_ordered[node] = heaviest_first(node, self._log_weights[node], self._ordered[node])

    def _arrays(self, seeds: npt.NDArray[np.uint64], stop: Flag) -> tuple[Any, ...]:
        kept = (self._first, self._keys, self._starts, self._tables, self._used, self._ordered, self._n_ordered)
        return (
            *kept,
            self._log_weights,
            *self._sums.above.arrays,
            *self._sums.families.arrays,
            *self._rooms,
            seeds,
            stop,
        )

    def _make_room(self) -> None:
        size = len(self._tables)
        if size < ROOM and 2 * self._used[1] + 4 <= len(self._keys):
            # Sets met once are met again, so what was made is kept.
            grown = np.empty(min(4 * size, max(ROOM, 4 << self._n)))
            grown[: self._used[0]] = self._tables[: self._used[0]]
            self._tables = grown
        else:
            # Begin anew; the sets that matter come back soon.
            self._keys[:] = -1
            self._used[:] = 0


def _next_chunk(chunk: int, seconds: float) -> int:
    if seconds > CALL_SECONDS:
        return max(1, chunk // 2)
    return min(2 * chunk, LARGEST_CHUNK) if seconds < CALL_SECONDS / 3 else chunk
