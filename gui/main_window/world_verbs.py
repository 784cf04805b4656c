"""What the verbs of the World menu do, and what is said after the network changed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from engine.networks.network import BayesianNetwork
from engine.networks.tables import ConditionalTable
from engine.networks.variables import Variable
from engine.sessions.edit_verbs import OwnWorld
from engine.sessions.state import SessionState, session_from_network
from gui.actions import Handler
from gui.controls.numbers import plural
from gui.document import Document
from gui.drawing.canvas_view import ZOOM_STEP
from gui.world.editing import YES_NO, next_name
from gui.world.panel import WorldPanel

TITLE = "New network"


def world_handlers(world: Callable[[], WorldPanel], document: Document) -> dict[str, Handler]:
    """Return the handlers of the verbs about the network; the panel is asked for when one is used."""
    return {
        "add_variable": lambda: world().editor.add(),
        "connect": lambda: world().editor.connect_from(),
        "reverse": lambda: world().editor.reverse(),
        "remove": lambda: world().editor.remove(),
        "rename": lambda: world().editor.rename(),
        "hide_variable": lambda: world().editor.toggle_hidden(),
        "copy": lambda: _nothing(world().editor.copy()),
        "cut": lambda: world().editor.cut(),
        "paste": lambda: world().editor.paste(),
        "duplicate": lambda: world().editor.duplicate(),
        "select_all": lambda: world().editor.select_all(),
        "align_row": lambda: world().editor.align_row(),
        "align_column": lambda: world().editor.align_column(),
        "distribute": lambda: world().editor.distribute(),
        "lay_out": lambda: world().lay_out(),
        "zoom_in": lambda: world().canvas.zoom_by(ZOOM_STEP),
        "zoom_out": lambda: world().canvas.zoom_by(1 / ZOOM_STEP),
        "fit_world": lambda: world().fit(),
        "outline": lambda: world().show_outline(world().outline.isHidden()),
        "own_world": lambda: document.perform(OwnWorld()),
    }


def new_network() -> SessionState:
    """Return a session in a world of one variable, to be built upon."""
    variable = Variable(next_name(()), YES_NO)
    table = ConditionalTable(0, (), np.full(variable.cardinality, 1 / variable.cardinality))
    return session_from_network(TITLE, BayesianNetwork((variable,), (table,)), (0,))


def rows_put_away(old: SessionState | None, new: SessionState) -> str:
    """Return the sentence to say when a change of the network put rows away; "" when it did not."""
    if old is None or old.world is None or new.world is None or old.world is new.world:
        return ""
    gone = old.dataset.n_rows - new.dataset.n_rows
    if gone <= 0 or old.scenario.world == new.scenario.world:
        return ""
    return f"The network changed, so {plural(gone, 'row')} drawn from it before went away. Undo brings them back."


def _nothing(_done: object) -> None:
    return
