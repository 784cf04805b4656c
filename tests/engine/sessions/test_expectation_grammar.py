from __future__ import annotations

import pytest

from engine.hypotheses.candidate import Candidate
from engine.hypotheses.notation import format_structure
from engine.hypotheses.space import every_dag, listed
from engine.networks.dag import Dag
from engine.networks.interventions import Regime, do
from engine.networks.variables import Variable
from engine.problems import InvalidInput
from engine.sessions.belief_quantities import Edge, Path, Weight
from engine.sessions.expectation_grammar import parse_expectation
from engine.sessions.quantities import InWorld, Number, Sum
from engine.sessions.vocabulary import Vocabulary

NAMES = ("Ice", "Ice cream", "Sun")
WORLD = tuple(Variable(name, ("yes", "no")) for name in NAMES)
VOCABULARY = Vocabulary(WORLD, WORLD, every_dag((0, 1, 2)))


def test_the_longest_names_are_read() -> None:
    found = parse_expectation("weight of Ice -> Ice cream <- Sun > 0", VOCABULARY)
    assert found.left == Sum(((1, Weight(Candidate.of(Dag.from_edges(3, [(0, 1), (2, 1)])))),))
    assert found.text == "weight of Ice -> Ice cream <- Sun > 0"


def test_chains_may_be_parted_by_commas_and_semicolons() -> None:
    commas = parse_expectation("weight of Sun -> Ice, Sun -> Ice cream > 0", VOCABULARY)
    semicolons = parse_expectation("weight of Ice <- Sun; Sun -> Ice cream > 0", VOCABULARY)
    assert commas.left == semicolons.left


def test_minus_is_no_arrow() -> None:
    found = parse_expectation("weight of Sun -> Ice - 0.1 - edge Sun -> Ice probability < -1", VOCABULARY)
    assert [sign for sign, _ in found.left.terms] == [1, -1, -1]
    assert found.left.terms[2][1] == Edge(2, 0)
    assert found.right == Sum(((-1, Number(1.0)),))


HARD = ("x", "x, y", "y", "x -> y", '"q"')
HARD_WORLD = tuple(Variable(name, ("yes", "no")) for name in HARD)
HARD_ONES = Vocabulary(HARD_WORLD, HARD_WORLD, every_dag(range(5)))


@pytest.mark.parametrize("edges", [[(0, 1)], [(0, 2)], [(1, 4), (4, 2)], [(3, 2), (0, 3)], []])
def test_structures_read_as_they_are_written_whatever_the_names(edges: list[tuple[int, int]]) -> None:
    dag = Dag.from_edges(5, edges)
    found = parse_expectation(f"weight of {format_structure(dag, HARD)} > 0.5", HARD_ONES)
    assert found.left == Sum(((1, Weight(Candidate.of(dag))),))


def test_quotes_around_it_all_may_hold_names_in_quotes() -> None:
    found = parse_expectation('weight of "x -> y <- "x, y"" > 0.5', HARD_ONES)
    assert found.left == Sum(((1, Weight(Candidate.of(Dag.from_edges(5, [(0, 2), (1, 2)])))),))
    variable = parse_expectation('weight of "x -> y" > 0.5', HARD_ONES)
    assert variable.left == Sum(((1, Weight(Candidate.of(Dag((0,) * 5)))),))


def test_a_name_that_should_have_quotes_is_read_where_nothing_else_fits() -> None:
    names = ("x, y", "z")
    variables = tuple(Variable(name, ("yes", "no")) for name in names)
    only = Vocabulary(variables, variables, every_dag(range(2)))
    found = parse_expectation("weight of x, y -> z > 0.5", only)
    assert found.left == Sum(((1, Weight(Candidate.of(Dag.from_edges(2, [(0, 1)])))),))


def test_names_and_states_may_stand_in_quotes() -> None:
    found = parse_expectation('edge "x, y" -> "x -> y" probability > P("x, y" = "yes" | do "y" = no)', HARD_ONES)
    assert found.left == Sum(((1, Edge(1, 3)),))
    (chance,) = [term.chance for _, term in found.right.terms if isinstance(term, InWorld)]
    assert chance.event == ((1, 0),)
    assert chance.regime == Regime((do(2, 1),))


def test_both_ways_to_ask_for_an_arrow() -> None:
    one = parse_expectation("edge Sun -> Ice cream probability > 0.5", VOCABULARY)
    other = parse_expectation("probability of Sun -> Ice cream > 0.5", VOCABULARY)
    assert one.left == other.left == Sum(((1, Edge(2, 1)),))
    path = parse_expectation("path Sun -> Ice cream probability > 0.5", VOCABULARY)
    assert path.left == Sum(((1, Path(2, 1)),))


def test_computed_sides_need_no_tolerance() -> None:
    assert parse_expectation("weight of Sun -> Ice = weight of Ice -> Sun", VOCABULARY).tolerance == 1e-9
    assert parse_expectation("rows = 40", VOCABULARY).tolerance == 1e-9


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("weight of Sun -> Ice", "Compare with"),
        ("weight of Sun -> Ice = 0.5", "+- 0.001"),
        ("weight of Sun -> Ice > 0.5 +- 0.1", "Use +- with ="),
        ("weight of Sun -> Ice = 0.5 +- much", "Write it like"),
        ("weight of Sun -> Moon > 0.5", "Ice, Ice cream, Sun"),
        ("weight of Sun <-> Ice > 0.5", "is no candidate"),
        ("weight of Sun -> Ice, Ice -> Sun > 0.5", "circle"),
        ('weight of "Sun -> Ice > 0.5', "Close the quotes"),
        ("edge Sun -> Ice > 0.5", "probability"),
        ("edge Sun -> Sun probability > 0.5", "points at itself"),
        ("edge Sun <- Ice probability > 0.5", "A -> B"),
        ("width of Sun > 0.5", "Known are numbers"),
        ("rows = 40 days", "days"),
        ("rows =", "Known are numbers"),
        ("", "Known are numbers"),
        ("P(Sun = maybe) > 0", "yes, no"),
    ],
)
def test_faults_say_what_would_be_right(text: str, said: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_expectation(text, VOCABULARY)
    assert said in str(caught.value)


def test_only_candidates_have_weights() -> None:
    only = Vocabulary(WORLD, WORLD, listed((0, 1, 2), [Dag((0, 0, 0))]))
    assert parse_expectation("weight of unrelated > 0", only)
    with pytest.raises(InvalidInput, match="no candidate"):
        parse_expectation("weight of Sun -> Ice > 0", only)


def test_chances_need_a_world() -> None:
    with pytest.raises(InvalidInput, match="Give the world tables"):
        parse_expectation("P(Sun = yes) > 0", Vocabulary((), WORLD, every_dag((0, 1, 2))))
