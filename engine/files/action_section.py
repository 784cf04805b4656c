"""Reading what a step of a lesson does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.files.belief_section import Belief, BeliefReading, read_changed_belief
from engine.files.costs_section import read_costs
from engine.files.faults import Faults
from engine.files.forms import Form, nearest
from engine.files.record_section import read_push, read_randomise, read_record, read_set
from engine.files.step_schema import ACTION
from engine.files.tables_section import read_tables
from engine.files.world_section import World, read_positions
from engine.files.yaml_tree import Node, TextNode
from engine.posterior.assumptions import Assumptions
from engine.problems import InvalidInput
from engine.sessions.actions import LARGEST_DRAW, LARGEST_SEED
from engine.sessions.positions import Positions
from engine.sessions.verbs import (
    Act,
    MoveNodes,
    PushTowards,
    Record,
    Release,
    Reset,
    ScoreAsWatched,
    SetByHand,
    SetCosts,
    SetEquivalentSampleSize,
    SetHypotheses,
    SetSeed,
    SetTable,
    StepAction,
    Watch,
)

RESET = "reset"
ALL = "all"
_NEEDS_WORLD = ("watch", "act", "set", "randomise", "push", "table")


@dataclass(frozen=True)
class ActionContext:
    """What actions may speak of.

    Parameters
    ----------
    world
        The variables and tables that they may name.
    has_tables
        Whether the file gives the world tables, sound or not.
    belief
        The belief before the action; None when it is at fault.
    """

    world: World
    has_tables: bool
    belief: Belief | None


@dataclass(frozen=True)
class _Reading:
    form: Form
    world: World
    belief: Belief | None


def read_action(node: Node, context: ActionContext, faults: Faults, where: str) -> tuple[StepAction, ...]:
    """Return the actions that one item of ``do`` stands for; what is at fault is left out, and noted.

    Parameters
    ----------
    node
        ``reset``, or a map with one key of the action section.
    context
        What actions may speak of.
    faults, where
        Where faults are noted, and what they are said of.
    """
    if isinstance(node, TextNode) and node.text:
        if node.text == RESET:
            return (Reset(),)
        faults.add(f'"{node.text}" is no action', nearest(node.text, [RESET, *_READERS]), where, node.line)
        return ()
    form = Form(node, ACTION, faults, where)
    named = [key for key in _READERS if key in form]
    if len(named) != 1:
        if not faults or named:
            faults.add("one action is wanted here", "Write one to a line, each after its own dash", where, form.line)
        return ()
    if named[0] in _NEEDS_WORLD and not context.has_tables:
        faults.add(f'"{named[0]}" needs a world', "Give the world tables, or record rows instead", where, form.line)
        return ()
    return _READERS[named[0]](_Reading(form, context.world, context.belief))


def _watch(reading: _Reading) -> tuple[StepAction, ...]:
    return (Watch(reading.form.whole("watch", 1, 1, LARGEST_DRAW)),)


def _act(reading: _Reading) -> tuple[StepAction, ...]:
    return (Act(reading.form.whole("act", 1, 1, LARGEST_DRAW)),)


def _set(reading: _Reading) -> tuple[StepAction, ...]:
    measured = reading.world.measured
    found = [each for each, _ in read_set(reading.form, measured)]
    return tuple(
        SetByHand(measured[each.target].name, measured[each.target].states[each.state])
        for each in found
        if each.state is not None
    )


def _randomise(reading: _Reading) -> tuple[StepAction, ...]:
    measured = reading.world.measured
    found = read_randomise(reading.form, measured)
    for each, line in found:
        if each.distribution is not None:
            reading.form.faults.add(
                "an action draws all states alike",
                "Name the variable only",
                reading.form.place("randomise"),
                line,
            )
    return tuple(SetByHand(measured[each.target].name) for each, _ in found)


def _push(reading: _Reading) -> tuple[StepAction, ...]:
    measured = reading.world.measured
    return tuple(
        PushTowards(measured[each.target].name, measured[each.target].states[each.towards])
        for each, _ in read_push(reading.form, measured)
        if each.towards is not None
    )


def _release(reading: _Reading) -> tuple[StepAction, ...]:
    names = [variable.name for variable in reading.world.measured]
    form = reading.form
    if isinstance(form.node("release"), TextNode) and form.text("release") == ALL:
        return (Release(),)
    for node in form.text_nodes("release"):
        if node.text not in names:
            what = f'there is no measured variable "{node.text}"'
            form.faults.add(what, nearest(node.text, [*names, ALL]), form.place("release"), node.line)
    return tuple(Release(name) for name in form.texts("release"))


def _record(reading: _Reading) -> tuple[Record, ...]:
    node = reading.form.node("record")
    if node is None:
        return ()
    record = read_record(node, reading.world.measured, reading.form.faults, reading.form.place("record"))
    return () if record is None else (record,)


def _table(reading: _Reading) -> tuple[StepAction, ...]:
    faults, network = reading.form.faults, reading.world.network
    tables = read_tables(reading.form.node("table"), reading.world.variables, faults)
    found = []
    for child, table in tables.items():
        name = reading.world.variables[child].name
        # Where the tables of the world itself are at fault there is nothing to compare with.
        if network is not None and set(table.parents) != set(network.tables[child].parents):
            faults.add(
                f"the table of {name} has other parents",
                "Keep its arrows",
                reading.form.where,
                reading.form.line,
            )
            continue
        parents = table.parents if network is None else network.tables[child].parents
        axes = [*(table.parents.index(parent) for parent in parents), len(parents)]
        found.append(SetTable(name, table.probabilities.transpose(axes)))
    return tuple(found)


def _seed(reading: _Reading) -> tuple[StepAction, ...]:
    return (SetSeed(reading.form.whole("seed", 1, 0, LARGEST_SEED)),)


def _strength(reading: _Reading) -> tuple[StepAction, ...]:
    key = "equivalent_sample_size"
    size = reading.form.number(key)
    if size is None:
        return ()
    try:
        Assumptions(size)
    except InvalidInput as error:
        reading.form.faults.add_all(error, reading.form.line, reading.form.where)
        return ()
    return (SetEquivalentSampleSize(size),)


def _belief(reading: _Reading) -> tuple[StepAction, ...]:
    world, form = reading.world, reading.form
    belief = BeliefReading(world.measured, world.hidden, reading.belief, form.place("belief"))
    found = read_changed_belief(form.node("belief"), belief, form.faults)
    return () if found is None else (SetHypotheses(*found),)


def _costs(reading: _Reading) -> tuple[StepAction, ...]:
    costs = read_costs(reading.form, reading.world.measured)
    return () if costs is None else (SetCosts(costs),)


def _as_if_watched(reading: _Reading) -> tuple[StepAction, ...]:
    return (ScoreAsWatched(reading.form.choice("as_if_watched", ("yes", "no"), "no") == "yes"),)


def _move(reading: _Reading) -> tuple[StepAction, ...]:
    names = [variable.name for variable in reading.world.variables]
    points = read_positions(reading.form.node("move"), names, reading.form.faults)
    return (MoveNodes(Positions(points)),)


_READERS: dict[str, Callable[[_Reading], tuple[StepAction, ...]]] = {
    "watch": _watch,
    "act": _act,
    "set": _set,
    "randomise": _randomise,
    "push": _push,
    "release": _release,
    "record": _record,
    "table": _table,
    "seed": _seed,
    "equivalent_sample_size": _strength,
    "move": _move,
    "belief": _belief,
    "as_if_watched": _as_if_watched,
    "costs": _costs,
}
