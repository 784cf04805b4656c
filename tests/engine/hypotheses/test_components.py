from __future__ import annotations

import pytest

from engine.hypotheses.components import Component, District, Family, decomposed
from engine.hypotheses.notation import parse_candidate

NAMES = ("A", "B", "D")


def parts(text: str) -> tuple[tuple[tuple[int, int], ...], tuple[Component, ...]]:
    found = decomposed(parse_candidate(text, NAMES))
    return found.plain, found.components


def district(text: str) -> District:
    ((each,),) = (component.districts for component in parts(text)[1])
    return each


def test_a_dag_is_plain_families_alone() -> None:
    assert parts("A -> B -> D") == (((0, 0), (1, 0b001), (2, 0b010)), ())


def test_a_shared_cause_is_a_district_and_the_rest_is_plain() -> None:
    plain, (component,) = parts("A <-> B, B -> D")
    assert plain == ((2, 0b010),)
    assert component.districts == (District((Family(0, ()), Family(1, ())), ((), (0,))),)
    assert component.members == component.seen == (0, 1)


def test_parents_are_looked_at_but_are_no_members() -> None:
    _, (component,) = parts("A <-> B, D -> B")
    assert component.members == (0, 1)
    assert component.seen == (0, 1, 2)


def test_an_explicit_cause_makes_families_with_a_hidden_parent() -> None:
    plain, (component,) = parts("A -> B, A <- (C: 3) -> B")
    assert plain == ((2, 0),)
    assert component.hidden == (3,)
    assert component.families == (Family(0, (3,)), Family(1, (0, 3)), Family(3, ()))


def test_a_hidden_step_of_open_size_is_passed_through() -> None:
    assert parts("A -> (M) -> B") == (((0, 0), (1, 0b001), (2, 0)), ())


def test_equal_parts_of_different_candidates_are_one_component() -> None:
    assert parts("A <-> B")[1] == parts("A <-> B, A -> D")[1]
    assert parts("A <- (C: 2) -> B")[1] == parts("A <- (E: 2) -> B, B -> D")[1]


def test_two_hidden_causes_of_one_effect_form_one_component() -> None:
    assert len(parts("A <-> B <-> D")[1]) == 1
    assert len(parts("A <-> B, B <- (H: 2) -> D")[1]) == 1


def test_causes_that_share_nothing_stay_independent() -> None:
    chained = district("A <-> B <-> D")
    assert [family.node for family in chained.families] == [0, 2, 1]
    assert chained.given == ((), (), (0, 1))
    assert not chained.is_joint


@pytest.mark.parametrize("text", ["A -> B, A <-> B", "D -> B, A <-> B", "D -> A, D -> B, A <-> B", "B -> A, A <-> B"])
def test_values_are_enough_where_later_members_have_the_parents_of_earlier_ones(text: str) -> None:
    assert not district(text).answering


def test_behind_an_instrument_the_whole_response_counts() -> None:
    lever = district("D -> A, A -> B, A <-> B")
    assert [family.node for family in lever.families] == [0, 1]
    assert lever.answering == {0}
    assert lever.orders() == (lever,)


def test_orders_permute_members_with_the_same_parents_only() -> None:
    assert len(district("(U) -> A, (U) -> B, (U) -> D").orders()) == 6
    assert len(district("A -> B, A <-> B").orders()) == 1
    assert len(district("D -> A, D -> B, A <-> B").orders()) == 2
