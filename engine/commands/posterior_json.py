"""What `posterior` writes: one JSON object, one key a line, as docs/posterior-json.md describes it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from engine.data.dataset import Dataset
from engine.files.table_labels import intervention_label
from engine.hypotheses.conditions import Condition
from engine.networks.dag import Dag
from engine.networks.interventions import OBSERVATION
from engine.posterior.assumptions import Assumptions
from engine.posterior.dynamic_programming import SummedPosterior
from engine.posterior.estimates import Estimate
from engine.posterior.features import (
    WeighedClass,
    commonest_classes,
    heaviest_classes,
    share_where,
    weight_where,
    what_was_done,
)
from engine.posterior.most_probable import Ranked
from engine.posterior.posterior import Posterior
from engine.posterior.sampled import SampledPosterior

Content = dict[str, object]
# Keys that every method gives, in the order in which they are written; others follow.
ALWAYS = (
    "variables",
    "states",
    "method",
    "log_evidence",
    "edges",
    "ancestors",
    "top",
    "entropy_bits",
    "n_rows",
    "n_rows_by_regime",
    "assumptions",
)


class Found(Protocol):
    """What a method found."""

    def content(self, data: Dataset) -> Content:
        """Return the keys that depend on the method."""

    def weight_of(self, condition: Condition) -> Estimate:
        """Return the weight together of all structures that meet a condition."""


@dataclass(frozen=True)
class Listed:
    """Found by enumeration."""

    posterior: Posterior
    n_top: int

    def weight_of(self, condition: Condition) -> Estimate:
        """Return a weight; exact."""
        return weight_where(self.posterior, condition)

    def content(self, data: Dataset) -> Content:
        """Return its keys."""
        found, names = self.posterior, _names(data)
        masks, changes = done_in(data)
        top = [
            {"edges": _edges(found.space.dag(each), names), "probability": float(found.weights[each])}
            for each in found.ranked(self.n_top)
        ]
        return {
            "method": "enumeration",
            "log_evidence": found.log_evidence,
            "edges": clipped(found.edge_probabilities),
            "ancestors": clipped(found.ancestor_probabilities),
            "top": top,
            "entropy_bits": found.entropy_bits,
            "effective_number": float(2.0**found.entropy_bits),
            "classes": [
                {**_class(each, names), "probability": each.probability.value}
                for each in heaviest_classes(found, masks, self.n_top, changes)
            ],
        }


@dataclass(frozen=True)
class Summed:
    """Found by dynamic programming; a few draws estimate what the sums do not give."""

    posterior: SummedPosterior
    ranked: Ranked
    drawn: SampledPosterior
    seed: int

    def weight_of(self, condition: Condition) -> Estimate:
        """Return a weight, estimated from the draws."""
        return share_where(self.drawn.dags, condition, self.drawn.often)

    def content(self, data: Dataset) -> Content:
        """Return its keys."""
        sums, names = self.posterior.sums, _names(data)
        top = [
            {"edges": _edges(dag, names), "probability": float(np.exp(weight - sums.log_total))}
            for dag, weight in self.ranked
        ]
        return {
            "method": "dynamic-programming",
            "log_evidence": self.posterior.log_evidence,
            "edges": clipped(sums.edge_probabilities),
            "ancestors": clipped(sums.ancestor_probabilities),
            "top": top,
            "entropy_bits": self.posterior.entropy_bits,
            "relative_error": sums.relative_error,
            "digits_lost": sums.digits_lost,
            "estimates": {
                "draws": self.drawn.n_draws,
                "seed": self.seed,
                "entropy_bits": self.drawn.entropy_bits.value,
                "entropy_bits_standard_error": self.drawn.entropy_bits.standard_error,
                "classes": _drawn_classes(self.drawn, data, len(self.ranked)),
            },
        }


@dataclass(frozen=True)
class Sampled:
    """Found by drawing."""

    drawn: SampledPosterior
    seed: int
    n_top: int

    def weight_of(self, condition: Condition) -> Estimate:
        """Return a weight, estimated from the draws."""
        return share_where(self.drawn.dags, condition, self.drawn.often)

    def content(self, data: Dataset) -> Content:
        """Return its keys."""
        drawn, names = self.drawn, _names(data)
        edges, ancestors, entropy = drawn.edge_probabilities, drawn.ancestor_probabilities, drawn.entropy_bits
        top = [
            {
                "edges": _edges(dag, names),
                "probability": share.value,
                "probability_standard_error": share.standard_error,
            }
            for dag, share in drawn.ranked(self.n_top)
        ]
        return {
            "method": "sampling",
            "log_evidence": drawn.log_evidence,
            "edges": edges.value.tolist(),
            "ancestors": ancestors.value.tolist(),
            "top": top,
            "entropy_bits": entropy.value,
            "edges_standard_error": edges.standard_error.tolist(),
            "ancestors_standard_error": ancestors.standard_error.tolist(),
            "entropy_bits_standard_error": entropy.standard_error,
            "classes": _drawn_classes(drawn, data, self.n_top),
            "draws": drawn.n_draws,
            "seed": self.seed,
            "relative_error": drawn.summed.sums.relative_error,
            "digits_lost": drawn.summed.sums.digits_lost,
        }


def posterior_text(
    data: Dataset, assumptions: Assumptions, found: Found, where: Mapping[str, Condition] | None = None
) -> str:
    """Return what was found as a JSON object; `where` has conditions by their texts."""
    names = _names(data)
    content: Content = {
        "variables": names,
        "states": [list(variable.states) for variable in data.variables],
        **found.content(data),
        "n_rows": data.n_rows,
        "n_rows_by_regime": _rows_by_regime(data, names),
        "assumptions": _assumed(assumptions),
    }
    if where:
        content["where"] = [_asked(text, found.weight_of(condition)) for text, condition in where.items()]
    ordered = {key: content[key] for key in ALWAYS} | content
    lines = (
        f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False, allow_nan=False)}"
        for key, value in ordered.items()
    )
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _asked(text: str, weight: Estimate) -> Content:
    probability = min(1.0, max(0.0, weight.value))
    return {"condition": text, "probability": probability, "probability_standard_error": weight.standard_error}


def _names(data: Dataset) -> list[str]:
    return [variable.name for variable in data.variables]


def _edges(dag: Dag, names: Sequence[str]) -> list[list[str]]:
    return [[names[parent], names[child]] for parent, child in sorted(dag.edges())]


def done_in(data: Dataset) -> tuple[frozenset[int], frozenset[int]]:
    """Return what was set and what followed another table in the rows of a dataset, as `what_was_done`."""
    # Before any row was seen, classes are those that watching would part.
    regimes = [batch.regime for batch in data.batches if batch.n_rows]
    return what_was_done(regimes or [OBSERVATION], range(len(data.variables)))


def _class(found: WeighedClass, names: Sequence[str]) -> Content:
    return {
        "edges": [[names[parent], names[child]] for parent, child in sorted(found.graph.directed())],
        "undirected": [[names[one], names[other]] for one, other in sorted(found.graph.undirected())],
        "size": found.size,
    }


def _drawn_classes(drawn: SampledPosterior, data: Dataset, count: int) -> list[Content]:
    masks, changes = done_in(data)
    names = _names(data)
    return [
        {
            **_class(each, names),
            "probability": each.probability.value,
            "probability_standard_error": each.probability.standard_error,
        }
        for each in commonest_classes(np.repeat(drawn.dags, drawn.often, axis=0), masks, count, changes)
    ]


def clipped(probabilities: npt.NDArray[np.float64]) -> list[list[float]]:
    """Return a matrix of probabilities as lists; rounding may have left a hair below 0 or above 1."""
    rows: list[list[float]] = np.clip(probabilities, 0.0, 1.0).tolist()
    return rows


def _assumed(assumptions: Assumptions) -> Content:
    return {
        "equivalent_sample_size": assumptions.equivalent_sample_size,
        "prior": assumptions.prior,
        "penalty": assumptions.penalty if assumptions.prior in ("edges", "depth") else None,
        "max_parents": assumptions.max_parents,
        "required": [list(arrow) for arrow in assumptions.required],
        "forbidden": [list(arrow) for arrow in assumptions.forbidden],
        "tiers": [list(tier) for tier in assumptions.tiers],
    }


def _rows_by_regime(data: Dataset, names: list[str]) -> dict[str, int]:
    rows: dict[str, int] = {}
    for batch in data.batches:
        key = ";".join(intervention_label(names[each.target], each) for each in batch.regime.interventions)
        rows[key] = rows.get(key, 0) + batch.n_rows
    return rows
