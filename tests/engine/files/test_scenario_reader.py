from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.files.scenario_reader import parse_scenario, read_scenario
from engine.files.session_files import parse_session
from engine.networks.dag import Dag
from engine.networks.interventions import Regime, do, randomize
from engine.problems import InvalidInput, Problem
from engine.sessions.scenario import Scenario
from engine.sessions.state import SessionState, initial_state
from engine.sessions.verbs import Record, Release, Reset, SetByHand, SetTable, Watch
from tests.engine.sessions import samples

SHIPPED = sorted((Path(__file__).parents[3] / "scenarios").glob("*.yaml"))


def problems(text: str) -> list[str]:
    with pytest.raises(InvalidInput) as caught:
        parse_scenario(text)
    return [str(problem) for problem in caught.value.problems]


def changed(old: str, new: str) -> str:
    assert samples.LESSON.count(old) == 1, old
    return samples.LESSON.replace(old, new)


def test_the_world_is_read_in_the_order_of_the_file() -> None:
    scenario = samples.scenario()
    assert scenario.world is not None
    assert scenario.world.names == ("Mood", "Sun", "Ice cream")
    assert scenario.world.hidden == {0}
    table = scenario.world.tables[2]
    assert table.parents == (1, 0)
    assert table.probabilities[0, 1].tolist() == [0.9, 0.1]
    assert scenario.positions == {"Sun": (0.0, -1.0)}
    assert scenario.space.complete
    assert scenario.space.over == (0, 1)


def test_rows_may_come_in_any_order_and_numbers_as_fractions() -> None:
    text = changed("{Sun: yes, Mood: low, P: [0.6, 0.4]}", "{Mood: low, Sun: yes, P: [3/5, 2 / 5]}")
    found, before = parse_scenario(text).world, samples.scenario().world
    assert found is not None
    assert before is not None
    first_rows = found.tables[2].probabilities.transpose(1, 0, 2)
    assert found.tables[2].parents == (0, 1)
    assert np.array_equal(first_rows, before.tables[2].probabilities)


def test_a_table_of_data_needs_no_tables() -> None:
    scenario = parse_scenario(
        """
format: 1
title: Counted
world:
  variables: {Drug: [no, yes], Recovery: [no, yes]}
belief:
  candidates: [unrelated, Drug -> Recovery, [[Recovery, Drug]]]
  equivalent_sample_size: 2
data:
  - counts:
      - {Drug: no, Recovery: no, n: 3}
      - {Drug: yes, Recovery: yes, n: 2}
  - set: {Drug: yes}
    counts: [{Recovery: no, n: 1}]
  - randomise: {Drug: [0.25, 0.75]}
    rows: 00 11 10
"""
    )
    assert scenario.world is None
    assert [scenario.space.dag(each) for each in range(3)] == [Dag((0, 0)), Dag((0, 1)), Dag((2, 0))]
    first, second, third = scenario.recorded
    assert sorted(first.values.tolist()) == [[0, 0], [0, 0], [0, 0], [1, 1], [1, 1]]
    assert second == Record(np.array([[1, 0]], dtype=np.int8), Regime((do(0, 1),)))
    assert third.regime == Regime((randomize(0, (0.25, 0.75)),))
    assert third.values.tolist() == [[0, 0], [1, 1], [1, 0]]
    assert initial_state(scenario).dataset.n_rows == 9


def test_every_action_of_a_step_is_read() -> None:
    text = changed(
        "    do: [reset, {watch: 3}]",
        """    do:
      - reset
      - watch: 3
      - set: {Sun: yes, Ice cream: no}
      - randomise: Sun
      - release: all
      - release: [Sun]
      - table: {Sun: [0.25, 0.75]}
      - record: {set: {Sun: no}, counts: [{Ice cream: yes, n: 2}]}
""",
    )
    assert parse_scenario(text).steps[3].do == (
        Reset(),
        Watch(3),
        SetByHand("Sun", "yes"),
        SetByHand("Ice cream", "no"),
        SetByHand("Sun"),
        Release(),
        Release("Sun"),
        SetTable("Sun", np.array([0.25, 0.75])),
        Record(np.array([[1, 0], [1, 0]], dtype=np.int8), Regime((do(0, 1),))),
    )


