"""Model strings of R bnlearn: `[A][B|A][C|A:B]`, a bracket for each variable with its parents behind a bar."""

from __future__ import annotations

import re

from engine.files.network_file import NetworkFile
from engine.files.network_parts import TablePart, VariablePart, network_from_parts, uniform
from engine.files.structure_file import STATES, TABLES_MADE_UP
from engine.problems import InvalidInput, Problem

_BRACKET = re.compile(r"\[([^\[\]]*)\]")
_WHOLE = re.compile(r"\s*[\"']?(?:\s*\[[^\[\]]*+\])++\s*[\"']?\s*")


def is_model_string(text: str) -> bool:
    """Return whether a text consists of brackets alone."""
    return _WHOLE.fullmatch(text) is not None


def network_from_model_string(text: str) -> NetworkFile:
    """Return the network of a model string; its tables are made up.

    Raises
    ------
    InvalidInput
        For brackets without a name, parents that have no bracket, and arrows that close a circle.
    """
    variables, tables, problems = [], [], []
    for content in _BRACKET.findall(text):
        child, *given = (part.strip() for part in content.split("|"))
        parents = tuple(parent.strip() for parent in given[0].split(":")) if given else ()
        if len(given) > 1:
            problems.append(Problem("it has more than one bar", "Write it like [C|A:B]", f"[{content[:40]}]"))
        elif not child or not all(parents):
            problems.append(Problem("a name is missing", "Write it like [C|A:B]", f"[{content[:40]}]"))
        variables.append(VariablePart(child, STATES))
        tables.append(TablePart(child, parents, uniform))
    if problems:
        raise InvalidInput(*problems)
    return NetworkFile(network_from_parts(variables, tables), losses=(TABLES_MADE_UP,))
