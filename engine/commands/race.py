"""`race`: strategies that play copies of a scenario or a saved session, as JSON."""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Iterator, Sequence
from itertools import combinations

from engine.commands.exit_codes import DONE
from engine.commands.progress_line import followed
from engine.files.atomic import write_atomically
from engine.files.network_files import SCENARIO_SUFFIXES, suffix_of, unknown_kind
from engine.files.session_files import load_session
from engine.problems import InvalidInput, Problem
from engine.sessions.race import MEASURES, MOST_RUNS, Course, Estimate, Measure, Race
from engine.sessions.racing import race as racing
from engine.sessions.strategies import RULES, STRATEGIES, Strategy

Content = dict[str, object]


def race(arguments: argparse.Namespace) -> int:
    """Let strategies race, write how they did, and return the exit code."""
    if suffix_of(arguments.scenario) not in SCENARIO_SUFFIXES:
        raise unknown_kind(arguments.scenario, "scenarios and sessions", SCENARIO_SUFFIXES)
    try:
        strategies = strategies_named(arguments.strategies)
        course = Course(strategies, arguments.steps, arguments.rows, "now" if arguments.from_now else "empty")
    except InvalidInput as error:
        raise error.within("command line") from None
    problems = list(_out_of_range(arguments))
    if problems:
        raise InvalidInput(*problems, source="command line")
    state = load_session(arguments.scenario)
    first = state.seed if arguments.seed is None else arguments.seed
    try:
        found = followed(racing(state, course, range(first, first + arguments.repeats)), "Racing")
    except InvalidInput as error:
        raise error.within(arguments.scenario) from None
    text = race_text(found)
    if arguments.out is None:
        sys.stdout.write(text)
    else:
        write_atomically(arguments.out, text.encode())
    return DONE


def _out_of_range(arguments: argparse.Namespace) -> Iterator[Problem]:
    if not 1 <= arguments.repeats <= MOST_RUNS:
        yield Problem("the number of runs is out of range", f"Give 1 to {MOST_RUNS:,}", "--repeats")
    if arguments.seed is not None and arguments.seed < 0:
        yield Problem("the seed is below 0", "Give a whole number from 0 on", "--seed")


def strategies_named(text: str) -> tuple[Strategy, ...]:
    """Return the strategies that a list such as "best-gain,random" names.

    Raises
    ------
    InvalidInput
        With every name that is none.
    """
    known = {spelled(strategy): strategy for strategy in STRATEGIES}
    names = [spelled(name.strip().lower()) for name in text.split(",")]
    unknown = [name for name in names if name not in known]
    if unknown:
        there = ", ".join(known)
        raise InvalidInput(
            *(Problem(f'"{name}" is no strategy', f"There are {there}", "--strategies") for name in unknown)
        )
    return tuple(known[name] for name in names)


def spelled(name: str) -> str:
    """Return the name of a strategy as it is typed: without blanks."""
    return name.replace(" ", "-")


def race_text(found: Race) -> str:
    """Return a race as one JSON object, one key a line."""
    course = found.course
    content: Content = {
        "steps": course.n_steps,
        "rows": course.rows,
        "start": course.start,
        "seeds": list(found.seeds),
        "method": "sampled",
        "weights_exact": found.exact,
        "strategies": list(_strategies(found)),
        "leads": list(_leads(found)),
    }
    return "{\n" + ",\n".join(f"  {json.dumps(key)}: {_lines(value)}" for key, value in content.items()) + "\n}\n"


def _lines(value: object) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(f"    {json.dumps(each)}" for each in value) + "\n  ]"
    return json.dumps(value)


def _measures(found: Race) -> tuple[Measure, ...]:
    return MEASURES if found.truth is not None else ("entropy",)


def _strategies(found: Race) -> Iterator[Content]:
    keys = {"entropy": "entropy_bits", "truth": "weight_of_truth"}
    for place, strategy in enumerate(found.course.strategies):
        steps, reached = found.finish(place)
        told: Content = {"strategy": spelled(strategy), "rule": RULES[strategy]}
        for measure in _measures(found):
            told[keys[measure]] = _known(found.means(measure)[place].tolist())
            told[f"{keys[measure]}_standard_error"] = _known(found.standard_errors(measure)[place].tolist())
        told["steps_paid"] = _estimate(found.payment(place))
        told["stopped"] = _stopped(found, place)
        told["steps_to_0.95"] = {**_estimate(steps), "runs": reached}
        yield told


def _stopped(found: Race, place: int) -> str | None:
    runs = found.n_broke(place)
    return f"The budget paid for no further step in {runs} of {found.n_runs} runs." if runs else None


def _leads(found: Race) -> Iterator[Content]:
    # After the last step; of those who did as many.
    last = found.course.n_steps
    there = [place for place in range(len(found.course.strategies)) if found.n_steps(place) == last]
    for one, other in combinations(there, 2):
        names = {"of": spelled(found.course.strategies[one]), "over": spelled(found.course.strategies[other])}
        leads: Content = {measure: _estimate(found.lead(measure, one, other, last)) for measure in _measures(found)}
        yield {**names, **leads}


def _estimate(found: Estimate) -> Content:
    mean, error = _known(found)
    return {"mean": mean, "standard_error": error}


def _known(values: Sequence[float]) -> list[float | None]:
    # JSON has no NaN.
    return [None if math.isnan(value) else float(value) for value in values]
