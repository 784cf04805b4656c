"""Tables that GeNIe writes in short: deterministic nodes, and noisy-MAX gates (Henrion 1987, Diez 1993)."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

import numpy as np
import numpy.typing as npt

from engine.files.messages import listed
from engine.files.network_parts import Fill, checked
from engine.files.probability_rows import is_number
from engine.networks.variables import Variable, cardinalities
from engine.problems import InvalidInput, Problem

FloatArray = npt.NDArray[np.float64]


def deterministic(results: Sequence[str]) -> Fill:
    """Return what fills a table from the state that follows from each configuration, the last parent fastest."""

    def fill(child: Variable, parents: tuple[Variable, ...]) -> FloatArray:
        configurations = prod(cardinalities(parents))
        if len(results) != configurations:
            what = f"here are {len(results):,} resulting states"
            raise InvalidInput(Problem(what, f"There are {configurations:,} combinations of the parents' states"))
        unknown = next((state for state in results if state not in child.states), None)
        if unknown is not None:
            what = f'"{unknown[:60]}" is not one of its states'
            raise InvalidInput(Problem(what, f"Its states are: {listed(child.states)}"))
        return np.eye(child.cardinality)[[child.states.index(state) for state in results]]

    return fill


def noisy_max(strengths: Sequence[str], parameters: Sequence[str]) -> Fill:
    """Return what fills a table from the parameters of a noisy-MAX gate.

    Parameters
    ----------
    strengths
        For each parent its states from the one with the strongest effect to the one without, by number from 0; none
        where they stand in this order anyway.
    parameters
        For each parent and each of its states in this order the probabilities of the node's states, the strongest
        first and the last one what it is without cause; then the same for the leak.

    Notes
    -----
    The node is at most as strong as a state with the product of the probabilities that each cause, and the leak,
    makes it at most that strong.
    """

    def fill(child: Variable, parents: tuple[Variable, ...]) -> FloatArray:
        states = child.cardinality
        rows = _parameter_rows(parameters, sum(cardinalities(parents)) + 1, states)
        at_most = rows[:, ::-1].cumsum(axis=1)[:, ::-1]
        product = at_most[-1]
        first = 0
        for parent, order in zip(parents, _orders(strengths, parents), strict=True):
            columns = _in_natural_order(rows, at_most, first, order, parent)
            product = product[..., None, :] * columns
            first += parent.cardinality
        product = product.reshape(-1, states)
        # What is at most as strong as a state, less what is at most as strong as the next weaker one.
        table: FloatArray = product.copy()
        table[:, :-1] -= product[:, 1:]
        return table.clip(0.0, 1.0)

    return fill


def _parameter_rows(parameters: Sequence[str], count: int, states: int) -> FloatArray:
    if len(parameters) != count * states:
        what = f"here are {len(parameters):,} parameters of its noisy-MAX gate"
        raise InvalidInput(Problem(what, f"It should have {count * states:,}: {states} for each of {count} columns"))
    wrong = next((text for text in parameters if not is_number(text)), None)
    if wrong is not None:
        raise InvalidInput(Problem(f'"{wrong[:30]}" is not a number', "Write probabilities, such as 0.25"))
    rows = np.array([float(text) for text in parameters]).reshape(count, states)
    return checked(rows, lambda row: parameters[row * states : (row + 1) * states], ())


def _orders(strengths: Sequence[str], parents: tuple[Variable, ...]) -> list[list[int]]:
    sizes = cardinalities(parents)
    if not strengths:
        return [list(range(size)) for size in sizes]
    numbers = [int(word) for word in strengths if word.isascii() and word.isdigit() and len(word) < 6]
    orders, start = [], 0
    for size in sizes:
        orders.append(numbers[start : start + size])
        start += size
    if len(numbers) != len(strengths) or start != len(numbers):
        raise InvalidInput(_wrong_strengths(sum(sizes)))
    if any(sorted(order) != list(range(size)) for order, size in zip(orders, sizes, strict=True)):
        raise InvalidInput(_wrong_strengths(sum(sizes)))
    return orders


def _wrong_strengths(count: int) -> Problem:
    what = "the strengths of its noisy-MAX gate do not number the states of each parent"
    return Problem(what, f"Give {count} numbers, for each parent those of its states from 0")


def _in_natural_order(
    rows: FloatArray, at_most: FloatArray, first: int, order: list[int], parent: Variable
) -> FloatArray:
    """Return the columns of one parent by number of its state.

    The state without effect leaves the node as it is without cause; where the columns do not stand in order of
    strength, that tells that they stand in the order of the states.
    """
    size = parent.cardinality
    without_cause = np.zeros(rows.shape[1])
    without_cause[-1] = 1.0
    columns = np.empty((size, rows.shape[1]))
    if np.allclose(rows[first + size - 1], without_cause):
        columns[order] = at_most[first : first + size]
    elif np.allclose(rows[first + order[-1]], without_cause):
        columns[:] = at_most[first : first + size]
    else:
        what = f"no state of {parent.name} is without effect in its noisy-MAX gate"
        remedy = "In GeNIe, change its type to a general chance node first"
        raise InvalidInput(Problem(what, remedy))
    return columns
