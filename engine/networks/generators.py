"""Tables made by rule: even, drawn by chance, noisy gates, functions; and whole networks drawn by chance."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Literal

import numpy as np
import numpy.typing as npt

from engine.networks.editing import LARGEST_TABLE
from engine.networks.network import BayesianNetwork
from engine.networks.tables import ConditionalTable
from engine.networks.variables import Variable
from engine.problems import InvalidInput, Problem

FloatArray = npt.NDArray[np.float64]
Function = Literal["or", "and", "xor", "copy", "not"]
PRESENT = frozenset({"yes", "true", "on", "present", "high", "1", "active", "positive"})
MOST_VARIABLES = 1000


def present_state(variable: Variable) -> int:
    """Return the code of the state that says something is there: "yes", "on", "true" and the like, else the last."""
    found = [code for code, state in enumerate(variable.states) if state.strip().casefold() in PRESENT]
    return found[0] if found else variable.cardinality - 1


def uniform_table(shape: Sequence[int]) -> FloatArray:
    """Return a table in which all states are alike.

    Parameters
    ----------
    shape
        Number of states of each parent, then of the variable itself; so in all functions here.

    Raises
    ------
    InvalidInput
        When the table would have more than 1,000,000 cells; no memory was asked for then. So do all functions here.
    """
    _refuse_large(shape)
    return np.full(tuple(shape), 1 / shape[-1])


def dirichlet_table(shape: Sequence[int], concentration: float, rng: np.random.Generator) -> FloatArray:
    """Draw each row from a symmetric Dirichlet distribution.

    Parameters
    ----------
    shape
        As for `uniform_table`.
    concentration
        The parameter of every state: 1 makes all rows alike likely, less makes them extreme, more makes them even.
    rng
        Where chance comes from.

    Raises
    ------
    InvalidInput
        When the concentration is not above 0.
    """
    _refuse_large(shape)
    if not 0 < concentration < np.inf:
        raise InvalidInput(Problem(f"the concentration is {concentration:g}", "It must be above 0"))
    draws = rng.standard_gamma(concentration, size=(prod(shape[:-1]), shape[-1]))
    total = draws.sum(axis=1)
    # With a tiny concentration all of a row can come out as 0: then one state has all, each alike likely.
    lost = np.flatnonzero(~(total > 0))
    draws[lost, rng.integers(0, shape[-1], size=lost.size)] = 1.0
    return np.asarray((draws / draws.sum(axis=1, keepdims=True)).reshape(shape))


def noisy_or(shape: Sequence[int], strengths: Sequence[float], leak: float, present: Sequence[int]) -> FloatArray:
    """Return the table of an effect that any of its causes is enough for.

    Parameters
    ----------
    shape
        As for `uniform_table`.
    strengths
        For each parent how likely it brings the effect about when it alone is present.
    leak
        How likely the effect is when no cause is present.
    present
        For each parent and then for the effect the code of the state in which it is present.

    Raises
    ------
    InvalidInput
        When a strength, or the leak, is no probability, a code is no state, or their number does not fit.

    Notes
    -----
    P(absent) = (1 - leak) times the product over the parents present of (1 - strength) (Pearl 1988, section 4.3.2;
    the leak is Henrion's, 1989). States of the effect other than `present` share what is left alike.
    """
    there = _parents_present(shape, present)
    _check_chances(strengths, leak, len(there))
    absent = np.full(tuple(shape[:-1]), 1.0 - leak)
    for strength, parent in zip(strengths, there, strict=True):
        absent = absent * np.where(parent, 1.0 - strength, 1.0)
    return _with_effect(shape, 1.0 - absent, present[-1])


def noisy_and(shape: Sequence[int], strengths: Sequence[float], leak: float, present: Sequence[int]) -> FloatArray:
    """Return the table of an effect that needs all of its causes.

    Parameters
    ----------
    shape, present
        As for `noisy_or`.
    strengths
        For each parent how likely its absence alone prevents the effect.
    leak
        How likely the effect stays out when all causes are present.

    Raises
    ------
    InvalidInput
        As `noisy_or`.

    Notes
    -----
    P(present) = (1 - leak) times the product over the parents absent of (1 - strength): the dual of the noisy-OR
    (Diez and Druzdzel 2006).
    """
    there = _parents_present(shape, present)
    _check_chances(strengths, leak, len(there))
    chance = np.full(tuple(shape[:-1]), 1.0 - leak)
    for strength, parent in zip(strengths, there, strict=True):
        chance = chance * np.where(parent, 1.0, 1.0 - strength)
    return _with_effect(shape, chance, present[-1])


def logistic_table(
    shape: Sequence[int], weights: Sequence[float], intercept: float, present: Sequence[int]
) -> FloatArray:
    """Return the table of an effect whose log odds are a sum of what each cause adds.

    Parameters
    ----------
    shape, present
        As for `noisy_or`.
    weights
        For each parent what its presence adds to the log odds of the effect, in nats.
    intercept
        The log odds when no cause is present, in nats.

    Raises
    ------
    InvalidInput
        When a number is not finite, or their number does not fit.
    """
    there = _parents_present(shape, present)
    _require_one_each(weights, len(there))
    if not np.all(np.isfinite([*weights, intercept])):
        raise InvalidInput(Problem("a weight is not a number", "Give a finite number for each cause"))
    odds = np.full(tuple(shape[:-1]), float(intercept))
    for weight, parent in zip(weights, there, strict=True):
        odds = odds + weight * parent
    return _with_effect(shape, 0.5 * (1.0 + np.tanh(odds / 2)), present[-1])


def function_table(shape: Sequence[int], function: Function, present: Sequence[int], parent: int = 0) -> FloatArray:
    """Return the table of an effect that follows from its causes without chance.

    Parameters
    ----------
    shape, present
        As for `noisy_or`.
    function
        "or": any parent present; "and": all; "xor": an odd number of them; "copy" and "not": as one parent, or the
        other way round. A parent with as many states as the variable is copied state by state.
    parent
        Place among the parents of the one that "copy" and "not" are about.

    Raises
    ------
    InvalidInput
        When there are no parents, or no such parent.
    """
    there = _parents_present(shape, present)
    if not there or not 0 <= parent < len(there):
        raise InvalidInput(Problem("there is no cause that it could follow", "Draw an arrow to it first"))
    if function == "copy" and shape[parent] == shape[-1] > 2:
        return _copied(shape, parent)
    full = tuple(shape[:-1])
    count = sum((np.broadcast_to(each, full).astype(np.int64) for each in there), np.zeros(full, dtype=np.int64))
    holds = {
        "or": count > 0,
        "and": count == len(there),
        "xor": count % 2 == 1,
        "copy": np.broadcast_to(there[parent], full),
        "not": ~np.broadcast_to(there[parent], full),
    }[function]
    return _with_effect(shape, holds.astype(np.float64), present[-1])


def random_network(
    n_variables: int,
    density: float,
    states: tuple[int, int],
    rng: np.random.Generator,
    *,
    most_parents: int = 4,
    concentration: float = 1.0,
) -> BayesianNetwork:
    """Draw a network by chance.

    Parameters
    ----------
    n_variables
        How many variables, from 1 to 1,000; they are called V1, V2, ...
    density
        How likely each pair is joined by an arrow, from 0 to 1; arrows beyond `most_parents` are left out by chance.
    states
        The fewest and the most states of a variable, drawn evenly between them.
    rng
        Where chance comes from.
    most_parents
        How many causes a variable has at most.
    concentration
        Of the tables, as for `dirichlet_table`.

    Raises
    ------
    InvalidInput
        When a number lies outside its range, or a table could have more than 1,000,000 cells.
    """
    _check_network(n_variables, density, states, most_parents)
    sizes = rng.integers(states[0], states[1] + 1, size=n_variables).tolist()
    variables = tuple(Variable(f"V{place + 1}", _state_names(size)) for place, size in enumerate(sizes))
    order = rng.permutation(n_variables).tolist()
    tables: list[ConditionalTable | None] = [None] * n_variables
    for place, child in enumerate(order):
        causes = [order[earlier] for earlier in np.flatnonzero(rng.random(place) < density).tolist()]
        if len(causes) > most_parents:
            causes = [causes[each] for each in rng.choice(len(causes), most_parents, replace=False).tolist()]
        parents = tuple(sorted(causes))
        shape = [*(sizes[parent] for parent in parents), sizes[child]]
        tables[child] = ConditionalTable(child, parents, dirichlet_table(shape, concentration, rng))
    return BayesianNetwork(variables, tuple(table for table in tables if table is not None))


def _check_network(n_variables: int, density: float, states: tuple[int, int], most_parents: int) -> None:
    found = []
    if not 1 <= n_variables <= MOST_VARIABLES:
        found.append(Problem(f"{n_variables} variables are asked for", f"Choose from 1 to {MOST_VARIABLES:,}"))
    if not 0 <= density <= 1:
        found.append(Problem(f"the density is {density:g}", "It is a share of all pairs: from 0 to 1"))
    if not 1 <= states[0] <= states[1]:
        what = f"variables are to have {states[0]} to {states[1]} states"
        found.append(Problem(what, "Give the fewest first, at least 1"))
    if most_parents < 0:
        found.append(Problem(f"a variable is to have at most {most_parents} causes", "Choose 0 or more"))
    if found:
        raise InvalidInput(*found)
    _refuse_large([states[1]] * (min(most_parents, n_variables - 1) + 1))


def _state_names(size: int) -> tuple[str, ...]:
    return ("yes", "no") if size == 2 else tuple(f"s{number + 1}" for number in range(size))


def _refuse_large(shape: Sequence[int]) -> None:
    cells = prod(int(size) for size in shape)
    if cells > LARGEST_TABLE:
        what = f"the table would have {cells:,} cells"
        raise InvalidInput(Problem(what, f"Up to {LARGEST_TABLE:,} can be kept: choose fewer causes, or fewer states"))


def _parents_present(shape: Sequence[int], present: Sequence[int]) -> list[npt.NDArray[np.bool_]]:
    # For each parent whether it is present, along its own axis of the table.
    _refuse_large(shape)
    if len(present) != len(shape) or any(not 0 <= code < size for code, size in zip(present, shape, strict=True)):
        raise InvalidInput(Problem("the states that count as present do not fit", "Give one state of each variable"))
    n_parents = len(shape) - 1
    found = []
    for axis in range(n_parents):
        along = [1] * n_parents
        along[axis] = shape[axis]
        found.append((np.arange(shape[axis]) == present[axis]).reshape(along))
    return found


def _check_chances(strengths: Sequence[float], leak: float, n_parents: int) -> None:
    _require_one_each(strengths, n_parents)
    for value in (*strengths, leak):
        if not 0 <= value <= 1:
            raise InvalidInput(Problem(f"{value:g} is no probability", "Every probability lies between 0 and 1"))


def _require_one_each(given: Sequence[float], n_parents: int) -> None:
    if len(given) != n_parents:
        raise InvalidInput(Problem(f"{len(given)} numbers are given for {n_parents} causes", "Give one for each"))


def _with_effect(shape: Sequence[int], chance: FloatArray, present: int) -> FloatArray:
    # What is not `present` is shared alike; a variable with one state has no other.
    others = shape[-1] - 1
    if not others:
        return np.ones(tuple(shape))
    table = np.repeat(((1.0 - chance) / others)[..., None], shape[-1], axis=-1)
    table[..., present] = chance
    return table


def _copied(shape: Sequence[int], parent: int) -> FloatArray:
    along = [1] * (len(shape) - 1)
    along[parent] = shape[parent]
    same = np.eye(shape[-1]).reshape([*along, shape[-1]])
    return np.array(np.broadcast_to(same, tuple(shape)))
