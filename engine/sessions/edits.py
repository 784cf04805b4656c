"""What changes of the network do to a session: another network is another world, and its rows start afresh."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import singledispatch

from engine.data.dataset import Dataset
from engine.hypotheses.space import SUMMABLE, AllDags, HypothesisSpace, dags_over
from engine.networks.editing import (
    connected,
    disconnected,
    joined,
    renamed,
    turned_round,
    with_hidden,
    with_states,
    with_variable,
    without,
)
from engine.networks.layout import layered_positions
from engine.networks.network import BayesianNetwork
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions
from engine.posterior.prior_check import check_prior
from engine.problems import InvalidInput
from engine.sessions.costs import Costs
from engine.sessions.edit_verbs import (
    AddEdge,
    AddVariable,
    OwnWorld,
    PasteNetwork,
    RemoveEdge,
    RemoveVariables,
    RenameVariable,
    ReverseEdge,
    SetHidden,
    SetNote,
    SetStates,
    StructureEdit,
)
from engine.sessions.notes import Notes
from engine.sessions.placing import node_positions
from engine.sessions.plans import moved_plan
from engine.sessions.positions import Positions
from engine.sessions.rejection import ActionRejected
from engine.sessions.scenario import Scenario, Show
from engine.sessions.state import SessionState, initial_state

NO_WORLD = "This is a table of data: there is no network here to change."
LESSON = "This world belongs to a lesson. Choose World, Make it my own, to leave the lesson and change the world."
COVERED = "The world is covered. Show it first."
NONE_LEFT = "Keep at least one variable that is measured."


def edited(action: StructureEdit, state: SessionState) -> SessionState:
    """Return the state after a change of the network.

    Where only names changed, all rows stay. Else rows that were drawn are put away, since they come from another
    world; recorded ones stay as long as they fit the variables.

    Raises
    ------
    ActionRejected, InvalidInput
        When it cannot be done: a lesson or a covered world is on screen, a name is taken, a circle would close.
    """
    if state.world is None:
        raise ActionRejected(NO_WORLD)
    if state.scenario.steps:
        raise ActionRejected(LESSON)
    if state.world_covered:
        raise ActionRejected(COVERED)
    world = _changed(action, state.world)
    if len(world.hidden) == len(world.variables):
        raise ActionRejected(NONE_LEFT)
    names = _new_names(action, state.world)
    points = _points(action, state, world, names)
    notes = Notes({names[name]: text for name, text in state.scenario.notes.items() if name in names})
    if _only_names(action, state.world):
        return _with_names(state, world, points, notes, names)
    return _begun_anew(state, world, points, notes, names)


def noted(action: SetNote, state: SessionState) -> SessionState:
    """Return the state with a note on a variable."""
    known = state.world.names if state.world else tuple(variable.name for variable in state.variables)
    if action.name not in known:
        raise ActionRejected(f'There is no variable "{action.name}" to write a note on.')
    notes = Notes({**state.scenario.notes, action.name: action.text})
    return replace(state, scenario=replace(state.scenario, notes=notes))


def owned(action: OwnWorld, state: SessionState) -> SessionState:
    """Return the state with the world of a lesson as a world of one's own; rows and belief stay."""
    del action
    if state.world is None:
        raise ActionRejected(NO_WORLD)
    if not state.scenario.steps and not state.world_covered:
        return state
    scenario = replace(state.scenario, steps=(), claims=None, show=Show(rows=state.scenario.show.rows))
    return replace(state, scenario=scenario, lesson=initial_state(scenario).lesson, world_covered=False)


@singledispatch
def _changed(action: object, world: BayesianNetwork) -> BayesianNetwork:
    raise TypeError(f"{type(action).__name__} is no change of a network of {len(world.variables)} variables")


@_changed.register(AddVariable)
def _(action: AddVariable, world: BayesianNetwork) -> BayesianNetwork:
    return with_variable(world, action.variable, hidden=action.hidden)


@_changed.register(RemoveVariables)
def _(action: RemoveVariables, world: BayesianNetwork) -> BayesianNetwork:
    gone = [world.index(name) for name in action.names]
    if not set(range(len(world.variables))) - world.hidden - set(gone):
        raise ActionRejected(NONE_LEFT)
    return without(world, gone)


@_changed.register(RenameVariable)
def _(action: RenameVariable, world: BayesianNetwork) -> BayesianNetwork:
    return renamed(world, world.index(action.name), action.new_name)


@_changed.register(SetStates)
def _(action: SetStates, world: BayesianNetwork) -> BayesianNetwork:
    return with_states(world, world.index(action.name), action.states, action.origins)


@_changed.register(SetHidden)
def _(action: SetHidden, world: BayesianNetwork) -> BayesianNetwork:
    return with_hidden(world, world.index(action.name), action.hidden)


@_changed.register(AddEdge)
def _(action: AddEdge, world: BayesianNetwork) -> BayesianNetwork:
    return connected(world, world.index(action.parent), world.index(action.child))


@_changed.register(RemoveEdge)
def _(action: RemoveEdge, world: BayesianNetwork) -> BayesianNetwork:
    return disconnected(world, world.index(action.parent), world.index(action.child))


@_changed.register(ReverseEdge)
def _(action: ReverseEdge, world: BayesianNetwork) -> BayesianNetwork:
    return turned_round(world, world.index(action.parent), world.index(action.child))


