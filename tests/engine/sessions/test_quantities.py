from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from engine.posterior.posterior import Posterior
from engine.problems import InvalidInput
from engine.sessions.expectation_grammar import parse_value
from engine.sessions.quantities import Number, Product, Rows, Sum, holds_only
from tests.engine.posterior.latent.examples import coins
from tests.engine.sessions.measuring import candidates, checked, coin_pair, measured, situation, vocabulary


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2 * 3 + 4", 10),
        ("4 + 2 * 3", 10),
        ("(4 + 2) * 3", 18),
        ("-(4 - 2) * 3", -6),
        ("2 * (1 - (1/2 - 0.25)) * rows", 24),
        ("1e-3 * 1000", 1),
    ],
)
def test_products_bind_stronger_than_sums_and_brackets_group(text: str, value: float) -> None:
    assert measured(text, situation(coin_pair(obs=[[7, 1], [1, 7]]))) == pytest.approx(value)


def test_products_of_counts_are_exact_and_others_need_a_tolerance() -> None:
    state = situation(coin_pair(obs=[[7, 1], [1, 7]]))
    assert checked("rows * 2 = 4 * (candidates + 4)", state).holds
    with pytest.raises(InvalidInput, match=r"\+- 0\.001"):
        checked("2 * weight of unrelated = 0.02", state)
    assert checked("2 * weight of unrelated = 0.0195 +- 0.0001", state).holds


def test_what_a_quantity_is_made_of_is_seen_through_sums_and_products() -> None:
    counted = Sum(((1, Product((Number(2.0), Rows()))), (-1, Number(1.0))))
    assert holds_only(counted, Number, Rows)
    assert not holds_only(counted, Number)


def test_what_has_no_value_leaves_a_sum_without_value() -> None:
    world = parse_value("P(A = s1)", replace(vocabulary(situation(coin_pair())), world=coins(2)))
    state = situation(coin_pair())
    posterior = Posterior(candidates("unrelated"), np.ones(1), 0.0)
    assert math.isnan(Sum(((1, world.quantity), (-1, Number(1.0)))).measure(state, posterior))
    assert math.isnan(Product((world.quantity, Number(0.0))).measure(state, posterior))


@pytest.mark.parametrize("text", ["2 *", "(2 + 3", "2 + * 3", "()", "2 3"])
def test_half_a_sum_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        parse_value(text, vocabulary(situation(coin_pair())))
