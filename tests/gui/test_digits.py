"""Which candidates bear the digits 1 to 6, and that rounding does not choose them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from engine.hypotheses.space import HypothesisSpace, every_dag, listed
from engine.networks.dag import Dag
from gui.results import assigned_digits

ALL = every_dag(range(3))


def history(highest: dict[int, float], space: HypothesisSpace = ALL) -> Any:
    weights = np.full(len(space), 0.01)
    weights[list(highest)] = list(highest.values())
    return SimpleNamespace(space=space, highest=weights)


def test_those_that_were_highest_have_digits_in_order() -> None:
    seen = {20: 0.9, 4: 0.8, 9: 0.7, 11: 0.6, 2: 0.5, 17: 0.4, 3: 0.3}
    assert assigned_digits(history(seen), ()) == (20, 4, 9, 11, 2, 17)


def test_what_differs_by_rounding_alone_keeps_the_order_of_the_space() -> None:
    level = {candidate: 0.2 * (1 + candidate * 1e-14) for candidate in range(3, 12)}
    assert assigned_digits(history(level), ()) == (3, 4, 5, 6, 7, 8)
    assert assigned_digits(history({**level, 11: 0.2 * (1 + 1e-8)}), ()) == (11, 3, 4, 5, 6, 7)


def test_a_digit_stays_and_newcomers_take_those_that_fell_free() -> None:
    seen = {20: 0.9, 4: 0.8, 9: 0.7, 11: 0.6, 2: 0.5, 17: 0.4}
    assert assigned_digits(history(seen), (17, 3, 4, 5, 9, 20)) == (17, 11, 4, 2, 9, 20)


def test_a_list_that_somebody_chose_keeps_its_order() -> None:
    space = listed((0, 1), [Dag((0, 1)), Dag((0, 0)), Dag((2, 0))])
    assert assigned_digits(history({2: 0.9}, space), (2, 1)) == (0, 1, 2)
