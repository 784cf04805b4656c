"""The chart in words: sentences below and upon it, tool tips, and what a screen reader says."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.sessions.state import SessionState
from engine.sessions.wording import count_rows
from gui.controls.numbers import arrow_probability, count, probability
from gui.timeline.spans import Span
from gui.weights.stack import Stack


def moment_words(row: int, n_rows: int) -> str:
    """Return where in time one looks: "row 23 of 60"."""
    return f"row {count(row)} of {count(n_rows)}" if n_rows else "no rows yet"


def speed_words(speed: float) -> str:
    """Return how fast the past is played, in short: "2x", "1/4x"."""
    return f"{speed:g}x" if speed >= 1 else f"1/{1 / speed:g}x"


def speed_name(speed: float) -> str:
    """Return how fast the past is played, for a tool tip and a screen reader."""
    if speed == 1:
        return "Speed of playing: usual. Press for another."
    times = f"{speed:g} times as fast" if speed > 1 else f"{1 / speed:g} times as slow"
    return f"Speed of playing: {times} as usual. Press for another."


def past_words(row: int, n_rows: int) -> str:
    """Return the sentence that says one looks at the past."""
    return f"You look at row {count(row)} of {count(n_rows)}. Belief, candidates: as they were then."


def empty_words(state: SessionState) -> str:
    """Return the sentence for a session without rows, with the first step where there is one."""
    if state.world is None:
        return "No rows yet."
    return f"No rows yet. Watch {count_rows(state.scenario.show.rows)}, or set something."


def band_name(digit: int | None) -> str:
    """Return the name of a band: "structure 2" or "all others"."""
    return "all others" if digit is None else f"structure {digit}"


def band_tip(stack: Stack, checkpoint: int, height: float) -> str:
    """Return which band is at a height at a checkpoint, and its weight then."""
    tops = stack.tops[:, checkpoint]
    band = min(int(np.searchsorted(tops, height)), len(tops) - 1)
    weight = float(stack.weights[band, checkpoint])
    name = band_name(stack.digits[band])
    when = f"row {count(int(stack.rows[checkpoint]))}" if stack.n_rows else "the start"
    return f"{name[0].upper()}{name[1:]} at {when}: {probability(weight)}"


def description(stack: Stack, checkpoint: int, spans: Sequence[Span], kind: str = "exact") -> str:
    """Return the moment shown for a screen reader: where it is, the weights and how they were got, what was done."""
    weights = stack.weights[:, checkpoint]
    named = (
        f"{band_name(digit)} {arrow_probability(float(weight))}"
        for digit, weight in zip(stack.digits, weights, strict=True)
    )
    when = moment_words(int(stack.rows[checkpoint]), stack.n_rows)
    done = f" Done: {', '.join(_with_rows(span) for span in spans)}." if spans else ""
    return f"{when[0].upper()}{when[1:]}. Weights, {kind}: {', '.join(named)}.{done}"


def _with_rows(span: Span) -> str:
    return span.text if span.kind == "watch" else f"{span.text} {count(span.end - span.start)}"
