"""Sequential Monte Carlo over the hidden ways in which rows came about."""

from __future__ import annotations

import numba
import numpy as np
import numpy.typing as npt

from engine.kernels.hidden_ways import HiddenWays

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
FIRST_MOVES = 16


@numba.njit(nogil=True, cache=True)
def predict_next(
    hidden: HiddenWays,
    counts: IntArray,
    totals: IntArray,
    weights: FloatArray,
    predicted: FloatArray,
) -> None:
    """Write what particles predict: float64[n_items], the probability of each item as the next row.

    Parameters are those of `follow_particles`; nothing else is changed.
    """
    chances = np.empty(hidden.leaf_start.size - 1)
    for item in range(predicted.size):
        total = 0.0
        for particle in range(weights.size):
            total += weights[particle] * _predict(
                item,
                counts[particle],
                totals[particle],
                hidden,
                chances,
            )
        predicted[item] = total


@numba.njit(nogil=True, cache=True)
def follow_particles(
    sequence: IntArray,
    positions: IntArray,
    hidden: HiddenWays,
    moves: int,
    rng: np.random.Generator,
    counts: IntArray,
    totals: IntArray,
    chosen: IntArray,
    weights: FloatArray,
    seen: IntArray,
    out: FloatArray,
) -> None:
    """Follow particles from where they are through further rows; write the log evidence of these on the way.

    Parameters
    ----------
    sequence
        int64[n_rows], the item of each row in the order in which they came; -1 for one that says nothing.
    positions
        int64[k], ascending: after how many of these rows to write to `out`.
    hidden
        The ways of all items.
    moves
        How many rows of each item are guessed anew after 16, 64, 256 ... rows that say something.
    rng
        Source of randomness, changed.
    counts, totals, chosen
        int64[n_particles, n_cells], [n_particles, n_groups] and [n_particles, n_ways], changed: how often each cell,
        row of a table and way was met; 0 before any rows. A particle is a guess at the hidden ways.
    weights
        float64[n_particles], changed; their sum is 1, and all are alike before any rows.
    seen
        int64[n_items], changed: how many rows of each kind there were.
    out
        float64[k], log of an unbiased estimate of the evidence, nats.

    Notes
    -----
    A particle holds counts; a row is given a way in proportion to what the counts predict (sequential imputation:
    Kong, Liu, Wong 1994). Particles are resampled when the effective number falls below half. Now and then some rows
    are given a new way by Gibbs steps, which leave the target as it is (Gilks and Berzuini 2001). The product of
    the mean increments is unbiased at every row (Del Moral 2004), and so is its product with what is predicted,
    because when to take these steps does not depend on the particles: taken whenever they are resampled, they would
    move some particles and not others, which leaves a bias.
    """
    n_particles = weights.size
    chances, sums = np.empty(hidden.leaf_start.size - 1), np.empty(n_particles)
    log_evidence, next_position, n_met, next_moves = 0.0, 0, seen.sum(), FIRST_MOVES
    while next_moves <= n_met:
        next_moves *= 4
    while next_position < positions.size and positions[next_position] == 0:
        out[next_position] = 0.0
        next_position += 1
    for row in range(sequence.size):
        item = sequence[row]
        if item >= 0:
            seen[item] += 1
            increment = 0.0
            for particle in range(n_particles):
                sums[particle] = _predict(
                    item,
                    counts[particle],
                    totals[particle],
                    hidden,
                    chances,
                )
                way = _drawn(chances, hidden.way_start[item], hidden.way_start[item + 1], sums[particle], rng)
                _add(way, 1, counts[particle], totals[particle], hidden)
                chosen[particle, way] += 1
                increment += weights[particle] * sums[particle]
            effective = 0.0
            for particle in range(n_particles):
                weights[particle] *= sums[particle] / increment
                effective += weights[particle] ** 2
            log_evidence += np.log(increment)
            n_met += 1
            if n_met == next_moves or effective * n_particles > 2.0:
                _resample(weights, counts, totals, chosen, rng)
            if n_met == next_moves:
                next_moves *= 4
                for particle in range(n_particles):
                    _rejuvenate(
                        seen,
                        moves,
                        counts[particle],
                        totals[particle],
                        chosen[particle],
                        hidden,
                        chances,
                        rng,
                    )
        while next_position < positions.size and positions[next_position] == row + 1:
            out[next_position] = log_evidence
            next_position += 1


