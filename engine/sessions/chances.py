"""Chances in the world, as lessons write them: ``P(Ice cream = yes | do Shorts = yes, Sun = no)``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.networks.interventions import OBSERVATION, Intervention, Regime, do
from engine.networks.network import BayesianNetwork
from engine.networks.variables import Variable
from engine.problems import InvalidInput
from engine.questions.probabilities import probability
from engine.sessions.scanner import Scanner

_SHAPE = "Write it like P(Rain = yes | Wet = yes) or P(Rain = yes | do Wet = yes)"
_Assignments = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Chance:
    """The probability of an event in the world, given what was seen and what was set by hand.

    Parameters
    ----------
    text
        As it was written.
    event, given
        (variable, state) pairs; indices of the world's variables, codes of their states.
    regime
        What is set by hand; targets are indices of the world's variables.
    """

    text: str
    event: _Assignments
    given: _Assignments = ()
    regime: Regime = OBSERVATION

    @property
    def acts(self) -> bool:
        """Whether something is set by hand."""
        return bool(self.regime.interventions)

    def value(self, world: BayesianNetwork) -> float:
        """Return the probability, exactly.

        Raises
        ------
        ImpossibleEvidence
            When what is given never happens.
        """
        return probability(world, dict(self.event), dict(self.given), self.regime)


def parse_chance(text: str, variables: Sequence[Variable]) -> Chance:
    """Return the chance that a line of text describes.

    Parameters
    ----------
    text
        ``P(`` event ``|`` conditions ``)``; event and conditions are assignments ``name = state`` joined
        by commas, a condition that starts with ``do`` is set by hand, the others are seen. Names may hold
        spaces: the longest that fits is read.
    variables
        All variables of the world.

    Raises
    ------
    InvalidInput
        When it does not read so; the message says where and lists what could stand there.
    """
    scanner = Scanner(text)
    chance = read_chance(scanner, variables)
    if not scanner.finished:
        raise scanner.unread()
    return chance


def read_chance(scanner: Scanner, variables: Sequence[Variable]) -> Chance:
    """Read a chance where `scanner` stands, as `parse_chance` does."""
    start = scanner.place
    scanner.expect("P", _SHAPE)
    scanner.expect("(", _SHAPE)
    event = [_assignment(scanner, variables)]
    while scanner.take(","):
        event.append(_assignment(scanner, variables))
    given: list[tuple[int, int]] = []
    interventions: list[Intervention] = []
    if scanner.take("|"):
        _condition(scanner, variables, given, interventions)
        while scanner.take(","):
            _condition(scanner, variables, given, interventions)
    scanner.expect(")", _SHAPE)
    _check_named_once(scanner, variables, event, [*given, *((each.target, 0) for each in interventions)])
    text = scanner.text[start : scanner.place].strip()
    return Chance(text, tuple(event), tuple(given), Regime(tuple(interventions)))


def _condition(
    scanner: Scanner,
    variables: Sequence[Variable],
    given: list[tuple[int, int]],
    interventions: list[Intervention],
) -> None:
    # A variable may be called "do ...": a name that fits counts before the word.
    here = scanner.place
    if scanner.take_longest([variable.name for variable in variables]) is not None and scanner.take("="):
        scanner.place = here
        given.append(_assignment(scanner, variables))
        return
    scanner.place = here
    if scanner.take("do") is not None:
        interventions.append(do(*_assignment(scanner, variables)))
    else:
        given.append(_assignment(scanner, variables))


def _assignment(scanner: Scanner, variables: Sequence[Variable]) -> tuple[int, int]:
    names = [variable.name for variable in variables]
    index = names.index(scanner.expect_name(names, "variable"))
    scanner.expect("=", _SHAPE)
    states = variables[index].states
    return index, states.index(scanner.expect_name(states, f"state of {names[index]}"))


def _check_named_once(
    scanner: Scanner,
    variables: Sequence[Variable],
    event: list[tuple[int, int]],
    conditions: list[tuple[int, int]],
) -> None:
    for group in (event, conditions):
        named = [index for index, _ in group]
        for index in named:
            if named.count(index) > 1:
                raise _named_twice(scanner, variables[index].name)


def _named_twice(scanner: Scanner, name: str) -> InvalidInput:
    return scanner.fault(f"{name} is named twice", "Name each variable once")
