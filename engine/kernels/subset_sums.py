"""Sums over all DAGs by dynamic programming over sets of nodes, with one binary exponent per set.

Sets of nodes are bit masks. A sum x(W) is kept as a double and an integer, x(W) = mantissa[W] * 2 ** exponent[W],
because scores span thousands of nats and doubles do not. Exponents are known beforehand: they bound the largest
term. Terms 2 ** -1000 times smaller than that bound are left out; no sum here has enough terms to miss them.
"""

from __future__ import annotations

import math

import numba
import numpy as np
import numpy.typing as npt

ExponentArray = npt.NDArray[np.int32]
FloatArray = npt.NDArray[np.float64]

LOWEST = -1000
NO_WEIGHT = -(1 << 30)
POWERS = 2.0 ** np.arange(LOWEST, 1)
_LN2 = math.log(2.0)


@numba.njit(nogil=True, cache=True)
def scale_families(node: int, log_weights: FloatArray, mantissa: FloatArray, exponent: ExponentArray) -> None:
    """Write one node's family weights as doubles, and the exponent of the heaviest family within every set.

    Parameters
    ----------
    node
        The child; sets that hold it count for nothing.
    log_weights
        float64[2 ** n], log weight of every parent set; minus infinity where there is none.
    mantissa, exponent
        float64[2 ** n] and int32[2 ** n], written; where there is no family within a set the mantissa is 0 and the
        exponent `NO_WEIGHT`.
    """
    size = log_weights.size
    for mask in range(size):
        weight = -np.inf if mask >> node & 1 else log_weights[mask]
        exponent[mask] = NO_WEIGHT if weight == -np.inf else math.floor(weight / _LN2)
    step = 1
    while step < size:
        for start in range(0, size, 2 * step):
            for low in range(start, start + step):
                exponent[low + step] = max(exponent[low], exponent[low + step])
        step *= 2
    for mask in range(size):
        weight = -np.inf if mask >> node & 1 else log_weights[mask]
        mantissa[mask] = 0.0 if weight == -np.inf else math.exp(weight - exponent[mask] * _LN2)


@numba.njit(nogil=True, cache=True)
def sum_subsets(mantissa: FloatArray, exponent: ExponentArray) -> None:
    """Sum over all sets within every set (zeta transform), in place; exponents as `scale_families` leaves them."""
    size = mantissa.size
    step = 1
    while step < size:
        for start in range(0, size, 2 * step):
            for low in range(start, start + step):
                if mantissa[low] != 0.0:
                    # Exponents grow with the set, so the smaller sum is never scaled up.
                    drop = exponent[low] - exponent[low + step]
                    if drop >= LOWEST:
                        mantissa[low + step] += mantissa[low] * POWERS[drop - LOWEST]
        step *= 2


@numba.njit(nogil=True, cache=True)
def sum_supersets(mantissa: FloatArray, exponent: ExponentArray) -> None:
    """Sum over all sets that hold every set, in place; here a number is mantissa * 2 ** -exponent."""
    size = mantissa.size
    step = 1
    while step < size:
        for start in range(0, size, 2 * step):
            for low in range(start, start + step):
                drop = exponent[low] - exponent[low + step]
                if drop >= LOWEST:
                    mantissa[low] += mantissa[low + step] * POWERS[drop - LOWEST]
        step *= 2


@numba.njit(nogil=True, cache=True)
def bound_from_empty(first: int, last: int, bound: ExponentArray, exponent: ExponentArray) -> None:
    """Write the largest exponent of any order of the sets ``first:last``, their nodes' parents before them.

    Parameters
    ----------
    first, last
        All sets must be visited in ascending order.
    bound
        int32[2 ** n], written.
    exponent
        int32[n, 2 ** n], exponents of the parent sums.
    """
    n = exponent.shape[0]
    bound[0] = 0
    for mask in range(max(first, 1), last):
        best = NO_WEIGHT
        for node in range(n):
            if mask >> node & 1:
                rest = mask ^ (1 << node)
                if bound[rest] != NO_WEIGHT and exponent[node, rest] != NO_WEIGHT:
                    best = max(best, bound[rest] + exponent[node, rest])
        bound[mask] = best


@numba.njit(nogil=True, cache=True)
def bound_to_full(first: int, last: int, bound: ExponentArray, exponent: ExponentArray) -> None:
    """Write the largest exponent of any order of the sets ``first:last``, added to all nodes outside them.

    Arguments as in `bound_from_empty`.
    """
    n = exponent.shape[0]
    full = bound.size - 1
    bound[0] = 0
    for mask in range(max(first, 1), last):
        best = NO_WEIGHT
        for node in range(n):
            if mask >> node & 1:
                rest = mask ^ (1 << node)
                if bound[rest] != NO_WEIGHT and exponent[node, full ^ mask] != NO_WEIGHT:
                    best = max(best, bound[rest] + exponent[node, full ^ mask])
        bound[mask] = best


