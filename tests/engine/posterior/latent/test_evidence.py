from __future__ import annotations

import math
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data.dataset import Batch, Dataset, as_values
from engine.hypotheses.components import decomposed
from engine.hypotheses.notation import parse_candidate
from engine.hypotheses.space import listed
from engine.networks.interventions import Regime, randomize, soft
from engine.posterior.assumptions import Assumptions
from engine.posterior.enumeration import enumerate_posterior, gathered
from engine.posterior.latent import evidence as evidence_module
from engine.posterior.latent.evidence import spelt
from engine.posterior.latent.layout import layouts
from tests.engine.hidden_reference import HIDDEN_VALUES
from tests.engine.naive import SeenRow
from tests.engine.naive_hidden import log_evidence_of_explicit, log_evidence_of_shared_cause
from tests.engine.posterior.latent.examples import (
    candidate,
    coins,
    component,
    dataset_of,
    few_rows,
    pair_dataset,
    rows_of,
)
from tests.engine.strategies import FEW

LATENT = [name for name in HIDDEN_VALUES if name.startswith("latent_")]
FORMS = {
    "A<->B saturated": "A <-> B",
    "A<-C->B binary C": "A <- (C: 2) -> B",
    "bow A->B & A<-C->B binary C": "A -> B, A <- (C: 2) -> B",
}
FOUR = ["unrelated", "A -> B", "B -> A", "A <-> B"]


def log_evidence(text: str, dataset: Dataset, size: float = 1.0) -> float:
    n = len(dataset.variables)
    space = listed(range(n), [candidate(text, n)])
    *_, evidence = gathered(dataset, space, Assumptions(size))
    return float(evidence.log_evidence_of_candidates()[0])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", LATENT)
def test_evidence_of_hidden_causes_is_that_of_the_reference(name: str, form: str) -> None:
    known = HIDDEN_VALUES[name]
    found = log_evidence(FORMS[form], pair_dataset(known["data"]), known["ess"])
    assert found == pytest.approx(known["log_ml"][form], abs=1e-9)


@pytest.mark.parametrize("name", LATENT)
def test_weights_of_four_candidates_are_those_of_the_reference(name: str) -> None:
    known = HIDDEN_VALUES[name]
    for key, hidden in (("post4_saturated", "A <-> B"), ("post4_binaryC", "A <- (C: 2) -> B")):
        space = listed((0, 1), [candidate(text) for text in [*FOUR[:3], hidden]])
        found = enumerate_posterior(pair_dataset(known["data"]), space, Assumptions(known["ess"]))
        np.testing.assert_allclose(found.weights, list(known[key].values()), atol=1e-9)
        assert found.exact


def test_with_one_kind_of_do_it_is_closed_and_with_both_a_finite_sum() -> None:
    data = {"obs": [[7, 1], [1, 7]], "doA": [[0, 0], [0, 0]], "doB": [[0, 0], [0, 0]]}
    shared = component("A <-> B")
    for name in ("doA", "doB"):
        one = spelt(shared, rows_of(pair_dataset({**data, name: [[3, 2], [1, 4]]})), 1.0)
        assert (one.method, one.log_terms) == ("closed form", 0)
    both = {**data, "doA": [[3, 2], [1, 4]], "doB": [[5, 1], [2, 2]]}
    found = spelt(shared, rows_of(pair_dataset(both)), 1.0)
    assert found.method == "finite sum"
    # The rows in which A was set are pooled by B: 4 and 6 of them; those in which B was set by A: 6 and 4.
    assert math.exp(found.log_terms) == pytest.approx(5 * 7)


def test_a_long_sum_is_left_to_estimates(monkeypatch: pytest.MonkeyPatch) -> None:
    data = {"obs": [[7, 1], [1, 7]], "doA": [[3, 2], [1, 4]], "doB": [[5, 1], [2, 2]]}
    found = spelt(component("A <-> B"), rows_of(pair_dataset(data)), 1.0)
    monkeypatch.setattr(evidence_module, "MOST_TERMS", 34)
    assert found.method == "sampled"
    monkeypatch.setattr(evidence_module, "MOST_TERMS", 36)
    assert found.method == "finite sum"


@given(few_rows(2, 3))
@FEW
def test_a_shared_cause_is_its_slow_twin_with_three_states(seen: list[SeenRow]) -> None:
    found = log_evidence("A <-> B", dataset_of(seen, coins(2, 3)), 1.7)
    assert found == pytest.approx(log_evidence_of_shared_cause(seen, (0, 1), (3, 3), 1.7), abs=1e-9)


