"""Why: the bars are the engine's bits, and sentences say what was done, expected and seen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from engine.posterior.history import believe
from engine.questions.accounts import Account, give_account
from engine.sessions.actions import apply
from engine.sessions.state import SessionState, session_from_dataset
from engine.sessions.verbs import Act, Release, SetByHand, Watch
from gui.controls.chip import chip_size
from gui.controls.numbers import odds
from gui.theme import current_theme
from gui.why.panel import WhyPanel
from tests.gui.worlds import Ring, shorts_session, wide_table

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(ring: Ring, qtbot: QtBot) -> WhyPanel:
    panel = WhyPanel(ring.document, ring.analysis, ring.jobs)
    qtbot.addWidget(panel)
    # In the window it lies in the title bar of the dock.
    qtbot.addWidget(panel.pair)
    panel.resize(800, 240)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.activateWindow()
    return panel


def played() -> SessionState:
    state = shorts_session()
    for action in (Watch(40), SetByHand("Shorts", "yes"), Act(10), SetByHand("Shorts", "no"), Act(10), Release()):
        state = apply(state, action)
    return state


def shows(ring: Ring, panel: WhyPanel, qtbot: QtBot, state: SessionState) -> None:
    ring.document.reset(state)
    qtbot.waitUntil(lambda: ring.is_quiet() and panel._inquiry.account is not None)


def accounted(state: SessionState, one: int, other: int | None, n_batches: int | None = None) -> Account:
    *_, last = believe(state.dataset, state.space, state.assumptions)
    assert last.partial is not None
    count = len(state.dataset.batches) if n_batches is None else n_batches
    *_, found = give_account(last.partial, state.dataset, count, one, other)
    assert found.partial is not None
    return found.partial


def bits(panel: WhyPanel) -> list[list[float]]:
    return [[bar.bits for bar in lane.bars] for lane in panel.waterfall.lanes]


def wanted_bits(account: Account) -> list[list[float]]:
    groups = [[0.0 if s.set_by_hand else s.bits for s in group.reasons.shares] for group in account.groups]
    return [*groups, [sum(group.reasons.bits for group in account.groups)]]


def test_the_bars_are_the_bits_of_the_engine(ring: Ring, panel: WhyPanel, qtbot: QtBot) -> None:
    state = played()
    shows(ring, panel, qtbot, state)
    assert panel.pair.pair is not None
    found = accounted(state, *panel.pair.pair)
    for lane, wanted in zip(bits(panel), wanted_bits(found), strict=True):
        assert lane == pytest.approx(wanted, abs=1e-9)
    assert [lane.acted for lane in panel.waterfall.lanes] == [False, True, True, False]
    assert panel.odds.text() == odds(found.bits)
    assert "exact" in panel.bits.text()


def test_another_pair_is_chosen_and_a_bar_says_its_counts(ring: Ring, panel: WhyPanel, qtbot: QtBot) -> None:
    state = played()
    shows(ring, panel, qtbot, state)
    panel.pair.other.setCurrentIndex(panel.pair.other.count() - 1)
    panel.pair.other.activated.emit(panel.pair.other.currentIndex())
    assert panel.pair.pair is not None
    assert panel.pair.pair[1] is None
    qtbot.waitUntil(lambda: panel._inquiry.account is not None)
    assert "all others" in panel.heading.text()
    assert panel.hint.isVisible()
    place = panel.waterfall.bar_rect(0).center().toPoint()
    qtbot.mouseClick(panel.waterfall, LEFT, pos=place)
    assert not panel.hint.isVisible()
    assert "atched 40 rows" in panel.counts.text() + panel.sentence.text()


def test_by_keys_alone(ring: Ring, panel: WhyPanel, qtbot: QtBot) -> None:
    shows(ring, panel, qtbot, played())
    panel.waterfall.setFocus()
    assert panel.waterfall.accessibleDescription().startswith("watched 40 rows, ")
    qtbot.keyClick(panel.waterfall, Qt.Key.Key_End)
    assert panel.waterfall.accessibleDescription().startswith("In all: ")
    spoken = set()
    for _ in range(9):
        qtbot.keyClick(panel.waterfall, Qt.Key.Key_Left)
        spoken.add(panel.waterfall.accessibleDescription())
    by_hand = next(words for words in spoken if "set by hand, which counts for nothing" in words)
    assert "Shorts" in by_hand
    qtbot.keyClick(panel.waterfall, Qt.Key.Key_Home)
    qtbot.keyClick(panel.waterfall, Qt.Key.Key_Return)
    assert panel._chosen == (0, 0)


def test_it_looks_back_with_the_moment_shown(ring: Ring, panel: WhyPanel, qtbot: QtBot) -> None:
    state = played()
    shows(ring, panel, qtbot, state)
    pair = panel.pair.pair
    assert pair is not None
    ring.analysis.select_rows(40)
    qtbot.waitUntil(lambda: len(panel.waterfall.lanes) == 2)
    for lane, wanted in zip(bits(panel), wanted_bits(accounted(state, *pair, n_batches=1)), strict=True):
        assert lane == pytest.approx(wanted, abs=1e-9)


def test_before_any_row_the_first_step_is_named(ring: Ring, panel: WhyPanel, qtbot: QtBot) -> None:
    ring.document.reset(shorts_session())
    qtbot.waitUntil(ring.is_quiet)
    assert "No rows yet. Watch" in panel.empty.sentence.text()


def test_structures_too_many_to_be_listed_lead_to_a_choice(ring: Ring, panel: WhyPanel, qtbot: QtBot) -> None:
    ring.document.reset(session_from_dataset("Wide", wide_table(7, 20, 1), range(7)))
    qtbot.waitUntil(ring.is_quiet)
    assert "too many to ask each one" in panel.empty.sentence.text()
    with qtbot.waitSignal(panel.change_requested):
        qtbot.mouseClick(panel.empty.button, LEFT)


def test_rows_of_a_table_are_called_as_in_other_panels(ring: Ring, panel: WhyPanel, qtbot: QtBot) -> None:
    def headings() -> list[str]:
        return [lane.heading for lane in panel.waterfall.lanes]

    state = shorts_session()
    for action in (Watch(20), SetByHand("Shorts", None), Act(30)):
        state = apply(state, action)
    shows(ring, panel, qtbot, state)
    qtbot.waitUntil(lambda: headings()[:2] == ["watched 20 rows", "set Shorts at random, 30 rows"])
    shows(ring, panel, qtbot, session_from_dataset("Table", state.dataset, range(3)))
    # Who set it in a table, and by what chance, is not known.
    qtbot.waitUntil(lambda: headings()[1] == "set Shorts to various states, 30 rows")


def test_with_little_width_nothing_is_cut(ring: Ring, panel: WhyPanel, qtbot: QtBot) -> None:
    panel.resize(350, 330)
    shows(ring, panel, qtbot, played())
    assert panel._beside.y() > panel.waterfall.parentWidget().mapTo(panel, panel.waterfall.pos()).y()
    assert panel._beside.mapTo(panel, panel._beside.rect().topRight()).x() < panel.width()
    assert panel._beside.widget().width() <= panel._beside.viewport().width()
    # A box has its chip and its arrow still.
    narrow = panel.pair.minimumSizeHint().width()
    panel.pair.resize(narrow, panel.pair.height())
    for box in (panel.pair.one, panel.pair.other):
        assert box.mapTo(panel.pair, box.rect().topRight()).x() < narrow
        assert box.width() >= chip_size(current_theme()).width() + 38
    assert narrow <= 2 * (chip_size(current_theme()).width() + 49)
    panel.resize(800, 240)
    qtbot.waitUntil(lambda: panel._beside.x() > panel.width() // 2)
