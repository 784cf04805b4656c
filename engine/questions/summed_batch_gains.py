"""How many bits batches are expected to tell over all DAGs, without listing them: estimated by drawing such batches."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from engine.networks.interventions import Regime
from engine.posterior.counts import RegimeCounts
from engine.posterior.dynamic_programming import SummedPosterior
from engine.problems import InvalidInput, Problem
from engine.progress import Progress
from engine.questions.dag_mixtures import DagMixtures, Influence, SummedQuestion
from engine.questions.experiments import Gain, Gains
from engine.questions.rounds import FIRST_ROUND, MOST_DRAWS, Tally, rounds
from engine.questions.summed_draws import SummedDraws

# The first look at all experiments is to take no longer than about half a minute, and all draws a minute or two.
FIRST_LOOK, ALL_DRAWS = 30.0, 90.0
# So many counts are kept of all sets of variables, in every way to tell which rows count (128 MB).
MOST_COUNTS = 1 << 25


def summed_batch_gains(
    posterior: SummedPosterior,
    counts: RegimeCounts,
    equivalent_sample_size: float,
    regimes: Sequence[Regime],
    rows: int,
    rng: np.random.Generator,
    question: SummedQuestion | None = None,
    draws: int | None = None,
) -> Iterator[Progress[Gains]]:
    """Estimate what a batch under each of several regimes is expected to tell; better and better.

    Parameters
    ----------
    posterior, counts, equivalent_sample_size
        What is known, the rows that it was gathered from, and the strength of the prior in rows.
    regimes
        The experiments; targets are columns of the data.
    rows
        How many rows each batch has.
    rng
        Where chance comes from.
    question
        What is to be found out; None for which DAG is true.
    draws
        How many batches to draw for each experiment in the end; None for as many as take a minute or two.

    Yields
    ------
    Progress
        After each round of one experiment, and within long ones, with all gains so far and their standard errors.

    Raises
    ------
    InvalidInput
        When there are so many variables, states or experiments that a first look at all of them would take long.

    Notes
    -----
    See `SummedDraws.moved`: unbiased, with the standard error of a mean of independent draws. A draw takes 0.03 ms
    with 6 binary variables, and 5 ms with 12.
    """
    refuse_long_draws(counts, len(regimes), rows, question)
    if draws is None:
        draws = affordable_draws(counts, len(regimes), rows, question)
    mixtures = DagMixtures(posterior, question)
    drawing = SummedDraws(mixtures, counts, equivalent_sample_size)
    entropy = mixtures.entropy_bits()
    tally, total = Tally(len(regimes)), draws * len(regimes)
    found: list[Gain | None] = [None] * len(regimes)
    for place, count in rounds(tally, len(regimes), draws):
        for moved in drawing.moved([(regimes[place], rows)], count, rng):
            tally.add(place, moved)
            found[place] = Gain(regimes[place], *tally.mean_and_error(place))
            yield Progress(tally.all_drawn, total, Gains(tuple(found), entropy))


def seconds_a_draw(counts: RegimeCounts, rows: int, question: SummedQuestion | None = None) -> float:
    """Return about how long it takes to draw a batch and to see what it would do, on a usual machine."""
    n = len(counts.cardinality)
    # Influences over others take a whole pass of the sums, with all that goes with it.
    sums = 300_000 + 60 * 3**n if isinstance(question, Influence) else 8 * 3**n
    return 1e-9 * float(5_000 + sums + (4 * n * n + 3 * rows * _n_tables(counts)) * 2**n)


def affordable_draws(counts: RegimeCounts, n_regimes: int, rows: int, question: SummedQuestion | None = None) -> int:
    """Return how often each of so many experiments can be drawn in a minute or two."""
    seconds = n_regimes * seconds_a_draw(counts, rows, question)
    return min(MOST_DRAWS, max(FIRST_ROUND, int(ALL_DRAWS / seconds)))


def refuse_long_draws(counts: RegimeCounts, n_regimes: int, rows: int, question: SummedQuestion | None = None) -> None:
    """Raise InvalidInput when a first look at so many experiments would take minutes, or more memory than is fair."""
    n = len(counts.cardinality)
    kept = math.prod(1 + states for states in counts.cardinality) * (1 + _n_tables(counts))
    seconds = seconds_a_draw(counts, rows, question) * n_regimes * FIRST_ROUND
    if seconds > FIRST_LOOK or kept > MOST_COUNTS:
        many = "1 row" if rows == 1 else f"{rows:,} rows"
        what = f"what {many} of {n} variables would tell in {n_regimes:,} experiments takes too long to foresee"
        raise InvalidInput(Problem(what, "Choose fewer variables, ask for fewer rows, or list the candidates"))


def _n_tables(counts: RegimeCounts) -> int:
    return len({group for node in range(len(counts.cardinality)) for group in counts.settings_of(node)})
