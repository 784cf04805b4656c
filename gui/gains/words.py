"""What the panel says of experiments, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from engine.networks.interventions import Regime
from engine.networks.variables import Variable
from engine.questions.experiments import Gain, Gains
from engine.sessions.wording import count_rows, describe_regime
from gui.controls.numbers import bits, decimal, with_error

EVERYTHING = "which structure is true"
COVERED = "This stays covered until you have placed your bet."
NOTHING_OPEN = "Nothing is open any more: no experiment can tell anything new."


def heading(rows: int) -> str:
    """Return what the map shows."""
    return f"How much {'one more row' if rows == 1 else count_rows(rows)} would tell"


def done(regime: Regime, variables: Sequence[Variable]) -> str:
    """Return what would be done: "watch", "set Sun = no"."""
    return f"set {describe_regime(regime, variables)}" if regime.interventions else "watch"


def advice(gains: Gains, variables: Sequence[Variable]) -> str:
    """Return the most telling experiment; level ones are said to be level."""
    best = gains.best
    if best is None:
        return ""
    level = [gain for gain in gains.known if gain is not best and gain.bits > best.bits - 5e-4]
    if best.bits < 5e-4:
        return "No experiment tells much any more"
    most = f"Most telling: {done(best.regime, variables)}"
    return f"{most} (level with {len(level)} more)" if level else most


def amount(gain: Gain, gains: Gains, rows: int) -> str:
    """Return how much an experiment tells of what is open: "1 row: about 0.09 of the 1.28 bits still open"."""
    told = decimal(gain.bits, 3) if gain.exact else with_error(gain.bits, gain.standard_error, 3)
    return f"{count_rows(rows)}: about {told} of the {bits(gains.entropy_bits)} bits still open"


def choice_words(gain: Gain, gains: Gains, variables: Sequence[Variable]) -> str:
    """Return how a chosen experiment compares with the best."""
    short = gains.regret(gain.regime)
    said = f"{done(gain.regime, variables)}"
    said = said[0].upper() + said[1:]
    if short < 5e-4:
        return f"{said}: as telling as any."
    return f"{said}: {decimal(gain.bits, 3)} bits, {decimal(short, 3)} less than the best (regret)."


def kind_words(gains: Gains | None, working: bool) -> str:
    """Return how the numbers were got, beside them."""
    if gains is None or not gains.known:
        return "working it out ..." if working else ""
    exact = all(gain.exact for gain in gains.known)
    if exact:
        return "exact" if not working else "exact, more to come"
    worst = max(gain.standard_error for gain in gains.known)
    return f"sampled, {'getting better, ' if working else ''}off by about {decimal(max(worst, 0.001), 3)}"


def questions(names: Sequence[str]) -> list[str]:
    """Return what can be asked about pairs, in the order of `pairs`."""
    said = [EVERYTHING]
    for one, other in pairs(len(names)):
        said += [f"is there an arrow {names[one]} \N{RIGHTWARDS ARROW} {names[other]}"]
    for one, other in pairs(len(names)):
        said += [f"is {names[one]} a cause of {names[other]}, directly or over others"]
    return said


def pairs(n: int) -> list[tuple[int, int]]:
    """Return all ordered pairs of places."""
    return [(one, other) for one in range(n) for other in range(n) if one != other]
