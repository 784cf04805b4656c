"""What the panel of tables says."""

from __future__ import annotations

from math import prod

from engine.networks.editing import free_parameters, joint_parameters
from engine.networks.network import BayesianNetwork
from gui.controls.numbers import MINUS, count_words
from gui.tables.subject import Subject

COVERED = "The world is covered: its tables are not for you to see yet."
NO_WORLD = "This is a table of data: there is no world here, so there are no tables of probabilities."
KEEP, KEEP_SHORT = "Keep each row at 1", "Rows at 1"
KEEP_TIP = "When you change a cell the others of its row make up for it, except those that are locked"
MOST_TERMS = 8
# Formulas are not broken between lines.
GAP = "\N{NO-BREAK SPACE}"
LOCKED = "This cell is locked. Unlock it with Ctrl+L before you change it."
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

Figure = tuple[str, str]


def after_choice(subject: Subject) -> str:
    """Return what follows the name in "How likely is ..."."""
    if not subject.parents:
        return "by itself? Nothing leads to it."
    return "for each way its cause can fall?" if len(subject.parents) == 1 else "for each way its causes can fall?"


def figures(network: BayesianNetwork, index: int) -> tuple[Figure, Figure, Figure]:
    """Return three counts and what each counts: of this table, of all tables, and of one table of everything."""
    free = free_parameters(network)
    everything = f"{_product_of(network)}{GAP}{MINUS}{GAP}1"
    return (
        (count_words(free[index]), "free numbers in this table" if free[index] != 1 else "free number in this table"),
        (count_words(sum(free)), f"in the whole network{_sum_of(free)}"),
        (
            count_words(joint_parameters(network)),
            f"for one table of everything: {everything}",
        ),
    )


def _sum_of(free: tuple[int, ...]) -> str:
    if len(free) > MOST_TERMS:
        return f": {len(free)} tables"
    return ": " + " + ".join(count_words(each) for each in free) if len(free) > 1 else ""


def _product_of(network: BayesianNetwork) -> str:
    sizes = [variable.cardinality for variable in network.variables]
    if len(set(sizes)) == 1:
        return f"{sizes[0]}{str(len(sizes)).translate(_RAISED)}"
    kinds = sorted(set(sizes))
    parts = [f"{size}{_power(sizes.count(size))}" for size in kinds if size > 1]
    return " × ".join(parts) or str(prod(sizes))


def _power(times: int) -> str:
    return "" if times == 1 else str(times).translate(_RAISED)
