"""The panel through mouse and keys: it follows rows, and takes everything back in time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from engine.sessions.verbs import Watch
from gui.theme import LIGHT, Theme, apply_theme
from gui.weights.panel import WeightsPanel
from gui.weights.player import WHOLE_MS
from tests.gui.weights.conftest import Clock, Opened, pixel


def test_before_any_row_it_says_what_to_do(opened: Opened) -> None:
    _, panel = opened
    assert panel.chart.shown.sentence == "No rows yet. Watch 10 rows, or set something."
    assert panel.chart.shown.stack is not None
    np.testing.assert_allclose(panel.chart.shown.stack.weights[:, 0], [1 / 25] * 6 + [19 / 25])
    assert panel.moment.text() == "no rows yet"
    assert not panel.back.isEnabled()
    assert not panel.play.isEnabled()
    assert not panel.next.isEnabled()


def test_rows_appear_as_they_are_drawn(done: Opened) -> None:
    ring, panel = done
    shown = panel.chart.shown
    assert shown.stack is not None
    assert ring.analysis.results.posterior is not None
    leader = ring.analysis.results.digits[0]
    assert shown.stack.weights[0, -1] == pytest.approx(ring.analysis.results.posterior.weights[leader])
    assert [span.text for span in shown.spans] == ["watched 40", "Shorts = yes", "Shorts = no"]
    assert shown.sentence == ""
    assert panel.moment.text() == "row 60 of 60"
    assert not panel.note.isVisible()


def test_clicking_goes_to_that_row_and_the_way_back_is_a_button(done: Opened, qtbot: QtBot) -> None:
    ring, panel = done
    qtbot.mouseClick(panel.chart, Qt.MouseButton.LeftButton, pos=pixel(panel, 23))
    assert ring.analysis.results.n_rows == 23
    assert not ring.analysis.results.following
    assert panel.moment.text() == "row 23 of 60"
    assert panel.note.isVisible()
    qtbot.mouseClick(panel.note.button, Qt.MouseButton.LeftButton)
    assert ring.analysis.results.following
    assert not panel.note.isVisible()


def test_dragging_takes_the_line_along_and_to_the_present(done: Opened, qtbot: QtBot) -> None:
    ring, panel = done
    chart = panel.chart
    qtbot.mousePress(chart, Qt.MouseButton.LeftButton, pos=pixel(panel, 60))
    seen = []
    for row in (50, 30, 12):
        qtbot.mouseMove(chart, pixel(panel, row))
        seen.append(ring.analysis.results.n_rows)
    assert seen == [50, 30, 12]
    qtbot.mouseMove(chart, pixel(panel, 60) + QPoint(200, 0))
    qtbot.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=pixel(panel, 60))
    assert ring.analysis.results.following
    qtbot.mouseMove(chart, pixel(panel, 10))
    assert ring.analysis.results.following


def test_keys_step_by_checkpoint_batch_and_end(done: Opened, qtbot: QtBot) -> None:
    ring, panel = done
    panel.chart.setFocus()
    steps = [
        (Qt.Key.Key_Left, 59),
        (Qt.Key.Key_Left, 58),
        (Qt.Key.Key_PageUp, 50),
        (Qt.Key.Key_PageUp, 40),
        (Qt.Key.Key_Right, 41),
        (Qt.Key.Key_PageDown, 50),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_Left, 0),
        (Qt.Key.Key_End, 60),
        (Qt.Key.Key_Right, 60),
    ]
    for key, row in steps:
        qtbot.keyClick(panel.chart, key)
        assert ring.analysis.results.n_rows == row
    assert ring.analysis.results.following


def test_buttons_of_the_title_go_from_batch_to_batch(done: Opened, qtbot: QtBot) -> None:
    ring, panel = done
    for button, row in ((panel.back, 50), (panel.back, 40), (panel.next, 50), (panel.next, 60)):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert ring.analysis.results.n_rows == row
    assert not panel.next.isEnabled()


def test_playing_runs_from_the_start_to_the_present_and_stops(done: Opened, clock: Clock, qtbot: QtBot) -> None:
    ring, panel = done
    rows: list[int] = []
    ring.analysis.results_changed.connect(lambda results: rows.append(results.n_rows))
    qtbot.keyClick(panel.chart, Qt.Key.Key_Space)
    assert panel.play.accessibleName().startswith("Pause")
    for row in range(60):
        assert rows == list(range(row + 1))
        assert not ring.analysis.results.following
        clock.passes(panel, WHOLE_MS / 61)
    assert rows == list(range(61))
    assert ring.analysis.results.following
    assert panel.play.accessibleName().startswith("Play")


def test_the_speed_of_playing_is_chosen_by_mouse_and_key(done: Opened, qtbot: QtBot) -> None:
    _, panel = done
    assert panel.speed.text() == "1x"
    qtbot.mouseClick(panel.play, Qt.MouseButton.LeftButton)
    timer = next(each for each in panel.findChildren(QTimer) if each.isActive() and each.interval() >= 40)
    usual = timer.interval()
    place = panel.speed.geometry()
    qtbot.mouseClick(panel.speed, Qt.MouseButton.LeftButton)
    assert (panel.speed.text(), timer.interval()) == ("2x", round(usual / 2))
    qtbot.keyClick(panel.speed, Qt.Key.Key_Space)
    assert panel.speed.text() == "1/4x"
    assert timer.interval() == pytest.approx(usual * 4, abs=2)
    assert panel.speed.geometry() == place
    assert "4 times as slow" in panel.speed.accessibleName()
    assert timer.isActive()
    qtbot.mouseClick(panel.play, Qt.MouseButton.LeftButton)
    assert not timer.isActive()


def test_touching_the_line_stops_playing(done: Opened, clock: Clock, qtbot: QtBot) -> None:
    ring, panel = done
    qtbot.mouseClick(panel.play, Qt.MouseButton.LeftButton)
    clock.passes(panel, 3 * WHOLE_MS / 61)
    assert ring.analysis.results.n_rows == 3
    qtbot.mouseClick(panel.chart, Qt.MouseButton.LeftButton, pos=pixel(panel, 30))
    assert panel.play.accessibleName().startswith("Play")
    clock.ms += WHOLE_MS / 4
    qtbot.wait(200)
    assert ring.analysis.results.n_rows == 30


def test_new_rows_end_playing_and_lead_to_the_present(done: Opened, clock: Clock, qtbot: QtBot) -> None:
    ring, panel = done
    qtbot.mouseClick(panel.play, Qt.MouseButton.LeftButton)
    clock.passes(panel, WHOLE_MS / 4)
    assert panel.moment.text() == "row 15 of 60"
    ring.document.perform(Watch(5))
    qtbot.waitUntil(lambda: panel.moment.text() == "row 65 of 65")
    assert panel.play.accessibleName().startswith("Play")


def test_nothing_happens_on_wheel_or_right_button(done: Opened, qtbot: QtBot) -> None:
    ring, panel = done
    before = panel.grab().toImage()
    spot = pixel(panel, 20)
    target = panel.childAt(panel.chart.mapTo(panel, spot))
    # The chart itself answers, never the plot of pyqtgraph inside it.
    assert target is panel.chart
    wheel = QWheelEvent(
        spot.toPointF(),
        panel.chart.mapToGlobal(spot).toPointF(),
        QPoint(0, 120),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(panel.chart, wheel)
    qtbot.mouseClick(panel.chart, Qt.MouseButton.RightButton, pos=spot)
    assert not any(menu.isVisible() for menu in panel.findChildren(QMenu))
    assert ring.analysis.results.following
    assert panel.grab().toImage() == before


def test_bands_are_painted_where_they_belong(done: Opened) -> None:
    _, panel = done
    stack = panel.chart.shown.stack
    assert stack is not None
    image, theme = image_of(panel), Theme()
    row = int(np.argmax((stack.weights[:, :39] > 0.04).sum(axis=0)))
    weights = stack.weights[:, row]
    thick = [int(band) for band in np.flatnonzero(weights > 0.04) if stack.digits[band] is not None]
    assert len(thick) > 1
    for band in thick:
        height = float(stack.tops[band, row] - weights[band] * 0.5)
        place = panel.chart.mapTo(panel, pixel(panel, row, height))
        near = {image.pixelColor(place + QPoint(dx, 0)).name() for dx in range(-3, 4)}
        assert theme.candidate(stack.digits[band]).fill.name() in near


def test_what_came_later_is_dimmed(done: Opened, qtbot: QtBot) -> None:
    ring, panel = done
    place = panel.chart.mapTo(panel, pixel(panel, 58.5, 0.02))
    bright = image_of(panel).pixelColor(place)
    ring.analysis.select_rows(10)
    qtbot.wait(1)
    dim = image_of(panel).pixelColor(panel.chart.mapTo(panel, pixel(panel, 58.5, 0.02)))
    assert distance(dim, LIGHT.surface) < 0.5 * distance(bright, LIGHT.surface)


def test_chips_and_labels_never_overlap(done: Opened) -> None:
    _, panel = done
    boxes = list(panel.chart.chips.values())
    assert boxes
    for rank, box in enumerate(boxes):
        assert QRectF(panel.chart.frame.plot).contains(box)
        assert not any(box.intersects(other) for other in boxes[:rank])


def test_pointing_at_it_tells_what_is_there(done: Opened) -> None:
    _, panel = done
    frame = panel.chart.frame
    in_lane = QPoint(round(frame.x_of(45)), frame.lane.center().y())
    assert panel.chart.tip_at(in_lane.toPointF()) == "Rows 41 to 50: set Shorts = yes by hand (do)"
    at_bottom = pixel(panel, 60, 0.01) - QPoint(2, 0)
    assert panel.chart.tip_at(at_bottom.toPointF()).startswith("Structure 1 at row 60: 0.")
    assert panel.chart.tip_at(QPoint(2, 2).toPointF()) == ""


def test_a_screen_reader_hears_the_numbers(done: Opened, qtbot: QtBot) -> None:
    ring, panel = done
    ring.analysis.select_rows(0)
    assert panel.chart.accessibleName() == "Weights over time"
    assert panel.chart.accessibleDescription() == (
        "Row 0 of 60. Weights, exact: structure 1 0.04, structure 2 0.04, structure 3 0.04, structure 4 0.04, "
        "structure 5 0.04, structure 6 0.04, all others 0.76. "
        "4.64 bits still open (entropy). Done: watched 40, Shorts = yes 10, Shorts = no 10."
    )
    for button in panel.findChildren(QToolButton):
        assert button.accessibleName()


def test_it_follows_theme_and_scale(done: Opened, qapp: QApplication, qtbot: QtBot) -> None:
    _, panel = done
    before = panel.chart.frame
    apply_theme(qapp, Theme(dark=True, scale=1.5, reduced_motion=True))
    qtbot.waitUntil(lambda: panel.chart.frame.plot.left() > before.plot.left())
    on_line = panel.chart.mapTo(panel, pixel(panel, 60, 0.7))
    near = {image_of(panel).pixelColor(on_line + QPoint(dx, 0)).name() for dx in (-1, 0, 1)}
    assert Theme(dark=True).tokens.accent.name() in near
    assert len(panel.chart.chips) > 0


def image_of(panel: WeightsPanel) -> QImage:
    return panel.grab().toImage()


def distance(first: QColor, second: QColor) -> int:
    return sum(abs(a - b) for a, b in zip(first.getRgb()[:3], second.getRgb()[:3], strict=True))


def test_what_is_new_is_drawn_in_a_turn_of_its_own_or_when_it_is_painted(
    done: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, panel = done
    chart, drawn = panel.chart, []
    qtbot.waitUntil(lambda: bool(chart.chips))
    redraw = chart._bands.show_stack
    monkeypatch.setattr(chart._bands, "show_stack", lambda *what: drawn.append(what) or redraw(*what))
    chart.show_moment(replace(chart.shown, spans=chart.shown.spans[:1]))
    assert not drawn
    chart.grab()
    assert len(drawn) == 1
    QApplication.processEvents()
    assert len(drawn) == 1
    chart.show_moment(replace(chart.shown, spans=()))
    assert len(drawn) == 1
    qtbot.waitUntil(lambda: len(drawn) == 2)
