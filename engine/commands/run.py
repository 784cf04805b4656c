"""`run`: all steps of a scenario played, and what they expect checked."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from engine.commands.exit_codes import DONE, EXPECTATION_FAILED
from engine.files.atomic import write_atomically
from engine.files.network_files import SCENARIO_SUFFIXES, suffix_of, unknown_kind
from engine.files.report import report_page
from engine.files.scenario_reader import read_scenario
from engine.problems import InvalidInput, Problem
from engine.sessions.rejection import ActionRejected
from engine.sessions.replay import PlayedScenario, play


def run(arguments: argparse.Namespace) -> int:
    """Play a scenario, print every expectation, save the report; return 1 when one failed, else 0."""
    if suffix_of(arguments.scenario) not in SCENARIO_SUFFIXES:
        raise unknown_kind(arguments.scenario, "scenarios", SCENARIO_SUFFIXES)
    scenario = read_scenario(arguments.scenario)
    try:
        played = play(scenario)
    except ActionRejected as error:
        problem = Problem(f"a step cannot be played: {str(error).rstrip('.')}", "Mend the step")
        raise InvalidInput(problem, source=arguments.scenario) from None
    sys.stdout.writelines(f"{line}\n" for line in outcome(played))
    if arguments.report is not None:
        write_atomically(arguments.report, report_page(played).encode())
    return DONE if played.holds else EXPECTATION_FAILED


def outcome(played: PlayedScenario) -> Iterator[str]:
    """Yield the lines to print: each step, each expectation with "held" or "failed", and the sum."""
    yield played.scenario.title
    for number, step in enumerate(played.steps, start=1):
        yield f"{number}. {step.step.title}"
        for check in step.checks:
            found = "" if check.holds else f" (found {check.left:.6g} against {check.right:.6g})"
            yield f"   {'held' if check.holds else 'failed':<6}  {check.text}{found}"
    checks = [check for step in played.steps for check in step.checks]
    held = sum(check.holds for check in checks)
    yield f"{held} of {len(checks)} expectations held." if checks else "This scenario expects nothing."
