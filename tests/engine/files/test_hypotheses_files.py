from __future__ import annotations

from math import factorial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.files.belief_writer import belief_lines
from engine.files.candidates_section import count_candidates
from engine.files.hypotheses_files import HypothesesFile, holds_hypotheses, parse_hypotheses, read_hypotheses
from engine.files.scenario_reader import parse_scenario
from engine.files.yaml_tree import parse_yaml
from engine.hypotheses.candidate import Candidate
from engine.hypotheses.notation import parse_candidate
from engine.hypotheses.space import AllDags, HypothesisSpace, every_dag, listed
from engine.hypotheses.templates import TEMPLATES
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions
from engine.problems import InvalidInput, Problem
from tests.engine.files.hypotheses_texts import AT, BAD, SLOTS, one
from tests.engine.files.scenarios import beliefs, words
from tests.engine.sessions import samples
from tests.engine.strategies import PROPERTY


def lines(names: tuple[str, ...], *texts: str) -> HypothesisSpace:
    return listed(range(len(names)), [parse_candidate(text, names) for text in texts])


def test_lines_pairs_shapes_and_hidden_slots_are_read() -> None:
    found = parse_hypotheses(SLOTS)
    assert found.names == ("A", "B")
    assert found.space == lines(("A", "B"), "unrelated", "A -> B", "B -> A", "A <- (C) -> B")
    assert isinstance(found.space, HypothesisSpace)
    assert found.space.candidate(3).hidden_names(found.names) == ("C",)
    assert found.assumptions == Assumptions()


def test_sizes_weights_and_rules_are_read() -> None:
    text = """
format: 1
over: [smoking, tar, cancer]
candidates:
  - {structure: smoking -> tar -> cancer, weight: 3}
  - {structure: smoking <- (gene) -> cancer, hidden: {gene: 2}, weight: 1/2}
  - {shape: confounded mediator, of: [smoking, tar, cancer], hidden: {gene: open}, weight: 1}
equivalent_sample_size: 2
max_parents: 2
tiers: [[smoking], [tar, cancer]]
"""
    found = parse_hypotheses(text)
    front_door = "smoking -> tar -> cancer, smoking <- (gene) -> cancer"
    expected = lines(found.names, "smoking -> tar -> cancer", "smoking <- (gene: 2) -> cancer", front_door)
    assert found.space == expected
    assert found.assumptions == Assumptions(
        2.0, "own", 2, tiers=(("smoking",), ("tar", "cancer")), weights=(3.0, 0.5, 1.0)
    )


@pytest.mark.parametrize("template", TEMPLATES, ids=[template.key for template in TEMPLATES])
def test_all_assignments_of_every_shape(template) -> None:
    found = parse_hypotheses(one(f"{{shape: {template.key}, of: all}}", over="[A, B, C]"))
    assert isinstance(found.space, HypothesisSpace)
    assert [found.space.candidate(each) for each in range(len(found.space))] == list(template.all_filled(3))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            one("{shape: chain, of: all}", over=f"[{', '.join(f'v{number}' for number in range(84))}]"),
            f"line 4, {AT}: belief over 84 variables was asked for. Choose between 1 and 6 variables.",
        ),
        (
            one(*["{shape: chain, of: all}", "A -> B"] * 4750, over="[A, B, C, D, E, F]"),
            f"line 4, {AT}: there are 574,750 candidates in the list. List at most 50,000.",
        ),
    ],
    ids=["too many variables", "too many lines"],
)
def test_a_list_that_is_too_long_is_refused_before_it_is_made(
    text: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Candidate] = []
    as_it_is = Candidate.__post_init__

    def counted(candidate: Candidate) -> None:
        made.append(candidate)
        as_it_is(candidate)

    monkeypatch.setattr(Candidate, "__post_init__", counted)
    with pytest.raises(InvalidInput) as caught:
        parse_hypotheses(text)
    assert str(caught.value) == sentence
    # To count the ways of filling a shape it is filled with as many variables as it has slots.
    assert 0 < len(made) <= sum(factorial(template.n_slots) for template in TEMPLATES)


def test_a_variable_called_all_goes_into_a_slot_of_its_own() -> None:
    text = one(*["{shape: direct, of: all}"] * 2, over="[all, B, C, D]")
    with pytest.raises(InvalidInput, match="has 2 slots, and 1 variables were given"):
        parse_hypotheses(text)
    nodes = parse_yaml(text).entries[2][1].items
    assert count_candidates(nodes, ("all", "B", "C", "D")) == 2
    assert count_candidates(nodes, ("A", "B", "C", "D")) == 24


def test_without_a_list_all_dags_are_meant() -> None:
    assert parse_hypotheses("format: 1\nover: [A, B, C]\nprior: scientist\n").space == every_dag(range(3))
    names = ", ".join(f"v{index}" for index in range(9))
    assert parse_hypotheses(f"format: 1\nover: [{names}]\nprior: edges\n").space == AllDags(tuple(range(9)))


