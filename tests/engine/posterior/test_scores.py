"""Family scores against the slow twin, pgmpy, R bnlearn's figures and Cooper and Yoo; wrong scores are refused."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data.dataset import Batch, Dataset, as_values
from engine.networks.interventions import OBSERVATION, Regime, do
from engine.networks.variables import Variable, cardinalities
from engine.posterior.counts import RegimeCounts
from engine.posterior.scores import Score, cell_priors, family_scores, scores_of_families
from tests.engine import naive
from tests.engine.oracles import K2, BDeu
from tests.engine.reference import VALUES
from tests.engine.strategies import PROPERTY, datasets, seen_rows


def parents_in(mask: int, n: int) -> list[int]:
    return [node for node in range(n) if mask >> node & 1]


def counted(dataset: Dataset, respect_targets: bool = True) -> RegimeCounts:
    counts = RegimeCounts.empty(dataset.variables)
    for batch in dataset.batches:
        counts = counts.plus(batch.values, batch.regime.mask if respect_targets else 0)
    return counts


def slow_scores(dataset: Dataset, size: float, score: Score) -> np.ndarray:
    sizes = cardinalities(dataset.variables)
    n = len(sizes)
    scores = np.full((n, 1 << n), -np.inf)
    for node in range(n):
        for mask in range(1 << n):
            if not mask >> node & 1:
                parents = parents_in(mask, n)
                prior = 1.0 if score == "k2" else naive.bdeu_cell_prior(node, parents, sizes, size)
                scores[node, mask] = naive.family_score(seen_rows(dataset), node, parents, sizes, prior)
    return scores


def agree(one: np.ndarray, other: np.ndarray) -> bool:
    return bool(np.allclose(one, other, rtol=1e-9, atol=1e-9))


@given(datasets(), st.floats(0.01, 100), st.sampled_from(["bdeu", "k2"]))
@PROPERTY
def test_each_row_is_predicted_from_those_before_it(dataset: Dataset, size: float, score: Score) -> None:
    """The score is a closed form; the slow twin multiplies one posterior predictive a row."""
    assert agree(family_scores(counted(dataset), size, score), slow_scores(dataset, size, score))


def acted_upon() -> Dataset:
    nodes = (Variable("A", ("no", "yes")), Variable("B", ("no", "yes")))
    acted = Batch(as_values([(1, 1), (1, 0), (1, 1)], nodes), Regime((do(0, 1),)))
    watched = Batch(as_values([(0, 0), (1, 1), (0, 1)], nodes), OBSERVATION)
    return Dataset(nodes, (acted, watched))


def test_a_score_without_the_rule_of_cooper_and_yoo_is_refused() -> None:
    dataset = acted_upon()
    right = slow_scores(dataset, 1.0, "bdeu")
    assert agree(family_scores(counted(dataset), 1.0), right)
    assert not agree(family_scores(counted(dataset, respect_targets=False), 1.0), right)


def test_a_score_that_drops_acted_rows_altogether_is_refused() -> None:
    dataset = acted_upon()
    watched = Dataset(dataset.variables, tuple(batch for batch in dataset.batches if not batch.regime.targets))
    assert not agree(family_scores(counted(watched), 1.0), slow_scores(dataset, 1.0, "bdeu"))


@pytest.mark.parametrize("size", [1e-300, 1e-9, 1e-3, 1.0, 1e3, 1e6, 1e12, 1e300])
def test_any_equivalent_sample_size(size: float) -> None:
    dataset = acted_upon()
    assert agree(family_scores(counted(dataset), size), slow_scores(dataset, size, "bdeu"))


def test_cell_priors_share_the_equivalent_sample_size() -> None:
    np.testing.assert_allclose(cell_priors((2, 3, 4), 1, 12.0, "bdeu")[[0, 1, 4, 5]], [4.0, 2.0, 1.0, 0.5])
    assert (cell_priors((2, 3, 4), 1, 12.0, "k2") == 1).all()


def test_known_scores_are_taken_over_where_nothing_changed() -> None:
    dataset = acted_upon()
    known = np.full((2, 4), 7.0)
    scores = family_scores(counted(dataset), 1.0, known=known, unchanged=0b01)
    assert (scores[0] == 7).all()
    assert (scores[1] == family_scores(counted(dataset), 1.0)[1]).all()


def test_scores_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        family_scores(counted(acted_upon()), 1.0)[0, 0] = 1


# pgmpy


@pytest.mark.parametrize("size", [0.5, 1, 10])
@pytest.mark.parametrize("sizes", [(2, 2, 2), (2, 3, 4, 1), (5, 2, 3)])
def test_scores_equal_those_of_pgmpy(sizes: tuple[int, ...], size: float) -> None:
    rng = np.random.default_rng(sum(sizes))
    rows = np.stack([rng.integers(0, count, 200) for count in sizes], axis=1)
    rows[:, 1] = (rows[:, 0] + rows[:, 1]) % sizes[1]
    names = [f"V{index}" for index in range(len(sizes))]
    variables = [
        Variable(name, tuple(f"s{state}" for state in range(count))) for name, count in zip(names, sizes, strict=True)
    ]
    counts = RegimeCounts.empty(variables).plus(rows, 0)
    states = {name: list(range(count)) for name, count in zip(names, sizes, strict=True)}
    data = pd.DataFrame(rows, columns=names)
    bdeu, k2 = BDeu(data, equivalent_sample_size=size, state_names=states), K2(data, state_names=states)
    ours, ours_k2 = family_scores(counts, size), family_scores(counts, size, "k2")
    for node, name in enumerate(names):
        for mask in range(1 << len(sizes)):
            if not mask >> node & 1:
                parents = tuple(names[parent] for parent in parents_in(mask, len(sizes)))
                assert ours[node, mask] == pytest.approx(bdeu.local_score(name, parents), rel=1e-9)
                assert ours_k2[node, mask] == pytest.approx(k2.local_score(name, parents), rel=1e-9)


# R bnlearn


def scored(counts: RegimeCounts, parents: list[int], size: float, score: Score) -> float:
    scores = family_scores(counts, size, score)
    return float(sum(scores[node, mask] for node, mask in enumerate(parents)))


def few_rows() -> RegimeCounts:
    facts = VALUES["bdeu_k2_scores_vs_bnlearn"]["d1"]
    columns = [[sorted(set(facts[name])).index(value) for value in facts[name]] for name in "ABCD"]
    sizes = [len(set(facts[name])) for name in "ABCD"]
    variables = [Variable(name, tuple("xyz"[:count])) for name, count in zip("ABCD", sizes, strict=True)]
    return RegimeCounts.empty(variables).plus(np.array(columns).T, 0)


@pytest.mark.parametrize(
    ("graph", "place"), [([0, 0b1000, 0b0011, 0], 0), ([0b0100, 0b0100, 0, 0b0001], 1)], ids=["m1", "m2"]
)
def test_three_rows_as_in_bnlearn(graph: list[int], place: int) -> None:
    """m1 is A -> C <- B <- D; m2 is C -> A -> D, C -> B."""
    facts = VALUES["bdeu_k2_scores_vs_bnlearn"]["d1"]
    assert scored(few_rows(), graph, 10, "bdeu") == pytest.approx(facts["bdeu_ess10"][place], rel=1e-9)
    assert scored(few_rows(), graph, 10, "k2") == pytest.approx(facts["k2"][place], rel=1e-9)


def test_titanic_as_in_bnlearn() -> None:
    facts = VALUES["bdeu_k2_scores_vs_bnlearn"]["titanic"]
    rows = [row for row, times in facts["counts_Survived_Male_Pclass0"] for _ in range(times)]
    variables = [
        Variable("Survived", ("no", "yes")),
        Variable("Sex", ("female", "male")),
        Variable("Pclass", ("1", "2", "3")),
    ]
    counts = RegimeCounts.empty(variables).plus(np.array(rows), 0)
    assert len(rows) == 891
    assert scored(counts, [0b110, 0, 0], 25, "bdeu") == pytest.approx(facts["bdeu_ess25"], rel=1e-9)
    assert scored(counts, [0b110, 0, 0], 25, "k2") == pytest.approx(facts["k2"], rel=1e-9)


# Cooper and Yoo


def cooper_yoo(respect_targets: bool = True) -> RegimeCounts:
    facts = VALUES["cooper_yoo_1999"]
    counts = RegimeCounts.empty([Variable("A", ("1", "2")), Variable("B", ("1", "2"))])
    for row, clamped in zip(facts["data_rows_1based"], facts["clamped"], strict=True):
        targets = clamped[0] | clamped[1] << 1 if respect_targets else 0
        counts = counts.plus(np.array([row]) - 1, targets)
    return counts


def test_the_eleven_cases_of_cooper_and_yoo() -> None:
    facts = VALUES["cooper_yoo_1999"]
    for name, graph in (("indep", [0, 0]), ("A->B", [0, 1]), ("B->A", [2, 0])):
        assert scored(cooper_yoo(), graph, 1, "bdeu") == pytest.approx(facts["log_ml"][name], rel=1e-9)
    likelihood = math.exp(scored(cooper_yoo(), [0, 1], 1, "bdeu"))
    assert likelihood == pytest.approx(facts["ml_A_to_B"], rel=1e-9)
    # The paper prints 5.97e-7, rounded on the way.
    assert likelihood == pytest.approx(facts["published"], rel=2e-3)


def test_the_eleven_cases_taken_as_watched_are_refused() -> None:
    wrong = scored(cooper_yoo(respect_targets=False), [0, 1], 1, "bdeu")
    assert wrong != pytest.approx(VALUES["cooper_yoo_1999"]["log_ml"]["A->B"], rel=1e-3)


@PROPERTY
@given(datasets(), st.floats(0.1, 20.0))
def test_some_families_are_scored_as_all_are(dataset: Dataset, size: float) -> None:
    counts, n = counted(dataset), len(dataset.variables)
    families = [(node, mask) for node in range(n) for mask in range(1 << n) if not mask >> node & 1]
    whole = family_scores(counts, size)
    some = scores_of_families(counts, families[::2], size)
    np.testing.assert_allclose(some, [whole[family] for family in families[::2]], rtol=0, atol=1e-10)
