"""Every lesson holds, among what it expects, the numbers that it is there to show."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from engine.files.scenario_reader import read_scenario
from engine.sessions.replay import PlayedStep, play
from tests.engine.hidden_reference import HIDDEN_VALUES
from tests.engine.reference import VALUES

SCENARIOS = Path(__file__).parents[2] / "scenarios"

# As printed, step by step: each is a side of some expectation of its step, to the digits that stand here.
PRINTED = {
    "pundit": {3: ("0.0018", "0.6458"), 4: ("0.972", "0.257"), 5: ("0.115", "0.651")},
    "deconfused": {1: ("0.328",), 3: ("0.278", "0.1292"), 4: ("0.209", "0.0929")},
    "delusion": {1: ("0.9", "0.9878", "0.9986"), 2: ("0.5",)},
    "counting": {
        2: ("3.713", "0.0442"),
        3: ("3.405", "0.0054"),
        4: ("2.814", "0.0067", "3.336", "0.0224"),
        5: ("3.0", "0.0156"),
    },
    "next-experiment": {2: ("0.0382", "0.0331", "0.0302", "0.0262", "0.0095")},
    "maximise": {1: ("0.54", "0.2"), 2: ("0.5",), 3: ("0.6",)},
    "common-cause": {2: ("0.084", "0.0504", "0.06", "0.036"), 3: ("0.000000",)},
    "data-fusion": {2: ("3.469",), 5: ("-0.329",)},
    "occam": {1: ("1.216",), 2: ("2.044",), 3: ("2.858",), 4: ("4.011",), 5: ("5.163",)},
    "what-watching-tells": {
        1: ("4", "25"),
        3: ("59", "543"),
        4: ("2616", "29281"),
        5: ("306117", "3781503"),
    },
}


@cache
def played(name: str) -> tuple[PlayedStep, ...]:
    return play(read_scenario(SCENARIOS / f"{name}.yaml")).steps


@pytest.mark.parametrize("name", PRINTED)
def test_lessons_show_what_they_are_there_to_show(name: str) -> None:
    steps = played(name)
    for number, printed in PRINTED[name].items():
        measured = [check.left for check in steps[number - 1].checks]
        for text in printed:
            digits = len(text.partition(".")[2])
            assert any(f"{value:.{digits}f}" == text for value in measured), (number, text, measured)


@pytest.mark.parametrize(("step", "n"), [(0, 0), (2, 1), (3, 2), (4, 6)])
def test_the_bakery_goes_the_way_of_the_reference(step: int, n: int) -> None:
    pairs, weights, _, gain = HIDDEN_VALUES["S4_deconfusion_leap"]["seq"][n]
    found = played("deconfused")[step]
    assert pairs == n
    assert found.state.dataset.n_rows == 40 + 2 * n
    assert found.posterior.weights.tolist() == pytest.approx(weights, abs=1e-6)
    lifts = [check.left for check in found.checks if check.text.startswith("P(") and "on average" in check.text]
    assert lifts == [] or lifts[0] == pytest.approx(gain, abs=1e-6)


def test_the_counts_of_the_garden_are_those_of_the_reference() -> None:
    steps = played("what-watching-tells")
    for step, n in ((0, 3), (2, 4), (3, 5)):
        values = {check.text.partition(" =")[0]: check.left for check in steps[step].checks}
        assert values["candidates"] == VALUES["dag_counts"][n - 1]
        assert values["alone by watching"] == VALUES["mec_singletons"][n - 1]
