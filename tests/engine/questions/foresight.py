"""Slow, obvious twins of what a plan of several rows tells: every sequence of rows that could come is tried."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence

import numpy as np

from engine.networks.interventions import Regime
from tests.engine.naive import SeenRow

Evidences = Callable[[Sequence[SeenRow]], Sequence[float]]


def entropy(weights: np.ndarray) -> float:
    """Return the entropy in bits."""
    given = weights[weights > 0]
    return float(-(given * np.log2(given)).sum())


def exact_gain(
    before: Sequence[SeenRow],
    regimes: Sequence[Regime],
    cardinality: Sequence[int],
    log_evidences: Evidences,
    groups: Sequence[int] | None = None,
) -> float:
    """Return entropy now less mean entropy after one row under each regime, bits.

    Parameters
    ----------
    before
        The rows seen.
    regimes
        What is done in each row to come, in order.
    cardinality
        States of every variable.
    log_evidences
        Gives the log evidence of some rows under every candidate, equally probable beforehand.
    groups
        The answer of each candidate; None for which of them is true.
    """
    now = np.array(log_evidences(before))
    answers = np.arange(len(now)) if groups is None else np.array(groups)

    def asked(logs: np.ndarray) -> float:
        weights = np.exp(logs - logs.max())
        return entropy(np.bincount(answers, weights / weights.sum()))

    total, after = np.exp(now - now.max()).sum(), 0.0
    for rows in itertools.product(*(_rows_under(regime, cardinality) for regime in regimes)):
        more = [(row, frozenset(regime.targets)) for (row, _), regime in zip(rows, regimes, strict=True)]
        logs = np.array(log_evidences([*before, *more]))
        chance = math.prod(share for _, share in rows) * np.exp(logs - now.max()).sum() / total
        after += chance * asked(logs)
    return asked(now) - after


def _rows_under(regime: Regime, cardinality: Sequence[int]) -> list[tuple[tuple[int, ...], float]]:
    # Every row there can be, and how likely what is set comes out as in it.
    found = []
    for row in itertools.product(*(range(states) for states in cardinality)):
        share = 1.0
        for each in regime.interventions:
            if each.kind == "do":
                share *= float(row[each.target] == each.state)
            else:
                share /= cardinality[each.target]
        if share:
            found.append((row, share))
    return found


def z_scores_fit(scores: np.ndarray) -> bool:
    """Return whether differences over their standard errors look unbiased and honest: mean 0, spread 1.

    The mean within 4 standard errors of it, the spread between 0.85 and 1.15: with 300 scores that is 3.7 of its own.
    """
    return bool(abs(scores.mean()) < 4 / math.sqrt(len(scores)) and 0.85 < scores.std() < 1.15)
