"""Random networks, regimes and data for property tests."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import reject, settings
from hypothesis import strategies as st

from engine.data.dataset import Batch, Dataset, as_values
from engine.hypotheses.candidate import Candidate, HiddenVariable
from engine.networks.dag import Dag, bits
from engine.networks.interventions import Intervention, Regime, do, randomize
from engine.networks.network import BayesianNetwork
from engine.networks.tables import ConditionalTable
from engine.networks.variables import Variable
from engine.problems import InvalidInput
from tests.engine.naive import SeenRow

# The same examples on every machine: a build that fails can be repeated. Kernels compile at their first call.
PROPERTY = settings(max_examples=50, deadline=None, derandomize=True)
FEW = settings(max_examples=20, deadline=None, derandomize=True)


def variables(
    least: int = 1, most: int = 4, states: tuple[int, int] = (1, 4)
) -> st.SearchStrategy[tuple[Variable, ...]]:
    """Variables V0, V1, ... of mixed cardinality."""
    sizes = st.lists(st.integers(*states), min_size=least, max_size=most)
    return sizes.map(
        lambda chosen: tuple(
            Variable(f"V{index}", tuple(f"s{state}" for state in range(size))) for index, size in enumerate(chosen)
        )
    )


@st.composite
def dags(draw: st.DrawFn, n: int) -> Dag:
    """DAGs on n nodes, in any order of the nodes."""
    order = draw(st.permutations(range(n)))
    pairs = [(order[earlier], order[later]) for later in range(n) for earlier in range(later)]
    kept = draw(st.lists(st.booleans(), min_size=len(pairs), max_size=len(pairs)))
    return Dag.from_edges(n, [pair for pair, keep in zip(pairs, kept, strict=True) if keep])


@st.composite
def candidates(draw: st.DrawFn, n: int, most_hidden: int = 2) -> Candidate:
    """Candidates on n seen variables, n > 1, with hidden causes of open size, some of which have causes."""
    edges = list(draw(dags(n)).edges())
    count = draw(st.integers(0, most_hidden))
    for node in range(n, n + count):
        effects = draw(st.lists(st.integers(0, n - 1), min_size=2, max_size=3, unique=True))
        edges += [(node, effect) for effect in effects]
        edges += [(cause, node) for cause in draw(st.lists(st.integers(0, node - 1), max_size=1)) if node > n]
    try:
        return Candidate(n, Dag.from_edges(n + count, edges), (HiddenVariable(),) * count)
    except (InvalidInput, ValueError):
        reject()


def distributions(size: int) -> st.SearchStrategy[tuple[float, ...]]:
    """Distributions over `size` states, many with states of probability 0 or 1."""
    weights = st.lists(st.integers(0, 9), min_size=size, max_size=size).filter(any)
    return weights.map(lambda chosen: tuple(weight / sum(chosen) for weight in chosen))


@st.composite
def networks(draw: st.DrawFn, least: int = 1, most: int = 4, states: tuple[int, int] = (1, 4)) -> BayesianNetwork:
    """Networks of mixed cardinality; parents of a table stand in any order."""
    nodes = draw(variables(least, most, states))
    dag = draw(dags(len(nodes)))
    tables = []
    for child in range(len(nodes)):
        parents = draw(st.permutations(list(bits(dag.parents[child]))))
        shape = [nodes[parent].cardinality for parent in parents]
        rows = [draw(distributions(nodes[child].cardinality)) for _ in range(int(np.prod(shape)))]
        tables.append(ConditionalTable(child, tuple(parents), np.reshape(rows, [*shape, nodes[child].cardinality])))
    return BayesianNetwork(nodes, tuple(tables))


@st.composite
def regimes(draw: st.DrawFn, nodes: Sequence[Variable]) -> Regime:
    """Regimes that leave, set, randomise or draw from a given distribution each variable."""
    chosen: list[Intervention] = []
    for index, variable in enumerate(nodes):
        kind = draw(st.sampled_from(["leave", "leave", "do", "randomize", "draw"]))
        if kind == "do":
            chosen.append(do(index, draw(st.integers(0, variable.cardinality - 1))))
        elif kind == "randomize":
            chosen.append(randomize(index))
        elif kind == "draw":
            chosen.append(randomize(index, draw(distributions(variable.cardinality))))
    return Regime(tuple(chosen))


@st.composite
def datasets(
    draw: st.DrawFn, least: int = 1, most: int = 3, states: tuple[int, int] = (1, 4), rows: int = 12, batches: int = 4
) -> Dataset:
    """Datasets of a few batches under mixed regimes; some batches may be empty."""
    nodes = draw(variables(least, most, states))
    regime_of = st.lists(regimes(nodes), min_size=0, max_size=batches)
    return Dataset(nodes, tuple(draw(_batch(nodes, regime, rows)) for regime in draw(regime_of)))


@st.composite
def _batch(draw: st.DrawFn, nodes: tuple[Variable, ...], regime: Regime, rows: int) -> Batch:
    cell = [st.integers(0, variable.cardinality - 1) for variable in nodes]
    values = np.array(draw(st.lists(st.tuples(*cell), max_size=rows)), dtype=int).reshape(-1, len(nodes))
    for intervention in regime.interventions:
        if intervention.kind == "do":
            values[:, intervention.target] = intervention.state
    return Batch(as_values(values, nodes), regime)


def seen_rows(dataset: Dataset) -> list[SeenRow]:
    """Return the rows of a dataset as the slow twins take them: the row, and the columns set in it."""
    return [
        (tuple(int(code) for code in row), batch.regime.targets) for batch in dataset.batches for row in batch.values
    ]


def edges_of(dag: Dag) -> frozenset[tuple[int, int]]:
    """Return a graph as the slow twins take it."""
    return frozenset(dag.edges())
