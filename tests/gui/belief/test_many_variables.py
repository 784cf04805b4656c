"""The Belief panel with more variables than structures can be listed for."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from PySide6.QtCore import QRectF, Qt
from pytestqt.qtbot import QtBot

from engine.sessions.placing import belief_positions
from engine.sessions.positions import Positions
from engine.sessions.state import SessionState, session_from_dataset, session_from_network
from engine.sessions.verbs import MoveNodes, SetEquivalentSampleSize, Watch
from gui.analysis import BELIEF
from gui.belief.panel import BeliefPanel
from gui.belief.picture import ARROWS_A_NODE, BOUNDS, LABELLED_FROM, NEVER, belief_graph, drawn_from, even_share
from gui.belief.words import WORKING
from tests.engine.worlds import asia
from tests.gui.worlds import Ring, wide_table


@pytest.fixture
def panel(ring: Ring, qtbot: QtBot) -> BeliefPanel:
    panel = BeliefPanel(ring.document, ring.analysis)
    qtbot.addWidget(panel)
    panel.resize(900, 560)
    return panel


def opened(panel: BeliefPanel, ring: Ring, qtbot: QtBot, state: SessionState) -> None:
    ring.document.reset(state)
    with qtbot.waitExposed(panel):
        panel.show()
    qtbot.waitUntil(ring.is_quiet)


def table_of(n: int, n_rows: int = 800) -> SessionState:
    return session_from_dataset("Wide", wide_table(n, n_rows, 7), range(n))


def test_arrows_are_as_strong_as_they_are_probable(panel: BeliefPanel, ring: Ring, qtbot: QtBot) -> None:
    opened(panel, ring, qtbot, table_of(8))
    digest = ring.analysis.results.digest
    assert digest is not None
    names = ring.document.state.belief_names
    shown = {item.ends: item.state.probability for item in panel.canvas.edges()}
    least = drawn_from(digest.edge_probabilities)
    wanted = {
        (names[parent], names[child]): digest.edge_probabilities[parent, child]
        for parent, child in zip(*np.nonzero(digest.edge_probabilities >= least), strict=True)
    }
    assert shown == pytest.approx(wanted)
    assert max(wanted.values()) > 0.9
    assert panel.legend.text().endswith(f"Below {least:.2f} not drawn ({8 * 7 - len(wanted)}).")
    assert panel.kind.text() == "exact, by dynamic programming"
    assert not panel.note.isVisible()


def test_before_any_row_no_arrow_is_drawn_and_the_share_of_each_is_said(
    panel: BeliefPanel, ring: Ring, qtbot: QtBot
) -> None:
    opened(panel, ring, qtbot, session_from_network("Asia", asia(), range(8)))
    assert panel.canvas.edges() == ()
    assert panel.legend.text().startswith("Every arrow is equally likely, 0.29, so none is drawn. Watch 10 rows")
    assert not panel.note.isVisible()
    height = panel.canvas.height()
    ring.document.perform(Watch(500))
    qtbot.waitUntil(ring.is_quiet)
    assert panel.canvas.edges() != ()
    assert "equally likely" not in panel.legend.text()
    assert panel.canvas.height() == height


@pytest.mark.parametrize(("n", "small"), [(6, False), (8, True)])
def test_nodes_are_small_where_arrows_need_the_room(
    panel: BeliefPanel, ring: Ring, qtbot: QtBot, n: int, *, small: bool
) -> None:
    opened(panel, ring, qtbot, table_of(n))
    assert {node.state.compact for node in panel.canvas.nodes()} == {small}


@pytest.mark.parametrize("n", [6, 11, 16])
def test_all_that_is_drawn_is_in_sight(panel: BeliefPanel, ring: Ring, qtbot: QtBot, n: int) -> None:
    opened(panel, ring, qtbot, table_of(n))
    view = panel.canvas.mapToScene(panel.canvas.viewport().rect()).boundingRect()
    assert all(view.contains(node.body()) for node in panel.canvas.nodes())
    boxes = [edge.label_box() for edge in panel.canvas.edges() if not edge.label_box().isEmpty()]
    assert boxes
    assert all(view.contains(box) for box in boxes)
    assert not any(a.intersects(b) for place, a in enumerate(boxes) for b in boxes[:place])


def test_nodes_stay_where_they_are_while_belief_moves(panel: BeliefPanel, ring: Ring, qtbot: QtBot) -> None:
    opened(panel, ring, qtbot, table_of(9))
    before = {node.name: node.pos() for node in panel.canvas.nodes()}
    ring.document.perform(SetEquivalentSampleSize(40.0))
    qtbot.waitUntil(ring.is_quiet)
    assert {node.name: node.pos() for node in panel.canvas.nodes()} == before


def test_a_faint_arrow_has_a_label_only_while_it_is_pointed_at(panel: BeliefPanel, ring: Ring, qtbot: QtBot) -> None:
    opened(panel, ring, qtbot, table_of(8, 5000))
    graph = belief_graph(ring.document.state, ring.analysis.results.digest)
    faint = [ends for ends, edge in graph.edges.items() if (edge.probability or 0.0) < LABELLED_FROM]
    assert faint
    for ends in faint:
        item = panel.canvas.edge(*ends)
        assert item.label_box().isEmpty()
        item.hovered.emit(*ends, True)
        assert not item.label_box().isEmpty()
        item.hovered.emit(*ends, False)
        assert item.label_box() == QRectF()


def test_what_is_linked_is_put_side_by_side_once_and_again_when_asked(
    panel: BeliefPanel, ring: Ring, qtbot: QtBot
) -> None:
    opened(panel, ring, qtbot, table_of(10))
    state, digest = ring.document.state, ring.analysis.results.digest
    assert digest is not None

    def spread(points: Mapping[str, tuple[float, float]]) -> float:
        places = [points[name] for name in state.belief_names]
        apart = np.array([[np.hypot(a[0] - b[0], a[1] - b[1]) for b in places] for a in places])
        return float((apart * digest.edge_probabilities).sum())

    laid = dict(panel.canvas.graph.points)
    assert spread(laid) < 0.9 * spread(belief_positions(state))
    ring.document.perform(MoveNodes(Positions(dict(belief_positions(state)))))
    assert spread(panel.canvas.graph.points) > spread(laid)
    panel.arrange.click()
    assert panel.canvas.graph.points == laid
    assert not ring.jobs.is_running(BELIEF)


def test_dragging_one_node_leaves_the_others_where_they_are(panel: BeliefPanel, ring: Ring, qtbot: QtBot) -> None:
    opened(panel, ring, qtbot, table_of(9))
    before = dict(panel.canvas.graph.points)
    panel.canvas.nodes_moved.emit({"V4": (3.0, 3.0)})
    assert panel.canvas.graph.points == {**before, "V4": (3.0, 3.0)}
    ring.document.undo()
    assert panel.canvas.graph.points == before


def test_long_work_says_how_far_it_is_and_what_is_shown(panel: BeliefPanel, ring: Ring, qtbot: QtBot) -> None:
    opened(panel, ring, qtbot, session_from_network("Asia", asia(), range(8)))
    panel._on_slow()
    ring.analysis.progressed.emit(43)
    assert panel.legend.text() == f"{WORKING} 43 % What you see is belief before any data."


def test_what_was_stopped_is_offered_again(panel: BeliefPanel, ring: Ring, qtbot: QtBot) -> None:
    opened(panel, ring, qtbot, table_of(8))
    edges = {item.ends for item in panel.canvas.edges()}
    ring.document.perform(SetEquivalentSampleSize(30.0))
    ring.analysis.stop()
    assert panel.note.sentence.text() == "You stopped it. What you see is belief after 800 rows."
    assert {item.ends for item in panel.canvas.edges()} == edges
    assert panel.note.again.isVisible()
    qtbot.mouseClick(panel.note.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(ring.is_quiet)
    assert not panel.note.isVisible()
    digest = ring.analysis.results.digest
    assert digest is not None
    [first, *_] = panel.canvas.edges()
    names = list(ring.document.state.belief_names)
    assert first.state.probability == digest.edge_probabilities[names.index(first.ends[0]), names.index(first.ends[1])]


def test_bounds_leave_few_arrows_a_variable() -> None:
    rng = np.random.default_rng(4)
    shares = rng.uniform(0.01, 0.45, (12, 12))
    np.fill_diagonal(shares, 0.0)
    least = drawn_from(shares)
    assert least in BOUNDS
    assert np.count_nonzero(shares >= least) <= ARROWS_A_NODE * 12
    lower = BOUNDS[BOUNDS.index(least) - 1]
    assert np.count_nonzero(shares >= lower) > ARROWS_A_NODE * 12


def test_up_to_five_variables_every_arrow_above_a_hundredth_is_drawn() -> None:
    assert drawn_from(np.full((5, 5), 0.3)) == BOUNDS[0]
    assert even_share(np.full((5, 5), 0.3)) is None
    assert drawn_from(np.full((6, 6), 0.3)) == NEVER
