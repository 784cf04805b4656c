"""Small sessions for tests of the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from engine.data.dataset import Batch, Dataset, as_values
from engine.hypotheses.notation import parse_candidate
from engine.hypotheses.space import listed
from engine.networks.network import BayesianNetwork
from engine.networks.tables import ConditionalTable
from engine.networks.variables import Variable
from engine.sessions.positions import Positions
from engine.sessions.state import SessionState, initial_state, session_from_network
from gui.analysis import BELIEF, MARGINALS, PAST, Analysis
from gui.document import DRAW, Document
from gui.jobs import JobRunner

YES_NO = ("yes", "no")


def shorts_world() -> BayesianNetwork:
    """Sun makes shorts and sells ice cream; shorts do nothing (lessons: `shorts`, s = .5)."""
    variables = tuple(Variable(name, YES_NO) for name in ("Sun", "Shorts", "Ice cream"))
    tables = (
        ConditionalTable(0, (), np.array([0.5, 0.5])),
        ConditionalTable(1, (0,), np.array([[0.8, 0.2], [0.1, 0.9]])),
        ConditionalTable(2, (0,), np.array([[0.9, 0.1], [0.25, 0.75]])),
    )
    return BayesianNetwork(variables, tables)


def shorts_session() -> SessionState:
    """A session in the shorts world, with belief over all 25 structures."""
    return session_from_network("Shorts", shorts_world(), (0, 1, 2))


def collider_session() -> SessionState:
    """A session in a world where rain and a sprinkler both make wet."""
    variables = tuple(Variable(name, YES_NO) for name in ("Rain", "Sprinkler", "Wet"))
    tables = (
        ConditionalTable(0, (), np.array([0.3, 0.7])),
        ConditionalTable(1, (), np.array([0.4, 0.6])),
        ConditionalTable(2, (0, 1), np.array([[[0.99, 0.01], [0.9, 0.1]], [[0.8, 0.2], [0.05, 0.95]]])),
    )
    return session_from_network("Wet", BayesianNetwork(variables, tables), (0, 1, 2))


SLOTS = ("unrelated", "A -> B", "B -> A", "A <- (C) -> B")


def slots_session(*lines: str) -> SessionState:
    """A session in a world where C, which nobody sees, makes A and B; belief is over a few candidates."""
    variables = tuple(Variable(name, YES_NO) for name in ("C", "A", "B"))
    follows = np.array([[0.9, 0.1], [0.1, 0.9]])
    tables = (
        ConditionalTable(0, (), np.array([0.5, 0.5])),
        ConditionalTable(1, (0,), follows),
        ConditionalTable(2, (0,), follows),
    )
    session = session_from_network("Slots", BayesianNetwork(variables, tables, hidden=frozenset({0})), (0, 1))
    space = listed((0, 1), [parse_candidate(line, ("A", "B")) for line in lines or SLOTS])
    places = Positions({"C": (1.0, 0.0), "A": (0.0, 1.0), "B": (2.0, 1.0)})
    return initial_state(replace(session.scenario, space=space, positions=places))


def wide_table(n: int, n_rows: int, seed: int) -> Dataset:
    """A table of yes and no in which most columns follow one or two of those before them."""
    rng = np.random.default_rng(seed)
    variables = tuple(Variable(f"V{place}", YES_NO) for place in range(n))
    values = np.zeros((n_rows, n), dtype=np.int8)
    for place in range(n):
        causes = rng.choice(place, size=min(place, int(rng.integers(0, 3))), replace=False)
        copied = values[:, causes].sum(axis=1) % 2
        values[:, place] = np.where(rng.random(n_rows) < 0.8, copied, rng.integers(0, 2, n_rows))
    return Dataset(variables, (Batch(as_values(values, variables)),))


@dataclass(frozen=True)
class Ring:
    """Jobs, document and analysis, as the window puts them together."""

    jobs: JobRunner
    document: Document
    analysis: Analysis

    def is_quiet(self) -> bool:
        """Whether nothing is being drawn or computed."""
        return not any(self.jobs.is_running(name) for name in (DRAW, BELIEF, PAST, MARGINALS))


def made_ring() -> Iterator[Ring]:
    """Yield a ring without a session; its workers are stopped afterwards."""
    jobs = JobRunner()
    document = Document(jobs)
    yield Ring(jobs, document, Analysis(document, jobs))
    jobs.shut_down()


WaitUntil = Callable[..., None]
