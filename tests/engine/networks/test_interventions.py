from __future__ import annotations

import pytest

from engine.networks.interventions import OBSERVATION, Regime, do, randomize, regime_problems
from engine.networks.variables import Variable
from engine.problems import InvalidInput

VARIABLES = (Variable("A", ("no", "yes")), Variable("B", ("low", "middle", "high")))


def sentences(*interventions: object) -> list[str]:
    return [str(problem) for problem in regime_problems(Regime(interventions), VARIABLES)]  # type: ignore[arg-type]


def test_watching_sets_nothing() -> None:
    assert OBSERVATION.targets == frozenset()
    assert OBSERVATION.mask == 0
    assert Regime() == OBSERVATION


def test_targets_and_mask() -> None:
    regime = Regime((randomize(3), do(0, 1)))
    assert regime.targets == {0, 3}
    assert regime.mask == 0b1001
    assert regime.on(3) == randomize(3)
    assert regime.on(1) is None


def test_the_order_in_which_variables_are_set_does_not_matter() -> None:
    assert Regime((do(0, 1), randomize(1))) == Regime((randomize(1), do(0, 1)))
    assert hash(Regime((do(0, 1), randomize(1)))) == hash(Regime((randomize(1), do(0, 1))))


def test_one_variable_cannot_be_set_twice() -> None:
    with pytest.raises(InvalidInput, match=r"one variable is set twice at once\. Set each variable once\."):
        Regime((do(0, 1), do(0, 0)))


def test_setting_again_replaces_and_releasing_frees() -> None:
    regime = Regime((do(0, 1),)).with_intervention(do(1, 2)).with_intervention(randomize(0))
    assert regime == Regime((randomize(0), do(1, 2)))
    assert regime.without(0) == Regime((do(1, 2),))
    assert regime.without(0).without(1) == OBSERVATION
    assert OBSERVATION.without(5) == OBSERVATION


def test_moving_renames_the_targets_and_keeps_the_rest() -> None:
    regime = Regime((do(0, 1), randomize(2, (0.2, 0.8))))
    assert regime.moved({0: 5, 2: 1}) == Regime((randomize(1, (0.2, 0.8)), do(5, 1)))


def test_a_regime_that_fits_has_no_problems() -> None:
    assert sentences(do(0, 1), randomize(1, (0.2, 0.3, 0.5))) == []
    assert sentences(randomize(0), randomize(1)) == []


@pytest.mark.parametrize("target", [-1, 2])
def test_a_variable_that_does_not_exist(target: int) -> None:
    assert sentences(do(target, 0)) == [f"there is no variable number {target}. There are 2."]


@pytest.mark.parametrize("state", [-1, 2, 3])
def test_a_state_that_does_not_exist(state: int) -> None:
    assert sentences(do(0, state)) == [
        f"A: it is set to state {state}, which it does not have. Its states have the codes 0 to 1."
    ]


@pytest.mark.parametrize(
    "distribution", [(), (0.5, 0.5), (0.5, 0.5, 0.1), (1.5, -0.5, 0.0), (0.5, float("nan"), 0.5), (0.2, 0.3, 0.49)]
)
def test_a_distribution_that_does_not_fit(distribution: tuple[float, ...]) -> None:
    assert sentences(randomize(1, distribution)) == [
        "B: the distribution to draw it from does not fit. Give 3 probabilities that add up to 1."
    ]


def test_all_faults_at_once() -> None:
    assert len(sentences(do(0, 9), randomize(1, (1.0,)), do(7, 0))) == 3
