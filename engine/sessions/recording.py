"""Rows from a table of counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from engine.data.dataset import Values, as_values
from engine.networks.variables import Variable

Configuration = tuple[int, ...]


def rows_from_counts(counts: Mapping[Configuration, int], variables: Sequence[Variable]) -> Values:
    """Return the rows that a table of counts stands for.

    Parameters
    ----------
    counts
        How often each configuration (a state code per variable) was seen.
    variables
        The variables, in the order of the codes.

    Returns
    -------
    int8 or int16[n_rows, n_variables]
        A table says nothing about order, so the configurations are spread evenly over the rows: belief
        then moves as it would in a typical order, not as if all of one kind came first. The order depends
        on the counts alone. Read-only.
    """
    seen = sorted(configuration for configuration, count in counts.items() if count)
    times = [counts[configuration] for configuration in seen]
    if not seen:
        return as_values(np.empty((0, len(variables))), tuple(variables))
    due = np.concatenate([(np.arange(count) + 0.5) / count for count in times])
    which = np.repeat(np.arange(len(seen)), times)
    order = np.argsort(due, kind="stable")
    return as_values(np.array(seen)[which[order]], tuple(variables))


def counts_of(values: Values) -> dict[Configuration, int]:
    """Return how often each configuration appears among rows, by configuration."""
    found, times = np.unique(values, axis=0, return_counts=True)
    return {tuple(row): int(count) for row, count in zip(found.tolist(), times, strict=True)}
