"""Candidates in words: their arrows, what they are level with, and what a screen reader says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.hypotheses.candidate import Candidate
from engine.hypotheses.space import HypothesisSpace
from engine.posterior.digest import Digest
from gui.candidates.ranking import FloatArray, IntArray, level_with, tolerance
from gui.controls.numbers import (
    count,
    count_words,
    decimal,
    listed_words,
    plural,
    probability,
    probability_with_error,
    small_probability,
)
from gui.drawing.structure_words import difference_words, spoken_structure, structure_words

LEVEL = 1e-6
MIN = float(np.finfo(float).tiny)


@dataclass(frozen=True)
class Naming:
    """What candidates are called at one moment.

    Parameters
    ----------
    space
        The candidates.
    names
        Names of the variables, in the order of the nodes.
    digit_of
        Digit by candidate.
    weights
        float64[n_candidates], at that moment.
    errors
        float64[n_candidates], their standard errors; None where all are exact.
    """

    space: HypothesisSpace
    names: tuple[str, ...]
    digit_of: Mapping[int, int]
    weights: FloatArray
    errors: FloatArray | None = None

    def error(self, candidate: int) -> float:
        """Return the standard error of a weight; 0 where it is exact."""
        return 0.0 if self.errors is None else float(self.errors[candidate])

    def weight(self, candidate: int) -> str:
        """Return the weight of a candidate with its standard error: "0.447 ± 0.004"."""
        return probability_with_error(float(self.weights[candidate]), self.error(candidate))

    def tip(self, candidate: int) -> str:
        """Return what a tool tip says: the arrows, what is hidden, how sure the weight is, what it is level with."""
        small = small_probability(float(self.weights[candidate]))
        sampled = [f"weight {self.weight(candidate)}, sampled"] if self.error(candidate) else []
        if small.startswith("1 in") and not sampled:
            sampled = [f"weight {small}"]
        level = self.level(candidate)
        lines = [self.structure(candidate), *self.hidden(candidate), *sampled, *([level] if level else [])]
        return "\n".join(lines)

    def structure(self, candidate: int) -> str:
        """Return the arrows of a candidate: "Sun → Shorts, Sun → Ice cream"."""
        return structure_words(self.space.candidate(candidate), self.names)

    def hidden(self, candidate: int) -> tuple[str, ...]:
        """Return a line for each hidden variable of a candidate: "C: never seen, 2 states"."""
        return hidden_words(self.space.candidate(candidate), self.names)

    def level(self, candidate: int) -> str:
        """Return what a candidate is level with: "level with 2 and 3"; empty for nothing."""
        return level_words(level_with(candidate, self.weights), self.digit_of, len(self.space))

    def spoken(self, candidate: int) -> str:
        """Return a candidate for a screen reader."""
        digit = self.digit_of.get(candidate)
        name = "Structure" if digit is None else f"Structure {digit}"
        arrows = spoken_structure(self.space.candidate(candidate), self.names)
        level = self.level(candidate)
        parts = [name, f"weight {self.weight(candidate)}", arrows, *([level] if level else [])]
        return ", ".join(parts)


def hidden_words(candidate: Candidate, names: Sequence[str]) -> tuple[str, ...]:
    """Return a line for each hidden variable: "C: never seen, 2 states" or "C: never seen, of open size"."""
    named = zip(candidate.hidden_names(names), candidate.hidden, strict=True)
    return tuple(f"{name}: never seen, {size_words(each.states)}" for name, each in named)


def labels_of_hidden(candidate: Candidate, names: Sequence[str]) -> tuple[str, ...]:
    """Return what stands beside each hidden variable in a picture, short as in a line: "C", or "C: 2" with a size."""
    named = zip(candidate.hidden_names(names), candidate.hidden, strict=True)
    return tuple(name if each.states is None else f"{name}: {each.states}" for name, each in named)


def size_words(states: int | None) -> str:
    """Return how many states a hidden variable has."""
    return "of open size" if states is None else plural(states, "state")


def level_words(level: IntArray, digit_of: Mapping[int, int], n_candidates: int) -> str:
    """Return what a candidate is level with, given the others of its weight."""
    if not len(level):
        return ""
    with_digit = np.isin(np.fromiter(digit_of, dtype=np.intp), level)
    digits = sorted(digit for digit, found in zip(digit_of.values(), with_digit, strict=True) if found)
    if len(digits) == len(level):
        return f"level with {listed_words([str(digit) for digit in digits])}"
    # Digits beside a count would be taken for one another.
    return f"level with {'all others' if len(level) == n_candidates - 1 else plural(len(level), 'other')}"


def others_words(weights: FloatArray) -> tuple[str, str]:
    """Return how many candidates are left over, and a bound on each: "19 others", "none above 0.012"."""
    return plural(len(weights), "other"), f"none above {probability(float(weights.max()))}"


def best_words(digest: Digest, place: int, names: Sequence[str]) -> str:
    """Return what there is to say of one of the best structures: the arrows in which it differs from the first."""
    first, dag = digest.best[0].dag, digest.best[place].dag
    return ", ".join(difference_words(dag, first, names)) if place else plural(len(dag.edges()), "arrow")


def odds_words(digest: Digest, place: int) -> str:
    """Return how likely one of the best structures is beside the first; empty for the first itself."""
    if not place:
        return ""
    times = digest.best[0].probability / max(digest.best[place].probability, MIN)
    if times < 1 + LEVEL:
        return "as likely as the first"
    return f"{decimal(times, 1 if times < 100 else 0)} times less likely than the first"


def uncounted_words(digest: Digest, n_shown: int) -> tuple[str, str]:
    """Return how many structures have no card, and a bound on each."""
    if digest.level:
        return f"{count_words(digest.space.count)} in all", "none likelier than another"
    least = digest.best[n_shown - 1].probability
    return f"{count_words(digest.space.count - n_shown)} others", f"none above {probability(least).lstrip('<')}"


def best_order_words(digest: Digest) -> str:
    """Return which structures have cards and in what order."""
    if digest.level:
        return f"no rows yet: all {count_words(digest.space.count)} level · exact"
    return "the most probable of all · exact"


def order_words(weights: FloatArray, n_rows: int, kind: str) -> str:
    """Return how the cards are ordered: before any data they are all level, unless the prior says otherwise."""
    order = "sorted by weight" if n_rows else "no rows yet: sorted by the prior"
    if not n_rows and np.ptp(weights) <= tolerance(weights).max():
        order = f"no rows yet: all {count(len(weights))} level"
    return f"{order} · {kind}" if kind else order
