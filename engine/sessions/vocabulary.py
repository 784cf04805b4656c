"""What statements of a scenario can speak of."""

from __future__ import annotations

from dataclasses import dataclass

from engine.hypotheses.space import Hypotheses
from engine.networks.variables import Variable
from engine.questions.claims import Claims


@dataclass(frozen=True)
class Vocabulary:
    """What expectations of a scenario can speak of.

    Parameters
    ----------
    world
        All variables of the world, hidden ones too; empty without a world.
    believed
        The variables that the candidates are about.
    space
        The candidates.
    claims
        Whose claims it speaks of, or None.
    """

    world: tuple[Variable, ...]
    believed: tuple[Variable, ...]
    space: Hypotheses
    claims: Claims | None = None

    @property
    def belief_names(self) -> tuple[str, ...]:
        """Names of the variables that the candidates are about."""
        return tuple(variable.name for variable in self.believed)
