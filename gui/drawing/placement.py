"""Where grid steps fall on a canvas: as far apart as there is room for, never so close that nodes touch.

All functions are pure. A graph keeps its shape but not its proportions: steps across and steps down are
stretched on their own, so that nodes are drawn at full size and the room goes into the arrows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF

Point = tuple[float, float]

# a graph of up to three nodes stays small; more nodes need the room for their arrows
FEW = 3
WIDEST_STEP, HIGHEST_STEP = 140.0, 150.0
WIDEST_SHARE, HIGHEST_SHARE = (0.3, 0.45), (0.28, 0.45)
# the least air between nodes: an arrow with its head, and in Belief one each way with their numbers
ARROW_GAPS = QSizeF(44.0, 36.0)
LABEL_GAPS = QSizeF(70.0, 70.0)
# where more air would make names smaller than this, they come before it
MOST_ZOOMED_OUT = 1.5
# in a large network nodes stand closer, and numbers are read once it is zoomed into
MANY = 15
CLOSER_GAPS = QSizeF(12.0, 21.6)
# nodes nearer than this were put there by hand and may touch
CLOSE = 0.6
SAME_ROW = 0.3


@dataclass(frozen=True)
class Placement:
    """A map from grid steps to the canvas and back.

    Attributes
    ----------
    step
        Size of one grid step.
    origin
        Where grid point (0, 0) falls.
    size
        Size of the canvas that the graph was placed in; the view shows it whole.
    """

    step: QSizeF
    origin: QPointF
    size: QSizeF

    def to_canvas(self, point: Point) -> QPointF:
        """Return where a grid point falls, on whole pixels."""
        x = self.origin.x() + point[0] * self.step.width()
        y = self.origin.y() + point[1] * self.step.height()
        return QPointF(round(x), round(y))

    def to_grid(self, place: QPointF) -> Point:
        """Return the grid point at a place, to a thousandth of a step."""
        x = (place.x() - self.origin.x()) / self.step.width()
        y = (place.y() - self.origin.y()) / self.step.height()
        return round(x, 3) + 0.0, round(y, 3) + 0.0


def placement(
    points: Mapping[str, Point],
    boxes: Mapping[str, QRectF],
    room: QSizeF,
    margin: float,
    scale: float,
    gaps: QSizeF = ARROW_GAPS,
) -> Placement:
    """Return how to place nodes in a room.

    Parameters
    ----------
    points
        Where each node lies, in grid steps.
    boxes
        The rectangle that each node covers around its middle, at full size.
    room
        Size of the view.
    margin
        To leave free along the edges of the view.
    scale
        Scale of type and lengths.
    gaps
        The least air across and down between two nodes, at a scale of 1; less in a large network, and where names
        would become too small for it.

    Returns
    -------
    Placement
        Its size is that of the room, or larger (of the same shape) where nodes would stand too near otherwise;
        the view must then zoom out.

    Notes
    -----
    Costs the square of the number of nodes.
    """
    free = QSizeF(max(1.0, room.width() - 2 * margin), max(1.0, room.height() - 2 * margin))
    if not points:
        return Placement(QSizeF(WIDEST_STEP * scale, HIGHEST_STEP * scale), QPointF(), room)
    across = [(points[name][0], boxes[name].left(), boxes[name].right()) for name in points]
    down = [(points[name][1], boxes[name].top(), boxes[name].bottom()) for name in points]
    more = len(points) > FEW
    widest = max(WIDEST_STEP * scale, WIDEST_SHARE[more] * free.width())
    highest = max(HIGHEST_STEP * scale, HIGHEST_SHARE[more] * free.height())
    wide = min(widest, _fitting(across, free.width()))
    for air in (gaps, ARROW_GAPS) if len(points) <= MANY else (CLOSER_GAPS,):
        least = _least_step(points, boxes, air * scale, wide)
        needed = _extent(across, least.width()) / free.width(), _extent(down, least.height()) / free.height()
        zoomed_out = max(1.0, *needed)
        if zoomed_out <= MOST_ZOOMED_OUT:
            break
    free *= zoomed_out
    step = QSizeF(
        max(least.width(), min(widest, _fitting(across, free.width()))),
        max(least.height(), min(highest, _fitting(down, free.height()))),
    )
    size = room * zoomed_out
    origin = QPointF(_centring(across, step.width(), size.width()), _centring(down, step.height(), size.height()))
    return Placement(step, origin, size)


_Span = tuple[float, float, float]


def _least_step(points: Mapping[str, Point], boxes: Mapping[str, QRectF], air: QSizeF, wide: float) -> QSizeF:
    """Return the smallest steps that leave air between all nodes, when steps across are at least `wide` in the end."""
    places = np.array(list(points.values()), dtype=np.float64)
    # What stands out to one side, such as a tab wider than its node, may hang over the air beside it.
    sizes = np.array([(2 * min(-box.left(), box.right()), box.height()) for box in (boxes[name] for name in points)])
    first, second = np.triu_indices(len(points), 1)
    dx, dy = np.abs(places[first] - places[second]).T
    far = np.maximum(dx, dy) >= CLOSE
    beside, below = ((sizes[first] + sizes[second]) / 2 + np.array([air.width(), air.height()])).T
    same_row = far & (dy < SAME_ROW)
    across = float(max(1.0, (beside[same_row] / dx[same_row]).max(initial=1.0)))
    in_the_way = far & (dy >= SAME_ROW) & (dx * max(across, wide) < beside)
    down = float(max(1.0, (below[in_the_way] / dy[in_the_way]).max(initial=1.0)))
    return QSizeF(across, down)


def _fitting(spans: list[_Span], room: float) -> float:
    """Return the largest step at which all spans (place, before, after) fit into the room."""
    place, before, after = np.array(spans, dtype=np.float64).T
    apart = place[:, None] - place
    wide = apart > 0
    steps = (room - after[:, None] + before)[wide] / apart[wide]
    return float(max(1.0, steps.min(initial=np.inf)))


def _ends(spans: list[_Span], step: float) -> tuple[float, float]:
    first = min(place * step + before for place, before, _ in spans)
    last = max(place * step + after for place, _, after in spans)
    return first, last


def _extent(spans: list[_Span], step: float) -> float:
    first, last = _ends(spans, step)
    return last - first


def _centring(spans: list[_Span], step: float, room: float) -> float:
    first, last = _ends(spans, step)
    return round((room - first - last) / 2)
