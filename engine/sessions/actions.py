"""What every action does to the state of a session."""

from __future__ import annotations

from dataclasses import replace
from functools import singledispatch
from typing import get_args

from engine.data.dataset import Batch
from engine.hypotheses.space import HypothesisSpace
from engine.networks.interventions import OBSERVATION, Intervention, do, push, randomize
from engine.networks.network import BayesianNetwork
from engine.networks.tables import ConditionalTable
from engine.posterior.arrow_rules import FamilyPrior
from engine.posterior.class_priors import refuse_listing_prior
from engine.posterior.enumeration import log_prior
from engine.posterior.latent.plan import refuse_too_large
from engine.problems import InvalidInput
from engine.sessions import lesson
from engine.sessions.drawing import batch_rng, drawn_batch, redrawn
from engine.sessions.edit_verbs import OwnWorld, RenameVariable, SetNote, StructureEdit
from engine.sessions.edits import edited, noted, owned
from engine.sessions.pins import check_pins, is_candidate
from engine.sessions.placing import node_positions
from engine.sessions.plans import MOST_ROWS, check_plan
from engine.sessions.positions import Positions
from engine.sessions.rejection import ActionRejected
from engine.sessions.spending import too_dear
from engine.sessions.state import SessionState, initial_state
from engine.sessions.verbs import (
    Act,
    Action,
    CarryOut,
    MoveNodes,
    NextStep,
    Pin,
    PlaceBet,
    PlayStep,
    PreviousStep,
    PushTowards,
    Record,
    Release,
    Reset,
    ScoreAsWatched,
    SetByHand,
    SetCosts,
    SetEquivalentSampleSize,
    SetHypotheses,
    SetPlan,
    SetSeed,
    SetTable,
    StepAction,
    TakeHint,
    UncoverWorld,
    Watch,
)

__all__ = ["LARGEST_DRAW", "LARGEST_SEED", "Action", "ActionRejected", "apply"]

LARGEST_DRAW = MOST_ROWS
LARGEST_SEED = 2**31 - 1
NO_WORLD = "This is a table of data: there is no world here to draw from."
NOTHING_PLANNED = "Nothing is planned yet. Add an experiment to the plan first."
NOTHING_SET = "Nothing is set by hand yet. Choose a variable and a state first."


def apply(state: SessionState, action: Action) -> SessionState:
    """Return the state after an action; the given state is left as it is.

    Parameters
    ----------
    state
        The state before.
    action
        What is done.

    Raises
    ------
    ActionRejected
        When it cannot be done; its text is the sentence to show.

    Notes
    -----
    Drawing costs what `simulate` costs; a new seed draws every drawn batch again. All else is immediate.
    """
    try:
        return _with_pins(_applied(action, state), state, action)
    except InvalidInput as error:
        raise ActionRejected(str(error)) from error


def _with_pins(after: SessionState, state: SessionState, action: Action) -> SessionState:
    # Pins go when their candidate goes: a structure over other variables is another one.
    if not after.pinned or after.space is state.space:
        return after
    same = after.belief_names == state.belief_names or isinstance(action, RenameVariable)
    kept = tuple(pin for pin in after.pinned if same and is_candidate(pin, after.space))
    return after if kept == after.pinned else replace(after, pinned=kept)


@singledispatch
def _applied(action: object, state: SessionState) -> SessionState:
    raise TypeError(f"{type(action).__name__} is no action on a session of {state.scenario.title}")


@_applied.register(Watch)
def _(action: Watch, state: SessionState) -> SessionState:
    return _drawn(replace(state, regime=OBSERVATION), action.rows)


@_applied.register(Act)
def _(action: Act, state: SessionState) -> SessionState:
    _world_of(state)
    if not state.regime.interventions:
        raise ActionRejected(NOTHING_SET)
    return _drawn(state, action.rows)


@_applied.register(SetByHand)
def _(action: SetByHand, state: SessionState) -> SessionState:
    _world_of(state)
    target = _measured(state, action.name)
    intervention: Intervention = (
        randomize(target) if action.state is None else do(target, state.variables[target].code(action.state))
    )
    return replace(state, regime=state.regime.with_intervention(intervention))


@_applied.register(PushTowards)
def _(action: PushTowards, state: SessionState) -> SessionState:
    _world_of(state)
    target = _measured(state, action.name)
    pushed = push(target, state.variables[target].code(action.state))
    return replace(state, regime=state.regime.with_intervention(pushed))


@_applied.register(Release)
def _(action: Release, state: SessionState) -> SessionState:
    if action.name is None:
        return replace(state, regime=OBSERVATION)
    return replace(state, regime=state.regime.without(_measured(state, action.name)))


@_applied.register(Record)
def _(action: Record, state: SessionState) -> SessionState:
    dataset = state.dataset.appended(Batch(action.values, action.regime))
    return replace(state, dataset=dataset, sources=(*state.sources, None))


@_applied.register(SetTable)
def _(action: SetTable, state: SessionState) -> SessionState:
    world = _world_of(state)
    child = world.index(action.name)
    table = ConditionalTable(child, world.tables[child].parents, action.probabilities)
    return replace(state, world=world.with_table(table))


@_applied.register(SetSeed)
def _(action: SetSeed, state: SessionState) -> SessionState:
    if not 0 <= action.seed <= LARGEST_SEED:
        raise ActionRejected(f"The seed must be a whole number from 0 to {LARGEST_SEED}.")
    if action.seed == state.seed:
        return state
    return replace(state, seed=action.seed, dataset=redrawn(state, action.seed))


