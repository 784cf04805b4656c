"""Arrows drawn as straight lines: which cross, which run over nodes, and moving nodes so that few do."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
Edges = Sequence[tuple[int, int]]
MOST_NODES = 60
SWEEPS = 3
# what the search weighs against one crossing: an arrow over a node, and a grid step of length
OVER_A_NODE, LENGTH = 1.5, 0.02
# half of what a node takes of a grid step, with the air around it
HALF_WIDTH, HALF_HEIGHT = 0.42, 0.2
TOUCH = 1e-9


def straight_crossings(points: FloatArray, edges: Edges) -> int:
    """Return how many pairs of straight arrows cross.

    Parameters
    ----------
    points
        Places of the nodes, float64[n, 2].
    edges
        Ends of the arrows; two that share an end do not cross there.
    """
    if len(edges) < 2:
        return 0
    ends = np.array(edges, dtype=np.int64)
    return int(_crossing(points, ends, ends).sum()) // 2


def runs_over_nodes(points: FloatArray, edges: Edges) -> int:
    """Return how often a straight arrow runs over a node that is not one of its ends."""
    return int(_over(points, np.array(edges, dtype=np.int64).reshape(-1, 2), np.arange(len(points))).sum())


def untangled(points: FloatArray, edges: Edges) -> FloatArray:
    """Return places at the same heights, no less than a step apart, at which fewer straight arrows cross.

    Each node in turn goes where the sum of crossings, of arrows over nodes and of lengths is least: between two of
    its layer, beyond them, or in the place of one of them. Graphs of more than 60 nodes are left as they are. Costs
    the cube of their number.
    """
    n = len(points)
    if n > MOST_NODES or not edges:
        return points
    ends = np.array(edges, dtype=np.int64)
    now = points.copy()
    for _ in range(SWEEPS):
        changed = False
        for node in range(n):
            changed |= _moved(now, ends, node)
        if not changed:
            break
    return now


def _moved(points: FloatArray, ends: IntArray, node: int) -> bool:
    """Put a node where it costs least; returns whether that is another place than before."""
    layer = np.flatnonzero(points[:, 1] == points[node, 1])
    x = points[layer, 0]
    mine = int(np.flatnonzero(layer == node)[0])
    trials = [x]
    for other in range(len(layer)):
        if other != mine:
            swapped = x.copy()
            swapped[mine], swapped[other] = x[other], x[mine]
            trials.append(swapped)
    for place in _free(np.delete(x, mine), x[mine]):
        moved = x.copy()
        moved[mine] = place
        trials.append(moved)
    places = np.repeat(points[None], len(trials), axis=0)
    places[:, layer, 0] = np.array(trials)
    costs = _costs(places, ends, layer)
    best = int(costs.argmin())
    if costs[best] > costs[0] - 1e-9:
        return False
    points[layer, 0] = trials[best]
    return True


def _free(taken: FloatArray, now: float) -> list[float]:
    # Halves of steps around, at least one step from all others.
    middle = np.append(taken, now)
    halves = np.arange(np.floor(middle.min()) - 2, np.ceil(middle.max()) + 2.01, 0.5)
    if len(taken):
        halves = halves[(np.abs(halves[:, None] - taken) >= 1).all(axis=1)]
    return [float(each) for each in halves]


def _costs(places: FloatArray, ends: IntArray, layer: IntArray) -> FloatArray:
    """Return the cost of each trial, float64[n_trials], as far as it depends on a layer; `places` has one a trial."""
    at_layer = np.isin(ends, layer).any(axis=1)
    mine, rest = ends[at_layer], ends[~at_layer]
    crossed = _crossing(places, mine, mine).sum(axis=(1, 2)) / 2 + _crossing(places, mine, rest).sum(axis=(1, 2))
    over = _over(places, mine, np.arange(places.shape[1])).sum(axis=(1, 2)) + _over(places, rest, layer).sum(
        axis=(1, 2)
    )
    along = places[:, mine[:, 0]] - places[:, mine[:, 1]]
    length = np.hypot(along[..., 0], along[..., 1]).sum(axis=1)
    return np.asarray(crossed + OVER_A_NODE * over + LENGTH * length)


def _crossing(points: FloatArray, some: IntArray, others: IntArray) -> npt.NDArray[np.bool_]:
    """Return which arrows cross which, bool[..., n_some, n_others]."""
    a, b = points[..., some[:, 0], None, :], points[..., some[:, 1], None, :]
    c, d = points[..., None, others[:, 0], :], points[..., None, others[:, 1], :]
    sides = _side(a, b, c) * _side(a, b, d) < 0
    sides &= _side(c, d, a) * _side(c, d, b) < 0
    shared = (some[:, None, :, None] == others[None, :, None, :]).any(axis=(2, 3))
    return np.asarray(sides & ~shared)


def _side(start: FloatArray, end: FloatArray, point: FloatArray) -> FloatArray:
    # On the line is on neither side, whatever rounding says.
    along, to = end - start, point - start
    side = along[..., 0] * to[..., 1] - along[..., 1] * to[..., 0]
    return np.asarray(np.where(np.abs(side) < TOUCH, 0.0, side))


def _over(points: FloatArray, ends: IntArray, nodes: IntArray) -> npt.NDArray[np.bool_]:
    """Return which arrows run over which nodes, bool[..., n_edges, n_nodes]: through the box around each.

    All trials have the same heights, those of the first.
    """
    x, y = points[..., 0], points.reshape(-1, *points.shape[-2:])[0, :, 1]
    down = _within(y[ends[:, 0], None], y[ends[:, 1], None], y[nodes], HALF_HEIGHT)
    across = _within(x[..., ends[:, 0], None], x[..., ends[:, 1], None], x[..., None, nodes], HALF_WIDTH)
    over = np.maximum(np.maximum(across[0], down[0]), 0) < np.minimum(np.minimum(across[1], down[1]), 1)
    return np.asarray(over & (ends[:, :1] != nodes) & (ends[:, 1:] != nodes))


def _within(start: FloatArray, end: FloatArray, middle: FloatArray, half: float) -> tuple[FloatArray, FloatArray]:
    """Return from which to which share of the way from start to end one coordinate lies within a span."""
    along, to = end - start, middle - start
    level = along == 0
    pace = np.where(level, 1.0, along)
    first, second = (to - half) / pace, (to + half) / pace
    low = np.where(level, np.where(np.abs(to) > half, np.inf, -np.inf), np.minimum(first, second))
    return low, np.where(level, np.inf, np.maximum(first, second))
