"""Reading where a saved session stood."""

from __future__ import annotations

from dataclasses import replace

from engine.data.dataset import Batch, Dataset
from engine.files.belief_section import read_belief
from engine.files.costs_section import read_costs
from engine.files.faults import Faults
from engine.files.forms import Form, whole_of
from engine.files.plan_section import read_plan
from engine.files.record_section import read_regime, read_rows
from engine.files.session_schema import BATCH, LESSON, SESSION
from engine.files.tables_section import read_tables
from engine.files.world_section import read_positions
from engine.files.yaml_tree import Node, TextNode
from engine.hypotheses.notation import parse_candidate
from engine.networks.network import BayesianNetwork
from engine.problems import InvalidInput
from engine.sessions.actions import LARGEST_SEED
from engine.sessions.pins import Pins, check_pins
from engine.sessions.positions import Positions
from engine.sessions.state import LessonProgress, SessionState

_Sourced = tuple[Batch, BayesianNetwork | None]


def read_session(node: Node, start: SessionState, faults: Faults) -> SessionState:
    """Return the state that a session section describes; faults are noted.

    Parameters
    ----------
    node
        The section.
    start
        The state in which the scenario of the file starts.
    faults
        Where faults are noted; when there are any, the state is not to be used.
    """
    form = Form(node, SESSION, faults, "session")
    seed = form.whole("seed", start.seed, 0, LARGEST_SEED)
    covered = "covered" if start.world_covered else "open"
    batches = _batches(form, start)
    plan = read_plan(form, start.variables)
    believing = _with_belief(form, start)
    return replace(
        believing,
        world=_world(form, start.world),
        positions=_positions(form, start),
        dataset=_dataset(form, start, batches),
        sources=tuple(source for _, source in batches),
        regime=read_regime(form, start.variables),
        seed=seed,
        lesson=_lesson(form, start),
        costs=read_costs(form, start.variables) or start.costs,
        plan=start.plan if plan is None else plan,
        pinned=_pinned(form, believing),
        as_if_watched=form.choice("as_if_watched", ("yes", "no"), "no") == "yes",
        world_covered=form.choice("world", ("covered", "open"), covered) == "covered",
    )


def _with_belief(form: Form, start: SessionState) -> SessionState:
    node = form.node("belief")
    if node is None:
        return start
    hidden = _hidden_names(start.world)
    belief = read_belief(node, start.variables, hidden, form.faults)
    return start if belief is None else replace(start, space=belief[0], assumptions=belief[1])


def _pinned(form: Form, state: SessionState) -> Pins:
    found: Pins = ()
    for node in form.text_nodes("pinned"):
        try:
            pins = (*found, parse_candidate(node.text, state.belief_names))
            check_pins(pins, state.space, state.belief_names)
        except InvalidInput as error:
            form.faults.add_all(error, node.line, form.place("pinned"))
        else:
            found = pins
    return found


def _world(form: Form, world: BayesianNetwork | None) -> BayesianNetwork | None:
    node = form.node("tables")
    if node is None:
        return world
    if world is None:
        form.faults.add("there is no world to give tables to", "Leave them out", form.where, node.line)
        return None
    for child, table in read_tables(node, world.variables, form.faults).items():
        if table.parents != world.tables[child].parents:
            what = f"the table of {world.names[child]} has other parents than the scenario's"
            form.faults.add(what, "Keep its arrows", form.place("tables"), node.line)
            continue
        world = world.with_table(table)
    return world


def _positions(form: Form, start: SessionState) -> Positions:
    if "positions" not in form:
        return start.positions
    nodes = start.world.variables if start.world else start.variables
    return read_positions(form.node("positions"), [variable.name for variable in nodes], form.faults)


def _batches(form: Form, start: SessionState) -> list[_Sourced]:
    if "batches" not in form:
        return list(zip(start.dataset.batches, start.sources, strict=True))
    found = (_batch(item, number, start, form.faults) for number, item in enumerate(form.items("batches"), start=1))
    return [batch for batch in found if batch is not None]


def _batch(node: Node, number: int, start: SessionState, faults: Faults) -> _Sourced | None:
    form = Form(node, BATCH, faults, f"session, batch {number}")
    if "start" in form:
        known = len(start.dataset.batches)
        which = form.whole("start", 0, 1, known)
        return (start.dataset.batches[which - 1], None) if 1 <= which <= known else None
    drawn = form.choice("drawn", ("yes", "no"), "no") == "yes"
    regime = read_regime(form, start.variables)
    values = read_rows(form, start.variables)
    if drawn and start.world is None:
        faults.add("rows cannot have been drawn: there is no world", "Write drawn: no", form.where, form.line)
        return None
    return None if values is None else (Batch(values, regime, drawn), _world(form, start.world) if drawn else None)


def _dataset(form: Form, start: SessionState, batches: list[_Sourced]) -> Dataset:
    try:
        return Dataset(start.variables, tuple(batch for batch, _ in batches))
    except InvalidInput as error:
        form.faults.add_all(error, form.line_of("batches"), "session, batches")
        return start.dataset


def _lesson(session: Form, start: SessionState) -> LessonProgress:
    form, steps = session.part("lesson", LESSON), start.scenario.steps
    if form is None:
        return start.lesson
    if not steps:
        form.faults.add("there is no lesson in this file", "Leave it out", form.where, form.line)
        return start.lesson
    played = form.whole("played", start.lesson.played, start.lesson.played, len(steps))
    # The step on screen is at most the first that was not played.
    step = form.whole("step", 1, 1, min(played + 1, len(steps))) - 1
    choices = [len(each.question.choices) if each.question else 0 for each in steps]
    bets = tuple(
        _bet(item, most, form) for item, most in zip(_of_steps(form, "bets", len(steps)), choices, strict=True)
    )
    hints = tuple(
        whole_of(item, form.faults, "session, lesson, hints", 0, len(each.hints)) or 0
        for item, each in zip(_of_steps(form, "hints", len(steps)), steps, strict=True)
    )
    return LessonProgress(step, played, bets, hints)


def _of_steps(form: Form, key: str, n_steps: int) -> tuple[Node, ...]:
    items = form.items(key)
    if len(items) == n_steps:
        return items
    what = f"there are {len(items)} entries for {n_steps} steps"
    form.faults.add(what, "Give one for each step", form.place(key), form.line_of(key))
    return (TextNode(form.line, "0" if key == "hints" else "none"),) * n_steps


def _bet(node: Node, most: int, form: Form) -> int | None:
    if isinstance(node, TextNode) and node.text == "none":
        return None
    number = whole_of(node, form.faults, "session, lesson, bets", 1, most)
    return None if number is None else number - 1


def _hidden_names(world: BayesianNetwork | None) -> frozenset[str]:
    return frozenset(world.names[index] for index in world.hidden) if world else frozenset()
