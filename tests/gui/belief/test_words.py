"""The sentences beside the Belief canvas."""

from __future__ import annotations

import numpy as np
import pytest

from engine.questions.class_view import ClassGraph, ClassView, MergedClass
from engine.questions.look_alikes import LookAlikes
from engine.questions.parting import Parting
from gui.belief.words import class_legend, empty_sentence, legend_sentence, look_alike_sentence, more_sentence

NAMES = ("Sun", "Shorts", "Ice cream")


def test_before_any_rows_the_first_step_is_given() -> None:
    said = "No rows yet. Every structure is as likely as any other; watch 10 rows or set something."
    assert empty_sentence(0, 0, 10) == said
    assert "watch 1 row or" in empty_sentence(0, 0, 1)
    assert "watch 1,000 rows or" in empty_sentence(0, 0, 1000)


def test_a_look_back_to_the_start_does_not_deny_the_rows() -> None:
    assert "No rows yet" not in empty_sentence(0, 40, 10)
    assert empty_sentence(0, 40, 10)


def test_structures_are_not_called_alike_where_the_prior_says_otherwise() -> None:
    said = "No rows yet. Weights are those of the prior; watch 10 rows or set something."
    assert empty_sentence(0, 0, 10, even=False) == said
    assert empty_sentence(0, 40, 10, even=False) == "Before the first row weights are those of the prior."
    assert empty_sentence(1, 40, 10, even=False) == ""


def test_with_rows_nothing_is_said() -> None:
    assert empty_sentence(1, 40, 10) == ""


def test_the_legend_names_only_what_is_there() -> None:
    assert legend_sentence(0, 0) == "Wider and stronger: likelier."
    assert legend_sentence(1, 2) == "Wider and stronger: likelier. Dotted: below 0.05. Below 0.01 not drawn (2)."


def test_look_alikes_have_a_weight_and_what_parts_them() -> None:
    watched, acted = frozenset({0}), frozenset({0, 0b001})
    two = LookAlikes((1, 2), 0.9634, (0, 2), fully_parted_by=(0, 2), masks=watched)
    assert look_alike_sentence(two, NAMES) == (
        "These two can never be told apart by watching (one equivalence class, 0.963). "
        "Set Sun or Ice cream to part them."
    )
    three = LookAlikes((1, 2, 3), 0.5, (0, 1, 2), fully_parted_by=(0,), masks=acted)
    assert look_alike_sentence(three, NAMES) == (
        "These three can never be told apart by watching and setting Sun (one equivalence class, 0.500). "
        "Set Sun to part them all, Shorts or Ice cream to part some."
    )
    some = LookAlikes((1, 2, 3), 0.5, (1,), parted_by_watching=True)
    assert look_alike_sentence(some, NAMES).endswith("Watch with nothing set, or set Shorts to part some of them.")
    assert look_alike_sentence(LookAlikes((1, 2), 0.5, ()), NAMES).endswith("Nothing you can set would part them.")
    changed = LookAlikes((1, 2), 0.5, (), masks=watched, changes=frozenset({0b010}))
    assert "by watching and giving Shorts another table" in look_alike_sentence(changed, NAMES)
    alone = LookAlikes((1,), 0.5, (), masks=watched)
    assert look_alike_sentence(alone, NAMES) == "One structure alone (0.500): watching can tell it from every other."


def test_members_without_a_chip_are_counted() -> None:
    assert more_sentence(0, 2) == ""
    assert more_sentence(3, 2) == "and 3 more"
    assert more_sentence(1200, 0) == "1,200 structures"


ELSEWHERE = "The heaviest class among those of the 12 most probable structures; another may weigh more."
FOR_SURE = "The heaviest class of all."


@pytest.mark.parametrize(
    ("weights", "at_least", "said"),
    [
        ((0.3, 0.2), 0, ELSEWHERE),
        ((0.5, 0.1), 0, FOR_SURE),
        # What is known only in part may hold all that is left.
        ((0.5, 0.1), 1, FOR_SURE),
        ((0.5, 0.25), 2, FOR_SURE),
        ((0.4, 0.3), 2, ELSEWHERE),
    ],
)
def test_of_too_many_structures_it_is_said_whether_another_class_may_weigh_more(
    weights: tuple[float, float], at_least: int, said: str
) -> None:
    classes = tuple(
        MergedClass((), 1, weight, 0.0, ClassGraph(), Parting(), at_least=place + 1 == at_least)
        for place, weight in enumerate(weights)
    )
    nothing = np.zeros((3, 3))
    view = ClassView(frozenset({0}), frozenset(), classes, None, nothing, nothing, nothing)
    assert class_legend(view, NAMES, lines=False).endswith(said)