@numba.njit(nogil=True, cache=True)
def add_sinks(
    first: int,
    last: int,
    total: FloatArray,
    bound: ExponentArray,
    mantissa: FloatArray,
    exponent: ExponentArray,
    product: FloatArray,
    shift: npt.NDArray[np.int64],
    grown: npt.NDArray[np.int64],
) -> None:
    """Push alpha(U), the sum over DAGs on U, to every larger set, for U in ``first:last``.

    alpha(W) = sum over non-empty S in W of (-1)^(|S|+1) alpha(W - S) prod over x in S of z_x(W - S)
    (Robinson 1973, weighted). All sets must be visited in ascending order.

    Parameters
    ----------
    total, bound
        float64[2 ** n] and int32[2 ** n]: mantissas so far and exponents of alpha.
    mantissa, exponent
        The parent sums z, [n, 2 ** n].
    product, shift, grown
        Room for 2 ** n numbers each.
    """
    n = mantissa.shape[0]
    full = total.size - 1
    for base in range(first, last):
        if total[base] == 0.0:
            continue
        product[0] = -total[base]
        shift[0] = bound[base]
        grown[0] = base
        half = 1
        for node in range(n):
            if not (full ^ base) >> node & 1 or mantissa[node, base] == 0.0:
                continue
            factor = -mantissa[node, base]
            more = exponent[node, base]
            bit = 1 << node
            for place in range(half):
                here = half + place
                product[here] = product[place] * factor
                shift[here] = shift[place] + more
                grown[here] = grown[place] | bit
                drop = shift[here] - bound[grown[here]]
                if drop >= LOWEST:
                    total[grown[here]] += product[here] * POWERS[drop - LOWEST]
            half *= 2


@numba.njit(nogil=True, cache=True)
def gather(
    rest: int,
    outside: int,
    reference: int,
    room: FloatArray,
    shift: npt.NDArray[np.int64],
    subset: npt.NDArray[np.int64],
    factors: FloatArray,
    nodes: npt.NDArray[np.int64],
    total: FloatArray,
    bound: ExponentArray,
    mantissa: FloatArray,
    exponent: ExponentArray,
) -> int:
    """Write beta(T) times 2 ** exponent of z_x(`outside`) for the nodes x of `rest` not in T, over 2 ** reference.

    Subsets T of `rest` are numbered by the places of their nodes in it. The mantissas of z_x are written to
    `factors`, the nodes to `nodes`; returns how many there are.
    """
    n = mantissa.shape[0]
    count = 0
    all_out = -reference
    for node in range(n):
        if rest >> node & 1:
            nodes[count] = node
            factors[count] = mantissa[node, outside]
            all_out += exponent[node, outside]
            count += 1
    shift[0] = all_out
    subset[0] = 0
    drop = all_out + bound[0]
    room[0] = total[0] * POWERS[drop - LOWEST] if drop >= LOWEST else 0.0
    half = 1
    for place in range(count):
        node = nodes[place]
        less = exponent[node, outside]
        bit = 1 << node
        for low in range(half):
            here = half + low
            shift[here] = shift[low] - less
            subset[here] = subset[low] | bit
            drop = shift[here] + bound[subset[here]]
            room[here] = total[subset[here]] * POWERS[drop - LOWEST] if drop >= LOWEST else 0.0
        half *= 2
    return count


@numba.njit(nogil=True, cache=True)
def add_layers(
    first: int,
    last: int,
    total: FloatArray,
    bound: ExponentArray,
    mantissa: FloatArray,
    exponent: ExponentArray,
    room: FloatArray,
    shift: npt.NDArray[np.int64],
    subset: npt.NDArray[np.int64],
) -> None:
    """Write beta(R), the sum over ways to complete a DAG on all nodes but R, for R in ``first:last``.

    beta(R) = sum over non-empty S in R of (-1)^(|S|+1) beta(R - S) prod over x in S of z_x(V - R). All sets must
    be visited in ascending order; ``total[0]`` is 1. Arguments as in `add_sinks`.
    """
    full = total.size - 1
    n = mantissa.shape[0]
    factors = np.empty(n)
    nodes = np.empty(n, np.int64)
    for rest in range(max(first, 1), last):
        if bound[rest] == NO_WEIGHT:
            continue
        total[rest] = 0.0
        count = gather(
            rest, full ^ rest, bound[rest], room, shift, subset, factors, nodes, total, bound, mantissa, exponent
        )
        half = 1 << count
        for place in range(count - 1, -1, -1):
            half //= 2
            factor = factors[place]
            for low in range(half):
                room[low] = room[low + half] - factor * room[low]
        total[rest] = -room[0]


