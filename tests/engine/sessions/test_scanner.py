from __future__ import annotations

import pytest

from engine.problems import InvalidInput
from engine.sessions.scanner import Scanner


def test_the_longest_name_is_read() -> None:
    scanner = Scanner("Ice cream shop = yes")
    assert scanner.take_longest(["Ice", "Ice cream", "Ice cream shop"]) == "Ice cream shop"
    assert scanner.take("=") == "="
    assert scanner.rest == "yes"


def test_a_name_in_quotes_is_read_whole() -> None:
    scanner = Scanner('"Ice ""cream"", or so" = "Sun" now')
    assert scanner.take_quoted(["Ice", "Sun"]) is None
    assert scanner.take_quoted(['Ice "cream", or so']) == 'Ice "cream", or so'
    assert scanner.take("=") == "="
    assert scanner.expect_name(["Sun", '"Sun"'], "variable") == "Sun"
    assert scanner.rest == "now"


def test_quotes_of_a_name_itself_are_read_where_no_other_name_fits() -> None:
    assert Scanner('"Sun" = 1').expect_name(['"Sun"', "Moon"], "variable") == '"Sun"'


def test_a_word_does_not_end_within_another() -> None:
    assert Scanner("rowshouse").take("rows") is None
    assert Scanner("rows>1").take("rows") == "rows"
    assert Scanner("Sunny").take_longest(["Sun"]) is None


@pytest.mark.parametrize(
    ("text", "value"), [("0.5", 0.5), (".5", 0.5), ("1e-3", 0.001), ("81/87", 81 / 87), ("3 / 4", 0.75), ("7.", 7.0)]
)
def test_numbers_and_fractions(text: str, value: float) -> None:
    scanner = Scanner(text)
    assert scanner.take_number() == value
    assert scanner.finished


def test_no_number_is_none_and_moves_nothing() -> None:
    scanner = Scanner("Sun")
    assert scanner.take_number() is None
    assert scanner.rest == "Sun"


@pytest.mark.parametrize("text", ["1/0", "1/", "1/x"])
def test_a_fraction_needs_a_number_below(text: str) -> None:
    with pytest.raises(InvalidInput, match="81/87"):
        Scanner(text).take_number()
