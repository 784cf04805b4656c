"""The whole window with six variables: every panel goes back in time with the weights, also from a saved file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QWidget

from engine.posterior.digest import Digest
from engine.sessions.actions import apply
from engine.sessions.state import SessionState, session_from_network
from engine.sessions.verbs import Act, Release, SetByHand, Watch
from gui.analysis import PAST
from gui.belief.picture import belief_graph
from gui.controls.numbers import bits, probability
from gui.main_window.filming import film_of
from tests.engine.worlds import asia
from tests.gui.main_window.person import Person
from tests.gui.past_of_sums import Gate, after, six

LEFT = Qt.MouseButton.LeftButton
ENDS = (60, 100, 130, 230)
SIX = (1, 2, 3, 4, 5, 7)


def played() -> SessionState:
    state = session_from_network("Six of eight", asia(), SIX)
    for action in (Watch(60), Watch(40), SetByHand("S", "0"), Act(30), Release(), Watch(100)):
        state = apply(state, action)
    assert tuple(np.cumsum([batch.n_rows for batch in state.dataset.batches])) == ENDS
    return state


def past_is_known(person: Person) -> bool:
    sums = person.window.analysis.results.sums
    return sums is not None and sums.complete and not person.window.jobs.is_running(PAST)


def goes_to(person: Person, row: int) -> None:
    person.window.desk.raise_dock("weights")
    person.waits()
    chart = person.window.desk.weights.chart
    person.qtbot.mouseClick(chart, LEFT, pos=QPoint(round(chart.frame.x_of(row)), chart.frame.plot.center().y()))
    assert person.window.analysis.results.n_rows == row


def is_as_it_was(person: Person, row: int, belief: Digest) -> None:
    desk, results = person.window.desk, person.window.analysis.results
    names = person.window.document.state.belief_names
    for (one, other), edge in desk.belief.canvas.graph.edges.items():
        share = belief.edge_probabilities[names.index(one), names.index(other)]
        assert edge.probability == pytest.approx(share, abs=1e-12)
    # The first two batches were watched with nothing set.
    met = ", 2 regimes" if row > ENDS[1] else ""
    assert person.sees(f"row {row} of {ENDS[-1]} rows{met}", inside=person.window.status_line)
    assert person.sees(f"{bits(belief.entropy_bits)} bits open", inside=person.window.status_line)
    desk.raise_dock("candidates")
    person.waits()
    cards = desk.candidates.best.shown()
    assert cards
    for place, card in enumerate(cards):
        best = belief.best[place]
        assert card.weight == pytest.approx(best.probability, abs=1e-12)
        assert card.content is not None
        assert card.content.edges == best.dag.edges()
        followed = results.structures
        assert card.content.digit == (followed.index(best.dag) + 1 if best.dag in followed else None)
    desk.raise_dock("edges")
    person.until(lambda: desk.edges.pages.has_answer and f"belief after {row} rows" in desk.edges.foot.text())
    assert probability(float(belief.edge_probabilities.max())) in desk.edges.foot.text()
    desk.raise_dock("rows")
    person.waits()
    assert desk.rows.until == row
    desk.raise_dock("experiment")
    person.waits()


def test_every_panel_goes_back_and_a_saved_session_does_too(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = person.shows(played())
    person.until(lambda: past_is_known(person))
    for n_batches in (2, 3, 1):
        goes_to(person, ENDS[n_batches - 1])
        is_as_it_was(person, ENDS[n_batches - 1], after(state, n_batches))
    followed = person.window.analysis.results.structures
    path = tmp_path / "six.yaml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    person.window.actions_by_key["save"].trigger()
    person.waits()
    person.until(path.exists)
    person.opens(path)
    person.until(lambda: past_is_known(person))
    assert person.window.analysis.results.structures == followed
    assert person.window.analysis.results.following
    goes_to(person, ENDS[2])
    is_as_it_was(person, ENDS[2], after(state, 3))


def test_the_past_can_be_cancelled_at_the_foot_of_the_window(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate(monkeypatch, moments=2)
    person.shows(six())
    person.until(gate.waiting.is_set)
    person.until(lambda: bool(person._all("Working out the past", QWidget, person.window.status_line)))
    person.until(lambda: bool(person._all("Cancel", QAbstractButton, person.window.status_line)))
    cancel = person.sees("Cancel", QAbstractButton, person.window.status_line)
    person.qtbot.mouseClick(cancel, LEFT)
    assert not person.window.jobs.is_running(PAST)
    gate.opened.set()
    results = person.window.analysis.results
    assert (results.filling, results.unfinished) == (False, "")
    person.until(lambda: person.window.desk.weights.note.words.startswith("Hatched"))


def test_a_film_shows_belief_at_the_end_of_each_batch(person: Person) -> None:
    state = person.shows(played())
    person.until(lambda: past_is_known(person))
    results, shown = person.window.analysis.results, person.window.desk.weights.chart.shown
    assert results.past is not None
    film = film_of(shown, results.past, state, results)
    assert film.moments == (0, 1, 2, 3, 4)
    assert film.caption(3) == "Row 130 of 230. Rows 101 to 130: set S = 0 by hand (do)"
    graph, weights = film.made()
    graph.show(2)
    weights.show(2)
    belief = belief_graph(state, after(state, 2), None)
    found = graph.widget.graph.edges  # type: ignore[attr-defined]
    assert {ends: edge.probability for ends, edge in found.items()} == pytest.approx(
        {ends: edge.probability for ends, edge in belief.edges.items()}
    )
    assert weights.widget.row == 100  # type: ignore[attr-defined]
    for part in (graph, weights):
        part.widget.deleteLater()
