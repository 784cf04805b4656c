"""The page on which it is chosen what may be true: by mouse and by keys, and only what can be is taken."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from engine.hypotheses import space
from engine.hypotheses.candidate import HiddenVariable
from engine.hypotheses.notation import format_candidate, parse_candidate
from engine.hypotheses.space import HypothesisSpace, listed
from engine.hypotheses.templates import template_named
from engine.posterior.assumptions import Assumptions
from engine.posterior.enumeration import enumerate_posterior
from engine.sessions.actions import apply
from engine.sessions.state import SessionState
from engine.sessions.verbs import SetHypotheses, Watch
from gui.hypotheses.page import HypothesesPage
from gui.hypotheses.priors import PriorColumn
from gui.hypotheses.shape_list import ShapeTile
from tests.gui.worlds import Ring, shorts_session

LEFT = Qt.MouseButton.LeftButton
NAMES = ("Sun", "Shorts", "Ice cream")


@pytest.fixture
def page(ring: Ring, qtbot: QtBot) -> HypothesesPage:
    ring.document.reset(apply(shorts_session(), Watch(20)))
    qtbot.waitUntil(ring.is_quiet)
    page = HypothesesPage(ring.document, ring.jobs)
    qtbot.addWidget(page)
    page.resize(1100, 760)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.begin()
    return page


def settles(ring: Ring, page: HypothesesPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: ring.is_quiet() and not page.weighing.is_working)


def says(page: HypothesesPage) -> str:
    return page.candidates._sentence


def picks(page: HypothesesPage, qtbot: QtBot, title: str) -> None:
    tile = next(each for each in page.shapes.findChildren(ShapeTile) if each.text() == title)
    qtbot.mouseClick(tile, LEFT)


def lists(page: HypothesesPage) -> None:
    page.change(lambda: page.draft.with_kind("list"))


def chosen_by(page: HypothesesPage, qtbot: QtBot) -> SetHypotheses:
    with qtbot.waitSignal(page.chosen) as taken:
        qtbot.mouseClick(page.belief.use_button, LEFT)
    (action,) = taken.args
    assert isinstance(action, SetHypotheses)
    return action


def test_it_opens_with_what_the_session_holds(page: HypothesesPage) -> None:
    assert page.draft.kind == "all"
    assert page.draft.belief_names == NAMES
    assert page.candidates.board.count == 25
    assert page.belief.use_button.text() == "Use every structure"


def test_shapes_are_filled_by_keys_and_used(ring: Ring, page: HypothesesPage, qtbot: QtBot) -> None:
    lists(page)
    picks(page, qtbot, "Chain")
    board = page.candidates.board
    assert (board.current, board.node) == (0, 0)
    # Two begin with S: the one that is still free comes.
    for letter in "SsI":
        qtbot.keyClicks(board, letter)
    assert page.draft.n_ready == 1
    picks(page, qtbot, "Hidden common cause")
    for text in ("i", "s"):
        qtbot.keyClicks(board, text)
    assert page.draft.n_ready == 2
    action = chosen_by(page, qtbot)
    space = action.space
    assert isinstance(space, HypothesisSpace)
    assert format_candidate(space.candidate(0), NAMES) == "Sun -> Shorts, Shorts -> Ice cream"
    assert space.has_hidden
    ring.document.perform(action)
    qtbot.waitUntil(ring.is_quiet)
    assert ring.document.state.space == space


def test_a_variable_is_dragged_into_a_place(page: HypothesesPage, qtbot: QtBot) -> None:
    lists(page)
    picks(page, qtbot, "Direct")
    board = page.candidates.board
    for chip, node in zip(page.candidates.variables.chips[:2], (0, 1), strict=True):
        start = chip.rect().center()
        goal = board.viewport().mapToGlobal(board.node_rect(0, node).center())
        QTest.mousePress(chip, LEFT, Qt.KeyboardModifier.NoModifier, start)
        for step in (QPoint(12, 12), chip.mapFromGlobal(goal)):
            QTest.mouseMove(chip, step)
            qtbot.wait(1)
        QTest.mouseRelease(chip, LEFT, Qt.KeyboardModifier.NoModifier, chip.mapFromGlobal(goal))
    assert page.draft.n_ready == 1
    assert format_candidate(page.draft.candidates[0], NAMES) == "Sun -> Shorts"


def test_all_ways_to_fill_a_shape_are_listed_at_once(page: HypothesesPage, qtbot: QtBot) -> None:
    lists(page)
    picks(page, qtbot, "Direct")
    button = next(
        each for each in page.candidates.findChildren(QAbstractButton) if each.isVisible() and "All" in each.text()
    )
    qtbot.mouseClick(button, LEFT)
    assert page.draft.n_ready == 6
    picks(page, qtbot, "Direct")
    qtbot.mouseClick(button, LEFT)
    assert says(page).startswith('Every structure that "Direct" gives is listed already.')


def test_no_more_is_listed_than_a_list_holds(
    page: HypothesesPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(space, "MOST_LISTED", 6)
    lists(page)
    assert page.change(lambda: page.draft.with_all_assignments(template_named("direct")))
    assert not page.change(lambda: page.draft.with_all_assignments(template_named("confounded")))
    assert says(page) == "There are 12 candidates in the list. List at most 6."
    assert page.draft.n_ready == 6


def test_what_can_not_be_is_refused_with_the_sentence_that_helps(page: HypothesesPage, qtbot: QtBot) -> None:
    lists(page)
    picks(page, qtbot, "Direct")
    first = page.draft.entries[0].key
    page.change(lambda: page.draft.with_slot(first, 0, 0))
    assert not page.change(lambda: page.draft.with_slot(first, 1, 0))
    assert "twice" in says(page) or "two places" in says(page)
    picks(page, qtbot, "Hidden common cause")
    second = page.draft.entries[-1].key
    assert not page.change(lambda: page.draft.with_hidden(second, 0, HiddenVariable("Sun")))
    assert says(page) == 'A hidden variable is called "Sun", like one that is seen. Give the hidden one another name.'
    assert says(page)[0].isupper()


def own_weights(page: HypothesesPage, *texts: str) -> None:
    lists(page)
    for text in texts:
        page.change(lambda text=text: page.draft.with_candidate(parse_candidate(text, NAMES)))
    page.change(lambda: page.draft.with_column(0, PriorColumn("own")))
    page.change(lambda: page.draft.with_used(0))


def test_a_weight_counts_on_enter_and_when_the_field_is_left(page: HypothesesPage, qtbot: QtBot) -> None:
    own_weights(page, "Sun -> Shorts", "Shorts -> Sun")
    rows = page.belief.columns[0].rows
    rows.setFocus()
    qtbot.keyClicks(rows, "3")
    qtbot.keyClick(rows.box, Qt.Key.Key_Return)
    assert [entry.weight for entry in page.draft.entries] == [3.0, 1.0]
    assert rows.hasFocus()
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    qtbot.keyClicks(rows, "5")
    assert rows.box.accessibleName() == "Weight of structure 2"
    page.belief.cancel_button.setFocus()
    assert [entry.weight for entry in page.draft.entries] == [3.0, 5.0]
    assert page.belief.cancel_button.hasFocus()
    rows.setFocus()
    qtbot.keyClicks(rows, "9")
    qtbot.keyClick(rows.box, Qt.Key.Key_Escape)
    assert [entry.weight for entry in page.draft.entries] == [3.0, 5.0]
    assert chosen_by(page, qtbot).assumptions.weights == (3.0, 5.0)


@pytest.mark.parametrize(("typed", "said"), [("-2", "has the weight -2"), ("many", '"many" is no weight')])
def test_a_weight_that_is_none_is_refused(page: HypothesesPage, qtbot: QtBot, typed: str, said: str) -> None:
    own_weights(page, "Sun -> Shorts", "Shorts -> Sun")
    rows = page.belief.columns[0].rows
    rows.setFocus()
    rows.begin_typing(typed)
    qtbot.keyClick(rows.box, Qt.Key.Key_Return)
    assert said in says(page)
    assert [entry.weight for entry in page.draft.entries] == [1.0, 1.0]


def test_not_all_weights_can_be_0(page: HypothesesPage, qtbot: QtBot) -> None:
    own_weights(page, "Sun -> Shorts", "Shorts -> Sun")
    page.change(lambda: page.draft.with_weight(0, 0.0))
    assert not page.change(lambda: page.draft.with_weight(1, 0.0))
    assert says(page) == "Every candidate has the weight 0. Give at least one of them a weight above 0."


def shown(page: HypothesesPage, place: int) -> tuple[list[float], list[float]]:
    assert page.weighing.weighed is not None
    bars = page.weighing.weighed.columns[place].bars
    return [bar.prior for bar in bars], [bar.posterior or 0.0 for bar in bars]


def wanted(state: SessionState, space: HypothesisSpace, assumptions: Assumptions) -> np.ndarray:
    return enumerate_posterior(state.dataset, space, assumptions).weights


def test_up_to_four_priors_stand_side_by_side_on_the_same_rows(ring: Ring, page: HypothesesPage, qtbot: QtBot) -> None:
    texts = ["unrelated", "Sun -> Shorts", "Shorts -> Sun", "Sun <-> Shorts"]
    own_weights(page, *texts)
    names = ("own", "edges", "pundit", "scientist")
    for place, name in enumerate(names):
        page.change(lambda place=place, name=name: page.draft.with_column(place, PriorColumn(name, 0.5)))
    page.change(lambda: page.draft.with_weight(3, 4.0))
    settles(ring, page, qtbot)
    space = listed((0, 1, 2), [parse_candidate(text, NAMES) for text in texts])
    for place, name in enumerate(names):
        weights = (1.0, 1.0, 1.0, 4.0) if name == "own" else ()
        assumptions = Assumptions(prior=name, weights=weights)
        prior, posterior = shown(page, place)
        assert sum(prior) == pytest.approx(1)
        assert posterior == pytest.approx(wanted(ring.document.state, space, assumptions).tolist(), abs=1e-9)
    assert page.belief.after.text() == "after the 20 rows watched"


def test_numbers_are_those_of_the_rows_there_are_when_it_is_opened_again(
    ring: Ring, page: HypothesesPage, qtbot: QtBot
) -> None:
    settles(ring, page, qtbot)
    before = shown(page, 0)
    page.end()
    ring.document.perform(Watch(200))
    qtbot.waitUntil(ring.is_quiet)
    page.begin()
    settles(ring, page, qtbot)
    state = ring.document.state
    assert isinstance(state.space, HypothesisSpace)
    assert page.weighing.weighed is not None
    rows = page.weighing.weighed.rows
    fresh = wanted(state, state.space, state.assumptions)
    assert shown(page, 0)[1][: len(rows)] == pytest.approx([fresh[row] for row in rows], abs=1e-9)
    assert shown(page, 0)[1] != pytest.approx(before[1], abs=1e-3)
    assert page.belief.after.text() == "after the 220 rows watched"


def test_rules_leave_structures_without_weight(page: HypothesesPage, qtbot: QtBot) -> None:
    page.change(lambda: page.draft.with_kind("rules"))
    field = page.candidates.rules.fields["forbidden"]
    field.setFocus()
    qtbot.keyClicks(field, "Ice cream -> Sun")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert chosen_by(page, qtbot).assumptions.forbidden == (("Ice cream", "Sun"),)
    qtbot.keyClicks(field, ", Moon -> Sun")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "Moon" in says(page)
    assert "Moon" in field.text()


def test_a_structure_is_drawn_by_keys_and_a_circle_is_refused(page: HypothesesPage, qtbot: QtBot) -> None:
    lists(page)
    page.editing.draw()
    sketch = page.candidates.sketch
    told: list[str] = []
    sketch.said.connect(told.append)
    canvas = sketch.canvas
    canvas.setFocus()
    canvas.choose(0)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Right, Qt.Key.Key_Return):
        qtbot.keyClick(canvas, key)
    canvas.choose(1)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Left, Qt.Key.Key_Return):
        qtbot.keyClick(canvas, key)
    assert any("circle" in sentence for sentence in told)
    assert "circle" in says(page)
    qtbot.mouseClick(sketch.add_button, LEFT)
    assert format_candidate(page.draft.candidates[0], NAMES) == "Sun -> Shorts"


def test_escape_leaves_the_page_and_nothing_changes(ring: Ring, page: HypothesesPage, qtbot: QtBot) -> None:
    before = ring.document.state
    lists(page)
    with qtbot.waitSignal(page.cancelled):
        qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert ring.document.state is before


def test_no_number_of_four_candidates_is_cut_off_in_the_smallest_window(
    ring: Ring, page: HypothesesPage, qtbot: QtBot
) -> None:
    page.resize(1024, 600)
    own_weights(page, "unrelated", "Sun -> Shorts", "Shorts -> Sun", "Sun <-> Shorts")
    settles(ring, page, qtbot)
    view, seen = page.belief.columns[0], page.belief.area.viewport()
    assert view.bits.text() == "2.00 bits open"
    assert "before any row" in view.bits.toolTip()
    qtbot.waitUntil(lambda: seen.rect().contains(view.bits.mapTo(seen, view.bits.rect().bottomLeft())))
    close = view.rows.sizeHint().height()
    page.resize(1024, 900)
    qtbot.waitUntil(lambda: view.rows.sizeHint().height() > close)
