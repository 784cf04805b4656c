"""Putting variables in line: each function takes places by name and returns those that change."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import fmean

Point = tuple[float, float]
DIGITS = 3


def in_a_row(points: Mapping[str, Point]) -> dict[str, Point]:
    """Return the places at one height, that of their middle."""
    height = round(fmean(y for _, y in points.values()), DIGITS)
    return {name: (x, height) for name, (x, _) in points.items()}


def in_a_column(points: Mapping[str, Point]) -> dict[str, Point]:
    """Return the places below one another, at their middle."""
    place = round(fmean(x for x, _ in points.values()), DIGITS)
    return {name: (place, y) for name, (_, y) in points.items()}


def spread(points: Mapping[str, Point]) -> dict[str, Point]:
    """Return the places equally far apart along the longer side of the rectangle around them; the outer ones stay."""
    spans = [max(each) - min(each) for each in zip(*points.values(), strict=True)]
    axis = 0 if spans[0] >= spans[1] else 1
    ordered = sorted(points, key=lambda name: (points[name][axis], points[name][1 - axis], name))
    first, step = points[ordered[0]][axis], spans[axis] / max(1, len(ordered) - 1)
    placed = {}
    for number, name in enumerate(ordered):
        at = round(first + step * number, DIGITS)
        x, y = points[name]
        placed[name] = (at, y) if axis == 0 else (x, at)
    return placed