@pytest.mark.parametrize("fault", BAD)
def test_every_fault_gets_one_message(fault: str) -> None:
    text, message = BAD[fault]
    with pytest.raises(InvalidInput) as caught:
        parse_hypotheses(text)
    assert str(caught.value) == message


def test_enormous_weights_are_weights_too() -> None:
    text = one("{structure: unrelated, weight: 1e308}", "{structure: A -> B, weight: 1e308}")
    assert parse_hypotheses(text).assumptions.weights == (1e308, 1e308)


def test_all_faults_are_told_at_once() -> None:
    text = one("A -> B -> A", "{shape: direct, of: [A, A]}", "A -> Q", more="prior: gut\n")
    with pytest.raises(InvalidInput) as caught:
        parse_hypotheses(text)
    assert [problem.line for problem in caught.value.problems] == [4, 5, 6, 7]


def outcome(text: str) -> HypothesesFile | Problem:
    """Return what was read, or the first fault; anything else that is raised comes through."""
    try:
        return parse_hypotheses(text)
    except InvalidInput as error:
        return error.problems[0]


MARKS = st.sampled_from([*":,-<>()[]{}\"' \n\t|&*!%#1.é\u2028", "->", "<->", "  ", "C: 2", "all", "1e999", "[A, B]"])


@given(st.sampled_from([SLOTS, *(text for text, _ in BAD.values())]), st.data())
@settings(PROPERTY, max_examples=120)
def test_a_mutilated_text_is_read_or_refused(text: str, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 3))):
        first = data.draw(st.integers(0, len(text)))
        last = data.draw(st.integers(first, min(len(text), first + 6)))
        text = text[:first] + data.draw(st.lists(MARKS, max_size=2).map("".join)) + text[last:]
    assert isinstance(outcome(text), HypothesesFile | Problem)


@given(st.lists(words, min_size=1, max_size=3, unique=True), st.data())
@settings(PROPERTY, max_examples=100)
def test_what_is_written_as_a_belief_reads_back(names: list[str], data: st.DataObject) -> None:
    space, assumptions = data.draw(beliefs(names))
    variables = tuple(Variable(name, ("no", "yes")) for name in names)
    text = "format: 1\n" + "\n".join(belief_lines(space, assumptions, variables)) + "\n"
    assert holds_hypotheses(text)
    found = parse_hypotheses(text)
    assert (found.names, found.space, found.assumptions) == (tuple(names), space, assumptions)
    assert isinstance(found.space, HypothesisSpace)
    for number, shape in space.shapes.items():
        assert found.space.shapes[number].hidden_names(names) == shape.hidden_names(names)


def test_the_columns_of_the_data_must_be_there() -> None:
    found = parse_hypotheses(SLOTS)
    found.check_columns(["Z", "B", "A"])
    with pytest.raises(InvalidInput, match='the data have no column "B"'):
        found.check_columns(["A", "Z"])
    with pytest.raises(InvalidInput, match='called "C", like a column of the data'):
        found.check_columns(["A", "B", "C"])


def test_the_belief_of_a_scenario_will_do(tmp_path: Path) -> None:
    path = tmp_path / "lesson.yaml"
    path.write_text(samples.LESSON)
    found = read_hypotheses(path)
    assert (found.names, found.space) == (("Sun", "Ice cream"), every_dag((0, 1)))
    path.write_text(samples.LESSON.replace("show:", "belief: {over: [Ice cream]}\nshow:"))
    assert read_hypotheses(path).names == ("Ice cream",)


def test_files_are_told_apart_by_their_keys() -> None:
    assert holds_hypotheses(SLOTS)
    assert holds_hypotheses("{format: 1, over: [A, B]}")
    assert not holds_hypotheses(samples.LESSON)
    assert not holds_hypotheses("over: [A]\nworld: {}\n")
    with pytest.raises(InvalidInput, match="these are hypotheses, not a scenario"):
        parse_scenario(SLOTS)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="there is no such file"):
        read_hypotheses(tmp_path / "none.yaml")
    (tmp_path / "slots.csv").write_text(SLOTS)
    with pytest.raises(InvalidInput, match=r"reads hypotheses from \.yaml or \.yml files"):
        read_hypotheses(tmp_path / "slots.csv")
    (tmp_path / "slots.yaml").write_text(SLOTS.replace("direct", "drect"))
    with pytest.raises(InvalidInput) as caught:
        read_hypotheses(tmp_path / "slots.yaml")
    assert caught.value.source == str(tmp_path / "slots.yaml")
    (tmp_path / "list.yaml").write_text("- A -> B\n")
    with pytest.raises(InvalidInput, match="these are no hypotheses"):
        read_hypotheses(tmp_path / "list.yaml")
