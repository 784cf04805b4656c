"""How a lesson goes: bet, play, reveal, next step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from engine.sessions.rejection import ActionRejected
from engine.sessions.scenario import Step
from engine.sessions.state import LessonProgress, SessionState, initial_state, plays_itself, uncovered
from engine.sessions.verbs import Reset, StepAction

NO_LESSON = "There is no lesson here."
BET_FIRST = "Place your bet first."
PLAY_FIRST = "Let this step do its part first."


def place_bet(state: SessionState, choice: int) -> SessionState:
    """Return the state with a bet on the step on screen; a step that does nothing is revealed by it."""
    step = _step(state)
    if step.question is None:
        raise ActionRejected("This step asks nothing.")
    if state.phase == "revealed":
        raise ActionRejected("The answer is out already, the bet stands.")
    if not 0 <= choice < len(step.question.choices):
        raise ActionRejected(f"Choose one of the {len(step.question.choices)} answers.")
    here = state.lesson.step
    bets = (*state.lesson.bets[:here], choice, *state.lesson.bets[here + 1 :])
    placed = replace(state, lesson=replace(state.lesson, bets=bets))
    return placed if step.do else _revealed(placed)


def play_step(state: SessionState, apply: Callable[[StepAction, SessionState], SessionState]) -> SessionState:
    """Return the state after the step on screen did its part and its answer is revealed."""
    step = _step(state)
    if state.phase == "revealed":
        raise ActionRejected("This step was played already.")
    if state.phase == "bet":
        raise ActionRejected(BET_FIRST)
    played = state
    for action in step.do:
        played = _cleared(played) if isinstance(action, Reset) else apply(action, played)
    return _revealed(played)


def next_step(state: SessionState) -> SessionState:
    """Return the state with the next step on screen; one that has nothing to wait for is revealed at once."""
    _step(state)
    if state.phase != "revealed":
        raise ActionRejected(BET_FIRST if state.phase == "bet" else PLAY_FIRST)
    if state.is_last_step:
        raise ActionRejected("This is the last step.")
    here = state.lesson.step + 1
    turned = replace(state, lesson=replace(state.lesson, step=here))
    waits = not plays_itself(state.scenario.steps[here])
    return turned if waits or here < state.lesson.played else _revealed(turned)


def previous_step(state: SessionState) -> SessionState:
    """Return the state with the step before on screen; the rows stay."""
    _step(state)
    if state.lesson.step == 0:
        raise ActionRejected("This is the first step.")
    return replace(state, lesson=replace(state.lesson, step=state.lesson.step - 1))


def take_hint(state: SessionState) -> SessionState:
    """Return the state with one more hint of the step on screen shown."""
    step = _step(state)
    taken = state.lesson.hints_taken
    if taken >= len(step.hints):
        raise ActionRejected("There is no further hint." if step.hints else "This step has no hints.")
    here = state.lesson.step
    hints = (*state.lesson.hints[:here], taken + 1, *state.lesson.hints[here + 1 :])
    return replace(state, lesson=replace(state.lesson, hints=hints))


def covering_step(state: SessionState) -> int | None:
    """Return the step whose bet, open still, covers what experiments are expected to tell; None where that is on show.

    Of several it is the last: one that is to come covers too, if it reveals the gains. What it asks would be answered
    before it is asked.
    """
    lesson, steps = state.lesson, state.scenario.steps
    if not state.scenario.show.gains_after_bet:
        return None
    ahead = [
        place
        for place in range(lesson.played, len(steps))
        if "gains" in steps[place].reveal and steps[place].question is not None and not _has_bet(lesson, place)
    ]
    return max(ahead, default=lesson.step if state.phase == "bet" else None)


def _has_bet(lesson: LessonProgress, place: int) -> bool:
    return bool(lesson.bets) and lesson.bets[place] is not None


def _step(state: SessionState) -> Step:
    if state.step is None:
        raise ActionRejected(NO_LESSON)
    return state.step


def _revealed(state: SessionState) -> SessionState:
    step = state.scenario.steps[state.lesson.step]
    return uncovered(replace(state, lesson=replace(state.lesson, played=state.lesson.step + 1)), step)


def _cleared(state: SessionState) -> SessionState:
    # A step that resets clears the rows and the world, not the lesson it is part of, nor what is on show, nor costs.
    fresh = initial_state(state.scenario, state.seed)
    kept = replace(fresh, lesson=state.lesson, positions=state.positions, world_covered=state.world_covered)
    return replace(kept, costs=state.costs, pinned=state.pinned)
