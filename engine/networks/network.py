"""Bayesian networks over discrete variables, checked when they are made."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

from engine.networks.dag import CycleError, Dag
from engine.networks.tables import ConditionalTable, table_problems
from engine.networks.variables import Variable, repeated_names
from engine.problems import InvalidInput, Problem


@dataclass(frozen=True)
class BayesianNetwork:
    """A Bayesian network.

    Parameters
    ----------
    variables
        The variables; the index of a variable is its place here.
    tables
        One table per variable, in the order of `variables`.
    hidden
        Indices of variables that are never measured.

    Raises
    ------
    InvalidInput
        With every fault at once: repeated names, a missing table, a table of the wrong shape or whose
        rows do not sum to one, arrows that close a circle, a hidden variable that does not exist.
    """

    variables: tuple[Variable, ...]
    tables: tuple[ConditionalTable, ...]
    hidden: frozenset[int] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        disorder = self._order_problems()
        problems = [*repeated_names(self.variables), *self._hidden_problems(), *disorder]
        if not disorder:
            for table in self.tables:
                problems.extend(table_problems(table, self.variables))
            problems.extend(self._cycle_problem())
        if problems:
            raise InvalidInput(*problems)

    @cached_property
    def dag(self) -> Dag:
        """The arrows: every variable's parents are those its table names."""
        edges = ((parent, table.child) for table in self.tables for parent in table.parents)
        return Dag.from_edges(len(self.variables), edges)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the variables, in order."""
        return tuple(variable.name for variable in self.variables)

    @property
    def observed(self) -> tuple[int, ...]:
        """Indices of the variables that are measured, ascending."""
        return tuple(index for index in range(len(self.variables)) if index not in self.hidden)

    def index(self, name: str) -> int:
        """Return the index of the variable called `name`.

        Raises
        ------
        InvalidInput
            When there is none; the message lists the names there are.
        """
        return index_of(name, self.variables)

    def with_table(self, table: ConditionalTable) -> BayesianNetwork:
        """Return the network with the table of ``table.child`` replaced."""
        tables = tuple(table if old.child == table.child else old for old in self.tables)
        return replace(self, tables=tables)

    def _order_problems(self) -> list[Problem]:
        if len(self.tables) < len(self.variables):
            missing = {*range(len(self.variables))} - {table.child for table in self.tables}
            return [
                Problem("it has no table", "Every variable needs one", self.variables[index].name)
                for index in sorted(missing)
            ]
        known = range(len(self.variables))
        if len(self.tables) > len(known):
            what = f"there are {len(self.tables)} tables for {len(known)} variables"
            return [Problem(what, "Give each variable one table")]
        problems = []
        for index, table in enumerate(self.tables):
            if table.child != index:
                problems.append(Problem(f"table {index + 1} describes variable {table.child + 1}", "Keep their order"))
            elif any(parent not in known for parent in table.parents):
                problems.append(Problem("its table names a parent that does not exist", "", self.names[index]))
            elif len(set(table.parents)) < len(table.parents):
                problems.append(Problem("its table names a parent twice", "Name each parent once", self.names[index]))
        return problems

    def _hidden_problems(self) -> list[Problem]:
        known = range(len(self.variables))
        return [
            Problem(f"variable number {index} is to be hidden and does not exist", f"There are {len(known)} variables")
            for index in sorted(self.hidden)
            if index not in known
        ]

    def _cycle_problem(self) -> list[Problem]:
        try:
            _ = self.dag
        except CycleError as error:
            circle = ", ".join(self.names[node] for node in error.cycle)
            return [Problem(f"the arrows close a circle: {circle}", "Remove one of them")]
        return []


def index_of(name: str, variables: tuple[Variable, ...]) -> int:
    """Return the place of the variable called `name`; raise InvalidInput listing the names there are."""
    for index, variable in enumerate(variables):
        if variable.name == name:
            return index
    known = ", ".join(variable.name for variable in variables[:12]) + (", ..." if len(variables) > 12 else "")
    raise InvalidInput(Problem(f'there is no variable "{name}"', f"The variables are: {known}"))
