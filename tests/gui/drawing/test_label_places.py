"""Labels of arrows touch nothing, hide little, and give way where there is no room."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, QSizeF

from gui.drawing.geometry import Curve, bent, centred
from gui.drawing.label_places import AWAY_COSTS, PLACES, PREFERRED, SAMPLES, label_places

SIZE = QSizeF(34, 18)


def line(x1: float, y1: float, x2: float, y2: float, bend: float = 0.0):
    return bent(QPointF(x1, y1), QPointF(x2, y2), bend)


def test_a_label_alone_stands_near_the_middle() -> None:
    curve = line(0, 0, 200, 0)
    (place,) = label_places([curve], [SIZE], [])
    assert place.center() == curve.at(PREFERRED)


def test_labels_touch_neither_nodes_nor_one_another() -> None:
    rng = np.random.default_rng(3)
    ends = rng.uniform(0, 500, size=(20, 4))
    nodes = [QRectF(200, 200, 90, 40), QRectF(50, 300, 90, 40)]
    curves = [line(*row, bend=34) for row in ends]
    places = [place for place in label_places(curves, [SIZE] * 20, nodes) if not place.isEmpty()]
    assert len(places) > 10
    assert not any(first.intersects(second) for first, second in combinations([*places, *nodes], 2))


def test_crossing_lines_are_not_hidden_where_that_can_be_helped() -> None:
    flat, steep = line(0, 0, 200, 0), line(92, -100, 92, 100)
    place, _ = label_places([flat, steep], [SIZE, SIZE], [])
    assert not any(place.contains(steep.at(step / 50)) for step in range(51))


def test_a_label_without_room_is_hidden() -> None:
    short = line(0, 0, 40, 0)
    (place,) = label_places([short], [SIZE], [QRectF(-50, -20, 60, 40), QRectF(30, -20, 60, 40)])
    assert place.isEmpty()


def test_who_comes_first_chooses_first() -> None:
    curve = line(0, 0, 40, 0)
    first, second = label_places([curve, curve], [SIZE, SIZE], [])
    assert not first.isEmpty()
    assert second.isEmpty()


def test_a_label_may_not_hide_most_of_its_own_arrow() -> None:
    curve = line(0, 0, 50, 0)
    (allowed,) = label_places([curve], [SIZE], [])
    (refused,) = label_places([curve], [SIZE], [], most_hidden=0.5)
    assert not allowed.isEmpty()
    assert refused.isEmpty()


def test_nothing_to_label_is_no_trouble() -> None:
    assert label_places([], [], []) == []


def one_by_one(curves: list[Curve], sizes: list[QSizeF], nodes: list[QRectF], air: float = 2.0) -> list[QRectF]:
    """The slow twin: every place of every label is tried with Qt's own rectangles."""
    taken = [node.adjusted(-air, -air, air, air) for node in nodes]
    places = []
    for curve, size in zip(curves, sizes, strict=True):
        others = [other.at(step / (SAMPLES - 1)) for other in curves if other is not curve for step in range(SAMPLES)]
        tried = []
        for number, t in enumerate(PLACES):
            place = centred(curve.at(t), size)
            if not any(place.intersects(rect) for rect in taken):
                hidden = sum(place.contains(point) for point in others)
                tried.append((AWAY_COSTS * abs(t - PREFERRED) + hidden, number, place))
        place = min(tried, key=lambda each: each[:2])[2] if tried else QRectF()
        places.append(place)
        if tried:
            taken.append(place.adjusted(-air, -air, air, air))
    return places


@pytest.mark.parametrize("seed", range(8))
def test_places_are_those_of_the_slow_twin(seed: int) -> None:
    rng = np.random.default_rng(seed)
    curves = [line(*row, bend=rng.choice([-34.0, 0.0, 20.0])) for row in rng.uniform(0, 300, size=(16, 4))]
    sizes = [QSizeF(rng.choice([20.0, 34.0]), 18) for _ in curves]
    nodes = [QRectF(*corner, 60, 30) for corner in rng.uniform(0, 300, size=(5, 2))]
    places, twins = label_places(curves, sizes, nodes), one_by_one(curves, sizes, nodes)
    assert [place.isEmpty() for place in places] == [twin.isEmpty() for twin in twins]
    assert len({place.center().x() for place in places}) > 8
    for place, twin in zip(places, twins, strict=True):
        assert place.center().x() == pytest.approx(twin.center().x(), abs=1e-9)
        assert place.center().y() == pytest.approx(twin.center().y(), abs=1e-9)
