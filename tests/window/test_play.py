"""A person opens the first lesson, plays a step, watches, acts, undoes, looks back, saves and opens it again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog

from engine.posterior.enumeration import enumerate_posterior
from gui.importing.dialog import ImportDialog
from tests.conftest import SHARED
from tests.window.hand import Hand

PICTURES = Path(__file__).resolve().parents[2] / "build" / "pictures"


def test_the_first_lesson_by_mouse_and_keys(hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window, document = hand.window, hand.window.document
    hand.looks(PICTURES / "start.png", colours=21)
    hand.until(lambda: hand.window.start_page.hero.isVisible())

    hand.clicks("Start the lesson")
    hand.until(lambda: document.is_open)
    hand.waits()
    assert document.state.phase == "bet"
    lesson = window.desk.lesson
    hand.presses(Qt.Key.Key_1)
    hand.clicks("Place bet", lesson)
    assert document.state.lesson.bet == 0
    hand.clicks("Watch 40 rows", lesson)
    assert document.state.dataset.n_rows == 40
    assert document.state.bet_was_right
    hand.sees("Next", inside=lesson)

    # Acting in the Experiment panel, then by keys alone.
    hand.clicks("Set Shorts = yes", window.desk.experiment)
    hand.clicks("Set Shorts = yes, 10 rows", window.desk.experiment)
    assert document.state.dataset.n_rows == 50
    hand.presses(Qt.Key.Key_A)
    hand.presses(Qt.Key.Key_W)
    assert [batch.n_rows for batch in document.state.dataset.batches] == [40, 10, 10, 10]
    assert [len(batch.regime.interventions) for batch in document.state.dataset.batches] == [0, 1, 1, 0]

    results = window.analysis.results
    expected = enumerate_posterior(document.state.dataset, document.state.space, document.state.assumptions)
    assert results.posterior is not None
    np.testing.assert_allclose(results.posterior.weights, expected.weights, rtol=1e-9)
    hand.looks(PICTURES / "desk.png", colours=61)

    hand.presses(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert document.state.dataset.n_rows == 60
    hand.presses(Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert document.state.dataset.n_rows == 70

    saved = tmp_path / "mine.yaml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(saved), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(saved), ""))
    hand.presses(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    hand.until(saved.exists)
    hand.until(lambda: not document.has_unsaved_changes)
    before = document.state
    hand.presses(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert document.state.dataset.n_rows == 0
    hand.presses(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    hand.presses(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    hand.until(lambda: document.state is not before)
    hand.waits()
    for old, new in zip(before.dataset.batches, document.state.dataset.batches, strict=True):
        assert old.regime == new.regime
        assert np.array_equal(old.values, new.values)
    assert document.state.lesson == before.lesson


def test_the_whole_lesson_can_be_walked_by_keyboard(hand: Hand) -> None:
    document = hand.window.document
    hand.clicks("Start the lesson")
    hand.until(lambda: document.is_open)
    hand.waits()
    for step in range(len(document.state.scenario.steps)):
        assert document.state.lesson.step == step
        if document.state.phase == "bet":
            hand.presses(Qt.Key.Key_1)
            hand.presses(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        if document.state.phase == "act":
            hand.presses(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        hand.until(lambda: document.state.phase == "revealed")
        if not document.state.is_last_step:
            hand.presses(Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert document.state.is_last_step
    hand.looks(PICTURES / "last-step.png", colours=41)


@pytest.mark.skipif(not SHARED.exists(), reason="the protein data is not part of the project")
def test_real_data_with_labels_of_what_was_set(hand: Hand) -> None:
    document = hand.window.document
    chosen = {"Raf", "Mek", "Erk", "Akt", "PKA"}

    def choose() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, ImportDialog):
            QTimer.singleShot(50, choose)
            return
        view = dialog.list.view
        # As many as there are can be taken, so all are chosen at first.
        for row in range(view.model().rowCount()):
            line = view.model().index(row, 0)
            if line.data() not in chosen:
                view.scrollTo(line)
                hand.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(line).center())
        dialog.grab().save(str(PICTURES / "import.png"))
        hand.qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)

    QTimer.singleShot(50, choose)
    hand.window.open_path(SHARED / "data" / "sachs.csv")
    hand.until(lambda: document.is_open)
    hand.waits()
    assert document.state.dataset.n_rows == 5400
    assert {variable.name for variable in document.state.variables} == chosen
    posterior = hand.window.analysis.results.posterior
    assert posterior is not None
    # PKA was set in 600 rows, and every structure of weight has it above the others.
    place = document.state.belief_names.index("PKA")
    assert np.delete(posterior.edge_probabilities[place], place).min() > 0.99
    hand.looks(PICTURES / "sachs.png", colours=41)
