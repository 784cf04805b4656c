"""One small frozen record per thing a person, a lesson or a replay can do to a session."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from engine.data.dataset import Values
from engine.hypotheses.candidate import Candidate
from engine.hypotheses.space import Hypotheses
from engine.networks.interventions import OBSERVATION, Regime
from engine.posterior.assumptions import Assumptions
from engine.sessions.costs import Costs
from engine.sessions.edit_verbs import Edit
from engine.sessions.plans import Plan
from engine.sessions.positions import Point, Positions


@dataclass(frozen=True)
class Watch:
    """Draw observational rows; whatever was set by hand is released first."""

    rows: int


@dataclass(frozen=True)
class Act:
    """Draw rows from the world as it is set by hand now."""

    rows: int


@dataclass(frozen=True)
class SetByHand:
    """Set a variable to a state by hand; None draws it from all its states alike."""

    name: str
    state: str | None = None


@dataclass(frozen=True)
class PushTowards:
    """Push a variable by hand halfway towards a state; it still follows its causes, by another table."""

    name: str
    state: str


@dataclass(frozen=True)
class Release:
    """Let a variable follow its causes again; None releases every variable."""

    name: str | None = None


@dataclass(frozen=True, eq=False)
class Record:
    """Add rows that somebody else gathered.

    Parameters
    ----------
    values
        int8 or int16[n_rows, n_variables] of state codes, one column per variable of the data, read-only.
    regime
        What was set by hand while they were gathered; targets are columns of the data.
    """

    values: Values
    regime: Regime = OBSERVATION

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", _frozen(self.values))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Record):
            return NotImplemented
        return self.regime == other.regime and np.array_equal(self.values, other.values)

    def __hash__(self) -> int:
        # Equal rows may be held in integers of another width, so their bytes say nothing.
        return hash((self.regime, self.values.shape))


@dataclass(frozen=True, eq=False)
class SetTable:
    """Give a variable of the world other probabilities; its parents stay.

    Parameters
    ----------
    name
        The variable.
    probabilities
        float64[cardinality of each parent ..., cardinality of the variable], read-only.
    """

    name: str
    probabilities: npt.NDArray[np.float64]

    def __post_init__(self) -> None:
        object.__setattr__(self, "probabilities", _frozen(np.asarray(self.probabilities, dtype=np.float64)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SetTable):
            return NotImplemented
        return self.name == other.name and np.array_equal(self.probabilities, other.probabilities)

    def __hash__(self) -> int:
        return hash((self.name, self.probabilities.shape))


@dataclass(frozen=True)
class SetSeed:
    """Change the seed; every batch that was drawn is drawn again, every recorded one stays."""

    seed: int


@dataclass(frozen=True)
class SetEquivalentSampleSize:
    """Change the strength of the prior on tables, in rows."""

    equivalent_sample_size: float


@dataclass(frozen=True)
class SetHypotheses:
    """Change what may be true, and what weights start from; the rows stay.

    Parameters
    ----------
    space
        The candidates; columns are those of the data.
    assumptions
        What scores and weights start from.
    """

    space: Hypotheses
    assumptions: Assumptions


@dataclass(frozen=True)
class ScoreAsWatched:
    """Work out, beside the right belief, the one that takes what was set by hand for something seen; or stop that."""

    on: bool


@dataclass(frozen=True)
class SetCosts:
    """Change what experiments cost, or the budget; what was done before is reckoned by the new costs too."""

    costs: Costs


@dataclass(frozen=True)
class SetPlan:
    """Change what is to be done next: add a step, move or remove one."""

    plan: Plan


@dataclass(frozen=True)
class Pin:
    """Keep a candidate in sight whatever its weight, or no longer."""

    candidate: Candidate
    on: bool = True


@dataclass(frozen=True)
class CarryOut:
    """Do the first step of the plan, watching or acting, and take it off the plan."""


@dataclass(frozen=True)
class Reset:
    """Go back to the start of the scenario, with the seed as it is now."""


@dataclass(frozen=True)
class MoveNodes:
    """Put nodes elsewhere, in grid steps."""

    points: Positions = field(default_factory=Positions)

    def __post_init__(self) -> None:
        if not isinstance(self.points, Positions):
            object.__setattr__(self, "points", Positions(self.points))


@dataclass(frozen=True)
class UncoverWorld:
    """Show the world that was covered."""


@dataclass(frozen=True)
class PlaceBet:
    """Choose an answer to the question of the present step, by its place among the choices."""

    choice: int


@dataclass(frozen=True)
class PlayStep:
    """Do what the present step does and reveal its answer."""


@dataclass(frozen=True)
class NextStep:
    """Turn to the next step of the lesson."""


@dataclass(frozen=True)
class PreviousStep:
    """Look back at the step before; no row is undone."""


@dataclass(frozen=True)
class TakeHint:
    """Show one more hint of the present step."""


StepAction: TypeAlias = (
    Watch
    | Act
    | SetByHand
    | PushTowards
    | Release
    | Record
    | SetTable
    | SetSeed
    | SetEquivalentSampleSize
    | SetHypotheses
    | ScoreAsWatched
    | SetCosts
    | Reset
    | MoveNodes
)
LessonAction: TypeAlias = PlaceBet | PlayStep | NextStep | PreviousStep | TakeHint
Action: TypeAlias = StepAction | LessonAction | UncoverWorld | SetPlan | CarryOut | Pin | Edit

__all__ = [
    "Act",
    "Action",
    "CarryOut",
    "LessonAction",
    "MoveNodes",
    "NextStep",
    "Pin",
    "PlaceBet",
    "PlayStep",
    "Point",
    "PreviousStep",
    "PushTowards",
    "Record",
    "Release",
    "Reset",
    "ScoreAsWatched",
    "SetByHand",
    "SetCosts",
    "SetEquivalentSampleSize",
    "SetHypotheses",
    "SetPlan",
    "SetSeed",
    "SetTable",
    "StepAction",
    "TakeHint",
    "UncoverWorld",
    "Watch",
]


def _frozen(values: npt.NDArray[np.generic]) -> npt.NDArray[np.generic]:
    if not values.flags.writeable:
        return values
    copied = values.copy()
    copied.flags.writeable = False
    return copied
