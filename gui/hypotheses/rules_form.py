"""The fields in which rules about arrows are typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from gui.controls.labels import Label
from gui.hypotheses.rules import LABELS, RuleField, Rules
from gui.theme import current_theme

EXAMPLES: dict[RuleField, str] = {
    "required": "A -> B, B -> C",
    "forbidden": "C -> A",
    "tiers": "A, B < C: no cause is later",
    "max_parents": "no limit",
}
TERMS: dict[RuleField, str] = {
    "required": "required",
    "forbidden": "forbidden",
    "tiers": "tiers",
    "max_parents": "largest number of parents",
}


class RulesForm(QWidget):
    """One field a rule; what is typed counts on Enter or when the field is left.

    Signals
    -------
    edited(field, text)
        Something else was typed into a field.
    """

    edited = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[RuleField, QLineEdit] = {}
        self._rules = Rules()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        for place, (field, label) in enumerate(LABELS.items()):
            box = QLineEdit()
            box.setAccessibleName(f"{label} ({TERMS[field]})")
            box.setPlaceholderText(EXAMPLES[field])
            box.editingFinished.connect(lambda field=field: self._on_finished(field))
            words = Label(label)
            words.setBuddy(box)
            words.setToolTip(TERMS[field])
            box.setToolTip(f"{TERMS[field]}: {EXAMPLES[field]}")
            row, column = divmod(place, 2)
            self._grid.addWidget(words, row, 2 * column)
            self._grid.addWidget(box, row, 2 * column + 1)
            self.fields[field] = box
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)
        self._follow_theme()

    def show_rules(self, rules: Rules, wrong: RuleField | None = None) -> None:
        """Show rules; what is typed in the field `wrong` could not be read and stays there to be mended."""
        self._rules = rules
        for field, box in self.fields.items():
            fine = field != wrong
            if fine and rules.text(field) != box.text():
                box.setText(rules.text(field))
            box.setProperty("valid", fine)
            box.style().unpolish(box)
            box.style().polish(box)

    def _on_finished(self, field: RuleField) -> None:
        text = self.fields[field].text()
        if text.strip() != self._rules.text(field):
            self.edited.emit(field, text)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._follow_theme()

    def _follow_theme(self) -> None:
        theme = current_theme()
        self._grid.setHorizontalSpacing(theme.px(12))
        self._grid.setVerticalSpacing(theme.px(8))
