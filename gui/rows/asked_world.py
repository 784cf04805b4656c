"""Which world is asked what it gives: the one that the rows were drawn from, unless that is not to be seen."""

from __future__ import annotations

from typing import NamedTuple

from engine.data.chosen_rows import ChosenRows
from engine.networks.network import BayesianNetwork
from engine.sessions.state import SessionState

NO_WORLD = "Behind a table of data there is no world to be asked."
COVERED = "The world is covered: what it gives is not for you to see yet."
EARLIER = "These rows were drawn before the world was changed: beside them stands what it gave then."
SEVERAL = "These rows were drawn before and after the world was changed: beside them stands what it gives now."
RECORDED = "These rows were recorded, and need not come from this world."


class AskedWorld(NamedTuple):
    """The world that is asked, None for none, and what has to be said of that; empty for nothing."""

    world: BayesianNetwork | None
    note: str = ""


def asked_world(state: SessionState, rows: ChosenRows) -> AskedWorld:
    """Return the world to be asked about some rows of a session."""
    if state.world is None:
        return AskedWorld(None, NO_WORLD)
    if state.world_covered:
        return AskedWorld(None, COVERED)
    sources: list[BayesianNetwork | None] = []
    for batch in rows.batches:
        if not any(state.sources[batch] is known or state.sources[batch] == known for known in sources):
            sources.append(state.sources[batch])
    if len(sources) != 1:
        return AskedWorld(state.world, SEVERAL)
    source = sources[0]
    if source is None:
        return AskedWorld(state.world, RECORDED)
    return AskedWorld(source, "" if source == state.world else EARLIER)