@given(few_rows(3, 2))
@FEW
def test_a_shared_cause_of_three_is_its_slow_twin(seen: list[SeenRow]) -> None:
    found = log_evidence("(U) -> A, (U) -> B, (U) -> D", dataset_of(seen, coins(3)), 0.8)
    assert found == pytest.approx(log_evidence_of_shared_cause(seen, (0, 1, 2), (2, 2, 2), 0.8), abs=1e-9)


@given(few_rows(2, 2, most=4), st.sampled_from([2, 3]))
@FEW
def test_an_explicit_cause_is_its_slow_twin(seen: list[SeenRow], states: int) -> None:
    for text, edges in (
        (f"A <- (C: {states}) -> B", {(2, 0), (2, 1)}),
        (f"A -> B, A <- (C: {states}) -> B", {(0, 1), (2, 0), (2, 1)}),
        (f"A -> (C: {states}) -> B", {(0, 2), (2, 1)}),
    ):
        found = log_evidence(text, dataset_of(seen, coins(2)))
        twin = log_evidence_of_explicit(seen, frozenset(edges), (2, 2, states), 2, 1.0)
        assert found == pytest.approx(twin, abs=1e-9)


@given(few_rows(3, 2, most=3))
@FEW
def test_two_explicit_causes_are_their_slow_twin(seen: list[SeenRow]) -> None:
    found = log_evidence("A <- (C: 2) -> B <- (E: 2) -> D", dataset_of(seen, coins(3)))
    edges = frozenset({(3, 0), (3, 1), (4, 1), (4, 2)})
    assert found == pytest.approx(log_evidence_of_explicit(seen, edges, (2, 2, 2, 2, 2), 3, 1.0), abs=1e-9)


@given(few_rows(2, 2, most=8).map(lambda seen: [(row, frozenset[int]()) for row, _ in seen]))
@FEW
def test_watching_never_parts_a_shared_cause_from_an_arrow(seen: list[SeenRow]) -> None:
    dataset = dataset_of(seen, coins(2))
    alike = ["A -> B", "B -> A", "A <-> B", "A -> B, A <-> B", "B -> A, A <-> B"]
    found = [log_evidence(text, dataset) for text in alike]
    np.testing.assert_allclose(found, found[0], atol=1e-9)


@given(few_rows(3, 2, most=6).map(lambda seen: [(row, frozenset[int]()) for row, _ in seen]))
@FEW
def test_watching_never_parts_hidden_causes_from_the_dags_they_look_like(seen: list[SeenRow]) -> None:
    dataset = dataset_of(seen, coins(3))
    for alike in (
        [
            "A -> B, A -> D, B -> D",
            "(U) -> A, (U) -> B, (U) -> D",
            "A -> B, A -> D, B <-> D",
            "A -> B, B -> D, A <-> D",
        ],
        ["A -> B <- D", "A <-> B, D -> B", "A <-> B <-> D"],
        ["A -> B -> D", "A <-> B, B -> D", "B -> A, B -> D"],
    ):
        found = [log_evidence(text, dataset) for text in alike]
        np.testing.assert_allclose(found, found[0], atol=1e-9)


def test_the_explicit_form_moves_on_observations_alone() -> None:
    # What help says of the two forms.
    known = HIDDEN_VALUES["latent_D1_obs|ess1"]
    dataset = pair_dataset(known["data"])
    assert log_evidence("A <-> B", dataset) == pytest.approx(log_evidence("A -> B", dataset), abs=1e-9)
    assert abs(log_evidence("A <- (C: 2) -> B", dataset) - log_evidence("A -> B", dataset)) > 0.1


@given(few_rows(3, 2, most=5), st.permutations(range(3)))
@FEW
def test_relabelling_variables_changes_nothing(seen: list[SeenRow], order: list[int]) -> None:
    text = "A -> B, A <-> B, D -> A"
    names = [("A", "B", "D")[place] for place in order]
    moved = [
        (tuple(row[place] for place in order), frozenset(order.index(target) for target in was_set))
        for row, was_set in seen
    ]
    space = listed(range(3), [parse_candidate(text, names)])
    *_, evidence = gathered(dataset_of(moved, coins(3)), space, Assumptions())
    relabelled = float(evidence.log_evidence_of_candidates()[0])
    assert relabelled == pytest.approx(log_evidence(text, dataset_of(seen, coins(3))), abs=1e-9)


