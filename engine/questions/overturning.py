"""What would change one's mind: rows of the next experiment after which another candidate leads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.data.dataset import Batch, Dataset, as_values
from engine.networks.interventions import Regime
from engine.posterior.enumeration import Evidence
from engine.posterior.posterior import LEVEL, heaviest, level_at_the_top
from engine.progress import Progress
from engine.questions.predictions import Predictions, predict

FloatArray = npt.NDArray[np.float64]
MOST_ROWS = 1024
# So many of the heaviest candidates can take the lead.
RIVALS = 64


@dataclass(frozen=True)
class Overturning:
    """Rows after which another candidate is ahead of the one that leads now.

    Parameters
    ----------
    regime
        What is done.
    outcome
        The row, a state code for each place of the space.
    rows
        How many such rows in a row it takes.
    leader, rival
        Who leads now, and who would, by number; of several that would be level the first.
    probability
        How likely the first such row is, averaged over all candidates.
    exact
        Whether nothing of it was estimated.
    level
        Who would be level with the rival (their weights agree to 1e-9), so that none of them leads alone.
    """

    regime: Regime
    outcome: tuple[int, ...]
    rows: int
    leader: int
    rival: int
    probability: float
    exact: bool = True
    level: tuple[int, ...] = ()

    @property
    def rivals(self) -> tuple[int, ...]:
        """All that are level ahead of the one that leads now."""
        return (self.rival, *self.level)


def what_would_overturn(
    evidence: Evidence, dataset: Dataset, regimes: Sequence[Regime], seed: int = 1
) -> Iterator[Progress[tuple[Overturning, ...]]]:
    """Find, for each of several experiments, the fewest equal rows after which the leading candidate no longer leads.

    Parameters
    ----------
    evidence, dataset
        What is known, and the rows that it was gathered from.
    regimes
        The experiments; targets are columns of the data.
    seed
        Seed of what must be estimated.

    Yields
    ------
    Progress
        After each experiment, with what was found so far, fewest rows first, of equally many the likeliest first.
        Experiments of which 1,024 equal rows would not do are left out.

    Notes
    -----
    Rivals are the 64 heaviest candidates but those as heavy as the leader that no row parts from it. Something hidden
    is foreseen for one row only.
    """
    weights = evidence.posterior().weights
    contenders = heaviest(weights, RIVALS)
    found: list[Overturning] = []
    for done, regime in enumerate(regimes, start=1):
        predictions: Predictions | None = None
        for progress in predict(evidence, dataset, regime, contenders, seed):
            predictions = progress.partial
            if predictions is None:
                yield Progress(done - 1, len(regimes))
        if predictions is not None:
            best = _best(evidence, dataset, predictions)
            found += [best] if best else []
        found.sort(key=lambda each: (each.rows, -each.probability))
        yield Progress(done, len(regimes), tuple(found))


def _best(evidence: Evidence, dataset: Dataset, predictions: Predictions) -> Overturning | None:
    candidates = []
    for outcome in np.flatnonzero(predictions.average > 0).tolist():
        after = predictions.weights * predictions.joint[:, outcome]
        if ahead := _ahead(after):
            candidates.append(_overturning(predictions, outcome, 1, ahead))
    if candidates or evidence.plan is not None:
        return max(candidates, key=lambda each: each.probability, default=None)
    # No single row does: the row that moves a rival most against the leader, as often as it takes.
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(predictions.average > 0, predictions.joint / predictions.joint[0], 0.0)
    if not np.nanmax(ratio) > 1 + LEVEL:
        return None
    return _repeated(evidence, dataset, predictions, int(np.nanargmax(ratio)) % ratio.shape[1])


def _repeated(evidence: Evidence, dataset: Dataset, predictions: Predictions, outcome: int) -> Overturning | None:
    def rivals_after(rows: int) -> tuple[int, ...]:
        row = np.unravel_index(outcome, predictions.cardinality)
        values = np.zeros((rows, len(dataset.variables)), dtype=np.int64)
        values[:, list(evidence.space.over)] = [int(code) for code in row]
        batch = Batch(as_values(values, dataset.variables), predictions.regime)
        weights = evidence.plus(batch).posterior().weights[list(predictions.candidates)]
        return _ahead(weights)

    low, high = 1, 2
    while high <= MOST_ROWS and not rivals_after(high):
        low, high = high, 2 * high
    if high > MOST_ROWS:
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if rivals_after(middle) else (middle, high)
    return _overturning(predictions, outcome, high, rivals_after(high))


def _ahead(weights: FloatArray) -> tuple[int, ...]:
    # Those that are level at the top, in order; none where the first is among them.
    top = level_at_the_top(weights)
    return () if top[0] == 0 else top


def _overturning(predictions: Predictions, outcome: int, rows: int, ahead: tuple[int, ...]) -> Overturning:
    row = tuple(int(code) for code in np.unravel_index(outcome, predictions.cardinality))
    leader, (rival, *level) = predictions.candidates[0], (predictions.candidates[place] for place in ahead)
    average = float(predictions.average[outcome])
    return Overturning(predictions.regime, row, rows, leader, rival, average, predictions.exact, tuple(level))
