"""Predictions as the lines of a table: what happened, the average of all, and a line a candidate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.questions.hindsight import Hindsight
from engine.questions.predictions import Predictions
from engine.sessions.wording import count_rows
from gui.controls.numbers import PLUS_MINUS, count, decimal, probability, probability_with_error, signed
from gui.controls.table_lines import Cell, Column, Line
from gui.drawing.structure_words import ARROW, spoken_structure, structure_words
from gui.predictions.outcomes import Outcomes

FloatArray = npt.NDArray[np.float64]
HAPPENED = "What happened"
AVERAGE = "Average of all"
BITS_TIP = (
    "By how many bits it predicted the batch better than the average of all (log Bayes factor): "
    "one bit more doubles its weight"
)
# An error that does not reach the third place is not worth its room.
LEAST_ERROR = 0.0005
LEAST_BITS_ERROR = 0.005


@dataclass(frozen=True)
class Table:
    """What the table shows."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    lead: str


@dataclass(frozen=True)
class Called:
    """What candidates are called: names of the variables, and digit by candidate."""

    names: tuple[str, ...]
    digit_of: Mapping[int, int]


def next_table(predictions: Predictions, outcomes: Outcomes, called: Called, rows: int) -> Table:
    """Return the table for the experiment that is set up, in which `rows` rows would be drawn."""
    average = _shares(predictions, predictions.average[None], outcomes)[0]
    lines = [Line(AVERAGE, (Cell(""), *(_average_cell(share, rows) for share in average)), chip=False)]
    shares = _shares(predictions, predictions.joint, outcomes)
    errors = _shares(predictions, predictions.errors, outcomes)
    for place, candidate in enumerate(predictions.candidates):
        cells = [_cell(share, error, rows) for share, error in zip(shares[place], errors[place], strict=True)]
        weight = Cell(probability(float(predictions.weights[place])))
        lines.append(_line(predictions, candidate, called, (weight, *cells)))
    columns = (Column("weight", "text", "How probable it is now (posterior weight)"), *_columns(outcomes))
    return Table(columns, tuple(lines), _lead(outcomes, rows))


def last_table(found: Hindsight, outcomes: Outcomes, called: Called) -> Table:
    """Return the table for a batch: what happened beside what was expected, and bits gained or lost."""
    predictions = found.predictions
    counts = _shares(predictions, found.observed[None], outcomes)[0]
    observed = counts / max(1, found.n_rows)
    happened = [
        Cell(probability(float(share)), float(share), fill="accent", note=count(int(rows)))
        for share, rows in zip(observed, counts, strict=True)
    ]
    average = _shares(predictions, predictions.average[None], outcomes)[0]
    marked = [_average_cell(share, found.n_rows, mark) for share, mark in zip(average, observed, strict=True)]
    lines = [
        Line(HAPPENED, (Cell(""), Cell(""), *happened), chip=False),
        Line(AVERAGE, (Cell(""), Cell(""), *marked), chip=False),
    ]
    shares, errors = (_shares(predictions, each, outcomes) for each in (predictions.joint, predictions.errors))
    longest = float(np.abs(found.bits[np.isfinite(found.bits)]).max(initial=1e-9))
    for place, candidate in enumerate(predictions.candidates):
        expected = [
            _cell(share, error, found.n_rows, mark)
            for share, error, mark in zip(shares[place], errors[place], observed, strict=True)
        ]
        gained = _bits_cell(float(found.bits[place]), float(found.errors[place]), longest)
        moved = Cell(_moved(float(predictions.weights[place]), float(found.bits[place])))
        lines.append(_line(predictions, candidate, called, (gained, moved, *expected)))
    columns = (
        Column("bits gained", "signed", BITS_TIP),
        Column("weight", "text", "How probable it was before the batch, and after it"),
        *_columns(outcomes),
    )
    return Table(columns, tuple(lines), _lead(outcomes, found.n_rows))


def _columns(outcomes: Outcomes) -> list[Column]:
    return [
        Column(title, "share", f"How often {name} is expected", name=name)
        for title, name in zip(outcomes.titles(), outcomes.spoken(), strict=True)
    ]


def _lead(outcomes: Outcomes, rows: int) -> str:
    # Beside each chance stands of how many rows that is.
    return f"{', '.join(outcomes.names())}: chance, and how many of {count_rows(rows)}"


def _line(predictions: Predictions, candidate: int, called: Called, cells: Sequence[Cell]) -> Line:
    structure, digit = predictions.space.candidate(candidate), called.digit_of.get(candidate)
    name = "candidate" if digit is None else f"candidate {digit}"
    spoken = f"{name}, {spoken_structure(structure, called.names)}"
    return Line(structure_words(structure, called.names), tuple(cells), digit, spoken=spoken)


def _cell(share: float, error: float, rows: int, mark: float | None = None) -> Cell:
    shown = float(error) if error >= LEAST_ERROR else 0.0
    text = probability_with_error(float(share), shown)
    return Cell(text, float(share), mark, "candidate", shown, _about(share, rows))


def _average_cell(share: float, rows: int, mark: float | None = None) -> Cell:
    return Cell(probability(float(share)), float(share), mark, note=_about(share, rows))


def _about(share: float, rows: int) -> str:
    # Rows that are expected are seldom whole.
    expected = float(share) * rows
    return decimal(expected, 1 if expected < 100 else 0)


def _bits_cell(bits: float, error: float, longest: float) -> Cell:
    text = signed(bits, 2)
    if error >= LEAST_BITS_ERROR:
        text += f" {PLUS_MINUS} {decimal(error, 2)}"
    return Cell(text, max(-1.0, min(1.0, bits / longest)))


def _moved(before: float, bits: float) -> str:
    return f"{probability(before)} {ARROW} {probability(min(1.0, before * 2.0**bits))}"


def _shares(predictions: Predictions, values: npt.NDArray[Any], outcomes: Outcomes) -> FloatArray:
    return predictions.summed(values, outcomes.chosen)
