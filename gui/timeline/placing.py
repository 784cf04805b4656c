"""Where labels go so that they do not touch one another, and which numbers an axis shows."""

from __future__ import annotations

import math
from collections.abc import Sequence


def spread(wanted: Sequence[float], gap: float, lowest: float, highest: float) -> list[float]:
    """Return places at least `gap` apart and within bounds, as near to the wanted ones as can be.

    Parameters
    ----------
    wanted
        Ascending.
    gap
        Least distance between neighbours.
    lowest, highest
        Bounds; there must be room for all.

    Notes
    -----
    Taking `gap` times the rank away leaves a regression under a rising order, solved by pooling neighbours
    that are out of order (Barlow and others 1972); bounds on it are met by clipping.
    """
    pools: list[tuple[float, int]] = []
    for rank, place in enumerate(wanted):
        mean, size = place - rank * gap, 1
        while pools and pools[-1][0] > mean:
            other, count = pools.pop()
            mean = (mean * size + other * count) / (size + count)
            size += count
        pools.append((mean, size))
    level = [mean for mean, size in pools for _ in range(size)]
    top = highest - (len(wanted) - 1) * gap
    return [min(max(mean, lowest), top) + rank * gap for rank, mean in enumerate(level)]


def ticks(highest: int, most: int) -> tuple[int, ...]:
    """Return at most `most` + 1 round whole numbers from 0 to `highest`, equally far apart.

    Steps are 1, 2 or 5 times a power of ten.
    """
    if highest <= 0:
        return (0,)
    least = max(1.0, highest / max(1, most))
    power = 10 ** math.floor(math.log10(least))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least)
    return tuple(range(0, highest + 1, int(step)))


def height_ticks(low: float, high: float, most: int) -> tuple[float, ...]:
    """Return at most about `most` round numbers from `low` to `high`: steps of 1, 2 or 5 times a power of ten."""
    least = (high - low) / max(1, most)
    power = 10.0 ** math.floor(math.log10(least))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least * (1 - 1e-9))
    first, last = math.ceil(low / step), math.floor(high / step)
    return tuple(round(number * step, 10) for number in range(first, last + 1))
