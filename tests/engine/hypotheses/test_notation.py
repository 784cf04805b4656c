from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine.hypotheses.candidate import Candidate, HiddenVariable
from engine.hypotheses.notation import (
    displayed_candidate,
    displayed_structure,
    format_candidate,
    format_structure,
    kept_candidate,
    parse_candidate,
    parse_structure,
)
from engine.networks.dag import Dag
from engine.problems import InvalidInput
from tests.engine.strategies import PROPERTY, candidates, dags

LETTERS = ("A", "B", "C", "D")
NAMES = ("Sun", "Shorts", "Ice cream", "Sun-burn", "unrelated things", "A<B", "été")


@given(st.integers(1, len(NAMES)).flatmap(dags))
@PROPERTY
def test_what_is_written_reads_back(dag: Dag) -> None:
    names = NAMES[: dag.n]
    assert parse_structure(format_structure(dag, names), names) == dag


MARKS = (
    "->",
    "<-",
    "<->",
    ",",
    ";",
    '"',
    '""',
    " ",
    "-",
    ">",
    "<",
    "\n",
    "unrelated",
    "Unrelated",
    "A",
    "→",
    "←",
    "\u00a0",
)
any_name = st.lists(st.sampled_from(MARKS) | st.characters(), min_size=1, max_size=4).map("".join)
any_names = st.lists(any_name.filter(str.strip), min_size=1, max_size=4, unique=True)


@given(any_names.flatmap(lambda names: st.tuples(st.just(names), dags(len(names)))))
@example((["unrelated", "x, y"], Dag((0b10, 0))))
@example((["x, y", "x", "y"], Dag((0, 0b1, 0b1))))
@example((['"', '"x" -> "y"'], Dag((0, 0b1))))
@PROPERTY
def test_any_names_are_written_so_that_they_read_back(named: tuple[list[str], Dag]) -> None:
    names, dag = named
    assert parse_structure(format_structure(dag, names), names) == dag


def test_only_names_that_need_them_have_quotes() -> None:
    names = ("x, y", "Ice cream", '5" pipe', '"so-called"', " A")
    dag = Dag.from_edges(5, [(0, 1), (1, 2), (2, 3), (3, 4)])
    assert format_structure(dag, names) == (
        '"x, y" -> Ice cream, Ice cream -> 5" pipe, 5" pipe -> """so-called""", """so-called""" -> " A"'
    )
    assert displayed_structure(dag, names, " to ") == (
        'x, y to Ice cream, Ice cream to 5" pipe, 5" pipe to "so-called", "so-called" to  A'
    )


def test_any_name_may_stand_in_quotes_and_arrows_may_be_real_ones() -> None:
    assert parse_structure(' "A"->"B" <- "C" ; D', LETTERS) == Dag.from_edges(4, [(0, 1), (2, 1)])
    assert parse_structure("A → B ← C", LETTERS) == Dag.from_edges(4, [(0, 1), (2, 1)])


@pytest.mark.parametrize(
    ("text", "edges"),
    [
        ("A -> B", [(0, 1)]),
        ("A->B", [(0, 1)]),
        ("  A   <-B ", [(1, 0)]),
        ("A -> B -> C", [(0, 1), (1, 2)]),
        ("A <- B -> C", [(1, 0), (1, 2)]),
        ("A -> B <- C; D", [(0, 1), (2, 1)]),
        ("A -> B, C -> B", [(0, 1), (2, 1)]),
        ("A -> B; A -> B", [(0, 1)]),
        ("A -> B;", [(0, 1)]),
        ("D", []),
        ("A; B, C; D", []),
        ("unrelated", []),
        (" Unrelated ", []),
    ],
)
def test_ways_to_write_a_structure(text: str, edges: list[tuple[int, int]]) -> None:
    assert parse_structure(text, LETTERS) == Dag.from_edges(4, edges)


