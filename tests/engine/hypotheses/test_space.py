from __future__ import annotations

import numpy as np
import pytest

from engine.hypotheses.dags import LARGEST
from engine.hypotheses.notation import parse_candidate
from engine.hypotheses.space import AllDags, HypothesisSpace, dag_count, dags_over, every_dag, listed
from engine.networks.dag import Dag
from engine.problems import InvalidInput
from tests.engine import naive

CHAIN, FORK, EMPTY = Dag.from_edges(3, [(0, 1), (1, 2)]), Dag.from_edges(3, [(1, 0), (1, 2)]), Dag((0, 0, 0))


def test_every_dag_is_complete_and_a_list_is_not() -> None:
    assert every_dag((4, 2, 7)).complete
    assert len(every_dag((4, 2, 7))) == 25
    assert every_dag((4, 2, 7)).n == 3
    assert not listed((0, 1, 2), [CHAIN, FORK]).complete


@pytest.mark.parametrize("space", [every_dag(range(3)), listed((0, 1, 2), [FORK, EMPTY, CHAIN])])
def test_candidates_are_found_where_they_stand(space) -> None:  # type: ignore[no-untyped-def]
    assert [space.find(space.dag(candidate)) for candidate in range(len(space))] == list(range(len(space)))


def test_what_is_not_a_candidate_is_not_found() -> None:
    space = listed((0, 1, 2), [CHAIN, FORK])
    assert space.find(EMPTY) is None
    assert space.find(Dag((0, 1))) is None
    assert space.find(Dag((0,) * 9)) is None


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_arrows_and_paths_as_arrays(n: int) -> None:
    space = every_dag(range(n))
    for candidate in range(len(space)):
        dag = space.dag(candidate)
        assert set(map(tuple, np.argwhere(space.edges[candidate]).tolist())) == set(dag.edges())
        paths = {(i, j) for j in range(n) for i in naive.ancestors(frozenset(dag.edges()), j)}
        assert set(map(tuple, np.argwhere(space.ancestors[candidate]).tolist())) == paths


def test_spaces_are_compared_by_value() -> None:
    assert every_dag((0, 1)) == every_dag([0, 1])
    assert hash(every_dag((0, 1))) == hash(every_dag((0, 1)))
    assert every_dag((0, 1)) != every_dag((1, 0))
    assert listed((0, 1, 2), [CHAIN, FORK]) == listed((0, 1, 2), [CHAIN, FORK])
    assert listed((0, 1, 2), [CHAIN, FORK]) != listed((0, 1, 2), [FORK, CHAIN])
    assert listed((0,), [Dag((0,))]) != every_dag((0,))
    assert every_dag((0,)) != "every"


@pytest.mark.parametrize("n", [0, LARGEST + 1])
def test_a_number_of_variables_out_of_range(n: int) -> None:
    with pytest.raises(InvalidInput, match=rf"belief over {n} variables was asked for\. Choose between 1 and 6"):
        every_dag(range(n))


def test_a_list_may_be_about_as_many_variables() -> None:
    assert listed(range(6), [Dag((0,) * 6)]).n == 6
    with pytest.raises(InvalidInput, match="Choose between 1 and 6 variables"):
        listed(range(7), [Dag((0,) * 7)])


def test_an_empty_list_and_a_candidate_listed_twice() -> None:
    with pytest.raises(InvalidInput, match=r"there are no candidates\. List at least one structure\."):
        listed((0, 1, 2), [])
    with pytest.raises(InvalidInput, match=r"a candidate is listed twice\. List each structure once\."):
        listed((0, 1, 2), [CHAIN, FORK, Dag.from_edges(3, [(1, 2), (0, 1)])])


def test_a_list_of_more_than_fifty_thousand_is_refused_before_it_is_looked_at() -> None:
    with pytest.raises(InvalidInput, match=r"there are 50,001 candidates in the list\. List at most 50,000\."):
        listed((0, 1, 2), [CHAIN] * 50_001)


@pytest.mark.parametrize("dag", [Dag((0, 0)), Dag((0, 0, 0, 0))])
def test_a_candidate_about_another_number_of_variables(dag: Dag) -> None:
    with pytest.raises(InvalidInput, match=rf"a candidate about {dag.n} variables was listed\. Each must be about"):
        listed((0, 1, 2), [CHAIN, dag])


