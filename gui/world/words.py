"""What the foot of the World panel says, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from engine.networks.dag import bits
from engine.sessions import edits
from engine.sessions.state import SessionState

BEGIN = "Right-click a variable to set it by hand, or press Watch."
BEGIN_BUILDING = (
    "Right-click a variable to set it by hand. Drag from its border to connect it. "
    "Double-click free canvas to add a variable."
)
NO_WORLD = "This is a table of data: there is no world here to draw rows from."
COVERED = "The world is covered: its arrows are for you to find."


def foot_sentence(state: SessionState) -> str:
    """Return what is set by hand and which causes that cuts off; how to begin when nothing is set.

    Causes are not named while the world is covered.
    """
    if state.world is None:
        return NO_WORLD
    interventions = state.regime.interventions
    if not interventions:
        return BEGIN if state.scenario.steps or state.world_covered else BEGIN_BUILDING
    names = [state.variables[each.target].name for each in interventions if each.kind != "soft"]
    at_random = [each.kind == "randomize" for each in interventions if each.kind != "soft"]
    pushed = [state.variables[each.target].name for each in interventions if each.kind == "soft"]
    follow = "still follows its causes" if len(pushed) == 1 else "still follow their causes"
    if not names:
        return f"Pushed: {listed(pushed)} {follow}, by another table."
    if len(names) == 1 and not pushed:
        kind = "Drawn at random" if at_random[0] else "Set by hand"
        return f"{kind}: {_cut_off(names[0], causes_of(names[0], state), state.world_covered)}"
    parts = [
        ("Set by hand", [name for name, random in zip(names, at_random, strict=True) if not random]),
        ("Drawn at random", [name for name, random in zip(names, at_random, strict=True) if random]),
    ]
    said = [f"{kind}: {listed(them)}." for kind, them in parts if them]
    if state.world_covered or any(causes_of(name, state) for name in names):
        said.append("Their causes no longer reach them.")
    else:
        said.append("No arrow leads to them, so none is cut.")
    if pushed:
        said.append(f"Pushed: {listed(pushed)} {follow}, by another table.")
    return " ".join(said)


def no_chances(why: str) -> str:
    """Return what to say where no probabilities stand on the variables; `why` is the sentence of the engine."""
    return f"No chances are shown: {why}"


def foot_icon(state: SessionState) -> str:
    """Return the icon beside the sentence: of acting, of chance where nothing else was done, or none."""
    interventions = state.regime.interventions
    if not interventions:
        return ""
    if all(each.kind == "soft" for each in interventions):
        return "table"
    return "randomise" if all(each.kind == "randomize" for each in interventions) else "act"


def causes_of(name: str, state: SessionState) -> tuple[str, ...]:
    """Return the names of the parents of a variable in the world."""
    world = state.world
    if world is None:
        return ()
    return tuple(world.names[parent] for parent in bits(world.dag.parents[world.index(name)]))


def blocked(state: SessionState) -> str:
    """Return why the network of a session cannot be changed; "" where it can."""
    if state.world is None:
        return edits.NO_WORLD
    if state.scenario.steps:
        return edits.LESSON
    return edits.COVERED if state.world_covered else ""


def listed(names: Sequence[str], joint: str = "and") -> str:
    """Return names as a list in a sentence: "Sun", "Sun and Rain", "Sun, Rain and Wind"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {joint} {names[-1]}"


def _cut_off(name: str, causes: Sequence[str], covered: bool) -> str:
    if covered:
        return f"whatever causes {name} no longer reaches it."
    if not causes:
        return f"{name}. No arrow leads to it, so none is cut."
    verb = "reaches" if len(causes) == 1 else "reach"
    return f"{listed(causes)} no longer {verb} {name}."
