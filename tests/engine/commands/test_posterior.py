"""`posterior`: the documented keys, the numbers behind them, and what is said of wrong data."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest

from engine.files.csv_tables import read_table
from engine.hypotheses.space import every_dag
from engine.posterior.assumptions import Assumptions
from engine.posterior.enumeration import enumerate_posterior

SHARED = Path(__file__).parents[4] / "shared" / "data"
KEYS = [
    "variables", "states", "method", "log_evidence", "edges", "ancestors", "top", "entropy_bits", "n_rows",
    "n_rows_by_regime", "assumptions", "effective_number", "classes",
]  # fmt: skip


def test_the_object_has_the_documented_keys(run, table: Path) -> None:
    code, out, err = run("posterior", table)
    found = json.loads(out)
    assert (code, err, list(found)) == (0, "", KEYS)
    assert found["variables"] == ["rain", "grass"]
    assert found["states"] == [["no", "yes"], ["dry", "wet", "damp"]]
    assert found["method"] == "enumeration"
    assert found["n_rows"] == 5
    assert found["n_rows_by_regime"] == {"": 2, "rain": 2, "grass": 1}


def test_the_numbers_are_those_of_the_engine(run, table: Path) -> None:
    found = json.loads(run("posterior", table, "--ess", "2.5").out)
    posterior = enumerate_posterior(read_table(table), every_dag(range(2)), Assumptions(2.5))
    assert found["log_evidence"] == posterior.log_evidence
    np.testing.assert_array_equal(found["edges"], posterior.edge_probabilities)
    np.testing.assert_array_equal(found["ancestors"], posterior.ancestor_probabilities)
    assert found["entropy_bits"] == posterior.entropy_bits


def test_the_top_is_sorted_and_sums_to_one_when_it_is_all(run, table: Path) -> None:
    top = json.loads(run("posterior", table).out)["top"]
    probabilities = [each["probability"] for each in top]
    assert probabilities == sorted(probabilities, reverse=True)
    assert math.isclose(sum(probabilities), 1, abs_tol=1e-12)
    assert sorted(str(each["edges"]) for each in top) == ["[['grass', 'rain']]", "[['rain', 'grass']]", "[]"]


def test_at_most_so_many_parents(run, table: Path) -> None:
    top = json.loads(run("posterior", table, "--max-parents", 0).out)["top"]
    assert top[0] == {"edges": [], "probability": 1.0}


def test_a_network_names_the_states(run, table: Path, network: Path) -> None:
    found = json.loads(run("posterior", table, "--network", network).out)
    assert found["states"] == [["no", "yes"], ["dry", "damp", "wet"]]


def test_the_result_can_be_saved(run, table: Path, tmp_path: Path) -> None:
    path = tmp_path / "belief.json"
    assert run("posterior", table, "--out", path) == (0, "", "")
    assert path.read_text() == run("posterior", table).out


def test_five_columns_of_real_data(run) -> None:
    if not (SHARED / "sachs.csv").exists():
        pytest.skip("the shared data are not here")
    found = json.loads(run("posterior", SHARED / "sachs.csv", "--columns", "Raf,Mek,PKA,PKC,Akt").out)
    assert found["n_rows"] == 5400
    assert found["n_rows_by_regime"] == {"": 2400, "PKA": 600, "PKC": 1200, "Akt": 600, "Mek": 600}
    assert len(found["top"]) == 10
    assert math.isclose(np.array(found["edges"])[0, 1], 1, abs_tol=1e-6)


def test_too_many_columns_are_refused_with_a_way_out(run, tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    names = [f"v{index}" for index in range(21)]
    path.write_text(f"{','.join(names)}\n{','.join('01010101010101010101')},0\n")
    assert run("posterior", path) == (
        2,
        "",
        f"{path}: belief over 21 variables was asked for. "
        "Up to 20 can be taken; choose them with --columns, such as --columns v0,v1,v2.\n",
    )
    assert run("posterior", path, "--columns", "v0,v20").code == 0


def test_wrong_wishes_are_all_told(run, table: Path) -> None:
    code, _, err = run("posterior", table, "--ess", "-1", "--prior", "gut", "--max-parents", "-2")
    assert code == 2
    assert err.startswith("command line: 3 things are wrong.")


@pytest.mark.parametrize(
    ("text", "words", "message"),
    [
        ("rain,grass\nno,dry\n", ("--columns", "rain,snow"), 'there is no column "snow". '
         "The columns are: rain, grass."),
        ("rain,snow\nno,no\n", ("--network",), 'column "snow" is not a variable of the network. '
         "They are: rain, grass."),
        ("rain,grass\nno,dry\nno,soaked\n", ("--network",), 'line 3, column grass: "soaked" is not a state of grass. '
         "Its states are: dry, damp, wet."),
        ("rain,grass\nno,dry\n,wet\n", (), "line 3, column rain: the cell is empty. "
         "Every cell needs a state: fill it in, or leave the row out."),
    ],
)  # fmt: skip
def test_wrong_data_is_refused(
    run, network: Path, tmp_path: Path, text: str, words: tuple[str, ...], message: str
) -> None:
    path = tmp_path / "wrong.csv"
    path.write_text(text)
    more = (*words, network) if words == ("--network",) else words
    assert run("posterior", path, *more) == (2, "", f"{path}: {message}\n")
