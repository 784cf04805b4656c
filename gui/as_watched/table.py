"""Right and wrong weights side by side, as lines of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.posterior.posterior import Posterior
from gui.controls.numbers import probability_with_error
from gui.controls.table_lines import Cell, Column, Line
from gui.drawing.structure_words import spoken_structure, structure_words

# An error that does not reach the third place is not worth its room.
LEAST_ERROR = 0.0005
COLUMNS = (
    Column("Right: as it was done", "share", "Rows in which something was set by hand count as such (do)"),
    Column(
        "Wrong: as if only watched",
        "share",
        "The same rows, with what was set by hand taken for something seen",
        "warn",
    ),
)


def both(
    right: Posterior, wrong: Posterior, candidates: Sequence[int], names: Sequence[str], digit_of: Mapping[int, int]
) -> tuple[Line, ...]:
    """Return a line a candidate: what is wrong is drawn hollow and dashed."""
    lines = []
    for candidate in candidates:
        structure, digit = right.space.candidate(candidate), digit_of.get(candidate)
        name = "candidate" if digit is None else f"candidate {digit}"
        cells = (_cell(right, candidate, hollow=False), _cell(wrong, candidate, hollow=True))
        spoken = f"{name}, {spoken_structure(structure, names)}"
        lines.append(Line(structure_words(structure, names), cells, digit, spoken=spoken))
    return tuple(lines)


def _cell(posterior: Posterior, candidate: int, *, hollow: bool) -> Cell:
    weight = float(posterior.weights[candidate])
    error = 0.0 if posterior.errors is None else float(posterior.errors[candidate])
    shown = error if error >= LEAST_ERROR else 0.0
    text = probability_with_error(weight, shown)
    return Cell(text, weight, fill="hollow" if hollow else "candidate", error=shown)
