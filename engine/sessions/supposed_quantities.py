"""What statements can measure that does not depend on what is believed now: other priors, and numbers of structures."""

from __future__ import annotations

from dataclasses import dataclass, replace

from engine.data.dataset import Dataset
from engine.networks.network import BayesianNetwork
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions
from engine.posterior.enumeration import enumerate_posterior
from engine.posterior.posterior import Posterior
from engine.questions.dag_counts import count_alone, count_dags
from engine.sessions.quantities import Quantity, Situation


@dataclass(frozen=True)
class WithPrior:
    """What a quantity would be had the weights started from another rule.

    Parameters
    ----------
    quantity
        What is measured.
    prior
        Name of the rule; see `Assumptions`. All else that is assumed stays.
    """

    quantity: Quantity
    prior: str

    def measure(self, state: Situation, posterior: Posterior) -> float:
        """Return the quantity under the posterior of that prior on the same rows; costs one posterior."""
        assumptions = replace(state.assumptions, prior=self.prior, weights=())
        if assumptions == state.assumptions:
            return self.quantity.measure(state, posterior)
        supposed = _Supposed(state.world, state.variables, state.dataset, assumptions)
        return self.quantity.measure(supposed, enumerate_posterior(state.dataset, posterior.space, assumptions))


@dataclass(frozen=True)
class StructureCount:
    """How many DAGs there are over so many variables, whatever belief is about."""

    n_variables: int

    def measure(self, state: Situation, posterior: Posterior) -> float:
        """Return their number, counted without listing them; exact to 15 digits."""
        del state, posterior
        return float(count_dags(self.n_variables))


@dataclass(frozen=True)
class AloneAmongAll:
    """How many of all DAGs over so many variables are alone in their Markov equivalence class."""

    n_variables: int

    def measure(self, state: Situation, posterior: Posterior) -> float:
        """Return their number, counted without listing them; exact to 15 digits."""
        del state, posterior
        return float(count_alone(self.n_variables))


@dataclass(frozen=True)
class _Supposed:
    # A situation in which only the assumptions are others.
    world: BayesianNetwork | None
    variables: tuple[Variable, ...]
    dataset: Dataset
    assumptions: Assumptions