@_changed.register(PasteNetwork)
def _(action: PasteNetwork, world: BayesianNetwork) -> BayesianNetwork:
    return joined(world, action.network)


def _new_names(action: StructureEdit, world: BayesianNetwork) -> dict[str, str]:
    # What each variable that stays is called from now on.
    if isinstance(action, RenameVariable):
        return {name: action.new_name if name == action.name else name for name in world.names}
    gone = action.names if isinstance(action, RemoveVariables) else ()
    return {name: name for name in world.names if name not in gone}


def _only_names(action: StructureEdit, world: BayesianNetwork) -> bool:
    if isinstance(action, SetStates):
        cardinality = world.variables[world.index(action.name)].cardinality
        return action.origins == tuple(range(cardinality))
    return isinstance(action, RenameVariable)


def _points(action: StructureEdit, state: SessionState, world: BayesianNetwork, names: Mapping[str, str]) -> Positions:
    # All nodes keep their places from now on: else they would be laid out anew around those that come or go.
    points = {names[name]: point for name, point in node_positions(state).items() if name in names}
    below = max((y for _, y in points.values()), default=-1.0) + 1
    added = world.names[len(points) :]
    if isinstance(action, AddVariable):
        points[added[0]] = (0.0, below) if action.point is None else action.point
    elif isinstance(action, PasteNetwork):
        laid = layered_positions(action.network.dag)
        for old, new, (x, y) in zip(action.network.names, added, laid, strict=True):
            points[new] = action.points.get(old, (x, y + below))
    return Positions(points)


def _with_names(
    state: SessionState, world: BayesianNetwork, points: Positions, notes: Notes, names: Mapping[str, str]
) -> SessionState:
    def called(network: BayesianNetwork | None) -> BayesianNetwork | None:
        return None if network is None else replace(network, variables=world.variables)

    variables = _measured(world)
    assumptions = _renamed_assumptions(state.assumptions, names)
    scenario = replace(
        state.scenario,
        world=called(state.scenario.world),
        variables=variables,
        positions=Positions({names[name]: point for name, point in state.scenario.positions.items()}),
        assumptions=_renamed_assumptions(state.scenario.assumptions, names),
        notes=notes,
        costs=state.scenario.costs.renamed(names),
    )
    return replace(
        state,
        scenario=scenario,
        world=world,
        variables=variables,
        positions=points,
        dataset=Dataset(variables, state.dataset.batches),
        sources=tuple(called(source) for source in state.sources),
        assumptions=assumptions,
        costs=state.costs.renamed(names),
    )


def _begun_anew(
    state: SessionState, world: BayesianNetwork, points: Positions, notes: Notes, names: Mapping[str, str]
) -> SessionState:
    variables = _measured(world)
    same = variables == state.variables
    started = replace(
        state.scenario,
        world=world,
        variables=variables,
        positions=points,
        notes=notes,
        costs=_measured_costs(state.costs.renamed(names), variables),
        plan=moved_plan(state.plan, state.variables, variables, names),
        recorded=state.scenario.recorded if same else (),
    )
    begun = initial_state(_with_belief(started, state, names), state.seed)
    regime = state.regime if same else begun.regime
    return replace(begun, regime=regime, as_if_watched=state.as_if_watched, pinned=state.pinned)


def _with_belief(started: Scenario, state: SessionState, names: Mapping[str, str]) -> Scenario:
    if started.variables == state.variables:
        return replace(started, space=state.space, assumptions=state.assumptions)
    columns = {variable.name: column for column, variable in enumerate(started.variables)}
    was_over = [names.get(name) for name in state.belief_names]
    same_names = tuple(columns) == tuple(variable.name for variable in state.variables)
    if same_names and isinstance(state.space, HypothesisSpace) and not state.space.complete:
        # The states of a variable changed: candidates of one's own speak of none.
        return replace(started, space=state.space, assumptions=state.assumptions)
    known = {names.get(variable.name) for variable in state.variables}
    kept = [columns[name] for name in was_over if name in columns]
    new = [column for name, column in columns.items() if name not in known]
    over = sorted([*kept, *new][:SUMMABLE]) or [0]
    space = dags_over(over)
    assumptions = _renamed_assumptions(state.assumptions, {name: name for name in columns if name in names.values()})
    if assumptions.prior == "own" or (assumptions.needs_listing and isinstance(space, AllDags)):
        assumptions = replace(assumptions, prior="uniform", weights=())
    try:
        check_prior(space, [started.variables[column].name for column in over], assumptions)
    except InvalidInput:
        assumptions = Assumptions(assumptions.equivalent_sample_size)
    return replace(started, space=space, assumptions=assumptions)


def _renamed_assumptions(assumptions: Assumptions, names: Mapping[str, str]) -> Assumptions:
    # Rules about variables that are gone go with them.
    def arrows(given: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        return tuple((names[one], names[other]) for one, other in given if one in names and other in names)

    tiers = (tuple(names[name] for name in tier if name in names) for tier in assumptions.tiers)
    return replace(
        assumptions,
        required=arrows(assumptions.required),
        forbidden=arrows(assumptions.forbidden),
        tiers=tuple(tier for tier in tiers if tier),
    )


def _measured_costs(costs: Costs, variables: tuple[Variable, ...]) -> Costs:
    # A variable that was hidden can be acted on no more.
    return costs.renamed({variable.name: variable.name for variable in variables})


def _measured(world: BayesianNetwork) -> tuple[Variable, ...]:
    return tuple(world.variables[index] for index in world.observed)
