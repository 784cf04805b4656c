"""`simulate`: rows drawn from a network, as a table of data."""

from __future__ import annotations

import argparse
import sys

import numpy as np

from engine.commands.exit_codes import DONE
from engine.data.dataset import Batch, Dataset
from engine.data.simulation import simulate as drawn_rows
from engine.files.csv_tables import table_text, write_table
from engine.files.network_files import read_network
from engine.networks.interventions import Intervention, Regime, do, randomize
from engine.networks.network import BayesianNetwork
from engine.problems import InvalidInput, Problem

MOST_ROWS = 10_000_000


def simulate(arguments: argparse.Namespace) -> int:
    """Draw rows and write them; those of hidden variables are left out. Return the exit code.

    Seed S gives the rows that the first draw of a session with seed S gives.
    """
    problems = [] if 1 <= arguments.rows <= MOST_ROWS else [_rows_out_of_range()]
    if arguments.seed < 0:
        problems.append(Problem("the seed is below 0", "Give a whole number from 0 on", "--seed"))
    if problems:
        raise InvalidInput(*problems, source="command line")
    network = read_network(arguments.network)
    regime = regime_from(arguments.do, arguments.randomize, network)
    rng = np.random.default_rng(np.random.SeedSequence(arguments.seed, spawn_key=(0,)))
    rows = drawn_rows(network, arguments.rows, rng, regime)
    data = Dataset(network.variables, (Batch(rows, regime, drawn=True),)).columns(network.observed)
    if arguments.out is None:
        sys.stdout.writelines(table_text(data, batches=False))
    else:
        write_table(arguments.out, data, batches=False)
    return DONE


def regime_from(settings: list[str], randomized: list[str], network: BayesianNetwork) -> Regime:
    """Return the regime that `--do VAR=STATE` and `--randomize VAR` describe.

    Raises
    ------
    InvalidInput
        With every unknown or hidden variable, unknown state, and variable set twice.
    """
    problems: list[Problem] = []
    found: list[Intervention] = []
    for text in settings:
        try:
            found.append(_setting(text, network))
        except InvalidInput as error:
            problems.extend(_said_of(f"--do {text}", error))
    for name in randomized:
        try:
            found.append(randomize(_target(name, network)))
        except InvalidInput as error:
            problems.extend(_said_of(f"--randomize {name}", error))
    problems.extend(_set_twice(found, network))
    if problems:
        raise InvalidInput(*problems, source="command line")
    return Regime(tuple(found))


def _setting(text: str, network: BayesianNetwork) -> Intervention:
    # Names may hold "=" themselves, so the first place where a name ends is the right one.
    parts = text.split("=")
    splits = [("=".join(parts[:place]), "=".join(parts[place:])) for place in range(1, len(parts))]
    if not splits:
        raise InvalidInput(Problem("the state is missing", "Write it like VAR=STATE"))
    name, state = next((split for split in splits if split[0] in network.names), splits[0])
    target = _target(name, network)
    return do(target, network.variables[target].code(state))


def _target(name: str, network: BayesianNetwork) -> int:
    target = network.index(name)
    if target in network.hidden:
        raise InvalidInput(Problem(f"{name} is hidden", "Only variables that are measured can be set"))
    return target


def _set_twice(found: list[Intervention], network: BayesianNetwork) -> list[Problem]:
    targets = [each.target for each in found]
    return [
        Problem(f"{network.names[target]} is set twice at once", "Set each variable once")
        for target in sorted(set(targets))
        if targets.count(target) > 1
    ]


def _said_of(place: str, error: InvalidInput) -> list[Problem]:
    return [Problem(problem.what, problem.remedy, place) for problem in error.problems]


def _rows_out_of_range() -> Problem:
    return Problem("the number of rows is out of range", f"Give 1 to {MOST_ROWS:,}", "--rows")
