"""Searching by arrows agrees with reading each structure."""

from __future__ import annotations

import numpy as np
import pytest

from engine.hypotheses.notation import format_structure, parse_candidate
from engine.hypotheses.space import every_dag, listed
from gui.candidates.search import UnknownName, matching

NAMES = ("Sun", "Shorts", "Ice cream")
SPACE = every_dag((0, 1, 2))
WRITTEN = [format_structure(SPACE.dag(candidate), NAMES) for candidate in range(25)]


def found(text: str) -> set[str]:
    return {WRITTEN[candidate] for candidate in np.flatnonzero(matching(text, SPACE, NAMES))}


def having(*arrows: str) -> set[str]:
    return {written for written in WRITTEN if all(arrow in written.split(", ") for arrow in arrows)}


def test_no_text_finds_all() -> None:
    assert len(found("")) == 25
    assert len(found(" , ")) == 25


@pytest.mark.parametrize("text", ["Sun -> Shorts", "sun→shorts", "Shorts <- Sun", "  SUN  ->  sho"])
def test_an_arrow_is_found_however_it_is_written(text: str) -> None:
    assert found(text) == having("Sun -> Shorts")


def test_chains_and_lists_ask_for_all_their_arrows() -> None:
    assert found("Sun -> Shorts -> Ice cream") == having("Sun -> Shorts", "Shorts -> Ice cream")
    assert found("Sun -> Shorts; Sun -> Ice") == having("Sun -> Shorts", "Sun -> Ice cream")


def test_a_missing_end_stands_for_any() -> None:
    assert found("Sun ->") == having("Sun -> Shorts") | having("Sun -> Ice cream")
    assert found("-> Sun") == having("Shorts -> Sun") | having("Ice cream -> Sun")


def test_letters_that_begin_two_names_stand_for_both() -> None:
    assert found("S -> Ice cream") == having("Sun -> Ice cream") | having("Shorts -> Ice cream")


def test_a_name_alone_asks_for_any_arrow_at_it() -> None:
    assert found("Sun") == {written for written in WRITTEN if "Sun" in written}


def test_names_with_commas_are_searched_for_in_quotes() -> None:
    names = ("x, y", "x", "a -> b")
    matched = matching('"x, y" -> "a -> b"', SPACE, names)
    assert set(np.flatnonzero(matched)) == {each for each in range(25) if SPACE.dag(each).has_edge(0, 2)}


def test_no_structure_here_has_a_hidden_common_cause() -> None:
    assert found("Sun <-> Shorts") == set()


def test_unrelated_finds_the_structure_without_arrows() -> None:
    assert found("unrelated") == {"unrelated"}


def test_an_unknown_word_is_told() -> None:
    with pytest.raises(UnknownName, match=r'begins with "Moon".+Sun, Shorts, Ice cream'):
        matching("Moon -> Sun", SPACE, NAMES)


LINES = (
    "Sun -> Shorts",
    "Sun <-> Shorts",
    "Sun <- (Mood: 2) -> Shorts, (Mood) -> Ice cream",
    "Sun -> (Heat), (Heat) -> Shorts, (Heat) -> Ice cream",
    "unrelated",
    "Sun -> Shorts <-> Ice cream",
)
WITH_HIDDEN = listed((0, 1, 2), [parse_candidate(line, NAMES) for line in LINES])


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [0, 1, 2, 3, 4, 5]),
        ("unrelated", [4]),
        ("hidden", [1, 2, 3, 5]),
        ("Sun <-> Shorts", [1, 2]),
        ("shorts<->sun", [1, 2]),
        ("Ice <->", [2, 3, 5]),
        ("Sun -> Shorts <-> Ice", [5]),
        ("(Mood)", [2]),
        ("(m) -> Ice", [2]),
        ("(mood: 2)", [2]),
        ("Sun <- (mood) -> Shorts", [2]),
        ("Sun -> (heat)", [3]),
        ("Sun -> ()", [3]),
        ("() -> Sun", [1, 2]),
        ("(moon)", []),
        ("Sun", [0, 1, 2, 3, 5]),
        ("Ice", [2, 3, 5]),
        ("Sun -> Shorts", [0, 5]),
        ("hidden; Sun -> Shorts", [5]),
    ],
)
def test_searching_for_what_is_hidden(text: str, lines: list[int]) -> None:
    assert np.flatnonzero(matching(text, WITH_HIDDEN, NAMES)).tolist() == lines


def test_a_variable_whose_name_begins_like_hidden_comes_first() -> None:
    names = ("Hidden treasure", "B", "C")
    assert np.flatnonzero(matching("hidden", WITH_HIDDEN, names)).tolist() == [0, 1, 2, 3, 5]
