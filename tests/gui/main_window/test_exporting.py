"""The network for other programs: what a format can hold arrives, the rest is said before, the session stays."""

from __future__ import annotations

import errno
import os
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from engine.files import network_files
from engine.files.any_network import network_of_session
from engine.files.network_files import parse_pasted, read_network_file, what_is_lost
from engine.files.network_formats import ALL, FORMATS, HIDDEN, NAMES, NOTES, POSITIONS, TABLES, NetworkFormat
from engine.files.ready_networks import FOLDER
from engine.networks.network import BayesianNetwork
from engine.sessions.notes import Notes
from engine.sessions.placing import node_positions
from engine.sessions.state import SessionState, session_from_network
from engine.sessions.verbs import MoveNodes, SetTable
from gui.main_window.exporting import BUSY
from gui.main_window.saving import KEPT
from gui.settings import RECENT_FILES, Settings
from tests.engine.files.network_contents import assert_same, assert_same_as_model, unequal
from tests.gui.main_window.person import Person

PLACES = {"A": (-1.0, 1.0), "B": (0.0, 0.0), "C": (1.0, 2.0)}
SAVE, CANCEL = "Save all the same", "Cancel"
each_format = pytest.mark.parametrize("kind", FORMATS, ids=lambda kind: kind.suffixes[0])


def choose(monkeypatch: pytest.MonkeyPatch, path: Path | str, kind: NetworkFormat | None = None) -> None:
    """Type a name, and choose a kind below it as the dialog spells it."""

    def named(_window: object, _caption: str, _suggested: str, filters: str) -> tuple[str, str]:
        offered = filters.split(";;")
        return str(path), "" if kind is None else next(each for each in offered if each.startswith(kind.name + " ("))

    monkeypatch.setattr(QFileDialog, "getSaveFileName", named)


def changed(person: Person) -> SessionState:
    """A session with 2, 3 and 4 states, changed since it was opened: a table, a place, a note, a hidden variable."""
    network = replace(unequal(), hidden=frozenset({2}))
    person.shows(session_from_network("Unequal", network, (0, 1), notes=Notes({"A": "what begins"})))
    person.window.document.perform(SetTable("A", np.array([0.125, 0.875])))
    person.window.document.perform(MoveNodes(PLACES))
    person.waits()
    assert person.window.isWindowModified()
    return person.window.document.state


def export(person: Person) -> None:
    person.window.actions_by_key["save_network"].trigger()
    person.waits()


def agrees(found: BayesianNetwork, meant: BayesianNetwork, kind: NetworkFormat) -> None:
    if NAMES not in kind.keeps:
        assert [table.parents for table in found.tables] == [table.parents for table in meant.tables]
        for ours, theirs in zip(found.tables, meant.tables, strict=True):
            np.testing.assert_allclose(ours.probabilities, theirs.probabilities, rtol=1e-12)
    elif TABLES not in kind.keeps:
        assert (found.names, found.dag) == (meant.names, meant.dag)
    else:
        assert_same(found, meant if HIDDEN in kind.keeps else replace(meant, hidden=frozenset()))


