"""One small frozen record per thing a person can do to the network of a world: what `verbs` are for a session."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from engine.networks.network import BayesianNetwork
from engine.networks.variables import Variable
from engine.sessions.positions import Point, Positions


@dataclass(frozen=True)
class AddVariable:
    """Add a variable without arrows, all its states alike.

    Parameters
    ----------
    variable
        Its name and states.
    point
        Where it lies, in grid steps; None for below all others.
    hidden
        Whether it is never measured.
    """

    variable: Variable
    point: Point | None = None
    hidden: bool = False


@dataclass(frozen=True)
class RemoveVariables:
    """Remove variables and all arrows at them; what depended on one is averaged over its states."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class RenameVariable:
    """Give a variable another name; everything else stays."""

    name: str
    new_name: str


@dataclass(frozen=True)
class SetStates:
    """Rename, add, remove or reorder the states of a variable.

    Parameters
    ----------
    name
        The variable.
    states
        Its states from now on.
    origins
        For each of them the code that it had, or None for a new state.
    """

    name: str
    states: tuple[str, ...]
    origins: tuple[int | None, ...]


@dataclass(frozen=True)
class SetHidden:
    """Let nobody measure a variable, or let it be measured."""

    name: str
    hidden: bool


@dataclass(frozen=True)
class AddEdge:
    """Draw an arrow; the table of the effect is copied for every state of the new cause."""

    parent: str
    child: str


@dataclass(frozen=True)
class RemoveEdge:
    """Take an arrow away; the table of the effect is averaged over the states of the cause."""

    parent: str
    child: str


@dataclass(frozen=True)
class ReverseEdge:
    """Turn an arrow round, by the rule of Bayes."""

    parent: str
    child: str


@dataclass(frozen=True)
class PasteNetwork:
    """Put another network, or a copy of a part of this one, beside what is there.

    Parameters
    ----------
    network
        What is added; a name that is taken gets a number behind it.
    points
        Where its variables lie, by their names in `network`; those without a place are laid out.
    """

    network: BayesianNetwork
    points: Positions = field(default_factory=Positions)


@dataclass(frozen=True)
class SetNote:
    """Write a note on a variable; an empty text takes it away."""

    name: str
    text: str


@dataclass(frozen=True)
class OwnWorld:
    """Leave the lesson and keep its world, uncovered, to change it at will."""


StructureEdit: TypeAlias = (
    AddVariable
    | RemoveVariables
    | RenameVariable
    | SetStates
    | SetHidden
    | AddEdge
    | RemoveEdge
    | ReverseEdge
    | PasteNetwork
)
Edit: TypeAlias = StructureEdit | SetNote | OwnWorld
