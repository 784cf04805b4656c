"""The order of nodes on a circle that keeps what is linked close together."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.intp]
SMALLEST_GAIN = 1e-9


def circle_order(links: FloatArray) -> tuple[int, ...]:
    """Return an order of nodes around a circle in which strongly linked nodes are near each other.

    Parameters
    ----------
    links
        float64[n, n], how strongly each node is linked to each other; both directions count together.

    Returns
    -------
    tuple of int
        The nodes in their order around the circle, starting with node 0; the same links always give the same.

    Notes
    -----
    Pieces of the circle are turned round and pairs of nodes change places as long as the sum of links times
    distances falls, which leads to an order that no such step makes better, not always to the best of all.
    O(n^4) in small arrays: some hundredths of a second for 20 nodes.
    """
    n = len(links)
    both = links + links.T
    order = np.arange(n)
    if n < 4:
        return tuple(range(n))
    places = np.arange(n)
    apart = np.abs(places[:, None] - places[None, :])
    distance = np.minimum(apart, n - apart).astype(np.float64)
    tries = _steps(n)
    shortest = float((both * distance).sum())
    while True:
        orders = order[tries]
        lengths = np.einsum("tij,ij->t", both[orders[:, :, None], orders[:, None, :]], distance)
        best = int(lengths.argmin())
        if lengths[best] >= shortest - SMALLEST_GAIN:
            break
        shortest, order = float(lengths[best]), orders[best]
    first = int(np.flatnonzero(order == 0)[0])
    return tuple(int(node) for node in np.roll(order, -first))


def _steps(n: int) -> IntArray:
    # Orders that differ from 0, 1, 2 ... by one piece turned round, by two nodes exchanged, or by one node moved.
    plain = list(range(n))
    steps = []
    for first in range(n):
        for last in range(first + 1, n):
            steps.append([*plain[:first], *plain[first : last + 1][::-1], *plain[last + 1 :]])
            swapped = list(plain)
            swapped[first], swapped[last] = last, first
            steps.append(swapped)
            steps.append([*plain[:first], *plain[first + 1 : last + 1], first, *plain[last + 1 :]])
            steps.append([*plain[:first], last, *plain[first:last], *plain[last + 1 :]])
    return np.array(steps, dtype=np.intp)
