"""Which table a variable of a network follows under a regime."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.networks.interventions import PUSHED_SHARE, Intervention, Regime, regime_problems
from engine.networks.network import BayesianNetwork
from engine.networks.tables import ConditionalTable
from engine.problems import Problem


def table_in_force(network: BayesianNetwork, variable: int, regime: Regime) -> ConditionalTable:
    """Return the table of one variable under a regime that fits the network.

    A variable that is set or randomised has no parents any more; one whose table was replaced keeps them.
    """
    table = network.tables[variable]
    intervention = regime.on(variable)
    if intervention is None:
        return table
    if intervention.towards is not None:
        goal = np.eye(network.variables[variable].cardinality)[intervention.towards]
        mixed = PUSHED_SHARE * table.probabilities + (1 - PUSHED_SHARE) * goal
        return ConditionalTable(variable, table.parents, mixed)
    if intervention.table is not None:
        return ConditionalTable(variable, table.parents, np.reshape(intervention.table, table.probabilities.shape))
    return ConditionalTable(variable, (), drawn_from(intervention, network.variables[variable].cardinality))


def drawn_from(intervention: Intervention, cardinality: int) -> npt.NDArray[np.float64]:
    """Return the distribution, float64[cardinality], that setting or randomising gives its target."""
    if intervention.kind == "do":
        return np.eye(cardinality)[intervention.state]
    if intervention.distribution is None:
        return np.full(cardinality, 1 / cardinality)
    return np.array(intervention.distribution)


def problems_in_network(regime: Regime, network: BayesianNetwork) -> tuple[Problem, ...]:
    """Return every way in which a regime does not fit a network whose rows are wanted."""
    if problems := regime_problems(regime, network.variables):
        return problems
    found = []
    for each in regime.interventions:
        if each.kind == "soft" and not each.is_pushed:
            size, name = network.tables[each.target].probabilities.size, network.variables[each.target].name
            if each.table is None:
                found.append(Problem("its new table is not known", "Give the table, or release it", name))
            elif len(each.table) != size:
                what = f"its new table has {len(each.table)} entries"
                found.append(Problem(what, f"The table it replaces has {size}", name))
    return tuple(found)
