"""What the panel says of an account, in sentences."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from engine.networks.variables import Variable
from engine.questions.accounts import Account, Group
from engine.questions.reasons import Share
from engine.sessions.wording import count_rows, describe_batch, describe_doing
from gui.controls.numbers import PLUS_MINUS, UNKNOWN, count, decimal, signed

NO_ROWS = "No rows yet. Watch {rows}, or set something: then it can be said why belief moved."
ONE_ONLY = "There is only one candidate, so there is nothing to hold it against."
REGROUPED = "among the rest"
IN_ALL = "In all"


class Called(NamedTuple):
    """What things are called: all columns, the variables that belief is about, a candidate, and its rival.

    `imported` says that the rows come from a table: what set a variable there is not known.
    """

    columns: Sequence[Variable]
    believed: Sequence[Variable]
    one: str
    rival: str
    imported: bool = False


def bits_words(account: Account) -> str:
    """Return how far one is ahead, and how that is known: "6.67 bits · exact"."""
    if not math.isfinite(account.bits):
        return "exact"
    told = f"{signed(account.bits, 2)} bits"
    return f"{told} · exact" if account.exact else f"{told} {PLUS_MINUS} {decimal(account.standard_error, 2)} · sampled"


def kind_of(group: Group, called: Called) -> str:
    """Return what was done in a kind of batch: "watched 40 rows", "set Shorts = yes, 10 rows"."""
    rows = count_rows(group.rows)
    if not group.regime.interventions:
        return f"watched {rows}"
    if called.imported:
        done = describe_batch(group.regime, called.columns, imported=True)
        return f"{done[0].lower()}{done[1:]}, {rows}"
    return f"{describe_doing(group.regime, called.columns)}, {rows}"


def share_name(share: Share, called: Called) -> str:
    """Return which variables a bar is about."""
    if len(share.places) == len(called.believed) > 1:
        return "all together"
    return " + ".join(called.believed[place].name for place in share.places) or REGROUPED


def share_words(share: Share) -> str:
    """Return how many bits a bar stands for, or that the variable was set."""
    return "by hand" if share.set_by_hand else signed(share.bits, 2)


def spoken(group: Group, share: Share, called: Called) -> str:
    """Return a bar as a screen reader says it."""
    where = f"{kind_of(group, called)}, {share_name(share, called)}"
    if share.set_by_hand:
        return f"{where}: set by hand, which counts for nothing"
    return f"{where}: {bits_moved(share, called)}"


def main_sentence(account: Account, called: Called) -> str:
    """Return what moved the odds most: what was done, what each expected, what happened, how many bits it was."""
    total = sum(group.reasons.bits for group in account.groups)
    telling = account.most_telling
    if abs(total) < 0.005 and account.other is not None:
        said = f"Nothing that was done so far tells {called.one} and {called.rival} apart"
        if telling is None:
            return f"{said}."
        return f"{said}: what one gains on {share_name(telling[1], called)} it loses elsewhere."
    if telling is None:
        return f"All variables together gave {bits_moved(Share((), total), called)}."
    return f"{detail(*telling, called)} {_taken_back(*telling, called)}".rstrip()


def _taken_back(group: Group, share: Share, called: Called) -> str:
    # Where other variables of the same rows spoke against it, what one of them gave is not what the rows gave.
    net = group.reasons.bits
    if abs(net) > 0.9 * abs(share.bits):
        return ""
    most = "some" if abs(net) > 0.5 * abs(share.bits) else "most"
    in_all = bits_moved(replace(share, bits=net), called)
    return f"The other variables of these rows took {most} of it back: {in_all} in all."


def bits_moved(share: Share, called: Called) -> str:
    """Return how many bits for whom."""
    if abs(share.bits) < 0.005:
        return "nothing either way"
    return f"{decimal(abs(share.bits), 2)} bits for {called.one if share.bits >= 0 else called.rival}"


def detail(group: Group, share: Share, called: Called) -> str:
    """Return the counts behind a bar in a sentence or two."""
    done = f"{kind_of(group, called)[0].upper()}{kind_of(group, called)[1:]}: "
    if share.set_by_hand:
        return f"{done}{share_name(share, called)} was set by hand, so its states count for nothing."
    if not share.places:
        return f"{done}within the rest, weight moved to those that predicted well: {bits_moved(share, called)}."
    if len(share.places) != 1 or share.places[0] not in group.counts:
        return f"{done}{share_name(share, called)} gave {bits_moved(share, called)}."
    variable, counted = called.believed[share.places[0]], group.counts[share.places[0]]
    if float(np.abs(counted.expected - counted.rival).max()) < 0.05:
        many = "with the other variables taken into account"
        return f"{done}{variable.name} gave {bits_moved(share, called)}, {many}."
    state = int(np.abs(counted.expected - counted.rival).argmax())
    return (
        f"{done}{called.one} expected {variable.name} = {variable.states[state]} in {_about(counted.expected[state])} "
        f"of {count(group.rows)}, {called.rival} in {_about(counted.rival[state])}; it was "
        f"{count(int(counted.seen[state]))}. That gave {bits_moved(share, called)}."
    )


def _about(rows: float) -> str:
    return decimal(rows, 1) if math.isfinite(rows) else UNKNOWN
