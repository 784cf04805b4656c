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


# The monitoring network of Beinlich, Suermondt, Chavez and Cooper 1989: how many states, and which causes.
_ALARM = """
ANAPHYLAXIS 2
ARTCO2 3 VENTALV
BP 3 CO TPR
CATECHOL 2 ARTCO2 INSUFFANESTH SAO2 TPR
CO 3 HR STROKEVOLUME
CVP 3 LVEDVOLUME
DISCONNECT 2
ERRCAUTER 2
ERRLOWOUTPUT 2
EXPCO2 4 ARTCO2 VENTLUNG
FIO2 2
HISTORY 2 LVFAILURE
HR 3 CATECHOL
HRBP 3 ERRLOWOUTPUT HR
HREKG 3 ERRCAUTER HR
HRSAT 3 ERRCAUTER HR
HYPOVOLEMIA 2
INSUFFANESTH 2
INTUBATION 3
KINKEDTUBE 2
LVEDVOLUME 3 HYPOVOLEMIA LVFAILURE
LVFAILURE 2
MINVOL 4 INTUBATION VENTLUNG
MINVOLSET 3
PAP 3 PULMEMBOLUS
PCWP 3 LVEDVOLUME
PRESS 4 INTUBATION KINKEDTUBE VENTTUBE
PULMEMBOLUS 2
PVSAT 3 FIO2 VENTALV
SAO2 3 PVSAT SHUNT
SHUNT 2 INTUBATION PULMEMBOLUS
STROKEVOLUME 3 HYPOVOLEMIA LVFAILURE
TPR 3 ANAPHYLAXIS
VENTALV 4 INTUBATION VENTLUNG
VENTLUNG 4 INTUBATION KINKEDTUBE VENTTUBE
VENTMACH 4 MINVOLSET
VENTTUBE 4 DISCONNECT VENTMACH
"""


def alarm_shaped() -> BayesianNetwork:
    """The 37 variables and 46 arrows of ALARM with tables of chance: as hard to be exact about as the real one."""
    said = {name: (int(states), causes) for name, states, *causes in map(str.split, _ALARM.split("\n")[1:-1])}
    rng = np.random.default_rng(37)
    tables = {}
    for name, (states, causes) in said.items():
        shape = [said[cause][0] for cause in causes]
        tables[name] = (" ".join(causes), rng.dirichlet(np.ones(states), size=shape))
    return network(**tables)
