"""Loads what the first session needs while the start page is being read."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

import numpy as np

from engine.data.dataset import Batch, Dataset, as_values
from engine.hypotheses.space import every_dag
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions
from engine.posterior.enumeration import enumerate_posterior
from engine.progress import Progress

MODULES = ("numba", "pyqtgraph", "gui.main_window.desk", "engine.files.session_files", "engine.kernels.sampling")


def warm_up() -> Iterator[Progress[None]]:
    """Import the slow modules and score one row, so that compiled kernels are at hand.

    Yields
    ------
    Progress
        After each part. Meant for a worker thread: importing here takes most of a second and stalls nothing.
    """
    total = len(MODULES) + 1
    for done, name in enumerate(MODULES, start=1):
        import_module(name)
        yield Progress(done, total)
    variables = (Variable("A", ("no", "yes")), Variable("B", ("no", "yes")))
    row = Batch(as_values(np.zeros((1, 2), dtype=np.int8), variables))
    enumerate_posterior(Dataset(variables, (row,)), every_dag((0, 1)), Assumptions())
    yield Progress(total, total)
