"""What the exact engine calls 70 % probable is so 70 % of the time; a wrong score is not so calibrated."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from tests.studies.calibration import PICTURE, Stated, picture, study

# A right engine is beyond in one of ten bins with a chance below one in ten thousand; seeds are fixed.
LARGEST_SURPRISE = 4.5
# Chance alone leaves about 0.006 with so many arrows.
LARGEST_DEVIATION = 0.015


@pytest.fixture(scope="module")
def found() -> Stated:
    return study()


@pytest.fixture(scope="module")
def wrong() -> Stated:
    return study(rows_set_count=True)


def calibrated(stated: Stated) -> bool:
    return stated.deviation() <= LARGEST_DEVIATION and stated.surprise() <= LARGEST_SURPRISE


def test_stated_probabilities_come_true(found: Stated) -> None:
    assert found.n_arrows >= 10_000
    assert len(found.curve()) == 10
    assert calibrated(found), found.curve()


def test_a_wrong_score_fails_the_same_check(wrong: Stated) -> None:
    """Rows that were set count as watched: ten thousand arrows show it."""
    assert not calibrated(wrong)
    assert wrong.deviation() > 2 * LARGEST_DEVIATION


def test_the_stored_picture_is_of_this_study(found: Stated, wrong: Stated) -> None:
    stored, drawn = PICTURE.read_text(encoding="utf-8"), picture(found, wrong)
    ElementTree.fromstring(stored)
    places = [np.array(re.findall(r'cx="([\d.]+)" cy="([\d.]+)"', text), dtype=float) for text in (stored, drawn)]
    np.testing.assert_allclose(places[0], places[1], atol=1.0)
