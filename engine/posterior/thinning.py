"""After which batches to look, where there are too many to look after each."""

from __future__ import annotations

from collections.abc import Sequence


def moments_kept(sizes: Sequence[int], most: int) -> tuple[int, ...]:
    """Return after how many batches to look: after each, or after fewer where there are more than `most`.

    Neighbours with few rows are then taken together: each stretch has at least a number of rows, the smallest that
    leaves few enough stretches. A batch with more rows than that stays alone.
    """
    if len(sizes) <= most:
        return tuple(range(len(sizes) + 1))
    low, high = 0, sum(sizes) + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if len(_stretched(sizes, middle)) <= most + 1 else (middle, high)
    return _stretched(sizes, high)


def _stretched(sizes: Sequence[int], least: int) -> tuple[int, ...]:
    ends, gathered = [0], 0
    for number, size in enumerate(sizes):
        if size >= least and gathered:
            ends.append(number)
            gathered = 0
        gathered += size
        if gathered >= least:
            ends.append(number + 1)
            gathered = 0
    return tuple(ends) if ends[-1] == len(sizes) else (*ends, len(sizes))
