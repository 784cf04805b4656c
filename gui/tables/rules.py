"""The rules by which a table can be filled, and what each asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from engine.networks.generators import (
    Function,
    dirichlet_table,
    function_table,
    logistic_table,
    noisy_and,
    noisy_or,
    present_state,
    uniform_table,
)
from engine.networks.table_rows import FloatArray
from gui.tables.subject import Subject

Key = Literal["even", "random", "noisy_or", "noisy_and", "logistic", "or", "and", "xor", "copy", "not"]


@dataclass(frozen=True)
class Rule:
    """A rule.

    Parameters
    ----------
    key
        Name by which the program knows it.
    words
        What it says of the causes.
    term
        The field's name for it.
    tip
        One sentence about it.
    each, usual
        What number each cause is given and what it is at first; no words for none.
    common, common_usual
        What number is given once and what it is at first; no words for none.
    one_cause
        Whether it is about one of the causes.
    """

    key: Key
    words: str
    term: str
    tip: str
    each: str = ""
    usual: float = 0.0
    common: str = ""
    common_usual: float = 0.0
    one_cause: bool = False

    @property
    def needs_causes(self) -> bool:
        """Whether it says nothing of a variable without causes."""
        return self.key not in ("even", "random")

    @property
    def title(self) -> str:
        """Words and term."""
        return f"{self.words} ({self.term})" if self.term else self.words


EVEN = Rule("even", "Make even", "", "Give every state the same chance in every row (uniform)")
NOISY_OR = Rule(
    "noisy_or",
    "Any cause is enough",
    "noisy-OR",
    "Each cause that is present brings it about with a chance of its own",
    "brings it about with chance",
    0.9,
    "Without any cause it comes about with chance (leak)",
    0.0,
)
RANDOM = Rule(
    "random",
    "Draw at random",
    "Dirichlet",
    "Draw every row by chance (Dirichlet)",
    common="Concentration: below 1 rows are extreme, above 1 more even",
    common_usual=1.0,
)
MORE: tuple[Rule, ...] = (
    Rule(
        "noisy_and",
        "All causes are needed",
        "noisy-AND",
        "Each cause that is absent prevents it with a chance of its own",
        "prevents it, when absent, with chance",
        0.9,
        "With all causes present it fails with chance (leak)",
        0.0,
    ),
    Rule(
        "logistic",
        "Causes add up",
        "logistic",
        "Each cause that is present adds to the log odds",
        "adds to the log odds",
        2.0,
        "Log odds when no cause is present",
        -2.0,
    ),
    RANDOM,
    Rule("or", "When any cause is there", "or", "It is there exactly when a cause is"),
    Rule("and", "When all causes are there", "and", "It is there exactly when all causes are"),
    Rule("xor", "When an odd number is there", "xor", "It is there exactly when an odd number of causes is"),
    Rule("copy", "Same as one cause", "copy", "It is as one cause is", one_cause=True),
    Rule("not", "Opposite of one cause", "not", "It is there exactly when one cause is not", one_cause=True),
)


@dataclass(frozen=True)
class Choices:
    """What a person chose for a rule.

    Parameters
    ----------
    present
        For each cause and then for the variable the code of the state in which it counts as there.
    each
        A number for each cause.
    common
        The number that is given once.
    parent
        Which cause it is about, where it is about one.
    """

    present: tuple[int, ...] = ()
    each: tuple[float, ...] = field(default=())
    common: float = 0.0
    parent: int = 0


def usual_choices(rule: Rule, subject: Subject) -> Choices:
    """Return what is chosen at first."""
    present = tuple(present_state(variable) for variable in (*subject.parents, subject.variable))
    return Choices(present, (rule.usual,) * len(subject.parents), rule.common_usual)


def made_by(rule: Rule, subject: Subject, choices: Choices, rng: np.random.Generator) -> FloatArray:
    """Return the rows of a table filled by a rule, float64[n_rows, n_states].

    Raises
    ------
    InvalidInput
        When a number does not suit the rule.
    """
    shape: Sequence[int] = subject.shape
    if rule.key == "even":
        table = uniform_table(shape)
    elif rule.key == "random":
        table = dirichlet_table(shape, choices.common, rng)
    elif rule.key == "noisy_or":
        table = noisy_or(shape, choices.each, choices.common, choices.present)
    elif rule.key == "noisy_and":
        table = noisy_and(shape, choices.each, choices.common, choices.present)
    elif rule.key == "logistic":
        table = logistic_table(shape, choices.each, choices.common, choices.present)
    else:
        function: Function = rule.key
        table = function_table(shape, function, choices.present, choices.parent)
    return table.reshape(subject.n_rows, subject.n_states)
