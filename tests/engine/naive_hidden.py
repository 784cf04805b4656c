"""Slow, obvious twins of the evidence of candidates with hidden variables: every hidden state of every row is tried."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import product

from tests.engine.naive import Edges, SeenRow, log_evidence


def log_sum(logs: Sequence[float]) -> float:
    """Return the log of the sum of numbers given by their logs."""
    highest = max(logs)
    return highest + math.log(math.fsum(math.exp(each - highest) for each in logs))


def log_evidence_of_explicit(
    seen: Sequence[SeenRow], edges: Edges, cardinality: Sequence[int], n_seen: int, size: float
) -> float:
    """Return the evidence of a DAG whose nodes from `n_seen` on are hidden: its sum over all that they can be."""
    states = list(product(*(range(count) for count in cardinality[n_seen:])))
    logs = []
    for hidden in product(states, repeat=len(seen)):
        rows = [((*row, *unseen), was_set) for (row, was_set), unseen in zip(seen, hidden, strict=True)]
        logs.append(log_evidence(rows, edges, cardinality, size))
    return log_sum(logs)


def log_evidence_of_shared_cause(
    seen: Sequence[SeenRow], members: Sequence[int], cardinality: Sequence[int], size: float
) -> float:
    """Return the evidence of variables that one hidden cause of open size makes, without other causes.

    Each row has what the members would have been, drawn from one joint table; what was set hides it for that member.
    """
    cells = math.prod(cardinality[member] for member in members)
    natural = []
    for row, was_set in seen:
        choices = [range(cardinality[m]) if m in was_set else (row[m],) for m in members]
        natural.append(list(product(*choices)))
    logs = []
    for chosen in product(*natural):
        counts: dict[tuple[int, ...], int] = {}
        total = 0.0
        for place, cell in enumerate(chosen):
            total += math.log((counts.get(cell, 0) + size / cells) / (place + size))
            counts[cell] = counts.get(cell, 0) + 1
        logs.append(total)
    return log_sum(logs)


def log_evidence_of_bow(seen: Sequence[SeenRow], cardinality: tuple[int, int], size: float) -> float:
    """Return the evidence of A -> B with a hidden cause of open size behind both, A first.

    Each row has what A would have been; B is drawn from a table with a row for that and for what A then was. The
    first shares the size out among its cells, the second among the cells of each thing that A would have been.
    """
    first, second = cardinality
    logs = []
    for natural in product(*(range(first) if 0 in was_set else (row[0],) for row, was_set in seen)):
        own, other, totals = [0] * first, dict[tuple[int, int, int], int](), dict[tuple[int, int], int]()
        total = 0.0
        for place, (a, (row, was_set)) in enumerate(zip(natural, seen, strict=True)):
            total += math.log((own[a] + size / first) / (place + size))
            own[a] += 1
            if 1 not in was_set:
                key, cell = (a, row[0]), (a, *row)
                total += math.log((other.get(cell, 0) + size / first / second) / (totals.get(key, 0) + size / first))
                other[cell] = other.get(cell, 0) + 1
                totals[key] = totals.get(key, 0) + 1
        logs.append(total)
    return log_sum(logs)
