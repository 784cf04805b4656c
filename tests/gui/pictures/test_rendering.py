"""Pictures are what the panel shows, in any theme and size, and leave the window as it was."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QRect, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from engine.sessions.actions import apply
from engine.sessions.verbs import Watch
from gui.controls import file_names
from gui.controls.candidate_table import CandidateTable
from gui.controls.labels import Label
from gui.drawing.graph import Graph
from gui.drawing.graph_canvas import GraphCanvas
from gui.drawing.styles import EdgeState, NodeState
from gui.main_window.desk import Desk
from gui.main_window.picturing import pictures_of
from gui.paths.asking import Question
from gui.pictures.dialog import PictureDialog
from gui.pictures.rendering import LegendLine, Options, Picture, bytes_of, full_size, image_of
from gui.rows.grid import RowGrid
from gui.rows.panel import COUNTS, EXPECTED
from gui.theme import Theme, current_theme
from tests.gui.worlds import Ring, collider_session, shorts_session

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

    for name, title in (
        ("scores", "Scores"),
        ("why", "Why"),
        ("gains", "What next"),
        ("edges", "Edges"),
        ("table", "Table"),
        ("paths", "Paths"),
        ("rows", "Rows"),
    ):
        desk.raise_dock(name)
        # A panel works out what it shows once it is seen, in the background.
        qtbot.waitUntil(lambda title=title: title in [each.title for each in offered()])
    found = offered()
    titles = ["World", "Belief", "Weights over time", "Scores", "Why", "What next", "Edges", "Table", "Paths", "Rows"]
    assert [each.title for each in found] == titles
    for picture in found:
        assert len(colours(image_of(picture, Options("png", 1, dark=True)))) > 5
    chips = [line for line in found[2].legend if line.chip]
    assert len(chips) == len(ring.analysis.results.digits) + 1


def the_picture(title: str, desk: Desk, ring: Ring) -> Picture:
    offered = pictures_of(desk, ring.document.state, ring.analysis.results)
    return next(each for each in offered if each.title == title)


@pytest.fixture
def wet(ring: Ring, qtbot: QtBot) -> Desk:
    desk = made_desk(ring, qtbot)
    desk.arrange(1600)
    desk.show()
    ring.document.reset(apply(collider_session(), Watch(50)))
    qtbot.waitUntil(ring.is_quiet)
    return desk


def test_a_table_is_kept_with_all_its_rows(wet: Desk, ring: Ring) -> None:
    wet.raise_dock("table")
    wet.table.choose("Wet")
    picture = the_picture("Table", wet, ring)
    text = bytes_of(picture, Options("svg")).decode()
    for words in ("Rain", "Sprinkler", "Wet = yes", "Wet = no", "0.99", "0.05", "0.95"):
        assert f">{words}</text>" in text
    assert [line.words for line in picture.legend] == [
        "How likely is Wet for each way its causes can fall?",
        "Rows seen: how often the causes fell like this.",
    ]
    wet.table.choose("Rain")
    other = bytes_of(the_picture("Table", wet, ring), Options("svg")).decode()
    assert ">0.30</text>" in other
    assert ">Sprinkler</text>" not in other


def test_there_is_no_picture_of_a_table_that_is_covered(wet: Desk, ring: Ring, qtbot: QtBot) -> None:
    ring.document.reset(replace(ring.document.state, world_covered=True))
    qtbot.waitUntil(ring.is_quiet)
    offered = [each.title for each in pictures_of(wet, ring.document.state, ring.analysis.results)]
    assert not {"Table", "Paths"} & set(offered)


def test_paths_are_kept_with_question_reasons_and_answer(wet: Desk, ring: Ring, qtbot: QtBot) -> None:
    wet.raise_dock("paths")
    wet.paths.ask(Question("Rain", "Sprinkler", {"Wet": 0}))

    def answered() -> bool:
        answer = wet.paths.answer
        return answer is not None and answer.tells and "Sprinkler is" in answer.chances

    qtbot.waitUntil(answered)
    picture = the_picture("Paths", wet, ring)
    assert picture.legend[0].words == "Does Rain tell anything about Sprinkler when we know that Wet is yes?"
    text = bytes_of(picture, Options("svg")).decode()
    for words in ("Yes: the only path is open.", "Open", "known", "If you knew something else"):
        assert f">{words}</text>" in text
    # Nothing lies upon anything else, whatever heights follow from the width.
    still = picture.made()
    qtbot.addWidget(still)
    still.resize(picture.size)
    still.show()
    still.layout().activate()
    parts = sorted((part.geometry() for part in still.findChildren(QWidget) if part.parent() is still), key=QRect.top)
    assert all(above.bottom() < below.top() for above, below in pairwise(parts))
    assert parts[-1].bottom() <= picture.size.height()


def test_rows_are_kept_from_those_in_sight_on(wet: Desk, ring: Ring, qtbot: QtBot) -> None:
    wet.raise_dock("rows")
    grid = wet.rows.rows_page.grid
    qtbot.waitUntil(lambda: grid.rows.rowCount() == 50)
    whole = the_picture("Rows", wet, ring)
    assert whole.legend[0].words == "All rows: 50 rows in 1 batch."
    assert whole.legend[-1].words == "Lines 1 to 20 of 50."
    grid.verticalScrollBar().setValue(27)
    first = grid.rowAt(0)
    assert first > 10
    below = the_picture("Rows", wet, ring)
    assert below.legend[-1].words == f"Lines {first + 1} to {min(50, first + 20)} of 50."
    made = below.made()
    qtbot.addWidget(made)
    assert isinstance(made, RowGrid)
    for line in (0, 5):
        for column in range(grid.rows.columnCount()):
            shown = made.rows.index(line, column).data()
            assert shown == grid.rows.index(first + line, column).data()


@pytest.mark.parametrize(("page", "words"), [(COUNTS, "all"), (EXPECTED, "seen")])
def test_counts_and_what_was_to_be_expected_are_kept(
    wet: Desk, ring: Ring, qtbot: QtBot, page: int, words: str
) -> None:
    wet.raise_dock("rows")
    wet.rows.bar.choose(page)
    qtbot.waitUntil(
        lambda: "Rows" in [each.title for each in pictures_of(wet, ring.document.state, ring.analysis.results)],
        timeout=20_000,
    )
    table = the_picture("Rows", wet, ring).made()
    qtbot.addWidget(table)
    assert isinstance(table, CandidateTable)
    shown = wet.rows.counts_page.table if page == COUNTS else wet.rows.expected_page.table
    assert (table.columns, table.lines) == (shown.columns, shown.lines)
    assert words in [column.title for column in table.columns] + [line.words for line in table.lines]


def test_tables_are_dressed_like_the_picture_and_not_like_the_window(wet: Desk, ring: Ring, qtbot: QtBot) -> None:
    wet.raise_dock("rows")
    qtbot.waitUntil(lambda: wet.rows.rows_page.grid.rows.rowCount() == 50)
    for name in ("Table", "Rows"):
        for dark in (False, True):
            picture = the_picture(name, wet, ring)
            image = image_of(picture, Options("png", 1, dark, legend=False))
            # Below the head, where a table has its own ground.
            places = [(x, y) for x in range(0, image.width(), 3) for y in range(40, image.height(), 3)]
            ground = [image.pixel(*place) for place in places].count(Theme(dark=dark).tokens.surface.rgb())
            assert ground > len(places) / 4


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
    qtbot.waitUntil(lambda: desk.race.method.text() == "sampled, 2 runs")
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


def test_a_picture_takes_the_place_of_another_only_when_that_is_wanted(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = PictureDialog([PICTURE], 0, tmp_path)
    qtbot.addWidget(dialog)
    dialog.form.buttons()[0].click()
    there = tmp_path / "nodes.svg"
    there.write_text("what was there")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "nodes"), ""))
    for wanted in (False, True):
        asked = []
        monkeypatch.setattr(
            file_names, "ask_to_replace", lambda _box, name, wanted=wanted, asked=asked: asked.append(name) or wanted
        )
        dialog.save.click()
        assert asked == ["nodes.svg"]
        assert there.read_bytes().startswith(b"<?xml") == wanted
