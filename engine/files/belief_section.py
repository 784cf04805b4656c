"""Reading a belief: what it is about, the candidates, and what weights start from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.files.assumptions_section import read_assumptions
from engine.files.belief_schema import BELIEF
from engine.files.candidates_section import count_candidates, read_candidates
from engine.files.faults import Faults
from engine.files.forms import Form, nearest
from engine.files.yaml_tree import Node, TextNode
from engine.hypotheses.dags import LARGEST
from engine.hypotheses.space import (
    SUMMABLE,
    AllDags,
    Hypotheses,
    HypothesisSpace,
    dags_over,
    every_dag,
    listed,
    refuse_unlistable,
)
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions
from engine.posterior.prior_check import check_prior
from engine.problems import InvalidInput

ALL_DAGS = "all-dags"
Belief = tuple[Hypotheses, Assumptions]


@dataclass(frozen=True)
class BeliefReading:
    """What a belief section is read by.

    Parameters
    ----------
    measured
        The variables that are measured, in order.
    hidden
        Names of those that are not.
    start
        The belief that keys left out are taken from; None for none.
    where
        What faults are said of.
    """

    measured: Sequence[Variable]
    hidden: frozenset[str]
    start: Belief | None = None
    where: str = "belief"


def read_belief(
    node: Node | None, measured: Sequence[Variable], hidden: frozenset[str], faults: Faults
) -> Belief | None:
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
    return read_changed_belief(node, BeliefReading(measured, hidden), faults)


def read_changed_belief(node: Node | None, reading: BeliefReading, faults: Faults) -> Belief | None:
    """Return the belief of a section in which keys may be left out that keep what was there; as `read_belief`."""
    form = Form(node if node is not None else TextNode(1, ""), BELIEF, faults, reading.where)
    before = len(faults)
    over = _over(form, reading)
    names = [reading.measured[column].name for column in over]
    found = _space(form, over, names, reading) if over else None
    space, weights = found if found is not None else (None, None)
    assumptions = read_assumptions(form, names, weights, None if reading.start is None else reading.start[1])
    if space is None or assumptions is None or len(faults) > before:
        return None
    if isinstance(space, AllDags) and assumptions.needs_listing and space.n <= LARGEST:
        space = every_dag(space.over)
    try:
        check_prior(space, names, assumptions)
    except InvalidInput as error:
        faults.add_all(error, form.line, reading.where)
        return None
    return space, assumptions


def _over(form: Form, reading: BeliefReading) -> tuple[int, ...]:
    names = [variable.name for variable in reading.measured]
    if "over" not in form:
        if reading.start is not None:
            return reading.start[0].over
        if len(names) > SUMMABLE:
            what = f"it is not said which of the {len(names)} variables it is about"
            form.faults.add(what, f"Add over: with at most {SUMMABLE} of them", reading.where, form.line)
            return ()
        return tuple(range(len(names)))
    over: list[int] = []
    before = len(form.faults)
    for node in form.text_nodes("over"):
        if node.text in reading.hidden:
            what, remedy = f"{node.text} is hidden", "Belief can be about measured variables"
        elif node.text not in names:
            what, remedy = f'there is no variable "{node.text}"', nearest(node.text, names)
        elif names.index(node.text) in over:
            what, remedy = f"{node.text} appears twice", "Name each variable once"
        else:
            over.append(names.index(node.text))
            continue
        form.faults.add(what, remedy, f"{reading.where}, over", node.line)
    if not over and len(form.faults) == before:
        form.faults.add("no variable is named", "Name one at least", f"{reading.where}, over", form.line_of("over"))
    return tuple(over)


def _space(
    form: Form, over: tuple[int, ...], names: Sequence[str], reading: BeliefReading
) -> tuple[Hypotheses, tuple[float, ...] | None] | None:
    # The candidates, and the weights that stand beside them, if any.
    where = f"{reading.where}, candidates"
    node = form.node("candidates")
    try:
        if node is None and reading.start is not None and not reading.start[0].complete:
            return _kept(form, over, reading.start[0], where)
        if node is None or (isinstance(node, TextNode) and node.text == ALL_DAGS):
            return _all_dags(form, over, names)
        if "weights" in form:
            what, remedy = "the weights of a list stand with its candidates", "Write weight: with each of them"
            form.faults.add(what, remedy, f"{reading.where}, weights", form.line_of("weights"))
        nodes = form.items("candidates")
        # Before they are made: a line may stand for hundreds of thousands.
        refuse_unlistable(over, count_candidates(nodes, names))
        found = read_candidates(nodes, names, form.faults, where)
        if found is None:
            return None
        weights = tuple(entry.weight for entry in found if entry.weight is not None)
        return listed(over, [entry.candidate for entry in found]), weights or None
    except InvalidInput as error:
        form.faults.add_all(error, form.line_of("candidates"), where)
        return None


def _kept(
    form: Form, over: tuple[int, ...], space: Hypotheses, where: str
) -> tuple[Hypotheses, tuple[float, ...] | None] | None:
    if over == space.over:
        return space, None
    if len(over) == space.n and isinstance(space, HypothesisSpace):
        return replace(space, over=over), None
    what = f"the candidates that were there are about {space.n} variables, and belief is now over {len(over)}"
    form.faults.add(what, "Say candidates: anew", where, form.line_of("over"))
    return None


def _all_dags(
    form: Form, over: tuple[int, ...], names: Sequence[str]
) -> tuple[Hypotheses, tuple[float, ...] | None] | None:
    node = form.node("weights")
    if node is None:
        return dags_over(over), None
    space = every_dag(over)
    weights = _weights_of_dags(form, space, names)
    return None if weights is None else (space, weights)


def _weights_of_dags(form: Form, space: HypothesisSpace, names: Sequence[str]) -> tuple[float, ...] | None:
    where = form.place("weights")
    found = read_candidates(form.items("weights"), names, form.faults, where)
    if found is None:
        return None
    numbers = {tuple(row): number for number, row in enumerate(space.parents.tolist())}
    weights = [0.0] * len(space)
    before = len(form.faults)
    for entry in found:
        if not entry.candidate.is_dag:
            what = "something is hidden in this structure"
            form.faults.add(what, "List it among the candidates", where, entry.line)
        elif entry.weight is None:
            form.faults.add("this structure has no weight", "Write {structure: ..., weight: ...}", where, entry.line)
        else:
            weights[numbers[entry.candidate.graph.parents]] = entry.weight
    return tuple(weights) if len(form.faults) == before else None
