"""`race`: what is written is what the engine found, a saved session races too, and what cannot be is said."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from engine.files.session_files import load_session, save_session
from engine.sessions.actions import apply
from engine.sessions.costs import Costs
from engine.sessions.race import Course, Race
from engine.sessions.racing import race
from engine.sessions.verbs import Act, SetByHand, SetCosts, Watch

if TYPE_CHECKING:
    from pathlib import Path

SHORT = ("--steps", 3, "--rows", 5, "--repeats", 4)


def by_engine(path: Path, course: Course, seeds: range) -> Race:
    *_, last = race(load_session(path), course, seeds)
    assert last.partial is not None
    return last.partial


def test_what_is_written_is_what_the_engine_found(run, scenario: Path, tmp_path: Path) -> None:
    out = tmp_path / "race.json"
    words = ("race", scenario, "--strategies", "best-gain,one-at-a-time", *SHORT)
    assert run(*words, "--seed", 8, "--out", out) == (0, "", "")
    told = json.loads(out.read_text())
    found = by_engine(scenario, Course(("best gain", "one at a time"), 3, 5), range(8, 12))
    assert (told["steps"], told["rows"], told["start"], told["seeds"]) == (3, 5, "empty", [8, 9, 10, 11])
    for place, each in enumerate(told["strategies"]):
        np.testing.assert_array_equal(each["entropy_bits"], found.means("entropy")[place])
        np.testing.assert_array_equal(each["entropy_bits_standard_error"], found.standard_errors("entropy")[place])
        np.testing.assert_array_equal(each["weight_of_truth"], found.means("truth")[place])
    assert [each["strategy"] for each in told["strategies"]] == ["best-gain", "one-at-a-time"]
    lead = found.lead("entropy", 0, 1, 3)
    assert told["leads"][0]["entropy"] == {"mean": lead.mean, "standard_error": lead.standard_error}
    assert run(*words, "--seed", 8).out == out.read_text()


def test_without_a_seed_that_of_the_file_counts_and_one_run_has_no_error(run, scenario: Path) -> None:
    told = json.loads(run("race", scenario, *SHORT[:4], "--repeats", 1).out)
    assert told["seeds"] == [5]
    assert told["strategies"][0]["entropy_bits_standard_error"] == [None] * 4
    assert told["leads"][0]["entropy"]["standard_error"] is None


def test_a_saved_session_races_with_what_was_done_or_from_its_rows(run, scenario: Path, tmp_path: Path) -> None:
    state = load_session(scenario)
    for action in (Watch(5), SetByHand("rain", "yes"), Act(5)):
        state = apply(state, action)
    path = tmp_path / "session.yaml"
    save_session(path, state)
    told = json.loads(run("race", path, "--strategies", "human,random", *SHORT).out)
    human = told["strategies"][0]
    assert human["strategy"] == "human"
    assert None not in human["entropy_bits"][:3]
    assert human["entropy_bits"][3] is None
    # Two steps cannot be told against three.
    assert told["leads"] == []
    later = json.loads(run("race", path, *SHORT, "--from-now").out)
    assert later["start"] == "now"
    assert later["strategies"][0]["entropy_bits"][0] < told["strategies"][1]["entropy_bits"][0]


def test_a_budget_that_pays_for_no_further_step_is_told(run, scenario: Path, tmp_path: Path) -> None:
    path = tmp_path / "poor.yaml"
    # Two steps of five rows, at one a row.
    save_session(path, apply(load_session(scenario), SetCosts(Costs(budget=12))))
    strategies = ("--strategies", "one-at-a-time,random")
    for each in json.loads(run("race", path, *strategies, *SHORT).out)["strategies"]:
        assert each["steps_paid"] == {"mean": 2.0, "standard_error": 0.0}
        assert each["stopped"] == "The budget paid for no further step in 4 of 4 runs."
        assert each["entropy_bits"][2] == each["entropy_bits"][3]
    for each in json.loads(run("race", scenario, *strategies, *SHORT).out)["strategies"]:
        assert each["steps_paid"]["mean"] == 3.0
        assert each["stopped"] is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--strategies", "best,random"), 'command line: --strategies: "best" is no strategy. There are best-gain,'),
        (("--strategies", "random"), "command line: there is nobody to race against. Choose at least two"),
        (("--steps", 0), "command line: a race of 0 steps was asked for. Choose 1 to 200"),
        (("--repeats", 0), "command line: --repeats: the number of runs is out of range. Give 1 to 1,000"),
        (("--seed", -1), "command line: --seed: the seed is below 0"),
    ],
)
def test_what_cannot_be_raced_is_said(run, scenario: Path, words: tuple[object, ...], said: str) -> None:
    code, out, err = run("race", scenario, *words)
    assert (code, out) == (2, "")
    assert err.startswith(said)


def test_a_table_or_a_network_is_no_scenario(run, network: Path) -> None:
    assert run("race", network).code == 2
