"""Writing a belief: what it is about, the candidates, and what weights start from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from engine.files.yaml_writing import flow_list, flow_map, indented, line_scalar, number, scalar
from engine.hypotheses.arrow_text import Arrow, format_arrow
from engine.hypotheses.notation import format_structure, kept_candidate
from engine.hypotheses.space import Hypotheses, HypothesisSpace
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions

OWN = "own"
_USUAL = Assumptions()


def belief_lines(
    space: Hypotheses, assumptions: Assumptions, variables: Sequence[Variable], whole: bool = False
) -> list[str]:
    """Return the lines of a belief section.

    Parameters
    ----------
    space, assumptions
        The belief.
    variables
        The variables that are measured.
    whole
        Whether to write rules that are as usual too; a section in which they are left out may mean others.
    """
    names = [variables[column].name for column in space.over]
    lines = [f"over: {flow_list(scalar(name) for name in names)}"]
    lines += _candidates(space, assumptions, names)
    lines.append(f"prior: {scalar(assumptions.prior)}")
    lines.append(f"equivalent_sample_size: {number(assumptions.equivalent_sample_size)}")
    return [*lines, *_rules(assumptions, whole)]


def _candidates(space: Hypotheses, assumptions: Assumptions, names: Sequence[str]) -> Iterator[str]:
    weights = assumptions.weights if assumptions.prior == OWN else ()
    if not isinstance(space, HypothesisSpace) or space.complete:
        yield "candidates: all-dags"
        if weights and isinstance(space, HypothesisSpace):
            yield "weights:"
            weighed = ((each, weight) for each, weight in enumerate(weights) if weight)
            texts = ((format_structure(space.dag(each), names), weight) for each, weight in weighed)
            yield from indented(_weighed(text, weight) for text, weight in texts)
        return
    yield "candidates:"
    texts_of_list = (kept_candidate(space.candidate(each), names) for each in range(len(space)))
    for text, weight in zip_longest(texts_of_list, weights):
        if weight is None:
            yield from indented([f"- {line_scalar(text)}"])
        else:
            yield from indented([_weighed(text, weight)])


def _weighed(text: str, weight: float) -> str:
    return f"- {flow_map({'structure': scalar(text), 'weight': number(weight)})}"


def _rules(assumptions: Assumptions, whole: bool) -> Iterator[str]:
    if whole or assumptions.max_parents is not None:
        yield f"max_parents: {'none' if assumptions.max_parents is None else assumptions.max_parents}"
    if whole or assumptions.penalty != _USUAL.penalty:
        yield f"penalty: {number(assumptions.penalty)}"
    if whole or assumptions.required:
        yield f"required: {_arrows(assumptions.required)}"
    if whole or assumptions.forbidden:
        yield f"forbidden: {_arrows(assumptions.forbidden)}"
    if whole or assumptions.tiers:
        yield f"tiers: {flow_list(flow_list(map(scalar, tier)) for tier in assumptions.tiers)}"


def _arrows(arrows: Sequence[Arrow]) -> str:
    return flow_list(scalar(format_arrow(arrow)) for arrow in arrows)
