"""How a table says what was set by hand: what was recognised, the rows of each kind, and the choice of another way."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from engine.files.csv_tables import TablePreview
from engine.files.row_labels import Labelling
from gui.controls.bars import IconLabel
from gui.controls.buttons import Button
from gui.controls.labels import ElidedLabel, Label
from gui.importing.regime_rows import RegimeRows
from gui.importing.words import label_words, regime_words
from gui.theme import current_theme

WAYS: dict[Labelling, str] = {
    "none": "Nothing: all rows were watched",
    "names": "Column _do, names of what was set",
    "numbers": "Column INT, numbers from 1 (R bnlearn)",
    "targets": "Column target.index and a file of sets (R pcalg)",
    "files": "Files of interventions and regimes (DCDI)",
    "pairs": "Columns of status and value (Tetrad)",
}
# What the file beside the table is called, for the ways that have one.
COMPANIONS: dict[Labelling, str] = {
    "targets": "the file with the sets",
    "files": "the file of interventions",
    "pairs": "the file of metadata",
}


class LabellingBox(QWidget):
    """Shows and corrects what a table says of interventions.

    Signals
    -------
    asked(labelling, companion)
        The user chose another way, or another file beside the table (a path, or None).
    """

    asked = Signal(str, object)

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self._folder = folder
        self.way = QComboBox()
        self.way.setAccessibleName("What was set by hand, as the table says it")
        for labelling, words in WAYS.items():
            self.way.addItem(words, labelling)
        self.way.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.way.activated.connect(lambda _: self.asked.emit(self.labelling, None))
        self.file = Button("Choose file", "plain")
        self.file.setAutoDefault(False)
        self.file.clicked.connect(self._choose)
        self._name = ElidedLabel("", "second", secondary=True)
        self._words = Label(wrap=True)
        self._warn = IconLabel("warn", "warn")
        self.rows = RegimeRows()
        keeping = self.rows.sizePolicy()
        keeping.setRetainSizeWhenHidden(True)
        self.rows.setSizePolicy(keeping)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(Label("What was set by hand", "interface", 600))
        column.addWidget(self.way)
        beside = QHBoxLayout()
        beside.setSpacing(theme.px(8))
        beside.addWidget(self.file)
        beside.addWidget(self._name, 1)
        column.addLayout(beside)
        said = QHBoxLayout()
        said.setSpacing(theme.px(8))
        said.addWidget(self._warn, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self._words, 1)
        column.addLayout(said)
        column.addWidget(self.rows, 1)

    @property
    def labelling(self) -> Labelling:
        """The chosen way."""
        return tuple(WAYS)[self.way.currentIndex()]

    def show_preview(self, preview: TablePreview) -> None:
        """Show what was read with the labels."""
        self._show(preview.labelling, preview.labels.companion)
        self._words.setText(label_words(preview))
        self._warn.hide()
        self.rows.show_regimes(preview)
        self.rows.setAccessibleDescription(regime_words(preview))
        self.rows.show()

    def show_fault(self, labelling: Labelling, fault: str) -> None:
        """Show why labels of a kind cannot be read."""
        self._show(labelling, "")
        self._words.setText(fault.replace(f"{self._folder}{os.sep}", ""))
        self._warn.show()
        self.rows.hide()

    def _show(self, labelling: Labelling, companion: str) -> None:
        self.way.setCurrentIndex(list(WAYS).index(labelling))
        noun = COMPANIONS.get(labelling, "")
        self.file.setVisible(bool(noun))
        self.file.setAccessibleName(f"Choose {noun}")
        self.file.setToolTip(f"Choose {noun}")
        self._name.setVisible(bool(noun))
        self._name.setText(Path(companion).name if companion else "")

    def _choose(self) -> None:
        noun = COMPANIONS.get(self.labelling, "a file")
        chosen, _ = QFileDialog.getOpenFileName(self, f"Choose {noun}", str(self._folder))
        if chosen:
            self.asked.emit(self.labelling, Path(chosen))
