"""The answer of the panel as it is kept in a picture: verdict, paths and probabilities, with nothing to press."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.controls.labels import Label
from gui.paths.fitted_list import FittedList
from gui.paths.lines import PathLine
from gui.paths.path_list import PathDelegate
from gui.paths.supposed_list import SupposedDelegate, SupposedLine
from gui.paths.verdict import Verdict
from gui.theme import current_theme

SUPPOSED = "If you knew something else"


@dataclass(frozen=True)
class PathsAnswer:
    """What the panel says.

    Parameters
    ----------
    question
        What was asked, in words.
    verdict, term, tells
        The answer, the field's word for it, and whether one tells anything about the other.
    lines, more
        The paths, and how many there are besides.
    chances
        How likely the second is for each state of the first.
    supposed
        What would be if something else were known.
    """

    question: str
    verdict: str
    term: str
    tells: bool
    lines: tuple[PathLine, ...]
    more: str
    chances: str
    supposed: tuple[SupposedLine, ...]


class PathsStill(QWidget):
    """Shows a `PathsAnswer`."""

    def __init__(self, answer: PathsAnswer) -> None:
        super().__init__()
        theme = current_theme()
        verdict = Verdict()
        verdict.say(answer.verdict, answer.term, tells=answer.tells)
        verdict.follow(theme)
        self.paths = FittedList("Paths", PathDelegate())
        self.paths.show_lines([(line, line.spoken) for line in answer.lines])
        self.supposed = FittedList(SUPPOSED, SupposedDelegate())
        self.supposed.show_lines([(line, line.spoken) for line in answer.supposed])
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.px(theme.PANEL_PADDING)] * 4)
        column.setSpacing(theme.px(8))
        column.addWidget(verdict)
        column.addWidget(self.paths)
        for words in (answer.more, answer.chances):
            if words:
                column.addWidget(Label(words, "second", wrap=True))
        if answer.supposed:
            column.addWidget(Label(SUPPOSED, "second", 600))
            column.addWidget(self.supposed)
        column.addStretch(1)

    def height_for(self, width: int) -> int:
        """Return how high all of it is at a width, in pixels."""
        layout = self.layout()
        if layout is None:
            return 0
        self.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        self.resize(width, 10)
        self.show()
        # The lists know their heights once they have their widths.
        layout.activate()
        height = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
        self.hide()
        return height
