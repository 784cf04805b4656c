"""The lane says what was done, batches of one kind taken together."""

from __future__ import annotations

from engine.sessions.verbs import Act, Release, SetByHand, Watch
from gui.timeline.spans import spans_of
from tests.gui.weights.histories import USUAL, played
from tests.gui.worlds import shorts_session


def test_every_kind_of_doing_has_its_words() -> None:
    state = played(shorts_session(), Watch(40), SetByHand("Shorts", "yes"), Act(10), SetByHand("Shorts"), Act(1))
    spans = spans_of(state.dataset.batches, state.variables)
    assert [(span.start, span.end, span.kind, span.text) for span in spans] == [
        (0, 40, "watch", "watched 40"),
        (40, 50, "act", "Shorts = yes"),
        (50, 51, "randomise", "Shorts at random"),
    ]
    assert [span.tip for span in spans] == [
        "Rows 1 to 40: watched",
        "Rows 41 to 50: set Shorts = yes by hand (do)",
        "Row 51: set Shorts at random by hand (do)",
    ]


def test_watching_twice_in_a_row_is_one_span() -> None:
    state = played(shorts_session(), Watch(1000), Watch(500), *USUAL[1:], Release(), Watch(5))
    spans = spans_of(state.dataset.batches, state.variables)
    assert [span.text for span in spans] == ["watched 1,500", "Shorts = yes", "Shorts = no", "watched 5"]
    assert spans[-1].end == state.dataset.n_rows
