"""`convert`: what a format can hold arrives, what it cannot is said, and nothing is written over unasked."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np
import pytest

from engine.files.network_file import NetworkFile
from engine.files.network_files import read_network, read_network_file, write_network_file
from engine.files.network_formats import ALL, FORMATS, NAMES, NOTES, TABLES, NetworkFormat
from engine.files.ready_networks import FOLDER
from engine.files.session_files import save_session
from engine.sessions.actions import apply
from engine.sessions.state import session_from_network
from engine.sessions.verbs import SetTable
from tests.engine.files.network_contents import assert_same, assert_same_as_model, unequal

if TYPE_CHECKING:
    from pathlib import Path

ASIA = FOLDER / "asia.bif"
SURVEY = FOLDER / "survey.bif"
ARROWS_ONLY = "Tables and names of states are not kept: only the arrows are."
WITHOUT_NOTES = "Notes are not kept: Either, X-ray, Short breath."


@pytest.fixture
def states_of_2_3_and_4(tmp_path: Path) -> Path:
    path = tmp_path / "unequal.xdsl"
    write_network_file(path, NetworkFile(unequal()))
    return path


@pytest.mark.parametrize("kind", FORMATS, ids=lambda kind: kind.suffixes[0])
def test_every_format_holds_what_it_can(run, tmp_path: Path, states_of_2_3_and_4: Path, kind: NetworkFormat) -> None:
    target = tmp_path / f"converted{kind.suffixes[0]}"
    for source in (ASIA, states_of_2_3_and_4):
        meant = read_network(source)
        code, out, err = run("convert", source, target, "--force")
        assert (code, out) == (0, "")
        found = read_network_file(target).network
        if NAMES not in kind.keeps:
            assert f"{target}: Names are not kept: variables and states get numbers.\n" in err
            assert [table.parents for table in found.tables] == [table.parents for table in meant.tables]
            for ours, theirs in zip(found.tables, meant.tables, strict=True):
                np.testing.assert_allclose(ours.probabilities, theirs.probabilities, rtol=1e-12)
        elif TABLES not in kind.keeps:
            assert f"{target}: {ARROWS_ONLY}\n" in err
            assert (found.names, found.dag) == (meant.names, meant.dag)
        else:
            assert_same(found, meant)
            assert "Names" not in err
            assert "Tables" not in err
        assert (f"{target}: {WITHOUT_NOTES}\n" in err) == (source == ASIA and NOTES not in kind.keeps)
        assert (err == "") == (kind.keeps == ALL or (source != ASIA and {NAMES, TABLES} <= kind.keeps))


def test_another_program_reads_what_was_written(run, tmp_path: Path, states_of_2_3_and_4: Path) -> None:
    from pgmpy.readwrite import BIFReader, NETReader, XMLBIFReader

    for reader, suffix in ((BIFReader, ".bif"), (XMLBIFReader, ".xmlbif"), (NETReader, ".net")):
        target = tmp_path / f"other{suffix}"
        for source in (SURVEY, states_of_2_3_and_4):
            assert run("convert", source, target, "--force").code == 0
            assert_same_as_model(read_network(source), reader(str(target)).get_model())
    assert run("convert", ASIA, tmp_path / "asia.xml").code == 0
    assert_same_as_model(read_network(ASIA), XMLBIFReader(str(tmp_path / "asia.xml")).get_model())


def test_a_saved_session_gives_the_network_it_had_when_it_was_saved(run, tmp_path: Path) -> None:
    state = apply(session_from_network("Unequal", unequal(), (0, 1, 2)), SetTable("A", np.array([0.125, 0.875])))
    source, target = tmp_path / "saved.yaml", tmp_path / "saved.dsc"
    save_session(source, state)
    assert run("convert", source, target) == (0, "", "")
    assert_same(read_network(target), state.world)


def test_what_had_to_be_made_up_is_said(run, tmp_path: Path) -> None:
    source, target = tmp_path / "arrows.dagitty", tmp_path / "arrows.bif"
    source.write_text("dag { A -> B }")
    code, _, err = run("convert", source, target)
    assert code == 0
    said = "The text holds arrows only: every variable got the states no and yes, all of them alike."
    assert err == f"{source}: {said}\n"
    assert read_network(target).names == ("A", "B")


def test_no_file_is_written_over_unless_it_is_asked_for(run, tmp_path: Path) -> None:
    target = tmp_path / "asia.dot"
    target.write_text("what was there")
    assert run("convert", ASIA, target) == (
        2,
        "",
        f"{target}: there is a file of this name already. Give another name, or --force to replace it.\n",
    )
    assert target.read_text() == "what was there"
    assert run("convert", ASIA, target, "--force") == (0, "", f"{target}: {ARROWS_ONLY}\n")
    assert len(read_network(target).names) == 8


@pytest.mark.parametrize(
    ("source", "target", "message"),
    [
        ("nothing.bif", "new.bif", "nothing.bif: there is no such file. Check the name and the folder."),
        ("broken.bif", "new.bif", "broken.bif: line 1, variable a: the file ends in the middle"),
        (ASIA, "new.doc", "new.doc: its name ends in .doc. This program writes networks as .bif, .xmlbif, "),
        (ASIA, "new", "new: its name has no ending. This program writes networks as .bif, .xmlbif, "),
        (ASIA, "missing/new.bif", "missing/new.bif: it could not be saved: the folder does not exist. "),
        (ASIA, "folder.bif", "folder.bif: this is a folder. Give the name of a file in it."),
    ],
)
def test_what_is_wrong_is_one_message(
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: object, target: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "broken.bif").write_text("variable a {")
    (tmp_path / "folder.bif").mkdir()
    before = sorted(tmp_path.iterdir())
    code, out, err = run("convert", source, target)
    assert (code, out) == (2, "")
    assert err.startswith(message)
    assert err.count("\n") == 1
    assert sorted(tmp_path.iterdir()) == before


def test_a_disk_that_is_full_leaves_what_was_there(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "asia.bif"
    target.write_text("what was there")

    def refuse(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "replace", refuse)
    code, _, err = run("convert", ASIA, target, "--force")
    assert code == 2
    assert "it could not be saved: there is no space left on the disk" in err
    assert [path.name for path in tmp_path.iterdir()] == ["asia.bif"]
    assert target.read_text() == "what was there"
