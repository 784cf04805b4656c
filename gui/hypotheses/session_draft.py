"""From the session to what stands on the page when it opens, and what must hold before it can go back."""

from __future__ import annotations

from engine.hypotheses.space import AllDags, HypothesisSpace
from engine.sessions.state import SessionState
from gui.hypotheses.draft import Draft, SpaceKind
from gui.hypotheses.entry import Entry, entry_of_candidate
from gui.hypotheses.priors import PriorColumn, first_columns
from gui.hypotheses.rules import Rules, rules_of


def draft_of(state: SessionState) -> Draft:
    """Return the draft that says what a session holds now."""
    space, assumptions = state.space, state.assumptions
    over = tuple(sorted(space.over))
    kind: SpaceKind = "all"
    entries: tuple[Entry, ...] = ()
    rules = rules_of(assumptions)
    if isinstance(space, HypothesisSpace) and (not space.complete or assumptions.prior == "own"):
        kind = "list"
        weights = assumptions.weights if len(assumptions.weights) == len(space) else (1.0,) * len(space)
        over = space.over
        entries = tuple(
            entry_of_candidate(number + 1, space.candidate(number), over, weights[number])
            for number in range(len(space))
        )
    elif rules != Rules():
        kind = "rules"
    column = PriorColumn(assumptions.prior, assumptions.penalty)
    columns = first_columns(column, own=kind == "list")
    return Draft(
        names=tuple(variable.name for variable in state.variables),
        kind=kind,
        over=over,
        rules=rules,
        entries=entries,
        columns=columns,
        used=columns.index(column),
        sample_size=assumptions.equivalent_sample_size,
    )


def problem_of_use(draft: Draft) -> str:
    """Return the sentence that says why the draft cannot be used, or an empty one."""
    if draft.space is None:
        return "There are no candidates yet. Pick a shape and fill its places."
    if isinstance(draft.space, AllDags) and draft.columns[draft.used].kind.needs_listing:
        return (
            f'"{draft.columns[draft.used].kind.title}" weighs structures one by one, and these are too many to be '
            "listed. Choose another rule, or fewer variables."
        )
    return ""
