"""What is told of a race: means and errors over runs, who is ahead, how many steps it took; and courses refused."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.problems import InvalidInput
from engine.sessions.race import Course, Race

COURSE = Course(("best gain", "random"), 2, 5)


def made(entropy: list[list[list[float]]], highest: list[list[list[float]]] | None = None) -> Race:
    bits = np.array(entropy)
    weights = np.full_like(bits, 0.5) if highest is None else np.array(highest)
    return Race(COURSE, tuple(range(len(bits))), bits, weights, None, np.full(bits.shape[:2], 2), True)


def test_means_and_standard_errors_are_those_over_runs() -> None:
    found = made([[[2, 1, 0.5], [2, 2, 1]], [[2, 0, 0.1], [2, 1, 0.9]], [[2, 2, 0], [2, 0, 2]]])
    np.testing.assert_allclose(found.means("entropy"), [[2, 1, 0.2], [2, 1, 1.3]])
    # By hand: deviations -1, 0, 1 have variance 1; over the root of three runs.
    assert found.standard_errors("entropy")[:, 1] == pytest.approx([1 / math.sqrt(3)] * 2)
    assert found.standard_errors("entropy")[:, 0] == pytest.approx([0, 0])


def test_a_single_run_has_no_error() -> None:
    found = made([[[2, 1, 0.5], [2, 2, 1]]])
    assert np.isnan(found.standard_errors("entropy")).all()
    lead = found.lead("entropy", 0, 1, 2)
    assert lead.mean == pytest.approx(0.5)
    assert math.isnan(lead.standard_error)


def test_who_is_ahead_is_told_run_by_run() -> None:
    # Runs differ much, strategies within a run always by one bit: no doubt that the first is ahead.
    found = made([[[9, 9, level], [9, 9, level + 1]] for level in (0.0, 4.0, 8.0)])
    lead = found.lead("entropy", 0, 1, 2)
    assert lead == pytest.approx((1.0, 0.0))
    assert found.lead("entropy", 1, 0, 2).mean == pytest.approx(-1.0)


def test_of_the_weight_of_what_is_true_more_is_ahead() -> None:
    entropy = np.zeros((2, 2, 3))
    truth = np.array([[[0.1, 0.2, 0.9], [0.1, 0.2, 0.4]], [[0.1, 0.2, 0.8], [0.1, 0.2, 0.5]]])
    found = Race(COURSE, (1, 2), entropy, truth, truth, np.full((2, 2), 2), True)
    assert found.lead("truth", 0, 1, 2).mean == pytest.approx(0.4)
    with pytest.raises(LookupError):
        made([[[2, 1, 0.5], [2, 2, 1]]]).values("truth")


def test_steps_until_one_candidate_leads_for_sure_count_runs_that_got_there() -> None:
    weights = [[[0.3, 0.96, 0.2], [0.3, 0.5, 0.9]], [[0.3, 0.4, 0.95], [0.3, 0.96, math.nan]]]
    found = made(np.zeros((2, 2, 3)).tolist(), weights)
    first, second = found.finish(0), found.finish(1)
    assert (first.steps.mean, first.reached) == (1.5, 2)
    assert first.steps.standard_error == pytest.approx(0.5)
    assert (second.steps.mean, second.reached) == (1.0, 1)
    assert math.isnan(second.steps.standard_error)
    nobody = made(np.zeros((2, 2, 3)).tolist()).finish(0)
    assert nobody.reached == 0
    assert math.isnan(nobody.steps.mean)


@pytest.mark.parametrize(
    ("strategies", "steps", "rows", "said"),
    [
        (("random",), 2, 2, "at least two"),
        (("random", "random"), 2, 2, "chosen twice"),
        (("random", "human"), 0, 2, "0 steps"),
        (("random", "human"), 201, 2, "1 to 200"),
        (("random", "human"), 2, 20_000, "20,000 rows"),
    ],
)
def test_courses_that_nobody_can_run_are_refused(strategies: tuple, steps: int, rows: int, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        Course(strategies, steps, rows)