def test_arrows_are_written_by_parent_then_child() -> None:
    dag = Dag.from_edges(3, [(2, 0), (1, 2), (1, 0)])
    assert format_structure(dag, ("Z", "Ice cream", "A")) == "Ice cream -> Z, Ice cream -> A, A -> Z"
    assert format_structure(Dag((0, 0, 0, 0)), LETTERS) == "unrelated"


def test_a_variable_may_be_called_unrelated() -> None:
    names = ("unrelated", "B")
    for dag in (Dag((0, 0)), Dag((0, 1)), Dag((2, 0))):
        assert parse_structure(format_structure(dag, names), names) == dag


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", 'no structure is given. Write it like "A -> B", or "unrelated".'),
        (" ; ,", 'no structure is given. Write it like "A -> B", or "unrelated".'),
        ("A ->", '"A ->" has an arrow without an end. Write it like "A -> B".'),
        ("-> A", '"-> A" has an arrow without an end. Write it like "A -> B".'),
        ("A -> -> B", '"A -> -> B" has an arrow without an end. Write it like "A -> B".'),
        ("A -> E", '"A -> E" speaks of "E", which is not a variable here. The variables are: A, B, C, D.'),
        ("a -> B", '"a -> B" speaks of "a", which is not a variable here. The variables are: A, B, C, D.'),
        ('"A, B', '""A, B" speaks of ""A", which is not a variable here. The variables are: A, B, C, D.'),
        (
            "A <-> B",
            '"A <-> B" has something hidden in it. Only variables that are seen can stand here.',
        ),
        ("A B", '"A B" speaks of "A B", which is not a variable here. The variables are: A, B, C, D.'),
        ("A -> A", '"A -> A" closes a circle: A, A. Leave one of its arrows out.'),
        ("A -> B -> C -> A", '"A -> B -> C -> A" closes a circle: A, B, C, A. Leave one of its arrows out.'),
        ("A -> B <- C; B -> A", '"A -> B <- C; B -> A" closes a circle: A, B, A. Leave one of its arrows out.'),
    ],
)
def test_faults_are_told_with_their_remedy(text: str, sentence: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        parse_structure(text, LETTERS)
    assert str(raised.value) == sentence


def names_of(candidate: Candidate) -> list[str]:
    return [each.name for each in candidate.hidden]


@given(candidates(4), st.data())
@PROPERTY
def test_what_is_kept_reads_back_with_the_names_and_without(drawn: Candidate, data: st.DataObject) -> None:
    known = "ABCD"
    given_names = data.draw(st.permutations(["", "", "Mood", "Season"]))[: len(drawn.hidden)]
    hidden = (HiddenVariable(name, each.states) for name, each in zip(given_names, drawn.hidden, strict=True))
    called = Candidate(4, drawn.graph, tuple(hidden))
    found = parse_candidate(kept_candidate(called, known), known)
    assert found == called
    assert sorted(names_of(found)) == sorted(names_of(called))


def test_a_seen_variable_may_be_called_like_one_without_a_name() -> None:
    known = ("(?)", "B", "C")
    nameless = Candidate(3, Dag((0b1000, 0b1000, 0b1000, 0)), (HiddenVariable(),))
    assert kept_candidate(nameless, known) == '(?2) -> "(?)", (?2) -> B, (?2) -> C'
    found = parse_candidate(kept_candidate(nameless, known), known)
    assert (found, names_of(found)) == (nameless, [""])


def test_one_without_a_name_may_be_written_by_hand() -> None:
    found = parse_candidate("(?) -> A, (?) -> B, (?: 2) -> C, (?2: 3) -> A, (?2) -> D", "ABCD")
    assert sorted(each.states or 0 for each in found.hidden) == [2, 3]
    assert names_of(found) == ["", ""]
    assert names_of(parse_candidate("A <- (?) -> B", "AB", {"?": 2})) == [""]
    assert names_of(parse_candidate("A <- (why?) -> B", "AB")) == ["why?"]


def test_sizes_of_hidden_variables_may_be_said_beside_the_line() -> None:
    beside = parse_candidate("A <- (U) -> B, C -> A", LETTERS, {"U": 2})
    assert beside == parse_candidate("A <- (U: 2) -> B, C -> A", LETTERS)
    assert parse_candidate("A <- (U) -> B", LETTERS, {"U": None}).hidden[0].states is None


def test_hidden_variables_of_one_line_may_cause_one_another_once_all_have_sizes() -> None:
    chained = "A <- (U) -> (V: 2) -> B"
    with pytest.raises(InvalidInput, match="Give both a number of states"):
        parse_candidate(chained, LETTERS)
    assert parse_candidate(chained, LETTERS, {"U": 3}) == parse_candidate("A <- (U: 3) -> (V: 2) -> B", LETTERS)


@pytest.mark.parametrize(
    ("sizes", "said"),
    [
        ({"V": 2}, r'has no hidden variable "V"\. Write \(V\) where it stands'),
        ({"A": 2}, 'has no hidden variable "A"'),
        ({"U": 2}, r"gives U 3 states and then 2\. Say it once"),
        ({"U": None}, "gives U 3 states and then an open number of"),
    ],
)
def test_sizes_that_do_not_fit_are_refused(sizes: dict[str, int | None], said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        parse_candidate("A <- (U: 3) -> B", LETTERS, sizes)


@given(candidates(4, most_hidden=3), st.sampled_from([LETTERS, ("x, y", "(U)", '"', "a -> b")]))
@PROPERTY
def test_candidates_with_hidden_variables_read_back(candidate: Candidate, names: tuple[str, ...]) -> None:
    assert parse_candidate(format_candidate(candidate, names), names) == candidate


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("A <-> B", "A <-> B"),
        ("B<->A", "A <-> B"),
        ("A <-> B <- C", "C -> B, A <-> B"),
        ("A <- ( Mood ) -> B", "A <- (Mood) -> B"),
        ("A <- (Mood:2) -> B", "A <- (Mood: 2) -> B"),
        ("A ← (U) → B", "A <- (U) -> B"),
        ("(U) -> A, (U) -> B; (U) -> C", "(U) -> A, (U) -> B, (U) -> C"),
        ("A -> (U), B <- (U) -> C", "A -> (U), (U) -> B, (U) -> C"),
        ("A <-> B, B <-> C, (U) -> A, (U) -> C", "A <-> B, B <-> C, A <- (U) -> C"),
    ],
)
def test_how_hidden_variables_are_written(text: str, written: str) -> None:
    candidate = parse_candidate(text, LETTERS)
    assert sorted(format_candidate(candidate, LETTERS).split(", ")) == sorted(written.split(", "))
    assert parse_candidate(written, LETTERS) == candidate


