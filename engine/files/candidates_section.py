"""Reading the candidates of a belief: lines, pairs, structures with weights, and shapes with their slots filled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.files.belief_schema import CANDIDATE
from engine.files.faults import Faults
from engine.files.forms import Form, entries, nearest, text_of, whole_of
from engine.files.yaml_tree import ListNode, MapNode, Node, TextNode
from engine.hypotheses.candidate import MOST_HIDDEN_STATES, Candidate, HiddenVariable
from engine.hypotheses.notation import candidate_from, displayed_candidate, parse_candidate
from engine.hypotheses.templates import TEMPLATES, Template, template_named
from engine.problems import InvalidInput, Problem

ALL = "all"
OPEN = "open"


@dataclass(frozen=True)
class Entry:
    """A candidate as a file lists it.

    Parameters
    ----------
    candidate
        The structure.
    weight
        Its weight before any data, where one stands there.
    line
        Where it stands.
    """

    candidate: Candidate
    weight: float | None
    line: int


def read_candidates(nodes: Iterable[Node], names: Sequence[str], faults: Faults, where: str) -> list[Entry] | None:
    """Return the candidates of a list; None when one of them is at fault. Faults are noted.

    Parameters
    ----------
    nodes
        The items of the list.
    names
        The variables that belief is about, in order.
    faults, where
        Where faults are noted, and what they are said of.
    """
    before = len(faults)
    found = [entry for node in nodes for entry in _entries(node, names, faults, where)]
    if len(faults) > before:
        return None
    _check_listed_once(found, names, faults, where)
    _check_weights(found, names, faults, where)
    return found if len(faults) == before else None


def count_candidates(nodes: Iterable[Node], names: Sequence[str]) -> int:
    """Return how many candidates a list gives, without making them; an item that is at fault counts as one.

    Parameters
    ----------
    nodes, names
        As for `read_candidates`.
    """
    of_shape = {template.key: template.count_filled(len(names)) for template in TEMPLATES}
    return sum(_count(node, of_shape, names) for node in nodes)


def _count(node: Node, of_shape: Mapping[str, int], names: Sequence[str]) -> int:
    values = {key.text: value for key, value in node.entries} if isinstance(node, MapNode) else {}
    shape = values.get("shape")
    return of_shape.get(shape.text, 1) if isinstance(shape, TextNode) and _is_all(values.get("of"), names) else 1


def _is_all(node: Node | None, names: Sequence[str]) -> bool:
    return isinstance(node, TextNode) and node.text == ALL and ALL not in names


def _entries(node: Node, names: Sequence[str], faults: Faults, where: str) -> Iterator[Entry]:
    try:
        if isinstance(node, MapNode) and _is_line(node):
            what = "a line with a colon and a blank in it is read as a key with a value"
            raise InvalidInput(Problem(what, 'Put it in quotes, like "A <- (C: 2) -> B"'))
        if isinstance(node, MapNode):
            yield from _of_map(node, names, faults, where)
        else:
            candidate = _structure(node, names, {}, faults, where)
            if candidate is not None:
                yield Entry(candidate, None, node.line)
    except InvalidInput as error:
        faults.add_all(error, node.line, where)


def _is_line(node: MapNode) -> bool:
    # "A <- (C: 2) -> B" without quotes: a round bracket is open where the key ends.
    key = node.entries[0][0].text if len(node.entries) == 1 else ""
    return key.count("(") > key.count(")")


def _of_map(node: MapNode, names: Sequence[str], faults: Faults, where: str) -> Iterator[Entry]:
    form = Form(node, CANDIDATE, faults, where)
    sizes = _sizes(form)
    weight = _weight(form)
    if ("structure" in form) == ("shape" in form):
        what = "a candidate has a structure and a shape" if "shape" in form else "a candidate has no structure"
        raise InvalidInput(Problem(what, "Give it one of the two: structure, or shape with of"))
    structure = form.node("structure")
    if structure is None:
        found: Sequence[Candidate | None] = _of_shape(form, names, sizes)
    else:
        if "of" in form:
            faults.add('"of" fills the slots of a shape', "Leave it out", where, form.line_of("of"))
        found = [_structure(structure, names, sizes, faults, where)]
    yield from (Entry(each, weight, node.line) for each in found if each is not None)


def _structure(
    node: Node, names: Sequence[str], sizes: Mapping[str, int | None], faults: Faults, where: str
) -> Candidate | None:
    if isinstance(node, ListNode):
        if sizes:
            raise InvalidInput(Problem("pairs name no hidden variables", 'Write it as a line, like "A <- (C) -> B"'))
        return _from_pairs(node, names, faults, where)
    text = text_of(node, faults, where)
    return None if text is None else parse_candidate(text, names, sizes)


def _from_pairs(node: ListNode, names: Sequence[str], faults: Faults, where: str) -> Candidate | None:
    edges = []
    for pair in node.items:
        ends = pair.items if isinstance(pair, ListNode) else ()
        known = [end.text for end in ends if isinstance(end, TextNode) and end.text in names]
        if len(ends) != 2 or len(known) != 2:
            faults.add("this is no pair of variables", "Write an arrow A -> B as [A, B]", where, pair.line)
            return None
        edges.append((names.index(known[0]), names.index(known[1])))
    return candidate_from(len(names), edges, (), names)


def _of_shape(form: Form, names: Sequence[str], sizes: Mapping[str, int | None]) -> Sequence[Candidate]:
    before = len(form.faults)
    key = form.text("shape")
    if len(form.faults) > before:
        return ()
    template = template_named(key)
    if len(sizes) > template.n_hidden:
        named = "a hidden variable is named" if len(sizes) == 1 else f"{len(sizes)} hidden variables are named"
        there = {0: "nothing hidden", 1: "one hidden variable"}.get(template.n_hidden, f"{template.n_hidden} of them")
        what = f'{named}, and "{template.key}" has {there}'
        raise InvalidInput(Problem(what, "Name no more than it has"))
    unseen = [HiddenVariable(name, states) for name, states in sizes.items()]
    unseen += [HiddenVariable()] * (template.n_hidden - len(unseen))
    found = _filled(form, template, names, unseen)
    problems = dict.fromkeys(problem for each in found for problem in each.name_problems(names))
    if problems:
        raise InvalidInput(*problems)
    return found


def _filled(
    form: Form, template: Template, names: Sequence[str], unseen: Sequence[HiddenVariable]
) -> Sequence[Candidate]:
    if "of" not in form:
        what = f'it is not said which variables go into "{template.key}"'
        raise InvalidInput(Problem(what, f"Add of: with {template.n_slots} of them, or of: {ALL}"))
    node = form.node("of")
    if _is_all(node, names):
        if template.n_slots > len(names):
            what = f'"{template.key}" has {template.n_slots} slots, and belief is about {len(names)} variables'
            raise InvalidInput(Problem(what, "Choose a smaller shape, or belief over more variables"))
        return template.all_filled(len(names), unseen)
    before = len(form.faults)
    chosen = form.text_nodes("of")
    if len(form.faults) > before:
        return ()
    if len(chosen) != template.n_slots:
        what = f'"{template.key}" has {template.n_slots} slots, and {len(chosen)} variables were given'
        raise InvalidInput(Problem(what, "Fill every slot with one variable"))
    given = [each.text for each in chosen]
    for name in dict.fromkeys(given):
        if given.count(name) > 1:
            what = f'{name} is put into two slots of "{template.key}"'
            raise InvalidInput(Problem(what, "Put a different variable into each slot"))
    unknown = [each for each in chosen if each.text not in names]
    for each in unknown:
        what = f'there is no variable "{each.text}" to put into "{template.key}"'
        form.faults.add(what, nearest(each.text, [*names, ALL]), form.where, each.line)
    return () if unknown else [template.filled([names.index(each.text) for each in chosen], len(names), unseen)]


def _sizes(form: Form) -> dict[str, int | None]:
    where = form.place("hidden")
    node = form.node("hidden")
    found: dict[str, int | None] = {}
    for name, value in [] if node is None else entries(node, form.faults, where):
        if isinstance(value, TextNode) and value.text == OPEN:
            found[name] = None
        elif isinstance(value, TextNode) and not _is_size(value.text):
            what = f'"{value.text[:40]}" is no number of states for {name}'
            form.faults.add(what, f"Write 2 to {MOST_HIDDEN_STATES}, or {OPEN}", where, value.line)
        else:
            found[name] = whole_of(value, form.faults, where, 2, MOST_HIDDEN_STATES)
    return found


def _is_size(text: str) -> bool:
    # Long numbers are none: Python refuses to read them.
    return text.isdecimal() and len(text) < 9 and 2 <= int(text) <= MOST_HIDDEN_STATES


def _weight(form: Form) -> float | None:
    node = form.node("weight")
    weight = form.number("weight")
    if node is not None and weight is not None and weight < 0:
        form.faults.add(
            f"a candidate has the weight {weight:g}", "Give each candidate a weight of 0 or more", form.where, node.line
        )
    return weight


def _check_listed_once(found: Sequence[Entry], names: Sequence[str], faults: Faults, where: str) -> None:
    lines: dict[Candidate, int] = {}
    for entry in found:
        if entry.candidate in lines:
            called = displayed_candidate(entry.candidate, names)
            earlier = f"It stands in line {lines[entry.candidate]} already; leave one out"
            faults.add(f"{called} is listed twice", earlier, where, entry.line)
        lines.setdefault(entry.candidate, entry.line)


def _check_weights(found: Sequence[Entry], names: Sequence[str], faults: Faults, where: str) -> None:
    weights = [entry.weight for entry in found]
    if all(weight is None for weight in weights):
        return
    for entry in found:
        if entry.weight is None:
            called = displayed_candidate(entry.candidate, names)
            faults.add(f"{called} has no weight, and others have", "Give all of them one, or none", where, entry.line)
    if None not in weights and not any(weights):
        remedy = "Give at least one of them a weight above 0"
        faults.add("every candidate has the weight 0", remedy, where, found[0].line)
