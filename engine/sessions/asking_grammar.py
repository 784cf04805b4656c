"""How statements about experiments, covariances and pooled rows are read; see `engine.sessions.expectation_grammar`."""

from __future__ import annotations

from collections.abc import Sequence

from engine.networks.interventions import Intervention, Regime, do, randomize
from engine.networks.variables import Variable
from engine.sessions.asking_quantities import Covariance, InformationGain, PoolingFactor
from engine.sessions.scanner import Scanner

_EXPERIMENT = 'Write it like "information gain of do A = yes", "... of random A" or "... of watching"'


def read_gain(scanner: Scanner, believed: Sequence[Variable], nats: bool) -> InformationGain:
    """Read an experiment: ``watching``, ``do A = yes, B = no``, ``random A``, several joined by commas."""
    if scanner.take("watching"):
        return InformationGain(Regime(), nats)
    names = [variable.name for variable in believed]
    found: list[Intervention] = []
    while True:
        word = scanner.take("do", "random") or ("do" if found else None)
        if word is None:
            raise scanner.fault("no experiment is named", _EXPERIMENT)
        place = names.index(scanner.expect_name(names, "variable"))
        if any(each.target == place for each in found):
            raise scanner.fault(f"{names[place]} is named twice", "Name each variable once")
        if word == "random":
            found.append(randomize(place))
        else:
            scanner.expect("=", _EXPERIMENT)
            states = believed[place].states
            found.append(do(place, states.index(scanner.expect_name(states, f"state of {names[place]}"))))
        if not scanner.take(","):
            return InformationGain(Regime(tuple(found)), nats)


def read_covariance(scanner: Scanner, world: Sequence[Variable], scaled: bool) -> Covariance:
    """Read two variables of the world: ``A, B``."""
    if not world:
        raise scanner.fault("the world is asked about", "Give the world variables and tables")
    names = [variable.name for variable in world]
    one = names.index(scanner.expect_name(names, "variable"))
    scanner.expect(",", f'Write it like "{"correlation" if scaled else "covariance"} of A, B"')
    return Covariance(one, names.index(scanner.expect_name(names, "variable")), scaled)


def read_pooling(scanner: Scanner, names: Sequence[str]) -> PoolingFactor:
    """Read a variable and what it depends on: ``B``, or ``B given A, C``."""
    child = names.index(scanner.expect_name(names, "variable"))
    parents: list[int] = []
    while scanner.take("," if parents else "given"):
        place = names.index(scanner.expect_name(names, "variable"))
        if place == child or place in parents:
            raise scanner.fault(f"{names[place]} is named twice", "Name each variable once")
        parents.append(place)
    return PoolingFactor(child, tuple(parents))
