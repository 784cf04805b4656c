"""Worlds that several tests ask about, written out from the books they come from."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.networks.network import BayesianNetwork
from engine.networks.tables import ConditionalTable
from engine.networks.variables import Variable


def network(**tables: tuple[str, npt.ArrayLike]) -> BayesianNetwork:
    """Return a network of variables with states 0, 1, ...; each is given its parents' names and its table."""
    names = list(tables)
    arrays = [np.array(table, dtype=float) for _, table in tables.values()]
    variables = tuple(
        Variable(name, tuple(str(state) for state in range(array.shape[-1])))
        for name, array in zip(names, arrays, strict=True)
    )
    return BayesianNetwork(
        variables,
        tuple(
            ConditionalTable(child, tuple(names.index(parent) for parent in parents.split()), array)
            for child, ((parents, _), array) in enumerate(zip(tables.values(), arrays, strict=True))
        ),
    )


def sprinkler() -> BayesianNetwork:
    """The lawn of Russell and Norvig: cloudy, sprinkler, rain, wet; state 1 is yes."""
    return network(
        C=("", [0.5, 0.5]),
        S=("C", [[0.5, 0.5], [0.9, 0.1]]),
        R=("C", [[0.8, 0.2], [0.2, 0.8]]),
        W=("S R", [[[1.0, 0.0], [0.1, 0.9]], [[0.1, 0.9], [0.01, 0.99]]]),
    )


def kidney_stones() -> BayesianNetwork:
    """The kidney stones of Charig et al. 1986: large stone, treatment (0 = A, 1 = B), recovered."""
    return network(
        L=("", [357 / 700, 343 / 700]),
        T=("L", [[87 / 357, 270 / 357], [263 / 343, 80 / 343]]),
        R=("T L", [[[6 / 87, 81 / 87], [71 / 263, 192 / 263]], [[36 / 270, 234 / 270], [25 / 80, 55 / 80]]]),
    )


def asia() -> BayesianNetwork:
    """The chest clinic of Lauritzen and Spiegelhalter 1988; state 0 is yes. Exact zeros in E."""
    return network(
        A=("", [0.01, 0.99]),
        T=("A", [[0.05, 0.95], [0.01, 0.99]]),
        S=("", [0.5, 0.5]),
        L=("S", [[0.1, 0.9], [0.01, 0.99]]),
        B=("S", [[0.6, 0.4], [0.3, 0.7]]),
        E=("L T", [[[1, 0], [1, 0]], [[1, 0], [0, 1]]]),
        X=("E", [[0.98, 0.02], [0.05, 0.95]]),
        D=("B E", [[[0.9, 0.1], [0.8, 0.2]], [[0.7, 0.3], [0.1, 0.9]]]),
    )


def smoking() -> BayesianNetwork:
    """The front-door example of Pearl's Primer (section 3.4), its hidden cause H taken to decide who smokes, X."""
    return network(
        H=("", [0.5, 0.5]),
        X=("H", [[1, 0], [0, 1]]),
        Z=("X", [[0.95, 0.05], [0.05, 0.95]]),
        Y=("H Z", [[[0.10, 0.90], [0.05, 0.95]], [[0.90, 0.10], [0.85, 0.15]]]),
    )


def firing_squad(p: float, q: float) -> BayesianNetwork:
    """Pearl's firing squad: order U, nervous W, captain C, riflemen A and B, death D; state 1 is yes."""
    either = [[[1, 0], [0, 1]], [[0, 1], [0, 1]]]
    return network(
        U=("", [1 - p, p]),
        W=("", [1 - q, q]),
        C=("U", [[1, 0], [0, 1]]),
        A=("C W", either),
        B=("C", [[1, 0], [0, 1]]),
        D=("A B", either),
    )


def light_switch() -> BayesianNetwork:
    """A switch S, a blackout K, current C and light L; state 1 is yes."""
    return network(
        S=("", [0.5, 0.5]),
        K=("", [0.9, 0.1]),
        C=("S K", [[[1, 0], [1, 0]], [[0, 1], [1, 0]]]),
        L=("C", [[1, 0], [0.02, 0.98]]),
    )
