"""Reading the belief of a scenario: what it is about, the candidates, and what weights start from."""

from __future__ import annotations

from collections.abc import Sequence

from engine.files.faults import Faults
from engine.files.forms import Form, nearest, number_of, text_of
from engine.files.scenario_schema import BELIEF
from engine.files.yaml_tree import ListNode, Node, TextNode
from engine.hypotheses.notation import parse_structure
from engine.hypotheses.space import SUMMABLE, Hypotheses, dags_over, listed
from engine.networks.dag import CycleError, Dag
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions
from engine.problems import InvalidInput

ALL_DAGS = "all-dags"


def read_belief(
    node: Node | None, measured: Sequence[Variable], hidden: frozenset[str], faults: Faults
) -> tuple[Hypotheses, Assumptions] | None:
    """Return the candidates and assumptions; None when they are at fault. Faults are noted.

    Parameters
    ----------
    node
        The section; None when it is missing: all DAGs over all variables, when there are at most 20.
    measured
        The variables that are measured, in order.
    hidden
        Names of those that are not.
    faults
        Where faults are noted.
    """
    form = Form(node if node is not None else TextNode(1, ""), BELIEF, faults, "belief")
    before = len(faults)
    over = _over(form, measured, hidden)
    space = _space(form, over, measured)
    assumptions = _assumptions(form)
    return (space, assumptions) if space and assumptions and len(faults) == before else None


def _over(form: Form, measured: Sequence[Variable], hidden: frozenset[str]) -> tuple[int, ...]:
    names = [variable.name for variable in measured]
    if "over" not in form:
        if len(names) > SUMMABLE:
            what = f"it is not said which of the {len(names)} variables it is about"
            form.faults.add(what, f"Add over: with at most {SUMMABLE} of them", "belief", form.line)
            return ()
        return tuple(range(len(names)))
    over: list[int] = []
    for node in form.text_nodes("over"):
        if node.text in hidden:
            what, remedy = f"{node.text} is hidden", "Belief can be about measured variables"
        elif node.text not in names:
            what, remedy = f'there is no variable "{node.text}"', nearest(node.text, names)
        elif names.index(node.text) in over:
            what, remedy = f"{node.text} appears twice", "Name each variable once"
        else:
            over.append(names.index(node.text))
            continue
        form.faults.add(what, remedy, "belief, over", node.line)
    return tuple(over)


def _space(form: Form, over: tuple[int, ...], measured: Sequence[Variable]) -> Hypotheses | None:
    if not over:
        if "over" in form and not form.faults:
            form.faults.add("no variable is named", "Name one at least", "belief, over", form.line_of("over"))
        return None
    node = form.node("candidates")
    try:
        if node is None or (isinstance(node, TextNode) and node.text == ALL_DAGS):
            return dags_over(over)
        dags = _candidates(form, [measured[column].name for column in over])
        return None if dags is None else listed(over, dags)
    except InvalidInput as error:
        form.faults.add_all(error, form.line_of("candidates"), "belief, candidates")
        return None


def _candidates(form: Form, names: Sequence[str]) -> list[Dag] | None:
    before = len(form.faults)
    found = [_candidate(item, names, form.faults) for item in form.items("candidates")]
    return [dag for dag in found if dag is not None] if len(form.faults) == before else None


def _candidate(node: Node, names: Sequence[str], faults: Faults) -> Dag | None:
    where = "belief, candidates"
    try:
        if isinstance(node, ListNode):
            return _from_pairs(node, names, faults, where)
        text = text_of(node, faults, where)
        return None if text is None else parse_structure(text, names)
    except InvalidInput as error:
        faults.add_all(error, node.line, where)
        return None


def _from_pairs(node: ListNode, names: Sequence[str], faults: Faults, where: str) -> Dag | None:
    edges = []
    for pair in node.items:
        ends = pair.items if isinstance(pair, ListNode) else ()
        known = [end.text for end in ends if isinstance(end, TextNode) and end.text in names]
        if len(ends) != 2 or len(known) != 2:
            faults.add("this is no pair of variables", "Write an arrow A -> B as [A, B]", where, pair.line)
            return None
        edges.append((names.index(known[0]), names.index(known[1])))
    try:
        return Dag.from_edges(len(names), edges)
    except CycleError:
        faults.add("the arrows close a circle", "Leave one of them out", where, node.line)
        return None


def _assumptions(form: Form) -> Assumptions | None:
    size_node = form.node("equivalent_sample_size")
    size = 1.0 if size_node is None else number_of(size_node, form.faults, "belief, equivalent_sample_size")
    if size is None:
        return None
    most = form.whole("max_parents", 0, 0, 99) if "max_parents" in form else None
    try:
        return Assumptions(size, form.text("prior", "uniform"), most)
    except InvalidInput as error:
        line = form.line_of("prior" if "prior" in form.text("prior") else "equivalent_sample_size")
        form.faults.add_all(error, line, "belief")
        return None
