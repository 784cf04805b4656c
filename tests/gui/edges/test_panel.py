"""The map through mouse and keys: its numbers are the engine's, at the moment shown, and each cell says its own."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from engine.sessions.actions import apply
from engine.sessions.state import SessionState, session_from_dataset
from engine.sessions.verbs import Act, SetByHand, Watch
from gui.controls.heat import heat
from gui.controls.numbers import arrow_probability
from gui.edges.panel import EdgesPanel
from gui.edges.words import BLANK, ONE_ONLY, TOO_SMALL
from tests.gui.worlds import Ring, shorts_session, slots_session, wide_table

LEFT = Qt.MouseButton.LeftButton
ARROW = "\N{RIGHTWARDS ARROW}"


@pytest.fixture
def panel(ring: Ring, qtbot: QtBot) -> EdgesPanel:
    panel = EdgesPanel(ring.document, ring.analysis, ring.jobs)
    qtbot.addWidget(panel)
    panel.resize(480, 560)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.activateWindow()
    return panel


def rests(ring: Ring, panel: EdgesPanel, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: ring.is_quiet() and not panel._inquiry.standing.working and panel.pages.has_answer)


def shows(ring: Ring, panel: EdgesPanel, qtbot: QtBot, state: SessionState) -> SessionState:
    ring.document.reset(state)
    rests(ring, panel, qtbot)
    return state


def watched(rows: int = 40) -> SessionState:
    return apply(shorts_session(), Watch(rows))


def clicks(panel: EdgesPanel, qtbot: QtBot, cause: int, effect: int) -> None:
    qtbot.mouseClick(panel.map, LEFT, pos=panel.map.cell_rect(cause, effect).center().toPoint())


def picture(panel: EdgesPanel) -> QImage:
    return panel.map.grab().toImage()


def test_cells_have_the_numbers_and_colours_of_belief(ring: Ring, panel: EdgesPanel, qtbot: QtBot) -> None:
    state = shows(ring, panel, qtbot, watched())
    assert ring.analysis.results.posterior is not None
    shares = ring.analysis.results.posterior.edge_probabilities
    seen = picture(panel)
    for cause in range(3):
        for effect in range(3):
            if cause == effect:
                continue
            clicks(panel, qtbot, cause, effect)
            names, share = state.belief_names, float(shares[cause, effect])
            assert panel.cell.text().startswith(f"{names[cause]} {ARROW} {names[effect]}: ")
            assert panel.cell.text().endswith(f"{share:.3f}, exact")
            corner = panel.map.cell_rect(cause, effect).topLeft().toPoint() + QPoint(8, 8)
            assert seen.pixelColor(corner) == heat(share)
    assert panel.kind.text() == "exact"


def test_by_keys_alone_and_as_a_screen_reader_says_it(ring: Ring, panel: EdgesPanel, qtbot: QtBot) -> None:
    shows(ring, panel, qtbot, apply(apply(watched(), SetByHand("Sun", "yes")), Act(10)))
    panel.map.setFocus()
    clicks(panel, qtbot, 0, 1)
    posterior = ring.analysis.results.posterior
    assert posterior is not None
    share = posterior.edge_probabilities[0, 1]
    assert panel.map.accessibleDescription() == f"Sun to Shorts, likely, {arrow_probability(share)}"
    places = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_End):
        qtbot.keyClick(panel.map, key)
        places.append(panel.map.here)
    # From ice cream down there is only ice cream itself, which is passed over, and nothing below it.
    assert places == [(0, 2), (1, 2), (1, 2), (1, 0), (1, 0), (1, 2)]
    qtbot.keyClick(panel.map, Qt.Key.Key_Home)
    assert panel.map.accessibleDescription().startswith("Shorts to Sun, ")


def test_causes_over_others_by_the_switch(ring: Ring, panel: EdgesPanel, qtbot: QtBot) -> None:
    shows(ring, panel, qtbot, watched())
    panel.switch.buttons()[1].setFocus()
    qtbot.keyClick(panel.switch.buttons()[1], Qt.Key.Key_Space)
    posterior = ring.analysis.results.posterior
    assert posterior is not None
    clicks(panel, qtbot, 1, 2)
    share = posterior.ancestor_probabilities[1, 2]
    assert share > posterior.edge_probabilities[1, 2]
    assert panel.cell.text().startswith("Shorts causes Ice cream, directly or by a detour: ")
    assert panel.cell.text().endswith(f"{share:.3f}, exact")
    assert "(ancestor)" in panel.heading.text()


def test_the_most_probable_is_ringed_and_level_ones_all(ring: Ring, panel: EdgesPanel, qtbot: QtBot) -> None:
    shows(ring, panel, qtbot, shorts_session())
    assert panel.map.best == ()
    assert panel.foot.text() == "All are equally likely."
    ring.document.perform(Watch(40))
    rests(ring, panel, qtbot)
    posterior = ring.analysis.results.posterior
    assert posterior is not None
    shares = posterior.edge_probabilities
    assert panel.map.best
    for pair in panel.map.best:
        assert shares[pair] == pytest.approx(shares.max(), abs=1e-9)
    assert panel.foot.text().startswith("Ringed: the most probable, ")
    # Until somebody chooses, the most probable is the one spoken of.
    assert panel.map.here == panel.map.best[0]


def test_in_the_past_it_shows_the_numbers_of_then(ring: Ring, panel: EdgesPanel, qtbot: QtBot) -> None:
    shows(ring, panel, qtbot, watched())
    clicks(panel, qtbot, 0, 1)
    now = panel.cell.text()
    ring.analysis.select_rows(5)
    rests(ring, panel, qtbot)
    then = ring.analysis.results.posterior
    assert then is not None
    assert panel.cell.text().endswith(f"{then.edge_probabilities[0, 1]:.3f}, exact")
    assert panel.cell.text() != now
    assert "You look back: belief after 5 rows, of 40 there are." in panel.foot.text()
    ring.analysis.select_rows(None)
    rests(ring, panel, qtbot)
    assert panel.cell.text() == now


def test_all_structures_over_many_variables_at_once(ring: Ring, panel: EdgesPanel, qtbot: QtBot) -> None:
    shows(ring, panel, qtbot, session_from_dataset("Wide", wide_table(12, 200, 3), range(12)))
    digest = ring.analysis.results.digest
    assert digest is not None
    clicks(panel, qtbot, 4, 7)
    assert panel.cell.text().endswith(f"{digest.edge_probabilities[4, 7]:.3f}, exact")
    assert "only the newest" not in panel.foot.text()
    panel.resize(900, 600)
    assert panel.map.number_role is not None
    panel.resize(300, 600)
    qtbot.waitUntil(lambda: panel.map.number_role is None)
    clicks(panel, qtbot, 2, 3)
    assert TOO_SMALL in panel.foot.text()
    assert panel.map.tip_at(panel.map.cell_rect(4, 7).center()).endswith(
        f"{digest.edge_probabilities[4, 7]:.3f}, exact"
    )


def test_numbers_too_long_for_their_cells_are_left_out_and_it_is_said(
    ring: Ring, panel: EdgesPanel, qtbot: QtBot
) -> None:
    shows(ring, panel, qtbot, apply(shorts_session(), Watch(2000)))
    assert not panel.map.has_blanks
    narrow = next(width for width in range(260, 150, -2) if _squeezed(panel, width))
    assert panel.map.number_role is not None, narrow
    clicks(panel, qtbot, 0, 1)
    clicks(panel, qtbot, 0, 2)
    assert BLANK in panel.foot.text()


def _squeezed(panel: EdgesPanel, width: int) -> bool:
    panel.map.resize(width, panel.map.height())
    return panel.map.has_blanks


def test_estimates_say_their_errors(ring: Ring, panel: EdgesPanel, qtbot: QtBot) -> None:
    state = slots_session("unrelated", "A -> B", "A <- (C: 3) -> B, A -> B", "A <- (C) -> B")
    for action in (Watch(20), SetByHand("A", "yes"), Act(30)):
        state = apply(state, action)
    shows(ring, panel, qtbot, state)
    links = panel._inquiry.links
    assert links is not None
    assert not links.exact
    clicks(panel, qtbot, 0, 1)
    assert f"\N{PLUS-MINUS SIGN} {links.edge_errors[0, 1]:.3f}" in panel.cell.text()
    assert panel.cell.text().endswith("sampled")
    assert "\N{PLUS-MINUS SIGN}" in panel.map.accessibleDescription()
    assert panel.kind.text().startswith("sampled \N{PLUS-MINUS SIGN} ")


def test_of_one_variable_there_is_nothing_to_say(ring: Ring, panel: EdgesPanel, qtbot: QtBot) -> None:
    dataset = wide_table(2, 20, 1)
    ring.document.reset(session_from_dataset("One", dataset, [0]))
    qtbot.waitUntil(ring.is_quiet)
    assert not panel.pages.has_answer
    assert panel.empty.isVisible()
    assert panel.empty.sentence.text() == ONE_ONLY


def test_out_of_sight_it_works_nothing_out(ring: Ring, panel: EdgesPanel, qtbot: QtBot) -> None:
    shows(ring, panel, qtbot, watched())
    before = panel._inquiry.standing.answer
    panel.hide()
    ring.document.perform(Watch(20))
    qtbot.waitUntil(ring.is_quiet)
    assert panel._inquiry.standing.answer is before
    panel.show()
    rests(ring, panel, qtbot)
    assert np.abs(panel._inquiry.standing.answer.edges - before.edges).max() > 0
