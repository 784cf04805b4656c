"""What is said where a number is about another moment than the one that is looked at."""

from __future__ import annotations

from engine.sessions.state import SessionState
from engine.sessions.wording import count_rows
from gui.controls.numbers import count
from gui.results import Results


def newest_words(results: Results) -> str:
    """Return that something looks ahead from the newest row; empty while that is the moment on show."""
    if results.following or results.past is None:
        return ""
    seen = int(results.past.rows[-1])
    return f"Looks ahead from all {count_rows(seen)}, not from row {count(results.n_rows)}."


def whole_batch_words(state: SessionState, results: Results) -> str:
    """Return that the batch the moment lies in counts whole; empty where the moment is the end of a batch."""
    past, shown = results.past, results.batches_shown
    if past is None or not 0 < shown <= len(state.dataset.batches):
        return ""
    end = int(past.rows[past.batch_ends[shown - 1]])
    if end == results.n_rows:
        return ""
    return f"Batch {count(shown)} counts whole, to row {count(end)}; you look at row {count(results.n_rows)}."
