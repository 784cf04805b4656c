"""Tables made by rule agree with the rule written out cell by cell; drawn networks keep to what was asked for."""

from __future__ import annotations

from itertools import product
from math import exp, prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.networks.generators import (
    dirichlet_table,
    function_table,
    logistic_table,
    noisy_and,
    noisy_or,
    present_state,
    random_network,
    uniform_table,
)
from engine.networks.variables import Variable
from engine.problems import InvalidInput
from tests.engine.strategies import FEW

chances = st.integers(0, 10).map(lambda tenths: tenths / 10)


@st.composite
def gates(draw: st.DrawFn) -> tuple[list[int], list[int], list[float], float]:
    shape = draw(st.lists(st.integers(2, 3), min_size=1, max_size=4))
    present = [draw(st.integers(0, size - 1)) for size in shape]
    strengths = [draw(chances) for _ in shape[1:]]
    return shape, present, strengths, draw(chances)


def cells(shape: list[int], present: list[int]) -> list[tuple[tuple[int, ...], list[bool]]]:
    rows = product(*(range(size) for size in shape[:-1]))
    return [(row, [code == there for code, there in zip(row, present, strict=False)]) for row in rows]


@FEW
@given(gates())
def test_noisy_gates_follow_their_formula(gate: tuple[list[int], list[int], list[float], float]) -> None:
    shape, present, strengths, leak = gate
    either, both = noisy_or(shape, strengths, leak, present), noisy_and(shape, strengths, leak, present)
    for row, there in cells(shape, present):
        absent = (1 - leak) * prod(1 - s for s, is_there in zip(strengths, there, strict=True) if is_there)
        held = (1 - leak) * prod(1 - s for s, is_there in zip(strengths, there, strict=True) if not is_there)
        assert either[row][present[-1]] == pytest.approx(1 - absent)
        assert both[row][present[-1]] == pytest.approx(held)
    assert either.sum(axis=-1) == pytest.approx(1)
    assert both.sum(axis=-1) == pytest.approx(1)


@FEW
@given(gates(), st.floats(-4, 4))
def test_logistic_tables_add_up_log_odds(
    gate: tuple[list[int], list[int], list[float], float], intercept: float
) -> None:
    shape, present, weights, _ = gate
    table = logistic_table(shape, weights, intercept, present)
    for row, there in cells(shape, present):
        odds = intercept + sum(weight for weight, is_there in zip(weights, there, strict=True) if is_there)
        assert table[row][present[-1]] == pytest.approx(1 / (1 + exp(-odds)))


def test_functions_are_gates_without_chance() -> None:
    shape, present = (2, 2, 2), (0, 0, 0)
    truth = {name: function_table(shape, name, present)[..., 0].tolist() for name in ("or", "and", "xor", "copy")}
    assert truth == {
        "or": [[1, 1], [1, 0]],
        "and": [[1, 0], [0, 0]],
        "xor": [[0, 1], [1, 0]],
        "copy": [[1, 1], [0, 0]],
    }
    assert function_table(shape, "not", present, parent=1)[..., 0].tolist() == [[0, 1], [0, 1]]
    assert np.array_equal(function_table(shape, "or", present), noisy_or(shape, (1, 1), 0, present))
    assert np.array_equal(function_table(shape, "and", present), noisy_and(shape, (1, 1), 0, present))


def test_a_parent_with_as_many_states_is_copied_state_by_state() -> None:
    table = function_table((2, 3, 3), "copy", (0, 0, 0), parent=1)
    assert np.array_equal(table[0], np.eye(3))
    assert np.array_equal(table[1], np.eye(3))


def test_what_is_left_of_a_row_is_shared_alike() -> None:
    assert noisy_or((2, 3), (0.4,), 0.0, (0, 1))[0] == pytest.approx([0.3, 0.4, 0.3])
    assert np.array_equal(noisy_or((2, 1), (0.4,), 0.0, (0, 0)), np.ones((2, 1)))


def test_even_and_drawn_tables() -> None:
    assert np.array_equal(uniform_table((2, 4)), np.full((2, 4), 0.25))
    drawn = dirichlet_table((300, 3), 2.0, np.random.default_rng(5))
    assert drawn.sum(axis=-1) == pytest.approx(1)
    # A Dirichlet of three equal parameters 2 has the variance 2/63 in each cell.
    assert drawn.mean(axis=0) == pytest.approx([1 / 3] * 3, abs=0.04)
    assert drawn.var(axis=0) == pytest.approx([2 / 63] * 3, rel=0.3)
    again = dirichlet_table((300, 3), 2.0, np.random.default_rng(5))
    assert np.array_equal(drawn, again)


def test_a_tiny_concentration_gives_all_to_one_state() -> None:
    drawn = dirichlet_table((50, 2), 1e-12, np.random.default_rng(1))
    assert set(drawn.max(axis=-1).tolist()) == {1.0}
    assert 10 < drawn[:, 0].sum() < 40


@pytest.mark.parametrize(
    ("states", "code"),
    [(("yes", "no"), 0), (("off", "on"), 1), (("False", "True"), 1), (("low", "mid", "top"), 2), (("0", "1"), 1)],
)
def test_the_state_that_says_something_is_there_is_known_by_its_name(states: tuple[str, ...], code: int) -> None:
    assert present_state(Variable("A", states)) == code


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (lambda: uniform_table([10] * 7), "10,000,000 cells"),
        (lambda: uniform_table([2] * 100), "Up to 1,000,000 can be kept"),
        (lambda: dirichlet_table((2,), 0.0, np.random.default_rng(1)), "must be above 0"),
        (lambda: noisy_or((2, 2), (1.5,), 0, (0, 0)), "1.5 is no probability"),
        (lambda: noisy_or((2, 2), (0.5, 0.5), 0, (0, 0)), "2 numbers are given for 1 causes"),
        (lambda: noisy_and((2, 2), (0.5,), 0, (0, 2)), "present do not fit"),
        (lambda: logistic_table((2, 2), (float("nan"),), 0, (0, 0)), "not a number"),
        (lambda: function_table((2,), "copy", (0,)), "no cause that it could follow"),
        (lambda: random_network(0, 0.5, (2, 2), np.random.default_rng(1)), "0 variables"),
        (lambda: random_network(5, 1.5, (2, 2), np.random.default_rng(1)), "density is 1.5"),
        (lambda: random_network(5, 0.5, (3, 2), np.random.default_rng(1)), "3 to 2 states"),
        (lambda: random_network(9, 0.5, (9, 9), np.random.default_rng(1), most_parents=8), "cells"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(make, what: str) -> None:
    with pytest.raises(InvalidInput, match=what):
        make()


def test_a_drawn_network_has_the_size_density_and_states_asked_for() -> None:
    network = random_network(60, 0.05, (2, 4), np.random.default_rng(3), most_parents=5)
    assert len(network.variables) == 60
    assert {variable.cardinality for variable in network.variables} == {2, 3, 4}
    # 1,770 pairs, each joined with probability 0.05: 88.5 arrows, give or take 9.
    assert 60 < len(network.dag.edges()) < 117
    assert max(len(table.parents) for table in network.tables) <= 5
    again = random_network(60, 0.05, (2, 4), np.random.default_rng(3), most_parents=5)
    assert network == again


@pytest.mark.parametrize(("density", "arrows"), [(0.0, 0), (1.0, 0 + 1 + 2 + 2 + 2 + 2)])
def test_arrows_beyond_the_most_are_left_out(density: float, arrows: int) -> None:
    network = random_network(6, density, (2, 2), np.random.default_rng(3), most_parents=2)
    assert len(network.dag.edges()) == arrows
