"""Networks that the tests of several formats write and read, and what it means that two are the same."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import strategies as st

from engine.files.network_file import NetworkFile
from engine.networks.network import BayesianNetwork
from engine.networks.tables import ConditionalTable
from engine.networks.variables import Variable
from engine.sessions.notes import Notes
from engine.sessions.positions import Positions

# P(C | A, B) with 2, 3 and 4 states: no two cells of the table may be mistaken for one another unnoticed.
UNEQUAL_ROWS = [[(r + 1) / 20, (r + 2) / 20, 3 / 20, (14 - 2 * r) / 20] for r in range(6)]


def unequal() -> BayesianNetwork:
    """A -> C <- B with 2, 3 and 4 states, C between its parents in the order of the variables; A -> B."""
    a, c, b = Variable("A", ("a0", "a1")), Variable("C", ("c0", "c1", "c2", "c3")), Variable("B", ("b0", "b1", "b2"))
    return BayesianNetwork(
        (a, c, b),
        (
            ConditionalTable(0, (), np.array([0.25, 0.75])),
            ConditionalTable(1, (0, 2), np.array(UNEQUAL_ROWS).reshape(2, 3, 4)),
            ConditionalTable(2, (0,), np.array([[0.5, 0.25, 0.25], [0.125, 0.25, 0.625]])),
        ),
    )


def numbers(rows: Any) -> str:
    """Return all numbers of a table as they stand in files: child fastest, first parent slowest."""
    return " ".join(repr(value) for value in np.asarray(rows).ravel().tolist())


def by_names(network: BayesianNetwork) -> dict[str, tuple[tuple[str, ...], np.ndarray]]:
    """Return each table by the name of its child: names of the parents, probabilities."""
    return {
        network.names[table.child]: (tuple(network.names[parent] for parent in table.parents), table.probabilities)
        for table in network.tables
    }


def assert_same(ours: BayesianNetwork, meant: BayesianNetwork) -> None:
    """Compare two networks whatever the order of their variables; probabilities to the last bit but one."""
    assert set(ours.variables) == set(meant.variables)
    found, wanted = by_names(ours), by_names(meant)
    for name, (parents, table) in wanted.items():
        assert found[name][0] == parents
        np.testing.assert_allclose(found[name][1], table, rtol=1e-12)
    assert {ours.names[index] for index in ours.hidden} == {meant.names[index] for index in meant.hidden}


def assert_same_as_model(network: BayesianNetwork, model: Any, tolerance: float = 1e-7) -> None:
    """Compare a network with a model of pgmpy: arrows, and every cell by the names of its states."""
    assert set(network.names) == set(model.nodes())
    edges = {(network.names[parent], network.names[child]) for parent, child in network.dag.edges()}
    assert edges == set(model.edges())
    for table in network.tables:
        child = network.variables[table.child]
        theirs = model.get_cpds(child.name)
        for parent_codes in np.ndindex(table.probabilities.shape[:-1]):
            given = {
                network.names[parent]: network.variables[parent].states[value]
                for parent, value in zip(table.parents, parent_codes, strict=True)
            }
            for code, state in enumerate(child.states):
                ours = table.probabilities[(*parent_codes, code)]
                assert theirs.get_value(**{child.name: state}, **given) == pytest.approx(ours, abs=tolerance)


@st.composite
def contents(draw: st.DrawFn) -> NetworkFile:
    """Networks of up to five variables with odd names, places on a grid, notes on some, hidden ones among them."""
    words = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=8)
    words = words.map(str.strip).filter(bool)
    names = draw(st.lists(words, min_size=1, max_size=5, unique=True))
    variables = tuple(
        Variable(name, tuple(draw(st.lists(words, min_size=1, max_size=4, unique=True)))) for name in names
    )
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    tables = []
    for child, variable in enumerate(variables):
        parents = tuple(draw(st.lists(st.integers(0, child - 1), max_size=3, unique=True))) if child else ()
        shape = [variables[parent].cardinality for parent in parents]
        tables.append(ConditionalTable(child, parents, rng.dirichlet(np.ones(variable.cardinality), size=shape)))
    grid = st.tuples(st.integers(0, 2), st.integers(-2, 0))
    places = draw(st.lists(grid, min_size=len(names), max_size=len(names), unique=True))
    lines = st.text(st.characters(codec="utf-8", exclude_categories=["C"], include_characters="\n"), max_size=20)
    return NetworkFile(
        BayesianNetwork(variables, tuple(tables), frozenset(draw(st.sets(st.integers(0, len(names) - 1), max_size=2)))),
        Positions(dict(zip(names, places, strict=True))) if draw(st.booleans()) else Positions(),
        Notes({name: note.strip() for name, note in draw(st.dictionaries(st.sampled_from(names), lines)).items()}),
        draw(st.sampled_from(["", "A small world", "Größe"])),
    )
