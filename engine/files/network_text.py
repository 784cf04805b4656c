"""A network as text to be copied and pasted: a scenario file whose first lines say what is in it, or BIF."""

from __future__ import annotations

from collections.abc import Mapping

from engine.files.bif import network_from_bif
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
    "Copy variables in this program first, or the text of a scenario file or of a BIF file",
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


def network_from_text(text: str) -> tuple[BayesianNetwork, Positions]:
    """Return the network in a text, and where its variables lie as far as the text says.

    Parameters
    ----------
    text
        What `network_to_text` gave, any scenario file with a world, or a BIF file.

    Raises
    ------
    InvalidInput
        When there is no network in it, or it is at fault.
    """
    if text.lstrip().startswith("network"):
        return network_from_bif(text), Positions()
    if "world:" not in text:
        raise InvalidInput(NOTHING)
    scenario = parse_scenario(text)
    if scenario.world is None:
        raise InvalidInput(NOTHING)
    return scenario.world, scenario.positions


def _in_words(network: BayesianNetwork) -> list[str]:
    arrows = [f"{network.names[parent]} -> {network.names[child]}" for parent, child in network.dag.edges()]
    return [", ".join(_described(variable) for variable in network.variables), *arrows]


def _described(variable: Variable) -> str:
    return f"{variable.name} ({', '.join(variable.states)})"