def test_all_faults_are_told_at_once_with_their_lines() -> None:
    text = changed("P: [0.1, 0.9]", "P: [0.1, 0.8]").replace("watch: 20", "watch: 0").replace("hints:", "hint:")
    found = problems(text)
    assert len(found) == 3
    lines = samples.LESSON.splitlines()
    row, hint, watch = (
        1 + next(i for i, line in enumerate(lines) if word in line) for word in ("0.1, 0.9", "hints", "watch: 20")
    )
    assert found[0].startswith(f"line {row}, table of Ice cream, row Sun = no, Mood = low: 0.1 and 0.8 add up to 0.9.")
    assert found[1].startswith(f'line {hint}, step 2: there is no key "hint" in a step. Perhaps "hints" was meant.')
    assert found[2].startswith(f'line {watch}, step 2, do, watch: "0" is no whole number from 1 to 1000000.')


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("format: 1", "format: 2", "this version of the program reads format 1. Open it with a newer version"),
        ("format: 1", "format: one", '"one" is no format. Write format: 1'),
        ("format: 1\n", "", 'the key "format" is missing'),
        ("title: A lesson\n", "", 'the key "title" is missing'),
        ("title: A lesson\n", "title: A\ntitle: B\n", 'the key "title" appears twice. It was in line 3'),
        ("steps:", "stepps:", 'Perhaps "steps" was meant'),
        ("seed: 4", "seed: -4", "whole number from 0"),
        ("seed: 4", "seed: [4]", "a text is wanted here"),
        ("hidden: [Mood]", "hidden: [Mod]", 'Perhaps "Mood" was meant'),
        ("hidden: [Mood]", "hidden: [Mood, Sun, Ice cream]", "every variable is hidden"),
        ("Mood: [low, high]", "Mood: [low, low]", 'the state "low" appears 2 times'),
        ("Mood: [low, high]", "Mood: []", "it has no states"),
        ("Mood: [0.5, 0.5]", "Mood: [0.5, 0.49]", "add up to 0.99"),
        ("Mood: [0.5, 0.5]", "Mood: [0.5, half]", '"half" is no number'),
        ("Mood: [0.5, 0.5]", "Mood: [1]", "One is needed for each state: low, high"),
        ("Mood: [0.5, 0.5]", "Mood: 0.5", "a list of probabilities"),
        ("    Mood: [0.5, 0.5]\n", "", "it has no table"),
        ("Sun: [0.3, 0.7]", "Moon: [0.3, 0.7]", 'there is no variable "Moon"'),
        ("      - {Sun: no, Mood: low, P: [0.1, 0.9]}\n", "", "there is no row for Sun = no, Mood = low"),
        ("{Sun: no, Mood: low, P", "{Sun: yes, Mood: low, P", "appears twice"),
        ("{Sun: no, Mood: low, P", "{Sun: maybe, Mood: low, P", '"maybe" is not one of its states'),
        ("{Sun: no, Mood: low, P: [0.1, 0.9]}", "{Sun: no, P: [0.1, 0.9]}", "names the same parents"),
        ("{Sun: no, Mood: low, P: [0.1, 0.9]}", "{Sun: no, Mood: low}", "the row has no P"),
        ("Sun: [0.3, 0.7]", "Sun: [{Ice cream: yes, P: [1, 0]}, {Ice cream: no, P: [1, 0]}]", "close a circle"),
        ("Sun: [0, -1]", "Sun: [0]", "two numbers"),
        ("Sun: [0, -1]", "Sum: [0, -1]", 'Perhaps "Sun" was meant'),
        ("show: {world: covered}", "show: {world: cover}", 'Perhaps "covered" was meant'),
        ("show: {world: covered}", "show: covered", "keys with values"),
        ("answer: that", "answer: thet", 'Perhaps "that" was meant'),
        ("choices: [this, that, other]", "choices: [that]", "two choices"),
        ("choices: [this, that, other]", "choices: [that, that]", "twice"),
        ("hints: [one, two]", "hints: [one, two, three, four]", "at most 3"),
        ("reveal: world", "reveal: all", "cannot be revealed"),
        ("- act: 5", "- act: 5\n        watch: 5", "one action"),
        ("- act: 5", "- jump", '"jump" is no action'),
        ("- act: 5", "- leap: 5", 'no key "leap" in an action'),
        ("- act: 5", "- record: {}", "either counts or rows"),
        ("- act: 5", "- record: {counts: [{Sun: yes, n: 1}]}", "the state of Ice cream is missing"),
        ("- act: 5", "- record: {counts: [{Sun: yes, Ice cream: no}]}", "it has no n"),
        ("- act: 5", "- record: {counts: [{Sun: up, Ice cream: no, n: 1}]}", "no state of Sun"),
        ("- act: 5", "- record: {set: {Sun: no}, counts: [{Sun: yes, Ice cream: no, n: 1}]}", "set to another state"),
        ("- act: 5", "- record: {set: {Sun: no}, randomise: Sun, rows: 00}", "set and randomised"),
        ("- act: 5", "- record: {rows: 00 05}", "row 2 has code 5 for Ice cream"),
        ("- act: 5", "- set: {Mood: low}", 'no measured variable "Mood"'),
        ("- act: 5", "- table: {Sun: [{Mood: low, P: [1, 0]}, {Mood: high, P: [1, 0]}]}", "has other parents"),
        ("- act: 5", "- equivalent_sample_size: 0", "above 0"),
        ("expect: [rows = 25]", "expect: [row = 25]", "Known are numbers"),
        ("expect: [rows = 25]", "expect: [weight of Sun <-> Ice cream > 0]", "is no candidate"),
        ("expect: [rows = 25]", "goal: [rows = 25, rows = 26]", "more than one goal"),
        ("expect: [rows = 25]", "figure: {title: T, bars: [{label: L, chance: P(Son = yes)}]}", "Mood, Sun, Ice cream"),
        ("expect: [rows = 25]", "figure: {title: T}", 'the key "bars" is missing'),
    ],
)  # fmt: skip
def test_every_fault_says_what_would_be_right(old: str, new: str, said: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_scenario(changed(old, new))
    assert said in str(caught.value)
    assert all(problem.line for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("belief", "said"),
    [
        ("candidates: [unrelated, Ice cream <- Moon]", "Sun, Ice cream"),
        ("candidates: [unrelated, unrelated]", "listed twice"),
        ("candidates: [Sun -> Ice cream -> Sun]", "circle"),
        ("candidates: [[[Sun, Moon]]]", "no pair of variables"),
        ("candidates: []", "no candidates"),
        ("over: [Sun, Mood]", "Mood is hidden"),
        ("over: [Sun, Sun]", "twice"),
        ("over: [Son]", 'Perhaps "Sun" was meant'),
        ("over: []", "Name one"),
        ("prior: flat", '"uniform"'),
        ("equivalent_sample_size: -1", "above 0"),
        ("equivalent_sample_size: big", "no number"),
        ("max_parents: -1", "whole number"),
    ],
)
def test_faults_of_the_belief(belief: str, said: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_scenario(samples.LESSON + f"belief: {{{belief}}}\n")
    assert said in str(caught.value)
    assert all(problem.line for problem in caught.value.problems)


def test_a_record_has_a_size() -> None:
    counts = "[{Ice cream: yes, n: 600000}, {Ice cream: no, n: 600000}]"
    [found] = problems(changed("- act: 5", f"- record: {{set: {{Sun: no}}, counts: {counts}}}"))
    assert "there are 1,200,000 rows. One record holds up to 1,000,000" in found


def test_edges_must_agree_with_the_tables() -> None:
    right = changed("  tables:\n", "  edges: [Sun -> Ice cream <- Mood]\n  tables:\n")
    assert parse_scenario(right) == samples.scenario()
    [found] = problems(right.replace("<- Mood]", "]"))
    assert "the arrow Mood -> Ice cream stands in the tables only" in found


def test_a_world_without_tables_can_be_recorded_and_not_drawn_from() -> None:
    text = "format: 1\ntitle: T\nworld: {variables: {A: [x, y]}}\nsteps:\n  - {title: S, do: [{watch: 5}]}\n"
    [found] = problems(text)
    assert 'line 5, step 1, do: "watch" needs a world' in found


def test_belief_over_many_variables_has_to_choose() -> None:
    variables = ", ".join(f"V{index}: [a, b]" for index in range(21))
    [found] = problems(f"format: 1\ntitle: T\nworld: {{variables: {{{variables}}}}}\n")
    assert "which of the 21 variables" in found


def test_belief_in_a_lesson_is_about_few_variables() -> None:
    variables = ", ".join(f"V{index}: [a, b]" for index in range(7))
    text = f"format: 1\ntitle: T\nworld: {{variables: {{{variables}}}}}\nsteps: [{{title: S, expect: [rows = 0]}}]\n"
    [found] = problems(text)
    assert "belief in a lesson is over 7 variables" in found
    assert "at most 6" in found


@pytest.mark.parametrize("text", ["just words\n", "- 1\n- 2\n", "a: 1\n", "variables: {}\n"])
def test_other_yaml_is_no_scenario(text: str) -> None:
    [found] = problems(text)
    assert "A scenario begins with format: 1" in found


def test_the_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("format: 1\ntitle: [", encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        read_scenario(path)
    assert str(caught.value).startswith(f"{path}: line ")


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"\x00\x01\x02", b"format: 1\ntitle: \xff"])
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "odd.yaml"
    path.write_bytes(content)
    with pytest.raises(InvalidInput):
        read_scenario(path)


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    """Shipped scenarios and a saved session with pieces cut, doubled, moved and replaced."""
    texts = [path.read_text(encoding="utf-8") for path in SHIPPED] + [samples.LESSON]
    text = draw(st.sampled_from(texts))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        length = draw(st.integers(0, 40))
        piece = draw(
            st.sampled_from(
                ["", ":", "- ", "[", "}", "\n", "  ", "&a", "*a", "!!x", "0", "-1", "1/0", "1e999", '"', "|"]
            )
            | st.text(max_size=5)
            | st.just(text[start : start + length] * 2)
        )
        text = text[:start] + piece + text[start + length :]
    return text


def outcome(read: Callable[[str], object], text: str) -> object:
    """Return what was read, or the first fault; anything else that is raised comes through."""
    try:
        return read(text)
    except InvalidInput as error:
        return error.problems[0]


@given(spoilt())
@settings(max_examples=150, deadline=None, derandomize=True)
def test_a_spoilt_file_gives_a_scenario_or_its_faults(text: str) -> None:
    assert isinstance(outcome(parse_scenario, text), Scenario | Problem)
    assert isinstance(outcome(parse_session, text), SessionState | Problem)
