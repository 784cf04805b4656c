"""What the card of one candidate, or of a class of them, says."""

from __future__ import annotations

from dataclasses import dataclass, replace

Point = tuple[float, float]


@dataclass(frozen=True)
class CardContent:
    """What a card says, apart from the weight, which moves.

    Parameters
    ----------
    candidate
        Number of the candidate.
    digit
        Its digit, or None.
    names, positions
        Name and place of each variable, in the order of the nodes.
    edges
        Arrows as pairs of (parent, child).
    arrows
        The graph in words.
    level
        What the candidate is level with; stands in place of the arrows.
    tip
        Tool tip.
    spoken
        What a screen reader says.
    rank
        Stands in place of the digit, or beside it where it is not the order of the cards; empty for none.
    faint
        Arrows that are not worth a look, such as those of another card.
    hidden
        Those of the nodes that are never seen.
    error
        Standard error of the weight; 0 where it is exact.
    lines, loose, shared
        Pairs drawn without a head, dotted, and dashed with two heads: see `ClassGraph`.
    pinned
        Whether it is kept in sight.
    """

    candidate: int
    digit: int | None
    names: tuple[str, ...]
    positions: tuple[Point, ...]
    edges: tuple[tuple[int, int], ...]
    arrows: str
    level: str
    tip: str
    spoken: str
    rank: str = ""
    faint: tuple[tuple[int, int], ...] = ()
    hidden: frozenset[int] = frozenset()
    error: float = 0.0
    lines: tuple[tuple[int, int], ...] = ()
    loose: tuple[tuple[int, int], ...] = ()
    shared: tuple[tuple[int, int], ...] = ()
    pinned: bool = False

    def same_below_head(self, other: CardContent) -> bool:
        """Return whether graph and words below the head are drawn alike."""
        return _below_head(self) == _below_head(other)


def _below_head(content: CardContent) -> CardContent:
    return replace(content, candidate=0, digit=None, tip="", spoken="", rank="", error=0.0, pinned=False)
