"""What a component says of the next row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from engine.data.dataset import Dataset
from engine.hypotheses.components import Component
from engine.posterior.counts import Setting
from engine.posterior.latent.evidence import MOST_TERMS, Method, Rows, Spelling, spelt
from engine.posterior.latent.layout import local_setting
from engine.posterior.latent.sampled import Runs, item_sequence

FloatArray = npt.NDArray[np.float64]
RUNS = 32


@dataclass(frozen=True, eq=False)
class LocalPrediction:
    """The probability of what a component sees of the next row.

    Parameters
    ----------
    seen, cardinality
        The variables that the component looks at, and how many states each has.
    probability, standard_error
        float64[n_local_cells], by the states of `seen` as one number; the factor 1 where a row says nothing.
    method
        How it was found.
    """

    seen: tuple[int, ...]
    cardinality: tuple[int, ...]
    probability: FloatArray
    standard_error: FloatArray
    method: Method


def local_prediction(
    component: Component,
    rows: Rows,
    equivalent_sample_size: float,
    setting: Setting,
    dataset: Dataset,
    over: tuple[int, ...],
    seed: int,
) -> Iterator[LocalPrediction | None]:
    """Work out the posterior predictive of a component: the evidence with one more row over that without.

    Parameters
    ----------
    component, rows, equivalent_sample_size
        The component, what was seen, and the strength of its priors.
    setting
        What will be done.
    dataset, over
        The same rows in the order in which they came, and the columns that they are about, for estimates.
    seed
        Seed of estimates.

    Yields
    ------
    LocalPrediction or None
        None while something is being estimated, and the prediction at last.
    """
    local = local_setting(component, setting)
    found = spelt(component, rows, equivalent_sample_size, [setting])
    layout = found.layout
    items = layout.item_of[local]
    asked = np.unique(items[items >= 0])
    # One more row may make the sum a good deal longer.
    exact = found.method != "sampled" and all(
        _with_one(found, int(item)).log_terms <= np.log(4 * MOST_TERMS) for item in asked
    )
    factors, errors = np.ones(layout.n_items + 1), np.zeros(layout.n_items + 1)
    if exact:
        before = found.log_evidence()
        for item in asked:
            factors[item] = np.exp(_with_one(found, int(item)).log_evidence() - before)
    else:
        sequence = item_sequence(component, layout, dataset, over)
        runs = Runs(component, layout, sequence, np.array([len(sequence)]), seed)
        while runs.n_runs < RUNS:
            for _ in runs.steps():
                yield None
        factors[:-1], errors[:-1] = runs.prediction()
    method: Method = found.method if exact else "sampled"
    # Rows that say nothing stand at -1, the last place.
    yield LocalPrediction(layout.seen, layout.cardinality, factors[items], errors[items], method)


def _with_one(found: Spelling, item: int) -> Spelling:
    items = found.items.copy()
    items[item] += 1
    return replace(found, items=items)
