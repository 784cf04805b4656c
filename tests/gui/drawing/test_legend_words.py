"""Structures in a legend: by their arrows, and where those are many by what is other than in the first."""

from __future__ import annotations

from engine.hypotheses.notation import parse_candidate
from engine.networks.dag import Dag
from gui.drawing.structure_words import ARROW, SPACE, difference_words, legend_words, structure_words

NAMES = ("A", "B", "C", "D", "E E")
FULL = Dag.from_edges(5, [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3), (2, 4)])


def changed(gone: list[tuple[int, int]], new: list[tuple[int, int]]) -> Dag:
    return Dag.from_edges(5, [edge for edge in FULL.edges() if edge not in gone] + new)


def plain(said: str) -> str:
    return said.replace(SPACE, " ").replace(ARROW, "->")


def test_few_arrows_are_all_said() -> None:
    pair = [Dag.from_edges(5, [(0, 1)]), Dag.from_edges(5, [(1, 0), (2, 4)])]
    assert legend_words(pair, NAMES) == [structure_words(each, NAMES) for each in pair]


def test_many_arrows_are_told_by_what_is_other() -> None:
    turned, other = changed([(0, 1)], [(1, 0)]), changed([(2, 4)], [(3, 4)])
    apart = Dag.from_edges(5, [(4, 0), (4, 1), (4, 2), (4, 3), (3, 0), (3, 1), (3, 2)])
    said = [plain(each) for each in legend_words([FULL, turned, other, apart], NAMES)]
    assert said == ["7 arrows", "as 1, B -> A turned", said[2], "7 arrows"]
    assert said[2] == "as 1, with D -> E E, without C -> E E"
    assert difference_words(FULL, FULL, NAMES) == []


def test_hidden_causes_are_always_said() -> None:
    shapes = [parse_candidate(line, ("A", "B")) for line in ("A <- (C) -> B", "A -> B")]
    assert legend_words(shapes, ("A", "B")) == [structure_words(each, ("A", "B")) for each in shapes]
