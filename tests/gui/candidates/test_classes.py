"""Look-alikes as one among the candidates: a card a class, its graph, its weight, and what parts it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from engine.networks.class_size import class_size
from engine.networks.essential_graph import essential_graph
from engine.posterior.features import heaviest_classes
from engine.sessions.state import SessionState, session_from_dataset
from engine.sessions.verbs import Act, SetByHand, Watch
from gui.candidates.card import CandidateCard
from gui.candidates.panel import CandidatesPanel
from gui.drawing.structure_words import SPACE
from tests.gui.worlds import Ring, made_ring, shorts_session, slots_session, wide_table


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[tuple[Ring, CandidatesPanel]]:
    for ring in made_ring():
        panel = CandidatesPanel(ring.document, ring.analysis)
        window = QMainWindow()
        window.setCentralWidget(panel)
        for widget in panel.title_actions():
            widget.setParent(window)
        qtbot.addWidget(window)
        window.resize(1000, 251)
        window.show()
        qtbot.waitExposed(window)
        yield ring, panel


def shows(ring: Ring, panel: CandidatesPanel, qtbot: QtBot, state: SessionState, *actions: object) -> None:
    ring.document.reset(state)
    qtbot.waitUntil(ring.is_quiet)
    for action in actions:
        ring.document.perform(action)  # type: ignore[arg-type]
        qtbot.waitUntil(ring.is_quiet)
    ring.analysis.show_as("classes")
    qtbot.waitUntil(lambda: panel.order.text().startswith("classes"))


def said(card: CandidateCard) -> str:
    assert card.content is not None
    return card.content.tip.replace(SPACE, " ")


def test_a_card_stands_for_a_class_with_its_weight_and_essential_graph(
    opened: tuple[Ring, CandidatesPanel], qtbot: QtBot
) -> None:
    ring, panel = opened
    shows(ring, panel, qtbot, shorts_session(), Watch(60))
    posterior = ring.analysis.results.posterior
    assert posterior is not None
    cards = panel.best.shown()
    assert len(cards) >= 3
    for card, known in zip(cards, heaviest_classes(posterior, {0}, len(cards)), strict=True):
        assert card.content is not None
        assert card.weight == pytest.approx(known.probability.value, rel=1e-12)
        assert set(card.content.edges) == set(known.graph.directed())
        assert set(card.content.lines) == set(known.graph.undirected())
        assert card.content.rank == (f"{known.size} alike" if known.size > 1 else "1 alone")
    assert panel.best.others.isVisible()
    assert panel.order.text() == "classes by weight · exact"
    assert "These three can never be told apart by watching" in said(cards[0])
    assert "Sun – Shorts" in said(cards[0])
    assert "Markov equivalence class, exact" in said(cards[0])
    assert "Set Sun to part them all" in cards[0].accessibleName()
    ring.analysis.show_as("arrows")
    assert panel.row.isVisible()
    assert panel.order.text() == "sorted by weight · exact"


def test_weights_follow_rows_and_the_moment_looked_at(opened: tuple[Ring, CandidatesPanel], qtbot: QtBot) -> None:
    ring, panel = opened
    shows(ring, panel, qtbot, shorts_session(), Watch(60))
    before = panel.best.shown()[0].weight
    for action in (SetByHand("Sun", "yes"), Act(60)):
        ring.document.perform(action)
        qtbot.waitUntil(ring.is_quiet)
    qtbot.waitUntil(lambda: "setting Sun" in said(panel.best.shown()[0]))
    assert panel.best.shown()[0].content is not None
    assert panel.best.shown()[0].content.rank == "1 alone"
    ring.analysis.select_rows(60)
    qtbot.waitUntil(lambda: panel.best.shown()[0].weight == pytest.approx(before))
    assert "by watching (one" in said(panel.best.shown()[0])


def test_all_classes_of_a_short_list_have_a_card(opened: tuple[Ring, CandidatesPanel], qtbot: QtBot) -> None:
    ring, panel = opened
    shows(ring, panel, qtbot, slots_session(), Watch(100))
    cards = panel.best.shown()
    assert [card.content.rank for card in cards if card.content is not None] == ["3 alike", "1 alone"]
    assert not panel.best.others.isVisible()
    assert sum(card.weight for card in cards) == pytest.approx(1.0)


def test_a_class_of_very_many_structures_has_the_weight_of_all_members(
    opened: tuple[Ring, CandidatesPanel], qtbot: QtBot
) -> None:
    ring, panel = opened
    shows(ring, panel, qtbot, session_from_dataset("Wide", wide_table(7, 600, 3), range(7)))
    digest = ring.analysis.results.digest
    assert digest is not None
    members = {essential_graph(each.dag): each.probability for each in reversed(digest.best)}
    known = sorted((class_size(graph) * share for graph, share in members.items()), reverse=True)
    cards = panel.best.shown()
    assert [card.weight for card in cards] == pytest.approx(known[: len(cards)])
    assert panel.order.text() == "classes of the most probable · exact"


def test_arrow_keys_go_from_class_to_class(opened: tuple[Ring, CandidatesPanel], qtbot: QtBot) -> None:
    ring, panel = opened
    shows(ring, panel, qtbot, shorts_session(), Watch(60))
    cards = panel.best.shown()
    cards[0].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(cards[0], Qt.Key.Key_Right)
    assert QApplication.focusWidget() is cards[1]
