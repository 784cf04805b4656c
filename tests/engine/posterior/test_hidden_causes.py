from __future__ import annotations

import numpy as np
import pytest

from engine.hypotheses.notation import parse_candidate
from engine.hypotheses.space import HypothesisSpace, every_dag, listed
from engine.posterior.hidden_causes import hidden_causes

NAMES = ("A", "B", "C")


def lines(*texts: str) -> HypothesisSpace:
    return listed(range(3), [parse_candidate(text, NAMES) for text in texts])


def test_the_same_name_is_the_same_variable_in_all_candidates() -> None:
    found = hidden_causes(lines("A <- (Mood) -> B", "A -> B", "A <- (Mood: 2) -> B, (Mood) -> C"))
    (mood,) = found.causes
    assert (mood.name, mood.effects, mood.sizes) == ("Mood", (0, 1, 2), (None, 2))
    assert mood.members.tolist() == [0, 2]
    weights = np.array([0.2, 0.5, 0.3])
    assert mood.probability(weights) == pytest.approx(0.5)
    chances = {(3, 0): 0.5, (3, 1): 0.5, (3, 2): 0.3}
    assert found.arrow_probabilities(weights) == pytest.approx(chances)


def test_those_without_a_name_are_told_apart_by_their_effects_and_size() -> None:
    found = hidden_causes(lines("A <-> B", "A <-> B, B <-> C", "A -> B, A <-> B", "(U) -> A, (U) -> B, (U) -> C"))
    assert [(each.effects, each.members.tolist()) for each in found.causes] == [
        ((0, 1), [0, 1, 2]),
        ((1, 2), [1]),
        ((0, 1, 2), [3]),
    ]
    assert found.called(NAMES) == ("U2", "U3", "U")
    assert found.called(("A", "B", "U2")) == ("U3", "U4", "U")


def test_one_without_a_name_is_taken_for_a_named_one_of_its_effects_and_size() -> None:
    found = hidden_causes(lines("A <-> B", "A <- (Mood) -> B, A -> C", "B <- (Heat: 2) -> C", "B <-> C"))
    assert [(each.name, each.members.tolist()) for each in found.causes] == [("Mood", [0, 1]), ("Heat", [2]), ("", [3])]


def test_arrows_into_hidden_variables_and_between_them() -> None:
    found = hidden_causes(lines("A -> (M: 2), (M) -> (N: 2), (N) -> B, (N) -> C"))
    names = found.called(NAMES)
    arrows = {((*NAMES, *names)[one], (*NAMES, *names)[two]) for one, two in found.arrows}
    assert arrows == {("A", "M"), ("M", "N"), ("N", "B"), ("N", "C")}
    effects = {name: each.effects for name, each in zip(names, found.causes, strict=True)}
    assert effects == {"M": (1, 2), "N": (1, 2)}


def test_twice_the_same_in_one_candidate_counts_once() -> None:
    found = hidden_causes(lines("A <-> B, A <-> B", "A -> B"))
    (cause,) = found.causes
    weights = np.array([0.75, 0.25])
    assert cause.probability(weights) == 0.75
    assert set(found.arrow_probabilities(weights).values()) == {0.75}


def test_nothing_is_hidden_in_dags() -> None:
    found = hidden_causes(every_dag(range(3)))
    assert (found.causes, found.arrows, found.called(NAMES)) == ((), {}, ())


def test_candidates_that_differ_in_names_alone_are_not_taken_for_one_another() -> None:
    for name in ("Mood", "Heat"):
        assert hidden_causes(lines("A -> B", f"A <- ({name}) -> B")).called(NAMES) == (name,)
    assert hidden_causes(lines("A -> B", "A <-> B")).called(NAMES) == ("U",)
