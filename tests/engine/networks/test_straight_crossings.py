"""Straight arrows: which cross and which run over nodes, beside a slow and obvious way to tell."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.networks.straight_crossings import (
    HALF_HEIGHT,
    HALF_WIDTH,
    runs_over_nodes,
    straight_crossings,
    untangled,
)

GRID = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 4)), min_size=2, max_size=7, unique=True)


@st.composite
def drawings(draw: st.DrawFn) -> tuple[np.ndarray, list[tuple[int, int]]]:
    points = draw(GRID)
    pairs = [pair for pair in combinations(range(len(points)), 2) if points[pair[0]][1] != points[pair[1]][1]]
    edges = [pair for pair in pairs if draw(st.booleans())]
    return np.array(points, dtype=float), edges


def side(a: np.ndarray, b: np.ndarray, c: np.ndarray) -> Fraction:
    (ax, ay), (bx, by), (cx, cy) = (tuple(map(Fraction, each.tolist())) for each in (a, b, c))
    return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)


@given(drawings())
def test_crossings_are_counted_as_by_hand(drawing: tuple[np.ndarray, list[tuple[int, int]]]) -> None:
    points, edges = drawing
    counted = 0
    for (a, b), (c, d) in combinations(edges, 2):
        if not {a, b} & {c, d}:
            p, q, r, s = (points[each] for each in (a, b, c, d))
            counted += side(p, q, r) * side(p, q, s) < 0 and side(r, s, p) * side(r, s, q) < 0
    assert straight_crossings(points, edges) == counted


def test_arrows_over_nodes_are_seen() -> None:
    points = np.array([[0.0, 0.0], [0.0, 1.0], [0.0, 2.0], [HALF_WIDTH + 0.01, 1.0], [1.0, 1 + HALF_HEIGHT + 0.01]])
    assert runs_over_nodes(points, [(0, 2)]) == 1
    assert runs_over_nodes(points, [(0, 1), (1, 2)]) == 0
    assert runs_over_nodes(points[[0, 2, 3]], [(0, 1)]) == 0
    assert runs_over_nodes(np.array([[0.0, 1.5], [2.0, 1.5], [1.0, 1.5 + HALF_HEIGHT / 2]]), [(0, 1)]) == 1


@given(drawings())
def test_untangling_keeps_heights_and_makes_nothing_worse(drawing: tuple[np.ndarray, list[tuple[int, int]]]) -> None:
    points, edges = drawing
    after = untangled(points, edges)
    assert (after[:, 1] == points[:, 1]).all()

    def bad(places: np.ndarray) -> float:
        return straight_crossings(places, edges) + 1.5 * runs_over_nodes(places, edges)

    length = sum(np.hypot(*(points[a] - points[b])) for a, b in edges)
    assert bad(after) <= bad(points) + 0.02 * length


def test_two_arrows_that_cross_are_untangled() -> None:
    points = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    assert straight_crossings(points, [(0, 3), (1, 2)]) == 1
    assert straight_crossings(untangled(points, [(0, 3), (1, 2)]), [(0, 3), (1, 2)]) == 0
