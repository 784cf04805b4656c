"""Other ways to see the same weights, chosen by mouse and key: lines, batches of one width, what is still open."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.data.dataset import Batch, Dataset
from engine.posterior.enumeration import enumerate_posterior
from gui.theme import Theme
from gui.weights.entropy import highest_bits, line_points, reading
from gui.weights.panel import WeightsPanel
from gui.weights.scrubber import labels_at
from gui.weights.view import USUAL, View
from tests.gui.weights.conftest import Opened, pixel


def chooses(panel: WeightsPanel, action: QAction, qtbot: QtBot) -> None:
    """Open the menu of the button with the mouse and click there."""
    menu = panel.view_menu.menu
    qtbot.mouseClick(panel.view_menu.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(menu.isVisible)
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())


def test_lines_are_chosen_by_mouse_and_drawn_where_the_weights_are(done: Opened, qtbot: QtBot) -> None:
    ring, panel = done
    seen: list[View] = []
    panel.view_changed.connect(seen.append)
    chooses(panel, panel.view_menu.lines, qtbot)
    assert seen == [View("lines")]
    assert panel.view_menu.lines.isChecked()
    assert not panel.view_menu.areas.isChecked()
    assert panel.chart.chips == {}
    digits, posterior = ring.analysis.results.digits, ring.analysis.results.posterior
    assert posterior is not None
    weights = posterior.weights[list(digits)]
    # The line that stands farthest from all others.
    apart = np.abs(weights[:, None] - weights) + 2 * np.eye(len(weights))
    digit = int(np.argmax(apart.min(axis=1))) + 1
    weight = float(weights[digit - 1])
    stack, image, ink = panel.chart.shown.stack, panel.grab().toImage(), Theme().candidate(digit).outline
    assert stack is not None
    found = []
    for row in np.arange(25, 60, 0.25):
        height = float(np.interp(row, stack.rows, stack.weights[digit - 1]))
        place = panel.chart.mapTo(panel, pixel(panel, row, height))
        near = [image.pixelColor(place + QPoint(0, dy)) for dy in (-1, 0, 1)]
        found.append(min(abs(each.red() - ink.red()) + abs(each.blue() - ink.blue()) for each in near) < 60)
    # Dashes leave half of it out at most, and other lines and batch ends lie over some.
    assert np.mean(found) > 0.3
    tip = panel.chart.tip_at(pixel(panel, 59.9, weight).toPointF())
    assert tip == f"Structure {digit} at row 60: {weight:.3f}"
    chooses(panel, panel.view_menu.areas, qtbot)
    assert panel.view == USUAL
    assert panel.chart.chips


def test_labels_of_lines_stand_in_the_order_of_their_weights(done: Opened) -> None:
    _, panel = done
    panel.show_view(View("lines"))
    stack = panel.chart.shown.stack
    assert stack is not None
    for checkpoint in (10, 35, 60):
        labels = labels_at(panel.chart.frame, stack, checkpoint, "lines")
        weights = [label.weight for label in labels]
        assert weights == sorted(weights)
        assert [label.y for label in labels] == sorted((label.y for label in labels), reverse=True)


def test_batches_of_one_width_are_chosen_by_key_and_lead_to_the_right_row(done: Opened, qtbot: QtBot) -> None:
    ring, panel = done
    panel.view_menu.button.setFocus()
    qtbot.keyClick(panel.view_menu.button, Qt.Key.Key_Space)
    menu = panel.view_menu.menu
    qtbot.waitUntil(menu.isVisible)
    qtbot.keyClick(menu, Qt.Key.Key_B)
    assert panel.view == View(along="batches")
    plot = panel.chart.frame.plot
    # 40, 10 and 10 rows: the middle of the second third is the middle of rows 41 to 50.
    middle = QPoint(round(plot.left() + plot.width() / 2), plot.center().y())
    qtbot.mouseClick(panel.chart, Qt.MouseButton.LeftButton, pos=middle)
    assert ring.analysis.results.n_rows == 45
    qtbot.keyClick(panel.chart, Qt.Key.Key_Right)
    assert ring.analysis.results.n_rows == 46
    spans = [panel.chart.frame.columns(span.start, span.end) for span in panel.chart.shown.spans]
    widths = [span.width() for span in spans]
    assert max(widths) - min(widths) <= 1


def test_the_entropy_is_that_of_the_weights_after_every_batch(done: Opened) -> None:
    ring, panel = done
    state, stack = ring.document.state, panel.chart.shown.stack
    assert stack is not None
    assert stack.entropy is not None
    assert stack.entropy_errors is None
    assert stack.entropy[0] == pytest.approx(math.log2(25))
    for seen, end in enumerate(stack.batch_ends, start=1):
        dataset = Dataset(state.dataset.variables, state.dataset.batches[:seen])
        weights = enumerate_posterior(dataset, state.space, state.assumptions).weights
        expected = -sum(float(w) * math.log2(w) for w in weights if w > 0)
        assert stack.entropy[int(np.flatnonzero(stack.rows == end)[0])] == pytest.approx(expected, abs=1e-9)


def test_within_a_batch_too(done: Opened) -> None:
    ring, panel = done
    state, stack = ring.document.state, panel.chart.shown.stack
    assert stack is not None
    assert stack.entropy is not None
    first = state.dataset.batches[0]
    dataset = Dataset(state.dataset.variables, (Batch(first.values[:23], first.regime),))
    expected = enumerate_posterior(dataset, state.space, state.assumptions).weights
    found = stack.entropy[int(np.flatnonzero(stack.rows == 23)[0])]
    assert found == pytest.approx(-sum(float(w) * math.log2(w) for w in expected if w > 0), abs=1e-9)


def test_what_is_open_is_drawn_below_and_said(done: Opened, qtbot: QtBot) -> None:
    ring, panel = done
    panel.window().resize(640, 340)
    qtbot.waitUntil(lambda: panel.chart.frame.strip is not None)
    ring.analysis.select_rows(23)
    frame, stack = panel.chart.frame, panel.chart.shown.stack
    assert stack is not None
    assert stack.entropy is not None
    assert frame.strip is not None
    open_then = float(stack.entropy[23])
    assert reading(stack, 23) == f"{open_then:.2f} bits"
    assert highest_bits(stack.entropy) == 5
    point = line_points(frame, stack, stack.entropy)[23]
    assert point.x() == pytest.approx(frame.x_of(23))
    assert frame.strip.top() + frame.strip.height() - point.y() == pytest.approx(
        frame.strip.height() * open_then / 5, abs=1.5
    )
    assert panel.chart.tip_at(point) == f"At row 23: {open_then:.2f} bits still open (entropy)"
    assert f"{open_then:.2f} bits still open" in panel.chart.accessibleDescription()
    image = panel.grab().toImage()
    place = panel.chart.mapTo(panel, line_points(frame, stack, stack.entropy)[15].toPoint())
    darkest = min(image.pixelColor(place + QPoint(0, dy)).lightness() for dy in range(-2, 3))
    assert darkest < 90
    # The strip scrubs as the plot does.
    strip_at = QPoint(round(frame.x_of(12)), frame.strip.center().y())
    qtbot.mouseClick(panel.chart, Qt.MouseButton.LeftButton, pos=strip_at)
    assert ring.analysis.results.n_rows == 12


def test_what_is_open_can_be_hidden(done: Opened, qtbot: QtBot) -> None:
    _, panel = done
    panel.window().resize(640, 340)
    qtbot.waitUntil(lambda: panel.chart.frame.strip is not None)
    height = panel.chart.frame.plot.height()
    chooses(panel, panel.view_menu.entropy, qtbot)
    assert panel.view == View(entropy=False)
    assert panel.chart.frame.strip is None
    assert panel.chart.frame.plot.height() > height
    panel.show_view(USUAL)
    panel.window().resize(640, 200)
    qtbot.waitUntil(lambda: panel.chart.height() < 160)
    assert panel.chart.frame.strip is None


def test_estimates_keep_their_errors_in_every_view(done: Opened, qapp: QApplication) -> None:
    _, panel = done
    shown = panel.chart.shown
    assert shown.stack is not None
    off = np.full_like(shown.stack.tops, 0.03)
    estimated = replace(shown.stack, errors=off, entropy_errors=np.full(len(shown.stack.rows), 0.2))
    exact_room = panel.chart.frame.plot.width()
    for curves in ("areas", "lines"):
        panel.chart.show_moment(replace(shown, stack=estimated, kind="sampled", view=View(curves)))
        assert panel.chart.frame.plot.width() < exact_room
        labels = labels_at(panel.chart.frame, estimated, 60, curves)
        assert {label.error for label in labels} == {0.03}
        assert reading(estimated, 60).endswith("±0.20 bits")
    # Around each line, as far as one standard error, its colour is seen.
    panel.chart.show_moment(replace(shown, stack=estimated, view=View("lines")))
    with_errors = panel.grab().toImage()
    panel.chart.show_moment(replace(shown, view=View("lines")))
    assert panel.grab().toImage() != with_errors
    leading = float(estimated.weights[0, 30])
    panel.chart.show_moment(replace(shown, stack=estimated, view=View("lines")))
    beside = panel.chart.mapTo(panel, pixel(panel, 30.5, leading + 0.022))
    tinted = panel.grab().toImage().pixelColor(beside)
    assert tinted.saturation() > 20
