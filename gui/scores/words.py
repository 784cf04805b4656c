"""Scores in words: labels, sentences, and what a screen reader says."""

from __future__ import annotations

import numpy as np

from engine.hypotheses.space import HypothesisSpace
from engine.sessions.wording import count_rows
from gui.controls.numbers import PLUS_MINUS, bits, count, decimal, plural, signed
from gui.drawing.structure_words import spoken_structure, structure_words
from gui.scores.lines import Lines

AXIS = {"plain": "score, bits", "beside": "bits above the average"}
TIPS = {
    "plain": (
        "Running sum of the log probability that each candidate gave to the next row "
        "(prequential score = log evidence, in bits)"
    ),
    "beside": (
        "By how many bits each is ahead of the average of all: one bit more doubles its weight (log Bayes factor)"
    ),
}
EMPTY = (
    "No rows yet. Watch {rows}, or set something: every row is then a test, "
    "and each candidate scores by how probable it had called what came."
)
# An error that does not reach the second place is not worth its room.
LEAST_ERROR = 0.005


def number(value: float, mode: str) -> str:
    """Write a score, with a sign where it is a difference."""
    places = 1 if abs(value) < 999.95 else 0
    return signed(value, places) if mode == "beside" else decimal(value, places)


def name_of(line: int, lines: Lines, space: HypothesisSpace, names: tuple[str, ...], *, spoken: bool = False) -> str:
    """Return a line's candidate: "2, Sun → Shorts"."""
    structure = space.candidate(lines.candidates[line])
    words = spoken_structure(structure, names) if spoken else structure_words(structure, names)
    digit = lines.digits[line]
    return words if digit is None else f"{digit}, {words}"


def line_sentence(line: int, lines: Lines, moment: int, space: HypothesisSpace, names: tuple[str, ...]) -> str:
    """Return what one line says at a moment."""
    height, error = float(lines.heights[moment, line]), float(lines.errors[moment, line])
    rows = count_rows(int(lines.rows[moment]))
    off = f" {PLUS_MINUS} {decimal(error, 2)}" if error >= LEAST_ERROR else ""
    if lines.mode == "beside":
        where = "ahead of" if height >= 0 else "behind"
        value = f"{bits(abs(height))}{off} bits {where} the average of all"
    else:
        value = f"{decimal(height, 2)}{off} bits"
    return f"{name_of(line, lines, space, names)}: {value} after {rows}."


def summary(lines: Lines, moment: int, space: HypothesisSpace) -> str:
    """Return who is ahead at a moment, and how many candidates have no line."""
    heights = lines.heights[moment]
    ahead = np.flatnonzero(heights >= heights.max() - 1e-6)
    if len(ahead) == lines.n_lines and lines.n_lines > 1:
        said = "All here predicted equally well so far."
    elif len(ahead) > 1:
        said = f"{plural(len(ahead), 'candidate')} predicted best so far, equally well."
    else:
        digit = lines.digits[int(ahead[0])]
        said = "One predicted best so far." if digit is None else f"Candidate {digit} predicted best so far."
    return f"{said}{left_out(lines, space)}"


def left_out(lines: Lines, space: HypothesisSpace) -> str:
    """Return how many candidates have no line; empty when all have."""
    left = len(space) - lines.n_lines
    return f" {plural(left, 'other')} not drawn." if left else ""


def description(lines: Lines, moment: int, space: HypothesisSpace, names: tuple[str, ...]) -> str:
    """Return all lines at a moment for a screen reader, the best first."""
    at = f"After {count_rows(int(lines.rows[moment]))} of {count(lines.n_rows)}"
    said = (
        f"{name_of(line, lines, space, names, spoken=True)}: {number(float(lines.heights[moment, line]), lines.mode)}"
        for line in lines.order()
    )
    return f"{at}, {AXIS[lines.mode]}. {'; '.join(said)}.{left_out(lines, space)}"
