"""What belief has right and wrong beside the world, in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from engine.questions.truth import VERDICTS, Compared, Verdict, compared, links_of, wrong_links
from engine.sessions.state import SessionState
from gui.belief.beside_world import BesideWorld
from gui.controls.numbers import count_words, decimal, listed_words, plural, probability, with_error
from gui.drawing.graph import Graph
from gui.results import Results

# Of more that lead together their faults are not looked at one by one.
MOST_LEVEL = 1000
LEVEL = 1e-7
HOW = {
    "turned": "Dots and dashes: turned.",
    "extra": "Dashed: extra.",
    "missing": "Hollow: missing.",
}
DISTANCE_TERM = "expected structural Hamming distance"
DISTANCE_TIP = (
    "An arrow turned round counts once (structural Hamming distance). Belief leans, between two variables, to what is "
    "most probable there: an arrow one way, the other way, or none."
)


def how_to_read(graph: Graph) -> str:
    """Return how to tell marked arrows apart, with only those kinds of line that are there."""
    there = {edge.mark for edge in graph.edges.values()}
    return " ".join(words for mark, words in HOW.items() if mark in there)


def sentence(results: Results, beside: BesideWorld) -> str:
    """Return what is right and wrong where belief leans, on average, and in the leading candidate."""
    hidden = beside.truth.shared.any() or beside.belief.shared.any()
    wrong = "wrong arrows and hidden causes" if hidden else "wrong arrows"
    leans = f"Belief leans: {counted_words(beside.found)}."
    average = f"On average over all structures {_expected(results, beside)} {wrong} are expected."
    return f"{leans} {average} {_leader_sentence(results, beside)}".rstrip()


def counted_words(found: Compared) -> str:
    """Return how much is right and wrong: "2 arrows right, 1 turned, 1 hidden common cause missing"."""
    arrows = {verdict: found.count(verdict) for verdict in VERDICTS}
    causes = {verdict: found.count_shared(verdict) for verdict in VERDICTS}
    parts = [*_counted(arrows, "arrow"), *_counted(causes, "hidden common cause")]
    return ", ".join(parts) or "no arrow, and the world has none"


def _counted(numbers: Mapping[Verdict, int], what: str) -> list[str]:
    # The first says what is counted, and the others are understood by it.
    there = [(verdict, number) for verdict, number in numbers.items() if number]
    return [f"{number if place else plural(number, what)} {each}" for place, (each, number) in enumerate(there)]


def _expected(results: Results, beside: BesideWorld) -> str:
    posterior, history = results.posterior, results.history
    if posterior is None or history is None or posterior.exact:
        return f"{decimal(beside.found.expected, 2)} (exact)"
    error = float(history.errors_at(results.checkpoint, wrong_links(posterior.space, beside.truth)))
    return f"{with_error(beside.found.expected, error)} (sampled)"


def _leader_sentence(results: Results, beside: BesideWorld) -> str:
    if results.digest is not None:
        best = results.digest.best
        level = [each for each in best if best[0].probability - each.probability <= LEVEL * best[0].probability]
        if len(level) == len(best) > 1:
            return ""
        found = [compared(beside.truth, links_of(each.dag)) for each in level]
        return _led_by(found, "", best[0].probability, len(level))
    posterior = results.posterior
    if posterior is None:
        return ""
    weights = posterior.weights
    leader = posterior.ranked(1)[0]
    level_ones = np.flatnonzero(weights >= weights[leader] * (1 - LEVEL))
    if len(level_ones) == len(weights) > 1:
        return f"All {count_words(len(weights))} candidates are level."
    if len(level_ones) > MOST_LEVEL:
        return f"{count_words(len(level_ones))} candidates lead, level."
    space = posterior.space
    found = [compared(beside.truth, links_of(space.candidate(int(each)))) for each in level_ones]
    digit = results.digit_of.get(leader)
    return _led_by(found, "" if digit is None else f" {digit}", float(weights[leader]), len(level_ones))


def _led_by(found: Sequence[Compared], digit: str, weight: float, n_level: int) -> str:
    if n_level == 1:
        return f"Leading candidate{digit} ({probability(weight)}): {counted_words(found[0])}."
    faults = sorted(round(each.expected) for each in found)
    span = str(faults[0]) if faults[0] == faults[-1] else f"{faults[0]} to {faults[-1]}"
    return f"{count_words(n_level)} candidates lead, level at {probability(weight)}: {span} wrong in each."


def spoken(state: SessionState, beside: BesideWorld) -> str:
    """Return every verdict for a screen reader: "Sun to Shorts right; Ice cream to Sun turned"."""
    names = state.belief_names
    said = [f"{names[one]} to {names[other]} {verdict}" for (one, other), verdict in beside.found.arrows.items()]
    said += [
        f"hidden common cause of {listed_words([names[one], names[other]])} {verdict}"
        for (one, other), verdict in beside.found.shared.items()
    ]
    return "; ".join(said) + "." if said else ""
