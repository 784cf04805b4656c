"""The rules for weights before any data among which a person chooses, and what they are called."""

from __future__ import annotations

import math
from dataclasses import dataclass

from engine.posterior.assumptions import LISTING_PRIORS
from engine.problems import InvalidInput, Problem
from gui.controls.numbers import decimal


@dataclass(frozen=True)
class PriorKind:
    """A rule that gives every structure its weight before any data.

    Parameters
    ----------
    name
        What the engine calls it.
    title, short
        In plain words, and in two of them.
    term
        The same in a second way, or in the words of the field; a factor stands after it.
    tip
        One sentence that says what it does.
    has_factor
        Whether a factor can be chosen.
    """

    name: str
    title: str
    short: str
    term: str
    tip: str
    has_factor: bool = False

    @property
    def needs_listing(self) -> bool:
        """Whether it asks for structures that are listed one by one."""
        return self.name in LISTING_PRIORS


KINDS: tuple[PriorKind, ...] = (
    PriorKind(
        "uniform", "Each structure alike", "All alike", "uniform over structures", "Every structure starts level.",
    ),
    PriorKind(
        "classes", "Each look-alike class alike", "Classes alike", "uniform over classes",
        "Structures that watching can never part, a Markov equivalence class, share one weight among them.",
    ),
    PriorKind(
        "edges", "Fewer arrows first", "Fewer arrows", "each arrow \N{MULTIPLICATION SIGN}",
        "Every further arrow makes a structure less likely (edge penalty).", has_factor=True,
    ),
    PriorKind(
        "depth", "Shorter paths first", "Shorter paths", "each step \N{MULTIPLICATION SIGN}",
        "Every further arrow on the longest path makes a structure less likely (depth penalty).", has_factor=True,
    ),
    PriorKind(
        "orders", "Orders alike", "Orders alike", "uniform over orders",
        "A structure counts once for every order of the variables in which causes come before effects.",
    ),
    PriorKind(
        "parents", "Numbers of causes alike", "Causes alike", "uniform over parents",
        "For every variable, having no, one, two ... causes is equally likely.",
    ),
    PriorKind(
        "pundit", "Pundit: causes are likely", "Pundit", "unrelated pairs: 0.05",
        "Two variables are unrelated with probability 0.05: the pundit sees causes everywhere.",
    ),
    PriorKind(
        "scientist", "Scientist: causes need evidence", "Scientist", "unrelated pairs: 0.80",
        "Two variables are unrelated with probability 0.8, until the rows say otherwise.",
    ),
    PriorKind(
        "own", "My own", "My own", "set by hand",
        "Drag a bar, press Left or Right on it, or type a weight; only how they stand to one another counts.",
    ),
)  # fmt: skip
_BY_NAME = {kind.name: kind for kind in KINDS}


def kind_named(name: str) -> PriorKind:
    """Return the rule that the engine calls so; KeyError when there is none."""
    return _BY_NAME[name]


@dataclass(frozen=True)
class PriorColumn:
    """One of the rules compared side by side, with its factor."""

    name: str
    penalty: float = 0.5

    @property
    def kind(self) -> PriorKind:
        """What it is called."""
        return kind_named(self.name)


def factor_text(penalty: float) -> str:
    """Write a factor to as many places as it needs, four at most."""
    return decimal(penalty, 4).rstrip("0").rstrip(".")


def first_columns(used: PriorColumn, *, own: bool) -> tuple[PriorColumn, ...]:
    """Return four rules to compare to begin with, the one in use among them.

    `own` says whether weights of one's own can be given.
    """
    columns = [PriorColumn(name) for name in ("uniform", "classes", "edges", "own" if own else "scientist")]
    names = [column.name for column in columns]
    columns[names.index(used.name) if used.name in names else 2] = used
    return tuple(columns)


def number_in(text: str, what: str) -> float:
    """Return the number that was typed for a weight or a factor; raises InvalidInput when it is none."""
    words = text.strip()
    try:
        value = float(words.replace(",", ".").replace("\N{MINUS SIGN}", "-"))
    except ValueError:
        value = math.nan
    if math.isnan(value):
        raise InvalidInput(Problem(f'"{words}" is no {what}', "Write a number such as 0.5"))
    return value
