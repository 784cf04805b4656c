"""Name and form of a hidden variable."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from engine.hypotheses.candidate import MOST_HIDDEN_STATES, HiddenVariable
from gui.controls.bars import IconLabel
from gui.controls.buttons import Button
from gui.controls.choice_box import ChoiceBox
from gui.controls.fields import Note
from gui.controls.labels import Label
from gui.theme import current_theme

OPEN_SIZE = "open size (saturated)"
HELP = (
    "Open size (saturated): nothing is said on how many states the hidden cause has, or how strongly it works. "
    "Whatever is seen, it could have made; so watching alone can never part it from a direct arrow. Only acting can.\n"
    "A number of states (explicit): a cause with few states can tie its effects together in few ways only. It makes "
    "a claim of its own about what is seen, and so its weight moves on watching alone."
)


class HiddenForm(QWidget):
    """One line about a hidden variable, and help below it when it is asked for.

    Signals
    -------
    edited(hidden)
        Another name or form is wanted: a `HiddenVariable`.
    """

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hidden = HiddenVariable()
        self.name = QLineEdit()
        self.name.setProperty("compact", True)
        self.name.setAccessibleName("Name of the hidden variable")
        self.name.setPlaceholderText("no name")
        self.name.setMaxLength(40)
        self.form = ChoiceBox()
        self.form.setAccessibleName("Form of the hidden variable")
        self.form.addItem(OPEN_SIZE, None)
        for states in range(2, MOST_HIDDEN_STATES + 1):
            self.form.addItem(f"{states} states (explicit)", states)
        self.help = Button("?", "plain", name="What is the difference?")
        self.help.setCheckable(True)
        self.help.setToolTip("What is the difference?")
        self.note = Note("plain", HELP)
        self.note.hide()
        self._row = QHBoxLayout()
        self._row.addWidget(IconLabel("hidden"))
        for widget in (Label("Hidden variable", secondary=True), self.name, Label("of", secondary=True), self.form):
            self._row.addWidget(widget)
        self._row.addWidget(self.help)
        self._row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._row)
        column.addWidget(self.note)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.name.editingFinished.connect(self._on_name)
        self.form.activated.connect(self._on_form)
        self.help.toggled.connect(self.note.setVisible)
        self._follow_theme()

    def show_hidden(self, hidden: HiddenVariable) -> None:
        """Show a hidden variable."""
        self._hidden = hidden
        if not self.name.hasFocus() or self.name.text() == self._asked:
            self.name.setText(hidden.name)
        self.form.setCurrentIndex(0 if hidden.states is None else hidden.states - 1)

    _asked = ""

    def _on_name(self) -> None:
        name = self.name.text().strip()
        if name != self._hidden.name:
            self._asked = self.name.text()
            self.edited.emit(HiddenVariable(name, self._hidden.states))

    def _on_form(self, _index: int) -> None:
        states = self.form.currentData()
        if states != self._hidden.states:
            asked = HiddenVariable(self._hidden.name, states)
            # What is refused must not stay on show.
            self.form.setCurrentIndex(0 if self._hidden.states is None else self._hidden.states - 1)
            self.edited.emit(asked)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._follow_theme()

    def _follow_theme(self) -> None:
        theme = current_theme()
        self._row.setSpacing(theme.px(8))
        self.name.setFixedWidth(theme.px(110))
        self.form.setMinimumWidth(theme.px(170))
        self.help.setFixedWidth(theme.px(theme.BUTTON))
        self.help.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
