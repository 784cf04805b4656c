"""`posterior --hypotheses`: the documented keys, the numbers of the reference and the engine, and what is refused."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path

import numpy as np
import pytest

from engine.files.csv_tables import preview_table, read_table
from engine.files.hypotheses_files import read_hypotheses
from engine.posterior.candidate_evidence import CandidateEvidence
from engine.posterior.enumeration import gathered
from engine.posterior.latent.summary_errors import summary_errors, total_error
from tests.engine.commands.pair_tables import write_pairs
from tests.engine.files.hypotheses_texts import BAD, SLOTS, one
from tests.engine.hidden_reference import HIDDEN_VALUES

REPOSITORY = Path(__file__).parents[3]
LATENT = [key for key in HIDDEN_VALUES if key.startswith("latent_")]
WATCHED = {"obs": [[7, 1], [1, 7]]}
# The last is estimated: with both variables set and three states, the ways are too many.
MIXED = {"obs": [[7, 1], [1, 7]], "doA": [[3, 1], [1, 3]], "doB": [[2, 1], [1, 2]]}
ESTIMATED = one("unrelated", "A -> B", "A <-> B", '"A <- (C: 3) -> B"', more="prior: edges\npenalty: 1/2\n")
KEYS = [
    "variables", "states", "method", "log_evidence", "edges", "ancestors", "top", "entropy_bits", "n_rows",
    "n_rows_by_regime", "assumptions", "effective_number", "exact", "log_evidence_standard_error",
    "edges_standard_error", "ancestors_standard_error", "entropy_bits_standard_error", "hidden", "candidates",
    "classes", "seed",
]  # fmt: skip


@pytest.fixture
def weigh(run, tmp_path: Path):
    """Return a function from counts, a text of hypotheses and more words to what is written."""

    def call(data: dict, text: str, *words: object) -> dict:
        (tmp_path / "slots.yaml").write_text(text)
        table = write_pairs(tmp_path / "pairs.csv", data)
        code, out, err = run("posterior", table, "--hypotheses", tmp_path / "slots.yaml", *words)
        assert (code, err) == (0, "")
        return json.loads(out)

    return call


def by_structure(found: dict, key: str) -> dict[str, float]:
    return {each["structure"]: each[key] for each in found["candidates"]}


def test_slots_without_data_to_part_them(weigh) -> None:
    found = weigh(WATCHED, SLOTS)
    assert list(found) == KEYS
    assert (found["method"], found["exact"], found["seed"]) == ("enumeration", True, 1)
    assert found["variables"] == ["A", "B"]
    weights = by_structure(found, "probability")
    # The numbers of the opening lesson: three that predict alike, and one that does not.
    assert weights == pytest.approx(
        {"unrelated": 0.0097701984, "A -> B": 0.3300766005, "B -> A": 0.3300766005, "A <- (C) -> B": 0.3300766005},
        abs=1e-9,
    )
    assert set(by_structure(found, "prior").values()) == {0.25}
    assert found["top"] == sorted(found["candidates"], key=lambda each: -round(each["probability"], 9))
    assert found["hidden"] == [
        {
            "name": "C",
            "states": [None],
            "effects": ["A", "B"],
            "probability": weights["A <- (C) -> B"],
            "probability_standard_error": 0.0,
        }
    ]
    assert found["candidates"][3]["edges"] == [["C", "A"], ["C", "B"]]
    assert [each["structures"] for each in found["classes"]] == [["A -> B", "B -> A", "A <- (C) -> B"], ["unrelated"]]
    assert found["effective_number"] == pytest.approx(2 ** found["entropy_bits"])


@pytest.mark.parametrize("key", LATENT)
def test_hidden_causes_have_the_values_of_the_reference(weigh, key: str) -> None:
    known = HIDDEN_VALUES[key]
    candidates = (
        "unrelated", "A -> B", "A <- B", "{structure: A <-> B}", '"A <- (C: 2) -> B"',
        "{structure: 'A -> B, A <- (C) -> B', hidden: {C: 2}}",
    )  # fmt: skip
    found = weigh(known["data"], one(*candidates, more=f"equivalent_sample_size: {known['ess']}\n"))
    logs = [each["log_evidence"] for each in found["candidates"]]
    assert logs == pytest.approx(list(known["log_ml"].values()), abs=1e-9)
    four = weigh(known["data"], one(*candidates[:4]), "--ess", known["ess"])
    assert [each["probability"] for each in four["candidates"]] == pytest.approx(
        list(known["post4_saturated"].values()), abs=1e-9
    )
    # Averaged over the prior.
    assert four["log_evidence"] == pytest.approx(math.log(sum(map(math.exp, logs[:4])) / 4), abs=1e-9)


def test_what_was_estimated_has_standard_errors(weigh, tmp_path: Path) -> None:
    found = weigh(MIXED, ESTIMATED, "--seed", 3)
    ensemble = read_hypotheses(tmp_path / "slots.yaml")
    data = read_table(preview_table(tmp_path / "pairs.csv"), list(ensemble.names))
    *_, evidence = gathered(data, ensemble.space, ensemble.assumptions, 3)
    posterior, alone = evidence.posterior(), CandidateEvidence.of(evidence)
    assert (found["method"], found["exact"], found["seed"]) == ("sampling", False, 3)
    listed = found["candidates"]
    assert [each["evidence"] for each in listed] == ["closed form", "closed form", "finite sum", "sampled"]
    for key, expected in (
        ("probability", posterior.weights),
        ("probability_standard_error", posterior.errors),
        ("log_evidence", alone.log_evidence),
        ("log_evidence_standard_error", alone.standard_error),
        ("prior", np.array([4, 2, 1, 1]) / 8),
    ):
        np.testing.assert_allclose([each[key] for each in listed], expected, rtol=1e-12)
    assert [each["log_evidence_standard_error"] > 0 for each in listed] == [False, False, False, True]
    # The evidence of one candidate is unsure, and with it all weights and sums of them.
    plan, hidden, weights = evidence.plan, evidence.hidden, posterior.weights
    edges = summary_errors(plan, hidden, weights, ensemble.space.edges.astype(float))
    np.testing.assert_array_equal(found["edges_standard_error"], edges)
    assert edges[0, 1] > 0
    assert found["log_evidence_standard_error"] == total_error(plan, hidden, weights) > 0
    assert found["entropy_bits_standard_error"] > 0
    named = {each["name"]: each for each in found["hidden"]}
    assert named["C"]["states"] == [3]
    assert named["C"]["probability_standard_error"] == pytest.approx(posterior.errors[3])
    assert {each["size"] for each in found["classes"]} == {1}


def test_every_key_is_in_the_document(weigh) -> None:
    told = set(re.findall(r"`(\w+)`", (REPOSITORY / "docs" / "posterior-json.md").read_text(encoding="utf-8")))

    def keys(value: object) -> set[str]:
        below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        return set(value if isinstance(value, dict) else ()).union(*map(keys, below))

    found = weigh(MIXED, ESTIMATED)
    del found["n_rows_by_regime"]
    assert keys(found) <= told


def test_the_same_seed_gives_the_same_bytes(run, tmp_path: Path) -> None:
    (tmp_path / "slots.yaml").write_text(ESTIMATED)
    words = ("posterior", write_pairs(tmp_path / "pairs.csv", MIXED), "--hypotheses", tmp_path / "slots.yaml")
    first = run(*words).out
    run(*words, "--seed", 1, "--out", tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == first.encode()
    assert first != run(*words, "--seed", 2).out


def test_rules_that_are_typed_win(weigh) -> None:
    text = one("{structure: unrelated, weight: 3}", "{structure: A -> B, weight: 1}", "{structure: A <-> B, weight: 0}")
    assert list(by_structure(weigh(WATCHED, text), "prior").values()) == pytest.approx([0.75, 0.25, 0.0])
    uniform = weigh(WATCHED, text, "--prior", "uniform", "--ess", 2.5)
    assert list(by_structure(uniform, "prior").values()) == pytest.approx([1 / 3] * 3)
    assert uniform["assumptions"]["equivalent_sample_size"] == 2.5
    assert list(by_structure(weigh(WATCHED, text, "--forbid", "A -> B"), "prior").values()) == [1.0, 0.0, 0.0]


def test_all_dags_with_weights_by_hand(weigh) -> None:
    text = (
        "format: 1\nover: [B, A]\nweights:\n  - {structure: unrelated, weight: 3}\n  - {structure: A -> B, weight: 1}\n"
    )
    found = weigh(WATCHED, text)
    odds = math.exp(25.436110954656165 - 21.916122976239535) / 3
    assert found["variables"] == ["B", "A"]
    np.testing.assert_allclose(found["edges"], [[0, 0], [odds / (1 + odds), 0]], rtol=1e-9)


def test_the_belief_of_a_scenario_is_weighed(run, scenario: Path, tmp_path: Path) -> None:
    (tmp_path / "town.csv").write_text("grass,rain\n" + "dry,no\n" * 8 + "wet,yes\n" * 8)
    found = json.loads(run("posterior", tmp_path / "town.csv", "--hypotheses", scenario).out)
    assert (found["variables"], found["method"]) == (["rain", "grass"], "enumeration")
    assert found["edges"][0][1] == pytest.approx(found["edges"][1][0])


@pytest.mark.parametrize("fault", BAD)
def test_every_fault_of_the_file_is_one_message(run, tmp_path: Path, fault: str) -> None:
    text, message = BAD[fault]
    path = tmp_path / "slots.yaml"
    path.write_text(text)
    table = write_pairs(tmp_path / "pairs.csv", WATCHED)
    assert run("posterior", table, "--hypotheses", path) == (2, "", f"{path}: {message}\n")


@pytest.mark.parametrize(
    ("text", "words", "source", "message"),
    [
        (one("A -> X", over="[A, X]"), (), "file",
         'line 2, hypotheses, over: the data have no column "X". Known here: B, Z, A.'),
        (one("A <- (Z) -> B"), (), "file",
         'hypotheses, candidates: a hidden variable is called "Z", like a column of the data. '
         "Give the hidden one another name, or add the column to over:."),
        (SLOTS, ("--columns", "A,B"), "command line",
         "--columns: it stands beside --hypotheses. Leave it out: the file says which variables, with over:."),
        (SLOTS, ("--method", "sampling"), "command line",
         "--method: candidates of a list are weighed one by one. Leave it out."),
        (SLOTS, ("--prior", "own"), "command line",
         "the weights of one's own are missing. Give each candidate a weight of 0 or more."),
        (one("A -> B"), ("--max-parents", 0), "command line",
         "the assumptions leave no candidate with any weight. Allow more arrows or list other candidates."),
        (SLOTS, ("--forbid", "A -> Q"), "command line", '"Q" is not a variable. The variables are: A, B.'),
    ],
)  # fmt: skip
def test_what_does_not_fit_the_file_is_refused(
    run, tmp_path: Path, text: str, words: tuple[str, ...], source: str, message: str
) -> None:
    path = tmp_path / "slots.yaml"
    path.write_text(text)
    said_of = path if source == "file" else source
    table = write_pairs(tmp_path / "pairs.csv", WATCHED)
    assert run("posterior", table, "--hypotheses", path, *words) == (2, "", f"{said_of}: {message}\n")


def test_more_than_can_be_followed_is_refused_by_its_name(run, tmp_path: Path) -> None:
    names = "ABCDEF"
    rows = [[f"s{row * (column + 2) % 9}" for column in range(6)] for row in range(40)]
    (tmp_path / "wide.csv").write_text("\n".join([",".join(names), *(",".join(row) for row in rows)]) + "\n")
    line = ", ".join(f"(U: 10) -> {name}" for name in names) + ", A -> F, B -> F, C -> F, D -> F, E -> F"
    path = tmp_path / "wide.yaml"
    path.write_text(one("unrelated", f'"{line}"', over=f"[{', '.join(names)}]"))
    code, out, err = run("posterior", tmp_path / "wide.csv", "--hypotheses", path)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(f"{path}: ")
    assert "(U: 10) -> F" in err


def test_what_is_asked_with_where_is_weighed_among_the_listed(weigh) -> None:
    exact = weigh(WATCHED, SLOTS, "--where", "A -> B", "--where", "A -- B")
    weights = by_structure(exact, "probability")
    assert exact["where"] == [
        {"condition": "A -> B", "probability": weights["A -> B"], "probability_standard_error": 0.0},
        {
            "condition": "A -- B",
            "probability": pytest.approx(weights["A -> B"] + weights["B -> A"]),
            "probability_standard_error": 0.0,
        },
    ]
    sampled = weigh(MIXED, ESTIMATED, "--where", "A -> B")
    assert not sampled["exact"]
    assert sampled["where"][0]["probability"] == pytest.approx(sampled["edges"][0][1])
    assert sampled["where"][0]["probability_standard_error"] == pytest.approx(sampled["edges_standard_error"][0][1])
    assert sampled["where"][0]["probability_standard_error"] > 0
