"""Which batches spoke for and against a link, in sentences."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from engine.data.dataset import Dataset
from engine.questions.link_course import LinkCourse, Witness
from engine.questions.links import Relation
from engine.sessions.wording import count_rows, describe_batch
from gui.controls.numbers import PLUS_MINUS, count, decimal, odds, plural, signed

NO_ROWS = "No rows yet. Watch {rows}, or set something: then it can be said which batches spoke for {claim}."
LOOK_BACK = "Choose a batch, and all panels show belief as it was at its end."
POOLED = "Neighbouring batches are taken together where belief between them was not worked out."
# What would read 0.00 says nothing, nor does what lies within two standard errors of nothing.
LEAST_BITS = 0.005
ERRORS = 2.0
_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")
Named = Callable[[Witness], str]


def claim(names: Sequence[str], relation: Relation, cause: int, effect: int) -> str:
    """Return what batches speak for or against: "Sun → Shorts", "Sun as a cause of Shorts"."""
    if relation == "edge":
        return f"{names[cause]} \N{RIGHTWARDS ARROW} {names[effect]}"
    return f"{names[cause]} as a cause of {names[effect]}"


def line_names(names: Sequence[str], relation: Relation, cause: int, effect: int) -> tuple[str, str, str]:
    """Return what the three lines stand for: one way, the other way, neither."""
    if relation == "edge":
        arrow = "\N{RIGHTWARDS ARROW}"
        return f"{names[cause]} {arrow} {names[effect]}", f"{names[effect]} {arrow} {names[cause]}", "no arrow"
    return f"{names[cause]} a cause", f"{names[effect]} a cause", "neither"


def doing(witness: Witness, dataset: Dataset, *, imported: bool) -> str:
    """Return what was done: "Set Sun = yes, 10 rows", or "7 batches, 70 rows"."""
    batches = dataset.batches[witness.first : witness.last + 1]
    rows = count_rows(sum(batch.n_rows for batch in batches))
    if len(batches) > 1:
        return f"{plural(len(batches), 'batch', 'batches')}, {rows}"
    return f"{describe_batch(batches[0].regime, dataset.variables, imported=imported)}, {rows}"


def number(witness: Witness) -> str:
    """Return which batch it was, counted from 1: "3", or "3 to 9"."""
    first, last = witness.first + 1, witness.last + 1
    return count(first) if first == last else f"{count(first)} to {count(last)}"


def bits_words(witness: Witness) -> str:
    """Return how far a batch spoke for a link: "+3.20", or with its standard error."""
    told = signed(witness.bits, 2)
    error = witness.standard_error
    return told if error == 0 else f"{told} {PLUS_MINUS} {decimal(max(error, 0.01), 2)}"


def spoken_witness(witness: Witness, done: str) -> str:
    """Return an entry as a screen reader says it."""
    which = "Batch" if witness.n_batches == 1 else "Batches"
    said = f"{which} {number(witness)}, {done}"
    if not speaks(witness):
        return f"{said}: next to nothing"
    side = "for" if witness.bits > 0 else "against"
    kind = "exact" if witness.standard_error == 0 else f"{PLUS_MINUS} {decimal(witness.standard_error, 2)}, sampled"
    return f"{said}: {decimal(abs(witness.bits), 2)} bits {side}, {kind}"


def speaks(witness: Witness) -> bool:
    """Return whether a batch said anything that can be told from nothing."""
    return abs(witness.bits) >= max(LEAST_BITS, ERRORS * witness.standard_error)


def verdict(said: Sequence[Witness], about: str, done: Named) -> str:
    """Return how many batches spoke for a link and how many against it, and which most of all."""
    pro = [each for each in said if speaks(each) and each.bits > 0]
    contra = [each for each in said if speaks(each) and each.bits < 0]
    silent = len(said) - len(pro) - len(contra)
    if not pro and not contra:
        return f"No batch spoke for or against {about} so far."
    groups = any(each.n_batches > 1 for each in said)
    parts: list[str] = []
    for side, speakers in (("for", pro), ("against", contra)):
        if speakers:
            subject = _counted(len(speakers), groups, short=bool(parts))
            parts.append(f"{subject} spoke {side} {'it' if parts else about}{_most(speakers, done)}")
    if silent:
        parts.append(f"{'The other one' if silent == 1 else f'The other {count(silent)}'} said next to nothing.")
    return " ".join(parts)


def in_all(bits: Sequence[float], error: float, course: LinkCourse) -> str:
    """Return how far the odds moved through all batches, and how that is known."""
    before, now = float(bits[0]), float(bits[-1])
    if math.isinf(before) or math.isinf(now):
        return "Certain from the start." if now > 0 else "Ruled out from the start: no batch can speak for it."
    told = f"In all {signed(now - before, 2)} bits"
    kind = "exact" if course.exact else f"{PLUS_MINUS} {decimal(max(error, 0.01), 2)}, sampled"
    moved = f"{told}: odds of {_odds(before)} before any data, of {_odds(now)} now ({kind})."
    if course.cut is not None and abs(now) >= course.cut - 1e-6:
        return f"{moved} Beyond {decimal(course.cut, 0)} bits odds are not told apart."
    return moved


def notes(course: LinkCourse) -> str:
    """Return what can be done with the list, and what it leaves out."""
    return " ".join(part for part in (POOLED if course.pooled else "", LOOK_BACK) if part)


def _counted(number: int, groups: bool, *, short: bool) -> str:
    counted = _NUMBERS[number] if number < len(_NUMBERS) else count(number)
    if short:
        return counted
    if groups:
        return f"{counted} {'group' if number == 1 else 'groups'} of batches"
    return f"{counted} {'batch' if number == 1 else 'batches'}"


def _most(speakers: Sequence[Witness], done: Named) -> str:
    loudest = max(speakers, key=lambda each: abs(each.bits))
    which = f"batch {number(loudest)} ({done(loudest)})" if loudest.n_batches == 1 else f"batches {number(loudest)}"
    told = f"{which}: {bits_words(loudest)} bits."
    return f", {told}" if len(speakers) == 1 else f", most of all {told}"


def _odds(bits: float) -> str:
    return odds(bits).removeprefix("level, ")
