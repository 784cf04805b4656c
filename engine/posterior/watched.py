"""Runs a compiled loop so that it can be followed and stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait

import numpy as np
import numpy.typing as npt

LOOK_EVERY = 0.01
Flag = npt.NDArray[np.uint8]
Counter = npt.NDArray[np.int64]


def watched(calls: list[Callable[[Flag, Counter], None]]) -> Iterator[int]:
    """Run loops side by side on threads of their own; yield how much they have done together.

    Parameters
    ----------
    calls
        Each is given a flag, uint8[1], and a counter, int64[1]; it adds to the counter and returns soon after the
        flag is set. They must not hold the interpreter lock.

    Yields
    ------
    int
        The sum of the counters, every hundredth of a second and at the end.

    Notes
    -----
    When the generator is closed, the loops are told to stop and are waited for.
    """
    stop = np.zeros(1, dtype=np.uint8)
    counters = [np.zeros(1, dtype=np.int64) for _ in calls]
    with ThreadPoolExecutor(max(1, len(calls))) as pool:
        running = [pool.submit(call, stop, counter) for call, counter in zip(calls, counters, strict=True)]
        try:
            while wait(running, timeout=LOOK_EVERY).not_done:
                yield sum(int(counter[0]) for counter in counters)
        finally:
            stop[0] = 1
        for each in running:
            each.result()
    yield sum(int(counter[0]) for counter in counters)
