"""The start page: lessons that fill their tiles, a broken one, recent files, and every way to open something."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from gui.jobs import JobRunner
from gui.settings import LESSON_STEPS, Settings
from gui.start.lesson_card import GROUPS, lesson_files, lesson_tags, read_card, shipped_folder
from gui.start.page import GALLERY, StartPage
from gui.start.tile import LessonTile
from gui.start.tile_grid import TileGrid
from gui.theme import Theme, apply_theme

LEFT = Qt.MouseButton.LeftButton
Make = Callable[..., StartPage]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.ini")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lessons = tmp_path / "scenarios"
    lessons.mkdir()
    for name in ("shorts", "drug-trial", "kidney-stones"):
        shutil.copy(shipped_folder() / f"{name}.yaml", lessons)
    return lessons


@pytest.fixture
def make(jobs: JobRunner, settings: Settings, folder: Path, qtbot: QtBot) -> Make:
    def made(*, read: bool = True, width: int = 1200) -> StartPage:
        page = StartPage(settings, jobs, folder)
        qtbot.addWidget(page)
        page.resize(width, 800)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        if read:
            qtbot.waitUntil(lambda: is_read(page, jobs))
        return page

    return made


def is_read(page: StartPage, jobs: JobRunner) -> bool:
    return not jobs.is_running(GALLERY) and all(tile.card for tile in page.findChildren(LessonTile))


def texts(page: StartPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


@pytest.mark.parametrize("width", [1600, 1200, 1024, 900])
def test_every_lesson_has_its_place_before_it_is_read(make: Make, jobs: JobRunner, qtbot: QtBot, width: int) -> None:
    page = make(read=False, width=width)
    places = [tile.geometry() for tile in page.findChildren(LessonTile)]
    heights = [page.hero.height()]
    qtbot.waitUntil(lambda: is_read(page, jobs))
    assert len(places) == 3
    assert [tile.geometry() for tile in page.findChildren(LessonTile)] == places
    assert [page.hero.height()] == heights
    assert all(tile.card is not None for tile in page.findChildren(LessonTile))


def test_first_steps_come_first(folder: Path) -> None:
    assert [path.stem for path in lesson_files(folder)] == ["shorts", "drug-trial", "kidney-stones"]


def test_a_card_tells_what_the_lesson_is_about(folder: Path) -> None:
    card = read_card(folder / "shorts.yaml")
    assert card.fault == ""
    assert card.names == ("Sun", "Shorts", "Ice cream")
    assert set(card.edges) == {(0, 1), (0, 2)}
    assert card.positions == ((0, -1), (-1, 1), (1, 1))
    assert card.n_steps == 7
    assert card.minutes == 10
    assert card.asked == (1, 2)  # do shorts make people buy ice cream?


def test_a_lesson_about_a_true_arrow_has_no_question_mark(folder: Path) -> None:
    assert read_card(folder / "drug-trial.yaml").asked is None


def test_a_broken_lesson_is_there_and_says_why(make: Make, folder: Path, qtbot: QtBot) -> None:
    broken = folder / "zebra.yaml"
    broken.write_text("format: 1\ntitle: Zebra\nworld: {variables: {A: [no, no]}}\n", encoding="utf-8")
    page = make()
    tile = page.tile(broken)
    assert tile.card is not None
    assert "line 3" in tile.card.fault
    assert "line 3" in tile.accessibleDescription()
    assert "cannot be opened" in tile.accessibleName()
    with qtbot.waitSignal(page.open_requested) as asked:
        qtbot.mouseClick(tile, LEFT)
    assert asked.args == [broken]


@pytest.mark.parametrize("key", [None, Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_lesson_opens_by_click_and_by_key(make: Make, folder: Path, qtbot: QtBot, key: Qt.Key | None) -> None:
    page = make()
    tile = page.tile(folder / "kidney-stones.yaml")
    with qtbot.waitSignal(page.open_requested) as asked:
        if key is None:
            qtbot.mouseClick(tile, LEFT)
        else:
            tile.setFocus()
            qtbot.keyClick(QApplication.focusWidget(), key)
    assert asked.args == [folder / "kidney-stones.yaml"]


def test_the_first_lesson_is_begun_or_looked_at(make: Make, folder: Path, qtbot: QtBot) -> None:
    page = make()
    qtbot.waitUntil(lambda: "Do shorts make people buy ice cream?" in texts(page))
    assert "Begin here · 10 minutes" in texts(page)
    with qtbot.waitSignal(page.open_requested) as asked:
        qtbot.mouseClick(page.hero.start, LEFT)
    assert asked.args == [folder / "shorts.yaml"]
    with qtbot.waitSignal(page.look_around_requested) as asked:
        qtbot.mouseClick(page.hero.look_around, LEFT)
    assert asked.args == [folder / "shorts.yaml"]


def test_progress_is_remembered_by_name(make: Make, settings: Settings, folder: Path) -> None:
    settings.set(LESSON_STEPS, {"shorts": 3, "drug-trial": 7})
    page = make()
    assert "3 of 7 steps" in page.tile(folder / "shorts.yaml").accessibleName()
    assert page.tile(folder / "drug-trial.yaml").is_done
    assert not page.tile(folder / "kidney-stones.yaml").is_done
    settings.set(LESSON_STEPS, {"shorts": 7})
    page.refresh()
    assert page.tile(folder / "shorts.yaml").is_done
    assert not page.tile(folder / "drug-trial.yaml").is_done


def test_recent_files_are_listed_and_opened(
    make: Make, settings: Settings, folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    page = make()
    assert any("Nothing here yet" in text for text in texts(page))
    table = tmp_path / "rows.csv"
    table.write_text("A\n1\n", encoding="utf-8")
    for path in (table, folder / "shorts.yaml", tmp_path / "gone.csv"):
        settings.add_recent(path)
    page.refresh()
    rows = page.side.recent
    assert [row.text() for row in rows] == ["Do shorts make people buy ice cream?", "rows"]
    assert not any("Nothing here yet" in text for text in texts(page))
    with qtbot.waitSignal(page.open_requested) as asked:
        qtbot.mouseClick(rows[1], LEFT)
    assert asked.args == [table]


def test_the_wide_buttons_ask_for_a_file(make: Make, qtbot: QtBot) -> None:
    page = make()
    with qtbot.waitSignal(page.open_dialog_requested):
        qtbot.mouseClick(page.side.open_button, LEFT)
    page.side.table_button.setFocus()
    with qtbot.waitSignal(page.table_dialog_requested):
        qtbot.keyClick(page.side.table_button, Qt.Key.Key_Return)


def test_tiles_stand_in_as_many_columns_as_fit(make: Make, qtbot: QtBot) -> None:
    page = make()
    grid = page.findChildren(TileGrid)[0]
    tiles = page.findChildren(LessonTile)

    def is_arranged() -> bool:
        on_first_row = [tile for tile in tiles if tile.y() == tiles[0].y()]
        return (
            len(on_first_row) == min(3, grid.columns(grid.width()))
            and max(tile.geometry().right() for tile in tiles) < grid.width()
            and max(tile.geometry().bottom() for tile in tiles) < grid.height()
        )

    page.resize(1400, 800)
    qtbot.waitUntil(lambda: is_arranged() and grid.columns(grid.width()) == 4)
    page.resize(900, 800)
    qtbot.waitUntil(lambda: is_arranged() and grid.columns(grid.width()) == 2)
    page.resize(640, 800)
    qtbot.waitUntil(lambda: is_arranged() and grid.columns(grid.width()) == 1)


def shown(page: StartPage) -> list[str]:
    return [tile.text() for tile in page.findChildren(LessonTile) if tile.isVisible()]


def test_lessons_of_one_kind_close_ranks(make: Make, folder: Path, qtbot: QtBot) -> None:
    page = make()
    filters, first = page.gallery.filters, page.tile(folder / "shorts.yaml").pos()
    assert [button.text() for button in filters.values()] == [
        "First steps",
        "Seeing and doing",
        "Thinking traps",
        "For researchers",
        "All 3",
    ]
    assert filters[""].isChecked()
    assert len(shown(page)) == 3
    qtbot.mouseClick(filters["thinking traps"], LEFT)
    assert shown(page) == ["The better treatment"]
    assert page.tile(folder / "kidney-stones.yaml").pos() == first
    filters["for researchers"].setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert shown(page) == ["Why a trial tells"]
    assert [tag for tag, button in filters.items() if button.isChecked()] == ["for researchers"]
    qtbot.mouseClick(filters[""], LEFT)
    assert len(shown(page)) == 3
    assert page.tile(folder / "shorts.yaml").pos() == first


@pytest.mark.parametrize("width", [1600, 1024])
def test_kinds_of_lessons_have_room(make: Make, width: int) -> None:
    page = make(width=width)
    for button in page.gallery.filters.values():
        assert button.width() >= button.sizeHint().width()
        assert button.geometry().right() <= page.gallery.width()


def test_shipped_lessons_come_by_kind() -> None:
    groups = [lesson_tags(path)[0] for path in lesson_files()]
    assert set(groups) <= set(GROUPS)
    assert groups == sorted(groups, key=GROUPS.index)
    names = [path.stem for path in lesson_files()]
    assert names[0] == "shorts"
    assert names.index("slots") < names.index("slots-without")


def test_a_folder_without_lessons_says_so(jobs: JobRunner, settings: Settings, tmp_path: Path, qtbot: QtBot) -> None:
    page = StartPage(settings, jobs, tmp_path / "nowhere")
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    assert "There are no lessons here." in texts(page)
    assert not page.hero.isVisible()


def test_everything_follows_a_change_of_scale(make: Make, folder: Path, qapp: QApplication, qtbot: QtBot) -> None:
    page = make()
    height = page.tile(folder / "shorts.yaml").height()
    apply_theme(qapp, Theme(dark=True, scale=1.5, reduced_motion=True))
    qtbot.waitUntil(lambda: page.tile(folder / "shorts.yaml").height() == round(1.5 * height))
    qtbot.waitUntil(lambda: "Do shorts make people buy ice cream?" in texts(page))
    assert page.tile(folder / "shorts.yaml").card is not None


def test_every_shipped_lesson_can_be_opened() -> None:
    faults = {path.name: read_card(path).fault for path in lesson_files()}
    assert faults
    assert set(faults.values()) == {""}
