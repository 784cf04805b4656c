"""Statements about other priors on the same rows, and about numbers of structures."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.posterior.assumptions import PRIORS, Assumptions
from engine.problems import InvalidInput
from engine.questions.claims import Claims
from engine.sessions.state import SessionState
from tests.engine.reference import VALUES
from tests.engine.sessions.measuring import candidates, checked, coin_pair, measured, situation

ROWS = [[5, 2], [1, 4]]


def watched(prior: str = "uniform") -> SessionState:
    return situation(coin_pair(obs=ROWS), candidates("unrelated", "A -> B", "B -> A"), Assumptions(2.0, prior=prior))


@pytest.mark.parametrize("prior", [name for name in PRIORS if name != "own"])
@pytest.mark.parametrize("text", ["weight of A -> B", "entropy", "prior of unrelated", "edge A -> B probability"])
def test_under_another_prior_statements_say_what_they_would_with_it(prior: str, text: str) -> None:
    assert measured(f"{text} with prior {prior}", watched()) == pytest.approx(measured(text, watched(prior)), rel=1e-12)


def test_claims_can_be_those_of_somebody_with_another_prior() -> None:
    known = VALUES["C6_pundit"]
    state = situation(coin_pair(), candidates("unrelated", "A -> B"), Assumptions(prior="scientist"))
    claims = Claims(known["N"], known["truth_P_indep"], known["threshold"])
    assert measured("precision of claims with prior pundit", state, claims) == pytest.approx(known["precision"])
    assert checked("false claims with prior pundit > 100 * false claims", state, claims).holds


def test_weights_by_hand_give_way_to_a_rule() -> None:
    space = candidates("unrelated", "A -> B")
    state = situation(coin_pair(), space, Assumptions(prior="own", weights=(3.0, 1.0)))
    assert measured("prior of unrelated", state) == pytest.approx(0.75)
    assert measured("prior of unrelated with prior uniform", state) == pytest.approx(0.5)


def test_a_prior_stands_with_one_quantity_or_with_a_bracket() -> None:
    state = watched()
    one, both = "weight of unrelated", "(weight of unrelated + weight of A -> B) with prior pundit"
    assert measured(f"{one} + weight of A -> B with prior pundit", state) == pytest.approx(
        measured(one, state) + measured("weight of A -> B", watched("pundit"))
    )
    assert measured(both, state) == pytest.approx(1 - measured("weight of B -> A", watched("pundit")))


@pytest.mark.parametrize("text", ["entropy with prior", "entropy with prior own", "entropy with prior even"])
def test_rules_that_are_not_there_are_refused_by_a_list(text: str) -> None:
    with pytest.raises(InvalidInput, match="There are: uniform, edges"):
        measured(text, watched())


def test_structures_are_counted_over_any_number_of_variables() -> None:
    state = watched()
    for n, (count, alone) in enumerate(zip(VALUES["dag_counts"][:6], VALUES["mec_singletons"][:6], strict=True), 1):
        assert checked(f"structures over {n} variables = {count}", state).holds
        assert checked(f"alone by watching over {n} variables = {alone}", state).holds
    assert not checked("structures over 3 variables = 24", state).holds


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("structures over 41 variables", "Give 0 to 40"),
        ("structures over 2.5 variables", "over how many variables"),
        ("structures over variables", "over how many variables"),
        ("alone by watching over 6", '"variables" is missing'),
    ],
)
def test_numbers_of_variables_are_read_with_care(text: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        measured(text, watched())


@pytest.mark.parametrize(
    ("text", "value"),
    [("81/87", 81 / 87), ("12 / 3 / 2", 2), ("rows / 3 * 2", 8), ("rows / (3 * 2)", 2), ("2 / rows", 1 / 6)],
)
def test_division_goes_from_left_to_right(text: str, value: float) -> None:
    assert measured(text, watched()) == pytest.approx(value, rel=1e-15)


def test_shares_of_counts_are_exact_and_nothing_is_divided_by_zero() -> None:
    assert checked("alone by watching over 3 variables / structures over 3 variables = 4/25", watched()).holds
    assert math.isnan(measured("1 / (rows - 12)", watched()))
    assert np.isnan(measured("rows / (candidates - 3)", watched()))
    with pytest.raises(InvalidInput, match="divided by 0"):
        measured("1/0", watched())
