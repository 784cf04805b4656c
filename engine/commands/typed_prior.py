"""What was typed about belief before any data, and the numbers that come with it; all faults of it at once."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import Any

from engine.posterior.assumptions import Assumptions
from engine.posterior.most_probable import MOST
from engine.posterior.rule_text import Arrows, Tiers, read_arrows, read_tiers
from engine.posterior.sampled import MOST_DRAWS
from engine.problems import InvalidInput, Problem

_FIELDS = {"ess": "equivalent_sample_size", "prior": "prior", "max_parents": "max_parents", "penalty": "penalty"}


def typed_assumptions(arguments: argparse.Namespace, start: Assumptions) -> Assumptions:
    """Return what weights start from: what was typed, and `start` for all that was not.

    Raises
    ------
    InvalidInput
        With every fault of the command line.
    """
    problems = _out_of_range(arguments)
    said: dict[str, Any] = {
        field: getattr(arguments, typed) for typed, field in _FIELDS.items() if getattr(arguments, typed) is not None
    }
    if said.get("prior", "own") != "own":
        said["weights"] = ()
    try:
        said |= _rules(arguments)
    except InvalidInput as error:
        problems.extend(error.problems)
    try:
        assumptions = replace(start, **said)
    except InvalidInput as error:
        problems.extend(error.problems)
    if problems:
        raise InvalidInput(*problems, source="command line")
    return assumptions


def _rules(arguments: argparse.Namespace) -> dict[str, Arrows | Tiers]:
    problems: list[Problem] = []
    found: dict[str, Arrows | Tiers] = {}
    for flag, field, texts in (
        ("--require", "required", arguments.require),
        ("--forbid", "forbidden", arguments.forbid),
    ):
        try:
            if texts:
                found[field] = read_arrows(flag, texts)
        except InvalidInput as error:
            problems.extend(error.problems)
    try:
        if arguments.tiers is not None:
            found["tiers"] = read_tiers(arguments.tiers)
    except InvalidInput as error:
        problems.extend(error.problems)
    if problems:
        raise InvalidInput(*problems)
    return found


def _out_of_range(arguments: argparse.Namespace) -> list[Problem]:
    problems = []
    if not 1 <= arguments.top <= MOST:
        what = f"the {arguments.top} most probable structures were asked for"
        problems.append(Problem(what, f"Ask for 1 to {MOST:,}", "--top"))
    if arguments.draws is not None and not 2 <= arguments.draws <= MOST_DRAWS:
        problems.append(Problem(f"{arguments.draws} draws were asked for", f"Ask for 2 to {MOST_DRAWS:,}", "--draws"))
    if arguments.seed < 0:
        problems.append(Problem("the seed is below 0", "Give a whole number from 0 on", "--seed"))
    if arguments.hypotheses is not None and arguments.columns is not None:
        remedy = "Leave it out: the file says which variables, with over:"
        problems.append(Problem("it stands beside --hypotheses", remedy, "--columns"))
    return problems
