"""Changing a network: its variables, their states, its arrows; each change gives another sound network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import prod

import numpy as np
import numpy.typing as npt

from engine.networks.dag import Dag
from engine.networks.network import BayesianNetwork
from engine.networks.tables import ConditionalTable
from engine.networks.variables import Variable
from engine.problems import InvalidInput, Problem

FloatArray = npt.NDArray[np.float64]
LARGEST_TABLE = 1_000_000


def with_variable(network: BayesianNetwork, variable: Variable, *, hidden: bool = False) -> BayesianNetwork:
    """Return the network with one variable more, the last: without arrows, all its states alike."""
    child = len(network.variables)
    table = ConditionalTable(child, (), np.full(variable.cardinality, 1 / variable.cardinality))
    return BayesianNetwork(
        (*network.variables, variable), (*network.tables, table), network.hidden | ({child} if hidden else set())
    )


def part_of(network: BayesianNetwork, kept: Sequence[int]) -> BayesianNetwork:
    """Return the network of some variables alone.

    Parameters
    ----------
    network
        The network.
    kept
        Indices of the variables to keep, in the order they are to have.

    Notes
    -----
    What depended on a variable that is gone is averaged over its states, all alike.
    """
    places = {old: new for new, old in enumerate(kept)}
    tables = []
    for old in kept:
        table = network.tables[old]
        for gone in [parent for parent in table.parents if parent not in places]:
            table = _without_parent(table, gone)
        moved = tuple(places[parent] for parent in table.parents)
        tables.append(ConditionalTable(places[old], moved, table.probabilities))
    hidden = frozenset(places[old] for old in network.hidden if old in places)
    return BayesianNetwork(tuple(network.variables[old] for old in kept), tuple(tables), hidden)


def without(network: BayesianNetwork, gone: Sequence[int]) -> BayesianNetwork:
    """Return the network without some variables, as `part_of` has it."""
    return part_of(network, [index for index in range(len(network.variables)) if index not in gone])


def joined(network: BayesianNetwork, other: BayesianNetwork) -> BayesianNetwork:
    """Return both networks side by side; names that both have get a number in the second (see `free_name`)."""
    shift = len(network.variables)
    names = list(network.names)
    variables = []
    for variable in other.variables:
        names.append(free_name(variable.name, names))
        variables.append(Variable(names[-1], variable.states))
    tables = [
        ConditionalTable(table.child + shift, tuple(each + shift for each in table.parents), table.probabilities)
        for table in other.tables
    ]
    hidden = network.hidden | {index + shift for index in other.hidden}
    return BayesianNetwork((*network.variables, *variables), (*network.tables, *tables), hidden)


def free_name(wanted: str, taken: Sequence[str]) -> str:
    """Return `wanted`, or with the first number from 2 on behind it that is not taken."""
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted} {number}", number + 1
    return name


def renamed(network: BayesianNetwork, index: int, name: str) -> BayesianNetwork:
    """Return the network with another name for one variable."""
    variable = Variable(name, network.variables[index].states)
    return replace(network, variables=_replaced(network.variables, index, variable))


def with_hidden(network: BayesianNetwork, index: int, hidden: bool) -> BayesianNetwork:
    """Return the network in which a variable is never measured, or is."""
    return replace(network, hidden=network.hidden | {index} if hidden else network.hidden - {index})


def with_states(
    network: BayesianNetwork, index: int, states: Sequence[str], origins: Sequence[int | None]
) -> BayesianNetwork:
    """Return the network with other states for one variable.

    Parameters
    ----------
    network
        The network.
    index
        The variable.
    states
        Names of its states from now on.
    origins
        For each of them the code that it had, or None for a new state.

    Notes
    -----
    Probabilities of states that stay keep their proportions; a new state has probability 0, or all states are alike
    where nothing of a row is left. What depends on the variable behaves under a new state as on average.
    """
    variable = Variable(network.variables[index].name, tuple(states))
    tables = []
    for table in network.tables:
        probabilities = table.probabilities
        if table.child == index:
            probabilities = _rows_at_1(_taken(probabilities, origins, probabilities.ndim - 1, new=0.0))
        elif index in table.parents:
            axis = table.parents.index(index)
            _refuse_large(_size(table) // len(network.variables[index].states) * len(states), network, table.child)
            probabilities = _taken(probabilities, origins, axis, new=None)
        tables.append(ConditionalTable(table.child, table.parents, probabilities))
    variables = _replaced(network.variables, index, variable)
    return BayesianNetwork(variables, tuple(tables), network.hidden)


def connected(network: BayesianNetwork, parent: int, child: int) -> BayesianNetwork:
    """Return the network with one arrow more; the child's table is copied for each state of the new parent.

    Raises
    ------
    InvalidInput
        When the arrow is there, closes a circle (which is named), or makes the table larger than 1,000,000 cells;
        no memory was asked for then.
    """
    names, table = network.names, network.tables[child]
    if parent in table.parents:
        raise InvalidInput(Problem(f"{names[parent]} is a cause of {names[child]} already"))
    circle = circle_closed_by(network.dag, parent, child)
    if circle:
        way = " -> ".join(names[node] for node in circle)
        what = f"an arrow from {names[parent]} to {names[child]} would close a circle: {way}"
        raise InvalidInput(Problem(what, "An effect cannot be among its own causes: remove one of these arrows first"))
    states = network.variables[parent].cardinality
    _refuse_large(_size(table) * states, network, child)
    probabilities = np.repeat(table.probabilities[..., None, :], states, axis=-2)
    return network.with_table(ConditionalTable(child, (*table.parents, parent), probabilities))


def disconnected(network: BayesianNetwork, parent: int, child: int) -> BayesianNetwork:
    """Return the network without one arrow; the child's table is averaged over the parent's states, all alike."""
    _require_arrow(network, parent, child)
    return network.with_table(_without_parent(network.tables[child], parent))


def turned_round(network: BayesianNetwork, parent: int, child: int) -> BayesianNetwork:
    """Return the network with one arrow turned round.

    Raises
    ------
    InvalidInput
        As `connected`.

    Notes
    -----
    By the rule of Bayes, so that both together stay as likely as they were where neither has another parent. Else
    each is averaged over the other's parents, all their states alike, so that no arrow comes in unasked.
    """
    _require_arrow(network, parent, child)
    effect = network.tables[child]
    place = effect.parents.index(parent)
    others = tuple(axis for axis in range(effect.probabilities.ndim - 1) if axis != place)
    likelihood = effect.probabilities.mean(axis=others) if others else effect.probabilities
    cause = network.tables[parent].probabilities
    turned = connected(disconnected(network, parent, child), child, parent)
    joint = cause[..., None, :] * likelihood.T
    total = joint.sum(axis=-1, keepdims=True)
    # What never happened before tells nothing: the cause keeps its chances.
    inverse = np.where(total > 0, joint / np.where(total > 0, total, 1.0), cause[..., None, :])
    if not others:
        # The marginal of the effect: its average over the states of the cause as likely as they are.
        average = cause.reshape(-1, cause.shape[-1]).mean(axis=0) @ likelihood
        turned = turned.with_table(ConditionalTable(child, (), average / average.sum()))
    return turned.with_table(ConditionalTable(parent, turned.tables[parent].parents, _rows_at_1(inverse)))


def circle_closed_by(dag: Dag, parent: int, child: int) -> tuple[int, ...]:
    """Return the shortest circle that an arrow would close: parent, child, ..., parent; () when it closes none."""
    if parent == child:
        return (parent, child)
    before: dict[int, int] = {child: child}
    frontier = [child]
    while frontier and parent not in before:
        reached = []
        for node in frontier:
            for effect in dag.children(node):
                if effect not in before:
                    before[effect] = node
                    reached.append(effect)
        frontier = reached
    if parent not in before:
        return ()
    way = [parent]
    while way[-1] != child:
        way.append(before[way[-1]])
    return (parent, *reversed(way))


def free_parameters(network: BayesianNetwork) -> tuple[int, ...]:
    """Return how many numbers of each table are free: one less than its states, for each row."""
    return tuple(prod(table.probabilities.shape[:-1]) * (table.probabilities.shape[-1] - 1) for table in network.tables)


def joint_parameters(network: BayesianNetwork) -> int:
    """Return how many numbers one table of everything would need: one less than the configurations there are."""
    return prod(variable.cardinality for variable in network.variables) - 1


def _without_parent(table: ConditionalTable, parent: int) -> ConditionalTable:
    axis = table.parents.index(parent)
    left = tuple(each for each in table.parents if each != parent)
    return ConditionalTable(table.child, left, table.probabilities.mean(axis=axis))


def _require_arrow(network: BayesianNetwork, parent: int, child: int) -> None:
    if parent not in network.tables[child].parents:
        what = f"there is no arrow from {network.names[parent]} to {network.names[child]}"
        raise InvalidInput(Problem(what))


def _refuse_large(cells: int, network: BayesianNetwork, child: int) -> None:
    if cells > LARGEST_TABLE:
        what = f"the table of {network.names[child]} would have {cells:,} cells"
        remedy = f"Up to {LARGEST_TABLE:,} can be kept: choose fewer causes, or fewer states"
        raise InvalidInput(Problem(what, remedy))


def _size(table: ConditionalTable) -> int:
    return prod(table.probabilities.shape)


def _taken(values: FloatArray, origins: Sequence[int | None], axis: int, new: float | None) -> FloatArray:
    # A new slice is `new` everywhere, or the average of the slices there were.
    average = values.mean(axis=axis) if new is None else np.full_like(values.take(0, axis=axis), new)
    slices = [average if origin is None else values.take(origin, axis=axis) for origin in origins]
    return np.stack(slices, axis=axis)


def _rows_at_1(rows: FloatArray) -> FloatArray:
    total = rows.sum(axis=-1, keepdims=True)
    return np.asarray(np.where(total > 0, rows / np.where(total > 0, total, 1.0), 1 / rows.shape[-1]))


def _replaced(variables: tuple[Variable, ...], index: int, variable: Variable) -> tuple[Variable, ...]:
    return tuple(variable if place == index else old for place, old in enumerate(variables))