def test_every_format_gives_back_what_it_can_hold(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for make in (lambda: person.opens(FOLDER / "asia.bif"), lambda: changed(person)):
        state = make()
        for kind in FORMATS:
            choose(monkeypatch, tmp_path / state.scenario.title, kind)
            person.said.clear()
            person.details.clear()
            export(person)
            path = tmp_path / f"{state.scenario.title}{kind.suffixes[0]}"
            content = read_network_file(path)
            agrees(content.network, state.world, kind)
            # Both have notes, and neither a name that is respelled.
            assert bool(person.said) == (kind.keeps != ALL)
            lost = what_is_lost(path.suffix, network_of_session(state))
            assert all(sentence in person.details[0] for sentence in lost)
            if NOTES in kind.keeps:
                assert content.notes == state.scenario.notes


@each_format
def test_nodes_lie_where_they_were_put(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: NetworkFormat
) -> None:
    changed(person)
    path = tmp_path / f"own{kind.suffixes[0]}"
    choose(monkeypatch, path)
    export(person)
    found = {name: pytest.approx(place, abs=0.01) for name, place in read_network_file(path).positions.items()}
    assert found == (PLACES if POSITIONS in kind.keeps else {})


def test_another_program_reads_the_same_probabilities(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pgmpy.readwrite import BIFReader, NETReader, XMLBIFReader

    state = changed(person)
    for reader, name in ((BIFReader, "own.bif"), (XMLBIFReader, "own.xmlbif"), (NETReader, "own.net")):
        choose(monkeypatch, tmp_path / name)
        export(person)
        assert_same_as_model(state.world, reader(str(tmp_path / name)).get_model())
    state = person.opens(FOLDER / "asia.bif")
    choose(monkeypatch, tmp_path / "asia.xml")
    export(person)
    assert_same_as_model(state.world, XMLBIFReader(str(tmp_path / "asia.xml")).get_model())


@each_format
def test_what_would_be_lost_is_said_before_and_nothing_is_written_on_cancel(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: NetworkFormat
) -> None:
    changed(person)
    path = tmp_path / f"own{kind.suffixes[0]}"
    path.write_text("what was there")
    choose(monkeypatch, path)
    person.answers.append(CANCEL)
    export(person)
    if kind.keeps == ALL:
        assert person.said == []
        assert path.read_text() != "what was there"
        return
    assert person.said == [f"A file in {kind.name} format cannot hold all of this network."]
    assert path.read_text() == "what was there"
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    assert person.window.messages.isHidden()
    if TABLES not in kind.keeps:
        assert "Tables and names of states are not kept: only the arrows are." in person.details[0]
    if NOTES not in kind.keeps:
        assert "Notes are not kept: A." in person.details[0]
    person.answers.append(SAVE)
    export(person)
    assert len(read_network_file(path).network.names) == 3


def test_the_session_stays_as_it_is(
    person: Person, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = changed(person)
    window = person.window
    before = window.document.path, window.windowTitle(), settings.get(RECENT_FILES), window.document.past.undo_text
    choose(monkeypatch, tmp_path / "own.net")
    export(person)
    assert (tmp_path / "own.net").exists()
    assert window.document.state is state
    assert window.isWindowModified()
    assert window.document.has_unsaved_changes
    after = window.document.path, window.windowTitle(), settings.get(RECENT_FILES), window.document.past.undo_text
    assert after == before
    assert not window.messages.isHidden()
    assert window.messages.accessibleName() == "The network was saved as own.net. Rows and belief stay in the session."


@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_what_fails_is_said_and_writes_over_nothing(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: int
) -> None:
    path = tmp_path / "own.bif"
    path.write_text("what was there")
    state = changed(person)
    choose(monkeypatch, path)

    def refuse(*_: object) -> None:
        raise OSError(reason, os.strerror(reason))

    monkeypatch.setattr(os, "replace", refuse)
    assert f"{path}: it could not be saved: " in person.hears(lambda: export(person))
    assert path.read_text() == "what was there"
    assert [each.name for each in tmp_path.iterdir()] == ["own.bif"]
    assert person.window.document.state is state
    assert person.window.messages.isHidden()


def test_a_name_that_was_completed_is_asked_about_first(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "own.dot"
    path.write_text("what was there")
    changed(person)
    choose(monkeypatch, tmp_path / "own", next(each for each in FORMATS if ".dot" in each.suffixes))
    person.answers.append(CANCEL)
    assert "Replace it?" in person.hears(lambda: export(person))
    assert path.read_text() == "what was there"
    person.answers += ["Replace it", SAVE]
    export(person)
    assert read_network_file(path).network.names == ("A", "C", "B")


@pytest.mark.parametrize("folder", [FOLDER, FOLDER.parent / "scenarios"])
def test_nothing_is_written_where_lessons_and_networks_lie(
    person: Person, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    written: list[object] = []
    monkeypatch.setattr(network_files, "write_network_file", lambda *given: written.append(given))
    changed(person)
    for name in ("asia.bif", "own.bif"):
        choose(monkeypatch, folder / name)
        assert person.hears(lambda: export(person)) == KEPT
    assert written == []


def test_who_names_no_file_writes_none(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    changed(person)
    choose(monkeypatch, "")
    export(person)
    assert person.said == []
    assert person.window.messages.isHidden()


def test_it_is_written_off_the_thread_of_the_window_and_one_at_a_time(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed(person)
    begun, go_on = threading.Event(), threading.Event()
    threads = []
    write = network_files.write_network_file

    def slowly(*given: object) -> None:
        threads.append(threading.current_thread())
        begun.set()
        go_on.wait()
        write(*given)

    monkeypatch.setattr(network_files, "write_network_file", slowly)
    choose(monkeypatch, tmp_path / "own.bif")
    try:
        person.window.actions_by_key["save_network"].trigger()
        person.until(begun.is_set)
        choose(monkeypatch, tmp_path / "other.bif")
        person.window.actions_by_key["save_network"].trigger()
        assert person.said == [BUSY]
    finally:
        go_on.set()
    person.waits()
    assert threads
    assert threading.main_thread() not in threads
    assert [each.name for each in tmp_path.iterdir()] == ["own.bif"]


def test_the_copied_text_is_a_model_of_dagitty(person: Person) -> None:
    QGuiApplication.clipboard().setText("what was copied before")
    state = changed(person)
    person.window.actions_by_key["copy_network"].trigger()
    person.waits()
    text = QGuiApplication.clipboard().text()
    assert text.startswith('dag "Unequal" {')
    content = parse_pasted(text)
    assert content.network.names == state.world.names
    assert content.network.dag == state.world.dag
    assert content.network.hidden == state.world.hidden
    assert dict(content.positions) == dict(node_positions(state))
    said = person.window.messages.accessibleName()
    assert "Tables and names of states are not kept: only the arrows are. Notes are not kept: A." in said
    assert person.window.document.state is state
    assert person.said == []
