"""What the panel says of experiments, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from engine.networks.interventions import Regime
from engine.networks.variables import Variable
from engine.questions.experiments import Gain, Gains
from engine.sessions.wording import capitalised, count_rows, describe_doing
from gui.controls.numbers import bits, decimal, with_error

EVERYTHING = "which structure is true"
COVERED = "This stays covered until you have placed your bet."
NOTHING_OPEN = "Nothing is open any more: no experiment can tell anything new."


TWO = "Each cell is the best way to act on the two. Choose one, and all ways are below."
SOFT = (
    "Pushed, a variable still follows its causes, by a new table halfway to the state (soft intervention). Nothing is "
    "known of that table at first: the first row tells as much as one drawn at random."
)


def do_words(regime: Regime) -> str:
    """Return what the button says that does the most telling experiment."""
    if not regime.interventions:
        return "Watch"
    verb = "Push" if all(each.towards is not None for each in regime.interventions) else "Set"
    return f"{verb} {'it' if len(regime.interventions) == 1 else 'both'}"


def heading(rows: int) -> str:
    """Return what the map shows."""
    return f"How much {'one more row' if rows == 1 else count_rows(rows)} would tell"


def advice(gains: Gains, variables: Sequence[Variable]) -> str:
    """Return the most telling experiment; level ones are said to be level."""
    best = gains.best
    if best is None:
        return ""
    level = [gain for gain in gains.known if gain is not best and gain.bits > best.bits - 5e-4]
    if best.bits < 5e-4:
        return "No experiment tells much any more"
    most = f"Most telling: {describe_doing(best.regime, variables)}"
    return f"{most} (level with {len(level)} more)" if level else most


def amount(gain: Gain, gains: Gains, rows: int) -> str:
    """Return how much an experiment tells of what is open: "1 row: about 0.09 of the 1.28 bits still open"."""
    told = decimal(gain.bits, 3) if gain.exact else with_error(gain.bits, gain.standard_error, 3)
    return f"{count_rows(rows)}: about {told} of the {bits(gains.entropy_bits)} bits still open"


def choice_words(gain: Gain, gains: Gains, variables: Sequence[Variable]) -> str:
    """Return how a chosen experiment compares with the best."""
    short = gains.regret(gain.regime)
    said = capitalised(describe_doing(gain.regime, variables))
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
