"""Stepping through time, forwards and backwards, never past an end."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gui.timeline import moments
from gui.weights.stack import Stack


def made(rows: list[int], ends: tuple[int, ...]) -> Stack:
    return Stack(np.array(rows, dtype=np.int64), (1,), np.ones((1, len(rows))), ends)


STACK = made([0, 10, 20, 40, 40, 50], (20, 40, 40, 50))


def test_steps_go_from_checkpoint_to_checkpoint() -> None:
    assert moments.after(STACK, 10) == 20
    assert moments.after(STACK, 10, 2) == moments.after(STACK, 20)
    assert moments.after(STACK, 10, 99) == 50
    assert moments.before(STACK, 20) == 10


def test_a_batch_without_rows_is_stepped_over() -> None:
    assert moments.before(STACK, 40) == 20
    assert moments.after(STACK, 40) == 50


def test_ends_are_kept() -> None:
    assert moments.before(STACK, 0) == 0
    assert moments.after(STACK, 50) == 50
    assert moments.batch_before(STACK, 5) == 0
    assert moments.batch_after(STACK, 50) == 50


def test_batches_are_stepped_by_their_ends() -> None:
    assert moments.batch_before(STACK, 45) == 40
    assert moments.batch_after(STACK, 0) == 20


@given(st.floats(0, 50))
def test_no_checkpoint_is_nearer_than_the_nearest(place: float) -> None:
    found = moments.nearest(STACK, place)
    assert found in STACK.rows
    assert abs(found - place) <= np.abs(STACK.rows - place).min() + 1e-9
