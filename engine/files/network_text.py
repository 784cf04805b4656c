"""A network as text to be copied and pasted: a scenario file whose first lines say what is in it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from engine.files.network_file import NetworkFile
from engine.files.network_files import parse_pasted
from engine.files.scenario_reader import parse_scenario
from engine.files.scenario_writer import write_scenario
from engine.hypotheses.space import dags_over
from engine.networks.network import BayesianNetwork
from engine.networks.variables import Variable
from engine.problems import InvalidInput, Problem
from engine.sessions.positions import Point, Positions
from engine.sessions.scenario import Scenario

TITLE = "Copied variables"
FEW = 3
NOTHING = Problem(
    "there is no network in what was copied",
    'Copy variables in this program first, arrows in lines such as "A -> B", or a model from DAGitty',
)


def network_to_text(network: BayesianNetwork, points: Mapping[str, Point] | None = None) -> str:
    """Return a network as the text of a scenario file, with its arrows in plain words above.

    Variables that are never measured are told apart as long as one other is there: a scenario needs one.
    """
    hidden = network.hidden if network.observed else frozenset()
    kept = BayesianNetwork(network.variables, network.tables, hidden)
    measured = tuple(kept.variables[index] for index in kept.observed)
    space = dags_over(range(min(FEW, len(measured))))
    scenario = Scenario(title=TITLE, variables=measured, world=kept, space=space, positions=Positions(points or {}))
    return "".join(f"# {line}\n" for line in _in_words(kept)) + write_scenario(scenario)


def content_from_text(text: str) -> NetworkFile:
    """Return the network in a text, with all that the text says beside it.

    Parameters
    ----------
    text
        What `network_to_text` gave, any scenario file with a world, or what `parse_pasted` reads: DAGitty, DOT,
        arrows in lines, or the text of a file of a network.

    Raises
    ------
    InvalidInput
        When there is no network in it, or it is at fault.
    """
    if not text.strip():
        raise InvalidInput(NOTHING)
    if re.search(r"^world:", text, re.MULTILINE) is None:
        return parse_pasted(text)
    scenario = parse_scenario(text)
    if scenario.world is None:
        raise InvalidInput(NOTHING)
    title = "" if scenario.title == TITLE else scenario.title
    return NetworkFile(scenario.world, scenario.positions, scenario.notes, title)


def _in_words(network: BayesianNetwork) -> list[str]:
    arrows = [f"{network.names[parent]} -> {network.names[child]}" for parent, child in network.dag.edges()]
    return [", ".join(_described(variable) for variable in network.variables), *arrows]


def _described(variable: Variable) -> str:
    return f"{variable.name} ({', '.join(variable.states)})"
