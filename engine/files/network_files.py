"""Networks from any file that holds one."""

from __future__ import annotations

import os
from pathlib import PurePath

from engine.files import bif, scenario_reader
from engine.files.reading import PathLike, opened
from engine.networks.network import BayesianNetwork
from engine.problems import InvalidInput, Problem

NETWORK_SUFFIXES = (".bif",)
SCENARIO_SUFFIXES = scenario_reader.SUFFIXES


def suffix_of(path: PathLike) -> str:
    """Return the ending of a file's name in small letters, with its full stop."""
    return PurePath(path).suffix.lower()


def read_network(path: PathLike) -> BayesianNetwork:
    """Return the network in a BIF file, or the world of a scenario.

    Raises
    ------
    InvalidInput
        When the file cannot be read, is of another kind, or is a scenario without a world.
    """
    suffix = suffix_of(path)
    if suffix in NETWORK_SUFFIXES:
        return bif.read_bif(path)
    if suffix in SCENARIO_SUFFIXES:
        world = scenario_reader.read_scenario(path).world
        if world is None:
            problem = Problem("this scenario has no world, only data", "Choose one with a world, or a network")
            raise InvalidInput(problem, source=os.fspath(path))
        return world
    raise unknown_kind(path, "networks", (*NETWORK_SUFFIXES, *SCENARIO_SUFFIXES))


def unknown_kind(path: PathLike, what: str, suffixes: tuple[str, ...]) -> InvalidInput:
    """Return what to say of a file whose name ends in none of `suffixes`; raise when it cannot even be read."""
    with opened(path, limit_bytes=1 << 62):
        known = ", ".join(suffixes[:-1]) + f" or {suffixes[-1]}"
        suffix = suffix_of(path)
        ending = f"its name ends in {suffix}" if suffix else "its name has no ending"
        problem = Problem(ending, f"This program reads {what} from {known} files")
        return InvalidInput(problem, source=os.fspath(path))
