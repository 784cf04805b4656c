"""A person loads a whole table of eleven proteins, and one that takes seconds to work out."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog

from engine.posterior.digest import believe_in_sum
from engine.posterior.digest_following import follow_present
from engine.posterior.digest_history import DigestHistory
from engine.progress import Progress
from engine.sessions.state import session_from_dataset
from gui import summing
from gui.analysis import BELIEF
from gui.importing.dialog import ImportDialog
from tests.conftest import SHARED
from tests.gui.worlds import wide_table
from tests.patience import PATIENCE
from tests.window.hand import Hand

PICTURES = Path(__file__).resolve().parents[2] / "build" / "pictures"
LEFT = Qt.MouseButton.LeftButton


def takes_all(hand: Hand) -> None:
    """Press the button of the dialog that asks for columns, once it is there."""
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, ImportDialog):
        dialog.grab().save(str(PICTURES / "import-all.png"))
        hand.qtbot.mouseClick(dialog.ok, LEFT)
    else:
        QTimer.singleShot(50, lambda: takes_all(hand))


@pytest.mark.skipif(not SHARED.exists(), reason="the protein data is not part of the project")
def test_all_eleven_proteins(hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window, document = hand.window, hand.window.document
    QTimer.singleShot(50, lambda: takes_all(hand))
    window.open_path(SHARED / "data" / "sachs.csv")
    hand.until(lambda: document.is_open)
    hand.waits()
    state = document.state
    assert (state.space.n, state.dataset.n_rows) == (11, 5400)
    *_, last = believe_in_sum(state.dataset, state.space, state.assumptions)  # type: ignore[arg-type]
    assert last.partial is not None
    edges = last.partial.edge_probabilities
    names = state.belief_names
    shown = {item.ends: item.state.probability for item in window.desk.belief.canvas.edges()}
    assert shown
    for (parent, child), probability in shown.items():
        assert probability == pytest.approx(edges[names.index(parent), names.index(child)])
    assert window.desk.weights.chart.isVisible()
    hand.until(lambda: window.analysis.results.sums is not None and window.analysis.results.sums.complete)
    assert hand.sees("Belief: exact, by dynamic programming")
    assert hand.sees("exact, by dynamic programming", inside=window.desk.belief)
    hand.looks(PICTURES / "eleven.png", colours=41)

    # A card of the most probable structures can be pressed, and the session saved and opened again.
    card = window.desk.candidates.best.shown()[1]
    hand.clicks_at(card, card.rect().center())
    saved = tmp_path / "proteins.yaml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(saved), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(saved), ""))
    # No window manager gives the keys back to the window when the dialog is gone.
    window.activateWindow()
    hand.until(window.isActiveWindow)
    hand.presses(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    hand.until(saved.exists)
    hand.until(lambda: not document.has_unsaved_changes)
    hand.presses(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    hand.until(lambda: document.state is not state)
    hand.waits()
    again = window.analysis.results.digest
    assert document.state.space == state.space
    assert again is not None
    np.testing.assert_allclose(again.edge_probabilities, edges, rtol=1e-12)


def test_long_work_can_be_cancelled_and_taken_up_again(hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    window, gate = hand.window, threading.Event()

    def held(known: DigestHistory) -> Iterator[Progress[DigestHistory]]:
        for progress in follow_present(known):
            yield progress
            if progress.done:
                assert gate.wait(PATIENCE / 1000)

    monkeypatch.setattr(summing, "follow_present", held)
    window._show_session(session_from_dataset("Wide", wide_table(18, 500, 2), range(18)), None, None)
    hand.until(lambda: bool(hand._all("Cancel", QAbstractButton, None)))
    assert hand.sees("Working it out ...").isVisible()
    hand.looks(PICTURES / "working.png")
    assert window.jobs.is_running(BELIEF)
    hand.clicks("Cancel")
    gate.set()
    assert not window.jobs.is_running(BELIEF)
    assert hand.sees("You stopped it.")
    hand.clicks("Work it out")
    hand.until(lambda: window.analysis.results.digest is not None)
    assert window.desk.belief.canvas.edges()
    hand.presses(Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    hand.looks(PICTURES / "eighteen.png", colours=41)
