"""Ends of batches are marked where there is room for a mark."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtCore import QRect

from gui.theme import Theme
from gui.timeline.frame import Frame
from gui.timeline.furniture import BETWEEN_ENDS, shown_ends
from gui.timeline.spans import Span


def marked_slowly(frame: Frame, ends: Sequence[int], first: Sequence[int]) -> tuple[int, ...]:
    """Return the ends to mark by comparing each with every mark before it."""
    gap = frame.theme.px(BETWEEN_ENDS)
    marks = [0, frame.n_rows]
    for end in (*first, *ends):
        if all(abs(frame.x_of(end) - frame.x_of(mark)) >= gap for mark in marks):
            marks.append(end)
    return tuple(sorted(marks[2:]))


@pytest.mark.parametrize("seed", range(12))
def test_marks_are_those_that_stand_clear_of_all_marks_before(seed: int) -> None:
    rng = np.random.default_rng(seed)
    ends = tuple(int(end) for end in np.cumsum(rng.integers(1, 30, 60)))
    turns = sorted(int(end) for end in rng.choice(ends, 3, replace=False))
    spans = [Span(start, end, "watch", "", "") for start, end in zip((0, *turns), turns, strict=False)]
    frame = Frame(QRect(0, 0, 600, 19), QRect(30, 24, int(rng.integers(100, 900)), 100), ends[-1], Theme())
    shown = shown_ends(frame, SimpleNamespace(batch_ends=ends, n_rows=ends[-1]), spans)
    assert shown == marked_slowly(frame, ends, turns)
    assert 0 < len(shown) < len(ends)
