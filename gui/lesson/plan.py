"""What the present step of a lesson is about to do, in words for its button."""

from __future__ import annotations

from dataclasses import dataclass

from engine.sessions.actions import apply
from engine.sessions.rejection import ActionRejected
from engine.sessions.state import SessionState
from engine.sessions.verbs import Act, Record, Release, SetByHand, StepAction, Watch
from engine.sessions.wording import describe_action

_COUNTED = {2: "both", 3: "all three", 4: "all four"}


@dataclass(frozen=True)
class Deed:
    """One thing that a step does.

    Parameters
    ----------
    text
        What it does: "Set Shorts = no, 10 rows".
    acts
        Whether it sets something by hand.
    watches
        Whether it draws rows and touches nothing.
    """

    text: str
    acts: bool = False
    watches: bool = False

    @property
    def icon(self) -> str:
        """Name of its picture, or empty."""
        return "act" if self.acts else "watch" if self.watches else ""


def planned_deeds(state: SessionState) -> tuple[Deed, ...]:
    """Return what the step on screen will do, setting by hand told together with the rows drawn under it.

    Nothing is drawn to find out; empty when the step does nothing or was played.
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
        if isinstance(action, Watch):
            now = _after(Release(), now)
    return (*deeds, *waiting)


def button_words(deeds: tuple[Deed, ...]) -> str:
    """Return what the button that starts them says."""
    if len(deeds) == 1:
        return deeds[0].text
    return f"Do {_COUNTED.get(len(deeds), f'all {len(deeds)}')}"


def _deed(action: StepAction, state: SessionState) -> Deed:
    sets = isinstance(action, Act | SetByHand) or (
        isinstance(action, Record) and bool(action.regime.interventions)
    )
    sees = isinstance(action, Watch) or (isinstance(action, Record) and not sets)
    return Deed(describe_action(action, state), sets, sees)


def _after(action: StepAction, state: SessionState) -> SessionState:
    try:
        return apply(state, action)
    except ActionRejected:
        return state
