"""Names of files to write: the ending decides, and one that is missing is that of the chosen kind."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from gui.controls.file_names import ask_for_file, file_name

KINDS = {"Plain (old)": (".one", ".uno"), "Other": (".two",)}
FILTERS = ["Plain (old) (*.one *.uno)", "Other (*.two)"]


@pytest.fixture
def box(qtbot: QtBot) -> QWidget:
    """Something over which dialogs open."""
    window = QWidget()
    qtbot.addWidget(window)
    return window


def answered(monkeypatch: pytest.MonkeyPatch, words: str) -> list[str]:
    """Have each question answered by the button with some words; return what will have been asked."""
    said: list[str] = []

    def answer(box: QMessageBox) -> int:
        said.append(box.text())
        button = next(each for each in box.buttons() if each.text().replace("&", "") == words)
        return int(box.standardButton(button).value)

    monkeypatch.setattr(QMessageBox, "exec", answer)
    return said


@pytest.mark.parametrize(
    ("typed", "chosen", "named"),
    [
        ("a.two", FILTERS[0], "a.two"),
        ("a.UNO", FILTERS[1], "a.UNO"),
        ("a", FILTERS[0], "a.one"),
        ("a", FILTERS[1], "a.two"),
        ("a", "", "a.one"),
        ("v1.2", FILTERS[1], "v1.2.two"),
    ],
)
def test_the_ending_decides_and_the_kind_where_there_is_none(
    box: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, chosen: str, named: str
) -> None:
    asked = []
    said = answered(monkeypatch, "Cancel")

    def choose(_window: object, caption: str, suggested: str, filters: str) -> tuple[str, str]:
        asked.append((caption, suggested, filters.split(";;")))
        return str(tmp_path / typed), chosen

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    assert ask_for_file(box, "Save it", tmp_path / "begin", KINDS) == tmp_path / named
    assert asked == [("Save it", str(tmp_path / "begin"), FILTERS)]
    assert said == []


def test_only_a_name_that_was_completed_is_asked_about(
    box: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.two"
    path.write_text("there")
    for typed, answer, found in (("a", "Cancel", None), ("a", "Replace it", path), ("a.two", "", path)):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, typed=typed: (str(tmp_path / typed), FILTERS[1]))
        said = answered(monkeypatch, answer)
        assert ask_for_file(box, "Save it", tmp_path, KINDS) == found
        assert said == (["There is a file a.two already. Replace it?"] if answer else [])


def test_who_thinks_better_of_it_names_nothing(box: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    assert ask_for_file(box, "Save it", Path(), KINDS) is None


def test_names_of_files_hold_nothing_that_a_system_forbids() -> None:
    assert file_name('Do shorts: "A/B" help?') == "Do shorts AB help"
    assert file_name("...") == "session"
    assert file_name("?", "network") == "network"
