"""What writing, filling, locking and normalising make of a table."""

from __future__ import annotations

import numpy as np
import pytest

from gui.tables.sheet import Refused, Sheet, fault_sentence
from gui.tables.subject import Subject, frozen_rows, seen_rows, subject_of
from tests.gui.tables.lawn import lawn_session


def wet() -> Sheet:
    subject, rows = subject_of(lawn_session(), "Wet grass")
    return Sheet(subject, rows)


def test_rows_are_named_by_how_the_causes_fall() -> None:
    subject = wet().subject
    assert [subject.configuration(row) for row in range(4)] == [
        ("off", "no"),
        ("off", "yes"),
        ("on", "no"),
        ("on", "yes"),
    ]
    assert subject.place(2) == "Wet grass, third row"
    assert subject.spoken(2) == "Sprinkler is on, Rain is no"
    assert Subject(subject.variable).place(0) == "Wet grass"


def test_others_make_up_for_a_written_cell_only_when_asked() -> None:
    one = np.array([[0.4]])
    assert wet().written(1, 0, one, keep=True).rows[1] == pytest.approx([0.4, 0.6])
    loose = wet().written(1, 0, one, keep=False)
    assert loose.rows[1].tolist() == [0.4, 0.1]
    assert loose.faults() == (1,)
    assert fault_sentence(loose) == "Wet grass, second row: 0.40 and 0.10 add up to 0.50. They must add up to 1."
    assert loose.normalised().rows[1] == pytest.approx([0.8, 0.2])
    assert fault_sentence(wet()) == ""


def test_a_pasted_block_may_be_of_counts() -> None:
    pasted = wet().written(0, 0, np.array([[3.0, 1.0], [1.0, 1.0]]), keep=True)
    assert pasted.rows[:2].tolist() == [[0.75, 0.25], [0.5, 0.5]]
    with pytest.raises(Refused, match="first row: 3 is above 1"):
        wet().written(0, 0, np.array([[3.0, 1.0]]), keep=False)


def test_empty_cells_of_a_block_stay() -> None:
    assert wet().written(1, 0, np.array([[np.nan, 0.3]]), keep=True).rows[1] == pytest.approx([0.7, 0.3])


def test_a_block_that_does_not_fit_is_refused() -> None:
    with pytest.raises(Refused, match=r"has 3 by 1 cells and there is room for 2 by 2"):
        wet().written(2, 0, np.zeros((3, 1)), keep=True)


def test_filling_down() -> None:
    assert wet().filled_down(1, 0, 3, 1, keep=True).rows[:, 0].tolist() == [0.0, 0.9, 0.9, 0.9]
    assert wet().filled_down(1, 0, 1, 2, keep=True).rows[1].tolist() == [0.0, 1.0]
    with pytest.raises(Refused, match="no row above"):
        wet().filled_down(0, 0, 1, 1, keep=True)


def test_locked_cells_stay_whatever_comes() -> None:
    locked = wet().with_locks(1, 0, 1, 1)
    assert locked.filled_down(0, 0, 4, 2, keep=True).rows[1] == pytest.approx([0.9, 0.1])
    assert locked.replaced(np.full((4, 2), 0.5)).rows.tolist() == [
        [0.5, 0.5],
        [0.9, pytest.approx(0.1)],
        [0.5, 0.5],
        [0.5, 0.5],
    ]
    with pytest.raises(Refused, match=r"second row: A cell is locked and it leaves 0.1 for"):
        locked.written(1, 1, np.array([[0.5]]), keep=True)
    assert not locked.with_locks(1, 0, 1, 1).locked.any()


def test_long_rows_are_cut_short_in_sentences() -> None:
    subject = Subject(wet().subject.variable)
    sheet = Sheet(subject, frozen_rows([[0.3] * 2]))
    assert fault_sentence(sheet) == "Wet grass: 0.30 and 0.30 add up to 0.60. They must add up to 1."
    many = Sheet(subject, frozen_rows([[0.1] * 6, [0.1] * 6]))
    assert "0.10 and so on add up to 0.60" in fault_sentence(many)
    assert fault_sentence(many).endswith("So it is in 1 more.")


def test_rows_are_not_seen_where_a_cause_is_hidden() -> None:
    from tests.gui.worlds import slots_session

    assert seen_rows(slots_session(), "A") is None
    found = seen_rows(slots_session(), "C")
    assert found is not None
    assert found.tolist() == [0]
