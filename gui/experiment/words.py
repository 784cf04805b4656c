"""What the experiment panel says of a session."""

from __future__ import annotations

from engine.networks.interventions import Regime
from engine.sessions.state import SessionState
from engine.sessions.verbs import Act
from engine.sessions.wording import count_rows, describe_action, describe_doing

NO_WORLD = "These rows come from a table. There is no world here to draw from."
CHOOSE_FIRST = "Choose what to set first: press one of its states, or random."
NOTHING_SET = "Press a state, or random, to set a variable by hand (do). Press it again to release it."


def act_words(state: SessionState, rows: int) -> tuple[str, str]:
    """Return what the act button says: in full, and in fewer words for where there is no room."""
    n_set = len(state.regime.interventions)
    if not n_set:
        return f"Set by hand, {count_rows(rows)}", f"Set, {count_rows(rows)}"
    short = {1: "it", 2: "both"}.get(n_set, f"all {n_set}")
    return describe_action(Act(rows), state), f"Set {short}, {count_rows(rows)}"


def meaning(state: SessionState) -> str:
    """Return what it means that something is, or is not, set by hand."""
    names = [state.variables[each.target].name for each in state.regime.interventions if each.kind != "soft"]
    pushed = [each for each in state.regime.interventions if each.kind == "soft"]
    if pushed:
        doing = describe_doing(Regime(tuple(pushed)), state.variables)
        still = f"Soft change: {doing}; causes still reach it, by another table."
        return still if not names else f"{still} {_cut_off(names)}"
    return _cut_off(names) if names else NOTHING_SET


def _cut_off(names: list[str]) -> str:
    if len(names) == 1:
        return f"Set by hand (do): the causes of {names[0]} no longer reach it."
    listed = f"{', '.join(names[:-1])} and {names[-1]}"
    return f"Set by hand (do): the causes of {listed} no longer reach them."
