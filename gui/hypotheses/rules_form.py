"""The fields in which rules about arrows are typed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from engine.hypotheses.notation import written_name
from gui.controls.labels import Label
from gui.hypotheses.rules import LABELS, RuleField, Rules, tier_name
from gui.theme import current_theme

TERMS: dict[RuleField, str] = {
    "required": "required",
    "forbidden": "forbidden",
    "tiers": "tiers",
    "max_parents": "largest number of parents",
}


def examples(names: Sequence[str]) -> dict[RuleField, str]:
    """Return what may be typed into each field, in names of the variables there are."""
    first, *others = [written_name(name) for name in names[:3]] or [""]
    chain = ", ".join(f"{parent} -> {child}" for parent, child in pairwise([first, *others]))
    *early, last = [tier_name(name) for name in names[:3]] or [""]
    order = f"{', '.join(early)} < {last}: no cause is later" if early else ""
    return {
        "required": chain,
        "forbidden": f"{others[-1]} -> {first}" if others else "",
        "tiers": order,
        "max_parents": "no limit",
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
            box.editingFinished.connect(lambda field=field: self._on_finished(field))
            words = Label(label)
            words.setBuddy(box)
            words.setToolTip(TERMS[field])
            row, column = divmod(place, 2)
            self._grid.addWidget(words, row, 2 * column)
            self._grid.addWidget(box, row, 2 * column + 1)
            self.fields[field] = box
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)
        self._follow_theme()

    def show_rules(self, rules: Rules, names: Sequence[str], wrong: RuleField | None = None) -> None:
        """Show rules.

        Parameters
        ----------
        rules
            What stands in the fields.
        names
            The variables that belief is about; examples speak of them.
        wrong
            A field whose text could not be read: it stays there to be mended.
        """
        self._rules = rules
        for field, example in examples(names).items():
            self.fields[field].setPlaceholderText(example)
            self.fields[field].setToolTip(f"{TERMS[field]}: {example}")
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
