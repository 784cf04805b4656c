"""What the panel says of a race, in words and numbers."""

from __future__ import annotations

import math

import numpy as np

from engine.sessions.race import Estimate, Measure, Race
from engine.sessions.strategies import NAMES, Strategy
from engine.sessions.wording import count_rows
from gui.controls.numbers import decimal, listed_words, plural, probability, with_error

AXIS: dict[Measure, str] = {"entropy": "bits still open", "truth": "weight of what is true"}
TIPS: dict[Measure, str] = {
    "entropy": "How much is open about which candidate is true (entropy of the weights), on average over the runs",
    "truth": "How much of the weight has come to the candidate that the world is, on average over the runs",
}
NO_TRUTH = "No candidate is the world, so that none can be found to be true"
COVERED = "The world is covered: which candidate is true stays hidden with it"
INTRO = "Strategies play in copies of this session, each with the same luck. The session itself stays as it is."
WAITING = "The first run is being played ..."
TOO_FEW = "Choose at least two."
CHANGED = "The session has changed since."
OWN_NOW = "What you did lies before the start: let all start before any data to race against it."
OWN_NONE = "You have not done anything yet."
OWN_UNFIT = "Your batches make no whole steps of {rows}: choose other rows a step."
# Whoever is ahead by more than so many standard errors is so by luck in one case of twenty.
CLEAR = 2.0
LEVEL = 0.0005
# Errors below this are what adding up rounded numbers leaves.
ROUNDING = 1e-9


def number(value: float, measure: Measure) -> str:
    """Write a mean."""
    return decimal(value, 2) if measure == "entropy" else probability(value)


def estimate(found: Estimate, measure: Measure) -> str:
    """Write a mean and its standard error, where there is one."""
    places = 2 if measure == "entropy" else 3
    if math.isnan(found.standard_error):
        return number(found.mean, measure)
    error = found.standard_error
    return with_error(found.mean, 0.0 if error < ROUNDING else error, places)


def finish_words(race: Race, place: int) -> str:
    """Return after how many steps a strategy had found one candidate, and in how many runs: "5.0 ± 0.7 (8 of 10)"."""
    found = race.finish(place)
    if not found.reached:
        return f"not in {plural(race.n_steps(place), 'step')}"
    steps, error = found.steps
    said = decimal(steps, 1) if math.isnan(error) else with_error(steps, error, 1)
    return f"{said} ({found.reached} of {race.n_runs})"


def order(race: Race, measure: Measure, step: int) -> tuple[int, ...]:
    """Return the places of the strategies that did so many steps, who is ahead first."""
    means = race.means(measure)[:, step]
    ahead = means if measure == "entropy" else -means
    there = [place for place in range(len(means)) if np.isfinite(means[place])]
    return tuple(sorted(there, key=lambda place: (round(float(ahead[place]), 9), place)))


def verdict(race: Race, measure: Measure, step: int) -> str:
    """Return who was ahead after some steps, by how much, and whether that is more than its error."""
    ranked = order(race, measure, step)
    after = f"after {plural(step, 'step')}"
    if step == 0:
        return f"All start level: {_start(race, measure)}."
    if len(ranked) < 2:
        return f"Nobody else has done {plural(step, 'step')}."
    first, second, last = ranked[0], ranked[1], ranked[-1]
    lead = race.lead(measure, first, second, step)
    said, clear = _lead(race, measure, first, second, step)
    if lead.mean < LEVEL:
        said = f"{_both(race, first, second)} were level {after}."
    elif race.n_runs == 1:
        return f"{said} {after}, in a single run: more runs tell whether that was luck."
    else:
        said = f"{said} {after}: {_weighed(lead, clear=clear)}."
    if clear or last == second:
        return said
    rest, clear = _lead(race, measure, first, last, step)
    return f"{said} {rest}{': more than twice its error' if clear else ''}."


def _start(race: Race, measure: Measure) -> str:
    unit = " bits are open" if measure == "entropy" else " is the weight of what is true"
    return f"{number(float(race.means(measure)[0, 0]), measure)}{unit}"


def _lead(race: Race, measure: Measure, ahead: int, behind: int, step: int) -> tuple[str, bool]:
    lead = race.lead(measure, ahead, behind, step)
    unit = " bits" if measure == "entropy" else " of weight"
    clear = bool(lead.mean > CLEAR * lead.standard_error and lead.mean >= LEVEL)
    strategies = race.course.strategies
    were = "were" if strategies[ahead] == "human" else "was"
    names = _name(strategies[ahead]), _name(strategies[behind], first=False)
    return f"{names[0]} {were} ahead of {names[1]} by {estimate(lead, measure)}{unit}", clear


def _weighed(lead: Estimate, *, clear: bool) -> str:
    if lead.standard_error < ROUNDING:
        return "in every run alike"
    return "more than twice its error, so hardly luck" if clear else "less than twice its error, so it may be luck"


def _name(strategy: Strategy, *, first: bool = True) -> str:
    if strategy == "human":
        return "You" if first else "you"
    name = NAMES[strategy]
    return f"“{name[0].upper()}{name[1:]}”" if first else f"“{name}”"


def _both(race: Race, one: int, other: int) -> str:
    strategies = race.course.strategies
    return f"{_name(strategies[one])} and {_name(strategies[other], first=False)}"


def budget_words(race: Race) -> str:
    """Return for whom the budget paid for fewer steps than there are, and for how many; empty where it did for all."""
    broke = [place for place in range(len(race.course.strategies)) if race.n_broke(place)]
    if not broke:
        return ""
    said = [f"{_name(race.course.strategies[place], first=False)} {_steps_paid(race, place)}" for place in broke]
    return f"The budget paid for fewer than {plural(race.course.n_steps, 'step')}: {listed_words(said)}."


def _steps_paid(race: Race, place: int) -> str:
    steps, error = race.payment(place)
    return with_error(steps, error, 1) if error > ROUNDING else f"{steps:.0f}"


def method_words(race: Race, working: bool) -> str:
    """Return how the numbers were got: "sampled, 10 runs"."""
    inner = "" if race.exact else ", weights sampled too"
    return f"sampled, {plural(race.n_runs, 'run')}{inner}{' · working ...' if working else ''}"


def course_words(race: Race, seen: int) -> str:
    """Return what was raced: "10 steps of 10 rows each, from the start"."""
    start = "before any data" if race.course.start == "empty" else f"with the {count_rows(seen)} that were there"
    return f"{plural(race.course.n_steps, 'step')} of {count_rows(race.course.rows)}, starting {start}"


def description(race: Race, measure: Measure, step: int) -> str:
    """Return all strategies after some steps for a screen reader, who is ahead first."""
    means, errors = race.means(measure)[:, step], race.standard_errors(measure)[:, step]
    found = [Estimate(float(mean), float(error)) for mean, error in zip(means, errors, strict=True)]
    strategies = race.course.strategies
    said = [f"{NAMES[strategies[at]]} {estimate(found[at], measure)}" for at in order(race, measure, step)]
    return f"After {plural(step, 'step')}, {AXIS[measure]}: {listed_words(said)}."
