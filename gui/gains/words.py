"""What the panel says of experiments, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from engine.networks.interventions import Regime
from engine.questions.experiments import Gain, Gains
from engine.sessions.costs import amount
from engine.sessions.spending import cost_of
from engine.sessions.wording import capitalised, count_rows, describe_doing
from gui.controls.numbers import amount_of, bits, decimal, with_error
from gui.gains.measure import LEAST, Measure, told_bits

EVERYTHING = "which structure is true"
NOTHING_OPEN = "Nothing is open any more: no experiment can tell anything new."
TWO = "Each cell is the best way to act on the two. Choose one, and all ways are below."
DEAR = "Struck corner: costs more than is left."
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


def heading(rows: int, *, per_cost: bool = False) -> str:
    """Return what the map shows."""
    said = f"How much {'one more row' if rows == 1 else count_rows(rows)} would tell"
    return f"{said} for each unit of cost" if per_cost else said


def tells_much(best: Gain, measure: Measure) -> bool:
    """Return whether the most telling experiment is worth being advised."""
    return measure.per_cost or best.bits >= LEAST


def advice(best: Gain, gains: Gains, measure: Measure) -> str:
    """Return the most telling experiment; one that is level is named, several are counted."""
    if not told_bits(best):
        return _nothing_words(measure)
    if not tells_much(best, measure):
        return f"No experiment tells much any more. Most still: {describe_doing(best.regime, measure.state.variables)}"
    level = measure.level(gains, best)
    most = "Most telling for its cost" if measure.per_cost else "Most telling"
    said = f"{most}: {describe_doing(best.regime, measure.state.variables)}"
    if len(level) == 1:
        return f"{said}, level with: {describe_doing(level[0].regime, measure.state.variables)}"
    return f"{said} (level with {len(level)} more)" if level else said


def _nothing_words(measure: Measure) -> str:
    # That is so exactly where predictions do not depend on the answer: before any data, of a row by itself.
    if measure.rows > 1:
        return "Whatever the answer, the same is expected of these rows: no experiment tells anything"
    said = "Whatever the answer, the same is expected of a single row: alone it tells nothing"
    return f"{said}. Ask above what {count_rows(measure.drawn)} would tell." if measure.drawn > 1 else said


def cost_words(regime: Regime, measure: Measure) -> str:
    """Return what drawing rows under a regime would cost, and what is left; empty where costs are as usual."""
    if not measure.tells_costs:
        return ""
    cost = amount(cost_of(measure.state, regime, measure.drawn))
    said = f"{count_rows(measure.drawn)} {'costs' if measure.drawn == 1 else 'cost'} {cost}"
    if measure.spent.left is None:
        return f"{said}."
    left = f"{amount(measure.spent.left)} left"
    return f"{said}, more than the {left}." if measure.is_dear(regime) else f"{said}, with {left}."


def told_words(gain: Gain, gains: Gains, measure: Measure) -> str:
    """Return how much an experiment tells of what is open: "10 rows: about 0.52 of the 1.28 bits still open.".

    Where there is a button that draws more rows than the number is about, it says what that means for them.
    """
    told = amount_of(told_bits(gain), 3) if gain.exact else with_error(gain.bits, gain.standard_error, 3)
    about = told if told.startswith("<") else f"about {told}"
    said = f"{about} of the {bits(gains.entropy_bits)} bits still open"
    if measure.rows == measure.drawn or measure.state.world is None:
        return f"{count_rows(measure.rows)}: {said}."
    drawn = count_rows(measure.drawn)
    more = f"The button draws {drawn}, which tell at least as much: choose {drawn} above to see how much."
    return f"One row of it: {said}. {more}"


def choice_words(gain: Gain, gains: Gains, measure: Measure) -> str:
    """Return how a chosen experiment compares with the best."""
    short = gains.regret(gain.regime)
    said = capitalised(describe_doing(gain.regime, measure.state.variables))
    per = f" {capitalised(measure.cost_said(gain))}." if measure.per_cost else ""
    if short < LEAST:
        return f"{said}: as telling as any.{per}"
    return f"{said}: {amount_of(told_bits(gain), 3)} bits, {decimal(short, 3)} less than the best (regret).{per}"


def kind_words(gains: Gains | None, working: bool) -> str:
    """Return how the numbers were got, beside them."""
    if gains is None or not gains.known:
        return "working it out ..." if working else ""
    exact = all(gain.exact for gain in gains.known)
    if exact:
        return "exact" if not working else "exact, more to come"
    worst = max(gain.standard_error for gain in gains.known)
    return f"sampled, {'getting better, ' if working else ''}off by at most about {decimal(max(worst, 0.001), 3)}"


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
