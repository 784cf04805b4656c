"""Which batches spoke for and against a link, as a pupil reads it."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from engine.questions.link_course import LinkCourse, Witness
from engine.questions.link_odds import odds_in_sum
from gui.controls.numbers import MINUS, PLUS_MINUS
from gui.edges.witness_words import bits_words, claim, in_all, number, speaks, spoken_witness, verdict

NAMES = ("Sun", "Shorts")


def said(*bits: float) -> list[Witness]:
    return [Witness(place, place, each) for place, each in enumerate(bits)]


def done(witness: Witness) -> str:
    return f"deed {witness.first + 1}"


@pytest.mark.parametrize(
    ("bits", "words"),
    [
        ((0.001, 0.0), "No batch spoke for or against it so far."),
        ((0.5,), "One batch spoke for it, batch 1 (deed 1): +0.50 bits."),
        ((0.5, 2.0, 1.0), "Three batches spoke for it, most of all batch 2 (deed 2): +2.00 bits."),
        ((-0.5, -0.25), f"Two batches spoke against it, most of all batch 1 (deed 1): {MINUS}0.50 bits."),
        (
            (1.0, -2.0, -3.0, 0.0),
            "One batch spoke for it, batch 1 (deed 1): +1.00 bits. Two spoke against it, most of all batch 3 (deed 3): "
            f"{MINUS}3.00 bits. The other one said next to nothing.",
        ),
        ((1.0,) * 13, "13 batches spoke for it, most of all batch 1 (deed 1): +1.00 bits."),
    ],
)
def test_the_verdict(bits: tuple[float, ...], words: str) -> None:
    assert verdict(said(*bits), "it", done) == words


def test_batches_taken_together_are_groups() -> None:
    pooled = [Witness(0, 4, 1.0), Witness(5, 5, 2.0)]
    assert number(pooled[0]) == "1 to 5"
    assert verdict(pooled, "it", done).startswith("Two groups of batches spoke for it, most of all batch 6 (deed 6)")


def test_an_estimate_that_cannot_be_told_from_nothing_does_not_speak() -> None:
    unsure, sure = Witness(0, 0, 0.1, 0.06), Witness(0, 0, 0.1, 0.04)
    assert (speaks(unsure), speaks(sure)) == (False, True)
    assert bits_words(sure) == f"+0.10 {PLUS_MINUS} 0.04"
    assert (
        spoken_witness(sure, "Watched, 1 row") == f"Batch 1, Watched, 1 row: 0.10 bits for, {PLUS_MINUS} 0.04, sampled"
    )
    assert spoken_witness(unsure, "Watched, 1 row").endswith("next to nothing")


def test_claims_are_named() -> None:
    assert claim(NAMES, "edge", 0, 1) == "Sun \N{RIGHTWARDS ARROW} Shorts"
    assert claim(NAMES, "ancestor", 1, 0) == "Shorts as a cause of Sun"


def course(cut: float | None) -> LinkCourse:
    moment = replace(odds_in_sum(np.zeros((2, 2)), np.zeros((2, 2))), cut=cut)
    return LinkCourse((0, 1), np.array([0, 10]), (moment, moment), None, (None,))


def test_how_far_odds_moved_in_all() -> None:
    assert in_all([-1.0, 2.0], 0.0, course(None)) == (
        "In all +3.00 bits: odds of 1 : 2.0 before any data, of 4.0 : 1 now (exact)."
    )
    assert in_all([0.0, 0.0], 0.0, course(None)).startswith("In all 0.00 bits: odds of 1 : 1 before any data, of 1 : 1")
    assert in_all([0.0, 30.0], 0.0, course(30.0)).endswith("Beyond 30 bits odds are not told apart.")
    assert in_all([-math.inf, -math.inf], 0.0, course(None)).startswith("Ruled out from the start")
    assert in_all([math.inf, math.inf], 0.0, course(None)) == "Certain from the start."
