"""Why the wrong belief goes wrong, in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from engine.data.dataset import Dataset
from engine.posterior.posterior import Posterior
from gui.controls.numbers import count, listed_words, plural, probability
from gui.drawing.structure_words import candidates_named

SWITCH = "Score my actions as if I had only watched"
OFF = (
    "Switch this on, and beside the right weights stand the wrong ones: of somebody who takes the states that you "
    "set by hand for states that came about by themselves."
)
NO_ROWS = "No rows yet: both columns are what was believed before any data (prior)."
NOTHING_SET = "Nothing was set by hand in these rows, so there is nothing to mistake: both columns are the same."
SAME = 1e-6


def set_by_hand(dataset: Dataset, n_rows: int) -> tuple[int, tuple[str, ...]]:
    """Return in how many of the first rows something was set by hand, and the names of what was."""
    found, names, seen = 0, dict[str, None](), 0
    for batch in dataset.batches:
        rows = min(batch.n_rows, n_rows - seen)
        seen += batch.n_rows
        if rows > 0 and batch.regime.interventions:
            found += rows
            targets = sorted(each.target for each in batch.regime.interventions)
            names |= {dataset.variables[target].name: None for target in targets}
    return found, tuple(names)


def why(dataset: Dataset, n_rows: int) -> str:
    """Return why the wrong column is wrong, or why it is not."""
    found, names = set_by_hand(dataset, n_rows)
    if not n_rows:
        return NO_ROWS
    if not found:
        return NOTHING_SET
    whom = listed_words(names)
    return (
        f"In {count(found)} of {plural(n_rows, 'row')} you set {whom} by hand. The wrong column takes your choice for "
        "the world's: every candidate earns or loses by how well it explains what you chose, though setting had cut "
        f"the arrows into {whom}."
    )


def verdict(right: Posterior, wrong: Posterior, names: Sequence[str], digit_of: Mapping[int, int]) -> str:
    """Return what each of the two holds most probable, and by how much they differ; empty where they agree."""
    if float(np.abs(right.weights - wrong.weights).max()) < SAME:
        return ""
    true, false = _leaders(right), _leaders(wrong)
    said = f"Right: {_named(right, true, names, digit_of)}"
    if set(true) == set(false):
        return f"{said}. Wrong: the same, but with {probability(float(wrong.weights[false[0]]))}."
    return f"{said}. Wrong: {_named(wrong, false, names, digit_of)}."


def _leaders(posterior: Posterior) -> tuple[int, ...]:
    highest = float(posterior.weights.max())
    return tuple(int(each) for each in np.flatnonzero(posterior.weights >= highest * (1 - SAME)))


def _named(posterior: Posterior, leaders: Sequence[int], names: Sequence[str], digit_of: Mapping[int, int]) -> str:
    weight = probability(float(posterior.weights[leaders[0]]))
    who = candidates_named(leaders, posterior.space, names, digit_of)
    return f"{who} leads with {weight}" if len(leaders) == 1 else f"{who} are level at {weight} each"