@numba.njit(nogil=True, cache=True)
def continue_groups(
    sequence: IntArray,
    hidden: HiddenWays,
    moves: int,
    rng: np.random.Generator,
    counts: IntArray,
    totals: IntArray,
    chosen: IntArray,
    weights: FloatArray,
    seen: IntArray,
    out: FloatArray,
) -> None:
    """Follow several groups of particles through further rows, and leave them as they were.

    Parameters
    ----------
    sequence, hidden, moves, rng, seen
        As for `follow_particles`.
    counts, totals, chosen, weights
        The same with an axis of groups before the others.
    out
        float64[n_groups], written: the log of an estimate of how probable the rows are, from each group, nats.
    """
    last, found = np.array([sequence.size]), np.empty(1)
    for number in range(out.size):
        follow_particles(
            sequence,
            last,
            hidden,
            moves,
            rng,
            counts[number].copy(),
            totals[number].copy(),
            chosen[number].copy(),
            weights[number].copy(),
            seen.copy(),
            found,
        )
        out[number] = found[0]


@numba.njit(nogil=True, cache=True)
def _predict(
    item: int,
    counts: IntArray,
    totals: IntArray,
    hidden: HiddenWays,
    chances: FloatArray,
) -> float:
    # A row meets each table at most once, so its factors are those of the counts before it.
    total = 0.0
    for way in range(hidden.way_start[item], hidden.way_start[item + 1]):
        chance = 1.0
        for place in range(hidden.leaf_start[way], hidden.leaf_start[way + 1]):
            cell = hidden.leaves[place]
            row = hidden.group[cell]
            chance *= (hidden.alpha[cell] + counts[cell]) / (hidden.group_alpha[row] + totals[row])
        chances[way] = chance
        total += chance
    return total


@numba.njit(nogil=True, cache=True)
def _drawn(chances: FloatArray, first: int, last: int, total: float, rng: np.random.Generator) -> int:
    if last - first == 1:
        return first
    left = rng.random() * total
    for way in range(first, last - 1):
        left -= chances[way]
        if left < 0.0:
            return way
    return last - 1


@numba.njit(nogil=True, cache=True)
def _add(way: int, step: int, counts: IntArray, totals: IntArray, hidden: HiddenWays) -> None:
    for place in range(hidden.leaf_start[way], hidden.leaf_start[way + 1]):
        counts[hidden.leaves[place]] += step
        totals[hidden.group[hidden.leaves[place]]] += step


@numba.njit(nogil=True, cache=True)
def _resample(
    weights: FloatArray, counts: IntArray, totals: IntArray, chosen: IntArray, rng: np.random.Generator
) -> None:
    # Systematic: one random number, evenly spaced places.
    n = weights.size
    source = np.empty(n, np.int64)
    place, reached = 0, weights[0]
    start = rng.random()
    for particle in range(n):
        while reached * n < start + particle and place < n - 1:
            place += 1
            reached += weights[place]
        source[particle] = place
    counts[:] = counts[source]
    totals[:] = totals[source]
    chosen[:] = chosen[source]
    weights[:] = 1.0 / n


@numba.njit(nogil=True, cache=True)
def _rejuvenate(
    seen: IntArray,
    moves: int,
    counts: IntArray,
    totals: IntArray,
    chosen: IntArray,
    hidden: HiddenWays,
    chances: FloatArray,
    rng: np.random.Generator,
) -> None:
    for item in range(seen.size):
        if seen[item] == 0 or hidden.way_start[item + 1] - hidden.way_start[item] == 1:
            continue
        for _ in range(min(moves, seen[item])):
            left = rng.integers(0, seen[item])
            way = hidden.way_start[item]
            while left >= chosen[way]:
                left -= chosen[way]
                way += 1
            _add(way, -1, counts, totals, hidden)
            chosen[way] -= 1
            total = _predict(item, counts, totals, hidden, chances)
            way = _drawn(chances, hidden.way_start[item], hidden.way_start[item + 1], total, rng)
            _add(way, 1, counts, totals, hidden)
            chosen[way] += 1
