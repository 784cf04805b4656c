"""The evidence of all components through the rows of a dataset: exact where it can be, else estimated."""

from __future__ import annotations

import math
from collections.abc import Generator, Mapping, Sequence
from time import monotonic

import numpy as np
import numpy.typing as npt

from engine.data.dataset import Dataset
from engine.posterior.counts import RegimeCounts, setting_in
from engine.posterior.latent.evidence import Method, Rows, spelt
from engine.posterior.latent.plan import HiddenPlan, HiddenScores, part_errors
from engine.posterior.latent.sampled import Runs, item_sequence

FloatArray = npt.NDArray[np.float64]
# A first answer comes early; then whatever moves a weight gets runs enough to know their spread.
FIRST_RUNS = 4
FEW_RUNS = 16
MOST_RUNS = 512
# Seconds between signs of life: a run of some hundred rows takes a few milliseconds.
HEARD_EVERY = 0.02
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

    def exact(self, counts: RegimeCounts) -> Generator[float, None, HiddenScores]:
        """Work out what can be had exactly from counts; the rest is not a number, with the method "sampled".

        Yields 0 now and then, so that it can be stopped, and returns the scores.
        """
        rows, heard = Rows.of(counts), monotonic()
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
            if monotonic() - heard > HEARD_EVERY:
                yield 0.0
                heard = monotonic()
        return HiddenScores(values, np.zeros(len(values)), tuple(methods), n_terms)

    def prepared(self, places: Sequence[int], n_runs: int = FIRST_RUNS) -> Generator[float, None, None]:
        """Make sure that some components have so many runs.

        Yields now and then which share of the work is done, so that it can be stopped.
        """
        for place in places:
            if place not in self._runs:
                self._runs[place] = self._begun(place)
        yield from self._run(dict.fromkeys(places, n_runs))

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

    def wanting(self, scores: HiddenScores, weights: FloatArray, *, past: bool = False) -> tuple[int, ...]:
        """Return the components for which more runs are worth their time.

        Parameters
        ----------
        scores
            The evidence of all components, the estimates filled in.
        weights
            float64[n_candidates], what follows from it.
        past
            Whether it is about a moment that is over, for which a few runs are enough.

        Notes
        -----
        Errors of components add up as squares: when none moves a weight by more than its part of what is good enough,
        all together do not. Those that move none worth speaking of are left as they are, however rough. From the first
        runs their spread is known to a factor of about two.
        """
        moved = part_errors(self.plan, scores, weights)
        if moved is None:
            return ()
        errors = moved.max(axis=0)
        part = GOOD_ENOUGH / math.sqrt(np.count_nonzero(errors) or 1)
        near = bool(np.sqrt((moved**2).sum(axis=1)).max() <= GOOD_ENOUGH)
        most = FEW_RUNS if past else MOST_RUNS
        return tuple(
            place
            for place, runs in self._runs.items()
            if (errors[place] > part / 2 and runs.n_runs < FEW_RUNS and not past)
            or (errors[place] > part and runs.n_runs < most and not near)
        )

    def more(self, places: Sequence[int]) -> Generator[float, None, None]:
        """Double the runs of some components that were begun; as `prepared`."""
        yield from self._run({place: 2 * self._runs[place].n_runs for place in places})

    def _run(self, wanted: Mapping[int, int]) -> Generator[float, None, None]:
        heard = monotonic()
        total = sum(max(0, n_runs - self._runs[place].n_runs) for place, n_runs in wanted.items())
        done = 0
        for place, n_runs in wanted.items():
            while self._runs[place].n_runs < n_runs:
                for _ in self._runs[place].steps():
                    if monotonic() - heard > HEARD_EVERY:
                        yield done / total
                        heard = monotonic()
                done += 1

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
