"""Loads what the first session needs while the start page is being read."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from importlib import import_module

from engine.hypotheses.dags import LARGEST
from engine.progress import Progress
from engine.sessions.warm_up import compile_kernels

WARM = "warm-up"
MODULES = ("numba", "pyqtgraph", "gui.main_window.desk", "engine.files.session_files", "gui.main_window.choosing")


def warm_up() -> Iterator[Progress[None]]:
    """Import the slow modules, sort out the shapes, then draw and score one row, so that compiled kernels are at hand.

    Yields
    ------
    Progress
        After each part. Meant for a worker thread: importing here takes most of a second and stalls nothing.
    """
    total = len(MODULES) + 1
    first_time = not all(name in sys.modules for name in MODULES)
    for done, name in enumerate(MODULES, start=1):
        import_module(name)
        yield Progress(done, total)
    from gui.hypotheses.entry import known_shapes

    for n in range(1, LARGEST + 1):
        known_shapes(n)
    compile_kernels()
    if first_time:
        # All this stays to the end: to search it for what is unused would stall the window for 150 ms each time.
        gc.freeze()
    yield Progress(total, total)