@given(few_rows(2, 2, most=5), st.randoms(use_true_random=False))
@FEW
def test_the_order_of_rows_does_not_matter(seen: list[SeenRow], chance: object) -> None:
    shuffled = list(seen)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    for text in ("A <-> B", "A -> B, A <-> B", "A <- (C: 2) -> B"):
        one, other = (log_evidence(text, dataset_of(rows, coins(2))) for rows in (seen, shuffled))
        assert one == pytest.approx(other, abs=1e-9)


def test_every_order_of_the_members_gives_the_same_evidence() -> None:
    data = {"obs": [[3, 1], [1, 2]], "doA": [[1, 1], [1, 2]], "doB": [[2, 0], [1, 1]]}
    rows = rows_of(pair_dataset(data))
    local = rows.local(component("A <-> B"))
    choices = layouts(component("A <-> B"), (2, 2), 1.0, tuple(local))
    assert len(choices) == len(list(permutations("AB")))
    found = [evidence_module._counted(layout, local).log_evidence() for layout in choices]
    assert found[0] == pytest.approx(found[1], abs=1e-12)


def test_what_was_set_or_drawn_by_hand_counts_alike() -> None:
    seen = [((0, 1), frozenset({0})), ((1, 1), frozenset({0})), ((0, 0), frozenset[int]())]
    dataset = dataset_of(seen, coins(2))
    drawn = Dataset(
        dataset.variables,
        tuple(
            type(batch)(batch.values, Regime((randomize(0),)) if batch.regime.targets else batch.regime)
            for batch in dataset.batches
        ),
    )
    assert log_evidence("A <-> B", drawn) == pytest.approx(log_evidence("A <-> B", dataset), abs=1e-12)


def test_a_replaced_table_of_a_member_is_learnt_by_itself() -> None:
    seen = [((0, 0), frozenset[int]()), ((1, 1), frozenset[int]()), ((0, 1), frozenset[int]())]
    dataset = dataset_of(seen, coins(2))
    changed = Dataset(
        dataset.variables,
        (*dataset.batches[:2], type(dataset.batches[2])(dataset.batches[2].values, Regime((soft(1, label="new"),)))),
    )
    # B follows a new table in the last row: P(A = 0) is learnt from the rows before, P(B = 1 | its cause) is not.
    before = log_evidence("A <-> B", Dataset(dataset.variables, dataset.batches[:2]))
    assert log_evidence("A <-> B", changed) - before == pytest.approx(math.log(1.5 / 3) + math.log(0.5), abs=1e-9)


def test_evidences_of_separate_parts_multiply() -> None:
    seen = [((0, 1, 0), frozenset({0})), ((1, 1, 1), frozenset[int]()), ((0, 0, 1), frozenset({1, 2}))]
    dataset = dataset_of(seen, coins(3))
    parts = decomposed(candidate("A <-> B", 3))
    assert [node for node, _ in parts.plain] == [2]
    together = log_evidence("A <-> B", dataset)
    pair = log_evidence("A <-> B", dataset.columns((0, 1)))
    alone = log_evidence("unrelated", dataset.columns((2,)))
    assert together == pytest.approx(pair + alone, abs=1e-9)


def test_what_is_shared_for_each_state_of_a_common_parent_is_summed_by_itself() -> None:
    # For each state of D there is one table of A and B, with its half of the size: evidences multiply, lengths add up.
    parts = [
        pair_dataset({"obs": [[9, 2], [3, 8]], "doA": [[7, 4], [5, 9]], "doB": [[6, 5], [8, 7]]}),
        pair_dataset({"obs": [[2, 9], [7, 1]], "doA": [[8, 6], [4, 4]], "doB": [[3, 9], [9, 2]]}),
    ]
    batches = [
        Batch(as_values([(*row, d) for row in batch.values.tolist()], coins(3)), batch.regime)
        for d, part in enumerate(parts)
        for batch in part.batches
    ]
    together = Dataset(coins(3), tuple(batches))
    shared = log_evidence("D -> A, D -> B, A <-> B", together) - log_evidence("unrelated", together.columns((2,)))
    assert shared == pytest.approx(sum(log_evidence("A <-> B", part, 0.5) for part in parts), abs=1e-9)
    lengths = [math.exp(spelt(component("A <-> B"), rows_of(part), 0.5).log_terms) for part in parts]
    found = spelt(component("D -> A, D -> B, A <-> B", 3), rows_of(together), 1.0)
    assert math.exp(found.log_terms) == pytest.approx(sum(lengths))
