"""What is said of a race: who was ahead, whether that is more than its error, and what one run cannot tell."""

from __future__ import annotations

import numpy as np
import pytest

from engine.sessions.race import Course, Race
from engine.sessions.strategies import Strategy
from gui.race.words import budget_words, description, estimate, finish_words, order, verdict


def made(
    ends: list[list[float]],
    strategies: tuple[Strategy, ...] = ("best gain", "random"),
    exact: bool = True,
    paid: list[list[int]] | None = None,
) -> Race:
    """A race of one step from 2 bits; one list a run, one end a strategy."""
    bits = np.array([[[2.0, end] for end in run] for run in ends])
    steps = np.ones(bits.shape[:2], dtype=int) if paid is None else np.array(paid)
    return Race(Course(strategies, 1, 10), tuple(range(len(ends))), bits, 1 - bits / 2, 1 - bits / 2, steps, exact)


def test_a_lead_larger_than_its_error_is_said_to_be_so() -> None:
    found = made([[0.5, 1.0], [0.6, 1.2], [0.4, 0.8]])
    # Differences 0.5, 0.6, 0.4: mean 0.5, deviation 0.1, over the root of three 0.058.
    said = "“Most telling” was ahead of “at random” by 0.50 ± 0.06 bits after 1 step"
    assert verdict(found, "entropy", 1) == f"{said}: more than twice its error, so hardly luck."
    assert verdict(found, "truth", 1).startswith("“Most telling” was ahead of “at random” by 0.250 ± 0.029 of weight")


def test_a_lead_within_its_error_may_be_luck_and_the_last_is_told_of_too() -> None:
    found = made([[0.5, 1.0, 1.9], [0.9, 0.6, 1.8]], ("random", "human", "best gain"))
    assert order(found, "entropy", 1) == (0, 1, 2)
    said = verdict(found, "entropy", 1)
    assert said.startswith("“At random” was ahead of you by 0.10 ± 0.40 bits after 1 step: less than twice its error")
    assert said.endswith("“At random” was ahead of “most telling” by 1.15 ± 0.25 bits: more than twice its error.")


def test_a_person_ahead_is_spoken_to() -> None:
    found = made([[0.5, 1.0], [0.6, 1.2]], ("human", "round robin"))
    assert verdict(found, "entropy", 1).startswith("You were ahead of “each variable in turn” by")


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        ([[1.0, 1.0], [0.5, 0.5]], "“Most telling” and “at random” were level after 1 step."),
        ([[0.5, 1.0]], "by 0.50 bits after 1 step, in a single run: more runs tell whether that was luck."),
        ([[0.5, 1.0], [0.2, 0.7]], "by 0.50 ± 0.00 bits after 1 step: in every run alike."),
    ],
)
def test_level_single_and_constant(ends: list[list[float]], said: str) -> None:
    assert verdict(made(ends), "entropy", 1).endswith(said)
    assert verdict(made(ends), "entropy", 0) == "All start level: 2.00 bits are open."


def test_somebody_alone_at_a_step_is_ahead_of_nobody() -> None:
    found = made([[0.5, np.nan], [0.6, np.nan]], ("random", "human"))
    assert order(found, "entropy", 1) == (0,)
    assert verdict(found, "entropy", 1) == "Nobody else has done 1 step."


def test_numbers_have_their_errors_and_screen_readers_hear_all() -> None:
    found = made([[0.05, 1.0], [0.07, 1.2]])
    assert description(found, "entropy", 1) == (
        "After 1 step, bits still open: most telling 0.06 ± 0.01 and at random 1.10 ± 0.10."
    )
    assert finish_words(found, 0) == "1.0 ± 0.0 (2 of 2)"
    assert finish_words(found, 1) == "not in 1 step"
    assert finish_words(made([[0.05, 1.0]]), 0) == "1.0 (1 of 1)"
    lead = found.lead("entropy", 0, 1, 1)
    assert estimate(lead, "entropy") == "1.04 ± 0.09"


def test_for_whom_the_budget_did_not_pay_is_said_with_how_many_steps_it_did() -> None:
    ends = [[0.5, 1.0], [0.6, 1.2], [0.4, 0.8], [0.4, 2.0]]
    assert budget_words(made(ends)) == ""
    found = made(ends, paid=[[1, 0], [1, 1], [1, 1], [1, 0]])
    # 0, 1, 1, 0: mean 0.5, deviation 0.577, over the root of four runs 0.289.
    assert budget_words(found) == "The budget paid for fewer than 1 step: “at random” 0.5 ± 0.3."
    assert found.n_broke(1) == 2
    both = made(ends, paid=[[0, 0]] * 4)
    assert budget_words(both) == "The budget paid for fewer than 1 step: “most telling” 0 and “at random” 0."
