"""How far a long command is, on a line of the terminal that is overwritten."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from typing import TypeVar

from engine.progress import Progress

T = TypeVar("T")
# Whoever waits for less than this, in seconds, needs no line.
PATIENCE = 1.0
REFRESH = 0.1


def followed(steps: Iterator[Progress[T]], what: str, *, counted: bool = True) -> T:
    """Carry out all steps and return what the last one holds.

    Parameters
    ----------
    steps
        Work that is carried out as it is iterated.
    what
        What is being done, for the reader.
    counted
        Whether anybody knows how far it is.

    Notes
    -----
    Where stderr is a terminal, a line tells after a second how far it is; it is wiped out at the end. When
    anything is raised meanwhile, an interrupt for one, the work is told to stop first.
    """
    started = shown = time.monotonic()
    told = False
    result: T | None = None
    try:
        for step in steps:
            result = step.partial
            now = time.monotonic()
            if sys.stderr.isatty() and now - started >= PATIENCE and now - shown >= REFRESH:
                share = f": {100 * step.done // max(1, step.total)} %" if counted else " ..."
                sys.stderr.write(f"\r{what}{share}")
                sys.stderr.flush()
                shown, told = now, True
    finally:
        close = getattr(steps, "close", None)
        if close is not None:
            close()
        if told:
            sys.stderr.write("\r" + " " * (len(what) + 8) + "\r")
            sys.stderr.flush()
    if result is None:
        raise ValueError("the steps held no result")
    return result
