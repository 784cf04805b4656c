"""Reading what may be true from a file of its own: candidates and prior, as docs/hypotheses.md describes them."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.files.belief_schema import BELIEF, HYPOTHESES
from engine.files.belief_section import BeliefReading, read_changed_belief
from engine.files.faults import Faults
from engine.files.forms import Form, nearest
from engine.files.network_files import SCENARIO_SUFFIXES, suffix_of, unknown_kind
from engine.files.reading import PathLike, read_text
from engine.files.scenario_reader import LARGEST_FILE, check_format, parse_scenario
from engine.files.yaml_tree import MapNode, Node, TextNode, parse_yaml
from engine.hypotheses.space import Hypotheses, HypothesisSpace
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions
from engine.problems import InvalidInput, Problem

WHERE = "hypotheses"
# What begins a line of such a file and of no scenario.
_BEGINS = re.compile(r"""^(?:["']?(?:over|candidates)["']?\s*:|\{)""", re.MULTILINE)
_WORLD = re.compile(r"""^["']?world["']?\s*:""", re.MULTILINE)
_NONE = ("these are no hypotheses", "Begin with format: 1 and over:, the variables that they are about")


@dataclass(frozen=True)
class HypothesesFile:
    """Candidates and what their weights start from, before any data.

    Parameters
    ----------
    path
        The file.
    names
        The variables that the candidates are about; node k of a candidate is the k-th.
    space, assumptions
        What may be true, and the prior; columns of the space are places among `names`.
    line
        Where the names stand; None when they come from a scenario.
    """

    path: str
    names: tuple[str, ...]
    space: Hypotheses
    assumptions: Assumptions
    line: int | None = None

    def check_columns(self, columns: Sequence[str]) -> None:
        """Raise InvalidInput when a table of data with these columns is about other variables.

        A hidden variable may not be called like a column either: what is in the table is seen.
        """
        place = WHERE if self.line else "belief"
        problems = [
            Problem(f'the data have no column "{name}"', nearest(name, columns), f"{place}, over", self.line)
            for name in self.names
            if name not in columns
        ]
        shapes = self.space.shapes.values() if isinstance(self.space, HypothesisSpace) else ()
        hidden = dict.fromkeys(each.name for shape in shapes for each in shape.hidden if each.name)
        for name in hidden:
            if name in columns:
                what = f'a hidden variable is called "{name}", like a column of the data'
                remedy = "Give the hidden one another name, or add the column to over:"
                problems.append(Problem(what, remedy, f"{place}, candidates"))
        if problems:
            raise InvalidInput(*problems, source=self.path)


def read_hypotheses(path: PathLike) -> HypothesesFile:
    """Return the hypotheses of a file; of a scenario, those of its belief.

    Parameters
    ----------
    path
        A YAML file.

    Raises
    ------
    InvalidInput
        With every fault of the file, by line: what is wrong, where, and what would be right.
    """
    if suffix_of(path) not in SCENARIO_SUFFIXES:
        raise unknown_kind(path, WHERE, SCENARIO_SUFFIXES)
    text, source = read_text(path, LARGEST_FILE), os.fspath(path)
    try:
        scenario = _WORLD.search(text) is not None and not holds_hypotheses(text)
        return replace(_of_scenario(text) if scenario else parse_hypotheses(text), path=source)
    except InvalidInput as error:
        raise error.within(source) from None


def holds_hypotheses(text: str) -> bool:
    """Return whether a text is meant as hypotheses by themselves, not as a scenario; a look at its first keys."""
    if _BEGINS.search(text) is None:
        return False
    try:
        node = parse_yaml(text)
    except InvalidInput:
        # Whoever reads it as hypotheses says what is wrong.
        return True
    keys = {key.text for key, _ in node.entries} if isinstance(node, MapNode) else set()
    return bool(keys & {"over", "candidates"}) and not keys & {"world", "steps"}


def parse_hypotheses(text: str) -> HypothesesFile:
    """Return the hypotheses that a text describes; raise InvalidInput with every fault."""
    node = parse_yaml(text)
    if not isinstance(node, MapNode):
        raise InvalidInput(Problem(*_NONE, line=node.line))
    check_format(node, *_NONE)
    faults = Faults()
    form = Form(node, HYPOTHESES, faults, WHERE)
    # What belief is read from: all but the keys that are at fault already, or say what the file is.
    values = {key.text: (key, value) for key, value in node.entries}
    entries = [values[key.name] for key in BELIEF.keys if key.name in values]
    reading = BeliefReading(_variables(form.node("over")), frozenset(), where=WHERE)
    belief = read_changed_belief(MapNode(node.line, tuple(entries)), reading, faults)
    faults.raise_any()
    if belief is None:
        raise InvalidInput(Problem("these hypotheses are not complete", "Compare them with docs/hypotheses.md"))
    names = tuple(reading.measured[column].name for column in belief[0].over)
    return HypothesesFile("", names, *belief, line=form.line_of("over"))


def _variables(node: Node | None) -> tuple[Variable, ...]:
    # Names are enough to read candidates by; their states are those of the data.
    items = getattr(node, "items", (node,))
    names = [item.text for item in items if isinstance(item, TextNode) and item.text.strip()]
    return tuple(Variable(name, ("no", "yes")) for name in dict.fromkeys(names))


def _of_scenario(text: str) -> HypothesesFile:
    scenario = parse_scenario(text)
    names = tuple(scenario.variables[column].name for column in scenario.space.over)
    space = replace(scenario.space, over=tuple(range(len(names))))
    return HypothesesFile("", names, space, scenario.assumptions)
