from __future__ import annotations

from itertools import permutations

import pytest

from engine.files.state_order import code, number, ordered_states


@pytest.mark.parametrize(
    "states",
    [
        ("no", "yes"),
        ("False", "True"),
        ("low", "medium", "high"),
        ("very_low", "Low", "very-high"),
        ("none", "mild", "severe"),
        ("1", "2", "10"),
        ("-1.5", "0", "1e3"),
    ],
)
def test_known_scales_and_numbers_have_one_order(states: tuple[str, ...]) -> None:
    assert {ordered_states(shuffled) for shuffled in permutations(states)} == {states}


@pytest.mark.parametrize("states", [("B", "A"), ("yes", "no", "perhaps"), ("low", "B", "high"), ("2", "one")])
def test_other_words_stay_as_they_appeared(states: tuple[str, ...]) -> None:
    assert ordered_states(states) == states


def test_one_number_written_in_two_ways_is_two_states_in_a_sure_order() -> None:
    assert ordered_states(("2", "1.0", "1")) == ordered_states(("1", "1.0", "2")) == ("1", "1.0", "2")


@pytest.mark.parametrize(
    ("text", "value"),
    [("3", 3.0), (" 2.5 ", 2.5), ("-1e2", -100.0), ("1_000", None), ("nan", None), ("inf", None), ("", None)],
)
def test_numbers(text: str, value: float | None) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("0", 0), ("12", 12), ("007", 7), ("-1", None), ("1.0", None), ("\u00b2", None), ("1234567890", None), ("", None)],
)
def test_codes(text: str, value: int | None) -> None:
    assert code(text) == value
