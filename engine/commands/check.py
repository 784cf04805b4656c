"""`check`: whether a file is sound, and all that is wrong with it at once."""

from __future__ import annotations

import argparse
import sys

from engine.commands.exit_codes import DONE
from engine.files.csv_tables import TABLE_SUFFIXES, preview_table, read_table
from engine.files.hypotheses_files import holds_hypotheses, read_hypotheses
from engine.files.network_files import NETWORK_SUFFIXES, SCENARIO_SUFFIXES, read_network_file, suffix_of, unknown_kind
from engine.files.reading import read_text
from engine.files.scenario_reader import LARGEST_FILE
from engine.files.session_files import load_session
from engine.hypotheses.space import HypothesisSpace


def check(arguments: argparse.Namespace) -> int:
    """Read a file, print that it is sound with a short account of it, and return the exit code.

    Raises
    ------
    InvalidInput
        With every fault of the file.
    """
    suffix = suffix_of(arguments.file)
    if suffix in NETWORK_SUFFIXES:
        account = _network(arguments.file)
    elif suffix in SCENARIO_SUFFIXES:
        text = read_text(arguments.file, LARGEST_FILE)
        account = _hypotheses(arguments.file) if holds_hypotheses(text) else _scenario(arguments.file)
    elif suffix in TABLE_SUFFIXES:
        account = _table(arguments.file)
    else:
        known = (*NETWORK_SUFFIXES, *SCENARIO_SUFFIXES, *TABLE_SUFFIXES)
        raise unknown_kind(arguments.file, "networks, scenarios, hypotheses and tables", known)
    sys.stdout.write(f"{arguments.file}: sound. {account}\n")
    return DONE


def _network(path: str) -> str:
    content = read_network_file(path)
    network = content.network
    arrows = len(network.dag.edges())
    account = f"A network of {_count(len(network.variables), 'variable')} and {_count(arrows, 'arrow')}."
    return " ".join([account, *content.losses])


def _scenario(path: str) -> str:
    state = load_session(path)
    steps = state.scenario.steps
    expectations = sum(len(step.expect) for step in steps)
    parts = [
        _count(len(state.variables), "measured variable"),
        _count(state.space.count, "candidate"),
        _count(len(steps), "step"),
        _count(expectations, "expectation"),
    ]
    return f'A scenario, "{state.scenario.title}", with {", ".join(parts[:-1])} and {parts[-1]}.'


def _hypotheses(path: str) -> str:
    found = read_hypotheses(path)
    names = ", ".join(found.names)
    account = f"Hypotheses about {names}: {_count(found.space.count, 'candidate')}"
    if isinstance(found.space, HypothesisSpace) and found.space.has_hidden:
        account += f", something hidden in {len(found.space.shapes):,} of them"
    return f'{account}; prior "{found.assumptions.prior}".'


def _table(path: str) -> str:
    preview = preview_table(path)
    data = read_table(preview)
    rows = ", ".join(
        f"{count:,} with {' and '.join(regime)} set" if regime else f"{count:,} watched"
        for regime, count in preview.regimes
    )
    return f"{_count(data.n_rows, 'row')} of {_count(len(data.variables), 'variable')}: {rows}."


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
