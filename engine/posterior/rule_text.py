"""Rules about single arrows as they are typed: `A -> B` and `A,B<C<D`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from engine.hypotheses.arrow_text import parse_arrows
from engine.posterior.assumptions import Arrow
from engine.problems import InvalidInput, Problem

Arrows = tuple[Arrow, ...]
Tiers = tuple[tuple[str, ...], ...]
_TIER_PART = re.compile(
    r"""\s*(?:
        (?P<stop> [,<] )
      | "(?P<quoted> (?:[^"]|"")* )" (?= \s* (?: \Z | [,<] ) )
      | (?P<bare> [^,<]+ )
    )""",
    re.VERBOSE,
)


def read_arrows(flag: str, texts: Sequence[str]) -> Arrows:
    """Return the arrows, as (cause, effect), that the texts after a flag, or in a field of that name, describe.

    Each text is an arrow, or several as in a structure: ``A -> B``, ``A -> B <- C, "x, y" -> D``.

    Raises
    ------
    InvalidInput
        For a text that holds no arrow, or one without an end.
    """
    arrows: list[Arrow] = []
    problems: list[Problem] = []
    for text in texts:
        try:
            arrows.extend(parse_arrows(text))
        except InvalidInput as error:
            problems.extend(replace(problem, where=flag) for problem in error.problems)
    if problems:
        raise InvalidInput(*problems)
    return tuple(dict.fromkeys(arrows))


def read_tiers(text: str, flag: str = "--tiers") -> Tiers:
    """Return the groups of names that a text like ``A,B<C<D`` describes, the earliest first.

    A name that holds a comma or ``<`` stands in double quotes, a quote in it doubled. `flag` is where the text was
    given, for the message.

    Raises
    ------
    InvalidInput
        When a name is missing, or there is one group only.
    """
    tiers: list[list[str | None]] = [[None]]
    for part in _TIER_PART.finditer(text):
        stop, quoted, bare = part.groups()
        if stop == "<":
            tiers.append([None])
        elif stop == ",":
            tiers[-1].append(None)
        elif quoted is not None:
            tiers[-1][-1] = quoted.replace('""', '"')
        elif bare.strip():
            tiers[-1][-1] = bare.strip()
    named = tuple(tuple(name for name in tier if name is not None) for tier in tiers)
    if len(tiers) < 2 or any(None in tier for tier in tiers):
        remedy = 'Write it like "A,B<C<D": nothing has a cause in a later group'
        raise InvalidInput(Problem(f'"{text}" does not name groups of variables in an order', remedy, flag))
    return named