@numba.njit(nogil=True, cache=True)
def add_features(
    first: int,
    last: int,
    alpha: FloatArray,
    alpha_bound: ExponentArray,
    beta: FloatArray,
    beta_bound: ExponentArray,
    mantissa: FloatArray,
    exponent: ExponentArray,
    edges: FloatArray,
    ancestors: FloatArray,
    certain: FloatArray,
    lightness: FloatArray,
    light: FloatArray,
    room: FloatArray,
    half_room: FloatArray,
    shift: npt.NDArray[np.int64],
    subset: npt.NDArray[np.int64],
) -> None:
    """Add what sets U in ``first:last``, as non-descendants of a node, say about edges and ancestors.

    p_v(U) = alpha(U) z_v(U) gamma_v(U) / Z is the probability that the non-descendants of v are exactly U
    (Tian and He 2009; Pensar and others 2020). All gamma_v of one U come from folding one node at a time.

    Parameters
    ----------
    edges, ancestors, certain
        float64[n, n], float64[n, n] and float64[n], added to: P(j -> v) at [j, v], P(v is an ancestor of i) at
        [v, i], and the sum of p_v over U, which is 1 in the end.
    lightness, light
        float64[n, 2 ** n], an average over the families of v within U, and float64[n], added to: that average over
        all U. No nodes, and no sum, where it is not wanted.
    room, half_room, shift, subset
        Room for 2 ** n numbers each.
    """
    n = mantissa.shape[0]
    full = alpha.size - 1
    factors = np.empty(n)
    nodes = np.empty(n, np.int64)
    evidence, evidence_bound = alpha[full], alpha_bound[full]
    for base in range(first, last):
        if alpha[base] == 0.0 or base == full:
            continue
        reference = evidence_bound - alpha_bound[base]
        count = gather(
            full ^ base,
            base,
            reference,
            room,
            shift,
            subset,
            factors,
            nodes,
            beta,
            beta_bound,
            mantissa,
            exponent,
        )
        half = 1 << count
        for place in range(count - 1, -1, -1):
            half //= 2
            half_room[:half] = room[:half]
            quarter = half
            for other in range(place - 1, -1, -1):
                quarter //= 2
                factor = factors[other]
                for low in range(quarter):
                    half_room[low] = half_room[low + quarter] - factor * half_room[low]
            share = alpha[base] / evidence * factors[place] * half_room[0]
            if share != 0.0:
                _add_share(share, nodes[place], base, mantissa, exponent, edges, ancestors, certain)
                if light.size:
                    light[nodes[place]] += share * lightness[nodes[place], base]
            factor = factors[place]
            for low in range(half):
                room[low] = room[low + half] - factor * room[low]


@numba.njit(nogil=True, cache=True)
def _add_share(
    share: float,
    node: int,
    base: int,
    mantissa: FloatArray,
    exponent: ExponentArray,
    edges: FloatArray,
    ancestors: FloatArray,
    certain: FloatArray,
) -> None:
    certain[node] += share
    for other in range(mantissa.shape[0]):
        if base >> other & 1:
            without = base ^ (1 << other)
            drop = exponent[node, without] - exponent[node, base]
            left = mantissa[node, without] * POWERS[drop - LOWEST] if drop >= LOWEST else 0.0
            edges[other, node] += share * (1.0 - left / mantissa[node, base])
        elif other != node:
            ancestors[node, other] += share


@numba.njit(nogil=True, cache=True)
def add_shares(
    first: int,
    last: int,
    child: int,
    out: FloatArray,
    alpha: FloatArray,
    alpha_bound: ExponentArray,
    beta: FloatArray,
    beta_bound: ExponentArray,
    mantissa: FloatArray,
    exponent: ExponentArray,
    room: FloatArray,
    shift: npt.NDArray[np.int64],
    subset: npt.NDArray[np.int64],
) -> None:
    """Write p_v(U) / z_v(U) for one node v and the sets U in ``first:last``, less the exponent of z_v(U).

    p_v(U), the probability that the non-descendants of v are exactly U, is as in `add_features`; sets that hold v
    get 0. Summed over the sets U that hold P and times the weight of P, it is the probability of the family P.

    Parameters
    ----------
    child
        The node v.
    out
        float64[2 ** n], written.
    room, shift, subset
        Room for 2 ** n numbers each.
    """
    n = mantissa.shape[0]
    full = alpha.size - 1
    factors = np.empty(n)
    nodes = np.empty(n, np.int64)
    for base in range(first, last):
        out[base] = 0.0
        if base >> child & 1 or alpha[base] == 0.0 or mantissa[child, base] == 0.0:
            continue
        # With v outside U but not folded, the fold over the other nodes leaves gamma_v.
        others = full ^ base ^ (1 << child)
        reference = alpha_bound[full] - alpha_bound[base] - exponent[child, base]
        count = gather(
            others, base, reference, room, shift, subset, factors, nodes, beta, beta_bound, mantissa, exponent
        )
        half = 1 << count
        for place in range(count - 1, -1, -1):
            half //= 2
            factor = factors[place]
            for low in range(half):
                room[low] = room[low + half] - factor * room[low]
        out[base] = alpha[base] / alpha[full] * room[0]
