"""Two thousand candidates over six variables, hidden causes among them, and rows to weigh them by."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

import numpy as np

from engine.data.dataset import Batch, Dataset, as_values
from engine.hypotheses.candidate import Candidate, HiddenVariable
from engine.hypotheses.space import HypothesisSpace, listed
from engine.hypotheses.templates import TEMPLATES
from engine.networks.dag import Dag
from engine.networks.interventions import OBSERVATION, Regime, do
from engine.networks.variables import Variable

N, CANDIDATES = 6, 2_000
SIX = tuple(Variable(name, ("no", "yes")) for name in "ABCDEF")


def batch(n_rows: int, seed: int, regime: Regime = OBSERVATION) -> Batch:
    """Return rows of a chain with noise, whatever the regime: only the time matters here."""
    rng = np.random.default_rng(seed)
    columns = [rng.integers(0, 2, n_rows)]
    for _ in range(N - 1):
        columns.append(np.where(rng.random(n_rows) < 0.7, columns[-1], rng.integers(0, 2, n_rows)))
    return Batch(as_values(np.stack(columns, axis=1), SIX), regime)


def without_estimates(rng: np.random.Generator) -> Iterator[Candidate]:
    """Yield all fillings of the shapes that need no estimate, then other graphs with and without a hidden cause."""
    for template in TEMPLATES:
        if template.key not in {"instrument", "confounded mediator", "confounded"}:
            yield from template.all_filled(N)
    while True:
        order = rng.permutation(N)
        arrows = [(int(order[a]), int(order[b])) for a, b in combinations(range(N), 2) if rng.random() < 0.3]
        yield Candidate(N, Dag.from_edges(N, arrows))
        first, second = (int(node) for node in rng.choice(N, 2, replace=False))
        others = [arrow for arrow in arrows if not {first, second} & set(arrow)]
        causes = [int(node) for node in range(N) if node not in (first, second) and rng.random() < 0.3]
        shared = [(cause, effect) for cause in causes for effect in (first, second)]
        yield Candidate(N, Dag.from_edges(N + 1, [*others, *shared, (N, first), (N, second)]), (HiddenVariable(),))


@lru_cache(maxsize=1)
def two_thousand() -> HypothesisSpace:
    """Return so many different candidates."""
    found: dict[Candidate, None] = {}
    for candidate in without_estimates(np.random.default_rng(3)):
        found[candidate] = None
        if len(found) == CANDIDATES:
            break
    return listed(range(N), list(found))


@lru_cache(maxsize=1)
def every_shape() -> HypothesisSpace:
    """Return the 696 candidates that all shapes with all variables in their slots give."""
    return listed(range(N), list(dict.fromkeys(each for shape in TEMPLATES for each in shape.all_filled(N))))


SEEN = Dataset(SIX, (batch(200, 1), batch(20, 2, Regime((do(0, 1),))), batch(20, 3, Regime((do(3, 0),)))))
NEW = {
    "watching": batch(20, 4),
    "as before": batch(20, 5, Regime((do(3, 0),))),
    "set anew": batch(20, 6, Regime((do(1, 0), do(4, 1)))),
}
SEEN_OF_SIX = Dataset(SIX, (batch(500, 7),))
