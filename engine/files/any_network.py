"""The network in whatever holds one: a session on screen, a saved session, a lesson, or a file of another program."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

from engine.files.csv_tables import TABLE_SUFFIXES
from engine.files.network_file import NetworkFile
from engine.files.network_files import LARGEST_FILE, SCENARIO_SUFFIXES, read_network_file, suffix_of
from engine.files.network_text import content_from_text
from engine.files.reading import PathLike, read_bytes
from engine.files.session_files import load_session
from engine.problems import InvalidInput, Problem
from engine.sessions.placing import node_positions
from engine.sessions.positions import Positions
from engine.sessions.state import SessionState

LOOKED_AT = 400


def network_of_session(state: SessionState) -> NetworkFile:
    """Return the network of a session as it is now: its tables, what is hidden, where it is drawn, and its notes.

    Raises
    ------
    InvalidInput
        When the session has recorded data only.
    """
    if state.world is None:
        raise InvalidInput(Problem("it has data only, no network", "Choose one with a network"))
    # Under a cover variables stand on a circle, to give nothing away; whoever asks for the network wants it laid out.
    places = Positions(node_positions(replace(state, world_covered=False)))
    return NetworkFile(state.world, places, state.scenario.notes, state.scenario.title)


def read_any_network(path: PathLike) -> NetworkFile:
    """Return the network in a file of any kind that the program reads.

    Of a saved session it is the network as it was when it was saved, of a lesson the one it begins with. A text whose
    first word says that it is a graph (``dag {``) is read whatever its ending is.

    Raises
    ------
    InvalidInput
        As `engine.files.network_files.read_network_file`, and when a session is at fault or has data only.
    """
    suffix = suffix_of(path)
    if suffix in SCENARIO_SUFFIXES:
        state = load_session(path)
        try:
            return network_of_session(state)
        except InvalidInput as error:
            raise error.within(os.fspath(path)) from None
    if suffix in TABLE_SUFFIXES and begins_a_graph(path):
        return read_graph(path)
    return read_network_file(path)


def begins_a_graph(path: PathLike) -> bool:
    """Return whether a file of text is no table but a graph, as DAGitty saves it: ``dag {`` comes first."""
    try:
        with Path(path).open("rb") as file:
            return re.match(rb"\s*(dag|digraph|graph)\b[^{\n]*\{", file.read(LOOKED_AT)) is not None
    except OSError:
        return False


def read_graph(path: PathLike) -> NetworkFile:
    """Return the graph that a file of text holds.

    Raises
    ------
    InvalidInput
        When it cannot be read or is at fault.
    """
    try:
        return content_from_text(read_bytes(path, LARGEST_FILE).decode("utf-8", errors="replace"))
    except InvalidInput as error:
        raise error.within(os.fspath(path)) from None
