"""Why there is nothing to show about single candidates, and what can be done about it."""

from __future__ import annotations

from typing import Literal, NamedTuple

from engine.hypotheses.space import AllDags
from engine.sessions.lesson import covering_step
from engine.sessions.state import SessionState
from gui.controls.numbers import count_words
from gui.inquiries.latest import STOPPED, Standing
from gui.results import Results

WAITING = "Working it out ..."
CHOOSE = "Choose candidates ..."
AGAIN = "Work it out"
YOUR_BET = "you have placed your bet"
Way = Literal["", "choose", "again"]


class Nothing(NamedTuple):
    """A sentence, the words of a button (empty for none), and what the button does."""

    sentence: str
    button: str = ""
    way: Way = ""


def too_many(state: SessionState) -> Nothing | None:
    """Return what to say where belief is about more structures than can be listed; None elsewhere."""
    if not isinstance(state.space, AllDags):
        return None
    sentence = (
        f"Belief is about all {count_words(state.space.count)} structures at once, too many to ask each one. "
        "Choose a few candidates, and they stand here one by one."
    )
    return Nothing(sentence, CHOOSE, "choose")


def covered(state: SessionState) -> Nothing | None:
    """Return what to say where what experiments would tell is kept from view until a bet; None where it is not."""
    step = covering_step(state)
    if step is None:
        return None
    return Nothing(f"This stays covered until {YOUR_BET}{'' if step == state.lesson.step else f' in step {step + 1}'}.")


def problem(standing: Standing) -> Nothing:
    """Return why there is no answer and will be none, unless a person stopped it and asks again."""
    said = standing.problem
    return Nothing(f"{said[:1].upper()}{said[1:]}", *((AGAIN, "again") if standing.problem == STOPPED else ("", "")))


def no_answer(state: SessionState, results: Results, standing: Standing) -> Nothing:
    """Return why there is no answer (yet)."""
    many = too_many(state)
    if many is not None:
        return many
    if standing.problem:
        return problem(standing)
    if results.unfinished:
        return Nothing(results.unfinished)
    return Nothing(f"{WAITING} {standing.percent} %" if standing.working and standing.percent else WAITING)
