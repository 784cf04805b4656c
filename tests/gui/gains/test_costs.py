"""Costs on screen: the dialog, gain for each unit of cost, what is too dear, and the bar of the budget."""

from __future__ import annotations

import math

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from engine.networks.interventions import OBSERVATION, Regime, do, randomize
from engine.questions.experiments import Gain, Gains
from engine.sessions.actions import apply
from engine.sessions.costs import ActCosts, ActCostsByName, Cost, Costs
from engine.sessions.spending import spending
from engine.sessions.state import SessionState
from engine.sessions.verbs import Act, SetByHand, SetCosts, Watch
from gui.gains.costs_dialog import HEADS, CostsDialog
from gui.gains.measure import Measure
from gui.gains.panel import GainsPanel
from tests.gui.worlds import Ring, shorts_session

LEFT = Qt.MouseButton.LeftButton
DEAR_SUN = Costs(acts=ActCostsByName({"Sun": ActCosts(Cost(20), Cost(20), Cost(20))}))


@pytest.fixture
def panel(ring: Ring, qtbot: QtBot) -> GainsPanel:
    panel = GainsPanel(ring.document, ring.analysis, ring.jobs)
    qtbot.addWidget(panel)
    panel.resize(360, 900)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def shows(ring: Ring, panel: GainsPanel, qtbot: QtBot, costs: Costs) -> SessionState:
    state = apply(apply(shorts_session(), Watch(40)), SetCosts(costs))
    ring.document.reset(state)
    qtbot.waitUntil(lambda: ring.is_quiet() and panel.player.step.isEnabled())
    return state


def per_cost(panel: GainsPanel, qtbot: QtBot) -> None:
    qtbot.mouseClick(panel.asking.measure.buttons()[1], LEFT)


def worth(panel: GainsPanel, regime: Regime) -> float:
    line, place = panel.map.board.find(regime) or (0, 0)
    return panel.map.board.rows[line].cells[place].worth


