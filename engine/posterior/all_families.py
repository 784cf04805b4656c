"""The scores of all families of up to 20 variables, from counts that are marginalised once."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import numpy.typing as npt

from engine.posterior.counts import RegimeCounts, Setting
from engine.posterior.watched import Call, Counter, Flag, Lane, watched
from engine.progress import Progress

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
# A table of all cells is made while it has at most this many counts.
LARGEST_TABLE = 1 << 25
# Counts up to here have their log gamma looked up.
KNOWN = 4096
# With so few cells of all tables everything is done before a thread would have started.
SHORT = 100_000


def score_all_families(
    counts: RegimeCounts, equivalent_sample_size: float, threads: int = 2
) -> Iterator[Progress[FloatArray]]:
    """Score every parent set of every variable (BDeu).

    Parameters
    ----------
    counts
        Rows seen, by what was set; a row in which a variable was set does not count for its own families, and
        rows in which its table was replaced are families of their own, whose scores add up.
    equivalent_sample_size
        Strength of the prior in rows.
    threads
        How many processors to use.

    Yields
    ------
    Progress
        In sets of variables; the last one holds float64[n, 2 ** n] in nats, minus infinity where a variable would
        be its own parent.

    Notes
    -----
    With F(S) the log evidence of the table over the variables S, s(v, P) = F(P + v) - F(P), because BDeu shares
    one equivalent sample size among the cells of every table. Variables that were set in the same regimes share
    their counts; there is one F a group of those. Time is 3^n for binary tables, whatever the number of rows.
    """
    groups, groups_of = _groups(counts)
    n = len(counts.cardinality)
    evidence = np.zeros((len(groups), 1 << n))
    short = len(groups) * math.prod(1 + states for states in counts.cardinality) <= SHORT
    calls = _calls(counts, groups, equivalent_sample_size, evidence, 1 if short else threads)
    before = len(calls) * (1 << n)
    total = before + n + 1
    for done in watched(calls, short):
        yield Progress(done, total)
    scores = np.empty((n, 1 << n))
    for done in watched([_differences(evidence, groups_of, scores)], short):
        yield Progress(before + done, total)
    scores.flags.writeable = False
    yield Progress(total, total, scores)


def _groups(counts: RegimeCounts) -> tuple[list[tuple[Setting, ...]], list[list[int]]]:
    # Settings that count together, and for every variable the groups that do for each of its tables.
    settings = [counts.settings_of(node) for node in range(len(counts.cardinality))]
    groups = list(dict.fromkeys(group for own in settings for group in own))
    return groups, [[groups.index(group) for group in own] for own in settings]


def _calls(
    counts: RegimeCounts,
    groups: list[tuple[Setting, ...]],
    sample_size: float,
    evidence: FloatArray,
    threads: int,
) -> list[Call]:
    from engine.kernels.subset_scores import room_for, score_subsets, score_subsets_of_rows

    cardinality = np.array(counts.cardinality, dtype=np.int64)
    size_of, kind_of, rising = _prior_tables(cardinality, sample_size, counts)
    codes, seen = _distinct_rows(counts, groups)
    parts = [part for part in np.array_split(np.arange(len(groups)), threads) if part.size]
    by_table = math.prod(counts.cardinality) * len(groups) <= LARGEST_TABLE and _table_is_faster(counts, len(codes))

    def with_table(part: IntArray, stop: Flag, done: Counter) -> None:
        table = np.zeros((math.prod(counts.cardinality), len(part)), dtype=np.int32)
        table[np.ravel_multi_index(tuple(codes.T), counts.cardinality)] = seen[:, part]
        rooms = np.empty(room_for(counts.cardinality) * len(part), dtype=np.int32)
        own = np.zeros((len(part), evidence.shape[1]))
        arguments = (table.ravel(), cardinality, size_of, sample_size, kind_of, rising, rooms, stop, done)
        for first in range(-1, len(cardinality)):
            score_subsets(own, first, *arguments)
        evidence[part] = own

    def with_rows(part: IntArray, stop: Flag, done: Counter) -> None:
        own = np.zeros((len(part), evidence.shape[1]))
        some = np.ascontiguousarray(seen[:, part])
        score_subsets_of_rows(own, codes, some, cardinality, size_of, sample_size, kind_of, rising, stop, done)
        evidence[part] = own

    return [partial(with_table if by_table else with_rows, part) for part in parts]


def _table_is_faster(counts: RegimeCounts, n_rows: int) -> bool:
    by_table = math.prod(1 + size for size in counts.cardinality)
    by_rows = n_rows << (len(counts.cardinality) + 1)
    return by_table <= by_rows


def _distinct_rows(counts: RegimeCounts, groups: list[tuple[Setting, ...]]) -> tuple[IntArray, IntArray]:
    # Distinct rows, int64[m, n], and how often each counts for each group, int64[m, n_groups].
    cells = _merged([table.cells for table in counts.tables.values()])
    seen = np.zeros((len(cells), len(groups)), dtype=np.int64)
    for setting, table in counts.tables.items():
        rows = np.searchsorted(cells, table.cells)
        for place, together in enumerate(groups):
            if setting in together:
                seen[rows, place] += table.counts
    return counts.decoded(cells), seen


def _merged(ascending: list[IntArray]) -> IntArray:
    if len(ascending) == 1:
        return ascending[0]
    # A stable sort merges runs that ascend already.
    together = np.sort(np.concatenate([np.empty(0, np.int64), *ascending]), kind="stable")
    return together[np.diff(together, prepend=-1) > 0]


def _prior_tables(
    cardinality: IntArray, sample_size: float, counts: RegimeCounts
) -> tuple[FloatArray, IntArray, FloatArray]:
    from engine.kernels.subset_scores import fill_rising

    size_of = np.ones(1 << len(cardinality))
    for node, states in enumerate(cardinality):
        half = 1 << node
        size_of[half : 2 * half] = size_of[:half] * states
    sizes, kind_of = np.unique(size_of, return_inverse=True)
    most = sum(int(table.counts.sum()) for table in counts.tables.values())
    rising = np.empty((len(sizes), min(most + 1, max(16, min(KNOWN, (1 << 22) // len(sizes))))))
    fill_rising(rising, sample_size / sizes)
    return size_of, kind_of.astype(np.int64), rising


def _differences(evidence: FloatArray, groups_of: list[list[int]], scores: FloatArray) -> Lane:
    from engine.kernels.subset_scores import subtract

    def steps() -> Iterator[tuple[Callable[[], None], int]]:
        for node, (usual, *changed) in enumerate(groups_of):
            added = evidence[[usual, *changed]].sum(axis=0) if changed else evidence[usual]
            yield partial(subtract, scores[node], node, added), 1

    return Lane(steps())
