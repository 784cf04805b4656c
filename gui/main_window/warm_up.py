"""Loads what the first session needs while the start page is being read."""

from __future__ import annotations

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
    for done, name in enumerate(MODULES, start=1):
        import_module(name)
        yield Progress(done, total)
    from gui.hypotheses.entry import known_shapes

    for n in range(1, LARGEST + 1):
        known_shapes(n)
    compile_kernels()
    yield Progress(total, total)
