"""Numbers read as the rules for words say."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.controls.numbers import (
    arrow_in_words,
    arrow_probability,
    bits,
    count,
    count_words,
    decimal,
    odds,
    plural,
    probability,
    probability_in_words,
    signed,
    small_probability,
    with_error,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (-1e-18, "<0.001"),
        (1e-9, "<0.001"),
        (0.000499, "<0.001"),
        (0.0005, "0.001"),
        (0.4824, "0.482"),
        (1, "1.000"),
    ],
)
def test_probabilities_have_three_places(value, text):
    assert probability(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.25, "0.250"),
        (0.0005, "0.001"),
        (0.00049, "1 in 2,000"),
        (1 / 12_345, "1 in 12,000"),
        (1 / 987_654_321, "1 in 990,000,000"),
        (1e-12, "1 in 1.0 × 10¹²"),
        (0.0, "0"),
        (2.3e-308, "<0.001"),
    ],
)
def test_small_probabilities_are_one_in_so_many(value, text):
    assert small_probability(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (0.004, "<0.01"), (0.031, "0.03"), (0.994, "0.99"), (0.996, "1.00")]
)
def test_probabilities_on_arrows_have_two_places(value, text):
    assert arrow_probability(value) == text


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (-1.5, 2, "−1.50"),
        (-0.001, 2, "0.00"),
        (-0.0, 2, "0.00"),
        (1234567.891, 1, "1,234,567.9"),
        (math.nan, 2, "–"),
        (-math.inf, 2, "−∞"),
        (math.inf, 2, "∞"),
    ],
)
def test_decimals_have_a_real_minus_and_parted_thousands(value, places, text):
    assert decimal(value, places) == text


@pytest.mark.parametrize(("value", "text"), [(0.25, "+0.2"), (-0.34, "−0.3"), (0.01, "0.0"), (-0.01, "0.0")])
def test_signed_numbers_show_their_sign_unless_they_read_as_zero(value, text):
    assert signed(value, 1) == text


def test_bits_counts_and_errors():
    assert bits(1.2789) == "1.28"
    assert count(29281) == "29,281"
    assert plural(1, "row") == "1 row"
    assert plural(1000, "row") == "1,000 rows"
    assert plural(2, "possibility", "possibilities") == "2 possibilities"
    assert with_error(0.5249, 0.0081) == "0.52 ± 0.01"
    assert with_error(0.5249, 0.0001) == "0.52 ± <0.01"
    assert with_error(0.5, 0.0) == "0.50 ± 0.00"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.0, "impossible"),
        (1e-300, "very unlikely"),
        (0.049, "very unlikely"),
        (0.05, "unlikely"),
        (0.329, "unlikely"),
        (0.33, "open"),
        (0.669, "open"),
        (0.67, "likely"),
        (0.949, "likely"),
        (0.95, "almost certain"),
        (1.0, "almost certain"),
    ],
)
def test_words_change_at_the_stated_bounds(value, words):
    assert probability_in_words(value) == words


def test_an_arrow_is_said_as_a_sentence():
    assert arrow_in_words("Sun", "Shorts", 0.9931) == "Sun to Shorts, almost certain, 0.99"


@given(st.floats(0, 1), st.floats(0, 1))
def test_larger_probabilities_never_read_smaller(a, b):
    low, high = sorted((a, b))

    def shown(value):
        text = probability(value)
        return 0.0005 if text.startswith("<") else float(text)

    assert shown(low) <= shown(high)


@given(st.floats(0.0005, 1))
def test_what_is_read_is_what_was_meant(value):
    assert float(probability(value)) == pytest.approx(value, abs=0.0005 + 1e-12)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (29_281, "29,281"),
        (999_999_999, "999,999,999"),
        (1_000_000_000, "1.0 × 10⁹"),
        (31_603_459_396_418_917_607_425, "3.2 × 10²²"),
        (9_960_000_000, "1.0 × 10¹⁰"),
    ],
)
def test_counts_too_long_to_read_are_powers_of_ten(value: int, written: str) -> None:
    assert count_words(value) == written


@pytest.mark.parametrize(
    ("amount", "said"),
    [(0.0, "level, 1 : 1"), (6.67, "102 : 1"), (-1.0, "1 : 2.0"), (float("inf"), "certain"), (2.0, "4.0 : 1")],
)
def test_odds_are_written(amount: float, said: str) -> None:
    assert odds(amount) == said
