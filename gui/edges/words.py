"""What the panel says of pairs of variables, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.questions.links import Links, Relation
from engine.sessions.wording import count_rows
from gui.controls.numbers import (
    PLUS_MINUS,
    arrow_in_words,
    listed_words,
    probability,
    probability_in_words,
    probability_with_error,
)

RELATIONS: tuple[Relation, ...] = ("edge", "ancestor")
SWITCH = ("Arrows", "Causes")
SWITCH_TIP = (
    "Arrows: whether an arrow leads straight from one to the other (edge). "
    "Causes: whether any path of arrows does, over others too (ancestor)."
)
HEADING: dict[Relation, str] = {
    "edge": "How probable each arrow is, from row to column (edge)",
    "ancestor": "How probable it is that the row causes the column, directly or by a detour (ancestor)",
}
ONE_ONLY = "There is only one variable, so there is no arrow to speak of."
TOO_SMALL = "The cells are too small for numbers; the line above says the number of the chosen one."
BLANK = "Cells without a number: below 0.01."
LEVEL = 1e-9
# More arrows than these are not all named.
MOST_RINGED, NAMED = 4, 2


def link_name(names: Sequence[str], relation: Relation, cause: int, effect: int) -> str:
    """Return a claim in short: "Sun → Shorts", or that one causes the other."""
    if relation == "edge":
        return f"{names[cause]} \N{RIGHTWARDS ARROW} {names[effect]}"
    return f"{names[cause]} causes {names[effect]}, directly or by a detour"


def spoken(names: Sequence[str], links: Links, relation: Relation, cause: int, effect: int) -> str:
    """Return a cell as a screen reader says it: "Sun to Shorts, almost certain, 0.99"."""
    share, error = _at(links, relation, cause, effect)
    said = arrow_in_words(names[cause], names[effect], share)
    return said if error == 0 else f"{said} {PLUS_MINUS} {probability(error)}"


def cell_tip(names: Sequence[str], links: Links, relation: Relation, cause: int, effect: int) -> str:
    """Return what a tool tip says of a cell: "Sun → Shorts: almost certain, 0.993, exact"."""
    share, error = _at(links, relation, cause, effect)
    kind = "exact" if links.exact else "sampled"
    number = probability_with_error(share, error)
    return f"{link_name(names, relation, cause, effect)}: {probability_in_words(share)}, {number}, {kind}"


def best_sentence(names: Sequence[str], links: Links, relation: Relation) -> str:
    """Return which pair is the most probable, and which are level with it."""
    best = leading(links, relation)
    if not best:
        return "All are equally likely." if links.n > 1 else ""
    share, _ = _at(links, relation, *best[0])
    arrows = [f"{names[cause]} \N{RIGHTWARDS ARROW} {names[effect]}" for cause, effect in best]
    few = arrows if len(arrows) <= MOST_RINGED else [*arrows[:NAMED], f"{len(arrows) - NAMED} more"]
    said = listed_words(few)
    level = ", level" if len(best) > 1 else ""
    return f"Ringed: the most probable, {said}, {probability(share)}{level}."


def leading(links: Links, relation: Relation) -> tuple[tuple[int, int], ...]:
    """Return the most probable pairs, those level with one another all; none where more than a third are level."""
    shares = links.probabilities(relation).copy()
    np.fill_diagonal(shares, -1.0)
    highest = float(shares.max(initial=0.0))
    level = [(int(cause), int(effect)) for cause, effect in np.argwhere(shares >= highest - LEVEL)]
    few = max(2, links.n * (links.n - 1) // 3)
    return tuple(level) if highest > 0 and len(level) <= few else ()


def moment_words(shown: int, seen: int, *, following: bool, working: bool) -> str:
    """Return which rows the numbers are about; empty where they are about all.

    Parameters
    ----------
    shown, seen
        Rows that the numbers are about, and rows there are.
    following
        Whether the present is on show.
    working
        Whether belief after the newest rows is still being worked out.
    """
    after = f"after {count_rows(shown)}" if shown else "before any data"
    if shown >= seen:
        return ""
    if not following:
        return f"You look back: belief {after}, of {seen:,} there are."
    return f"Belief {after}; the newest rows are being worked out ..." if working else f"Belief {after}."


def _at(links: Links, relation: Relation, cause: int, effect: int) -> tuple[float, float]:
    return float(links.probabilities(relation)[cause, effect]), float(links.errors(relation)[cause, effect])
