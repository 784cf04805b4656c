"""The gallery of networks: read in the background, searched and chosen by key and by mouse, and drawn by chance."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.files.ready_networks import network_files
from engine.networks.filling import is_uniform
from gui.jobs import JobRunner
from gui.networks.dialog import DRAW, READ, NetworksDialog
from gui.networks.drawn import Wish, drawn
from gui.networks.tiles import READY
from gui.networks.words import NOTHING_FOUND
from gui.start.page import shipped_folder

LEFT = Qt.MouseButton.LeftButton
PATHS = (*network_files(), shipped_folder() / "shorts.yaml")
Make = Callable[..., NetworksDialog]


@pytest.fixture
def make(jobs: JobRunner, qtbot: QtBot) -> Make:
    def made(paths: tuple[Path, ...] = PATHS) -> NetworksDialog:
        dialog = NetworksDialog(paths, jobs)
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(lambda: not jobs.is_running(READ))
        return dialog

    return made


def names(dialog: NetworksDialog) -> list[str]:
    model = dialog.grid.model()
    return [model.index(row, 0).data(READY).path.stem for row in range(model.rowCount())]


def press(qtbot: QtBot, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key)


def test_all_are_there_and_the_first_is_chosen(make: Make) -> None:
    dialog = make()
    assert names(dialog) == ["asia", "cancer", "earthquake", "sachs", "sprinkler", "survey", "shorts"]
    assert dialog.count.text() == "7 networks"
    assert dialog.ready is not None
    assert dialog.ready.path.stem == "asia"
    assert dialog.pane.extent.text() == "8 variables, 8 arrows, 18 free numbers (parameters)"
    assert dialog.pane.source.text().startswith("Source: Lauritzen")
    assert "Tuberculosis" in dialog.pane.picture.accessibleName()
    spoken = dialog.grid.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Cancer. 5 variables, 4 arrows, 10 free numbers (parameters). Bad air")


def test_by_key_from_the_search_to_a_tile_and_on(make: Make, qtbot: QtBot) -> None:
    dialog = make()
    assert dialog.search.hasFocus()
    qtbot.keyClicks(dialog.search, "smok")
    assert names(dialog) == ["asia", "cancer"]
    assert dialog.count.text() == "2 of 7 networks"
    press(qtbot, Qt.Key.Key_Down)
    assert dialog.grid.hasFocus()
    press(qtbot, Qt.Key.Key_Right)
    assert dialog.pane.title.text() == "Cancer"
    with qtbot.waitSignal(dialog.accepted):
        press(qtbot, Qt.Key.Key_Return)
    assert dialog.content is not None
    assert dialog.content.network.names[2] == "Cancer"


def test_a_search_moves_the_choice_to_what_it_leaves(make: Make, qtbot: QtBot) -> None:
    dialog = make()
    qtbot.keyClicks(dialog.search, "burglar")
    assert dialog.pane.title.text() == "Earthquake, or a burglar"
    dialog.search.setText("burglar ice")
    assert dialog.ready is None
    assert not dialog.ok.isEnabled()
    assert NOTHING_FOUND in [label.text() for label in dialog.findChildren(type(dialog.count)) if label.isVisible()]
    dialog.search.clear()
    assert dialog.ok.isEnabled()
    assert len(names(dialog)) == 7


def test_by_mouse_twice_on_a_tile(make: Make, qtbot: QtBot) -> None:
    dialog = make()
    place = dialog.grid.visualRect(dialog.grid.model().index(4, 0)).center()
    qtbot.mouseClick(dialog.grid.viewport(), LEFT, pos=QPoint(place))
    assert dialog.pane.title.text() == "Sprinkler, or the rain"
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseDClick(dialog.grid.viewport(), LEFT, pos=QPoint(place))


def test_arrows_alone_can_be_filled_by_chance(make: Make, qtbot: QtBot) -> None:
    dialog = make()
    assert dialog.pane.fill.isHidden()
    qtbot.keyClicks(dialog.search, "sachs")
    assert dialog.pane.fill.isVisible()
    assert dialog.content is dialog.ready.content  # type: ignore[union-attr]
    qtbot.mouseClick(dialog.pane.fill, LEFT, pos=QPoint(8, dialog.pane.fill.height() // 2))
    filled = dialog.content
    assert filled is not None
    assert not is_uniform(filled.network)
    assert len(filled.network.dag.edges()) == 17
    dialog.search.setText("asia")
    assert dialog.content is dialog.ready.content  # type: ignore[union-attr]


def test_a_file_at_fault_cannot_be_opened_and_says_why(make: Make, tmp_path: Path) -> None:
    path = tmp_path / "broken.bif"
    path.write_text("network", encoding="utf-8")
    dialog = make((path,))
    assert "broken.bif" in dialog.pane.about.text()
    assert not dialog.ok.isEnabled()


def test_one_by_chance_follows_the_form(make: Make, jobs: JobRunner, qtbot: QtBot) -> None:
    dialog = make()
    qtbot.mouseClick(dialog.kind.buttons()[1], LEFT)
    qtbot.waitUntil(lambda: dialog.content is not None)
    assert QApplication.focusWidget() is dialog.form.variables
    assert dialog.content == drawn(Wish())
    dialog.form.causes.setFocus()
    dialog.form.causes.selectAll()
    qtbot.keyClicks(dialog.form.causes, "2.5")
    press(qtbot, Qt.Key.Key_Tab)
    dialog.form.most.setValue(3)
    assert not dialog.ok.isEnabled()
    qtbot.waitUntil(lambda: dialog.content is not None)
    assert dialog.content == drawn(Wish(causes=2.5, states=(2, 3)))
    before = dialog.content
    qtbot.mouseClick(dialog.form.other, LEFT)
    qtbot.waitUntil(lambda: dialog.content is not None and dialog.content != before)
    assert dialog.form.wish == Wish(causes=2.5, states=(2, 3), seed=2)
    assert dialog.ready is None
    qtbot.mouseClick(dialog.kind.buttons()[0], LEFT)
    assert dialog.ready is not None


def test_fewest_and_most_states_push_each_other(make: Make) -> None:
    form = make(()).form
    form.fewest.setValue(4)
    assert form.wish.states == (4, 4)
    form.most.setValue(3)
    assert form.wish.states == (3, 3)


def test_leaving_stops_what_is_under_way(make: Make, jobs: JobRunner, qtbot: QtBot) -> None:
    dialog = make()
    qtbot.mouseClick(dialog.kind.buttons()[1], LEFT)
    with qtbot.waitSignal(dialog.rejected):
        press(qtbot, Qt.Key.Key_Escape)
    assert not jobs.is_running(DRAW)
    assert not jobs.is_running(READ)


def test_a_wish_gives_what_it_says() -> None:
    content = drawn(Wish(24, 1.5, (3, 4), 7))
    network = content.network
    assert len(network.variables) == 24
    assert {variable.cardinality for variable in network.variables} == {3, 4}
    assert 24 <= len(network.dag.edges()) <= 48
    assert set(content.positions) == set(network.names)
    assert drawn(Wish(24, 1.5, (3, 4), 7)) == content
    assert drawn(Wish(24, 1.5, (3, 4), 8)).network != network
    assert Wish(2, 4.0).density == 1.0
