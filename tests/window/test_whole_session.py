"""A person builds a network, watches it, bets on what would tell, acts, looks back, asks why, saves and comes back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog

from engine.networks.interventions import Regime
from engine.sessions.edit_verbs import AddEdge
from engine.sessions.verbs import SetTable
from gui.gains.panel import GainsPanel
from tests.window.hand import Hand

PICTURES = Path(__file__).resolve().parents[2] / "build" / "pictures"


def best_of(panel: GainsPanel) -> Regime:
    """Return the experiment that is expected to tell most, once it is known."""
    best = panel.map.best
    assert best is not None
    return best


def test_a_whole_session(hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window, document = hand.window, hand.window.document
    window.actions_by_key["new_network"].trigger()
    hand.until(lambda: document.is_open)
    hand.waits()

    # Build: three variables in a chain.
    for _ in range(2):
        window.desk.world.canvas.setFocus()
        window.actions_by_key["add_variable"].trigger()
        hand.presses(Qt.Key.Key_Return)
    world = document.state.world
    assert world is not None
    assert len(world.variables) == 3
    first, second, third = world.names
    document.perform(AddEdge(first, second))
    document.perform(AddEdge(second, third))
    for name in (second, third):
        document.perform(SetTable(name, np.array([[0.9, 0.1], [0.15, 0.85]])))
    hand.waits()

    # Watch: three chains and forks are level.
    hand.presses(Qt.Key.Key_W)
    window.tool_bar.rows.box.setValue(60)
    hand.presses(Qt.Key.Key_W)
    assert document.state.dataset.n_rows >= 60
    assert window.analysis.results.look_alikes is not None

    # What would tell? One looks, bets on watching, and sees the regret.
    window.desk.raise_dock("gains")
    gains = window.desk.gains
    hand.until(lambda: gains.map.isVisible() and bool(gains.map.board.rows))
    hand.until(lambda: not gains._gaining.standing.working)
    watching = gains.map.cell_rect(0, 0).center().toPoint()
    hand.clicks_at(gains.map, watching)
    assert "less than the best (regret)" in gains.advice.words
    hand.clicks_at(gains.map, watching)
    best = best_of(gains)
    assert best.interventions
    before = window.analysis.results.posterior
    assert before is not None
    hand.clicks("Set it, 60 rows", gains)
    assert document.state.dataset.batches[-1].regime == best
    after = window.analysis.results.posterior
    assert after is not None
    assert after.entropy_bits < before.entropy_bits - 0.3

    # Scrub back to before the intervention, and ask why since then.
    window.desk.weights.chart.setFocus()
    hand.presses(Qt.Key.Key_PageUp)
    assert not window.analysis.results.following
    earlier = window.analysis.results.posterior
    assert earlier is not None
    np.testing.assert_allclose(earlier.weights, before.weights, rtol=1e-9)
    hand.presses(Qt.Key.Key_End)
    assert window.analysis.results.following
    window.desk.raise_dock("why")
    why = window.desk.why
    hand.until(lambda: bool(why.waterfall.lanes) and why.waterfall.isVisible())
    assert any(lane.acted for lane in why.waterfall.lanes)
    hand.clicks_at(why.waterfall, why.waterfall.bar_rect(0).center().toPoint() + QPoint(1, 1))
    assert why.sentence.text()
    hand.looks(PICTURES / "whole-session.png", colours=61)

    # Save, go on, reopen: the same screen.
    saved = tmp_path / "mine.yaml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(saved), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(saved), ""))
    kept = document.state
    hand.presses(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    hand.until(saved.exists)
    hand.until(lambda: not document.has_unsaved_changes)
    weights = after.weights
    hand.presses(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    hand.until(lambda: document.state is not kept)
    hand.waits()
    state = document.state
    assert (state.world, state.positions, state.regime, state.seed) == (
        kept.world,
        kept.positions,
        kept.regime,
        kept.seed,
    )
    for old, new in zip(kept.dataset.batches, state.dataset.batches, strict=True):
        assert (old.regime, old.values.tolist()) == (new.regime, new.values.tolist())
    reopened = window.analysis.results.posterior
    assert reopened is not None
    np.testing.assert_allclose(reopened.weights, weights, rtol=1e-9)
