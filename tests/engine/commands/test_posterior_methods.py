"""`posterior`: which method is taken, what each gives, and the rules that can be typed."""

from __future__ import annotations

import json
import math
import os
import signal
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

REPOSITORY = Path(__file__).parents[3]
ALWAYS = [
    "variables", "states", "method", "log_evidence", "edges", "ancestors", "top", "entropy_bits", "n_rows",
    "n_rows_by_regime", "assumptions",
]  # fmt: skip


def write_rows(path: Path, n: int, rows: int = 200) -> Path:
    """A chain of noisy copies v0 -> v1 -> ..., one row in four with v1 set."""
    rng = np.random.default_rng(n)
    values = np.empty((rows, n), dtype=int)
    was_set = np.arange(rows) % 4 == 0
    for column in range(n):
        before = values[:, column - 1] if column else rng.integers(0, 2, rows)
        values[:, column] = before ^ (rng.random(rows) < 0.2)
        if column == 1:
            values[was_set, 1] = 1
    names = [f"v{index}" for index in range(n)]
    lines = [f"{','.join(map(str, row))},{'v1' if acted else ''}" for row, acted in zip(values, was_set, strict=True)]
    path.write_text("\n".join([",".join([*names, "_do"]), *lines]) + "\n")
    return path


@pytest.fixture(scope="module")
def four(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_rows(tmp_path_factory.mktemp("data") / "four.csv", 4)


@pytest.fixture(scope="module")
def seven(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_rows(tmp_path_factory.mktemp("data") / "seven.csv", 7)


def found(run, *words: object) -> dict:
    code, out, err = run("posterior", *words)
    assert (code, err) == (0, "")
    return json.loads(out)


def test_the_method_goes_by_size(run, four: Path, seven: Path) -> None:
    assert found(run, four)["method"] == "enumeration"
    summed = found(run, seven)
    assert summed["method"] == "dynamic-programming"
    assert list(summed) == [*ALWAYS, "relative_error", "digits_lost", "estimates"]
    assert summed["n_rows_by_regime"] == {"v1": 50, "": 150}


def test_sums_and_enumeration_agree(run, four: Path) -> None:
    rules = ("--require", "v0 -> v1", "--forbid", "v2->v1", "--prior", "edges", "--penalty", 0.3, "--ess", 2)
    listed = found(run, four, "--method", "enumeration", *rules)
    summed = found(run, four, "--method", "dynamic-programming", *rules)
    for key in ("log_evidence", "edges", "ancestors"):
        np.testing.assert_allclose(summed[key], listed[key], rtol=1e-9, atol=1e-12)
    assert summed["assumptions"] == listed["assumptions"]
    weights = [[each["probability"] for each in belief["top"]] for belief in (summed, listed)]
    np.testing.assert_allclose(*weights, rtol=1e-9)
    assert summed["entropy_bits"] == pytest.approx(listed["entropy_bits"], abs=1e-9)
    estimate = summed["estimates"]
    assert (estimate["draws"], estimate["seed"]) == (1000, 1)
    error = abs(estimate["entropy_bits"] - listed["entropy_bits"])
    assert error < 4.5 * estimate["entropy_bits_standard_error"]
    assert listed["effective_number"] == pytest.approx(2 ** listed["entropy_bits"])


def test_sums_tell_what_rounding_left(run, seven: Path) -> None:
    summed = found(run, seven)
    assert 0 <= summed["relative_error"] <= 1e-8
    assert 0 <= summed["digits_lost"] < 8


def test_draws_come_with_standard_errors(run, seven: Path) -> None:
    sampled = found(run, seven, "--method", "sampling", "--draws", 4000, "--seed", 3)
    exact = found(run, seven)
    assert list(sampled) == [
        *ALWAYS, "edges_standard_error", "ancestors_standard_error", "entropy_bits_standard_error", "classes", "draws",
        "seed",
        "relative_error", "digits_lost",
    ]  # fmt: skip
    assert (sampled["method"], sampled["draws"], sampled["seed"]) == ("sampling", 4000, 3)
    assert sampled["log_evidence"] == exact["log_evidence"]
    for key in ("edges", "ancestors"):
        off = np.abs(np.subtract(sampled[key], exact[key]))
        assert (off <= 6 * np.array(sampled[f"{key}_standard_error"]) + 1e-12).all()
    best = sampled["top"][0]
    assert set(best) == {"edges", "probability", "probability_standard_error"}
    assert abs(best["probability"] - exact["top"][0]["probability"]) < 6 * best["probability_standard_error"]
    assert found(run, seven, "--method", "sampling", "--draws", 4000, "--seed", 3) == sampled
    assert found(run, seven, "--method", "sampling", "--draws", 4000, "--seed", 4)["edges"] != sampled["edges"]


def test_as_many_of_the_most_probable_as_asked_for(run, seven: Path) -> None:
    top = found(run, seven, "--top", 300)["top"]
    assert len(top) == 300
    assert len({str(sorted(each["edges"])) for each in top}) == 300
    weights = [each["probability"] for each in top]
    assert all(later <= earlier * (1 + 1e-6) for earlier, later in pairwise(weights))
    assert found(run, seven, "--top", 1)["top"] == top[:1]


def test_rules_rule_out(run, seven: Path) -> None:
    words = ("--tiers", "v6,v5<v0<v1,v2", "--forbid", "v3 -> v4", "--require", "v0 -> v4", "--max-parents", 2)
    belief = found(run, seven, *words)
    edges = np.array(belief["edges"])
    assert edges[0, 4] == pytest.approx(1)
    assert edges[3, 4] == 0
    assert not edges[:3, 5:].any()
    assert not edges[1:3, 0].any()
    assert (edges.sum(axis=0) <= 2 + 1e-9).all()
    assert belief["assumptions"] == {
        "equivalent_sample_size": 1.0,
        "prior": "uniform",
        "penalty": None,
        "max_parents": 2,
        "required": [["v0", "v4"]],
        "forbidden": [["v3", "v4"]],
        "tiers": [["v6", "v5"], ["v0"], ["v1", "v2"]],
    }


def test_names_with_blanks_commas_and_signs_can_be_ruled_about(run, tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text('ice cream,"sun, hot",a<b\nno,no,x\nyes,yes,y\nyes,no,y\n')
    rules = ("--require", 'ice cream -> "sun, hot"', "--tiers", '"a<b"<ice cream')
    edges = np.array(found(run, path, *rules)["edges"])
    assert edges[0, 1] == pytest.approx(1)
    assert edges[0, 2] == 0


def test_classes_of_look_alikes(run, four: Path) -> None:
    listed = found(run, four, "--top", 1000)["classes"]
    assert sum(each["size"] for each in listed) == 543
    assert math.fsum(each["probability"] for each in listed) == pytest.approx(1)
    # v1 was set in some rows, so the direction of every arrow at v1 is known.
    assert not any("v1" in pair for each in listed for pair in each["undirected"])
    exact = {str((each["edges"], each["undirected"])): each for each in listed}
    summed = found(run, four, "--method", "dynamic-programming")["estimates"]["classes"]
    sampled = found(run, four, "--method", "sampling")["classes"]
    for estimate in summed[:3] + sampled[:3]:
        meant = exact[str((estimate["edges"], estimate["undirected"]))]
        assert estimate["size"] == meant["size"]
        assert abs(estimate["probability"] - meant["probability"]) < 6 * estimate["probability_standard_error"]


def test_six_variables_are_listed_when_asked_for(run, seven: Path) -> None:
    columns = ("--columns", "v0,v1,v2,v3,v4,v5")
    listed = found(run, seven, *columns, "--method", "enumeration")
    summed = found(run, seven, *columns)
    assert (listed["method"], summed["method"]) == ("enumeration", "dynamic-programming")
    np.testing.assert_allclose(listed["edges"], summed["edges"], atol=1e-9)
    assert math.isclose(listed["log_evidence"], summed["log_evidence"], abs_tol=1e-9)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--require", "v0 -> sun"), '"sun" is not a variable. The variables are: v0, v1, v2, v3'),
        (("--require", "v0->v1", "--forbid", "v0->v1"), "v0 -> v1 is both required and ruled out"),
        (("--require", "v0->v1", "--require", "v1->v2->v0"), "the required arrows close a circle"),
        (("--require", "v0"), '--require: "v0" is not an arrow. Write it like "A -> B"'),
        (("--tiers", "v0,v1"), '--tiers: "v0,v1" does not name groups of variables in an order'),
        (("--tiers", "v0<v1<v0"), "v0 stands in two tiers"),
        (("--top", "0"), "--top: the 0 most probable structures were asked for. Ask for 1 to 1,000"),
        (("--draws", "1"), "--draws: 1 draws were asked for. Ask for 2 to 10,000,000"),
        (("--seed", "-1"), "--seed: the seed is below 0"),
        (("--prior", "edges", "--penalty", "0"), "the factor for an arrow is 0.0. It must be above 0"),
        (("--method", "guessing"), "argument --method: invalid choice: 'guessing'"),
    ],
)
def test_rules_that_cannot_be(run, four: Path, words: tuple[str, ...], message: str) -> None:
    code, out, err = run("posterior", four, *words)
    assert (code, out) == (2, "")
    assert err.startswith(f"command line: {message}")
    assert err.count("\n") == 1


def test_all_faults_of_the_command_line_are_told_at_once(run, four: Path) -> None:
    words = ("--require", "x", "--forbid", "y", "--tiers", "z", "--ess", 0, "--top", 0, "--seed", -4)
    code, _, err = run("posterior", four, *words)
    assert code == 2
    assert err.startswith("command line: 6 things are wrong.")


@pytest.mark.parametrize("prior", ["classes", "depth"])
def test_priors_on_whole_structures_are_enumerated(run, four: Path, seven: Path, prior: str) -> None:
    six = ("--columns", "v0,v1,v2,v3,v4,v5")
    assert found(run, seven, *six, "--prior", prior)["method"] == "enumeration"
    for words in ((seven,), (four, "--method", "dynamic-programming"), (four, "--method", "sampling")):
        code, out, err = run("posterior", *words, "--prior", prior)
        assert (code, out) == (2, "")
        assert err.startswith(f"command line: --prior: {prior} weighs every structure as a whole")


def test_too_many_to_list_are_refused(run, seven: Path) -> None:
    assert run("posterior", seven, "--method", "enumeration") == (
        2,
        "",
        "command line: --method: there are too many structures of 7 variables to list them all. "
        "Leave --method away, or choose up to 6 variables with --columns.\n",
    )


# Runs the command with words in the place of how far it is, and says at the end how far it came.
TOLD = """
import sys
from engine.commands import posterior
from main import main
sums = posterior.sum_posterior
def told(*words):
    reports = [0]
    try:
        for report in sums(*words):
            if report.done and not reports[-1]:
                print("at work", file=sys.stderr, flush=True)
            reports.append(report.done)
            yield report
    finally:
        print(f"stopped at {reports[-1]}", file=sys.stderr, flush=True)
posterior.sum_posterior = told
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")
def test_an_interrupt_stops_long_sums_at_once(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "wide.csv", 20, 60)
    with subprocess.Popen(
        [sys.executable, "-c", TOLD, "posterior", str(path)],
        cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as child:  # fmt: skip
        assert child.stderr is not None
        assert child.stderr.readline() == "at work\n"
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=300)
    assert (child.returncode, out) == (130, "")
    said, _, done = err.strip().rpartition(" ")
    assert said == "stopped at"
    # All of it takes half a minute and more; counting families, the first fifth of it, was hardly begun.
    assert int(done) < 50


WHERE = ("v0 -> v1", "v0 causes v3", "v1 shares a cause with v3", "not (v0 -- v1) or a parent of v3 causes v2")


def asked(run, *words: object) -> dict[str, tuple[float, float]]:
    typed = [part for text in WHERE for part in ("--where", text)]
    answers = found(run, *words, *typed)["where"]
    assert [each["condition"] for each in answers] == list(WHERE)
    return {each["condition"]: (each["probability"], each["probability_standard_error"]) for each in answers}


def test_what_is_asked_with_where_is_exact_when_all_are_listed(run, four: Path) -> None:
    exact, whole = asked(run, four), found(run, four)
    assert "where" not in whole
    assert {error for _, error in exact.values()} == {0.0}
    assert exact["v0 -> v1"][0] == pytest.approx(whole["edges"][0][1], rel=1e-9)
    assert exact["v0 causes v3"][0] == pytest.approx(whole["ancestors"][0][3], rel=1e-9)
    # The other two by hand from all structures and their weights.
    every = found(run, four, "--top", 543)["top"]
    assert len(every) == 543
    by_hand = sum(each["probability"] for each in every if holds({tuple(edge) for edge in each["edges"]}))
    assert exact[WHERE[3]][0] == pytest.approx(by_hand, rel=1e-9)


def holds(edges: set[tuple[str, str]]) -> bool:
    def leads(start: str, end: str, avoided: str) -> bool:
        near = {child for parent, child in edges if parent == start and child != avoided}
        return start == end or any(leads(child, end, avoided) for child in near)

    together = ("v0", "v1") in edges or ("v1", "v0") in edges
    parents = {parent for parent, child in edges if child == "v3"} - {"v2"}
    return not together or any(leads(parent, "v2", "v3") for parent in parents)


@pytest.mark.parametrize("method", ["dynamic-programming", "sampling"])
def test_elsewhere_it_is_a_share_of_draws_with_its_error(run, four: Path, method: str) -> None:
    exact = asked(run, four)
    drawn = asked(run, four, "--method", method, "--draws", 4000)
    for text in WHERE:
        value, error = drawn[text]
        assert 0 < error < 0.01
        assert abs(value - exact[text][0]) < 4.5 * error
    # What is asked is told apart: no two conditions have one answer.
    assert len({value for value, _ in drawn.values()}) == len(WHERE)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "v0 causes v9",
            'command line: --where: "v0 causes v9" has "v9" where a variable (v0, v1, v2, v3) should stand.',
        ),
        ("v0 causes v0", 'command line: --where: "v0 causes v0" speaks of v0 twice in one place.'),
        ("", 'command line: --where: "" has the end where a variable'),
    ],
)
def test_what_cannot_be_asked_is_refused_before_any_work(run, four: Path, text: str, said: str) -> None:
    code, out, err = run("posterior", four, "--where", text)
    assert (code, out) == (2, "")
    assert said in err
