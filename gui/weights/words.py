"""The chart in words: sentences below and upon it, tool tips, and what a screen reader says."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.sessions.state import SessionState
from engine.sessions.wording import count_rows
from gui.controls.numbers import arrow_probability, bits, count, probability_with_error, with_error
from gui.timeline.spans import Span
from gui.weights.errors import beside
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


def shorter_past_words(row: int, n_rows: int) -> tuple[str, ...]:
    """Return what is said of the past where there is little room: the numbers stay."""
    where = f"row {count(row)} of {count(n_rows)}"
    return f"You look at {where}.", f"R{where[1:]}", f"{count(row)} of {count(n_rows)}"


def awaited_words(row: int, n_rows: int, shown: int, percent: int) -> str:
    """Return that a moment is being worked out, how far that is, and of which rows everything else speaks."""
    done = f" {percent} %" if percent else ""
    return f"Working out row {count(row)} of {count(n_rows)} ...{done} Until then: row {count(shown)}."


def gap_words(known: int, planned: int, *, filling: bool) -> str:
    """Return what becomes of the hatched stretches of the past."""
    if filling:
        return f"The past is being worked out: {count(known)} of {count(planned)} moments."
    return "Hatched: belief was not worked out there. Go there, and it is."


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
    return _weight_tip(stack, min(int(np.searchsorted(tops, height)), len(tops) - 1), checkpoint)


def line_tip(stack: Stack, checkpoint: int, height: float) -> str:
    """Return which line is nearest to a height at a checkpoint, and its weight then."""
    return _weight_tip(stack, int(np.argmin(np.abs(stack.weights[:, checkpoint] - height))), checkpoint)


def _weight_tip(stack: Stack, band: int, checkpoint: int) -> str:
    if not stack.is_known(checkpoint):
        return _unknown_words(stack, checkpoint)
    name, weight = band_name(stack.digits[band]), float(stack.weights[band, checkpoint])
    said = probability_with_error(weight, stack.error(band, checkpoint))
    return f"{name[0].upper()}{name[1:]} at {_when(stack, checkpoint)}: {said}"


def entropy_tip(stack: Stack, checkpoint: int) -> str:
    """Return how much was open at a checkpoint."""
    if not stack.is_known(checkpoint):
        return _unknown_words(stack, checkpoint)
    return f"At {_when(stack, checkpoint)}: {_open_words(stack, checkpoint)}"


def _unknown_words(stack: Stack, checkpoint: int) -> str:
    when = _when(stack, checkpoint)
    return f"{when[0].upper()}{when[1:]} is not worked out; go there, and it is."


def _when(stack: Stack, checkpoint: int) -> str:
    return f"row {count(int(stack.rows[checkpoint]))}" if stack.n_rows else "the start"


def _open_words(stack: Stack, checkpoint: int) -> str:
    if stack.entropy is None:
        return ""
    value, error = float(stack.entropy[checkpoint]), stack.entropy_error(checkpoint)
    return f"{with_error(value, error) if error else bits(value)} bits still open (entropy)"


def description(stack: Stack, checkpoint: int, spans: Sequence[Span], kind: str = "exact") -> str:
    """Return the moment shown for a screen reader: where it is, the weights and how they were got, what was done."""
    weights = stack.weights[:, checkpoint]
    named = (
        f"{band_name(digit)} {arrow_probability(float(weight))}{beside(stack.error(band, checkpoint))}"
        for band, (digit, weight) in enumerate(zip(stack.digits, weights, strict=True))
    )
    is_open = f" {_open_words(stack, checkpoint)}." if stack.entropy is not None else ""
    when = moment_words(int(stack.rows[checkpoint]), stack.n_rows)
    done = f" Done: {', '.join(_with_rows(span) for span in spans)}." if spans else ""
    return f"{when[0].upper()}{when[1:]}. Weights, {kind}: {', '.join(named)}.{is_open}{done}"


def _with_rows(span: Span) -> str:
    return span.text if span.kind == "watch" else f"{span.text} {count(span.end - span.start)}"
