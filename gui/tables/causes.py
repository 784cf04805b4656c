"""Says what became of a table when a cause came or went."""

from __future__ import annotations

import numpy as np

from engine.networks.network import BayesianNetwork
from engine.networks.table_rows import FloatArray


def cause_sentence(old: BayesianNetwork, new: BayesianNetwork, name: str) -> str:
    """Return what an arrow drawn or taken away did to the table of a variable; "" where nothing of the kind happened.

    Undoing either brings the table back as it was, of which nothing need be said: so it is looked at what is in the
    table, and not only at the arrows.
    """
    if name not in old.names or name not in new.names:
        return ""
    before, after = old.tables[old.index(name)], new.tables[new.index(name)]
    had = [old.names[parent] for parent in before.parents]
    has = [new.names[parent] for parent in after.parents]
    came, went = [each for each in has if each not in had], [each for each in had if each not in has]
    if len(came) == 1 and not went and [each for each in has if each != came[0]] == had:
        place = has.index(came[0])
        copied = np.repeat(np.expand_dims(before.probabilities, place), after.probabilities.shape[place], axis=place)
        if _same(copied, after.probabilities):
            return f"{came[0]} is a cause of {name} now: each row was copied for every state of {came[0]}."
    if len(went) == 1 and not came and [each for each in had if each != went[0]] == has:
        averaged = before.probabilities.mean(axis=had.index(went[0]))
        if _same(averaged, after.probabilities):
            return f"{went[0]} is no longer a cause of {name}: the rows are averages over its states, all alike."
    return ""


def _same(one: FloatArray, other: FloatArray) -> bool:
    return one.shape == other.shape and bool(np.allclose(one, other, atol=1e-9))
