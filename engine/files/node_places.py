"""Places of nodes in the units of other programs, and in grid steps."""

from __future__ import annotations

import math
from collections.abc import Mapping
from statistics import median

from engine.sessions.positions import Point, Positions

PIXELS_A_STEP = 100.0
NEAREST, FARTHEST = 0.5, 3.0
MOST_MEASURED = 1000


def in_grid_steps(places: Mapping[str, Point], units_a_step: float = PIXELS_A_STEP, upwards: bool = False) -> Positions:
    """Return places in grid steps.

    Parameters
    ----------
    places
        Places in the units of the file.
    units_a_step
        How many of them make a grid step as this program writes such files.
    upwards
        Whether y grows upwards in the file.

    Notes
    -----
    Where most nodes would then lie nearer to one another than half a step or farther apart than three, all is drawn
    apart or together until their nearest neighbours are one step away: other programs use other units.
    """
    usable = {name: (x, y) for name, (x, y) in places.items() if math.isfinite(x) and math.isfinite(y)}
    if len(set(usable.values())) < 2 < len(usable) or not usable:
        # All in one place: nobody has placed them.
        return Positions()
    sign = -1.0 if upwards else 1.0
    steps = {name: (x / units_a_step, sign * y / units_a_step) for name, (x, y) in usable.items()}
    apart = _distance_of_neighbours(list(steps.values()))
    if apart is not None and not NEAREST <= apart <= FARTHEST:
        steps = {name: (round(x / apart, 3), round(y / apart, 3)) for name, (x, y) in steps.items()}
    return Positions({name: (x + 0.0, y + 0.0) for name, (x, y) in steps.items() if abs(x) < 1e6 and abs(y) < 1e6})


def _distance_of_neighbours(points: list[Point]) -> float | None:
    """Return the median distance of a point to its nearest neighbour; None where it tells nothing."""
    some = points[:MOST_MEASURED]
    if len(some) < 2:
        return None
    nearest = [
        min((math.dist(point, other) for place, other in enumerate(some) if place != number), default=0.0)
        for number, point in enumerate(some)
    ]
    apart = median(nearest)
    return apart if 0 < apart < math.inf else None
