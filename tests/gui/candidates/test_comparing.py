"""Candidates kept in sight and compared two by two, by mouse and by key."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu
from pytestqt.qtbot import QtBot

from engine.files.session_files import parse_session, session_text
from engine.networks.dag import Dag
from engine.sessions.state import session_from_dataset
from engine.sessions.verbs import Act, SetByHand, Watch
from gui.candidates.card import CandidateCard
from gui.candidates.comparing import Comparing
from gui.candidates.panel import CandidatesPanel
from gui.candidates.ranking import with_pinned
from gui.drawing.structure_words import SPACE
from tests.gui.worlds import Ring, collider_session, made_ring, shorts_session, slots_session, wide_table

LEFT = Qt.MouseButton.LeftButton
Opened = tuple[Ring, CandidatesPanel]


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Opened]:
    for ring in made_ring():
        ring.document.reset(shorts_session())
        panel = CandidatesPanel(ring.document, ring.analysis)
        window = QMainWindow()
        window.setCentralWidget(panel)
        for widget in panel.title_actions():
            widget.setParent(window)
        qtbot.addWidget(window)
        window.resize(939, 251)
        window.show()
        qtbot.waitExposed(window)
        act(ring, qtbot, Watch(60))
        yield ring, panel
        if panel.comparing is not None:
            panel.comparing.close()


def act(ring: Ring, qtbot: QtBot, *actions: object) -> None:
    for action in actions:
        ring.document.perform(action)  # type: ignore[arg-type]
        qtbot.waitUntil(ring.is_quiet)


def shown(panel: CandidatesPanel) -> list[int]:
    return [key(card) for card in panel.row.cards if card.isVisible()]


def key(card: CandidateCard) -> int:
    assert card.content is not None
    return card.content.candidate


def card_of(panel: CandidatesPanel, candidate: int) -> CandidateCard:
    return next(card for card in panel.row.cards if card.isVisible() and key(card) == candidate)


def side_by_side(panel: CandidatesPanel) -> Comparing:
    assert panel.comparing is not None
    assert panel.comparing.isVisible()
    return panel.comparing


def test_what_is_pinned_by_key_stays_in_sight_when_others_overtake_it(opened: Opened, qtbot: QtBot) -> None:
    ring, panel = opened
    act(ring, qtbot, SetByHand("Shorts", "yes"), Act(60), SetByHand("Sun", "yes"), Act(60))
    posterior = ring.analysis.results.posterior
    assert posterior is not None
    ring.analysis.select_rows(0)
    candidate = next(each for each in shown(panel) if each not in posterior.ranked(6))
    card = card_of(panel, candidate)
    card.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(card, Qt.Key.Key_P)
    assert panel.row.pinned == (candidate,)
    assert "kept in sight" in card_of(panel, candidate).accessibleName()
    assert QApplication.focusWidget() is card_of(panel, candidate)
    ring.analysis.select_rows(None)
    assert candidate in shown(panel)
    weights = [posterior.weights[each] for each in shown(panel)]
    assert weights == sorted(weights, reverse=True)
    assert sum(weights) + panel.row.others.weight == pytest.approx(1.0)
    pinned = card_of(panel, candidate)
    pinned.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(pinned, Qt.Key.Key_P)
    assert panel.row.pinned == ()
    assert candidate not in shown(panel)


def test_the_menu_of_a_card_pins_and_compares(opened: Opened, qtbot: QtBot) -> None:
    _, panel = opened
    card = panel.row.cards[2]
    candidate = key(card)

    def chooses(words: str) -> None:
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(9, 9), card.mapToGlobal(QPoint(9, 9)))
        QApplication.sendEvent(card, event)
        menu = next(menu for menu in panel.row.findChildren(QMenu) if menu.isVisible())
        action = next(action for action in menu.actions() if action.text().startswith(words))
        qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())

    chooses("Keep in sight")
    assert panel.row.pinned == (candidate,)
    chooses("Compare")
    assert candidate in side_by_side(panel).compared


def test_pins_go_with_the_candidates(opened: Opened, qtbot: QtBot) -> None:
    ring, panel = opened
    panel.row.pin_requested.emit(key(panel.row.cards[0]), True)
    assert len(panel.row.pinned) == 1
    ring.document.undo()
    assert panel.row.pinned == ()
    ring.document.redo()
    assert len(panel.row.pinned) == 1
    ring.document.reset(slots_session())
    qtbot.waitUntil(ring.is_quiet)
    assert panel.row.pinned == ()


def test_what_is_pinned_is_pinned_again_when_a_saved_session_is_opened(opened: Opened, qtbot: QtBot) -> None:
    ring, panel = opened
    act(ring, qtbot, Watch(60))
    posterior = ring.analysis.results.posterior
    assert posterior is not None
    lightest = int(posterior.weights.argmin())
    panel.row.pin_requested.emit(lightest, True)
    before = [card.accessibleName() for card in panel.row.cards if card.isVisible()]
    assert lightest in shown(panel)
    text = session_text(ring.document.state)
    ring.document.reset(collider_session())
    qtbot.waitUntil(ring.is_quiet)
    assert panel.row.pinned == ()
    ring.document.reset(parse_session(text))
    qtbot.waitUntil(ring.is_quiet)
    assert [card.accessibleName() for card in panel.row.cards if card.isVisible()] == before


@pytest.mark.parametrize("seed", range(5))
def test_an_order_with_pins_shows_the_heaviest_that_have_room(seed: int) -> None:
    rng = np.random.default_rng(seed)
    order = rng.permutation(12)
    pinned = tuple(int(each) for each in rng.choice(12, 3, replace=False))
    found = with_pinned(order, pinned, 6).tolist()
    assert sorted(found) == list(range(12))
    head = found[:6]
    assert set(pinned) <= set(head)
    places = order.tolist()
    assert [places.index(each) for each in head] == sorted(places.index(each) for each in head)
    unpinned = [each for each in places if each not in pinned]
    assert [each for each in head if each not in pinned] == unpinned[:3]
    assert with_pinned(order, tuple(range(12)), 4).tolist()[:4] == places[:4]


def test_two_are_put_side_by_side_with_their_odds(opened: Opened, qtbot: QtBot) -> None:
    ring, panel = opened
    act(ring, qtbot, SetByHand("Sun", "yes"), Act(20))
    panel.compare()
    dialog = side_by_side(panel)
    posterior = ring.analysis.results.posterior
    assert posterior is not None
    one, other = dialog.compared
    assert one == posterior.ranked(1)[0]
    assert one is not None
    assert other is not None
    times = posterior.weights[one] / posterior.weights[other]
    digits = ring.analysis.results.digit_of
    assert dialog.odds.text().startswith(f"{digits[one]} is {times:.1f} times as likely as {digits[other]}")
    assert f"({math.log2(times):.2f} bits, exact)" in dialog.odds.text()
    assert [card.weight for card in dialog.cards] == [posterior.weights[one], posterior.weights[other]]
    space = posterior.space
    mine, theirs = set(space.dag(one).edges()), set(space.dag(other).edges())
    pairs = {frozenset(ends) for ends in mine ^ theirs}
    assert dialog.differences.text().startswith(f"They differ in {len(pairs)} place")
    for card, own, foreign in ((dialog.cards[0], mine, theirs), (dialog.cards[1], theirs, mine)):
        assert card.content is not None
        # Marked by ink, and said in words.
        assert set(card.content.faint) & own == own & foreign
        names = ring.document.state.belief_names
        for parent, child in own - foreign:
            words = card.content.arrows.replace(SPACE, " ")
            assert f"{names[parent]} → {names[child]}" in words
    assert "watching and setting Sun" in dialog.parting.text()


def test_look_alikes_side_by_side_say_what_would_part_them(opened: Opened, qtbot: QtBot) -> None:
    ring, panel = opened
    alike = ring.analysis.results.look_alikes
    assert alike is not None
    first, second = alike.candidates[:2]
    panel.row.choose(first)
    card = card_of(panel, second)
    card.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(card, Qt.Key.Key_C)
    dialog = side_by_side(panel)
    assert dialog.compared == (first, second)
    assert "are equally likely (exact)" in dialog.odds.text()
    assert dialog.parting.text().startswith("Look-alikes: watching can never tell them apart")
    assert "Set Sun" in dialog.parting.text()


def test_the_two_follow_rows_and_another_can_be_chosen_by_key(opened: Opened, qtbot: QtBot) -> None:
    ring, panel = opened
    panel.compare()
    dialog = side_by_side(panel)
    before, pair = dialog.odds.text(), dialog.compared
    act(ring, qtbot, SetByHand("Sun", "yes"), Act(60))
    assert dialog.compared == pair
    assert dialog.odds.text() != before
    ring.analysis.select_rows(60)
    assert dialog.odds.text() == before
    dialog.choices[1].setFocus()
    qtbot.keyClick(dialog.choices[1], Qt.Key.Key_Down)
    assert dialog.compared[1] != pair[1]
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_other_candidates_close_the_comparison(opened: Opened, qtbot: QtBot) -> None:
    ring, panel = opened
    panel.compare()
    dialog = side_by_side(panel)
    ring.document.reset(slots_session())
    qtbot.waitUntil(lambda: ring.is_quiet() and not dialog.isVisible())
    act(ring, qtbot, Watch(30))
    panel.compare(3)
    assert dialog.compared[1] == 3
    assert dialog.cards[1].content is not None
    assert "hidden cause of A and B" in dialog.cards[1].content.arrows


def test_the_most_probable_of_very_many_are_compared_too(opened: Opened, qtbot: QtBot) -> None:
    ring, panel = opened
    ring.document.reset(session_from_dataset("Wide", wide_table(7, 600, 3), range(7)))
    qtbot.waitUntil(ring.is_quiet)
    panel.compare()
    dialog = side_by_side(panel)
    digest = ring.analysis.results.digest
    assert digest is not None
    assert dialog.compared == (0, 1)
    dialog.choices[1].setCurrentIndex(len(digest.best) - 1)
    dialog.choices[1].activated.emit(len(digest.best) - 1)
    times = digest.best[0].probability / digest.best[-1].probability
    assert f"No. 1 is {times:.1f} times as likely as No. {len(digest.best)}" in dialog.odds.text()
    dags: tuple[Dag, Dag] = (digest.best[0].dag, digest.best[-1].dag)
    pairs = {frozenset(ends) for ends in set(dags[0].edges()) ^ set(dags[1].edges())}
    assert f"They differ in {len(pairs)} place" in dialog.differences.text()


def test_one_candidate_alone_has_no_odds_with_itself(opened: Opened) -> None:
    _, panel = opened
    panel.compare()
    dialog = side_by_side(panel)
    dialog.choices[1].setCurrentIndex(dialog.choices[0].currentIndex())
    dialog.choices[1].activated.emit(0)
    assert dialog.odds.text() == "This is one and the same candidate."
    assert dialog.parting.text() == ""
