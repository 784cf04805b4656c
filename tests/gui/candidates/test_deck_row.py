"""Cards of the most probable structures where there are too many to be listed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from engine.hypotheses.space import AllDags
from engine.networks.dag import Dag
from engine.posterior.digest import Digest, RankedDag
from engine.sessions.state import session_from_dataset, session_from_network
from engine.sessions.verbs import Watch
from gui.candidates.panel import NOTHING, CandidatesPanel
from gui.candidates.words import best_order_words, best_words, odds_words, uncounted_words
from tests.engine.worlds import asia
from tests.gui.worlds import Ring, made_ring, wide_table

Opened = tuple[Ring, CandidatesPanel]
NAMES = ("A", "B", "C", "D", "E", "F")


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Opened]:
    for ring in made_ring():
        ring.document.reset(session_from_dataset("Wide", wide_table(7, 600, 3), range(7)))
        panel = CandidatesPanel(ring.document, ring.analysis)
        window = QMainWindow()
        window.setCentralWidget(panel)
        for widget in panel.title_actions():
            widget.setParent(window)
        qtbot.addWidget(window)
        window.resize(1000, 251)
        window.show()
        qtbot.waitExposed(window)
        qtbot.waitUntil(ring.is_quiet)
        yield ring, panel


def digest_of(*best: tuple[list[tuple[int, int]], float], n_rows: int = 10) -> Digest:
    ranked = tuple(RankedDag(Dag.from_edges(6, edges), share) for edges, share in best)
    nothing = wide_table(6, 1, 0).batches[0].values * 0.0
    return Digest(AllDags(tuple(range(6))), nothing, nothing, 0.0, ranked, 0.0, n_rows, 0.0, 1.0)


def test_the_best_structures_have_cards_and_all_others_one_together(opened: Opened) -> None:
    ring, panel = opened
    digest = ring.analysis.results.digest
    assert digest is not None
    cards = panel.best.shown()
    assert len(cards) >= 3
    for place, card in enumerate(cards):
        assert card.weight == digest.best[place].probability
        assert card.content is not None
        assert card.content.edges == digest.best[place].dag.edges()
        assert card.content.rank == f"{place + 1}."
    weights = [card.weight for card in cards]
    assert weights == sorted(weights, reverse=True)
    assert sum(weights) + panel.best.others.weight == pytest.approx(1.0)
    assert panel.best.others.isVisible()
    assert panel.order.text() == "the most probable of all · exact"
    assert not panel.row.isVisible()


def test_nothing_leads_before_any_row(opened: Opened, qtbot: QtBot) -> None:
    ring, panel = opened
    ring.document.reset(session_from_network("Asia", asia(), range(8)))
    qtbot.waitUntil(ring.is_quiet)
    assert panel.best.shown() == ()
    assert panel.best.others.weight == 1.0
    assert panel.order.text() == "no rows yet: all 7.8 × 10¹¹ level · exact"
    ring.document.perform(Watch(100))
    qtbot.waitUntil(ring.is_quiet)
    assert panel.best.shown()


def test_arrow_keys_go_from_card_to_card(opened: Opened, qtbot: QtBot) -> None:
    cards = opened[1].best.shown()
    cards[0].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(cards[0], Qt.Key.Key_Right)
    assert QApplication.focusWidget() is cards[1]
    qtbot.keyClick(cards[1], Qt.Key.Key_Left)
    qtbot.keyClick(cards[0], Qt.Key.Key_Left)
    assert QApplication.focusWidget() is cards[0]


def test_what_was_stopped_before_its_end_is_not_waited_for(opened: Opened) -> None:
    ring, panel = opened
    ring.document.reset(session_from_dataset("Wide", wide_table(16, 300, 3), range(16)))
    ring.analysis.stop()
    assert any(label.isVisible() for label in [panel._waiting])
    assert panel._waiting.text() == NOTHING


def test_a_structure_says_in_what_it_differs_from_the_first() -> None:
    digest = digest_of(
        ([(0, 1), (1, 2)], 0.4),
        ([(1, 0), (1, 2)], 0.4),
        ([(0, 1), (3, 4)], 0.01),
    )
    said = [best_words(digest, place, NAMES).replace("\N{NO-BREAK SPACE}", " ") for place in range(3)]
    assert said == ["2 arrows", "B → A turned", "with D → E, without B → C"]
    assert [odds_words(digest, place) for place in range(3)] == [
        "",
        "as likely as the first",
        "40.0 times less likely than the first",
    ]


def test_the_others_are_counted_and_bounded() -> None:
    digest = digest_of(([(0, 1)], 0.5), ([(1, 2)], 0.00001))
    assert uncounted_words(digest, 1) == ("3,781,502 others", "none above 0.500")
    assert uncounted_words(digest, 2) == ("3,781,501 others", "none above 0.001")
    level = digest_of(([], 0.1), ([(0, 1)], 0.1), n_rows=0)
    assert uncounted_words(level, 0) == ("3,781,503 in all", "none likelier than another")
    assert best_order_words(level) == "no rows yet: all 3,781,503 level · exact"
