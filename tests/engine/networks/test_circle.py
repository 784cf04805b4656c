from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from engine.networks.circle import circle_order
from tests.engine.strategies import PROPERTY


def length(order: tuple[int, ...], links: npt.NDArray[np.float64]) -> float:
    n = len(order)
    place = {node: index for index, node in enumerate(order)}
    return sum(
        links[a, b] * min(abs(place[a] - place[b]), n - abs(place[a] - place[b])) for a in range(n) for b in range(n)
    )


square = st.integers(1, 7).flatmap(lambda n: arrays(np.float64, (n, n), elements=st.floats(0, 1, width=16)))


@given(square)
@PROPERTY
def test_an_order_holds_every_node_once_and_is_never_longer_than_the_plain_one(links: npt.NDArray[np.float64]) -> None:
    order = circle_order(links)
    assert order[0] == 0
    assert sorted(order) == list(range(len(links)))
    assert length(order, links) <= length(tuple(range(len(links))), links) + 1e-9
    assert circle_order(links) == order


@pytest.mark.parametrize("seed", range(5))
def test_a_shuffled_ring_is_found_again(seed: int) -> None:
    rng = np.random.default_rng(seed)
    ring = rng.permutation(12)
    links = np.zeros((12, 12))
    links[ring, np.roll(ring, -1)] = 1.0
    order = circle_order(links)
    assert length(order, links) < 0.6 * length(tuple(range(12)), links)


def test_two_groups_stand_apart() -> None:
    links = np.zeros((8, 8))
    for a in range(8):
        for b in range(8):
            links[a, b] = float(a % 2 == b % 2 and a != b)
    order = circle_order(links)
    changes = sum(order[place] % 2 != order[place - 1] % 2 for place in range(8))
    assert changes == 2
