"""Family scores: how well a variable with given parents predicts its rows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt

from engine.networks.dag import bits
from engine.posterior.counts import RegimeCounts, Setting

FloatArray = npt.NDArray[np.float64]
Score = Literal["bdeu", "k2"]


def cell_priors(cardinality: tuple[int, ...], node: int, equivalent_sample_size: float, score: Score) -> FloatArray:
    """Return the Dirichlet parameter of a table cell for every parent set of a node, float64[2 ** n].

    BDeu shares the equivalent sample size e among the q * r cells (Heckerman, Geiger, Chickering 1995);
    K2 gives each cell one (Cooper and Herskovits 1992).
    """
    if score == "k2":
        return np.ones(1 << len(cardinality))
    configurations = np.ones(1)
    for size in cardinality:
        configurations = np.concatenate([configurations, configurations * size])
    return equivalent_sample_size / (configurations * cardinality[node])


def family_scores(
    counts: RegimeCounts,
    equivalent_sample_size: float,
    score: Score = "bdeu",
    known: FloatArray | None = None,
    unchanged: int = 0,
) -> FloatArray:
    """Return the log marginal likelihood of every family.

    Parameters
    ----------
    counts
        Rows seen; a row in which a variable was set is left out of that variable's own families. Rows in which its
        table was replaced are families of their own, whose scores add up.
    equivalent_sample_size
        Strength of the BDeu prior in rows.
    score
        "bdeu", or "k2" for comparison with other programs.
    known, unchanged
        Scores before the last rows, and the bit mask of nodes whose scores those rows cannot change.

    Returns
    -------
    float64[n, 2 ** n]
        Nats; entry [v, P] scores node v with the parents of the bit mask P, minus infinity where P holds v.

    Notes
    -----
    O(n 2^n m) for m distinct rows; rows already counted cost nothing again.
    """
    from engine.kernels.scoring import score_node

    n = len(counts.cardinality)
    scores = np.full((n, 1 << n), -np.inf)
    for node in range(n):
        if known is not None and unchanged >> node & 1:
            scores[node] = known[node]
            continue
        priors = cell_priors(counts.cardinality, node, equivalent_sample_size, score)
        usual, *changed = counts.for_node(node)
        codes = counts.decoded(usual.cells)
        score_node(scores[node], node, codes, usual.counts, np.array(counts.cardinality), priors)
        for seen in changed:
            more = np.full(1 << n, -np.inf)
            score_node(more, node, counts.decoded(seen.cells), seen.counts, np.array(counts.cardinality), priors)
            scores[node] += more
    scores.flags.writeable = False
    return scores


def scores_of_families(
    counts: RegimeCounts, families: Sequence[tuple[int, int]], equivalent_sample_size: float
) -> FloatArray:
    """Return the log marginal likelihood (BDeu) of some families, float64[n_families], nats.

    Parameters
    ----------
    counts, equivalent_sample_size
        As for `family_scores`.
    families
        A node and the bit mask of its parents each.

    Notes
    -----
    O(n m) for each, m distinct rows, where `family_scores` takes 2^n times as long for all of a node.
    """
    from engine.kernels.scoring import score_family

    cardinality = np.array(counts.cardinality, dtype=np.int64)
    tables: dict[tuple[Setting, ...], tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]] = {}
    scores = np.zeros(len(families))
    for place, (node, mask) in enumerate(families):
        configurations = math.prod(counts.cardinality[parent] for parent in bits(mask))
        prior = equivalent_sample_size / (configurations * counts.cardinality[node])
        for settings in counts.settings_of(node):
            if settings not in tables:
                seen = counts.together(settings)
                tables[settings] = counts.decoded(seen.cells), seen.counts
            codes, times = tables[settings]
            scores[place] += score_family(node, mask, codes, times, cardinality, prior, np.empty(len(codes), np.int64))
    return scores
