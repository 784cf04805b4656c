"""Reading recorded rows, and what was set by hand while they were gathered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from engine.data.dataset import Values
from engine.files.experiment_schema import RECORD
from engine.files.faults import Faults
from engine.files.forms import Form, entries, nearest, number_of, text_of, whole_of
from engine.files.row_blocks import rows_from_text
from engine.files.yaml_tree import ListNode, MapNode, Node, TextNode
from engine.networks.interventions import Intervention, Regime, do, push, randomize, regime_problems, soft
from engine.networks.variables import Variable
from engine.problems import InvalidInput
from engine.sessions.actions import LARGEST_DRAW
from engine.sessions.recording import Configuration, rows_from_counts
from engine.sessions.verbs import Record


def read_record(node: Node, variables: Sequence[Variable], faults: Faults, where: str) -> Record | None:
    """Return recorded rows; None when they are at fault, which is noted.

    Parameters
    ----------
    node
        A map with ``counts`` or ``rows``, and ``set``, ``randomise``, ``push`` and ``changed`` where a hand
        was in it.
    variables
        The variables that are measured, in order.
    faults, where
        Where faults are noted, and what they are said of.
    """
    form = Form(node, RECORD, faults, where)
    before = len(faults)
    regime = read_regime(form, variables)
    if ("counts" in form) == ("rows" in form):
        faults.add("either counts or rows are wanted", "Give one of the two", where, form.line)
        return None
    if "rows" in form:
        values = read_rows(form, variables)
    else:
        values = rows_from_counts(_counts(form, regime, variables), variables)
    return Record(values, regime) if values is not None and len(faults) == before else None


def read_rows(form: Form, variables: Sequence[Variable]) -> Values | None:
    """Return the rows of a block of codes; None when they are at fault."""
    try:
        return rows_from_text(form.text("rows"), variables)
    except InvalidInput as error:
        form.faults.add_all(error, form.line_of("rows"), form.place("rows"))
        return None


def read_regime(form: Form, variables: Sequence[Variable]) -> Regime:
    """Return what the keys ``set``, ``randomise``, ``push`` and ``changed`` say; faults are left out, and noted."""
    interventions: dict[int, Intervention] = {}
    named = [*read_set(form, variables), *read_randomise(form, variables), *read_push(form, variables)]
    for each, line in [*named, *read_changed(form, variables)]:
        if each.target in interventions:
            both = f"{_participle(interventions[each.target])} and {_participle(each)}"
            what = f"{variables[each.target].name} is {both}"
            form.faults.add(what, "Do one of the two", form.where, line)
        interventions[each.target] = each
    return Regime(tuple(interventions.values()))


def read_set(form: Form, variables: Sequence[Variable]) -> list[tuple[Intervention, int]]:
    """Return what the key ``set`` says, each intervention with its line."""
    return _read_states(form, "set", variables, do)


def read_push(form: Form, variables: Sequence[Variable]) -> list[tuple[Intervention, int]]:
    """Return what the key ``push`` says, each intervention with its line."""
    return _read_states(form, "push", variables, push)


def _participle(intervention: Intervention) -> str:
    if intervention.is_pushed:
        return "pushed"
    return {"do": "set", "randomize": "randomised", "soft": "changed"}[intervention.kind]


def _read_states(
    form: Form, key: str, variables: Sequence[Variable], made: Callable[[int, int], Intervention]
) -> list[tuple[Intervention, int]]:
    node = form.node(key)
    where = form.place(key)
    found = []
    for name, value in [] if node is None else entries(node, form.faults, where):
        index = _index(name, variables, form.faults, where, value.line)
        code = None if index is None else _code(value, variables[index], form.faults, where)
        if index is not None and code is not None:
            found.append((made(index, code), value.line))
    return found


def read_randomise(form: Form, variables: Sequence[Variable]) -> list[tuple[Intervention, int]]:
    """Return what the key ``randomise`` says, each intervention with its line."""

    def made(index: int, value: Node | None, where: str) -> Intervention:
        return randomize(index, _distribution(value, form.faults, where))

    return _read_named(form, "randomise", variables, made)


def read_changed(form: Form, variables: Sequence[Variable]) -> list[tuple[Intervention, int]]:
    """Return what the key ``changed`` says, each intervention with its line."""

    def made(index: int, value: Node | None, where: str) -> Intervention:
        if isinstance(value, TextNode):
            return soft(index, label=value.text)
        return soft(index, _distribution(value, form.faults, where))

    return _read_named(form, "changed", variables, made)


def _read_named(
    form: Form, key: str, variables: Sequence[Variable], made: Callable[[int, Node | None, str], Intervention]
) -> list[tuple[Intervention, int]]:
    # Under a key stand variables: in a list by their names alone, in a map each with more to say about it.
    node = form.node(key)
    where = form.place(key)
    given: list[tuple[str, int, Node | None]]
    if isinstance(node, MapNode):
        given = [(name, value.line, value) for name, value in entries(node, form.faults, where)]
    else:
        given = [(name.text, name.line, None) for name in form.text_nodes(key)]
    found = []
    for name, line, value in given:
        index = _index(name, variables, form.faults, where, line)
        if index is None:
            continue
        intervention = made(index, value, where)
        if problems := regime_problems(Regime((intervention,)), tuple(variables)):
            form.faults.add_all(InvalidInput(*problems), line, where)
            continue
        found.append((intervention, line))
    return found


def _distribution(node: Node | None, faults: Faults, where: str) -> tuple[float, ...] | None:
    if node is None or (isinstance(node, ListNode) and not node.items):
        return None
    items = node.items if isinstance(node, ListNode) else (node,)
    numbers = (number_of(item, faults, where) for item in items)
    return tuple(number for number in numbers if number is not None)


def _counts(form: Form, regime: Regime, variables: Sequence[Variable]) -> dict[Configuration, int]:
    counts: dict[Configuration, int] = {}
    where = form.place("counts")
    total = 0
    for item in form.items("counts"):
        values = dict(entries(item, form.faults, where))
        times_node = values.pop("n", None)
        if times_node is None:
            form.faults.add("it has no n", "Say how often it was seen, like n: 7", where, item.line)
            continue
        times = whole_of(times_node, form.faults, where, 0, LARGEST_DRAW)
        configuration = _configuration(values, item.line, regime, variables, form.faults, where)
        if times is not None and configuration is not None:
            counts[configuration] = counts.get(configuration, 0) + times
            total += times
    if total > LARGEST_DRAW:
        form.faults.add(f"there are {total:,} rows", f"One record holds up to {LARGEST_DRAW:,}", where, form.line)
        return {}
    return counts


def _configuration(
    values: Mapping[str, Node],
    line: int,
    regime: Regime,
    variables: Sequence[Variable],
    faults: Faults,
    where: str,
) -> Configuration | None:
    codes: dict[int, int] = {each.target: each.state for each in regime.interventions if each.state is not None}
    sound = True
    for name, value in values.items():
        index = _index(name, variables, faults, where, value.line)
        code = None if index is None else _code(value, variables[index], faults, where)
        if index is None or code is None:
            sound = False
        elif codes.setdefault(index, code) != code:
            faults.add(f"{name} was set to another state", "Leave it out here", where, value.line)
    missing = [variable.name for index, variable in enumerate(variables) if index not in codes]
    if missing and sound:
        faults.add(f"the state of {', '.join(missing[:8])} is missing", "Name one for each variable", where, line)
    return tuple(codes[index] for index in range(len(variables))) if sound and not missing else None


def _index(name: str, variables: Sequence[Variable], faults: Faults, where: str, line: int) -> int | None:
    names = [variable.name for variable in variables]
    if name in names:
        return names.index(name)
    faults.add(f'there is no measured variable "{name}"', nearest(name, names), where, line)
    return None


def _code(node: Node, variable: Variable, faults: Faults, where: str) -> int | None:
    text = text_of(node, faults, where)
    if text is None:
        return None
    if text in variable.states:
        return variable.states.index(text)
    faults.add(f'"{text}" is no state of {variable.name}', nearest(text, variable.states), where, node.line)
    return None
