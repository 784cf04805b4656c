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
from engine.sessions.verbs import Act, Pin, SetByHand, Watch
from gui.candidates.card import CandidateCard
from gui.candidates.panel import CandidatesPanel
from gui.drawing.structure_words import SPACE
from gui.results import View
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
    qtbot.waitUntil(lambda: panel._merging.view is not None and not panel._merging.standing.working)
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


def keys(panel: CandidatesPanel) -> list[int]:
    return [card.content.candidate for card in panel.best.shown() if card.content is not None]


def test_a_class_is_kept_in_sight_by_key_and_by_the_candidates_in_it(
    opened: tuple[Ring, CandidatesPanel], qtbot: QtBot
) -> None:
    ring, panel = opened
    shows(ring, panel, qtbot, shorts_session(), Watch(60))
    lightest = panel.best.shown()[-1]
    assert lightest.content is not None
    key, members = lightest.content.candidate, lightest.content.rank
    lightest.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(lightest, Qt.Key.Key_P)
    (pin,) = ring.document.state.pinned
    number = ring.document.state.space.find(pin)  # type: ignore[union-attr]
    posterior = ring.analysis.results.posterior
    assert posterior is not None
    assert posterior.weights[number] == pytest.approx(lightest.weight / int(members.split(maxsplit=1)[0]))
    qtbot.waitUntil(lambda: any(card.content is not None and card.content.pinned for card in panel.best.shown()))
    kept = next(card for card in panel.best.shown() if card.content is not None and card.content.pinned)
    assert kept.content is not None
    assert kept.content.candidate == key
    assert kept.accessibleName().endswith("kept in sight")
    assert QApplication.focusWidget() is kept
    # In a narrow window it takes the place of a heavier one, and what is left over counts that one.
    panel.window().resize(560, 251)
    qtbot.waitUntil(lambda: len(panel.best.shown()) < 4)
    assert keys(panel)[-1] == key
    assert sum(card.weight for card in panel.best.shown()) + panel.best.others.weight == pytest.approx(1.0)
    kept = panel.best.shown()[-1]
    kept.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(kept, Qt.Key.Key_P)
    assert ring.document.state.pinned == ()
    qtbot.waitUntil(lambda: key not in keys(panel))


def test_a_class_too_light_to_be_looked_at_is_shown_once_a_candidate_in_it_is_kept(
    opened: tuple[Ring, CandidatesPanel], qtbot: QtBot
) -> None:
    ring, panel = opened
    shows(ring, panel, qtbot, session_from_dataset("Four", wide_table(4, 300, 1), range(4)))
    posterior, space = ring.analysis.results.posterior, ring.document.state.space
    assert posterior is not None
    assert panel._merging.view is not None
    looked_at = {number for each in panel._merging.view.classes for number in each.members}
    number = next(each for each in range(543) if each not in looked_at)
    ring.document.perform(Pin(space.candidate(number)))  # type: ignore[union-attr]

    def is_shown() -> bool:
        return any(card.content is not None and card.content.pinned for card in panel.best.shown())

    qtbot.waitUntil(is_shown)
    last = panel.best.shown()[-1]
    kept = next(each for each in panel._merging.view.classes if number in each.members)
    assert last.weight == pytest.approx(posterior.weights[list(kept.members)].sum())


def test_two_classes_are_compared_by_a_structure_of_each(opened: tuple[Ring, CandidatesPanel], qtbot: QtBot) -> None:
    ring, panel = opened
    shows(ring, panel, qtbot, shorts_session(), Watch(60))
    second = panel.best.shown()[1]
    second.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(second, Qt.Key.Key_C)
    assert panel.comparing is not None
    assert panel.comparing.isVisible()
    view = panel._merging.view
    assert view is not None
    one, other = panel.comparing.compared
    assert one in view.classes[0].members
    assert other in view.classes[1].members
    panel.comparing.close()


@pytest.mark.parametrize("view", ["arrows", "classes"])
def test_cards_of_very_many_structures_are_compared_and_say_why_they_are_not_kept(
    opened: tuple[Ring, CandidatesPanel], qtbot: QtBot, view: View
) -> None:
    ring, panel = opened
    refused: list[str] = []
    ring.document.rejected.connect(refused.append)
    ring.document.reset(session_from_dataset("Wide", wide_table(7, 600, 3), range(7)))
    qtbot.waitUntil(ring.is_quiet)
    ring.analysis.show_as(view)
    qtbot.waitUntil(lambda: panel.order.text().startswith("classes") == (view == "classes"))
    third = panel.best.shown()[2]
    assert "None of so many can be kept in sight" in said(third)
    third.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(third, Qt.Key.Key_P)
    assert refused[0].startswith("of so many structures only the most probable are known one by one")
    qtbot.keyClick(third, Qt.Key.Key_C)
    assert panel.comparing is not None
    assert panel.comparing.isVisible()
    digest, shown = ring.analysis.results.digest, third.content
    assert digest is not None
    assert shown is not None
    first, second = panel.comparing.compared
    assert first == 0
    assert second is not None
    assert set(essential_graph(digest.best[second].dag).directed()) <= set(shown.edges)
    panel.comparing.close()
