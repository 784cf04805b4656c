from __future__ import annotations

import subprocess
import sys

import pytest

from engine.hypotheses.candidate import Candidate, HiddenVariable
from engine.hypotheses.components import Component, decomposed
from engine.networks.dag import Dag
from engine.posterior.counts import Setting
from engine.posterior.latent.ways import Unfolding, ways_under
from engine.problems import InvalidInput
from tests.engine.posterior.latent.examples import OBSERVED, SET_A, SET_B, component


def unfolding(part: Component, states: int = 2) -> Unfolding:
    return Unfolding(part, (states,) * part.n, 1.0, part.districts)


def test_what_was_set_may_have_been_anything() -> None:
    part = component("A <-> B")
    assert [len(ways) for ways in ways_under(unfolding(part), OBSERVED).of_states] == [1, 1, 1, 1]
    assert [len(ways) for ways in ways_under(unfolding(part, 3), SET_A).of_states] == [3] * 9
    # B was set and tells of nothing, and A needs no answer of it.
    assert [len(ways) for ways in ways_under(unfolding(part), SET_B).of_states] == [1, 1, 1, 1]


def test_an_explicit_cause_is_in_one_of_its_states() -> None:
    part = component("A <- (C: 3) -> B")
    found = ways_under(unfolding(part), SET_A)
    assert [len(ways) for ways in found.of_states] == [3] * 4
    # P(C) and P(B | C): A's own table is not met.
    assert found.tables == {(2, None): (1, 3, 1.0), (1, None): (3, 2, 1 / 3)}


def test_every_way_is_another() -> None:
    part = component("A -> B, B -> D, A <-> B, B <-> D", 3)
    for setting in (Setting(mask) for mask in range(8)):
        for ways in ways_under(unfolding(part), setting).of_states:
            assert len(set(ways)) == len(ways)


def test_the_order_of_ways_is_the_same_in_every_process() -> None:
    # Names of replaced tables have other hashes in every process; sums and draws must not follow them.
    program = (
        "from engine.posterior.counts import Setting\n"
        "from engine.posterior.latent.layout import layouts\n"
        "from tests.engine.posterior.latent.examples import component\n"
        "settings = (Setting(0), Setting(1), Setting(0, ((0, 'other'), (1, 'one more'))))\n"
        "found = layouts(component('A -> B, A <-> B, A <- (C: 3) -> B'), (2, 2), 1.0, settings)\n"
        "print([each.leaves.tolist() for each in found])\n"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed}, check=True, capture_output=True, text=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(answers) == 1


def dense(n_causes: int) -> Component:
    # A has causes of its own, B is caused by A, and both have a hidden cause: B needs A's whole response.
    causes = range(2, 2 + n_causes)
    hidden = 2 + n_causes
    edges = [*((cause, 0) for cause in causes), (0, 1), (hidden, 0), (hidden, 1)]
    shape = Candidate(hidden, Dag.from_edges(hidden + 1, edges), (HiddenVariable("U"),))
    (part,) = decomposed(shape).components
    return part


def test_what_can_be_followed_and_what_not() -> None:
    unfolding(dense(3)).refuse_too_large()
    with pytest.raises(InvalidInput, match="Give it a number of states"):
        unfolding(dense(4)).refuse_too_large()


def test_no_experiment_has_more_ways_than_was_said_before() -> None:
    for part in (component("A -> B, A <-> B"), component("A <-> B, D -> A, A -> B", 3), dense(2)):
        (answers,) = unfolding(part).answers
        settings = [Setting(mask) for mask in range(1 << part.n)]
        reached = max(len(ways) for each in settings for ways in ways_under(unfolding(part), each).of_states)
        assert reached == answers.most_ways()


def test_explicit_causes_are_counted_too() -> None:
    edges = [*((cause, 0) for cause in range(1, 7)), (7, 0), (7, 6)]
    shape = Candidate(7, Dag.from_edges(8, edges), (HiddenVariable("U", 10),))
    (part,) = decomposed(shape).components
    unfolding(part, 3).refuse_too_large()
    with pytest.raises(InvalidInput, match="too many causes or states"):
        unfolding(part, 4).refuse_too_large()