def test_a_variable_chosen_twice() -> None:
    for refused in (lambda: every_dag((1, 0, 1)), lambda: listed((1, 0, 1), [CHAIN])):
        with pytest.raises(InvalidInput, match=r"one variable was chosen twice\. Choose each variable once\."):
            refused()


def test_all_dags_are_listed_up_to_five_variables_and_taken_as_a_whole_beyond() -> None:
    assert dags_over((3, 1)) == every_dag((3, 1))
    many = dags_over(range(11))
    assert many == AllDags(tuple(range(11)))
    assert many != AllDags(tuple(range(1, 12)))
    assert (many.n, many.complete) == (11, True)


@pytest.mark.parametrize("over", [(), (1, 1), tuple(range(21))])
def test_all_dags_need_one_to_twenty_different_columns(over: tuple[int, ...]) -> None:
    with pytest.raises(InvalidInput):
        dags_over(over)


def test_dags_are_counted_as_they_are_listed() -> None:
    assert [dag_count(n) for n in range(1, 6)] == [every_dag(range(n)).count for n in range(1, 6)]
    # OEIS A003024
    assert dag_count(10) == 4175098976430598143
    assert AllDags(tuple(range(8))).count == 783702329343


LINES = ("A -> B", "A <-> B", "unrelated", "A <- (U: 2) -> B", "A -> B, A <-> B", "A -> (M: 2) -> C")


def with_hidden() -> HypothesisSpace:
    return listed((5, 2, 7), [parse_candidate(text, ("A", "B", "C")) for text in LINES])


def test_a_list_may_hold_what_is_hidden() -> None:
    space = with_hidden()
    assert space.has_hidden
    assert space.hidden_numbers.tolist() == [1, 3, 4, 5]
    assert [space.dag(number).edges() for number in (1, 4)] == [Dag((0, 0, 0)).edges(), Dag((0, 1, 0)).edges()]
    assert not listed((0, 1, 2), [CHAIN]).has_hidden


def test_candidates_with_something_hidden_are_found_by_what_they_say() -> None:
    space = with_hidden()
    assert [space.find(space.candidate(number)) for number in range(len(space))] == list(range(len(space)))
    names = ("A", "B", "C")
    assert space.find(parse_candidate("B <- (Mood) -> A", names)) == 1
    assert space.find(parse_candidate("A <- (U: 3) -> B", names)) is None
    assert space.find(parse_candidate("B <-> C", names)) is None
    assert space.find(parse_candidate("A <-> B", names[:2])) is None
    # A DAG is not found where the same arrows come with something hidden.
    assert space.find(Dag((0, 0, 0))) == 2
    assert space.find(Dag((0, 1, 0))) == 0
    hidden_only = listed((0, 1), [parse_candidate("A <-> B", names[:2])])
    assert hidden_only.find(Dag((0, 0))) is None


def test_paths_lead_over_hidden_variables_and_arrows_do_not() -> None:
    space = with_hidden()
    assert space.ancestors[5].tolist() == [[False, False, True], [False] * 3, [False] * 3]
    assert not space.edges[5].any()
    assert not space.ancestors[1].any()
    assert space.ancestors[4].tolist() == space.edges[4].tolist()


def test_the_same_candidate_with_another_name_is_listed_twice() -> None:
    names = ("A", "B")
    with pytest.raises(InvalidInput, match="a candidate is listed twice"):
        listed((0, 1), [parse_candidate(text, names) for text in ("A <-> B", "B <- (Mood) -> A")])
    assert len(listed((0, 1), [parse_candidate(text, names) for text in ("A <-> B", "B <- (Mood: 2) -> A")])) == 2


def test_spaces_differ_in_what_is_hidden() -> None:
    names = ("A", "B")
    dag, shape, sized = (parse_candidate(text, names) for text in ("unrelated", "A <-> B", "A <- (U: 2) -> B"))
    assert listed((0, 1), [shape]) == listed((0, 1), [shape])
    assert listed((0, 1), [shape]) != listed((0, 1), [dag])
    assert listed((0, 1), [shape]) != listed((0, 1), [sized])
