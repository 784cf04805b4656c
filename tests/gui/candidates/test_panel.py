"""The panel through mouse and keys: cards in order, ties as ties, the list of all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from engine.hypotheses.space import every_dag, listed
from engine.networks.dag import Dag
from engine.sessions.state import initial_state
from engine.sessions.verbs import Act, MoveNodes, SetByHand, Watch
from gui.candidates.card import GRAPH_TOP, CandidateCard
from gui.candidates.panel import WAITING, CandidatesPanel
from gui.controls.labels import Label
from gui.controls.numbers import PLUS_MINUS, probability
from gui.results import Results
from gui.theme import Theme, apply_theme
from tests.gui.motions import goes_on
from tests.gui.worlds import Ring, made_ring, shorts_session, slots_session
from tests.patience import let_draw

Opened = tuple[Ring, CandidatesPanel]


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Opened]:
    for ring in made_ring():
        ring.document.reset(shorts_session())
        panel = CandidatesPanel(ring.document, ring.analysis)
        window = QMainWindow()
        window.setCentralWidget(panel)
        window.setProperty("title", panel.title_actions())
        for widget in panel.title_actions():
            widget.setParent(window)
        qtbot.addWidget(window)
        window.resize(939, 251)
        window.show()
        qtbot.waitExposed(window)
        qtbot.waitUntil(ring.is_quiet)
        yield ring, panel


def act(ring: Ring, qtbot: QtBot, *actions: object) -> None:
    for action in actions:
        ring.document.perform(action)  # type: ignore[arg-type]
        qtbot.waitUntil(ring.is_quiet)


def cards(panel: CandidatesPanel) -> list[CandidateCard]:
    return [card for card in panel.row.cards if card.isVisible()]


def content(card: CandidateCard) -> tuple[int, int | None]:
    assert card.content is not None
    return card.content.candidate, card.content.digit


def test_before_any_row_all_are_level_and_it_says_so(opened: Opened) -> None:
    _, panel = opened
    assert panel.order.text() == "no rows yet: all 25 level · exact"
    assert len(cards(panel)) == 6
    for card in cards(panel):
        assert card.content is not None
        assert card.content.level == "level with all others"
        assert card.weight == pytest.approx(1 / 25)
    assert panel.row.others.accessibleName() == "19 others, none above 0.040, together 0.760. Show all 25"


def test_cards_go_by_weight_and_show_it(opened: Opened, qtbot: QtBot) -> None:
    ring, panel = opened
    act(ring, qtbot, Watch(40), SetByHand("Shorts", "yes"), Act(10))
    posterior = ring.analysis.results.posterior
    assert posterior is not None
    shown = [card.weight for card in cards(panel)]
    np.testing.assert_allclose(shown, np.sort(posterior.weights)[::-1][:6], rtol=1e-6)
    for card in cards(panel):
        candidate, digit = content(card)
        assert card.weight == pytest.approx(posterior.weights[candidate], rel=1e-12)
        assert digit == ring.analysis.results.digit_of.get(candidate)
    rest = 1 - sum(shown)
    assert panel.row.others.weight == pytest.approx(rest)
    assert panel.order.text() == "sorted by weight · exact"


def test_look_alikes_are_shown_level(opened: Opened, qtbot: QtBot) -> None:
    ring, panel = opened
    act(ring, qtbot, Watch(200))
    results = ring.analysis.results
    assert results.look_alikes is not None
    members = set(results.look_alikes.candidates)
    assert len(members) > 1
    first = cards(panel)[: len(members)]
    assert {content(card)[0] for card in first} == members
    for card in first:
        assert card.content is not None
        others = sorted(results.digit_of[other] for other in members - {card.content.candidate})
        assert card.content.level.startswith(f"level with {others[0]}")


def test_looking_back_reorders_the_cards(opened: Opened, qtbot: QtBot) -> None:
    ring, panel = opened
    act(ring, qtbot, Watch(40))
    ring.analysis.select_rows(0)
    assert [content(card)[1] for card in cards(panel)] == [1, 2, 3, 4, 5, 6]
    assert panel.order.text().startswith("no rows yet")


def test_arrow_keys_go_through_the_cards_and_space_selects(opened: Opened, qtbot: QtBot) -> None:
    ring, panel = opened
    act(ring, qtbot, Watch(40))
    first = cards(panel)[0]
    first.setFocus()
    assert panel.row.chosen == content(first)[0]
    for _ in range(2):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert QApplication.focusWidget() is cards(panel)[2]
    with qtbot.waitSignal(panel.candidate_selected) as told:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert told.args == [content(cards(panel)[2])[0]]
    assert [card.isChecked() for card in cards(panel)] == [False, False, True, False, False, False]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_End)
    assert QApplication.focusWidget() is panel.row.others
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert QApplication.focusWidget() is panel.row.others
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Home)
    assert QApplication.focusWidget() is first


def test_a_selected_candidate_stays_selected_wherever_it_goes(opened: Opened, qtbot: QtBot) -> None:
    ring, panel = opened
    act(ring, qtbot, Watch(20))
    qtbot.mouseClick(cards(panel)[1], Qt.MouseButton.LeftButton)
    chosen = content(cards(panel)[1])[0]
    act(ring, qtbot, SetByHand("Sun", "yes"), Act(100))
    assert panel.row.chosen == chosen
    assert [content(card)[0] for card in cards(panel) if card.isChecked()] in ([chosen], [])


def test_a_screen_reader_hears_each_card(opened: Opened, qtbot: QtBot) -> None:
    ring, panel = opened
    act(ring, qtbot, Watch(40))
    for card in cards(panel):
        candidate, digit = content(card)
        posterior = ring.analysis.results.posterior
        assert posterior is not None
        named = f"Structure {digit}" if digit else "Structure"
        start = f"{named}, weight {probability(posterior.weights[candidate])}, "
        assert card.accessibleName().startswith(start)
        assert "->" not in card.accessibleName()


def test_narrow_panels_scroll_and_wide_ones_show_more(opened: Opened, qtbot: QtBot) -> None:
    _, panel = opened
    window = panel.window()
    window.resize(300, 251)
    bar = panel.row.horizontalScrollBar()

    def scrolls() -> bool:
        lowest = max(card.mapTo(panel, card.rect().bottomLeft()).y() for card in cards(panel))
        return bar.maximum() > 0 and lowest < bar.mapTo(panel, bar.rect().topLeft()).y()

    qtbot.waitUntil(lambda: len(cards(panel)) == 2 and scrolls())
    window.resize(1600, 251)
    qtbot.waitUntil(lambda: len(cards(panel)) == 11 and bar.maximum() == 0)


def test_moving_a_node_moves_it_on_the_cards(opened: Opened, qtbot: QtBot) -> None:
    ring, panel = opened
    act(ring, qtbot, MoveNodes({"Sun": (5.0, 7.0)}))
    for card in cards(panel):
        assert card.content is not None
        assert card.content.positions[card.content.names.index("Sun")] == (5.0, 7.0)


def test_a_list_of_two_has_two_cards(opened: Opened, qtbot: QtBot) -> None:
    ring, panel = opened
    two = listed((0, 1, 2), [Dag.from_edges(3, [(0, 1)]), Dag.from_edges(3, [(0, 1), (0, 2)])])
    ring.document.reset(initial_state(replace(ring.document.state.scenario, space=two)))
    qtbot.waitUntil(ring.is_quiet)
    assert len(cards(panel)) == 2
    assert not panel.row.others.isVisible()
    assert cards(panel)[0].content is not None
    assert cards(panel)[0].content.level == "level with 2"


def test_bars_move_unless_motion_is_reduced(opened: Opened, qtbot: QtBot, qapp: QApplication) -> None:
    ring, panel = opened
    apply_theme(qapp, Theme())
    seen: set[float] = set()

    def halfway(_results: Results) -> None:
        goes_on(0.5, panel)
        seen.add(cards(panel)[0].weight)

    ring.analysis.results_changed.connect(halfway)
    act(ring, qtbot, Watch(200))
    ring.analysis.results_changed.disconnect(halfway)
    goes_on(1.0, panel)
    posterior = ring.analysis.results.posterior
    assert posterior is not None
    goal = cards(panel)[0].weight
    assert goal == posterior.weights.max() != pytest.approx(1 / 25)
    assert any(1 / 25 < weight < goal for weight in seen)
    ring.analysis.select_rows(0)
    assert cards(panel)[0].weight == pytest.approx(1 / 25)


def test_the_list_holds_all_and_is_searched_by_arrows(opened: Opened, qtbot: QtBot) -> None:
    ring, panel = opened
    act(ring, qtbot, Watch(40))
    qtbot.mouseClick(panel.row.others, Qt.MouseButton.LeftButton)
    dialog = panel.list_dialog
    assert dialog is not None
    qtbot.addWidget(dialog)
    qtbot.waitUntil(dialog.isVisible)
    assert dialog.windowTitle() == "All 25 structures"
    assert dialog.model.rowCount() == 25
    assert dialog.found.text() == "25, sorted by weight · exact"
    weights = [dialog.model.line(row)[1] for row in range(25)]
    assert all(later <= earlier * (1 + 1e-6) for earlier, later in pairwise(weights))
    qtbot.keyClicks(dialog.search, "sun -> sh")
    posterior = ring.analysis.results.posterior
    assert posterior is not None
    together = probability(float(posterior.edge_probabilities[0, 1]))
    n_found = int(every_dag((0, 1, 2)).edges[:, 0, 1].sum())
    assert dialog.found.text() == f"{n_found} of 25, together {together} · exact"
    qtbot.keyClicks(dialog.search, ", moon")
    assert dialog.found.text().startswith('No variable begins with "moon"')
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_list_follows_what_happens(opened: Opened, qtbot: QtBot) -> None:
    ring, panel = opened
    panel.show_list()
    dialog = panel.list_dialog
    assert isinstance(dialog, QDialog)
    qtbot.addWidget(dialog)
    dialog.view.setCurrentIndex(dialog.model.index(7))
    chosen = dialog.model.candidate(7)
    act(ring, qtbot, Watch(40))
    posterior = ring.analysis.results.posterior
    assert posterior is not None
    assert dialog.model.line(0)[1] == pytest.approx(posterior.weights.max(), rel=1e-6)
    assert dialog.model.candidate(dialog.view.currentIndex().row()) == chosen
    image = dialog.grab().toImage()
    assert len({image.pixel(x, y) for x in range(0, image.width(), 5) for y in range(0, image.height(), 5)}) > 4


def test_cards_are_painted_in_the_colours_of_their_candidates(opened: Opened, qtbot: QtBot) -> None:
    ring, panel = opened
    act(ring, qtbot, Watch(40))
    for card in cards(panel):
        _, digit = content(card)
        image = card.grab().toImage()
        painted = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(28)}
        assert Theme().candidate(digit).fill.name() in painted


def test_it_says_that_belief_is_being_worked_out(qtbot: QtBot) -> None:
    for ring in made_ring():
        panel = CandidatesPanel(ring.document, ring.analysis)
        for widget in panel.title_actions():
            widget.setParent(panel)
        qtbot.addWidget(panel)
        assert not panel.row.isVisibleTo(panel)
        said = [label.text() for label in panel.findChildren(Label) if label.isVisibleTo(panel)]
        assert WAITING in said


def test_hidden_variables_are_on_the_cards(opened: Opened, qtbot: QtBot) -> None:
    ring, panel = opened
    ring.document.reset(slots_session("A -> B", "A <- (C) -> B", "A <- (D: 2) -> B, A -> B"))
    qtbot.waitUntil(ring.is_quiet)
    found = {card.content.candidate: card.content for card in cards(panel) if card.content is not None}
    assert [found[each].hidden for each in range(3)] == [frozenset(), {2}, {2}]
    assert (found[1].names, found[1].edges) == (("A", "B", "C"), ((2, 0), (2, 1)))
    assert found[1].positions[2] == (1.0, 0.0)
    assert found[2].names == ("A", "B", "D: 2")
    assert "D: never seen, 2 states" in found[2].tip
    assert "hidden cause C of A and B" in found[1].spoken
    act(ring, qtbot, MoveNodes({"C": (1.0, -2.0)}))
    moved = next(card.content for card in cards(panel) if card.content and card.content.candidate == 1)
    assert moved.positions[2] == (1.0, -2.0)


def test_sampled_weights_have_an_error_bar(opened: Opened, qtbot: QtBot) -> None:
    ring, panel = opened
    act(ring, qtbot, Watch(20))
    posterior = ring.analysis.results.posterior
    assert posterior is not None
    exact = cards(panel)[0].grab().toImage()
    errors = np.full(len(posterior.weights), 0.05)
    sampled = replace(posterior, errors=errors, method="sampling")
    ring.analysis._publish(replace(ring.analysis.results, posterior=sampled))
    assert panel.order.text() == "sorted by weight · sampled"
    first = cards(panel)[0]
    assert first.content is not None
    assert first.content.error == 0.05
    assert first.grab().toImage() != exact
    assert f"{PLUS_MINUS} 0.050" in first.accessibleName()
    assert first.toolTip().splitlines()[1].endswith("0.050, sampled")


class Painted(QObject):
    """Writes down how much of a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.heights: list[int] = []
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QPaintEvent):
            self.heights.append(event.rect().height())
        return super().eventFilter(watched, event)


def test_a_graph_that_stays_is_not_painted_anew(opened: Opened, qtbot: QtBot) -> None:
    _, panel = opened
    card = cards(panel)[0]
    before = card.content
    assert before is not None
    qtbot.wait(20)
    painted = Painted(card)
    card.set_content(replace(before, spoken="Structure 1, weight 0.9", digit=4, error=0.1))
    let_draw()
    assert painted.heights == [GRAPH_TOP]
    card.set_content(replace(before, edges=before.edges[1:] or ((0, 1),)))
    let_draw()
    assert painted.heights == [GRAPH_TOP, card.height()]
