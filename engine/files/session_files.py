"""Saving sessions and opening them again: a scenario file with one more part that says where it stood."""

from __future__ import annotations

import os

import numpy as np

from engine.data.dataset import Batch
from engine.files.action_writer import table_lines
from engine.files.atomic import write_atomically
from engine.files.belief_writer import belief_lines
from engine.files.costs_section import costs_lines
from engine.files.faults import Faults
from engine.files.plan_section import plan_lines
from engine.files.reading import read_text
from engine.files.record_writer import regime_lines, rows_lines
from engine.files.scenario_reader import LARGEST_FILE, scenario_form, scenario_of
from engine.files.scenario_writer import positions_text, write_scenario
from engine.files.session_section import read_session
from engine.files.yaml_writing import as_item, flow_list, indented, scalar
from engine.hypotheses.notation import format_candidate
from engine.hypotheses.space import Hypotheses, HypothesisSpace
from engine.networks.network import BayesianNetwork
from engine.problems import InvalidInput, Problem
from engine.sessions.state import LessonProgress, SessionState, initial_state
from engine.sessions.verbs import Record


def save_session(path: str | os.PathLike[str], state: SessionState) -> None:
    """Save a session so that opening the file shows the same screen.

    Parameters
    ----------
    path
        Where to; what is there stays until the whole of the new file is on the disk.
    state
        The session, with all its rows.

    Raises
    ------
    SaveFailed
        When it cannot be saved; the file that was there is untouched.
    """
    write_atomically(path, session_text(state).encode("utf-8"))


def load_session(path: str | os.PathLike[str]) -> SessionState:
    """Return the session of a file; of a plain scenario, the state in which it starts.

    Raises
    ------
    InvalidInput
        With every fault of the file, by line.
    """
    text = read_text(path, LARGEST_FILE)
    try:
        return parse_session(text)
    except InvalidInput as error:
        raise error.within(os.fspath(path)) from None


def session_text(state: SessionState) -> str:
    """Return a session as the text that `parse_session` reads."""
    lines = ["", "session:", *indented(_session(state))]
    return write_scenario(state.scenario) + "\n".join(lines) + "\n"


def parse_session(text: str) -> SessionState:
    """Return the session that a text describes; raise InvalidInput with every fault."""
    faults = Faults()
    form = scenario_form(text, faults)
    scenario = scenario_of(form)
    faults.raise_any()
    if scenario is None:
        raise InvalidInput(Problem("the scenario is not complete", "Compare it with one that opens"))
    node = form.node("session")
    state = initial_state(scenario)
    if node is not None:
        state = read_session(node, state, faults)
    faults.raise_any()
    return state


def _session(state: SessionState) -> list[str]:
    scenario = state.scenario
    lines = [f"seed: {state.seed}", *regime_lines(state.regime, state.variables)]
    lines.append(f"world: {'covered' if state.world_covered else 'open'}")
    if state.positions:
        lines.append(f"positions: {positions_text(state.positions)}")
    lines += _changed_tables(state.world, scenario.world)
    if _is_other_belief(state):
        belief = belief_lines(state.space, state.assumptions, state.variables)
        lines += ["belief:", *indented(belief)]
    if state.as_if_watched:
        lines.append("as_if_watched: yes")
    if state.costs != scenario.costs:
        lines += costs_lines(state.costs)
    if state.plan != scenario.plan:
        lines += plan_lines(state.plan, state.variables)
    if state.pinned:
        lines.append("pinned:")
        lines += [f"  - {scalar(format_candidate(pin, state.belief_names))}" for pin in state.pinned]
    if scenario.steps:
        lines += ["lesson:", *indented(_lesson(state.lesson))]
    if not state.dataset.batches:
        return [*lines, "batches: []"]
    lines.append("batches:")
    for number in range(len(state.dataset.batches)):
        lines += indented(as_item(_batch(state, number)))
    return lines


def _is_other_belief(state: SessionState) -> bool:
    # Spaces that differ in the names of hidden variables alone are equal; those names are kept all the same.
    scenario = state.scenario
    if (state.space, state.assumptions) != (scenario.space, scenario.assumptions):
        return True
    return state.space is not scenario.space and _hidden_names_of(state.space) != _hidden_names_of(scenario.space)


def _hidden_names_of(space: Hypotheses) -> list[list[str]]:
    shapes = space.shapes if isinstance(space, HypothesisSpace) else {}
    return [[each.name for each in shapes[number].hidden] for number in sorted(shapes)]


def _lesson(lesson: LessonProgress) -> list[str]:
    bets = flow_list("none" if bet is None else str(bet + 1) for bet in lesson.bets)
    hints = flow_list(map(str, lesson.hints))
    return [f"step: {lesson.step + 1}", f"played: {lesson.played}", f"bets: {bets}", f"hints: {hints}"]


def _batch(state: SessionState, number: int) -> list[str]:
    batch, source = state.dataset.batches[number], state.sources[number]
    recorded = state.scenario.recorded
    if source is None and number < len(recorded) and _is_record(batch, recorded[number]):
        return [f"start: {number + 1}"]
    lines = [f"drawn: {'no' if source is None else 'yes'}", *regime_lines(batch.regime, state.variables)]
    if source is not None:
        lines += _changed_tables(source, state.scenario.world)
    return [*lines, *rows_lines(batch.values, state.variables)]


def _is_record(batch: Batch, record: Record) -> bool:
    same = batch.values is record.values or np.array_equal(batch.values, record.values)
    return same and batch.regime == record.regime


def _changed_tables(world: BayesianNetwork | None, before: BayesianNetwork | None) -> list[str]:
    if world is None or before is None or world is before:
        return []
    changed = [table for table, old in zip(world.tables, before.tables, strict=True) if table != old]
    if not changed:
        return []
    lines = [line for table in changed for line in table_lines(table, world.variables)]
    return ["tables:", *indented(lines)]


__all__ = ["load_session", "parse_session", "save_session", "session_text"]
