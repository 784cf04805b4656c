"""Writing recorded rows: as counts where that says the same, else row by row."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.files.row_blocks import rows_to_text
from engine.files.yaml_writing import flow_list, flow_map, indented, number, scalar
from engine.networks.interventions import Regime
from engine.networks.variables import Variable
from engine.sessions.recording import counts_of, rows_from_counts
from engine.sessions.verbs import Record

MOST_COUNTS = 64


def record_lines(record: Record, variables: Sequence[Variable]) -> list[str]:
    """Return recorded rows as the lines of a map."""
    lines = regime_lines(record.regime, variables)
    counts = counts_of(record.values)
    writable = all(variable.name != "n" for variable in variables) and len(counts) <= MOST_COUNTS
    if not writable or not np.array_equal(rows_from_counts(counts, variables), record.values):
        return [*lines, *rows_lines(record.values, variables)]
    lines.append("counts:")
    for configuration, times in counts.items():
        states = {
            variable.name: scalar(variable.states[code])
            for variable, code in zip(variables, configuration, strict=True)
        }
        lines += indented([f"- {flow_map({**states, 'n': str(times)})}"])
    return lines if counts else [*lines[:-1], "counts: []"]


def rows_lines(values: np.ndarray, variables: Sequence[Variable]) -> list[str]:
    """Return rows of codes as the lines of the key ``rows``."""
    text = rows_to_text(values, variables)
    return ["rows: |", *indented(text.split("\n"))] if text else ['rows: ""']


def regime_lines(regime: Regime, variables: Sequence[Variable]) -> list[str]:
    """Return what is set by hand as the lines of the keys ``set``, ``randomise``, ``push`` and ``changed``."""
    states: dict[str, str] = {}
    uniform: list[str] = []
    drawn: dict[str, str] = {}
    pushed: dict[str, str] = {}
    for each in regime.interventions:
        variable = variables[each.target]
        if each.towards is not None:
            pushed[variable.name] = scalar(variable.states[each.towards])
        if each.kind == "soft":
            continue
        if each.state is not None:
            states[variable.name] = scalar(variable.states[each.state])
        elif each.distribution is None:
            uniform.append(variable.name)
        else:
            drawn[variable.name] = flow_list(map(number, each.distribution))
    lines = [f"set: {flow_map(states)}"] if states else []
    if drawn:
        # One map holds both kinds: an empty list stands for all states alike.
        lines.append(f"randomise: {flow_map({**dict.fromkeys(uniform, '[]'), **drawn})}")
    elif uniform:
        lines.append(f"randomise: {flow_list(map(scalar, uniform))}")
    if pushed:
        lines.append(f"push: {flow_map(pushed)}")
    return lines + _changed_lines(regime, variables)


def _changed_lines(regime: Regime, variables: Sequence[Variable]) -> list[str]:
    changed = [each for each in regime.interventions if each.kind == "soft" and not each.is_pushed]
    if all(each.table is None and not each.label for each in changed):
        names = [scalar(variables[each.target].name) for each in changed]
        return [f"changed: {flow_list(names)}"] if names else []
    said = {
        variables[each.target].name: scalar(each.label) if each.label else flow_list(map(number, each.table or ()))
        for each in changed
    }
    return [f"changed: {flow_map(said)}"]
