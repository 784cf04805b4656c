"""The list of every key, and what the program is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QPalette
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from engine import VERSION
from gui.controls.labels import Label
from gui.theme import current_theme
from gui.verbs import VERBS

CANVAS_KEYS = (
    ("Arrow keys", "Go to the nearest variable in that direction"),
    ("Alt + arrow keys", "Move the chosen variable"),
    ("Shift + arrow keys", "Choose the nearest variable too (World)"),
    (".  ,", "Go to the next arrow, or the one before (World)"),
    ("1 to 9", "Set the chosen variable to that state"),
    ("R", "Draw the chosen variable at random"),
    ("Backspace", "Release the chosen variable"),
    ("+  −  0", "Larger, smaller, fit the graph"),
)
TABLE_KEYS = (
    ("Type, F2", "Change the probability; Up and Down change it by a hundredth"),
    ("Enter, Tab", "Go to the cell below, or to the next probability"),
    ("Ctrl+C, Ctrl+V", "Copy cells, paste cells of a spreadsheet"),
    ("Ctrl+D", "Fill down"),
    ("Ctrl+L", "Lock the cells, or unlock them"),
)
EDGE_KEYS = (
    ("Arrow keys", "Go from one pair of variables to the next"),
    ("Home, End", "The first and the last of the row"),
    ("Enter", "In the list of batches: look back at its end"),
)
ROW_KEYS = (
    ("S", "Sort by the column; again to turn the order round, and once more for the rows as they came"),
    ("Ctrl+A, Ctrl+C", "Choose all rows, copy the chosen ones"),
)
CARD_KEYS = (
    ("Left, Right", "From card to card"),
    ("P", "Keep the candidate in sight, or no longer"),
    ("C", "Compare it with another"),
)
TIMELINE_KEYS = (
    ("Left, Right", "One moment back or on"),
    ("Page Up, Page Down", "One batch back or on"),
    ("Home, End", "The beginning, and now"),
)


class KeysDialog(QDialog):
    """Every key of the program, by menu."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        theme = current_theme()
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(24))
        grid.setVerticalSpacing(theme.px(6))
        for heading, lines in _sections():
            grid.addWidget(Label(heading, weight=600), grid.rowCount(), 0, 1, 2)
            for keys, words in lines:
                row = grid.rowCount()
                grid.addWidget(Label(keys), row, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(Label(words, secondary=True, wrap=True), row, 1)
        grid.setColumnStretch(1, 1)
        grid.setContentsMargins(*[theme.px(theme.PANEL_PADDING)] * 4)
        content = QWidget()
        content.setBackgroundRole(QPalette.ColorRole.Base)
        content.setAutoFillBackground(True)
        content.setLayout(grid)
        area = QScrollArea()
        area.setWidget(content)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.px(theme.PANEL_PADDING)] * 4)
        column.setSpacing(theme.px(theme.BETWEEN_BLOCKS))
        column.addWidget(area)
        column.addWidget(buttons)
        self.resize(theme.px(560), theme.px(600))


def about_text() -> str:
    """Return what the program is, in a few sentences."""
    return (
        f"Causal-discovery sandbox {VERSION}\n\n"
        "Build a small world, watch it, act on it, and see belief about its causes move. "
        "Every number is exact unless it says otherwise.\n\n"
        "It works without a network and sends nothing anywhere. MIT licence; the typeface is Inter (SIL OFL)."
    )


def _sections() -> list[tuple[str, list[tuple[str, str]]]]:
    menus: dict[str, list[tuple[str, str]]] = {}
    for verb in VERBS:
        if verb.shortcut:
            sequences = [
                QKeySequence(part).toString(QKeySequence.SequenceFormat.NativeText) for part in verb.shortcut.split(";")
            ]
            menus.setdefault(verb.menu, []).append((" or ".join(sequences), verb.tip))
    panels = (
        ("In World and Belief", CANVAS_KEYS),
        ("In Table", TABLE_KEYS),
        ("In Edges", EDGE_KEYS),
        ("In Rows", ROW_KEYS),
        ("In Candidates", CARD_KEYS),
        ("In Weights over time", TIMELINE_KEYS),
    )
    return [*menus.items(), *((heading, list(lines)) for heading, lines in panels)]