@_applied.register(SetEquivalentSampleSize)
def _(action: SetEquivalentSampleSize, state: SessionState) -> SessionState:
    assumptions = replace(state.assumptions, equivalent_sample_size=action.equivalent_sample_size)
    return replace(state, assumptions=assumptions)


@_applied.register(SetHypotheses)
def _(action: SetHypotheses, state: SessionState) -> SessionState:
    unknown = [column for column in action.space.over if not 0 <= column < len(state.variables)]
    if unknown:
        raise ActionRejected(
            f"The candidates are about more variables than the {len(state.variables)} that are measured."
        )
    changed = replace(state, space=action.space, assumptions=action.assumptions)
    if isinstance(action.space, HypothesisSpace):
        # A prior that leaves nothing, or weights that do not fit the list, are refused here and not found out later.
        log_prior(action.space, changed.belief_names, action.assumptions)
        refuse_too_large(action.space, [state.variables[column] for column in action.space.over])
    else:
        refuse_listing_prior(action.assumptions)
        FamilyPrior.of(changed.belief_names, action.assumptions)
    return changed


@_applied.register(ScoreAsWatched)
def _(action: ScoreAsWatched, state: SessionState) -> SessionState:
    return replace(state, as_if_watched=action.on)


@_applied.register(SetCosts)
def _(action: SetCosts, state: SessionState) -> SessionState:
    unknown = action.costs.acts.keys() - {variable.name for variable in state.variables}
    if unknown:
        raise ActionRejected(f'There is no measured variable "{min(unknown)}" that acting on could cost anything.')
    return replace(state, costs=action.costs)


@_applied.register(SetPlan)
def _(action: SetPlan, state: SessionState) -> SessionState:
    check_plan(action.plan, state.variables)
    return replace(state, plan=action.plan)


@_applied.register(Pin)
def _(action: Pin, state: SessionState) -> SessionState:
    others = tuple(pin for pin in state.pinned if pin != action.candidate)
    if action.on and len(others) < len(state.pinned):
        return state
    pinned = (*others, action.candidate) if action.on else others
    check_pins(pinned, state.space, state.belief_names)
    return replace(state, pinned=pinned)


@_applied.register(CarryOut)
def _(action: CarryOut, state: SessionState) -> SessionState:
    del action
    _world_of(state)
    if not state.plan:
        raise ActionRejected(NOTHING_PLANNED)
    first = state.plan[0]
    return _drawn(replace(state, regime=first.regime, plan=state.plan[1:]), first.rows)


@_applied.register(Reset)
def _(action: Reset, state: SessionState) -> SessionState:
    del action
    return initial_state(state.scenario, state.seed)


@_applied.register(MoveNodes)
def _(action: MoveNodes, state: SessionState) -> SessionState:
    nodes = state.world.variables if state.world else state.variables
    unknown = action.points.keys() - {variable.name for variable in nodes}
    if unknown:
        raise ActionRejected(f'There is no variable "{min(unknown)}" to move.')
    # Were only those that moved given a place, all the others would be laid out anew around them.
    return replace(state, positions=Positions(node_positions(state)).moved(action.points))


@_applied.register(UncoverWorld)
def _(action: UncoverWorld, state: SessionState) -> SessionState:
    del action
    return replace(state, world_covered=False)


@_applied.register(PlaceBet)
def _(action: PlaceBet, state: SessionState) -> SessionState:
    return lesson.place_bet(state, action.choice)


@_applied.register(PlayStep)
def _(action: PlayStep, state: SessionState) -> SessionState:
    del action
    return lesson.play_step(state, _done_by_lesson)


def _done_by_lesson(action: StepAction, state: SessionState) -> SessionState:
    # What a lesson does itself is paid for, but never stopped: else its next step could not be reached.
    after = _applied(action, replace(state, costs=replace(state.costs, budget=None)))
    return after if isinstance(action, SetCosts) else replace(after, costs=state.costs)


@_applied.register(NextStep)
@_applied.register(PreviousStep)
@_applied.register(TakeHint)
def _(action: NextStep | PreviousStep | TakeHint, state: SessionState) -> SessionState:
    turned = {NextStep: lesson.next_step, PreviousStep: lesson.previous_step, TakeHint: lesson.take_hint}
    return turned[type(action)](state)


def _edited(action: StructureEdit, state: SessionState) -> SessionState:
    return edited(action, state)


for _kind in get_args(StructureEdit):
    _applied.register(_kind, _edited)


@_applied.register(SetNote)
def _(action: SetNote, state: SessionState) -> SessionState:
    return noted(action, state)


@_applied.register(OwnWorld)
def _(action: OwnWorld, state: SessionState) -> SessionState:
    return owned(action, state)


def _drawn(state: SessionState, rows: int) -> SessionState:
    world = _world_of(state)
    if not 1 <= rows <= LARGEST_DRAW:
        raise ActionRejected(f"Draw between 1 and {LARGEST_DRAW:,} rows at a time, not {rows:,}.")
    if said := too_dear(state, state.regime, rows):
        raise ActionRejected(said)
    rng = batch_rng(state.seed, len(state.dataset.batches))
    batch = drawn_batch(world, state.variables, rows, state.regime, rng)
    return replace(state, dataset=state.dataset.appended(batch), sources=(*state.sources, world))


def _world_of(state: SessionState) -> BayesianNetwork:
    if state.world is None:
        raise ActionRejected(NO_WORLD)
    return state.world


def _measured(state: SessionState, name: str) -> int:
    for index, variable in enumerate(state.variables):
        if variable.name == name:
            return index
    if state.world is not None and name in state.world.names:
        raise ActionRejected(f"{name} is hidden: nobody can measure it, and nobody can set it.")
    raise ActionRejected(f'There is no variable "{name}" here.')
