"""Exact probabilities in a network, on seeing and on doing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.networks.dag import bits, mask_of
from engine.networks.interventions import OBSERVATION, Regime
from engine.networks.network import BayesianNetwork
from engine.networks.regime_tables import problems_in_network, table_in_force
from engine.networks.variables import cardinalities
from engine.problems import InvalidInput, Problem

FloatArray = npt.NDArray[np.float64]
LARGEST_FACTOR = 1 << 24


class ImpossibleEvidence(InvalidInput):
    """Raised when what is given has probability 0, so that nothing follows from it."""


@dataclass(frozen=True)
class _Factor:
    # Axes of `values` are the variables of `scope`, ascending.
    scope: tuple[int, ...]
    values: FloatArray


def probability(
    network: BayesianNetwork,
    event: Mapping[int, int],
    given: Mapping[int, int] | None = None,
    regime: Regime = OBSERVATION,
) -> float:
    """Return P(event | given) in the network mutilated by a regime.

    Parameters
    ----------
    network
        The world.
    event, given
        State codes by index of the variable.
    regime
        What is set by hand.

    Raises
    ------
    ImpossibleEvidence
        When `given` has probability 0 under the regime.
    InvalidInput
        When something is asked or given of a variable or state that is not there, the regime does not fit, or
        the network is too tightly knit to be exact about.

    Notes
    -----
    Variable elimination, the variable with the smallest next factor first (Zhang and Poole 1994).
    """
    known = dict(given or {})
    _check(network, regime, event, known)
    clashes = any(known.get(variable, state) != state for variable, state in event.items())
    total = _mass(network, known, regime)
    if total == 0:
        raise ImpossibleEvidence(
            Problem(f"{_said(network, known)} never happens there", "Ask about something that can happen")
        )
    return 0.0 if clashes else min(1.0, _mass(network, {**known, **event}, regime) / total)


def marginals(
    network: BayesianNetwork, regime: Regime = OBSERVATION, evidence: Mapping[int, int] | None = None
) -> tuple[FloatArray, ...]:
    """Return P(variable | evidence) of every variable in the network mutilated by a regime.

    Returns
    -------
    tuple of float64[cardinality]
        In the order of the variables.

    Raises
    ------
    ImpossibleEvidence, InvalidInput
        As `probability`.
    """
    known = dict(evidence or {})
    _check(network, regime, known)
    found = []
    for variable in range(len(network.variables)):
        masses = _unnormalised(network, variable, known, regime)
        total = masses.sum()
        if total == 0:
            raise ImpossibleEvidence(
                Problem(f"{_said(network, known)} never happens there", "Ask about something that can happen")
            )
        found.append(masses / total)
    return tuple(found)


def joint(network: BayesianNetwork, variables: Sequence[int], regime: Regime = OBSERVATION) -> FloatArray:
    """Return P(variables) of a few different variables in the network mutilated by a regime.

    Returns
    -------
    float64[cardinality of each]
        Axes in the order asked for.

    Raises
    ------
    InvalidInput
        As `probability`; the table of the answer counts as a part of the network.
    """
    _check(network, regime, dict.fromkeys(variables, 0))
    ascending = sorted(variables)
    values = _eliminated(network, tuple(ascending), {}, regime).values
    return np.transpose(values, [ascending.index(variable) for variable in variables])


def _check(network: BayesianNetwork, regime: Regime, *about: Mapping[int, int]) -> None:
    found = list(problems_in_network(regime, network))
    for variable, state in dict.fromkeys(item for each in about for item in each.items()):
        if not 0 <= variable < len(network.variables):
            count = len(network.variables)
            found.append(Problem(f"there is no variable number {variable}", f"There are {count}, counted from 0"))
        elif not 0 <= state < network.variables[variable].cardinality:
            asked = network.variables[variable]
            known = f"Its states have the codes 0 to {asked.cardinality - 1}"
            found.append(Problem(f"{state} is not the code of a state", known, asked.name))
    if found:
        raise InvalidInput(*found)


def _unnormalised(network: BayesianNetwork, variable: int, known: Mapping[int, int], regime: Regime) -> FloatArray:
    if variable in known:
        masses = np.zeros(network.variables[variable].cardinality)
        masses[known[variable]] = _mass(network, known, regime)
        return masses
    return _eliminated(network, (variable,), known, regime).values


def _mass(network: BayesianNetwork, known: Mapping[int, int], regime: Regime) -> float:
    return float(_eliminated(network, (), known, regime).values)


def _eliminated(network: BayesianNetwork, kept: tuple[int, ...], known: Mapping[int, int], regime: Regime) -> _Factor:
    factors = _relevant_factors(network, kept, known, regime)
    sizes = cardinalities(network.variables)
    remaining = {variable for factor in factors for variable in factor.scope} - set(kept)
    while remaining:
        # The cheapest next step is the variable whose neighbours span the smallest table.
        variable = min(remaining, key=lambda each: (_span(factors, each, sizes), each))
        touching = [factor for factor in factors if variable in factor.scope]
        factors = [factor for factor in factors if variable not in factor.scope]
        factors.append(_product(touching, sizes, without=variable))
        remaining.discard(variable)
    return _product(factors, sizes, without=None)


def _relevant_factors(
    network: BayesianNetwork, kept: Sequence[int], known: Mapping[int, int], regime: Regime
) -> list[_Factor]:
    # Tables of variables below everything asked about sum to one and may be left out.
    cut = network.dag.cut(regime.mask)
    needed = mask_of([*kept, *known])
    for variable in [*kept, *known]:
        needed |= cut.ancestors(variable)
    return [_factor(network, variable, known, regime) for variable in bits(needed)]


def _factor(network: BayesianNetwork, variable: int, known: Mapping[int, int], regime: Regime) -> _Factor:
    table = table_in_force(network, variable, regime)
    scope = (*table.parents, variable)
    values = table.probabilities
    places = tuple(known.get(each, slice(None)) for each in scope)
    left = [each for each in scope if each not in known]
    order = sorted(range(len(left)), key=left.__getitem__)
    return _Factor(tuple(sorted(left)), np.transpose(values[places], order))


def _span(factors: Iterable[_Factor], variable: int, sizes: Sequence[int]) -> int:
    scope = {each for factor in factors if variable in factor.scope for each in factor.scope}
    return int(np.prod([sizes[each] for each in scope], dtype=object))


def _product(factors: Sequence[_Factor], sizes: Sequence[int], without: int | None) -> _Factor:
    scope = tuple(sorted({variable for factor in factors for variable in factor.scope}))
    if np.prod([sizes[variable] for variable in scope], dtype=object) > LARGEST_FACTOR:
        raise InvalidInput(
            Problem("this network is too tightly knit to be exact about", "Ask with more variables known, or draw rows")
        )
    values = np.ones([sizes[variable] for variable in scope])
    for factor in factors:
        shape = [sizes[variable] if variable in factor.scope else 1 for variable in scope]
        values = values * factor.values.reshape(shape)
    if without is None:
        return _Factor(scope, values)
    axis = scope.index(without)
    return _Factor((*scope[:axis], *scope[axis + 1 :]), values.sum(axis=axis))


def _said(network: BayesianNetwork, known: Mapping[int, int]) -> str:
    return ", ".join(
        f"{network.variables[each].name} = {network.variables[each].states[state]}" for each, state in known.items()
    )
