"""A session in the world of the lawn, whose tables are edited in tests of the panels."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.networks.network import BayesianNetwork
from engine.networks.tables import ConditionalTable
from engine.networks.variables import Variable
from engine.sessions.positions import Positions
from engine.sessions.state import SessionState, initial_state, session_from_network

PLACES = {"Cloudy": (1.0, 0.0), "Sprinkler": (0.0, 1.0), "Rain": (2.0, 1.0), "Wet grass": (1.0, 2.0)}


def lawn() -> BayesianNetwork:
    """Clouds, a sprinkler, rain and wet grass (Russell and Norvig), as in a picture of the panels."""
    variables = (
        Variable("Cloudy", ("yes", "no")),
        Variable("Sprinkler", ("off", "on")),
        Variable("Rain", ("no", "yes")),
        Variable("Wet grass", ("yes", "no")),
    )
    wet = np.array([[[0.0, 1.0], [0.9, 0.1]], [[0.9, 0.1], [0.99, 0.01]]])
    tables = (
        ConditionalTable(0, (), np.array([0.5, 0.5])),
        ConditionalTable(1, (0,), np.array([[0.9, 0.1], [0.5, 0.5]])),
        ConditionalTable(2, (0,), np.array([[0.2, 0.8], [0.8, 0.2]])),
        ConditionalTable(3, (1, 2), wet),
    )
    return BayesianNetwork(variables, tables)


def lawn_session() -> SessionState:
    """A session in that world."""
    session = session_from_network("Lawn", lawn(), (0, 1, 2, 3))
    return initial_state(replace(session.scenario, positions=Positions(PLACES)))
