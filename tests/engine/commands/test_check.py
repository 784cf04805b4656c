"""`check`: sound files get a short account, every other one all its faults."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from engine.files.network_files import NETWORK_SUFFIXES
from tests.engine.commands.conftest import BIF
from tests.engine.files.hypotheses_texts import SLOTS

if TYPE_CHECKING:
    from pathlib import Path


def test_a_sound_network(run, network: Path) -> None:
    assert run("check", network) == (0, f"{network}: sound. A network of 2 variables and 1 arrow.\n", "")


def test_a_sound_scenario(run, scenario: Path) -> None:
    assert run("check", scenario).out == (
        f'{scenario}: sound. A scenario, "Rain <and> grass", '
        "with 2 measured variables, 3 candidates, 1 step and 2 expectations.\n"
    )


def test_a_sound_table(run, table: Path) -> None:
    assert run("check", table).out == (
        f"{table}: sound. 5 rows of 2 variables: 2 watched, 2 with rain set, 1 with grass set.\n"
    )


def test_sound_hypotheses(run, tmp_path: Path) -> None:
    path = tmp_path / "lamps.yaml"
    path.write_text(SLOTS)
    assert run("check", path) == (
        0,
        f'{path}: sound. Hypotheses about A, B: 4 candidates, something hidden in 1 of them; prior "uniform".\n',
        "",
    )
    path.write_text("format: 1\nover: [A, B, C, D, E, F, G]\nprior: edges\n")
    assert run("check", path).out == (
        f'{path}: sound. Hypotheses about A, B, C, D, E, F, G: 1,138,779,265 candidates; prior "edges".\n'
    )


def test_all_faults_of_hypotheses_are_told_at_once(run, tmp_path: Path) -> None:
    path = tmp_path / "lamps.yaml"
    path.write_text(SLOTS.replace("of: [A, B]}", "of: [A, A]}").replace("C: open", "B: open") + "penalty: none\n")
    assert run("check", path).err.splitlines() == [
        f"{path}: 3 things are wrong.",
        '  line 6, hypotheses, candidates: A is put into two slots of "direct". '
        "Put a different variable into each slot.",
        '  line 8, hypotheses, candidates: a hidden variable is called "B", like one that is seen. '
        "Give the hidden one another name.",
        '  line 10, hypotheses, penalty: "none" is no number. Write it like 0.25 or 81/87.',
    ]


def test_all_faults_are_told_at_once(run, tmp_path: Path) -> None:
    path = tmp_path / "wrong.bif"
    path.write_text(BIF.replace("0.75", "0.76").replace("(yes)", "(oui)").replace("[ 3 ]", "[ 4 ]"))
    code, out, err = run("check", path)
    assert (code, out) == (2, "")
    assert err.splitlines() == [
        f"{path}: 3 things are wrong.",
        "  line 6, variable grass: 4 states are announced and 3 are named: dry, damp, wet. Make the two agree.",
        "  line 10, table of rain: 0.76 and 0.25 add up to 1.01. They must add up to 1.",
        '  line 14, table of grass: "oui" is not a state of rain. Its states are: no, yes.',
    ]


NO_TEXT = [
    pytest.param(None, "there is no such file. Check the name and the folder.", id="missing"),
    pytest.param(b"", "the file is empty. Choose a file with something in it.", id="empty"),
    pytest.param(b"\x00\x01\x02", "this is not a text file. Save it as plain text (UTF-8).", id="binary"),
]
ODD_TEXT = [
    pytest.param(b"caf\xe9\n", "line 1: the file is not text in UTF-8. Save it as plain text (UTF-8).", id="latin"),
    pytest.param(
        b"x" * 30_000_000,
        "line 1: the line has more than 1,000,000 characters. Check that it is the right file.",
        id="one line",
    ),
]


@pytest.mark.parametrize("suffix", [".yaml", ".csv"])
@pytest.mark.parametrize(("data", "message"), [*NO_TEXT, *ODD_TEXT])
def test_an_unreadable_file_gets_one_message(
    run, tmp_path: Path, suffix: str, data: bytes | None, message: str
) -> None:
    path = tmp_path / f"file{suffix}"
    if data is not None:
        path.write_bytes(data)
    assert run("check", path) == (2, "", f"{path}: {message}\n")


@pytest.mark.parametrize("suffix", NETWORK_SUFFIXES)
@pytest.mark.parametrize(("data", "message"), NO_TEXT)
def test_an_unreadable_network_gets_one_message(
    run, tmp_path: Path, suffix: str, data: bytes | None, message: str
) -> None:
    path = tmp_path / f"file{suffix}"
    if data is not None:
        path.write_bytes(data)
    assert run("check", path) == (2, "", f"{path}: {message}\n")


def test_what_a_network_lacked_is_told(run, tmp_path: Path) -> None:
    (tmp_path / "arrows.dag").write_text("dag { A -> B }")
    assert run("check", tmp_path / "arrows.dag").out == (
        f"{tmp_path / 'arrows.dag'}: sound. A network of 2 variables and 1 arrow. "
        "The text holds arrows only: every variable got the states no and yes, all of them alike.\n"
    )


@pytest.mark.parametrize("suffix", [".bif", ".yaml", ".csv", ""])
def test_a_folder_gets_one_message(run, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"folder{suffix}"
    os.mkdir(path)
    assert run("check", path) == (
        2,
        "",
        f"{path}: this is a folder, not a file. Give the name of a file in it.\n",
    )


def test_a_truncated_network(run, tmp_path: Path) -> None:
    path = tmp_path / "cut.bif"
    path.write_text(BIF[: BIF.index("0.15")])
    assert run("check", path).err == (
        f"{path}: line 13, table of grass: the file ends in the middle of a block begun in line 12. "
        "The file seems to be cut short; get it again whole.\n"
    )


def test_a_circle(run, tmp_path: Path) -> None:
    path = tmp_path / "circle.bif"
    path.write_text(
        BIF.replace("( rain ) {\n  table", "( rain | grass ) {\n  default")
    )  # fmt: skip
    assert "the arrows close a circle: rain, grass, rain. Remove one of them." in run("check", path).err


def test_a_file_of_an_unknown_kind(run, tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("hello")
    assert run("check", tmp_path / "notes.md").err == (
        f"{tmp_path / 'notes.md'}: its name ends in .md. This program reads networks, scenarios, hypotheses and tables "
        f"from {', '.join(NETWORK_SUFFIXES)}, .yaml, .yml, .csv, .tsv, .txt, .dat or .npy files.\n"
    )


def test_a_table_with_sets_beside_it(run, tmp_path: Path) -> None:
    table = tmp_path / "p.csv"
    table.write_text("A,B,C,target.index\n0,1,0,1\n1,1,0,2\n1,0,1,3\n0,0,1,1\n")
    assert "no file with the sets is beside the table" in run("check", table).err
    (tmp_path / "p.targets.txt").write_text("\nB\nA C\n")
    assert run("check", table).out == (
        f"{table}: sound. 4 rows of 3 variables: 2 watched, 1 with B set, 1 with A and C set.\n"
    )
