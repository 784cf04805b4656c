"""Look-alikes as one, beside twins that group candidates by their scores on rows that no world made."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from engine.data.dataset import Batch, Dataset, as_values
from engine.hypotheses.notation import parse_candidate, parse_structure
from engine.hypotheses.space import AllDags, HypothesisSpace, every_dag, listed
from engine.networks.dag import Dag
from engine.networks.essential_graph import essential_graph
from engine.networks.interventions import OBSERVATION, Regime, do, randomize, soft
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions
from engine.posterior.digest import believe_in_sum
from engine.posterior.enumeration import enumerate_posterior
from engine.posterior.features import what_was_done
from engine.posterior.posterior import Posterior
from engine.questions.class_view import ClassGraph, ClassView, MergedClass, merged, merged_best

SOFT_A = Regime((soft(0, label="other"),))
KINDS: dict[str, tuple[Regime, ...]] = {
    "watching": (OBSERVATION,),
    "watching and setting": (OBSERVATION, Regime((do(0, 1),))),
    "watching and randomising": (OBSERVATION, Regime((randomize(1),))),
    "two at once": (OBSERVATION, Regime((do(0, 0), do(2, 1)))),
    "another table": (OBSERVATION, SOFT_A),
    "another table while another is set": (
        OBSERVATION,
        Regime((do(1, 1), soft(0, label="other"))),
        Regime((do(1, 0),)),
    ),
    "set in every row": (Regime((do(0, 1),)), Regime((do(0, 0),))),
    "two other tables, nothing usual": (SOFT_A, Regime((soft(0, label="third"), soft(1, label="x")))),
}


def rows(n: int, regimes: tuple[Regime, ...], seed: int = 3) -> Dataset:
    """Rows by chance alone, so that two structures score alike only where they must."""
    rng = np.random.default_rng(seed)
    variables = tuple(Variable(name, ("no", "yes")) for name in "ABCDEF"[:n])
    batches = []
    for place, regime in enumerate(regimes):
        values = rng.integers(0, 2, (23 + 9 * place, n))
        values[:, 1:] = np.where(rng.random((len(values), n - 1)) < 0.3 + 0.1 * place, values[:, :-1], values[:, 1:])
        for each in regime.interventions:
            if each.kind == "do":
                values[:, each.target] = each.state
        batches.append(Batch(as_values(values, variables), regime))
    return Dataset(variables, tuple(batches))


def view_of(posterior: Posterior, dataset: Dataset, possible: np.ndarray | None = None) -> ClassView:
    kinds = what_was_done([batch.regime for batch in dataset.batches], posterior.space.over)
    *_, last = merged(posterior, *kinds, possible)
    assert last.partial is not None
    return last.partial


def groups_by_score(posterior: Posterior) -> list[list[int]]:
    """Candidates of one weight, to nine digits: under an even prior no other thing can make weights alike."""
    found: list[list[int]] = []
    for candidate in np.argsort(-posterior.weights, kind="stable").tolist():
        near = found and abs(posterior.weights[found[-1][0]] / posterior.weights[candidate] - 1) < 1e-9
        if near:
            found[-1].append(candidate)
        else:
            found.append([candidate])
    return sorted((sorted(group) for group in found), key=lambda group: -posterior.weights[group].sum())


def status(dag: Dag, one: int, other: int) -> str:
    edges = set(dag.edges())
    return "there" if (one, other) in edges else "back" if (other, one) in edges else ""


@pytest.mark.parametrize("kinds", KINDS)
@pytest.mark.parametrize("n", [3, 4])
def test_classes_weights_and_links_by_brute_force(n: int, kinds: str) -> None:
    dataset = rows(n, KINDS[kinds])
    space = every_dag(range(n))
    posterior = enumerate_posterior(dataset, space, Assumptions())
    view = view_of(posterior, dataset)
    groups = groups_by_score(posterior)
    assert view.count == len(groups)
    assert [each.members for each in view.classes] == [tuple(group) for group in groups[: len(view.classes)]]
    for each, group in zip(view.classes, groups, strict=False):
        assert each.weight == pytest.approx(sum(posterior.weights[member] for member in group), rel=1e-12)
        assert each.size == len(group)
    arrows, lines = np.zeros((n, n)), np.zeros((n, n))
    for group in groups:
        weight = sum(posterior.weights[member] for member in group)
        for one, other in combinations(range(n), 2):
            ways = {status(space.dag(member), one, other) for member in group}
            if len(ways) > 1:
                lines[one, other] += weight
                lines[other, one] += weight
            elif "there" in ways:
                arrows[one, other] += weight
            elif "back" in ways:
                arrows[other, one] += weight
    np.testing.assert_allclose(view.arrows, arrows, atol=1e-12)
    np.testing.assert_allclose(view.lines, lines, atol=1e-12)
    assert not view.shared.any()


@pytest.mark.parametrize("kinds", [name for name in KINDS if name != "set in every row"])
def test_the_graph_of_a_class_is_its_essential_graph(kinds: str) -> None:
    dataset = rows(4, KINDS[kinds])
    space = every_dag(range(4))
    posterior = enumerate_posterior(dataset, space, Assumptions())
    view = view_of(posterior, dataset)
    for each in view.classes:
        graph = essential_graph(space.dag(each.members[0]), view.masks, view.changes)
        assert set(each.graph.arrows) == set(graph.directed())
        assert set(each.graph.lines) == set(graph.undirected())
        assert not each.graph.loose


@pytest.mark.parametrize("kinds", ["watching", "watching and setting", "another table", "set in every row"])
def test_what_would_part_a_class_by_scores_of_more_rows(kinds: str) -> None:
    space = every_dag(range(3))
    dataset = rows(3, KINDS[kinds])
    view = view_of(enumerate_posterior(dataset, space, Assumptions()), dataset)
    after = []
    for more in (OBSERVATION, *(Regime((randomize(node),)) for node in range(3))):
        grown = rows(3, (*KINDS[kinds], more))
        after.append(enumerate_posterior(grown, space, Assumptions()).weights)
    for each in view.classes:
        parts = []
        for weights in after:
            logs = np.sort(np.log(weights[list(each.members)]))
            parts.append(1 + int((np.diff(logs) > 1e-8).sum()))
        assert each.parting.watching == (parts[0] > 1)
        assert each.parting.setting == tuple(node for node in range(3) if parts[1 + node] > 1)
        fully = [node for node in range(3) if len(each.members) > 1 and parts[1 + node] == len(each.members)]
        assert each.parting.fully == tuple(fully)
        assert not each.parting.already


def test_what_is_ruled_out_is_no_member() -> None:
    dataset = rows(3, KINDS["watching"])
    assumptions = Assumptions(required=(("A", "B"),))
    space = every_dag(range(3))
    posterior = enumerate_posterior(dataset, space, assumptions)
    possible = space.edges[:, 0, 1]
    view = view_of(posterior, dataset, possible)
    for each in view.classes:
        assert all(possible[member] for member in each.members)
        assert (0, 1) in each.graph.arrows
    assert view.arrows[0, 1] == pytest.approx(1.0)
    assert sum(each.size for each in view.classes) == possible.sum()


def test_hidden_causes_look_like_arrows_until_something_is_set() -> None:
    lines = ("unrelated", "A -> B", "B -> A", "A <- (C) -> B")
    space = listed((0, 1), [parse_candidate(line, ("A", "B")) for line in lines])
    posterior = Posterior(space, np.array([0.1, 0.2, 0.3, 0.4]), 0.0)
    *_, last = merged(posterior, {0})
    view = last.partial
    assert view is not None
    assert view.classes[0].members == (1, 2, 3)
    assert view.classes[0].graph.lines == ((0, 1),)
    assert view.lines[0, 1] == pytest.approx(0.9)
    assert not view.arrows.any()
    assert not view.shared.any()
    assert view.classes[0].parting.setting == (0, 1)
    assert view.classes[0].parting.fully == ()
    *_, last = merged(posterior, {0, 0b01})
    view = last.partial
    assert view is not None
    assert {each.members for each in view.classes} == {(0,), (1,), (2, 3)}
    assert view.arrows.tolist() == [[0, pytest.approx(0.2)], [0, 0]]
    assert view.lines[0, 1] == pytest.approx(0.7)
    *_, last = merged(posterior, {0, 0b01, 0b10})
    view = last.partial
    assert view is not None
    assert view.shared[0, 1] == pytest.approx(0.4)
    assert not view.lines.any()


def test_what_was_never_free_is_joined_or_not() -> None:
    space = listed((0, 1), [parse_structure(line, ("A", "B")) for line in ("unrelated", "B -> A", "A -> B")])
    posterior = Posterior(space, np.array([0.2, 0.3, 0.5]), 0.0)

    def graphs(masks: set[int]) -> dict[tuple[int, ...], ClassGraph]:
        *_, last = merged(posterior, masks)
        assert last.partial is not None
        return {each.members: each.graph for each in last.partial.classes}

    # Where A was set in every row, nothing tells whether B is a cause of it.
    never_free = graphs({0b01})
    assert (never_free[0, 1].loose, never_free[2,].arrows) == (((0, 1),), ((0, 1),))
    watched = graphs({0})
    assert (watched[1, 2].lines, watched[0,].lines) == (((0, 1),), ())
    assert graphs({0, 0b01})[1,].arrows == ((1, 0),)


@pytest.mark.parametrize("prior", ["uniform", "edges"])
def test_the_weight_of_a_class_from_one_of_its_members(prior: str) -> None:
    dataset = rows(4, KINDS["watching and setting"])
    assumptions = Assumptions(prior=prior)
    space: HypothesisSpace = every_dag(range(4))
    exact = view_of(enumerate_posterior(dataset, space, assumptions), dataset)
    *_, last = believe_in_sum(dataset, AllDags((0, 1, 2, 3)), assumptions)
    assert last.partial is not None
    found = merged_best(last.partial, exact.masks, exact.changes)
    assert found.count is None
    posterior = enumerate_posterior(dataset, space, assumptions)
    for mine in found.classes:
        assert mine.member is not None
        alike = [each for each in range(len(space)) if _same_class(space.dag(each), mine.member, exact)]
        known = exact_class(posterior, alike, exact)
        assert mine.weight == pytest.approx(known.weight, rel=1e-9)
        assert mine.size == len(alike)
        assert not mine.at_least
        assert set(mine.graph.arrows) == set(known.graph.arrows)
        assert set(mine.graph.lines) == set(known.graph.lines)
        assert mine.parting.setting == known.parting.setting
    uneven = merged_best(last.partial, exact.masks, exact.changes, even=False)
    for each in uneven.classes:
        listed_share = [one.probability for one in last.partial.best if _same_class(one.dag, each.member, exact)]
        assert each.weight == pytest.approx(sum(listed_share))
        assert each.at_least == (len(listed_share) < each.size)
    assert uneven.classes[0].weight <= found.classes[0].weight * (1 + 1e-12)


def exact_class(posterior: Posterior, alike: list[int], view: ClassView) -> MergedClass:
    """The class of the candidates given, taken by itself."""
    weights = np.zeros(len(posterior.space))
    weights[alike] = posterior.weights[alike]
    *_, last = merged(Posterior(posterior.space, weights, 0.0), view.masks, view.changes)
    assert last.partial is not None
    return last.partial.classes[0]


def _same_class(one: Dag, other: Dag | None, view: ClassView) -> bool:
    assert other is not None
    kinds = (view.masks, view.changes)
    return essential_graph(one, *kinds) == essential_graph(other, *kinds)


def test_classes_that_are_asked_for_follow_the_heaviest_whatever_their_weight() -> None:
    dataset = rows(4, (OBSERVATION,))
    posterior = enumerate_posterior(dataset, every_dag(range(4)), Assumptions())
    groups = groups_by_score(posterior)
    heavy, light, lightest = groups[2], groups[-5], groups[-1]
    *_, last = merged(posterior, {0}, kept=[lightest[0], heavy[0], light[-1], light[0]])
    view = last.partial
    assert view is not None
    assert [list(each.members) for each in view.classes] == [*groups[:12], light, lightest]
    assert view.classes[-1].weight == pytest.approx(posterior.weights[lightest].sum())
    assert view.count == 185
    # What is ruled out has no class.
    possible = np.ones(543, dtype=bool)
    possible[lightest] = False
    *_, last = merged(posterior, {0}, possible=possible, kept=lightest)
    assert last.partial is not None
    assert len(last.partial.classes) == 12
