"""What one prior says before any row and after the rows seen, as the numbers of a column of bars."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.hypotheses.classes import classes_of
from engine.hypotheses.space import HypothesisSpace
from engine.posterior.candidate_evidence import CandidateEvidence, posterior_under
from engine.posterior.enumeration import log_prior
from engine.problems import InvalidInput
from gui.hypotheses.draft import Draft
from gui.theme.candidates import MOST_DIGITS

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Bar:
    """One row of a column.

    Parameters
    ----------
    candidate
        Number in the space; None for all the others together.
    prior
        Probability before any row.
    posterior
        Probability after the rows seen; None while it is being worked out, or without rows.
    error
        Standard error of `posterior`; 0 where it is exact.
    """

    candidate: int | None
    prior: float
    posterior: float | None = None
    error: float = 0.0


@dataclass(frozen=True)
class ColumnBars:
    """A column: its rows, how many bits are open before any row, and what is wrong with it, if anything."""

    bars: tuple[Bar, ...] = ()
    bits: float = 0.0
    fault: str = ""


def shown_candidates(
    space: HypothesisSpace, evidence: CandidateEvidence | None, given: tuple[int, ...] = ()
) -> tuple[int, ...]:
    """Return the candidates that have a row: all while they are few, else those the rows speak for most.

    They do not depend on the prior, so that all columns show the same. Those that bear digits elsewhere, `given` in
    their order, come before any others: one candidate has one digit on all pages.
    """
    if given:
        return given
    if len(space) <= MOST_DIGITS:
        return tuple(range(len(space)))
    if evidence is None or not evidence.log_evidence.any():
        return tuple(range(MOST_DIGITS))
    best = np.argsort(-evidence.log_evidence, kind="stable")[:MOST_DIGITS]
    return tuple(int(number) for number in best)


def column_bars(draft: Draft, place: int, rows: tuple[int, ...], evidence: CandidateEvidence | None) -> ColumnBars:
    """Return the bars of one column of a draft whose space is listed; `evidence` is that of its space, or None.

    Notes
    -----
    O(candidates) for each column: 1 ms at 2,000.
    """
    space = draft.space
    if not isinstance(space, HypothesisSpace):
        return ColumnBars()
    try:
        assumptions = draft.assumptions(place)
        prior = np.exp(log_prior(space, draft.belief_names, assumptions))
        after, errors = (None, None)
        if evidence is not None:
            after, errors = posterior_under(evidence, draft.belief_names, assumptions)
    except InvalidInput as error:
        return ColumnBars(fault=str(error))
    bars = [
        Bar(
            row,
            float(prior[row]),
            None if after is None else float(after[row]),
            0.0 if errors is None else float(errors[row]),
        )
        for row in rows
    ]
    if len(rows) < len(space):
        rest = np.ones(len(space), dtype=bool)
        rest[list(rows)] = False
        share = None if after is None else float(after[rest].sum())
        bars.append(Bar(None, float(prior[rest].sum()), share))
    return ColumnBars(tuple(bars), entropy_bits(prior))


def entropy_bits(weights: FloatArray) -> float:
    """Return the entropy of a distribution, in bits."""
    positive = weights[weights > 0]
    return float(abs(-(positive * np.log2(positive)).sum()))


@dataclass(frozen=True)
class Alike:
    """What watching alone can never part.

    Parameters
    ----------
    shown
        Candidates with a row that are look-alikes of one another: the first such group, ascending; may be empty.
    size
        How many the group of these has in all.
    groups, members
        How many groups of two or more there are, and how many candidates are in one.
    """

    shown: tuple[int, ...] = ()
    size: int = 0
    groups: int = 0
    members: int = 0


def look_alikes(space: HypothesisSpace, rows: tuple[int, ...]) -> Alike:
    """Return which candidates watching alone can never part (Markov equivalence), those with a row by name."""
    classes = classes_of(space)
    several = classes.sizes[classes.sizes > 1]
    together: dict[int, list[int]] = {}
    for row in sorted(rows):
        together.setdefault(int(classes.number[row]), []).append(row)
    number, shown = next(((key, each) for key, each in together.items() if len(each) > 1), (0, []))
    size = int(classes.sizes[number]) if shown else 0
    return Alike(tuple(shown), size, len(several), int(several.sum()))


@dataclass(frozen=True, eq=False)
class Weighed:
    """All that is shown of weights of a draft whose candidates are listed.

    Parameters
    ----------
    space
        Its candidates.
    rows
        The candidates that have a row.
    columns
        What each prior says, in the order of the draft.
    alike
        What watching alone can never part.
    weights
        In a list of one's own the weight of every candidate, as it was given; else None.
    """

    space: HypothesisSpace
    rows: tuple[int, ...]
    columns: tuple[ColumnBars, ...]
    alike: Alike
    weights: tuple[float, ...] | None


def weighed(draft: Draft, evidence: CandidateEvidence | None) -> Weighed:
    """Return what is shown of the weights of a draft.

    Parameters
    ----------
    draft
        Its space is listed.
    evidence
        What the rows say of each candidate of that space; None without rows, or while that is worked out.

    Notes
    -----
    O(candidates) a prior; 100 ms in all for 2,000 over six variables, the classes of which take longest.
    """
    space = draft.space
    if not isinstance(space, HypothesisSpace):
        raise ValueError("the structures of this draft are not listed")
    rows = shown_candidates(space, evidence, draft.digits)
    columns = tuple(column_bars(draft, place, rows, evidence) for place in range(len(draft.columns)))
    weights = tuple(entry.weight for entry in draft.entries[: draft.n_ready]) if draft.kind == "list" else None
    return Weighed(space, rows, columns, look_alikes(space, rows), weights)