def test_hidden_variables_for_the_eye() -> None:
    arrow, joined = " → ", " ↔ "
    candidate = parse_candidate("A -> B, B <- (Mood: 2) -> C, C <-> D", LETTERS)
    shown = displayed_candidate(candidate, LETTERS, arrow, joined)
    assert set(shown.split(", ")) == {f"A{arrow}B", f"B ← (Mood: 2){arrow}C", f"C{joined}D"}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("A <- C2 -> B", r'speaks of "C2", which is not a variable here\. .* If nobody can see it, write \(C2\)'),
        ("A <- () -> B", r'has "\(\)", which is no hidden variable\. Write it like "\(C\)", or "\(C: 2\)"'),
        ("A <- (U: two) -> B", r'has "\(U: two\)", which is no hidden variable'),
        ("A <- (U: 2) -> B, (U: 3) -> C", r"gives U 2 states and then 3\. Say it once"),
        ("A <- (U: 1) -> B", "the hidden variable U has 1 state"),
        ("A <- (B) -> C", 'a hidden variable is called "B", like one that is seen'),
        ("(U) -> A", "the hidden variable U has one effect only"),
        ("A -> (U) -> A", "closes a circle: A, U, A"),
        ("A <-> A", "has one effect only"),
        ("A <->", "has an arrow without an end"),
    ],
)
def test_faults_about_hidden_variables(text: str, sentence: str) -> None:
    with pytest.raises(InvalidInput, match=sentence):
        parse_candidate(text, LETTERS)
