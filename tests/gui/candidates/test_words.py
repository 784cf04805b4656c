"""Candidates in words."""

from __future__ import annotations

import numpy as np
import pytest

from engine.hypotheses.notation import parse_candidate
from engine.hypotheses.space import every_dag, listed
from engine.networks.dag import Dag
from gui.candidates.words import (
    Naming,
    hidden_words,
    labels_of_hidden,
    level_words,
    order_words,
    others_words,
)
from gui.drawing.structure_words import spoken_structure, structure_words

NAMES = ("Sun", "Shorts", "Ice cream")


def test_arrows_are_real_and_do_not_break() -> None:
    dag = Dag.from_edges(3, [(0, 1), (0, 2)])
    assert structure_words(dag, NAMES).replace("\N{NO-BREAK SPACE}", "_") == "Sun_→_Shorts, Sun_→_Ice_cream"
    assert structure_words(Dag((0, 0, 0)), NAMES) == "unrelated"


@pytest.mark.parametrize(
    ("level", "words"),
    [
        ([], ""),
        ([5], "level with 2"),
        ([5, 6], "level with 2 and 3"),
        ([5, 6, 7], "level with 3 others"),
        ([0, 1], "level with 2 others"),
    ],
)
def test_ties_are_named_by_digit(level: list[int], words: str) -> None:
    assert level_words(np.array(level, dtype=np.intp), {4: 1, 5: 2, 6: 3}, 25) == words


def test_all_level_is_said_in_short() -> None:
    assert level_words(np.arange(1, 25), {0: 1, 1: 2}, 25) == "level with all others"
    assert level_words(np.array([1]), {0: 1, 1: 2}, 2) == "level with 2"


def test_a_screen_reader_hears_digit_weight_and_arrows() -> None:
    space = listed((0, 1, 2), [Dag.from_edges(3, [(0, 1), (0, 2)]), Dag.from_edges(3, [(0, 1)]), Dag((0, 0, 0))])
    naming = Naming(space, NAMES, {0: 1}, np.array([0.482, 0.3, 0.218]))
    assert naming.spoken(0) == "Structure 1, weight 0.482, Sun to Shorts, Sun to Ice cream"
    assert naming.spoken(1) == "Structure, weight 0.300, Sun to Shorts"
    level = Naming(every_dag((0, 1, 2)), NAMES, {}, np.full(25, 1 / 25))
    assert level.spoken(0) == "Structure, weight 0.040, unrelated, level with all others"


def test_the_others_are_counted_and_bounded() -> None:
    assert others_words(np.array([0.012, 0.001, 0.0])) == ("3 others", "none above 0.012")
    assert others_words(np.array([1e-5])) == ("1 other", "none above <0.001")


def test_before_any_row_the_order_is_no_order() -> None:
    even = np.full(25, 1 / 25)
    assert order_words(even, 0, "exact") == "no rows yet: all 25 level · exact"
    assert order_words(even, 10, "exact") == "sorted by weight · exact"
    assert order_words(np.array([0.8, 0.1, 0.1]), 0, "exact") == "no rows yet: sorted by the prior · exact"


@pytest.mark.parametrize(
    ("line", "shown", "spoken", "hidden"),
    [
        ("Sun <-> Shorts", "Sun_↔_Shorts", "hidden cause of Sun and Shorts", ("U: never seen, of open size",)),
        (
            "Sun -> Shorts, Shorts <- (Mood: 2) -> Ice cream",
            "Sun_→_Shorts, Shorts_←_(Mood:_2)_→_Ice_cream",
            "Sun to Shorts, hidden cause Mood with 2 states of Shorts and Ice cream",
            ("Mood: never seen, 2 states",),
        ),
        (
            "Sun -> (Heat), (Heat) -> Shorts, (Heat) -> Ice cream",
            "Sun_→_(Heat), (Heat)_→_Shorts, (Heat)_→_Ice_cream",
            "hidden cause Heat of Shorts and Ice cream and effect of Sun",
            ("Heat: never seen, of open size",),
        ),
        ("unrelated", "unrelated", "unrelated", ()),
    ],
)
def test_what_is_hidden_in_words(line: str, shown: str, spoken: str, hidden: tuple[str, ...]) -> None:
    candidate = parse_candidate(line, NAMES)
    assert structure_words(candidate, NAMES).replace("\N{NO-BREAK SPACE}", "_") == shown
    assert spoken_structure(candidate, NAMES) == spoken
    assert hidden_words(candidate, NAMES) == hidden


def test_pictures_name_hidden_variables_with_their_size() -> None:
    candidate = parse_candidate("Sun <- (Mood: 2) -> Shorts, Shorts <-> Ice cream", NAMES)
    assert sorted(labels_of_hidden(candidate, NAMES)) == ["Mood: 2", "U"]


def test_sampled_weights_come_with_their_error() -> None:
    space = listed((0, 1, 2), [parse_candidate(line, NAMES) for line in ("Sun -> Shorts", "Sun <-> Shorts")])
    weights = np.array([0.553, 0.447])
    naming = Naming(space, NAMES, {0: 1, 1: 2}, weights, np.array([0.004, 0.0001]))
    assert naming.weight(0) == "0.553 ± 0.004"
    assert naming.weight(1) == "0.447 ± <0.001"
    assert naming.spoken(1) == "Structure 2, weight 0.447 ± <0.001, hidden cause of Sun and Shorts"
    assert naming.tip(0).splitlines()[-1] == "weight 0.553 ± 0.004, sampled"
    exact = Naming(space, NAMES, {}, weights)
    assert exact.weight(0) == "0.553"
    assert exact.tip(1).splitlines()[1:] == ["U: never seen, of open size"]
