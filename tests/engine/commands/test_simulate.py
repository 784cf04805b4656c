"""`simulate`: the rows, their label, and what is said of a wrong request."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import numpy as np
import pytest

from engine.files.csv_tables import read_table
from engine.files.network_files import read_network
from engine.files.scenario_reader import read_scenario
from engine.sessions.actions import apply
from engine.sessions.state import initial_state
from engine.sessions.verbs import Watch

if TYPE_CHECKING:
    from pathlib import Path


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_rows_are_printed_with_their_label(run, network: Path) -> None:
    code, out, err = run("simulate", network, "--rows", 50)
    assert (code, err) == (0, "")
    rows = rows_of(out)
    assert len(rows) == 50
    assert {row["_do"] for row in rows} == {""}
    assert {row["rain"] for row in rows} == {"no", "yes"}


def test_the_same_seed_gives_the_same_rows(run, network: Path) -> None:
    first, again, other = (
        run("simulate", network, "--rows", 40, "--seed", seed).out for seed in (3, 3, 4)
    )  # fmt: skip
    assert first == again
    assert first != other


def test_what_is_set_is_set_and_named(run, network: Path) -> None:
    rows = rows_of(run("simulate", network, "--rows", 400, "--do", "grass=damp", "--randomize", "rain").out)
    assert {row["_do"] for row in rows} == {"rain;grass"}
    assert {row["grass"] for row in rows} == {"damp"}
    assert 0.4 < np.mean([row["rain"] == "yes" for row in rows]) < 0.6


def test_saved_rows_are_read_back(run, network: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    assert run("simulate", network, "--rows", 30, "--do", "rain=yes", "--out", path) == (0, "", "")
    data = read_table(path, variables=read_network(network).variables)
    assert data.n_rows == 30
    assert [batch.regime.targets for batch in data.batches] == [frozenset((0,))]


def test_hidden_variables_are_left_out_and_cannot_be_set(run, scenario: Path) -> None:
    assert run("simulate", scenario, "--rows", 1).out.startswith("rain,grass,_do\n")
    assert run("simulate", scenario, "--rows", 1, "--do", "cloud=yes") == (
        2,
        "",
        "command line: --do cloud=yes: cloud is hidden. Only variables that are measured can be set.\n",
    )


def test_a_session_with_the_same_seed_draws_the_same_rows(run, scenario: Path) -> None:
    rows = rows_of(run("simulate", scenario, "--rows", 20, "--seed", 5).out)
    state = apply(initial_state(read_scenario(scenario)), Watch(20))
    drawn = [
        [variable.states[code] for variable, code in zip(state.variables, row, strict=True)]
        for row in state.dataset.batches[-1].values
    ]
    assert [[row["rain"], row["grass"]] for row in rows] == drawn


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        (("--do", "rain=si"), ['command line: --do rain=si: "si" is not one of its states. Its states are: no, yes.']),
        (("--do", "rain"), ["command line: --do rain: the state is missing. Write it like VAR=STATE."]),
        (
            ("--do", "snow=no", "--randomize", "hail", "--do", "rain=no", "--do", "rain=yes"),
            [
                "command line: 3 things are wrong.",
                '  --do snow=no: there is no variable "snow". The variables are: rain, grass.',
                '  --randomize hail: there is no variable "hail". The variables are: rain, grass.',
                "  rain is set twice at once. Set each variable once.",
            ],
        ),
        (
            ("--rows", "0", "--seed", "-1"),
            [
                "command line: 2 things are wrong.",
                "  --rows: the number of rows is out of range. Give 1 to 10,000,000.",
                "  --seed: the seed is below 0. Give a whole number from 0 on.",
            ],
        ),
    ],
)
def test_a_wrong_request_is_refused(run, network: Path, words: tuple[str, ...], lines: list[str]) -> None:
    code, out, err = run("simulate", network, "--rows", 5, *words)
    assert (code, out, err.splitlines()) == (2, "", lines)


def test_an_unwritable_place_is_said(run, network: Path, tmp_path: Path) -> None:
    code, _, err = run("simulate", network, "--rows", 5, "--out", tmp_path / "nowhere" / "x.csv")
    assert code == 2
    assert "the folder does not exist. Make the folder first, or choose another." in err


def test_names_with_an_equals_sign_can_be_set(run, tmp_path: Path) -> None:
    path = tmp_path / "odd.bif"
    path.write_text("variable a=b { type discrete [ 2 ] { x=1, x=2 }; }\nprobability ( a=b ) { table 0.5 0.5; }\n")
    assert run("simulate", path, "--rows", 1, "--do", "a=b=x=2").out == "a=b,_do\nx=2,a=b\n"
