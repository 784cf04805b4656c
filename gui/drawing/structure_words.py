"""A candidate structure in words: with real arrows, and as a screen reader says it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.hypotheses.candidate import Candidate
from engine.hypotheses.notation import UNRELATED, displayed_candidate
from engine.hypotheses.space import HypothesisSpace
from engine.networks.dag import Dag, bits
from gui.controls.numbers import listed_words, plural

ARROW, SHARED = "\N{RIGHTWARDS ARROW}", "\N{LEFT RIGHT ARROW}"
SPACE = "\N{NO-BREAK SPACE}"
# More arrows than this are counted where a line is all the room there is.
MOST_ARROWS, MOST_DIFFERENCES = 6, 3

# More letters than these nobody reads within a sentence.
LONG = 60


def structure_words(structure: Dag | Candidate, names: Sequence[str]) -> str:
    """Return the arrows of a structure, with real arrows, each kept on one line; hidden variables in brackets."""
    unbroken = [name.replace(" ", SPACE) for name in names]
    written = displayed_candidate(_candidate(structure), unbroken, f"{SPACE}{ARROW}{SPACE}", f"{SPACE}{SHARED}{SPACE}")
    return written.replace(": ", f":{SPACE}")


def spoken_structure(structure: Dag | Candidate, names: Sequence[str]) -> str:
    """Return a structure as it is said: "Sun to Shorts, hidden cause of Shorts and Ice cream"."""
    candidate = _candidate(structure)
    said = [f"{names[parent]} to {names[child]}" for parent, child in sorted(candidate.seen.edges())]
    said += [_spoken_hidden(candidate, number, names) for number in range(len(candidate.hidden))]
    return ", ".join(said) or UNRELATED


def _spoken_hidden(candidate: Candidate, number: int, names: Sequence[str]) -> str:
    hidden = candidate.hidden[number]
    called = (*names, *(f"hidden {name}" for name in candidate.hidden_names(names)))
    name = f" {hidden.name}" if hidden.name else ""
    size = "" if hidden.states is None else f" with {hidden.states} states"
    effects = listed_words([called[node] for node in candidate.children_of_hidden(number)])
    causes = listed_words([called[node] for node in bits(candidate.graph.parents[candidate.n + number])])
    caused = f" and effect of {causes}" if causes else ""
    return f"hidden cause{name}{size} of {effects}{caused}"


def _candidate(structure: Dag | Candidate) -> Candidate:
    return structure if isinstance(structure, Candidate) else Candidate.of(structure)


def legend_words(structures: Sequence[Candidate | Dag], names: Sequence[str]) -> list[str]:
    """Return structures in words, a line each; graphs with many arrows by what is other than in the first of them."""
    graphs = [each for each in structures if isinstance(each, Dag)]
    if len(graphs) < len(structures) or all(len(graph.edges()) <= MOST_ARROWS for graph in graphs):
        return [structure_words(structure, names) for structure in structures]
    said = []
    for place, graph in enumerate(graphs):
        other = difference_words(graph, graphs[0], names) if place else []
        few = 0 < len(other) <= MOST_DIFFERENCES
        said.append(f"as 1, {', '.join(other)}" if few else plural(len(graph.edges()), "arrow"))
    return said


def difference_words(graph: Dag, first: Dag, names: Sequence[str]) -> list[str]:
    """Return the arrows in which a graph differs from another: those turned, those more, and those missing."""
    here, there = set(graph.edges()), set(first.edges())
    turned = {(parent, child) for parent, child in here - there if (child, parent) in there}
    gone = {(parent, child) for parent, child in there - here if (child, parent) not in here}
    said = [f"{_arrow(ends, names)} turned" for ends in sorted(turned)]
    said += [f"with {_arrow(ends, names)}" for ends in sorted(here - there - turned)]
    return said + [f"without {_arrow(ends, names)}" for ends in sorted(gone)]


def _arrow(ends: tuple[int, int], names: Sequence[str]) -> str:
    parent, child = (names[node].replace(" ", SPACE) for node in ends)
    return f"{parent}{SPACE}{ARROW}{SPACE}{child}"


def candidates_named(
    candidates: Sequence[int], space: HypothesisSpace, names: Sequence[str], digit_of: Mapping[int, int], most: int = 3
) -> str:
    """Return what some candidates are called in a sentence: one by its arrows, a few by their digits, many as a count.

    One of many arrows is called by its digit too, which all panels show with its picture.

    "Sun → Shorts (2)", or "candidates 1 and 3", or "5 candidates".
    """
    if len(candidates) == 1:
        words, digit = structure_words(space.candidate(candidates[0]), names), digit_of.get(candidates[0])
        if digit is None:
            return words
        return f"{words} ({digit})" if len(words) <= LONG else f"candidate {digit}"
    digits = sorted(digit_of[each] for each in candidates if each in digit_of)
    if len(digits) < len(candidates) or len(digits) > most:
        return plural(len(candidates), "candidate")
    return f"candidates {listed_words([str(each) for each in digits])}"
