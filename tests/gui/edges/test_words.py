"""What is said of the pairs of variables."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from gui.edges.words import best_sentence


def links(level: int, n: int = 6) -> Any:
    shares = np.full((n, n), 0.1)
    shares.flat[[place for place in range(n * n) if place % (n + 1)][:level]] = 0.9
    return SimpleNamespace(n=n, probabilities=lambda _relation: shares, errors=lambda _relation: np.zeros((n, n)))


def test_a_few_level_arrows_are_named_and_many_counted() -> None:
    names = [f"V{place}" for place in range(6)]
    arrow = "\N{RIGHTWARDS ARROW}"
    few = best_sentence(names, links(4), "edge")
    assert few.startswith(f"Ringed: the most probable, V0 {arrow} V1, V0 {arrow} V2, V0 {arrow} V3 and V0 {arrow} V4,")
    many = best_sentence(names, links(9), "edge")
    assert many == f"Ringed: the most probable, V0 {arrow} V1, V0 {arrow} V2 and 7 more, 0.900, level."
