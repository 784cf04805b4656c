"""The evidence of all components through the rows of a dataset: exact where it can be, else estimated."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from time import monotonic

import numpy as np
import numpy.typing as npt

from engine.data.dataset import Dataset
from engine.posterior.counts import RegimeCounts, setting_in
from engine.posterior.latent.evidence import Method, Rows, spelt
from engine.posterior.latent.plan import HiddenPlan, HiddenScores
from engine.posterior.latent.sampled import Runs, item_sequence

FIRST_RUNS = 16
# Seconds between signs of life: a run takes a millisecond or two.
HEARD_EVERY = 0.02
MOST_RUNS = 512
# A weight this near needs no more work: the third digit stands.
GOOD_ENOUGH = 0.002


class Tracks:
    """Estimates that are wanted at several moments of one dataset, made together when they are first asked for.

    Parameters
    ----------
    plan
        The components.
    dataset, over
        The rows, and which columns the candidates are about.
    equivalent_sample_size
        Strength of the Dirichlet priors in rows.
    seed
        Seed of the estimates.
    """

    def __init__(
        self, plan: HiddenPlan, dataset: Dataset, over: Sequence[int], equivalent_sample_size: float, seed: int
    ) -> None:
        self.plan, self.dataset, self.over = plan, dataset, tuple(over)
        self.size, self.seed = equivalent_sample_size, seed
        self.positions: npt.NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self._runs: dict[int, Runs] = {}
        self._all_rows: Rows | None = None

    def want(self, positions: Sequence[int]) -> None:
        """Say after how many rows estimates will be asked for; those made before for other moments are let go."""
        wanted = np.array(sorted({int(each) for each in positions}), dtype=np.int64)
        if not np.isin(wanted, self.positions).all():
            self.positions = wanted
            self._runs.clear()

    def exact(self, counts: RegimeCounts) -> HiddenScores:
        """Return what can be worked out exactly from counts; the rest is not a number, with the method "sampled"."""
        rows = Rows.of(counts)
        values = np.full(len(self.plan.components), np.nan)
        methods: list[Method] = []
        n_terms = 0.0
        for place, component in enumerate(self.plan.components):
            found = spelt(component, rows, self.size)
            methods.append(found.method)
            if found.method == "finite sum":
                n_terms += math.exp(found.log_terms)
            if found.method != "sampled":
                values[place] = found.log_evidence()
        return HiddenScores(values, np.zeros(len(values)), tuple(methods), n_terms)

    def prepared(self, places: Sequence[int], n_runs: int = FIRST_RUNS) -> Iterator[None]:
        """Make sure that some components have so many runs; yields now and then, so that it can be stopped."""
        heard = monotonic()
        for place in places:
            if place not in self._runs:
                self._runs[place] = self._begun(place)
            while self._runs[place].n_runs < n_runs:
                self._runs[place].run()
                if monotonic() - heard > HEARD_EVERY:
                    yield
                    heard = monotonic()

    def filled(self, scores: HiddenScores, n_rows: int) -> HiddenScores:
        """Return the scores after some rows with what is to be estimated filled in; it must have been prepared."""
        places = scores.to_estimate
        if not places:
            return scores
        moment = int(np.searchsorted(self.positions, n_rows))
        found = [self._runs[place].evidence() for place in places]
        values = np.array([each.value[moment] for each in found])
        errors = np.array([each.standard_error[moment] for each in found])
        return scores.with_estimates(places, values, errors)

    @property
    def n_runs(self) -> int:
        """How many runs the estimates that were begun have, at least; 0 without any."""
        return min((each.n_runs for each in self._runs.values()), default=0)

    def wants_more(self, weight_errors: npt.NDArray[np.float64] | None) -> bool:
        """Return whether more runs are worth their time, given the standard errors of the weights."""
        return weight_errors is not None and bool(weight_errors.max() > GOOD_ENOUGH) and self.n_runs < MOST_RUNS

    def more(self) -> Iterator[None]:
        """Double the runs of everything that is estimated."""
        yield from self.prepared(tuple(self._runs), 2 * self.n_runs)

    def _begun(self, place: int) -> Runs:
        component = self.plan.components[place]
        layout = spelt(component, self._rows(), self.size).layout
        sequence = item_sequence(component, layout, self.dataset, self.over)
        return Runs(component, layout, sequence, self.positions, self.seed)

    def _rows(self) -> Rows:
        if self._all_rows is None:
            self._all_rows = Rows.of(all_counts(self.dataset, self.over))
        return self._all_rows


def all_counts(dataset: Dataset, over: Sequence[int]) -> RegimeCounts:
    """Return the counts of all rows of a dataset, over some of its columns."""
    counts = RegimeCounts.empty([dataset.variables[column] for column in over])
    for batch in dataset.batches:
        counts = counts.plus(batch.values[:, list(over)], setting_in(over, batch.regime))
    return counts
