"""The animation: every moment has a picture, files are whole, and it stops when it is asked to."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gui.belief.picture import belief_graph
from gui.main_window.filming import film_of
from gui.pictures import film_dialog, storing
from gui.pictures.film import LAST_MS, Camera, Film, durations, frame_size, moments_of
from gui.pictures.film_dialog import NO_GIF, FilmDialog
from gui.theme import DARK
from gui.timeline.spans import spans_of
from gui.weights.chart import Shown
from gui.weights.stack import stacked
from tests.gui.weights.histories import USUAL, history_of, played
from tests.gui.worlds import Ring, made_ring, shorts_session

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def ring(qtbot: QtBot) -> Iterator[Ring]:
    for ring in made_ring():
        ring.document.reset(played(shorts_session(), *USUAL))
        qtbot.waitUntil(ring.is_quiet)
        yield ring


def filmed(ring: Ring) -> Film:
    state, results = ring.document.state, ring.analysis.results
    assert results.history is not None
    spans = spans_of(state.dataset.batches, state.variables)
    shown = Shown(stacked(results.history, results.digits), spans)
    return film_of(shown, results.history, state, results)


@pytest.fixture
def dialog(ring: Ring, qtbot: QtBot, tmp_path: Path) -> FilmDialog:
    film = filmed(ring)
    few = Film(film.moments[::12], film.made, film.caption)
    dialog = FilmDialog(few, ring.jobs, tmp_path)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def chooses(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(path))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))


def saves(dialog: FilmDialog, qtbot: QtBot) -> None:
    qtbot.mouseClick(dialog.save, LEFT)
    qtbot.waitUntil(lambda: not dialog.is_running)


def test_pictures_are_written_one_a_moment(
    dialog: FilmDialog, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chooses(monkeypatch, tmp_path)
    qtbot.mouseClick(dialog.ground.buttons()[1], LEFT)
    saves(dialog, qtbot)
    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == [f"belief-{number}.png" for number in range(1, 7)]
    assert dialog.told.text() == f"Saved: 6 pictures in {tmp_path.name}."
    images = [QImage(str(file)) for file in files]
    assert all(image.size() == frame_size() for image in images)
    assert all(image.pixelColor(2, 2) == QColor(DARK.surface) for image in images)
    assert len({bytes(image.constBits()) for image in images}) == len(images)


def test_a_film_shows_belief_as_it_was_with_what_was_done(ring: Ring) -> None:
    film, state = filmed(ring), ring.document.state
    assert film.moments == tuple(range(61))
    assert film.caption(0) == "Before any data"
    assert film.caption(23) == "Row 23 of 60. Rows 1 to 40: watched"
    assert film.caption(45) == "Row 45 of 60. Rows 41 to 50: set Shorts = yes by hand (do)"
    graph, weights = film.made()
    graph.show(45)
    weights.show(45)
    belief = history_of(state).posterior_at(45)
    assert graph.widget.graph == belief_graph(state, belief, None)  # type: ignore[attr-defined]
    assert weights.widget.row == 45  # type: ignore[attr-defined]
    for part in (graph, weights):
        part.widget.deleteLater()


def test_an_animated_gif_holds_every_picture(
    dialog: FilmDialog, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    image_module = pytest.importorskip("PIL.Image")
    chooses(monkeypatch, tmp_path / "moved")
    qtbot.mouseClick(dialog.kind.buttons()[1], LEFT)
    saves(dialog, qtbot)
    assert dialog.told.text() == "Saved: moved.gif."
    assert [file.name for file in tmp_path.iterdir()] == ["moved.gif"]
    with image_module.open(tmp_path / "moved.gif") as gif:
        assert gif.n_frames == 6
        assert gif.size == frame_size().toTuple()
        gif.seek(5)
        assert gif.info["duration"] == LAST_MS


def test_without_the_package_it_says_why_there_is_no_gif(
    ring: Ring, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(film_dialog, "can_write_gif", lambda: False)
    dialog = FilmDialog(filmed(ring), ring.jobs, tmp_path)
    qtbot.addWidget(dialog)
    gif = dialog.kind.buttons()[1]
    assert not gif.isEnabled()
    assert gif.toolTip() == NO_GIF
    assert any(label.text() == NO_GIF for label in dialog.findChildren(type(dialog.told)))


def test_whether_the_package_is_there_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storing, "find_spec", lambda name: None if name == "PIL" else sys)
    assert not storing.can_write_gif()


def test_it_stops_at_once_and_leaves_whole_files(
    ring: Ring, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = FilmDialog(filmed(ring), ring.jobs, tmp_path)
    qtbot.addWidget(dialog)
    dialog.show()
    chooses(monkeypatch, tmp_path)
    qtbot.mouseClick(dialog.save, LEFT)
    qtbot.waitUntil(lambda: dialog.bar.value() >= 2)
    qtbot.mouseClick(dialog.cancel, LEFT)
    assert not dialog.is_running
    assert dialog.told.text().startswith("Stopped.")
    ring.jobs.shut_down()
    files = sorted(tmp_path.iterdir())
    assert 2 <= len(files) < 61
    assert all(file.suffix == ".png" and not QImage(str(file)).isNull() for file in files)


def test_a_folder_that_cannot_be_written_gets_one_sentence(
    dialog: FilmDialog, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chooses(monkeypatch, tmp_path / "gone")
    saves(dialog, qtbot)
    assert "it could not be saved: the folder does not exist" in dialog.told.text()
    assert dialog.save.isEnabled()
    assert list(tmp_path.iterdir()) == []


def test_the_window_goes_on_while_it_draws(
    dialog: FilmDialog, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chooses(monkeypatch, tmp_path)
    log: list[str] = []
    for part in ("begin", "finish"):
        draws = getattr(Camera, part)
        monkeypatch.setattr(Camera, part, lambda *words, draws=draws: log.append("draw") or draws(*words))
    # Between two of its ticks the window paints and listens.
    dialog._tick.timeout.connect(lambda: log.append("tick"))
    saves(dialog, qtbot)
    assert log.count("draw") == 2 * 6
    assert ("draw", "draw") not in pairwise(log)


def test_a_long_history_has_a_picture_of_every_batch() -> None:
    ends = tuple(range(60, 1201, 60))
    moments = moments_of(1201, ends)
    assert len(moments) <= 151
    assert set(ends) <= set(moments)
    assert (moments[0], moments[-1]) == (0, 1200)
    assert moments_of(61, (40, 60)) == tuple(range(61))
    assert durations(61) == [100] * 60 + [LAST_MS]
