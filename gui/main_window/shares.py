"""How docks share the width and the height of the desk: as planned, or as a person left them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Literal, NamedTuple

from PySide6.QtCore import QRect

Room = Literal["wide", "narrow", "small"]
UPPER = ("lesson", "world", "belief", "experiment")
# Shares of the width for the upper docks, by which of them there are: a lesson needs no more than a column.
WIDE_SHARES = {
    ("lesson", "world", "belief", "experiment"): (0.19, 0.285, 0.3, 0.225),
    ("world", "belief", "experiment"): (0.37, 0.37, 0.26),
    ("belief", "experiment"): (0.72, 0.28),
}
NARROW_SHARES = {
    ("lesson", "world", "belief"): (0.27, 0.365, 0.365),
    ("world", "belief", "experiment"): (0.365, 0.365, 0.27),
    ("belief", "experiment"): (0.68, 0.32),
}
LOWER_SHARES = {"weights": 0.41, "candidates": 0.59}
# Share of the width for what one does and reads, in a small window; the graphs take the rest.
SMALL_SHARE = 0.46


class Shares(NamedTuple):
    """Shares of the whole width and the whole height, by the names of docks; docks without one take what is left."""

    across: Mapping[str, float]
    down: Mapping[str, float]


def planned_shares(room: Room, shown: Collection[str]) -> Shares:
    """Return how docks share a window of this room by default, where these are shown in it."""
    if room == "small":
        left = "lesson" if "lesson" in shown else "experiment"
        return Shares({left: SMALL_SHARE, "belief": 1 - SMALL_SHARE}, {})
    narrow, weights = room == "narrow", "weights" in shown
    # Side by side above; tabs behind others do not count.
    upper = tuple(name for name in UPPER if name in shown)
    if narrow and "lesson" in upper:
        upper = tuple(name for name in upper if name != "experiment")
    across = dict(zip(upper, (NARROW_SHARES if narrow else WIDE_SHARES).get(upper, ()), strict=False))
    share = 0.64 if narrow else 0.67 if weights else 0.7
    down = {"belief": share, "weights" if weights else "candidates": 1 - share}
    return Shares(across if narrow else {**across, **LOWER_SHARES}, down)


def kept_shares(whole: QRect, places: Mapping[str, QRect]) -> Shares:
    """Return the shares of docks in their places now; a dock behind a tab lies outside of the whole, and has none."""
    inside = {name: place for name, place in places.items() if whole.intersects(place)}
    return Shares(
        {name: place.width() / whole.width() for name, place in inside.items()},
        {name: place.height() / whole.height() for name, place in inside.items()},
    )
