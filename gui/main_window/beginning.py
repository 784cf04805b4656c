"""Beginning with a network that is no file of one's own: a ready one, one by chance, or one that is pasted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog

from engine.files.network_file import NetworkFile
from engine.files.ready_networks import network_files
from engine.sessions.edit_verbs import PasteNetwork
from engine.sessions.placing import node_positions
from engine.sessions.positions import Positions
from engine.sessions.state import SessionState
from gui.document import Document
from gui.jobs import JobRunner
from gui.main_window.opening import Opener
from gui.networks.dialog import NetworksDialog
from gui.networks.paste_dialog import TITLE, PasteDialog
from gui.start.lesson_card import lesson_files
from gui.verbs import can_build

Leave = Callable[[Callable[[], None]], None]
_ACCEPTED = QDialog.DialogCode.Accepted


def choose_network(jobs: JobRunner, opener: Opener, leave: Leave) -> None:
    """Ask for a network, and open it once the person agreed to leave what is open."""
    dialog = NetworksDialog([*network_files(), *lesson_files()], jobs, opener.window)
    accepted = dialog.exec() == _ACCEPTED
    ready, content = dialog.ready, dialog.content
    dialog.deleteLater()
    if not accepted or content is None:
        return
    if ready is None:
        leave(lambda: opener.open_content(content, content.title))
    elif ready.is_lesson:
        leave(lambda: opener.open_without_lesson(ready.path))
    else:
        as_it_is = content is ready.content
        leave(lambda: opener.open_content(content, ready.title, ready.path if as_it_is else None))


def paste_network(document: Document, jobs: JobRunner, opener: Opener, leave: Leave) -> tuple[str, ...]:
    """Ask for the text of a network, and open it or add it to the one that is open; return the names it added."""
    dialog = PasteDialog(jobs, can_add=can_build(document), parent=opener.window)
    accepted = dialog.exec() == _ACCEPTED
    content, adds = dialog.content, dialog.adds
    dialog.deleteLater()
    if not accepted or content is None:
        return ()
    if not adds:
        leave(lambda: opener.open_content(content, content.title or TITLE))
        return ()
    before = set(_names(document.state))
    document.perform(PasteNetwork(content.network, below(document.state, content)))
    return tuple(name for name in _names(document.state) if name not in before)


def below(state: SessionState, content: NetworkFile) -> Positions:
    """Return places for a network below all that a session has, as its own are to one another."""
    there, points = node_positions(state).values(), content.positions
    if not there or not points:
        return points
    left = min(x for x, _ in there) - min(x for x, _ in points.values())
    down = max(y for _, y in there) + 1 - min(y for _, y in points.values())
    return Positions({name: (x + left, y + down) for name, (x, y) in points.items()})


def _names(state: SessionState) -> tuple[str, ...]:
    return state.world.names if state.world is not None else ()
