"""Sessions in words: what an action does, what is set by hand, prose in paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import singledispatch

from engine.networks.interventions import Intervention, Regime
from engine.networks.variables import Variable
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
)
from engine.sessions.state import SessionState
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
    TakeHint,
    UncoverWorld,
    Watch,
)

WATCHED = "Watched"


def describe_action(action: Action, state: SessionState) -> str:
    """Return what an action would do in a state, in a few words for a button or the undo list."""
    return _described(action, state)


def describe_regime(regime: Regime, variables: Sequence[Variable], *, imported: bool = False) -> str:
    """Return what is set by hand: "Shorts = yes, Sun at random", or "nothing set".

    `imported` says that the rows come from a table that does not tell how the states were chosen.
    """
    if not regime.interventions:
        return "nothing set"
    ordered = sorted(regime.interventions, key=lambda each: each.kind == "soft")
    return ", ".join(describe_intervention(each, variables, imported=imported) for each in ordered)


def describe_intervention(intervention: Intervention, variables: Sequence[Variable], *, imported: bool = False) -> str:
    """Return one intervention in words: "Shorts = yes", "Shorts to various states", "new table for Shorts"."""
    variable = variables[intervention.target]
    if intervention.towards is not None:
        return f"{variable.name} pushed towards {variable.states[intervention.towards]}"
    if intervention.kind == "soft":
        return f"new table for {variable.name}{f' ({intervention.label})' if intervention.label else ''}"
    if intervention.state is None:
        return f"{variable.name} {'to various states' if imported else 'at random'}"
    return f"{variable.name} = {variable.states[intervention.state]}"


def describe_batch(regime: Regime, variables: Sequence[Variable], *, imported: bool = False) -> str:
    """Return how the rows of a batch came about: "Watched", "Set Shorts = yes" or "New table for Shorts"."""
    if not regime.interventions:
        return WATCHED
    said = describe_regime(regime, variables, imported=imported)
    # What was set comes after the verb; a new table is named first only where nothing was set.
    return f"Set {said}" if regime.targets else f"{said[0].upper()}{said[1:]}"


def describe_doing(regime: Regime, variables: Sequence[Variable]) -> str:
    """Return what is to be done: "watch", "set Shorts = yes", "push Sun towards no", "set A = yes, B at random"."""
    if not regime.interventions:
        return "watch"
    if any(each.towards is None for each in regime.interventions):
        return f"set {describe_regime(regime, variables)}"
    named = [(variables[each.target], each.towards) for each in regime.interventions]
    said = [f"{variable.name} towards {variable.states[code]}" for variable, code in named if code is not None]
    return f"push {', '.join(said)}"


def capitalised(said: str) -> str:
    """Return a sentence with a capital at its beginning, all else as it is."""
    return said[:1].upper() + said[1:]


def count_rows(rows: int) -> str:
    """Return a number of rows with its noun: "1 row", "1,000 rows"."""
    return f"{rows:,} row" if rows == 1 else f"{rows:,} rows"


def paragraphs(prose: str) -> tuple[str, ...]:
    """Return the paragraphs of prose: parted by blank lines, each on one line, markup kept."""
    blocks = re.split(r"\n\s*\n", prose.strip())
    return tuple(" ".join(block.split()) for block in blocks if block.strip())


def runs(paragraph: str) -> tuple[tuple[str, bool], ...]:
    """Return a paragraph as (text, whether it is bold) pairs, ``**`` turning bold on and off."""
    parts = paragraph.split("**")
    if len(parts) % 2 == 0:
        return ((paragraph, False),)
    return tuple((part, bool(number % 2)) for number, part in enumerate(parts) if part)


@singledispatch
def _described(action: object, state: SessionState) -> str:
    raise TypeError(f"{type(action).__name__} is no action on a session of {state.scenario.title}")


@_described.register(Watch)
def _(action: Watch, state: SessionState) -> str:
    del state
    return f"Watch {count_rows(action.rows)}"


@_described.register(Act)
def _(action: Act, state: SessionState) -> str:
    return f"{capitalised(describe_doing(state.regime, state.variables))}, {count_rows(action.rows)}"


@_described.register(SetByHand)
def _(action: SetByHand, state: SessionState) -> str:
    del state
    return f"Set {action.name} at random" if action.state is None else f"Set {action.name} = {action.state}"


@_described.register(PushTowards)
def _(action: PushTowards, state: SessionState) -> str:
    del state
    return f"Push {action.name} towards {action.state}"


@_described.register(Release)
def _(action: Release, state: SessionState) -> str:
    del state
    return f"Release {action.name or 'all'}"


@_described.register(Record)
def _(action: Record, state: SessionState) -> str:
    rows = count_rows(int(action.values.shape[0]))
    if not action.regime.interventions:
        return f"Record {rows}"
    return f"Record {rows} with {describe_regime(action.regime, state.variables)}"


@_described.register(SetTable)
def _(action: SetTable, state: SessionState) -> str:
    del state
    return f"Change the table of {action.name}"


@_described.register(SetSeed)
def _(action: SetSeed, state: SessionState) -> str:
    del state
    return f"Change the seed to {action.seed}"


@_described.register(SetEquivalentSampleSize)
def _(action: SetEquivalentSampleSize, state: SessionState) -> str:
    del state
    return f"Change the prior strength to {action.equivalent_sample_size:g}"


@_described.register(SetCosts)
def _(action: SetCosts, state: SessionState) -> str:
    return "Change the costs" if action.costs.budget == state.costs.budget else "Change the budget"


@_described.register(SetPlan)
def _(action: SetPlan, state: SessionState) -> str:
    more = len(action.plan) - len(state.plan)
    return "Change the plan" if not more else "Add to the plan" if more > 0 else "Remove from the plan"


@_described.register(Pin)
def _(action: Pin, state: SessionState) -> str:
    del state
    return "Keep a candidate in sight" if action.on else "No longer keep a candidate in sight"


@_described.register(CarryOut)
def _(action: CarryOut, state: SessionState) -> str:
    del action
    first = state.plan[0]
    return f"{capitalised(describe_doing(first.regime, state.variables))}, {count_rows(first.rows)}, as planned"


@_described.register(SetHypotheses)
def _(action: SetHypotheses, state: SessionState) -> str:
    return "Change the prior" if action.space == state.space else "Change the candidates"


@_described.register(ScoreAsWatched)
def _(action: ScoreAsWatched, state: SessionState) -> str:
    del state
    return "Score as if only watched" if action.on else "Score as it was done"


@_described.register(MoveNodes)
def _(action: MoveNodes, state: SessionState) -> str:
    del state
    return f"Move {next(iter(action.points))}" if len(action.points) == 1 else "Move nodes"


@_described.register(PlaceBet)
def _(action: PlaceBet, state: SessionState) -> str:
    question = state.step.question if state.step else None
    known = question is not None and 0 <= action.choice < len(question.choices)
    return f'Bet on "{question.choices[action.choice]}"' if question and known else "Place a bet"


@_described.register(AddVariable)
def _(action: AddVariable, state: SessionState) -> str:
    del state
    return f"Add {action.variable.name}"


@_described.register(RemoveVariables)
def _(action: RemoveVariables, state: SessionState) -> str:
    del state
    return f"Remove {action.names[0]}" if len(action.names) == 1 else f"Remove {len(action.names)} variables"


@_described.register(RenameVariable)
def _(action: RenameVariable, state: SessionState) -> str:
    del state
    return f"Rename {action.name} to {action.new_name}"


@_described.register(SetStates)
def _(action: SetStates, state: SessionState) -> str:
    del state
    return f"Change the states of {action.name}"


@_described.register(SetHidden)
def _(action: SetHidden, state: SessionState) -> str:
    del state
    return f"Hide {action.name}" if action.hidden else f"Let {action.name} be measured"


@_described.register(AddEdge)
@_described.register(RemoveEdge)
@_described.register(ReverseEdge)
def _(action: AddEdge | RemoveEdge | ReverseEdge, state: SessionState) -> str:
    del state
    arrow = f"{action.parent} -> {action.child}"
    return {AddEdge: f"Draw {arrow}", RemoveEdge: f"Remove {arrow}", ReverseEdge: f"Turn {arrow} round"}[type(action)]


@_described.register(PasteNetwork)
def _(action: PasteNetwork, state: SessionState) -> str:
    del state
    names = action.network.names
    return f"Paste {names[0]}" if len(names) == 1 else f"Paste {len(names)} variables"


@_described.register(SetNote)
def _(action: SetNote, state: SessionState) -> str:
    del state
    return f"Write a note on {action.name}" if action.text.strip() else f"Remove the note on {action.name}"


@_described.register(OwnWorld)
@_described.register(Reset)
@_described.register(UncoverWorld)
@_described.register(PlayStep)
@_described.register(NextStep)
@_described.register(PreviousStep)
@_described.register(TakeHint)
def _(action: object, state: SessionState) -> str:
    del state
    return _SIMPLE[type(action)]


_SIMPLE: dict[type, str] = {
    OwnWorld: "Make the world my own",
    Reset: "Start over",
    UncoverWorld: "Show the world",
    PlayStep: "Play the step",
    NextStep: "Next step",
    PreviousStep: "Step before",
    TakeHint: "Take a hint",
}
