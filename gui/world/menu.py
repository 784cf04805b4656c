"""The menu of a variable: set it to a state, draw it at random, release it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from engine.networks.interventions import Intervention
from engine.networks.variables import Variable
from engine.sessions.state import SessionState
from engine.sessions.verbs import Action, Release, SetByHand
from gui.controls.tinted_icon import set_icon

MOST_KEYS = 9


def variable_menu(state: SessionState, name: str, perform: Callable[[Action], None], parent: QWidget) -> QMenu:
    """Return the menu of one variable of the world; what is chosen in it is handed to `perform`."""
    menu = QMenu(name, parent)
    menu.setAccessibleName(f"What to do with {name}")
    menu.setToolTipsVisible(True)
    column = measured_column(state, name)
    if column is None:
        words = f"{name} is hidden: it cannot be measured or set"
        menu.addAction(words).setEnabled(False)
        return menu
    variable, intervention = state.variables[column], state.regime.on(column)
    for number in range(variable.cardinality):
        _add_state(menu, variable, number, intervention, perform)
    menu.addSeparator()
    random = _added(menu, "Draw at random\tR", "randomise", "act")
    random.setToolTip("Give every state the same chance, whatever the causes say (randomise)")
    random.triggered.connect(lambda: perform(SetByHand(name)))
    release = _added(menu, "Release\tDel", "release", "text")
    release.setToolTip("Let it follow its causes again")
    release.setEnabled(intervention is not None)
    release.triggered.connect(lambda: perform(Release(name)))
    return menu


def measured_column(state: SessionState, name: str) -> int | None:
    """Return the column of a measured variable; None for a hidden one."""
    names = [variable.name for variable in state.variables]
    return names.index(name) if name in names else None


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


def _added(menu: QMenu, text: str, icon: str, token: str) -> QAction:
    action = menu.addAction(text)
    set_icon(action, icon, token, 16)
    return action
