from __future__ import annotations

import math

import pytest

from engine.posterior.assumptions import Assumptions
from engine.problems import InvalidInput


def test_what_is_assumed_when_nothing_is_said() -> None:
    assert Assumptions() == Assumptions(equivalent_sample_size=1.0, prior="uniform", max_parents=None)


@pytest.mark.parametrize("size", [1e-300, 0.5, 1, 1e6, 1e300])
def test_sizes_that_will_do(size: float) -> None:
    assert Assumptions(size).equivalent_sample_size == size


@pytest.mark.parametrize("size", [0, -1, -math.inf, math.nan])
def test_a_size_that_is_not_above_zero(size: float) -> None:
    with pytest.raises(InvalidInput, match=r"the equivalent sample size is .*\. It must be a number above 0\."):
        Assumptions(size)


@pytest.mark.parametrize("size", [5e-324, 1e-301, 1.1e300, math.inf])
def test_a_size_beyond_all_reckoning(size: float) -> None:
    with pytest.raises(InvalidInput, match=r"Choose one nearer to 1\."):
        Assumptions(size)


def test_all_faults_at_once() -> None:
    with pytest.raises(InvalidInput) as raised:
        Assumptions(0, "flat", -1)
    assert [str(problem) for problem in raised.value.problems] == [
        "the equivalent sample size is 0. It must be a number above 0.",
        'there is no prior called "flat". There are: "uniform", "edges", "parents", "classes", "depth", '
        '"orders", "scientist", "pundit", "own".',
        "at most -1 parents were asked for. Ask for 0 or more.",
    ]
