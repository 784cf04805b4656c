"""What the button of a lesson says before anything is done."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.files.scenario_reader import read_scenario
from engine.networks.interventions import Regime, do
from engine.sessions.costs import Cost, Costs
from engine.sessions.scenario import Step
from engine.sessions.state import SessionState, initial_state
from engine.sessions.verbs import Act, Record, Release, Reset, SetByHand, SetCosts, StepAction, Watch
from gui.lesson.plan import Deed, button_words, planned_deeds, short_button_words

SHORTS = Path(__file__).parents[3] / "scenarios" / "shorts.yaml"
ROWS = np.zeros((7, 3), dtype=np.int8)


@pytest.fixture(scope="module")
def first() -> SessionState:
    return initial_state(read_scenario(SHORTS))


def planned(first: SessionState, *actions: StepAction) -> tuple[list[str], str]:
    scenario = replace(first.scenario, steps=(Step("Step", do=actions),))
    deeds = planned_deeds(initial_state(scenario))
    return [deed.text for deed in deeds], button_words(deeds)


def test_setting_is_told_with_the_rows_drawn_under_it(first: SessionState) -> None:
    texts, words = planned(first, SetByHand("Shorts", "yes"), Act(10))
    assert texts == ["Set Shorts = yes, 10 rows"]
    assert words == texts[0]


def test_setting_one_thing_both_ways_is_one_deed_on_the_button(first: SessionState) -> None:
    actions = (SetByHand("Shorts", "yes"), Act(10), SetByHand("Shorts", "no"), Act(5), Release())
    texts, words = planned(first, *actions)
    assert texts == ["Set Shorts = yes, 10 rows", "Set Shorts = no, 5 rows"]
    assert words == "Set Shorts, 15 rows"


def test_watching_releases_what_was_set(first: SessionState) -> None:
    actions = (SetByHand("Sun", "yes"), Act(1), Watch(2), SetByHand("Shorts"), Act(3))
    texts, words = planned(first, *actions)
    assert texts == ["Set Sun = yes, 1 row", "Watch 2 rows", "Set Shorts at random, 3 rows"]
    assert words == "Do all three"


def test_setting_without_drawing_is_told_too(first: SessionState) -> None:
    assert planned(first, SetByHand("Sun", "no"), SetByHand("Shorts", "no")) == (
        ["Set Sun = no", "Set Shorts = no"],
        "Do both",
    )
    assert planned(first, Release()) == (["Release all"], "Release all")


def test_records_are_added_up(first: SessionState) -> None:
    texts, words = planned(first, Record(ROWS), Record(ROWS, Regime((do(1, 0),))))
    assert texts == ["Record 7 rows", "Record 7 rows with Shorts = yes"]
    assert words == "Record 14 rows"
    scenario = replace(first.scenario, steps=(Step("Step", do=(Record(ROWS, Regime((do(1, 0),))),)),))
    (deed,) = planned_deeds(initial_state(scenario))
    assert deed.acts
    assert deed.icon == "act"


def test_a_step_that_starts_over_says_so(first: SessionState) -> None:
    texts, words = planned(first, Reset(), Watch(5))
    assert texts == ["Start over", "Watch 5 rows"]
    assert words == "Do both"


def test_costs_that_a_step_changes_are_told(first: SessionState) -> None:
    assert planned(first, SetCosts(Costs(budget=40)))[1] == "Change the budget"
    texts, words = planned(first, SetCosts(Costs(Cost(2))), Watch(5))
    assert texts == ["Change the costs", "Watch 5 rows"]
    assert words == "Do both"


def test_nothing_is_planned_once_a_step_was_played(first: SessionState) -> None:
    assert planned_deeds(replace(first, lesson=replace(first.lesson, played=1))) == ()


def test_where_names_have_no_room_the_button_says_how_many_rows() -> None:
    one, other = (Deed(f"Set Ice cream = {state}, 10 rows", "act", 10, ("Ice cream",)) for state in ("yes", "no"))
    assert button_words((one, other)) == "Set Ice cream, 20 rows"
    assert short_button_words((one, other)) == "Set it, 20 rows"
    assert short_button_words((Deed("Set A = 1, B = 0, 5 rows", "act", 5, ("A", "B")),)) == "Set them, 5 rows"
    assert short_button_words((one, Deed("Watch 10 rows", "watch", 10))) == ""
    assert short_button_words((Deed("Set A = 1", "act", 0, ("A",)),)) == ""
