"""How a race is drawn: lines where their numbers are, names that do not overlap, and no line like another."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication

from engine.sessions.race import Course, Race
from engine.sessions.strategies import STRATEGIES
from gui.race.painting import Lines, labels_of, points_of, ticks_of
from gui.race.pens import pen_of
from gui.theme import Theme
from gui.timeline.frame import Frame

N_STEPS = 5


@pytest.fixture
def lines(qapp: QApplication) -> Lines:
    rng = np.random.default_rng(4)
    bits = 4 - np.cumsum(rng.random((3, 6, N_STEPS + 1)) * 0.6, axis=2)
    bits[:, 5, 4:] = np.nan
    found = Race(Course(STRATEGIES, N_STEPS, 10), (1, 2, 3), bits, bits / 4, None, np.full((3, 6), N_STEPS), True)
    return Lines.of(found, "entropy")


def frame(height: int) -> Frame:
    return Frame(QRect(40, 20, 300, 0), QRect(40, 20, 300, height), N_STEPS, Theme())


def test_points_lie_where_their_numbers_are_and_a_person_ends_early(lines: Lines) -> None:
    plot = frame(200)
    points = points_of(lines, 0, plot).toList()
    assert [point.x() for point in points] == [40 + 60 * step for step in range(6)]
    for step, point in enumerate(points):
        assert (220 - point.y()) / 200 * lines.high == pytest.approx(lines.heights[0, step])
    upper = points_of(lines, 0, plot, 1.0).toList()
    assert (points[3].y() - upper[3].y()) / 200 * lines.high == pytest.approx(lines.errors[0, 3])
    assert len(points_of(lines, 5, plot).toList()) == lines.ends[5] + 1 == 4


@pytest.mark.parametrize("height", [60, 90, 200, 500])
def test_all_six_names_have_a_place_of_their_own_in_the_plot(lines: Lines, height: int) -> None:
    labels = labels_of(lines, frame(height))
    assert sorted(label.line for label in labels) == list(range(6))
    places = [label.y for label in labels]
    assert all(right - left >= min(17, height / 5) - 1e-6 for left, right in pairwise(places))
    assert 20 <= places[0] <= places[-1] <= 20 + height + 1e-6
    ends = [lines.heights[label.line, lines.ends[label.line]] for label in labels]
    assert ends == sorted(ends, reverse=True)


def test_numbers_at_the_left_are_written_alike(lines: Lines) -> None:
    shares, texts = zip(*ticks_of(lines, frame(200)), strict=True)
    assert shares[0] == 0
    assert all(0 <= share <= 1 for share in shares)
    assert len({len(text.partition(".")[2]) for text in texts}) == 1


@pytest.mark.parametrize("dark", [False, True])
def test_no_line_is_like_another_in_colour_or_in_dashes_alone(dark: bool) -> None:
    pens = {strategy: pen_of(strategy, Theme(dark=dark)) for strategy in STRATEGIES}
    assert len({pen.color().name() for pen in pens.values()}) == 6
    dashes = [tuple(pens[strategy].dashPattern()) for strategy in STRATEGIES[:-1]]
    assert len(set(dashes)) == 5
