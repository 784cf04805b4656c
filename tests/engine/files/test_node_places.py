"""Places of other programs become places in grid steps."""

from __future__ import annotations

import math

import pytest

from engine.files.node_places import in_grid_steps


def test_a_hundred_pixels_are_a_step() -> None:
    assert dict(in_grid_steps({"A": (100, 50), "B": (300, 50)})) == {"A": (1, 0.5), "B": (3, 0.5)}


def test_upwards_is_turned_round() -> None:
    assert dict(in_grid_steps({"A": (0, 100), "B": (0, 200)}, upwards=True)) == {"A": (0, -1), "B": (0, -2)}


@pytest.mark.parametrize("unit", [0.01, 1, 1e4])
def test_other_units_are_drawn_apart_until_neighbours_are_a_step_away(unit: float) -> None:
    places = in_grid_steps({"A": (0, 0), "B": (0, unit), "C": (unit, 0)})
    assert dict(places) == {"A": (0, 0), "B": (0, 1), "C": (1, 0)}


def test_nodes_that_nobody_placed_are_left_to_be_laid_out() -> None:
    assert len(in_grid_steps({"A": (5, 5), "B": (5, 5), "C": (5, 5)})) == 0
    assert len(in_grid_steps({})) == 0
    assert dict(in_grid_steps({"A": (math.nan, 0), "B": (100, math.inf), "C": (100, 0)})) == {"C": (1, 0)}
