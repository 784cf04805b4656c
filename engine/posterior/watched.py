"""Runs compiled loops so that they can be followed and stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

LOOK_EVERY = 0.01
Flag = npt.NDArray[np.uint8]
Counter = npt.NDArray[np.int64]
Call = Callable[[Flag, Counter], None]


def watched(calls: Sequence[Call], short: bool = False) -> Iterator[int]:
    """Run loops side by side on threads of their own; yield how much they have done together.

    Parameters
    ----------
    calls
        Each is given a flag, uint8[1], and a counter, int64[1]; it adds to the counter and returns soon after the
        flag is set. They must not hold the interpreter lock.
    short
        Whether all of it takes less than starting threads would; then they run one after the other, right here.

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
    if short or not calls:
        for call, counter in zip(calls, counters, strict=True):
            call(stop, counter)
    else:
        with ThreadPoolExecutor(len(calls)) as pool:
            running = [pool.submit(call, stop, counter) for call, counter in zip(calls, counters, strict=True)]
            try:
                while wait(running, timeout=LOOK_EVERY).not_done:
                    yield sum(int(counter[0]) for counter in counters)
            finally:
                stop[0] = 1
            for each in running:
                each.result()
    yield sum(int(counter[0]) for counter in counters)


@dataclass(frozen=True)
class Lane:
    """Short calls that are made one after the other, until told to stop.

    Parameters
    ----------
    steps
        What to call, and how much work that is.
    """

    steps: Iterable[tuple[Callable[[], None], int]]

    def __call__(self, stop: Flag, done: Counter) -> None:
        """Run, as `watched` wants it."""
        for call, size in self.steps:
            if stop[0]:
                return
            call()
            done[0] += size
