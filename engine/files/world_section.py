"""Reading the world of a scenario: variables, tables, arrows, places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from engine.files.faults import Faults
from engine.files.forms import Form, entries, nearest, number_of, text_of
from engine.files.scenario_schema import WORLD
from engine.files.tables_section import read_tables
from engine.files.yaml_tree import ListNode, Node, TextNode
from engine.hypotheses.notation import parse_structure
from engine.networks.network import BayesianNetwork
from engine.networks.variables import Variable
from engine.problems import InvalidInput
from engine.sessions.notes import Notes
from engine.sessions.positions import Positions


@dataclass(frozen=True)
class World:
    """What the world section says.

    Parameters
    ----------
    variables
        All variables, hidden ones too.
    hidden
        Names of those that are not measured.
    network
        The network; None when there are no tables, or they are at fault.
    positions
        Where nodes lie.
    notes
        What is written about variables.
    """

    variables: tuple[Variable, ...]
    hidden: frozenset[str]
    network: BayesianNetwork | None
    positions: Positions
    notes: Notes = field(default_factory=Notes)

    @property
    def measured(self) -> tuple[Variable, ...]:
        """The variables that are measured, in order."""
        return tuple(variable for variable in self.variables if variable.name not in self.hidden)


def read_world(node: Node, faults: Faults) -> World | None:
    """Return what the section says; None when not even its variables can be read. Faults are noted."""
    form = Form(node, WORLD, faults, "world")
    variables = _variables(form)
    if not variables:
        return None
    names = [variable.name for variable in variables]
    hidden = frozenset(name.text for name in form.text_nodes("hidden") if _is_known(name, names, form, "hidden"))
    if len(hidden) == len(variables):
        faults.add("every variable is hidden", "Leave one that is measured", "world, hidden", form.line_of("hidden"))
        return None
    positions = read_positions(form.node("positions"), names, faults)
    network = _network(form, variables, hidden)
    return World(variables, hidden, network, positions, _notes(form, names))


def read_positions(node: Node | None, names: Sequence[str], faults: Faults) -> Positions:
    """Return the places of a map from names to pairs of numbers."""
    points: dict[str, tuple[float, float]] = {}
    for name, value in [] if node is None else entries(node, faults, "positions"):
        if name not in names:
            faults.add(f'there is no variable "{name}"', nearest(name, names), "positions", value.line)
        elif not isinstance(value, ListNode) or len(value.items) != 2:
            faults.add("two numbers are wanted here", "Write them like [-1, 0.5]", f"positions, {name}", value.line)
        else:
            x, y = (number_of(item, faults, f"positions, {name}") for item in value.items)
            if x is not None and y is not None:
                points[name] = (x, y)
    return Positions(points)


def _notes(form: Form, names: Sequence[str]) -> Notes:
    node = form.node("notes")
    texts: dict[str, str] = {}
    for name, value in [] if node is None else entries(node, form.faults, "world, notes"):
        if name not in names:
            form.faults.add(f'there is no variable "{name}"', nearest(name, names), "world, notes", value.line)
            continue
        text = text_of(value, form.faults, f"world, notes, {name}")
        if text is not None:
            texts[name] = text
    return Notes(texts)


def _variables(form: Form) -> tuple[Variable, ...]:
    node = form.node("variables")
    found: dict[str, Variable] = {}
    for name, value in [] if node is None else entries(node, form.faults, "world, variables"):
        states = _texts(value, form.faults, f"states of {name}")
        try:
            found.setdefault(name, Variable(name, tuple(states)))
        except InvalidInput as error:
            form.faults.add_all(error, value.line, "world, variables")
    if "variables" in form and not found and not form.faults:
        form.faults.add("there are no variables", "Name one at least", "world", form.line_of("variables"))
    return tuple(found.values())


def _network(form: Form, variables: tuple[Variable, ...], hidden: frozenset[str]) -> BayesianNetwork | None:
    faults = form.faults
    if "tables" not in form:
        for key in ("edges", "hidden"):
            if key in form:
                faults.add(f"the world has {key} but no tables", "Add its tables", "world", form.line_of(key))
        return None
    before = len(faults)
    tables = read_tables(form.node("tables"), variables, faults)
    if len(faults) > before:
        return None
    hidden_indices = frozenset(index for index, each in enumerate(variables) if each.name in hidden)
    try:
        network = BayesianNetwork(variables, tuple(tables[index] for index in sorted(tables)), hidden_indices)
    except InvalidInput as error:
        faults.add_all(error, form.line_of("tables"), "tables")
        return None
    _check_edges(form, network)
    return network


def _check_edges(form: Form, network: BayesianNetwork) -> None:
    if "edges" not in form:
        return
    said: set[tuple[int, int]] = set()
    before = len(form.faults)
    for node in form.text_nodes("edges"):
        try:
            said.update(parse_structure(node.text, network.names).edges())
        except InvalidInput as error:
            form.faults.add_all(error, node.line, "world, edges")
    if len(form.faults) > before:
        return
    for parent, child in sorted(said ^ set(network.dag.edges())):
        arrow = f"{network.names[parent]} -> {network.names[child]}"
        holder = "edges" if (parent, child) in said else "tables"
        what = f"the arrow {arrow} stands in the {holder} only"
        form.faults.add(what, "Edges and tables must agree", "world, edges", form.line_of("edges"))


def _is_known(name: TextNode, names: Sequence[str], form: Form, key: str) -> bool:
    if name.text not in names:
        form.faults.add(f'there is no variable "{name.text}"', nearest(name.text, names), f"world, {key}", name.line)
    return name.text in names


def _texts(node: Node, faults: Faults, where: str) -> list[str]:
    items = node.items if isinstance(node, ListNode) else (node,)
    found = (text_of(item, faults, where) for item in items)
    return [text for text in found if text is not None]
