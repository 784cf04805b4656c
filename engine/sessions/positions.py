"""Where the nodes lie, in grid steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

Point = tuple[float, float]


class Positions(Mapping[str, Point]):
    """An immutable map from the name of a variable to its place.

    The unit is one grid step; x grows to the right, y grows downwards.
    """

    __slots__ = ("_points",)

    def __init__(self, points: Mapping[str, Point] | None = None) -> None:
        self._points = {name: (float(x), float(y)) for name, (x, y) in (points or {}).items()}

    def __getitem__(self, name: str) -> Point:
        return self._points[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._points)

    def __len__(self) -> int:
        return len(self._points)

    def __hash__(self) -> int:
        return hash(frozenset(self._points.items()))

    def __repr__(self) -> str:
        return f"Positions({self._points})"

    def moved(self, changes: Mapping[str, Point]) -> Positions:
        """Return the positions with those in `changes` replaced or added."""
        return Positions({**self._points, **changes})
