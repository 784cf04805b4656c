"""Whoever goes back in time sees every panel as it was then, or is told that it is about the newest row."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPoint, Qt

from engine.data.dataset import Batch, Dataset
from engine.data.only_watched import only_watched
from engine.posterior.enumeration import enumerate_posterior
from engine.posterior.posterior import Posterior
from engine.sessions.actions import apply
from engine.sessions.state import SessionState
from engine.sessions.verbs import Act, Release, ScoreAsWatched, SetByHand, Watch
from gui.controls.numbers import bits, probability
from gui.weights.scrubber import labels_at
from tests.gui.main_window.person import Person
from tests.gui.worlds import shorts_session

LEFT = Qt.MouseButton.LeftButton


def played() -> SessionState:
    state = shorts_session()
    for action in (Watch(40), SetByHand("Shorts", "yes"), Act(10), Release(), Watch(10), ScoreAsWatched(True)):
        state = apply(state, action)
    return state


def upto(dataset: Dataset, n_rows: int) -> Dataset:
    """Return the first rows of a dataset."""
    batches = []
    for batch in dataset.batches:
        batches.append(Batch(batch.values[:n_rows], batch.regime))
        n_rows -= batches[-1].n_rows
    return Dataset(dataset.variables, tuple(each for each in batches if each.n_rows))


def then(state: SessionState, n_rows: int, *, wrong: bool = False) -> Posterior:
    """Belief after some rows, worked out by itself."""
    dataset = upto(state.dataset, n_rows)
    return enumerate_posterior(only_watched(dataset) if wrong else dataset, state.space, state.assumptions)


def goes_to(person: Person, row: int) -> None:
    """Click into the chart of weights at a row."""
    chart = person.window.desk.weights.chart
    place = QPoint(round(chart.frame.x_of(row)), chart.frame.plot.center().y())
    person.qtbot.mouseClick(chart, LEFT, pos=place)
    assert person.window.analysis.results.n_rows == row


def shows(person: Person, name: str) -> None:
    person.window.desk.raise_dock(name)
    person.waits()


def test_what_shows_belief_goes_back_with_it(person: Person) -> None:
    state = person.shows(played())
    for row in (23, 50, 45):
        is_as_it_was(person, state, row)


def is_as_it_was(person: Person, state: SessionState, row: int) -> None:
    desk = person.window.desk
    shows(person, "weights")
    goes_to(person, row)
    belief, digits = then(state, row), person.window.analysis.results.digits
    for (one, other), edge in desk.belief.canvas.graph.edges.items():
        places = [state.belief_names.index(name) for name in (one, other)]
        assert abs((edge.probability or 0.0) - belief.edge_probabilities[tuple(places)]) < 1e-9
    shown = desk.weights.chart.shown
    assert shown.stack is not None
    frame = desk.weights.chart.frame
    labels = {each.digit: each.weight for each in labels_at(frame, shown.stack, shown.checkpoint)}
    expected = {digit: belief.weights[number] for digit, number in enumerate(digits, start=1)}
    assert all(abs(labels[digit] - expected[digit]) < 1e-9 for digit in labels if digit is not None)
    open_bits = -sum(float(w) * math.log2(w) for w in belief.weights if w > 0)
    assert person.sees(f"{bits(open_bits)} bits open", inside=person.window.status_line)
    # By then nothing but watching, up to the end of the first batch.
    met = ", 2 regimes" if row > 40 else ""
    assert person.sees(f"row {row} of 60 rows{met}", inside=person.window.status_line)
    shows(person, "candidates")
    board = desk.candidates._board
    assert board is not None
    np.testing.assert_allclose(board.naming.weights, belief.weights, atol=1e-9)
    shows(person, "as_watched")
    person.until(lambda: desk.as_watched.pages.has_answer)
    wrong = then(state, row, wrong=True)
    for line in desk.as_watched.table._model.lines:
        if line.digit is not None:
            texts = [cell.text for cell in line.cells]
            number = digits[line.digit - 1]
            assert texts == [probability(float(each.weights[number])) for each in (belief, wrong)]
    shows(person, "scores")
    person.until(lambda: desk.scores.pages.has_answer)
    assert desk.scores.chart.row == row
    assert f"After {row} rows of 60" in desk.scores.chart.accessibleDescription()
    shows(person, "edges")
    person.until(lambda: desk.edges.pages.has_answer and f"after {row} rows" in desk.edges.foot.text())
    assert probability(float(belief.edge_probabilities.max())) in desk.edges.foot.text()


def test_what_is_about_whole_batches_or_the_newest_row_says_so(person: Person) -> None:
    person.shows(played())
    desk = person.window.desk
    shows(person, "weights")
    goes_to(person, 45)
    shows(person, "why")
    person.until(lambda: desk.why.pages.has_answer and len(desk.why.waterfall.lanes) == 3)
    assert desk.why.moment.isVisible()
    assert desk.why.moment.text() == "Batch 2 counts whole, to row 50; you look at row 45."
    shows(person, "predictions")
    person.until(lambda: desk.predictions.pages.has_answer)
    newest = "Looks ahead from all 60 rows, not from row 45."
    assert desk.predictions.sentence.text().startswith(newest)
    desk.predictions.choose("last")
    person.until(lambda: desk.predictions.sentence.text().startswith("Batch 2 counts whole, to row 50"))
    assert desk.predictions.heading.text() == "Batch 2 of 3: Set Shorts = yes, 10 rows"
    shows(person, "gains")
    person.until(lambda: desk.gains.pages.has_answer)
    assert desk.gains.moment.isVisible()
    assert desk.gains.moment.text() == newest
    # Back at the newest row there is nothing to be said any more.
    shows(person, "weights")
    person.qtbot.keyClick(desk.weights.chart, Qt.Key.Key_End)
    person.waits()
    assert not desk.gains.moment.isVisible()
    shows(person, "why")
    person.until(lambda: desk.why.pages.has_answer and len(desk.why.waterfall.lanes) == 3)
    assert not desk.why.moment.isVisible()
    assert person.sees("60 rows, 2 regimes", inside=person.window.status_line)


def test_at_the_end_of_a_batch_the_reasons_are_those_of_the_batches_before(person: Person) -> None:
    person.shows(played())
    desk = person.window.desk
    shows(person, "weights")
    goes_to(person, 40)
    shows(person, "why")
    person.until(lambda: desk.why.pages.has_answer and len(desk.why.waterfall.lanes) == 2)
    assert not desk.why.moment.isVisible()
