"""The question as a sentence with choices in it: two variables, and what is known of others."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from engine.networks.network import BayesianNetwork
from engine.networks.variables import Variable
from gui.controls.choice_box import ChoiceBox
from gui.controls.dock import tool_button
from gui.controls.labels import Label
from gui.controls.layouts import FlowLayout
from gui.paths.asking import Question
from gui.paths.known_box import KnownBox
from gui.theme import Theme, current_theme, theme_source

ADD, ADD_NAME = "Add ...", "Add what is known"
ADD_TIP = "Say what else is known (conditioned on): a variable and its state"


class QuestionBar(QWidget):
    """Shows a `Question`; it never changes it: it says what is asked instead.

    Signals
    -------
    asked(question)
        A person asks something else.
    """

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._variables: tuple[Variable, ...] = ()
        self._question: Question | None = None
        self._hidden: frozenset[str] = frozenset()
        self._flow = FlowLayout(self, 8, 6)
        self.first, self.second = ChoiceBox(), ChoiceBox()
        self.first.setAccessibleName("Does this variable tell anything")
        self.second.setAccessibleName("about this variable")
        self.first.textActivated.connect(lambda name: self._ask(lambda question: question.with_x(name)))
        self.second.textActivated.connect(lambda name: self._ask(lambda question: question.with_y(name)))
        self.nothing = Label("nothing", secondary=True)
        self.add = tool_button(ADD_TIP, "plus")
        self.add.setText(ADD)
        self.add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.add.setAccessibleName(ADD_NAME)
        self.add.clicked.connect(self._open)
        self.boxes: list[KnownBox] = []
        self._words = [Label(words) for words in ("Does", "tell anything about", "when we know")]
        does, tell, know = self._words
        for widget in (does, self.first, tell, self.second, know, self.nothing, self.add):
            self._flow.addWidget(widget)
        theme_source().theme_changed.connect(self._follow)
        self._follow(current_theme())

    def show_question(self, question: Question, world: BayesianNetwork) -> None:
        """Show a question about variables of a world."""
        variables = world.variables
        hidden = frozenset(world.names[node] for node in world.hidden)
        if (question, variables, hidden) == (self._question, self._variables, self._hidden):
            return
        self._hidden = hidden
        focus = QApplication.focusWidget()
        had_focus = focus is not None and any(box.isAncestorOf(focus) for box in self.boxes)
        self._question, self._variables = question, variables
        names = [variable.name for variable in variables]
        for box, name in ((self.first, question.x), (self.second, question.y)):
            if [box.itemText(place) for place in range(box.count())] != names:
                box.clear()
                box.addItems(names)
            box.setCurrentText(name)
        self._show_boxes(question)
        if had_focus:
            # The box with the keys is gone.
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def more_menu(self) -> QMenu:
        """Return the menu of what else could be known: for each variable its states."""
        menu = QMenu(self)
        question = self._question
        for variable in self._variables:
            if question is None or variable.name in (question.x, question.y, *question.known):
                continue
            remark = " (hidden)" if variable.name in self._hidden else ""
            states = menu.addMenu(variable.name.replace("&", "&&") + remark)
            for code, state in enumerate(variable.states):
                action = states.addAction(state.replace("&", "&&"))
                action.triggered.connect(lambda _checked=False, name=variable.name, code=code: self._know(name, code))
        return menu

    def _show_boxes(self, question: Question) -> None:
        for box in self.boxes:
            self._flow.removeWidget(box)
            box.hide()
            box.deleteLater()
        known = {variable.name: variable for variable in self._variables if variable.name in question.known}
        self.boxes = [self._box(known[name], code) for name, code in question.known.items() if name in known]
        self._flow.removeWidget(self.add)
        for widget in (*self.boxes, self.add):
            self._flow.addWidget(widget)
            widget.show()
        order: list[QWidget] = [self.second, *self.boxes, self.add]
        for earlier, later in pairwise(order):
            QWidget.setTabOrder(earlier, later)
        self.nothing.setVisible(not self.boxes)
        self.add.setEnabled(len(self._variables) > len(self.boxes) + 2)
        self.updateGeometry()

    def _box(self, variable: Variable, code: int) -> KnownBox:
        box = KnownBox(variable, code, self)
        box.state_chosen.connect(lambda state, name=variable.name: self._know(name, state))
        box.removed.connect(lambda name=variable.name: self._ask(lambda question: question.forgetting(name)))
        return box

    def _know(self, name: str, code: int) -> None:
        self._ask(lambda question: question.knowing(name, code))

    def _ask(self, change: Callable[[Question], Question]) -> None:
        if self._question is not None:
            self.asked.emit(change(self._question))

    def _open(self) -> None:
        menu = self.more_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.add.mapToGlobal(self.add.rect().bottomLeft()))

    def _follow(self, theme: Theme) -> None:
        for label in (*self._words, self.nothing):
            label.setFixedHeight(theme.px(theme.LIST_ROW))
        for box in self.boxes:
            box.follow(theme)
        self._flow.setSpacing(theme.px(8))
