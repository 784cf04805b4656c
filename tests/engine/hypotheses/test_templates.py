from __future__ import annotations

from math import perm

import pytest

from engine.hypotheses.candidate import Candidate, HiddenVariable
from engine.hypotheses.notation import format_candidate, parse_candidate
from engine.hypotheses.templates import TEMPLATES, Template, refuse_double, template_named
from engine.networks.dag import Dag
from engine.problems import InvalidInput

NAMES = ("A", "B", "C", "D")
MEANT = {
    "unrelated": "unrelated",
    "direct": "A -> B",
    "reverse": "B -> A",
    "hidden common cause": "A <-> B",
    "chain": "A -> B -> C",
    "common cause": "B <- A -> C",
    "collider": "A -> C <- B",
    "confounded": "A -> B, A <-> B",
    "mediator": "A -> B -> C, A -> C",
    "confounded mediator": "A -> B -> C, A <-> C",
    "instrument": "A -> B -> C, B <-> C",
    "hidden cause of three": "(U) -> A, (U) -> B, (U) -> C",
}
# How many ways of filling a shape are the same candidate.
TURNS = {"unrelated": 2, "hidden common cause": 2, "common cause": 2, "collider": 2, "hidden cause of three": 6}


def test_every_shape_has_a_meaning_here() -> None:
    assert [template.key for template in TEMPLATES] == list(MEANT)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda each: each.key)
def test_variables_go_into_the_slots_in_their_order(template: Template) -> None:
    assert template.filled(range(template.n_slots), 4) == parse_candidate(MEANT[template.key], NAMES)
    backwards = [3 - slot for slot in range(template.n_slots)]
    assert template.filled(backwards, 4) == _turned(parse_candidate(MEANT[template.key], NAMES))


def _turned(candidate: Candidate) -> Candidate:
    place = [3, 2, 1, 0, *range(4, candidate.graph.n)]
    edges = [(place[parent], place[child]) for parent, child in candidate.graph.edges()]
    return Candidate(4, Dag.from_edges(candidate.graph.n, edges), candidate.hidden)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda each: each.key)
@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_all_assignments_come_once_each(template: Template, n: int) -> None:
    found = template.all_filled(n)
    expected = perm(n, template.n_slots) // TURNS.get(template.key, 1)
    # Without an arrow it does not matter which two are unrelated.
    expected = min(expected, 1) if template.key == "unrelated" else expected
    assert len(found) == len(set(found)) == expected
    for candidate in found:
        assert parse_candidate(format_candidate(candidate, NAMES[:n]), NAMES[:n]) == candidate


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda each: each.key)
def test_assignments_are_counted_without_making_them(template: Template) -> None:
    assert [template.count_filled(n) for n in range(7)] == [len(template.all_filled(n)) for n in range(7)]


def test_a_slot_without_an_arrow_counts_once() -> None:
    apart = Template("apart", "Apart", "one arrow and a third", 3, ((0, 1),), ((0, 0), (1, 0), (2, 0)))
    assert (
        [apart.count_filled(n) for n in range(6)]
        == [len(apart.all_filled(n)) for n in range(6)]
        == [0, 0, 0, 6, 12, 20]
    )


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda each: each.key)
def test_pictures_have_a_place_for_every_node(template: Template) -> None:
    nodes = {node for edge in template.edges for node in edge}
    assert nodes <= set(range(len(template.points)))
    assert set(range(template.n_slots, len(template.points))) <= nodes
    assert len(set(template.points)) == len(template.points)
    assert template_named(template.key) is template


def test_hidden_nodes_may_be_given_a_size_and_a_name() -> None:
    shape = template_named("hidden common cause")
    candidate = shape.filled((1, 2), 3, [HiddenVariable("Mood", 2)])
    assert candidate == parse_candidate("B <- (Mood: 2) -> C", NAMES[:3])
    assert candidate.hidden_names(NAMES[:3]) == ("Mood",)
    assert {each.hidden[0].states for each in shape.all_filled(3, [HiddenVariable(states=3)])} == {3}


@pytest.mark.parametrize(
    ("slots", "sentence"),
    [
        ((0, 1), '"Chain" has 3 places, and 2 variables were given. Fill every place with one variable.'),
        ((0, 1, 0), 'one variable was put into two places of "Chain". Put a different variable into each place.'),
        ((0, 1, 3), "there are 3 variables to choose from. Name one of them."),
        ((0, -1, 2), "there are 3 variables to choose from. Name one of them."),
    ],
)
def test_slots_that_cannot_be_filled_so(slots: tuple[int, ...], sentence: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        template_named("chain").filled(slots, 3)
    assert str(raised.value) == sentence


def test_places_that_are_still_free_are_no_doubles() -> None:
    refuse_double("Chain", (None, 1, None))
    with pytest.raises(InvalidInput, match='two places of "Chain"'):
        refuse_double("Chain", (1, None, 1))


def test_a_shape_that_nobody_knows() -> None:
    with pytest.raises(InvalidInput, match=r'there is no shape called "star"\. There are: "unrelated", "direct"'):
        template_named("star")
