from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.hypotheses.candidate import Candidate
from engine.hypotheses.notation import displayed_candidate, format_candidate, parse_candidate
from engine.hypotheses.space import AllDags, HypothesisSpace, listed
from engine.problems import InvalidInput
from engine.sessions.scanner import Scanner
from engine.sessions.structure_grammar import read_candidate
from tests.engine.strategies import PROPERTY, candidates

NAMES = ("A", "B", "C d", "x, y")


def space(*lines: str, names: tuple[str, ...] = NAMES) -> HypothesisSpace:
    return listed(range(len(names)), [parse_candidate(line, names) for line in lines])


def read(text: str, among: HypothesisSpace | AllDags, names: tuple[str, ...] = NAMES) -> tuple[Candidate, str]:
    scanner = Scanner(text)
    return read_candidate(scanner, names, among), scanner.rest


@given(candidates(4), st.booleans())
@PROPERTY
def test_every_candidate_reads_as_it_is_written(candidate: Candidate, quoted: bool) -> None:
    line = format_candidate(candidate, NAMES)
    text = f'"{line}" > 0.5' if quoted else f"{line} > 0.5"
    assert read(text, listed(range(4), [candidate])) == (candidate, "> 0.5")


@pytest.mark.parametrize(
    "text",
    [
        "A <- (Mood) -> B",
        "A <-> B",
        "B <-> A",
        "(Mood) -> A, (Mood) -> B",
        '"A <- (Mood) -> B"',
        '"A <- Mood -> B"',
        '"A <- Whatever -> B"',
        "A <- Mood -> B",
    ],
)
def test_ways_to_speak_of_one_hidden_cause(text: str) -> None:
    among = space("unrelated", "A <- (Mood) -> B", "A -> B")
    assert read(text, among)[0] == among.candidate(1)


def test_without_brackets_the_number_of_states_is_left_to_the_candidates() -> None:
    among = space("unrelated", "A <- (Mood: 3) -> B")
    assert read("A <- Mood -> B", among)[0] == among.candidate(1)
    with pytest.raises(InvalidInput, match="is no candidate"):
        read("A <- (Mood) -> B", among)
    both = space("A <- (Mood: 3) -> B", "A <- (Mood: 2) -> B")
    with pytest.raises(InvalidInput, match='called "Mood"'):
        read("A <- Mood -> B", both)
    assert read("A <- (Mood: 2) -> B", both)[0] == both.candidate(1)


def test_the_open_size_is_meant_where_both_forms_are_listed() -> None:
    both = space("A <- (Mood) -> B", "A <- (Mood: 2) -> B")
    assert read("A <- Mood -> B", both)[0] == both.candidate(0)


def test_names_of_what_is_seen_come_first() -> None:
    names = ("A", "B", "Mood")
    among = space("A <- Mood -> B", "A <-> B", names=names)
    assert read("A <- Mood -> B", among, names)[0].is_dag
    assert displayed_candidate(read("A <-> B", among, names)[0], names) == "A <-> B"


def test_all_dags_hold_every_structure_and_nothing_hidden() -> None:
    assert read("A -> B, C d -> B", AllDags(range(4)))[0].is_dag  # type: ignore[arg-type]
    with pytest.raises(InvalidInput, match="is no candidate"):
        read("A <-> B", AllDags((0, 1, 2, 3)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('"A -> B', "Close the quotes"),
        ("A -> E", "A, B, C d"),
        ("A <- Fate -> B", "A, B, C d"),
        ('"A <- Fate -> C d"', 'called "Fate"'),
        ("A <- (Mood: two) -> B", 'like "(C)"'),
        ("A <- (B) -> C d", "another name"),
        ("A -> B -> A", "circle"),
        ("A -> C d", "List it first"),
    ],
)
def test_faults_say_what_would_be_right(text: str, said: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read(text, space("unrelated", "A -> B", "A <- (Mood) -> B"))
    assert said in str(caught.value)
