"""Curves are clipped, cut and labelled where they should be."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPolygonF

from gui.drawing.geometry import arrow_head, bent, centred, clipped

coordinates = st.floats(-500, 500)
points = st.builds(QPointF, coordinates, coordinates)


def distance(a, b):
    return math.hypot(a.x() - b.x(), a.y() - b.y())


def test_a_straight_curve_is_a_line():
    curve = bent(QPointF(0, 0), QPointF(100, 0))
    assert curve.at(0.25) == QPointF(25, 0)
    assert curve.length() == pytest.approx(100)
    assert curve.direction(0.5) == QPointF(1, 0)


def test_a_curve_bends_to_its_left_and_its_return_to_the_other_side():
    there = bent(QPointF(0, 0), QPointF(100, 0), 34)
    back = bent(QPointF(100, 0), QPointF(0, 0), 34)
    assert there.at(0.5).y() == pytest.approx(-17)
    assert back.at(0.5).y() == pytest.approx(17)


@given(points, points, st.floats(-80, 80), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_a_part_runs_along_the_whole(start, end, bend, a, b, t):
    curve = bent(start, end, bend)
    first, last = sorted((a, b))
    part = curve.part(first, last)
    assert distance(part.at(t), curve.at(first + t * (last - first))) < 1e-6


@given(points, points, st.floats(-80, 80), st.floats(0, 1))
def test_going_back_from_the_end_covers_that_length(start, end, bend, share):
    curve = bent(start, end, bend)
    wanted = share * curve.length()
    rest = curve.part(curve.back_from_end(wanted), 1)
    assert rest.length() == pytest.approx(wanted, abs=0.5)


def test_going_back_further_than_the_curve_is_long_ends_at_its_start():
    assert bent(QPointF(0, 0), QPointF(10, 0)).back_from_end(50) == 0
    assert bent(QPointF(0, 0), QPointF(10, 0)).back_from_end(0) == 1


def test_clipping_leaves_the_gap_at_both_nodes():
    curve = bent(QPointF(0, 0), QPointF(0, 200))
    upper, lower = centred(QPointF(0, 0), QSizeF(100, 40)), centred(QPointF(0, 200), QSizeF(100, 40))
    shown = clipped(curve, [upper], [lower], 3)
    assert shown is not None
    assert shown.start.y() == pytest.approx(23, abs=0.01)
    assert shown.end.y() == pytest.approx(177, abs=0.01)


def test_clipping_ends_at_the_tab_of_a_node():
    curve = bent(QPointF(0, 0), QPointF(0, 200))
    node, tab = QRectF(-50, 180, 100, 40), QRectF(-20, 156, 60, 24)
    shown = clipped(curve, [QRectF(-10, -10, 20, 20)], [node, tab], 3)
    assert shown is not None
    assert shown.end.y() == pytest.approx(153, abs=0.01)


def test_nothing_shows_between_nodes_that_overlap():
    curve = bent(QPointF(0, 0), QPointF(20, 0))
    node = QSizeF(100, 40)
    assert clipped(curve, [centred(QPointF(0, 0), node)], [centred(QPointF(20, 0), node)], 3) is None


@given(st.floats(150, 400), st.floats(0, 2 * math.pi), st.floats(-40, 40))
def test_what_shows_never_touches_a_node(radius, angle, bend):
    end = QPointF(radius * math.cos(angle), radius * math.sin(angle))
    size = QSizeF(80, 44)
    nodes = [centred(QPointF(0, 0), size), centred(end, size)]
    shown = clipped(bent(QPointF(0, 0), end, bend), nodes[:1], nodes[1:], 3)
    assert shown is not None
    grown = [node.adjusted(-2.9, -2.9, 2.9, 2.9) for node in nodes]
    assert not any(node.contains(shown.at(step / 50)) for node in grown for step in range(51))


boxes = st.builds(QRectF, coordinates, coordinates, st.floats(1, 200), st.floats(1, 200))


@given(points, points, st.floats(-80, 80), boxes, boxes)
def test_what_shows_begins_where_a_walk_along_the_curve_last_leaves_the_node(start, end, bend, first, second):
    curve = bent(start, end, bend)
    shown = clipped(curve, [first, second], [], 0)
    walked = [step / 500 for step in range(501)]
    inside = [t for t in walked if first.contains(curve.at(t)) or second.contains(curve.at(t))]
    if shown is None:
        assert any(rect.adjusted(-1, -1, 1, 1).contains(end) for rect in (first, second)) or start == end
        return
    if inside:
        # the walk has steps: it may leave up to one of them before the curve does
        assert distance(shown.end, end) < 1e-6
        assert shown.length() <= curve.part(inside[-1], 1).length() + 1e-3
    grown = [rect.adjusted(0.01, 0.01, -0.01, -0.01) for rect in (first, second)]
    assert not any(rect.contains(shown.at(step / 500)) for rect in grown for step in range(501))


def test_a_head_points_along_its_direction():
    head = arrow_head(QPointF(10, 0), QPointF(1, 0), 10)
    assert isinstance(head, QPolygonF)
    corners = [head.at(index) for index in range(3)]
    assert corners[0] == QPointF(10, 0)
    assert [corner.x() for corner in corners[1:]] == [0, 0]
    assert corners[1].y() == -corners[2].y() == pytest.approx(4.75)
    assert head.containsPoint(QPointF(3, 0), Qt.FillRule.WindingFill)
