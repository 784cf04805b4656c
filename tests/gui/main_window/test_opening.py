"""Files that cannot be opened: one clear message each, and what was open stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from engine.files.bif import network_from_bif
from engine.files.network_file import NetworkFile
from engine.files.network_files import NETWORK_SUFFIXES, write_network_file
from engine.files.session_files import session_text
from engine.networks.editing import with_hidden
from engine.sessions.actions import apply
from engine.sessions.notes import Notes
from engine.sessions.positions import Positions
from engine.sessions.verbs import Watch
from gui.main_window.opening import FILTER
from gui.settings import Settings
from tests.gui.main_window.person import LESSON, Person
from tests.gui.worlds import shorts_session

BIF = """network small {}
variable A { type discrete [ 2 ] { no, yes }; }
variable B { type discrete [ 2 ] { no, yes }; }
probability ( A ) { table 0.5, 0.5; }
probability ( B | A ) { (no) 0.2, 0.8; (yes) 0.7, 0.3; }
"""
LONG = 30_000_000


def lesson(old: str, new: str) -> bytes:
    text = LESSON.read_text(encoding="utf-8")
    assert old in text
    return text.replace(old, new, 1).encode()


def session(old: str, new: str) -> bytes:
    text = session_text(apply(shorts_session(), Watch(5)))
    assert old in text
    return text.replace(old, new, 1).encode()


# name of the file, what is in it, what the message says
BAD: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    ("empty.yaml", lambda: b"", "the file is empty"),
    ("empty.csv", lambda: b"", "the file is empty"),
    ("empty.bif", lambda: b"", "the file is empty"),
    ("binary.yaml", lambda: bytes(range(256)) * 9, "not"),
    ("binary.csv", lambda: b"\x89PNG\r\n\x1a\n\0\0", "this is a picture"),
    ("cut.bif", lambda: BIF[: len(BIF) // 2].encode(), "ends"),
    ("off.bif", lambda: BIF.replace("0.7, 0.3", "0.7, 0.31").encode(), "1.01"),
    ("long.csv", lambda: b"a" * LONG, "more than 1,000,000 characters"),
    ("long.bif", lambda: b"a" * LONG, "m"),
    ("newer.yaml", lambda: lesson("format: 1", "format: 2"), "newer"),
    ("damaged.yaml", lambda: session("rows:", "rows: [[5, 5, 5]]\n      was:"), "line"),
)


def unchanged(person: Person, do: Callable[[], object], expected: str) -> str:
    before = person.window.document.state
    message = person.hears(do)
    assert expected in message, message
    assert person.window.document.state is before
    assert person.window.desk.isVisible() or person.window.start_page.isVisible()
    return message


@pytest.mark.parametrize(("name", "content", "expected"), BAD, ids=[name for name, *_ in BAD])
def test_what_cannot_be_read_is_said_once_and_changes_nothing(
    person: Person, tmp_path: Path, name: str, content: Callable[[], bytes], expected: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content())
    person.shows(shorts_session())
    first = unchanged(person, lambda: person.window.open_path(path), expected)
    assert name in first
    assert unchanged(person, lambda: person.drops(path), expected) == first


def test_what_is_not_there_or_no_file_is_said(person: Person, tmp_path: Path) -> None:
    person.shows(shorts_session())
    folder = tmp_path / "folder.yaml"
    folder.mkdir()
    unchanged(person, lambda: person.window.open_path(tmp_path / "nowhere.yaml"), "there is no such file")
    unchanged(person, lambda: person.window.open_path(folder), "this is a folder")
    unchanged(person, lambda: person.drops(folder), "this is a folder")


def test_a_circle_of_arrows_is_said(person: Person, tmp_path: Path) -> None:
    path = tmp_path / "circle.bif"
    path.write_text(BIF.replace("( A ) { table 0.5, 0.5; }", "( A | B ) { (no) 0.5, 0.5; (yes) 0.5, 0.5; }"))
    person.shows(shorts_session())
    unchanged(person, lambda: person.window.open_path(path), "circle")


def test_a_recent_file_that_has_gone_is_said_and_listed_no_more(
    person: Person, settings: Settings, tmp_path: Path
) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(session_text(shorts_session()), encoding="utf-8")
    person.opens(path)
    person.presses(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    row = person.window.start_page.side.recent[0]
    path.unlink()
    unchanged(person, lambda: person.qtbot.mouseClick(row, Qt.MouseButton.LeftButton), "there is no such file")
    assert person.window.start_page.side.recent == []


def test_a_label_that_is_no_column_is_said_once_the_columns_were_chosen(person: Person, tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text("A,B,_do\nno,yes,C\nyes,no,\n", encoding="utf-8")
    before = person.shows(shorts_session())
    person.window.open_path(path)
    person.until(lambda: len(person.said) > 1)
    person.waits()
    assert person.said[0] == "Load a table of data"
    assert '"C" is not a variable. The variables are: A, B.' in person.said[1]
    assert len(person.said) == 2
    assert person.window.document.state is before


def test_an_empty_cell_keeps_its_column_out_of_the_choice(person: Person, tmp_path: Path) -> None:
    path = tmp_path / "holes.csv"
    path.write_text("A,B,C\nno,1,x\nyes,,y\nno,2,x\n", encoding="utf-8")
    person.opens(path)
    assert person.said == ["Load a table of data"]
    assert [variable.name for variable in person.window.document.state.variables] == ["A", "C"]


def test_a_network_opens_as_a_world(person: Person, tmp_path: Path) -> None:
    path = tmp_path / "small.bif"
    path.write_text(BIF, encoding="utf-8")
    state = person.opens(path)
    assert [variable.name for variable in state.variables] == ["A", "B"]
    assert state.world is not None
    assert person.window.document.path is None


def test_places_hidden_flags_and_notes_of_a_file_reach_the_session(person: Person, tmp_path: Path) -> None:
    path = tmp_path / "clinic.net"
    network = network_from_bif(BIF)
    content = NetworkFile(
        with_hidden(network, 0, True), Positions({"A": (0, 0), "B": (2, 1)}), Notes({"B": "seen"}), "A clinic"
    )
    write_network_file(path, content)
    state = person.opens(path)
    assert state.world is not None
    assert state.world.hidden == {0}
    assert [variable.name for variable in state.variables] == ["B"]
    assert dict(state.positions) == {"A": (0, 0), "B": (2, 1)}
    assert dict(state.scenario.notes) == {"B": "seen"}
    assert state.scenario.title == "A clinic"


def test_the_dialog_offers_every_format_of_the_table() -> None:
    networks = next(part for part in FILTER.split(";;") if part.startswith("Networks"))
    assert networks == f"Networks ({' '.join('*' + suffix for suffix in NETWORK_SUFFIXES)})"
    everything = FILTER.split(";;")[0]
    assert all(f"*{suffix}" in everything for suffix in (*NETWORK_SUFFIXES, ".yaml", ".csv"))
