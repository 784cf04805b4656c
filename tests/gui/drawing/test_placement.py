"""Nodes spread over the room there is, and never touch."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, QSizeF

from gui.drawing.placement import ARROW_GAPS, LABEL_GAPS, MANY, Placement, placement

ROOM = QSizeF(450, 530)
MARGIN = 16
Points = dict[str, tuple[float, float]]

grid_points = st.lists(
    st.tuples(st.integers(-3, 3), st.integers(-3, 3)).map(lambda p: (float(p[0]), float(p[1]))),
    min_size=1,
    max_size=12,
    unique=True,
).map(lambda points: {f"v{number}": point for number, point in enumerate(points)})


def boxes_of(points: Points, width: float = 150, height: float = 80) -> dict[str, QRectF]:
    return {name: QRectF(-width / 2, -height / 2, width, height) for name in points}


def placed(points: Points, room: QSizeF = ROOM, **size: float) -> tuple[Placement, dict[str, QRectF]]:
    boxes = boxes_of(points, **size)
    found = placement(points, boxes, room, MARGIN, 1.0)
    return found, {name: boxes[name].translated(found.to_canvas(point)) for name, point in points.items()}


@given(grid_points)
def test_no_two_nodes_touch(points: Points) -> None:
    _, bodies = placed(points)
    assert not any(bodies[first].intersects(bodies[second]) for first, second in combinations(points, 2))


@given(grid_points)
def test_every_node_lies_in_the_canvas(points: Points) -> None:
    found, bodies = placed(points)
    assert all(QRectF(QPointF(), found.size).contains(body) for body in bodies.values())


@given(grid_points)
def test_the_canvas_has_the_shape_of_the_room(points: Points) -> None:
    found, _ = placed(points)
    assert found.size.width() >= ROOM.width()
    assert found.size.width() / found.size.height() == pytest.approx(ROOM.width() / ROOM.height())


@given(grid_points)
def test_the_way_back_gives_the_grid_point(points: Points) -> None:
    found, _ = placed(points)
    for point in points.values():
        x, y = found.to_grid(found.to_canvas(point))
        # places are whole pixels
        assert abs(x - point[0]) <= 0.5 / found.step.width() + 0.001
        assert abs(y - point[1]) <= 0.5 / found.step.height() + 0.001


def test_three_nodes_are_shown_at_full_size() -> None:
    found, _ = placed({"Sun": (0, -1), "Shorts": (-1, 1), "Ice cream": (1, 1)})
    assert found.size == ROOM


def test_a_wide_layer_is_shown_smaller() -> None:
    found, _ = placed({f"v{place}": (float(place), 0.0) for place in range(6)})
    assert found.size.width() > 6 * 150


def test_nodes_put_close_by_hand_do_not_drive_the_others_apart() -> None:
    apart: Points = {"Sun": (0, -1), "Shorts": (-1, 1), "Ice cream": (1, 1)}
    found, _ = placed({**apart, "Shorts": (0.9, 0.8)})
    assert found.size == ROOM


@pytest.mark.parametrize("gaps", [ARROW_GAPS, LABEL_GAPS])
def test_arrows_and_their_numbers_have_room_between_nodes_of_any_width(gaps: QSizeF) -> None:
    points: Points = {"Rain": (-1, 0), "Wet street after a long summer": (0, 0), "Path": (0, 1)}
    boxes = {name: QRectF(-100 - 3 * len(name), -22, 200 + 6 * len(name), 44) for name in points}
    found = placement(points, boxes, QSizeF(580, 150), MARGIN, 1.0, gaps)
    left, right, below = (boxes[name].translated(found.to_canvas(point)) for name, point in points.items())
    # places are whole pixels
    assert right.left() - left.right() >= gaps.width() - 1
    assert below.top() - right.bottom() >= gaps.height() - 1


def test_names_that_can_be_read_come_before_room_for_numbers() -> None:
    column: Points = {f"v{place}": (0.0, float(place)) for place in range(4)}
    boxes = boxes_of(column, height=44)
    low, high = QSizeF(363, 240), QSizeF(363, 400)
    assert placement(column, boxes, low, MARGIN, 1.0, LABEL_GAPS) == placement(column, boxes, low, MARGIN, 1.0)
    assert placement(column, boxes, high, MARGIN, 1.0, LABEL_GAPS).step.height() >= 44 + LABEL_GAPS.height()


def test_a_large_network_stands_closer_whatever_its_arrows_say() -> None:
    points: Points = {f"v{place}": (float(place), 0.0) for place in range(MANY + 1)}
    boxes = boxes_of(points)
    assert placement(points, boxes, ROOM, MARGIN, 1.0, LABEL_GAPS) == placement(points, boxes, ROOM, MARGIN, 1.0)


def test_more_room_draws_nodes_apart() -> None:
    points: Points = {"Sun": (0, -1), "Shorts": (-1, 1)}
    small, _ = placed(points)
    large, _ = placed(points, QSizeF(1400, 1000))
    assert large.step.width() > small.step.width()
    assert large.step.height() > small.step.height()


def test_a_graph_without_nodes_needs_no_room() -> None:
    assert placement({}, {}, ROOM, MARGIN, 1.0).size == ROOM
