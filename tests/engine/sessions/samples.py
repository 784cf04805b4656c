"""A small world with a hidden cause, and a lesson in it, that several tests play with."""

from __future__ import annotations

from engine.data.dataset import Batch, Dataset, as_values
from engine.files.scenario_reader import parse_scenario
from engine.networks.network import BayesianNetwork
from engine.networks.tables import ConditionalTable
from engine.networks.variables import Variable
from engine.sessions.scenario import Scenario
from engine.sessions.state import SessionState, initial_state, session_from_dataset

LESSON = """
format: 1
title: A lesson
seed: 4
world:
  variables:
    Mood: [low, high]
    Sun: [yes, no]
    Ice cream: [yes, no]
  hidden: [Mood]
  tables:
    Mood: [0.5, 0.5]
    Sun: [0.3, 0.7]
    Ice cream:
      - {Sun: yes, Mood: low, P: [0.6, 0.4]}
      - {Sun: yes, Mood: high, P: [0.9, 0.1]}
      - {Sun: no, Mood: low, P: [0.1, 0.9]}
      - {Sun: no, Mood: high, P: [0.3, 0.7]}
  positions: {Sun: [0, -1]}
show: {world: covered}
steps:
  - title: Prose only
    text: Hello.
  - title: Bet and do
    ask: {question: Which?, choices: [this, that, other], answer: that, why: Because.}
    hints: [one, two]
    do:
      - watch: 20
      - set: {Sun: yes}
      - act: 5
    reveal: world
    expect: [rows = 25]
  - title: Bet only
    ask: {question: Again?, choices: [yes, no], answer: yes}
  - title: Do only
    do: [reset, {watch: 3}]
    expect: [rows = 3]
"""


def scenario() -> Scenario:
    """Return the lesson."""
    return parse_scenario(LESSON)


def start() -> SessionState:
    """Return the state in which the lesson starts."""
    return initial_state(scenario())


def table_of_data() -> SessionState:
    """Return a session on three recorded rows, without a world."""
    nodes = (Variable("A", ("no", "yes")), Variable("B", ("no", "yes", "maybe")))
    batch = Batch(as_values([[0, 2], [1, 1], [0, 0]], nodes))
    return session_from_dataset("Data", Dataset(nodes, (batch,)), (0, 1))


def coin(name: str, chance: float) -> BayesianNetwork:
    """Return a world of one variable that is yes with a given chance."""
    variable = Variable(name, ("yes", "no"))
    return BayesianNetwork((variable,), (ConditionalTable(0, (), [chance, 1 - chance]),))
