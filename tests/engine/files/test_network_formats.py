"""Every format of the table gives back what it can hold, and says beforehand what it cannot."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings

from engine.files.network_file import NetworkFile
from engine.files.network_files import (
    NETWORK_SUFFIXES,
    network_text,
    read_network_file,
    what_is_lost,
    write_network_file,
)
from engine.files.network_formats import FORMATS, HIDDEN, NAMES, NOTES, POSITIONS, TABLES, TITLE, NetworkFormat
from engine.files.structure_file import STATES, TABLES_MADE_UP
from engine.networks.network import BayesianNetwork
from engine.networks.tables import ConditionalTable
from engine.networks.variables import Variable
from engine.problems import InvalidInput
from engine.sessions.notes import Notes
from engine.sessions.positions import Positions
from tests.engine.files.network_contents import assert_same, contents, unequal

each_format = pytest.mark.parametrize("kind", FORMATS, ids=lambda kind: kind.suffixes[0])


@each_format
@settings(max_examples=30, deadline=None)
@given(content=contents())
def test_what_is_written_reads_back_as_far_as_the_format_can_hold_it(kind: NetworkFormat, content: NetworkFile) -> None:
    meant = kind.spelled(content)
    again = kind.read(kind.write(meant).encode())
    if NAMES not in kind.keeps:
        for ours, theirs in zip(again.network.tables, meant.network.tables, strict=True):
            assert ours.parents == theirs.parents
            np.testing.assert_allclose(ours.probabilities, theirs.probabilities, rtol=1e-12)
        return
    hidden = frozenset() if HIDDEN not in kind.keeps else meant.network.hidden
    if TABLES in kind.keeps:
        assert_same(again.network, BayesianNetwork(meant.network.variables, meant.network.tables, hidden))
    else:
        assert again.network.names == meant.network.names
        assert again.network.dag == meant.network.dag
        assert again.network.hidden == hidden
    if POSITIONS in kind.keeps:
        assert set(again.positions) == set(meant.positions)
        for name, place in meant.positions.items():
            assert again.positions[name] == pytest.approx(place)
    if NOTES in kind.keeps:
        assert dict(again.notes) == dict(meant.notes)
    assert again.title == meant.title or TITLE not in kind.keeps


@each_format
@settings(max_examples=8, deadline=None)
@given(content=contents())
def test_a_name_that_changes_is_told_before(kind: NetworkFormat, content: NetworkFile) -> None:
    changed = kind.spelled(content).network.names != content.network.names
    told = " ".join(what_is_lost(kind.suffixes[0], content))
    assert ("fewer characters" in told) >= (changed and NAMES in kind.keeps)
    assert ("numbers" in told) == (NAMES not in kind.keeps)


@each_format
def test_nothing_is_told_of_a_plain_network_that_is_kept(kind: NetworkFormat) -> None:
    told = what_is_lost(kind.suffixes[0], NetworkFile(unequal()))
    assert (told == ()) == ({TABLES, NAMES} <= kind.keeps)


@pytest.mark.parametrize(
    ("suffix", "sentences"),
    [
        (".bif", ['The format allows fewer characters in names: "say "hi"" becomes "say \'hi\'".']),
        (".xml", []),
        (".xdsl", ['The format allows fewer characters in names: "5-12%" becomes "x_5_12".']),
        (".net", []),
        (
            ".dsc",
            [
                'The format allows fewer characters in names: "say "hi"" becomes "say \'hi\'".',
                'It is not kept that they are hidden: say "hi".',
                'Notes are not kept: say "hi".',
            ],
        ),
        (
            ".uai",
            [
                "Names are not kept: variables and states get numbers.",
                'It is not kept that they are hidden: say "hi".',
                "Where the nodes lie is not kept.",
                'Notes are not kept: say "hi".',
            ],
        ),
        (
            ".dag",
            ["Tables and names of states are not kept: only the arrows are.", 'Notes are not kept: say "hi".'],
        ),
        (".gv", ["Tables and names of states are not kept: only the arrows are."]),
    ],
)
def test_what_is_lost_is_said_in_sentences(suffix: str, sentences: list[str]) -> None:
    variable = Variable('say "hi"', ("5-12%", "rest"))
    table = ConditionalTable(0, (), np.array([0.5, 0.5]))
    content = NetworkFile(
        BayesianNetwork((variable,), (table,), frozenset({0})),
        Positions({'say "hi"': (1, 2)}),
        Notes({'say "hi"': "a greeting"}),
    )
    assert list(what_is_lost(suffix, content)) == sentences


def test_notes_that_a_format_respells_are_told() -> None:
    content = NetworkFile(unequal(), notes=Notes({"A": "one\ntwo", "B": "a; b", "C": "plain"}))
    assert what_is_lost(".bif", content) == ("Notes are put on one line or lose marks: A, B.",)
    assert what_is_lost(".xdsl", content) == ()


def test_dagitty_keeps_notes_that_are_its_own_words() -> None:
    content = NetworkFile(unequal(), notes=Notes({"A": "exposure", "C": "outcome"}))
    assert len(what_is_lost(".dagitty", content)) == 1


def test_names_that_would_be_the_same_stay_apart(tmp_path: Path) -> None:
    variables = (Variable('a"', ('"', "'", "''")), Variable("a'", ("x",)))
    tables = (ConditionalTable(0, (), np.array([0.5, 0.25, 0.25])), ConditionalTable(1, (), np.array([1.0])))
    write_network_file(tmp_path / "a.bif", NetworkFile(BayesianNetwork(variables, tables)))
    again = read_network_file(tmp_path / "a.bif").network
    assert again.names == ("a'", "a' 2")
    assert again.variables[0].states == ("'", "'_2", "''")


@each_format
def test_saving_and_opening_by_the_ending(kind: NetworkFormat, tmp_path: Path) -> None:
    for suffix in kind.suffixes:
        path = tmp_path / f"unequal{suffix.upper()}"
        write_network_file(path, NetworkFile(unequal()))
        again = read_network_file(path)
        assert len(again.network.variables) == 3
        if TABLES not in kind.keeps:
            assert again.losses == (TABLES_MADE_UP,)
            assert {variable.states for variable in again.network.variables} == {STATES}
            for table in again.network.tables:
                np.testing.assert_array_equal(table.probabilities, 0.5)


@each_format
def test_nodes_that_nobody_placed_are_laid_out_for_programs_that_would_pile_them_up(
    kind: NetworkFormat, tmp_path: Path
) -> None:
    path = tmp_path / f"unequal{kind.suffixes[0]}"
    write_network_file(path, NetworkFile(unequal(), Positions({"A": (5, 5)})))
    places = read_network_file(path).positions
    if POSITIONS not in kind.keeps or kind.lays_out:
        assert dict(places) == ({} if POSITIONS not in kind.keeps else {"A": (5, 5)})
        return
    assert len(set(places.values())) == 3
    assert places["A"][1] < places["B"][1] < places["C"][1]
    write_network_file(path, NetworkFile(unequal(), Positions({"A": (5, 5), "B": (6, 5), "C": (7, 5)})))
    assert read_network_file(path).positions["A"] == (5, 5)


def test_a_file_too_large_to_be_read_again_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.files.network_files.LARGEST_FILE", 100)
    with pytest.raises(InvalidInput, match="and no more than 0 are read"):
        write_network_file(tmp_path / "x.net", NetworkFile(unequal()))
    assert not (tmp_path / "x.net").exists()


def test_an_ending_of_no_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"its name ends in \.doc\. This program writes networks as \.bif, "):
        write_network_file(tmp_path / "x.doc", NetworkFile(unequal()))
    assert not (tmp_path / "x.doc").exists()
    assert len(set(NETWORK_SUFFIXES)) == len(NETWORK_SUFFIXES)


def test_text_of_old_programs_for_windows_is_read_and_told(tmp_path: Path) -> None:
    path = tmp_path / "old.net"
    text = 'net {}\nnode Size { label = "Größe"; states = ("groß" "klein"); }\npotential (Size) { data = (0.5 0.5); }'
    path.write_bytes(text.encode("cp1252"))
    content = read_network_file(path)
    assert content.network.variables[0].states == ("groß", "klein")
    assert content.losses == ("The file is not in UTF-8: it was read as old programs for Windows write text.",)
    assert content.notes["Size"] == "Größe"


@each_format
def test_the_text_of_a_network_is_what_its_file_holds(kind: NetworkFormat, tmp_path: Path) -> None:
    path = tmp_path / f"unequal{kind.suffixes[0]}"
    write_network_file(path, NetworkFile(unequal()))
    assert network_text(kind.suffixes[0].upper(), NetworkFile(unequal())) == path.read_text(encoding="utf-8")


def test_there_is_no_text_of_an_unknown_format() -> None:
    with pytest.raises(InvalidInput, match=r"its name ends in \.doc\. This program writes networks as"):
        network_text(".doc", NetworkFile(unequal()))


def test_of_many_names_some_are_told_and_how_many_more_there_are() -> None:
    variables = tuple(Variable(f"V{number}", ("no", "yes")) for number in range(8))
    tables = tuple(ConditionalTable(child, (), np.array([0.5, 0.5])) for child in range(8))
    content = NetworkFile(BayesianNetwork(variables, tables, frozenset(range(8))))
    assert what_is_lost(".dsc", content) == ("It is not kept that they are hidden: V0, V1, V2, V3, V4, V5 and 2 more.",)
