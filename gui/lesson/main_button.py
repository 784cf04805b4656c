"""What the main button of the lesson says and does, as a function of the state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engine.sessions.state import SessionState
from engine.sessions.verbs import LessonAction, NextStep, PlaceBet, PlayStep
from gui.lesson.plan import button_words, planned_deeds, short_button_words

Look = Literal["go", "watch", "act", "leave"]


@dataclass(frozen=True)
class MainButton:
    """The main button at one moment.

    Parameters
    ----------
    text
        What it says.
    action
        What it does; None for opening another lesson, or when something has to be done first.
    look
        Whether it goes on, watches, acts, or leaves a lesson whose goal is not reached.
    reason
        What has to be done first, where a press only leads there; empty when a press does what the text says.
    short
        The text where there is little room; empty for none that is shorter.
    """

    text: str
    action: LessonAction | None = None
    look: Look = "go"
    reason: str = ""
    short: str = ""


def main_button(state: SessionState, chosen: int | None, reached: bool = True) -> MainButton:
    """Return the main button for a session with a lesson.

    Parameters
    ----------
    state
        The session.
    chosen
        The answer chosen on screen, not yet bet on perhaps.
    reached
        Whether the goal of the step, where it has one, is reached.
    """
    if state.phase == "revealed":
        if not state.is_last_step:
            return MainButton("Next", NextStep())
        if reached:
            return MainButton("Done. Open another lesson", short="Another lesson")
        return MainButton("Open another lesson", look="leave", short="Another lesson")
    if state.phase == "bet":
        if chosen is None:
            # In a low window the answers may be out of sight: the number says there is something below.
            number = len(state.step.question.choices) if state.step and state.step.question else 0
            full, short = f"Choose an answer ({number} below)", "Choose an answer"
            return MainButton(full, reason="Choose an answer first.", short=short)
        return MainButton("Place bet", PlaceBet(chosen))
    if chosen is not None and chosen != state.lesson.bet:
        return MainButton("Change the bet", PlaceBet(chosen))
    deeds = planned_deeds(state)
    look: Look = "act" if any(d.acts for d in deeds) else "watch" if any(d.icon for d in deeds) else "go"
    return MainButton(button_words(deeds), PlayStep(), look, short=short_button_words(deeds))
