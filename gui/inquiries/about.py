"""What is to be found out, where that is less than the whole structure, as those who work it out want it."""

from __future__ import annotations

from typing import Literal

from engine.hypotheses.space import HypothesisSpace
from engine.questions.dag_mixtures import Arrow, Influence, SummedQuestion
from engine.questions.experiments import Question

Kind = Literal["arrow", "influence"]
# Whether one place of the space has an arrow to another, or any influence on it.
About = tuple[Kind, int, int]


def listed_question(space: HypothesisSpace, about: About | None) -> Question | None:
    """Return the question where candidates are listed; None for which of them is true."""
    if about is None:
        return None
    kind, cause, effect = about
    return (Question.arrow if kind == "arrow" else Question.influence)(space, cause, effect)


def summed_question(about: About | None) -> SummedQuestion | None:
    """Return the question where structures are summed over; None for which of them is true."""
    if about is None:
        return None
    kind, cause, effect = about
    return (Arrow if kind == "arrow" else Influence)(cause, effect)
