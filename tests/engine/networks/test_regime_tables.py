"""Tables under a regime, and rows and probabilities that follow them."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from engine.data.simulation import simulate
from engine.networks.interventions import OBSERVATION, Regime, do, push, randomize, regime_problems, soft
from engine.networks.regime_tables import problems_in_network, table_in_force
from engine.problems import InvalidInput
from engine.questions.probabilities import marginals
from tests.engine.worlds import sprinkler

NEW = [[0.1, 0.9], [0.6, 0.4]]


def test_a_new_table_keeps_the_parents_and_setting_does_not() -> None:
    world = sprinkler()
    kept = table_in_force(world, 1, Regime((soft(1, NEW),)))
    assert kept.parents == (0,)
    np.testing.assert_array_equal(kept.probabilities, NEW)
    assert table_in_force(world, 1, Regime((do(1, 0),))).parents == ()
    assert table_in_force(world, 1, Regime((randomize(1),))).probabilities.tolist() == [0.5, 0.5]
    assert table_in_force(world, 1, OBSERVATION) is world.tables[1]


def test_probabilities_follow_the_new_table() -> None:
    world = sprinkler()
    found = marginals(world, Regime((soft(1, NEW),)))
    expected = np.zeros(2)
    for cloudy, state in product(range(2), range(2)):
        expected[state] += world.tables[0].probabilities[cloudy] * NEW[cloudy][state]
    np.testing.assert_allclose(found[1], expected)
    np.testing.assert_allclose(found[2], marginals(world)[2])
    assert found[3] != pytest.approx(marginals(world)[3])


def test_rows_follow_the_new_table_and_its_causes() -> None:
    rows = simulate(sprinkler(), 40_000, np.random.default_rng(2), Regime((soft(1, NEW),)))
    for cloudy in range(2):
        share = rows[rows[:, 0] == cloudy, 1].mean()
        assert share == pytest.approx(NEW[cloudy][1], abs=0.015)


def test_a_changed_variable_is_not_cut_off() -> None:
    regime = Regime((soft(1, NEW), do(2, 0)))
    assert (regime.targets, regime.changed, regime.mask) == (frozenset({2}), frozenset({1}), 0b100)
    assert regime.moved({1: 4, 2: 0}) == Regime((do(0, 0), soft(4, NEW)))
    assert hash(regime) == hash(Regime((do(2, 0), soft(1, np.array(NEW)))))
    with pytest.raises(InvalidInput, match="set twice"):
        Regime((soft(1), do(1, 0)))


def test_tables_are_the_same_where_entries_and_labels_are() -> None:
    assert soft(1, NEW).version == soft(2, np.array(NEW)).version
    assert soft(1).version != soft(1, label="drug").version
    assert soft(1).version != soft(1, NEW).version


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ([0.5, 0.6], "its new table does not fit. Give rows of 2 that add up to 1"),
        ([1.0], "its new table does not fit"),
        ([], "its new table does not fit"),
        ([1.5, -0.5], "its new table does not fit"),
        ([0.5, 0.5], "its new table has 2 entries. The table it replaces has 4"),
        (None, "its new table is not known"),
    ],
)
def test_tables_that_do_not_fit_are_refused(table: list[float] | None, message: str) -> None:
    world = sprinkler()
    regime = Regime((soft(1, table),))
    assert any(message in str(problem) for problem in problems_in_network(regime, world))
    with pytest.raises(InvalidInput, match=message):
        simulate(world, 1, np.random.default_rng(0), regime)
    with pytest.raises(InvalidInput, match=message):
        marginals(world, regime)


def test_recorded_rows_need_no_table() -> None:
    assert regime_problems(Regime((soft(1),)), sprinkler().variables) == ()


def test_a_push_lies_halfway_and_keeps_the_parents() -> None:
    world = sprinkler()
    pushed = table_in_force(world, 3, Regime((push(3, 1),)))
    assert pushed.parents == world.tables[3].parents
    np.testing.assert_allclose(pushed.probabilities[..., 1], (world.tables[3].probabilities[..., 1] + 1) / 2)
    np.testing.assert_allclose(pushed.probabilities.sum(axis=-1), 1)
    assert not problems_in_network(Regime((push(3, 1),)), world)
    rows = simulate(world, 40_000, np.random.default_rng(3), Regime((push(0, 0),)))
    assert rows[:, 0].mean() == pytest.approx(0.25, abs=0.01)
    np.testing.assert_allclose(marginals(world, Regime((push(0, 0),)))[0], [0.75, 0.25])


def test_pushes_have_versions_of_their_own_and_states_that_are_there() -> None:
    versions = {push(1, 0).version, push(1, 1).version, soft(1).version, soft(1, label="towards").version}
    assert len(versions) == 4
    assert push(1, 0).version == push(2, 0).version
    assert Regime((push(1, 0),)).changed == {1}
    problems = regime_problems(Regime((push(1, 2),)), sprinkler().variables)
    assert "pushed towards state 2" in str(problems[0])
