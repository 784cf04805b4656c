"""What each batch said of a link, through mouse and keys: its bits are those of belief before and after."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from engine.data.dataset import Batch, Dataset
from engine.hypotheses.space import every_dag
from engine.posterior import digest_history
from engine.posterior.assumptions import Assumptions
from engine.posterior.enumeration import enumerate_posterior
from engine.sessions.actions import apply
from engine.sessions.state import SessionState, session_from_dataset
from engine.sessions.verbs import Act, Release, SetByHand, Watch
from gui.controls.numbers import arrow_probability, signed
from gui.edges.panel import EdgesPanel
from gui.edges.witness_words import LOOK_BACK, POOLED
from tests.gui.past_of_sums import ROWS, six
from tests.gui.worlds import Ring, shorts_session, slots_session, wide_table

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(ring: Ring, qtbot: QtBot) -> EdgesPanel:
    panel = EdgesPanel(ring.document, ring.analysis, ring.jobs)
    qtbot.addWidget(panel)
    panel.resize(560, 900)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.activateWindow()
    return panel


def rests(ring: Ring, panel: EdgesPanel, qtbot: QtBot) -> None:
    def quiet() -> bool:
        asking = (panel._inquiry.standing, panel._coursing.standing)
        return ring.is_quiet() and panel.pages.has_answer and not any(each.working for each in asking)

    qtbot.waitUntil(quiet)


def shows(ring: Ring, panel: EdgesPanel, qtbot: QtBot, state: SessionState) -> SessionState:
    ring.document.reset(state)
    rests(ring, panel, qtbot)
    return state


def three_batches() -> SessionState:
    state = shorts_session()
    for action in (Watch(40), SetByHand("Sun", "yes"), Act(10), Release("Sun"), SetByHand("Shorts", "no"), Act(20)):
        state = apply(state, action)
    return state


def picks(panel: EdgesPanel, qtbot: QtBot, cause: int, effect: int) -> None:
    qtbot.mouseClick(panel.map, LEFT, pos=panel.map.cell_rect(cause, effect).center().toPoint())


def chances(state: SessionState, cause: int, effect: int, *, ancestor: bool = False) -> list[float]:
    """Return how probable a link is after each batch, every posterior worked out by itself."""
    found = []
    for n_batches in range(len(state.dataset.batches) + 1):
        prefix = Dataset(state.variables, state.dataset.batches[:n_batches])
        posterior = enumerate_posterior(prefix, every_dag(state.space.over), Assumptions())
        table = posterior.ancestor_probabilities if ancestor else posterior.edge_probabilities
        found.append(float(table[cause, effect]))
    return found


def log_odds(share: float) -> float:
    return math.log2(share / (1 - share))


def line_of(panel: EdgesPanel, place: int) -> QPoint:
    index = panel.story.list.model().index(place, 0)
    panel.story.list.scrollTo(index)
    return panel.story.list.visualRect(index).center()


@pytest.mark.parametrize("ancestor", [False, True])
def test_bits_of_batches_are_how_the_odds_moved(ring: Ring, panel: EdgesPanel, qtbot: QtBot, ancestor: bool) -> None:
    state = shows(ring, panel, qtbot, three_batches())
    if ancestor:
        qtbot.mouseClick(panel.switch.buttons()[1], LEFT)
    picks(panel, qtbot, 0, 1)
    shares = chances(state, 0, 1, ancestor=ancestor)
    moved = [log_odds(after) - log_odds(before) for before, after in pairwise(shares)]
    entries = panel.story.list.entries
    assert [abs(entry.bits) for entry in entries] == pytest.approx(sorted(map(abs, moved), reverse=True), abs=1e-9)
    by_number = {entry.number: entry for entry in entries}
    for place, bits in enumerate(moved, start=1):
        assert by_number[str(place)].bits == pytest.approx(bits, abs=1e-9)
        assert by_number[str(place)].told == signed(bits, 2)
    assert by_number["2"].words == "Set Sun = yes, 10 rows"
    total = log_odds(shares[-1]) - log_odds(shares[0])
    assert sum(entry.bits for entry in entries) == pytest.approx(total, abs=1e-9)
    assert panel.story.total.text().startswith(f"In all {signed(total, 2)} bits: ")
    loudest = max(range(3), key=lambda place: abs(moved[place]))
    assert f"batch {loudest + 1} (" in panel.story.sentence.text()
    assert panel.story.note.text() == LOOK_BACK


def test_lines_are_the_probabilities_after_each_batch(ring: Ring, panel: EdgesPanel, qtbot: QtBot) -> None:
    state = shows(ring, panel, qtbot, three_batches())
    picks(panel, qtbot, 0, 1)
    course = panel.story.chart.moments
    assert course is not None
    there, back = chances(state, 0, 1), chances(state, 1, 0)
    np.testing.assert_allclose(course.shares[0], there, atol=1e-9)
    np.testing.assert_allclose(course.shares[1], back, atol=1e-9)
    np.testing.assert_allclose(course.shares.sum(axis=0), 1.0, atol=1e-9)
    assert course.rows.tolist() == [0, 40, 50, 70]
    arrow = "\N{RIGHTWARDS ARROW}"
    assert course.names == (f"Sun {arrow} Shorts", f"Shorts {arrow} Sun", "no arrow")
    assert f"Sun {arrow} Shorts {there[-1]:.3f}" in panel.story.chart.accessibleDescription()


def test_a_click_on_a_batch_takes_all_panels_to_its_end(ring: Ring, panel: EdgesPanel, qtbot: QtBot) -> None:
    state = shows(ring, panel, qtbot, three_batches())
    picks(panel, qtbot, 0, 1)
    qtbot.mouseClick(panel.story.order.buttons()[1], LEFT)
    assert [entry.number for entry in panel.story.list.entries] == ["1", "2", "3"]
    qtbot.mouseClick(panel.story.list.viewport(), LEFT, pos=line_of(panel, 1))
    rests(ring, panel, qtbot)
    assert (ring.analysis.results.n_rows, ring.analysis.results.following) == (50, False)
    assert (panel.story.list.shown, panel.story.chart.row) == (50, 50)
    assert panel.cell.text().endswith(f"{chances(state, 0, 1)[2]:.3f}, exact")
    # The last one is the present.
    qtbot.mouseClick(panel.story.list.viewport(), LEFT, pos=line_of(panel, 2))
    rests(ring, panel, qtbot)
    assert ring.analysis.results.following
    assert panel.story.list.shown is None


def test_by_keys_alone(ring: Ring, panel: EdgesPanel, qtbot: QtBot) -> None:
    shows(ring, panel, qtbot, three_batches())
    picks(panel, qtbot, 0, 1)
    order = panel.story.order.buttons()[1]
    order.setFocus()
    qtbot.keyClick(order, Qt.Key.Key_Space)
    lines = panel.story.list
    lines.setFocus()
    lines.setCurrentIndex(lines.model().index(2, 0))
    qtbot.keyClick(lines, Qt.Key.Key_Home)
    spoken = lines.model().data(lines.currentIndex(), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Batch 1, Watched, 40 rows: ")
    assert spoken.endswith("bits for, exact")
    qtbot.keyClick(lines, Qt.Key.Key_Return)
    rests(ring, panel, qtbot)
    assert ring.analysis.results.n_rows == 40
    panel.story.chart.setFocus()
    qtbot.keyClick(panel.story.chart, Qt.Key.Key_PageDown)
    rests(ring, panel, qtbot)
    assert ring.analysis.results.n_rows == 50
    qtbot.keyClick(panel.story.chart, Qt.Key.Key_End)
    rests(ring, panel, qtbot)
    assert ring.analysis.results.following


def test_a_tip_says_the_numbers_of_that_moment(ring: Ring, panel: EdgesPanel, qtbot: QtBot) -> None:
    state = shows(ring, panel, qtbot, three_batches())
    picks(panel, qtbot, 0, 1)
    chart = panel.story.chart
    place = QPoint(round(chart.frame.x_of(40)), chart.frame.plot.center().y()).toPointF()
    assert chart.tip_at(place).splitlines()[:2] == [
        "After 40 rows, exact",
        f"Sun \N{RIGHTWARDS ARROW} Shorts: {chances(state, 0, 1)[1]:.3f}",
    ]


def test_without_rows_it_says_the_first_step(ring: Ring, panel: EdgesPanel, qtbot: QtBot) -> None:
    shows(ring, panel, qtbot, shorts_session())
    assert panel.story.waiting.isVisible()
    assert panel.story.waiting.text().startswith("No rows yet. Watch 10 rows, or set something: then it can be said")
    ring.document.perform(Watch(10))
    rests(ring, panel, qtbot)
    assert not panel.story.waiting.isVisible()
    assert len(panel.story.list.entries) == 1


def test_sums_over_many_variables_have_a_story_and_a_way_back(ring: Ring, panel: EdgesPanel, qtbot: QtBot) -> None:
    table = wide_table(7, 60, 3)
    parts = tuple(Batch(table.batches[0].values[first : first + 20]) for first in (0, 20, 40))
    shows(ring, panel, qtbot, session_from_dataset("Wide", Dataset(table.variables, parts), range(7)))
    picks(panel, qtbot, 1, 4)
    assert len(panel.story.list.entries) == 3
    assert panel.story.note.text() == LOOK_BACK
    digest = ring.analysis.results.digest
    course = panel.story.chart.moments
    assert digest is not None
    assert course is not None
    assert course.shares[0, -1] == pytest.approx(digest.edge_probabilities[1, 4], abs=1e-9)
    panel.story.order.choose(1)
    qtbot.mouseClick(panel.story.list.viewport(), LEFT, pos=line_of(panel, 1))
    rests(ring, panel, qtbot)
    earlier, sums = ring.analysis.results.digest, ring.analysis.results.sums
    assert sums is not None
    assert earlier is sums.digests[2]
    assert earlier is not digest
    assert panel.cell.text().endswith(f"{earlier.edge_probabilities[1, 4]:.3f}, exact")
    assert arrow_probability(float(earlier.edge_probabilities[1, 4])) in panel.map.accessibleDescription()
    assert course.shares[0, 2] == pytest.approx(earlier.edge_probabilities[1, 4], abs=1e-9)


def test_without_its_beginning_there_is_no_story_until_somebody_goes_there(
    ring: Ring, panel: EdgesPanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digest_history, "STEPS", 0)
    shows(ring, panel, qtbot, six())
    picks(panel, qtbot, 1, 4)
    qtbot.waitUntil(lambda: "was not worked out" in panel.story.waiting.text(), timeout=20_000)
    ring.analysis.select_rows(0)
    qtbot.waitUntil(lambda: len(panel.story.list.entries) == 1, timeout=20_000)
    assert panel.story.note.text().startswith(POOLED)
    ring.analysis.select_rows(3 * ROWS)
    qtbot.waitUntil(lambda: len(panel.story.list.entries) == 2, timeout=20_000)


def test_estimates_say_their_errors(ring: Ring, panel: EdgesPanel, qtbot: QtBot) -> None:
    state = slots_session("unrelated", "A -> B", "A <- (C: 3) -> B, A -> B", "A <- (C) -> B")
    for action in (Watch(20), SetByHand("A", "yes"), Act(30)):
        state = apply(state, action)
    shows(ring, panel, qtbot, state)
    picks(panel, qtbot, 0, 1)
    assert any("\N{PLUS-MINUS SIGN}" in entry.told for entry in panel.story.list.entries)
    assert panel.story.total.text().endswith("sampled).")
    # Nothing in the list leads from B to A.
    picks(panel, qtbot, 1, 0)
    assert panel.story.total.text().startswith("Ruled out from the start")


def test_very_many_batches_are_taken_together(
    ring: Ring, panel: EdgesPanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.questions.link_course.MOST", 10)
    state = shorts_session()
    for _ in range(25):
        state = apply(state, Watch(2))
    shows(ring, panel, qtbot, apply(state, Watch(40)))
    picks(panel, qtbot, 0, 1)
    entries = panel.story.list.entries
    assert len(entries) <= 10
    assert panel.story.note.text().startswith(POOLED)
    shares = chances(ring.document.state, 0, 1)
    total = log_odds(shares[-1]) - log_odds(shares[0])
    assert sum(entry.bits for entry in entries) == pytest.approx(total, abs=1e-9)
    assert any(" to " in entry.number and "batches, " in entry.words for entry in entries)


def test_looking_back_does_not_lead_to_another_pair(ring: Ring, panel: EdgesPanel, qtbot: QtBot) -> None:
    shows(ring, panel, qtbot, three_batches())
    pair = panel.map.here
    assert pair == panel.map.best[0]
    qtbot.mouseClick(panel.story.order.buttons()[1], LEFT)
    for place in (0, 1):
        qtbot.mouseClick(panel.story.list.viewport(), LEFT, pos=line_of(panel, place))
        rests(ring, panel, qtbot)
        assert panel.map.here == pair
    # Others were the most probable then.
    assert panel.map.best[0] != pair
