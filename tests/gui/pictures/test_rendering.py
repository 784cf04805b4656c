"""Pictures are what the panel shows, in any theme and size, and leave the window as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from engine.sessions.actions import apply
from engine.sessions.verbs import Watch
from gui.controls.labels import Label
from gui.drawing.graph import Graph
from gui.drawing.graph_canvas import GraphCanvas
from gui.drawing.styles import EdgeState, NodeState
from gui.main_window.desk import Desk
from gui.main_window.picturing import pictures_of
from gui.pictures.dialog import PictureDialog
from gui.pictures.rendering import LegendLine, Options, Picture, bytes_of, full_size, image_of
from gui.theme import Theme, current_theme
from tests.gui.worlds import Ring, shorts_session

SIZE = QSize(400, 300)
GRAPH = Graph(
    {name: NodeState(name, name_only=True) for name in ("Sun", "Rain")},
    {("Sun", "Rain"): EdgeState("arrow")},
    {"Sun": (0.0, 0.0), "Rain": (1.0, 1.0)},
)


def canvas() -> GraphCanvas:
    made = GraphCanvas()
    made.resize(SIZE)
    made.show_graph(GRAPH, anew=True)
    return made


PICTURE = Picture("Two nodes", canvas, SIZE, (LegendLine("an arrow"), LegendLine("candidate", True, 2)))


def colours(image: QImage) -> set[int]:
    return {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}


@pytest.mark.parametrize("scale", [1, 2, 4])
@pytest.mark.parametrize("dark", [False, True])
def test_dots_have_the_size_and_the_ground_that_were_asked_for(qapp: QApplication, scale: int, dark: bool) -> None:
    before = current_theme()
    options = Options("png", scale, dark)
    image = image_of(PICTURE, options)
    assert image.size() == full_size(PICTURE, options) * scale
    assert image.pixelColor(1, 1) == Theme(dark=dark).tokens.surface
    assert len(colours(image)) > 3
    assert current_theme() == before


def test_without_legend_there_is_only_the_picture(qapp: QApplication) -> None:
    assert full_size(PICTURE, Options(legend=False)) == SIZE
    assert image_of(PICTURE, Options("png", 1, legend=False)).size() == SIZE


def test_lines_stay_lines_and_names_stay_words(qapp: QApplication) -> None:
    text = bytes_of(PICTURE, Options("svg")).decode()
    assert "<image" not in text
    assert ">Sun<" in text.replace(" ", "")
    assert "Two nodes" in text
    renderer = QSvgRenderer(QByteArray(text.encode()))
    assert renderer.isValid()
    assert renderer.viewBox().size() == full_size(PICTURE, Options())


def test_patterns_are_kept_as_dots_within_lines(qapp: QApplication) -> None:
    picture = Picture("Words", lambda: Label("hello"), QSize(90, 30), vector=False)
    assert bytes_of(picture, Options("svg")).count(b"<image") == 1


def test_a_page_is_as_large_as_the_picture(qapp: QApplication) -> None:
    data = bytes_of(PICTURE, Options("pdf"))
    assert data.startswith(b"%PDF-")
    size = full_size(PICTURE, Options())
    box = data[data.index(b"/MediaBox") :][:60].split(b"[")[1].split(b"]")[0].split()
    assert [round(float(number)) for number in box[2:]] == [round(size.width() * 0.75), round(size.height() * 0.75)]


def made_desk(ring: Ring, qtbot: QtBot) -> Desk:
    desk = Desk(ring.document, ring.analysis, ring.jobs)
    while desk.make_next():
        pass
    qtbot.addWidget(desk)
    desk.resize(1600, 900)
    return desk


def test_all_panels_with_something_to_show_are_offered(ring: Ring, qtbot: QtBot) -> None:
    desk = made_desk(ring, qtbot)
    desk.arrange(1600)
    desk.show()
    ring.document.reset(apply(shorts_session(), Watch(30)))
    qtbot.waitUntil(ring.is_quiet)

    def offered() -> list[Picture]:
        return pictures_of(desk, ring.document.state, ring.analysis.results)

    for name, title in (("scores", "Scores"), ("why", "Why"), ("gains", "What next"), ("edges", "Edges")):
        desk.raise_dock(name)
        # A panel works out what it shows once it is seen, in the background.
        qtbot.waitUntil(lambda title=title: title in [each.title for each in offered()], timeout=20_000)
    found = offered()
    titles = ["World", "Belief", "Weights over time", "Scores", "Why", "What next", "Edges"]
    assert [each.title for each in found] == titles
    for picture in found:
        assert len(colours(image_of(picture, Options("png", 1, dark=True)))) > 5
    chips = [line for line in found[2].legend if line.chip]
    assert len(chips) == len(ring.analysis.results.digits) + 1


def test_a_race_is_kept_with_who_was_ahead_and_what_was_raced(ring: Ring, qtbot: QtBot) -> None:
    desk = made_desk(ring, qtbot)
    desk.arrange(1600)
    desk.show()
    ring.document.reset(shorts_session())
    qtbot.waitUntil(ring.is_quiet)
    desk.raise_dock("race")
    desk.race.bar.runs.set_value(2)
    qtbot.waitUntil(desk.race.bar.button.isVisible)
    qtbot.keyClick(desk.race.bar.button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: desk.race.method.text() == "sampled, 2 runs", timeout=20_000)
    qtbot.waitUntil(ring.is_quiet)
    picture = next(
        each for each in pictures_of(desk, ring.document.state, ring.analysis.results) if each.title == "Race"
    )
    legend = [line.words for line in picture.legend]
    assert legend[0] == desk.race.verdict.text()
    assert [line.partition(" · ")[0] for line in legend[1:3]] == [line.words for line in desk.race.table.lines]
    assert legend[-1].startswith("10 steps of 10 rows, starting before any data; sampled, 2 runs.")
    text = bytes_of(picture, Options("svg")).decode()
    assert "<image" not in text
    assert ">most telling<" in text
    assert len(colours(image_of(picture, Options("png", 1, dark=True)))) > 5


def test_a_picture_is_copied_and_saved(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = PictureDialog([PICTURE], 0, tmp_path)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.copy.click()
    assert qapp.clipboard().image().size() == full_size(PICTURE, dialog.options) * 2
    target = tmp_path / "two nodes"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    dialog.form.buttons()[0].click()
    dialog.save.click()
    assert (tmp_path / "two nodes.svg").read_bytes().startswith(b"<?xml")
    assert "Saved as two nodes.svg" in dialog.told.text()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "no" / "folder.svg"), ""))
    dialog.save.click()
    assert "the folder does not exist" in dialog.told.text()
