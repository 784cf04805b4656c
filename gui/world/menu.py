"""The menus of a variable, of an arrow and of free canvas."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from engine.networks.interventions import Intervention
from engine.networks.variables import Variable
from engine.sessions.state import SessionState
from engine.sessions.verbs import Action, PushTowards, Release, SetByHand
from gui.controls.tinted_icon import set_icon
from gui.world.editing import WorldEditor

MOST_KEYS = 9
Entry = tuple[str, str, Callable[[], object]]


def variable_menu(
    state: SessionState,
    name: str,
    perform: Callable[[Action], None],
    parent: QWidget,
    editor: WorldEditor | None = None,
) -> QMenu:
    """Return the menu of one variable of the world; what is chosen in it is handed to `perform` or to `editor`."""
    menu = _menu(name, f"What to do with {name}", parent)
    column = measured_column(state, name)
    if column is None:
        words = f"{name} is hidden: it cannot be measured or set"
        menu.addAction(words).setEnabled(False)
    else:
        _add_acts(menu, state, column, perform)
    if editor is not None:
        menu.addSeparator()
        hide = "Let it be measured\tI" if column is None else "Hide: nobody measures it\tI"
        _add(
            menu,
            ("Connect to an effect\tC", "edge", editor.connect_from),
            ("Rename\tF2", "", editor.rename),
            (hide, "hidden", editor.toggle_hidden),
            ("Duplicate\tD", "", editor.duplicate),
            ("Copy\tCtrl+C", "", editor.copy),
            ("Cut\tCtrl+X", "", editor.cut),
            ("Remove\tDel", "close", editor.remove),
        )
    return menu


def arrow_menu(parent_name: str, child_name: str, editor: WorldEditor, parent: QWidget) -> QMenu:
    """Return the menu of one arrow."""
    menu = _menu(f"{parent_name} to {child_name}", f"What to do with the arrow {parent_name} to {child_name}", parent)
    _add(
        menu,
        ("Turn round\tT", "redo", lambda: editor.reverse_one(parent_name, child_name)),
        ("Remove\tDel", "close", lambda: editor.disconnect_one(parent_name, child_name)),
    )
    return menu


def canvas_menu(place: QPointF, editor: WorldEditor, lay_out: Callable[[], None], parent: QWidget) -> QMenu:
    """Return the menu of free canvas."""
    menu = _menu("World", "What to do with the world", parent)
    _add(
        menu,
        ("Add a variable here", "plus", lambda: editor.add_at(place)),
        ("Paste\tCtrl+V", "", editor.paste),
        ("Select all\tCtrl+A", "", editor.select_all),
        ("Lay out anew\tCtrl+L", "layout", lay_out),
    )
    return menu


def measured_column(state: SessionState, name: str) -> int | None:
    """Return the column of a measured variable; None for a hidden one."""
    names = [variable.name for variable in state.variables]
    return names.index(name) if name in names else None


def _menu(title: str, accessible: str, parent: QWidget) -> QMenu:
    menu = QMenu(title, parent)
    menu.setAccessibleName(accessible)
    menu.setToolTipsVisible(True)
    return menu


def _add_acts(menu: QMenu, state: SessionState, column: int, perform: Callable[[Action], None]) -> None:
    variable, intervention = state.variables[column], state.regime.on(column)
    for number in range(variable.cardinality):
        _add_state(menu, variable, number, intervention, perform)
    menu.addSeparator()
    random = _added(menu, "Draw at random\tR", "randomise", "act")
    random.setToolTip("Give every state the same chance, whatever the causes say (randomise)")
    random.triggered.connect(lambda: perform(SetByHand(variable.name)))
    pushes = menu.addMenu("Push towards")
    set_icon(pushes.menuAction(), "table", "act", 16)
    pushes.setAccessibleName(f"Push {variable.name} halfway towards a state")
    pushes.setToolTipsVisible(True)
    for number in range(variable.cardinality):
        _add_push(pushes, variable, number, intervention, perform)
    release = _added(menu, "Release\tBackspace", "release", "text")
    release.setToolTip("Let it follow its causes again")
    release.setEnabled(intervention is not None)
    release.triggered.connect(lambda: perform(Release(variable.name)))


def _add_push(
    menu: QMenu,
    variable: Variable,
    number: int,
    intervention: Intervention | None,
    perform: Callable[[Action], None],
) -> None:
    word = variable.states[number]
    action = _added(menu, word.replace("&", "&&"), "table", "act")
    action.setToolTip(f"Let {variable.name} follow its causes, but be {word} more often (soft intervention)")
    action.setEnabled(intervention is None or intervention.towards != number)
    action.triggered.connect(lambda: perform(PushTowards(variable.name, word)))


def _add_state(
    menu: QMenu,
    variable: Variable,
    number: int,
    intervention: Intervention | None,
    perform: Callable[[Action], None],
) -> None:
    word = variable.states[number]
    key = f"\t{number + 1}" if number < MOST_KEYS else ""
    action = _added(menu, f"Set to {word.replace('&', '&&')}{key}", "act", "act")
    action.setToolTip(f"Set {variable.name} to {word} by hand (do)")
    action.setEnabled(intervention is None or intervention.state != number)
    action.triggered.connect(lambda: perform(SetByHand(variable.name, word)))


def _add(menu: QMenu, *entries: Entry) -> None:
    for text, icon, do in entries:
        action = _added(menu, text, icon, "text") if icon else menu.addAction(text)
        action.triggered.connect(lambda _checked=False, do=do: do())


def _added(menu: QMenu, text: str, icon: str, token: str) -> QAction:
    action = menu.addAction(text)
    set_icon(action, icon, token, 16)
    return action
