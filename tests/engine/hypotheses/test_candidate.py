from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.hypotheses.candidate import MOST_HIDDEN, Candidate, HiddenVariable
from engine.networks.dag import Dag
from engine.problems import InvalidInput
from tests.engine.strategies import PROPERTY, candidates

NAMES = ("A", "B", "C", "D")


def hidden_cause(effects: tuple[int, ...], n: int = 3, variable: HiddenVariable | None = None) -> Candidate:
    graph = Dag.from_edges(n + 1, [(n, effect) for effect in effects])
    return Candidate(n, graph, (variable or HiddenVariable(),))


def test_a_dag_is_a_candidate_without_anything_hidden() -> None:
    candidate = Candidate.of(Dag.from_edges(3, [(0, 1)]))
    assert candidate.is_dag
    assert candidate.seen == candidate.graph
    assert (candidate.has_explicit, candidate.districts) == (False, ())


def test_what_is_seen_and_what_is_shared() -> None:
    candidate = Candidate(3, Dag.from_edges(4, [(0, 1), (3, 1), (3, 2)]), (HiddenVariable("U"),))
    assert candidate.seen == Dag.from_edges(3, [(0, 1)])
    assert candidate.districts == ((1, 2),)
    assert candidate.children_of_hidden(0) == (1, 2)
    assert candidate.all_names(NAMES[:3]) == ("A", "B", "C", "U")


def test_names_do_not_count_and_sizes_do() -> None:
    assert hidden_cause((0, 1), variable=HiddenVariable("U")) == hidden_cause((0, 1), variable=HiddenVariable("Sleep"))
    assert hidden_cause((0, 1)) != hidden_cause((0, 1), variable=HiddenVariable("U", 2))
    assert hidden_cause((0, 1), variable=HiddenVariable("U", 2)) != hidden_cause(
        (0, 1), variable=HiddenVariable("U", 3)
    )
    assert hidden_cause((0, 1)) != hidden_cause((0, 2))
    assert hidden_cause((0, 1)) != hidden_cause((0, 1), 4)


@given(candidates(4, most_hidden=4), st.randoms(use_true_random=False))
@PROPERTY
def test_the_order_of_hidden_variables_does_not_count(candidate: Candidate, random) -> None:  # type: ignore[no-untyped-def]
    count = len(candidate.hidden)
    places = [*range(4), *(4 + place for place in random.sample(range(count), count))]
    edges = [(places[parent], places[child]) for parent, child in candidate.graph.edges()]
    turned = Candidate(4, Dag.from_edges(4 + count, edges), candidate.hidden)
    assert turned == candidate
    assert hash(turned) == hash(candidate)


def test_names_and_sizes_move_with_their_variables() -> None:
    for order in ((3, 4), (4, 3)):
        first, second = order
        graph = Dag.from_edges(5, [(first, 0), (first, 1), (second, 1), (second, 2)])
        hidden = [HiddenVariable("P", 2), HiddenVariable("Q", 3)]
        candidate = Candidate(3, graph, tuple(hidden[order.index(node)] for node in (3, 4)))
        effects = {each.name: candidate.children_of_hidden(place) for place, each in enumerate(candidate.hidden)}
        assert effects == {"P": (0, 1), "Q": (1, 2)}
        assert {each.name: each.states for each in candidate.hidden} == {"P": 2, "Q": 3}


def test_hidden_variables_without_a_name_get_one_that_nothing_else_has() -> None:
    graph = Dag.from_edges(6, [(3, 0), (3, 1), (4, 1), (4, 2), (5, 0), (5, 2)])
    hidden = (HiddenVariable(), HiddenVariable("U"), HiddenVariable())
    found = Candidate(3, graph, hidden).hidden_names(("A", "U2", "(U3)"))
    assert sorted(found) == ["U", "U4", "U5"]


@pytest.mark.parametrize(
    ("edges", "hidden", "sentence"),
    [
        ([], [None], "the hidden variable H0 has no effect, so that nothing can be seen of it"),
        ([(0, 3)], [None], "the hidden variable H0 has no effect"),
        ([(3, 0)], [None], "the hidden variable H0 has one effect only"),
        ([(3, 0), (3, 1)], [1], r"H0 has 1 state\. Give it 2 to 10"),
        ([(3, 0), (3, 1)], [11], r"H0 has 11 states\. Give it 2 to 10"),
        ([(3, 4), (3, 0), (4, 1)], [None, 2], "H0 is of open size and has an effect on a hidden variable with"),
    ],
)
def test_hidden_variables_that_cannot_be(edges: list[tuple[int, int]], hidden: list[int | None], sentence: str) -> None:
    variables = tuple(HiddenVariable(f"H{place}", states) for place, states in enumerate(hidden))
    with pytest.raises(InvalidInput, match=sentence):
        Candidate(3, Dag.from_edges(3 + len(hidden), edges), variables)


def test_a_hidden_variable_with_a_cause_needs_one_effect_only() -> None:
    candidate = Candidate(2, Dag.from_edges(3, [(0, 2), (2, 1)]), (HiddenVariable("M", 2),))
    assert candidate.has_explicit
    assert candidate.seen == Dag((0, 0))


def test_too_many_hidden_variables_and_chains_that_have_no_joint_form() -> None:
    count = MOST_HIDDEN + 1
    edges = [(4 + place, effect) for place in range(count) for effect in (0, 1)]
    with pytest.raises(InvalidInput, match=r"has 5 hidden variables\. Leave at most 4"):
        Candidate(4, Dag.from_edges(4 + count, edges), (HiddenVariable(),) * count)
    chain = [(4, 0), (4, 1), (5, 1), (5, 2), (6, 2), (6, 3)]
    with pytest.raises(InvalidInput, match="chained along four variables or more"):
        Candidate(4, Dag.from_edges(7, chain), (HiddenVariable(),) * 3)
    assert Candidate(4, Dag.from_edges(7, chain), (HiddenVariable(states=2),) * 3).has_explicit


def test_a_graph_of_another_size_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="a graph on 3 nodes for 3 seen and 1 hidden ones"):
        Candidate(3, Dag((0, 0, 0)), (HiddenVariable(),))


@pytest.mark.parametrize(
    ("called", "names", "sentence"),
    [
        ("A", ("A", "B", "C"), 'a hidden variable is called "A", like one that is seen'),
        ("A", ("(A)", "B", "C"), 'a hidden variable is called "A", like one that is seen'),
        ("a: b", ("A", "B", "C"), 'the name "a: b" of a hidden variable has a round bracket or a colon in it'),
        ("(a", ("A", "B", "C"), "has a round bracket or a colon in it"),
    ],
)
def test_names_that_would_be_misread(called: str, names: tuple[str, ...], sentence: str) -> None:
    problems = hidden_cause((0, 1), variable=HiddenVariable(called)).name_problems(names)
    assert len(problems) == 1
    assert sentence in str(problems[0])


def test_two_hidden_variables_of_one_name() -> None:
    graph = Dag.from_edges(5, [(3, 0), (3, 1), (4, 1), (4, 2)])
    problems = Candidate(3, graph, (HiddenVariable("U"), HiddenVariable("U"))).name_problems(NAMES[:3])
    assert [problem.what for problem in problems] == ['two hidden variables are called "U"']
    assert hidden_cause((0, 1)).name_problems(NAMES[:3]) == ()