def test_bits_are_divided_by_costs_and_another_experiment_is_best(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    state = shows(ring, panel, qtbot, DEAR_SUN)
    sun = state.belief_names.index("Sun")
    told = {cell.regime: cell.worth for row in panel.map.board.rows for cell in row.cells}
    assert panel.map.best is not None
    assert panel.map.best.targets == {sun}
    per_cost(panel, qtbot)
    for regime, bits in told.items():
        assert worth(panel, regime) == pytest.approx(bits / (20 if regime.targets == {sun} else 1))
    best = max(told, key=lambda regime: worth(panel, regime))
    assert panel.map.best == best
    assert best.targets != {sun}
    assert panel.advice.words.startswith("Most telling for its cost: set Ice cream")
    assert panel.map.highest == pytest.approx(worth(panel, best))
    assert panel.heading.text().endswith("for each unit of cost")
    panel.map.setFocus()
    qtbot.keyClick(panel.map, Qt.Key.Key_Down)
    assert "costs 20, 0.010 bits for each unit of it" in panel.map.accessibleDescription()


def test_what_is_free_and_tells_something_comes_first(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    state = shows(ring, panel, qtbot, Costs(Cost(0), DEAR_SUN.acts))
    per_cost(panel, qtbot)
    assert math.isinf(worth(panel, OBSERVATION))
    assert panel.map.board.rows[0].cells[0].number == "free"
    assert panel.map.best == OBSERVATION
    assert math.isfinite(panel.map.highest)
    gains = Gains((Gain(OBSERVATION, 1e-17), Gain(Regime((do(1, 0),)), 0.2)), 1.0)
    best = Measure.of(state, 1, 1, per_cost=True).best(gains)
    assert best is not None
    assert best.regime != OBSERVATION


def test_two_at_once_are_shown_by_what_they_cost_together(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    shows(ring, panel, qtbot, DEAR_SUN)
    qtbot.mouseClick(panel.asking.acts.buttons()[1], LEFT)
    qtbot.waitUntil(lambda: panel._gaining.gains is not None and not panel._gaining.standing.working)
    per_cost(panel, qtbot)
    for row in panel.map.board.rows[1:]:
        for cell in row.cells:
            assert cell.gain is not None
            assert cell.worth == pytest.approx(cell.gain.bits / (21 if 0 in cell.regime.targets else 2))


def test_what_costs_more_than_is_left_is_marked_and_not_played(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    budget = Costs(DEAR_SUN.watch, DEAR_SUN.acts, budget=75)
    state = shows(ring, panel, qtbot, budget)
    sun = state.belief_names.index("Sun")
    assert "35 of 75 left" in panel.spending.bar.words.text()
    for row in panel.map.board.rows:
        for cell in row.cells:
            assert cell.dear == (cell.regime.targets == {sun})
    assert panel.hint.text() == "Struck corner: costs more than is left."
    assert panel.map.best is not None
    assert panel.map.best.targets != {sun}
    qtbot.mouseClick(panel.player.play, LEFT)
    qtbot.waitUntil(lambda: not panel.player.plays)
    qtbot.waitUntil(ring.is_quiet)
    now = ring.document.state
    assert spending(now).left == 5
    assert [batch.n_rows for batch in now.dataset.batches] == [40, 10, 10, 10]
    assert all(not batch.regime.targets & {sun} for batch in now.dataset.batches)
    assert panel.spending.stopped.startswith(
        "Nothing on the map can be paid for: the cheapest costs 10, and 5 of the budget of 75 is left."
    )
    assert not panel.advice.button.isEnabled()
    ring.document.undo()
    assert panel.spending.stopped == ""
    qtbot.waitUntil(lambda: ring.is_quiet() and panel.player.step.isEnabled())


def test_a_person_is_refused_with_one_sentence(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    shows(ring, panel, qtbot, Costs(budget=45))
    with qtbot.waitSignal(ring.document.rejected) as heard:
        ring.document.perform(Watch(10))
    assert heard.args is not None
    assert heard.args[0].startswith("This costs 10, and 5 of the budget of 45 is left.")
    assert ring.document.state.dataset.n_rows == 40


def test_the_bar_shows_watching_and_acting_apart(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    shows(ring, panel, qtbot, Costs(budget=100))
    for action in (SetByHand("Sun"), Act(10)):
        ring.document.perform(action)
        qtbot.waitUntil(ring.is_quiet)
    assert panel.spending.bar.shares == pytest.approx((0.4, 0.1, 0.0))
    assert panel.spending.bar.words.text() == "Spent 40 on watching and 10 on acting. 50 of 100 left."
    ring.document.perform(SetCosts(Costs()))
    assert panel.spending.bar.words.text() == "Spent 40 on watching and 10 on acting. No budget."


def test_what_is_chosen_is_planned_on_the_bar(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    shows(ring, panel, qtbot, Costs(DEAR_SUN.watch, DEAR_SUN.acts, budget=200))
    for regime, planned, said in (
        (Regime((do(1, 0),)), 10, ", 10 planned. 160 of 200 left."),
        (Regime((do(0, 0),)), 200, ", 200 planned. 160 of 200 left. What is planned is 40 too much."),
    ):
        line, place = panel.map.board.find(regime) or (0, 0)
        qtbot.mouseClick(panel.map, LEFT, pos=panel.map.cell_rect(line, place).center().toPoint())
        assert panel.spending.bar.shares == pytest.approx((0.2, 0.0, planned / 200))
        assert panel.spending.bar.words.text().endswith(said)
    assert not panel.advice.button.isEnabled()


def typed(qtbot: QtBot, dialog: CostsDialog, place: tuple[str, str], words: str, part: int = 0) -> None:
    field = dialog.fields[part][place]
    field.selectAll()
    qtbot.keyClicks(field, words)


def test_costs_are_typed_taken_and_undone(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    before = shows(ring, panel, qtbot, Costs())
    panel.spending.button.setFocus()
    qtbot.keyClick(panel.spending.button, Qt.Key.Key_Space)
    dialog = panel.window().findChild(CostsDialog)
    assert isinstance(dialog, CostsDialog)
    typed(qtbot, dialog, ("", "watch"), "0,5")
    typed(qtbot, dialog, ("Sun", "set"), "5")
    qtbot.mouseClick(dialog.part.buttons()[1], LEFT)
    typed(qtbot, dialog, ("Sun", "set"), "20", part=1)
    qtbot.keyClicks(dialog.budget, "300")
    assert dialog.fields[0]["Sun", "random"].accessibleName() == "randomising Sun, for each row"
    qtbot.mouseClick(dialog.ok, LEFT)
    wanted = Costs(Cost(0.5), ActCostsByName({"Sun": ActCosts(set=Cost(5, 20))}), 300)
    assert ring.document.state.costs == wanted
    assert "280 of 300 left" in panel.spending.bar.words.text()
    assert ring.document.past.undo_text == "Change the budget"
    ring.document.undo()
    assert ring.document.state == before
    qtbot.waitUntil(lambda: panel.window().findChild(CostsDialog) is None)


def test_what_is_written_stands_in_columns(qtbot: QtBot) -> None:
    dialog = CostsDialog(Costs(), ["Sun", "A variable with a long name"])
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    fields = dialog.fields[0]

    def span(widget: QWidget) -> tuple[int, int]:
        left = widget.mapTo(dialog, QPoint(0, 0)).x()
        return left, left + widget.width()

    for height in (240, 640):
        dialog.resize(dialog.width(), height)
        QApplication.processEvents()
        assert span(dialog.budget) == span(fields["", "watch"]) == span(fields["Sun", "set"])
    for way, words in zip(("set", "random", "push"), HEADS, strict=True):
        first = span(fields["Sun", way])
        assert first == span(fields["A variable with a long name", way])
        (head,) = [each for each in dialog.findChildren(QLabel) if each.text() == words and each.isVisible()]
        assert span(head) == first
        assert head.alignment() & Qt.AlignmentFlag.AlignRight
        assert head.width() >= head.sizeHint().width()


@pytest.mark.parametrize("words", ["-1", "dear", "nan", "inf", ""])
def test_what_is_no_cost_cannot_be_taken(qtbot: QtBot, words: str) -> None:
    dialog = CostsDialog(Costs(Cost(1 / 3)), ["Sun"])
    qtbot.addWidget(dialog)
    assert dialog.costs() == Costs(Cost(1 / 3))
    field = dialog.fields[0]["Sun", "push"]
    field.setText(words)
    assert not dialog.ok.isEnabled()
    assert dialog.fault.text() == (f'"{words}" is no cost for pushing Sun, for each row. A cost is a number from 0 on.')
    field.setText("0")
    assert dialog.ok.isEnabled()
    if words:
        dialog.budget.setText(words)
        assert not dialog.ok.isEnabled()
        assert "is no budget" in dialog.fault.text()


def test_randomising_is_dear_by_itself(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    acts = ActCostsByName({"Shorts": ActCosts(randomise=Cost(1, 50))})
    shows(ring, panel, qtbot, Costs(acts=acts, budget=60))
    dear = [cell.regime for row in panel.map.board.rows for cell in row.cells if cell.dear]
    assert dear == [Regime((randomize(1),))]
