"""Rows as they look to somebody who does not know that anything was set by hand."""

from __future__ import annotations

from dataclasses import replace
from weakref import WeakKeyDictionary

from engine.data.dataset import Batch, Dataset
from engine.networks.interventions import OBSERVATION

_made: WeakKeyDictionary[Batch, Batch] = WeakKeyDictionary()


def only_watched(dataset: Dataset) -> Dataset:
    """Return the same rows with every regime emptied: what was set by hand is taken for something seen.

    Batches in which nothing was done stay the very same; the others are made once and kept, so that what was worked
    out from them need not be worked out again.
    """
    return Dataset(dataset.variables, tuple(_watched(batch) for batch in dataset.batches))


def _watched(batch: Batch) -> Batch:
    if not batch.regime.interventions:
        return batch
    found = _made.get(batch)
    if found is None:
        found = _made[batch] = replace(batch, regime=OBSERVATION)
    return found
