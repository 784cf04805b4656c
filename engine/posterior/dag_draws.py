"""Independent DAGs drawn exactly from the posterior, from which any feature comes with its standard error."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.posterior.dag_sums import DagSums

FloatArray = npt.NDArray[np.float64]
ParentMasks = npt.NDArray[np.int64]
ROWS_PER_CALL = 256
# Tables of completions are kept for the sets met so far, up to this many numbers in all.
ROOM = 1 << 25


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
        from engine.kernels.dag_draws import draw_layer, fill_completions

        self._log_weights = log_weights
        self._sums = sums
        size = 1 << sums.n
        families, above = sums.families, sums.above
        completions = np.empty(size)
        fill_completions(0, completions, above.mantissa, above.exponent, families.mantissa, families.exponent)
        self._first = np.empty(size)
        draw_layer(0, 0, completions, families.mantissa, families.exponent, self._first)
        self._starts = np.full(size, -1, dtype=np.int64)
        self._tables = np.empty(4 * size)
        self._used = 0
        self._room = np.empty(size)

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
        from engine.kernels.dag_draws import draw_many

        out = np.empty((count, self._sums.n), dtype=np.int64)
        seeds = rng.integers(1, 2**64, size=4, dtype=np.uint64)
        missing = np.empty(1, dtype=np.int64)
        families, done = self._sums.families, 0
        while done < count:
            done = draw_many(
                out,
                done,
                count,
                self._first,
                self._starts,
                self._tables,
                self._log_weights,
                families.mantissa,
                families.exponent,
                self._room,
                seeds,
                missing,
            )
            if missing[0] >= 0:
                self._add_table(int(missing[0]))
        return out

    def _add_table(self, base: int) -> None:
        from engine.kernels.dag_draws import fill_completions

        size = 1 << (self._sums.n - base.bit_count())
        if self._used + size > len(self._tables):
            if self._used + size > ROOM:
                # Begin anew; the sets that matter come back soon.
                self._starts[:] = -1
                self._used = 0
            grown = np.empty(min(max(2 * len(self._tables), size), max(ROOM, size)))
            grown[: self._used] = self._tables[: self._used]
            self._tables = grown
        families, above = self._sums.families, self._sums.above
        table = self._tables[self._used : self._used + size]
        fill_completions(base, table, above.mantissa, above.exponent, families.mantissa, families.exponent)
        self._starts[base] = self._used
        self._used += size
