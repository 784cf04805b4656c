"""What the present step of a lesson is about to do, in words for its button."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engine.networks.interventions import Regime
from engine.sessions.actions import apply
from engine.sessions.rejection import ActionRejected
from engine.sessions.state import SessionState
from engine.sessions.verbs import Act, Record, Release, Reset, SetByHand, StepAction, Watch
from engine.sessions.wording import count_rows, describe_action

Kind = Literal["act", "watch", "record", "other"]
_COUNTED = {2: "both", 3: "all three", 4: "all four"}


@dataclass(frozen=True)
class Deed:
    """One thing that a step does.

    Parameters
    ----------
    text
        What it does: "Set Shorts = no, 10 rows".
    kind
        "act" sets something by hand, "watch" draws rows and touches nothing, "record" adds rows that somebody
        gathered, "other" is all else.
    rows
        How many rows it adds.
    names
        What is set meanwhile.
    """

    text: str
    kind: Kind
    rows: int = 0
    names: tuple[str, ...] = ()

    @property
    def acts(self) -> bool:
        """Whether something is set by hand, by this program or by those who gathered the rows."""
        return self.kind == "act" or bool(self.names)

    @property
    def icon(self) -> str:
        """Name of its picture, or empty."""
        return "act" if self.acts else "watch" if self.kind in ("watch", "record") else ""


def planned_deeds(state: SessionState) -> tuple[Deed, ...]:
    """Return what the step on screen will do, setting by hand told together with the rows drawn under it.

    Nothing is drawn to find out; empty when the step does nothing or was played. Releasing at the end, after
    other deeds, only tidies up and is not told.
    """
    if state.step is None or state.phase == "revealed":
        return ()
    deeds: list[Deed] = []
    waiting: list[Deed] = []
    now = state
    for action in state.step.do:
        if isinstance(action, SetByHand | Release):
            waiting.append(_deed(action, now))
            now = _after(action, now)
            continue
        if not isinstance(action, Act):
            deeds += waiting
        deeds.append(_deed(action, now))
        waiting = []
        if isinstance(action, Watch | Reset):
            now = _after(Release(), now)
    tidying = bool(deeds) and all(isinstance(action, Release) for action in state.step.do[-len(waiting) :])
    return tuple(deeds) if tidying else (*deeds, *waiting)


def button_words(deeds: tuple[Deed, ...]) -> str:
    """Return what the button that starts them says; several alike are told as one."""
    if len(deeds) == 1:
        return deeds[0].text
    rows = count_rows(sum(deed.rows for deed in deeds))
    kinds, names = {deed.kind for deed in deeds}, {deed.names for deed in deeds}
    if kinds == {"act"} and len(names) == 1:
        return f"Set {' and '.join(deeds[0].names)}, {rows}"
    if kinds == {"record"}:
        return f"Record {rows}"
    return f"Do {_COUNTED.get(len(deeds), f'all {len(deeds)}')}"


def short_button_words(deeds: tuple[Deed, ...]) -> str:
    """Return what the button says where the names have no room; empty where nothing shorter says it."""
    rows, names = sum(deed.rows for deed in deeds), {deed.names for deed in deeds}
    if rows and {deed.kind for deed in deeds} == {"act"} and len(names) == 1:
        return f"Set {'it' if len(deeds[0].names) == 1 else 'them'}, {count_rows(rows)}"
    return ""


def _deed(action: StepAction, state: SessionState) -> Deed:
    text = describe_action(action, state)
    if isinstance(action, Act):
        return Deed(text, "act", action.rows, _named(state.regime, state))
    if isinstance(action, SetByHand):
        return Deed(text, "act", names=(action.name,))
    if isinstance(action, Watch):
        return Deed(text, "watch", action.rows)
    if isinstance(action, Record):
        return Deed(text, "record", int(action.values.shape[0]), _named(action.regime, state))
    return Deed(text, "other")


def _named(regime: Regime, state: SessionState) -> tuple[str, ...]:
    return tuple(state.variables[each.target].name for each in regime.interventions)


def _after(action: StepAction, state: SessionState) -> SessionState:
    try:
        return apply(state, action)
    except ActionRejected:
        return state
