"""The foot of the World panel says what was cut, by name, and nothing that is covered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.data.dataset import Dataset
from engine.sessions.actions import apply
from engine.sessions.state import SessionState, session_from_dataset
from engine.sessions.verbs import Action, SetByHand
from gui.world.words import BEGIN, BEGIN_BUILDING, NO_WORLD, causes_of, foot_icon, foot_sentence, listed
from tests.gui.worlds import collider_session, shorts_session


def after(state: SessionState, *actions: Action) -> SessionState:
    for action in actions:
        state = apply(state, action)
    return state


def test_nothing_set_says_how_to_begin() -> None:
    assert foot_sentence(shorts_session()) == BEGIN_BUILDING
    assert foot_sentence(replace(shorts_session(), world_covered=True)) == BEGIN
    assert foot_icon(shorts_session()) == ""


@pytest.mark.parametrize(
    ("actions", "sentence", "icon"),
    [
        ([SetByHand("Shorts", "no")], "Set by hand: Sun no longer reaches Shorts.", "act"),
        ([SetByHand("Shorts")], "Drawn at random: Sun no longer reaches Shorts.", "randomise"),
        ([SetByHand("Sun", "yes")], "Set by hand: Sun. No arrow leads to it, so none is cut.", "act"),
        (
            [SetByHand("Shorts", "no"), SetByHand("Ice cream", "yes")],
            "Set by hand: Shorts and Ice cream. Their causes no longer reach them.",
            "act",
        ),
        (
            [SetByHand("Shorts"), SetByHand("Ice cream", "yes")],
            "Set by hand: Ice cream. Drawn at random: Shorts. Their causes no longer reach them.",
            "act",
        ),
    ],
)
def test_what_is_cut_is_said_by_name(actions: list[Action], sentence: str, icon: str) -> None:
    state = after(shorts_session(), *actions)
    assert foot_sentence(state) == sentence
    assert foot_icon(state) == icon


def test_several_causes_reach_in_the_plural() -> None:
    state = after(collider_session(), SetByHand("Wet", "yes"))
    assert foot_sentence(state) == "Set by hand: Rain and Sprinkler no longer reach Wet."


def test_targets_without_causes_cut_nothing() -> None:
    state = after(collider_session(), SetByHand("Rain", "yes"), SetByHand("Sprinkler"))
    assert foot_sentence(state).endswith("No arrow leads to them, so none is cut.")


def test_a_covered_world_keeps_its_causes_to_itself() -> None:
    state = replace(after(shorts_session(), SetByHand("Shorts", "no")), world_covered=True)
    assert foot_sentence(state) == "Set by hand: whatever causes Shorts no longer reaches it."
    both = after(state, SetByHand("Sun", "yes"))
    assert "Their causes no longer reach them" in foot_sentence(both)


def test_a_table_of_data_has_no_world() -> None:
    variables = shorts_session().variables
    state = session_from_dataset("Rows", Dataset(variables, ()), (0, 1))
    assert foot_sentence(state) == NO_WORLD
    assert causes_of("Sun", state) == ()


def test_lists_read_like_lists() -> None:
    assert listed(["A"]) == "A"
    assert listed(["A", "B"]) == "A and B"
    assert listed(["A", "B", "C"], "or") == "A, B or C"
