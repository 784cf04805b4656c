"""Belief before any data: up to four priors side by side, and what the rows make of each."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gui.controls.bars import paint_bar, paint_candidate_bar
from gui.controls.buttons import plain_button, primary_button
from gui.controls.labels import ElidedLabel, Label
from gui.controls.layouts import Hairline
from gui.hypotheses.alike_note import AlikeNote
from gui.hypotheses.bars import ColumnBars, Weighed
from gui.hypotheses.draft import Draft
from gui.hypotheses.prior_column import PriorColumnView
from gui.hypotheses.section import Section
from gui.hypotheses.words import use_words
from gui.theme import current_theme

MOST_COLUMNS = 4
FOOT = "The weights of every prior sum to 1. Switching keeps the data and restarts the belief."
TOO_MANY = (
    "So many structures cannot be drawn as bars, one by one. The rule chosen here still weighs them; what the rows "
    "say is then shown as the probability of every arrow."
)
EMPTY = "Bars will be here once a candidate is ready."


class _Swatch(QWidget):
    # A sample of a bar for the legend: thick before any row, thin after.
    def __init__(self, *, thin: bool) -> None:
        super().__init__()
        self._thin = thin
        self._follow()

    def _follow(self) -> None:
        theme = current_theme()
        self.setFixedSize(theme.px(26), theme.px(5 if self._thin else 11))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._follow()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            room = self.rect().toRectF()
            if self._thin:
                paint_bar(painter, room, 1.0, current_theme())
            else:
                paint_candidate_bar(painter, room, 1.0, 1, current_theme())


class _TallScroll(QScrollArea):
    # Asks for the height of all that is in it.
    def sizeHint(self) -> QSize:
        inside = self.widget()
        return inside.sizeHint() if inside is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(100, current_theme().px(120))


class BeliefSection(Section):
    """The priors in columns, the note on look-alikes, and the buttons that end the page.

    Signals
    -------
    use_chosen(place)
        Another column is to be the one that counts.
    rule_chosen(place, column), factor_typed(place, text)
        Another rule or factor is wanted in a column.
    shared(candidate, share), typed(candidate, text)
        A weight of one's own is wanted.
    done(), cancelled()
        The page is to be left, with what it holds or without.
    """

    use_chosen = Signal(int)
    rule_chosen = Signal(int, object)
    factor_typed = Signal(int, str)
    shared = Signal(int, float)
    typed = Signal(int, str)
    done = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Belief before any data", parent)
        self.after = Label("", "second", secondary=True)
        self.head.addStretch(1)
        self._thin = _Swatch(thin=True)
        before = Label("before (prior)", "second", secondary=True)
        for swatch, words in ((_Swatch(thin=False), before), (self._thin, self.after)):
            key = QHBoxLayout()
            key.setSpacing(current_theme().px(6))
            key.addWidget(swatch)
            key.addWidget(words)
            self.head.addLayout(key)
        self.columns = tuple(PriorColumnView(place) for place in range(MOST_COLUMNS))
        self._group = QButtonGroup(self)
        self._across = QHBoxLayout()
        for place, column in enumerate(self.columns):
            self._connect(place, column)
            self._group.addButton(column.use, place)
            self._across.addWidget(column, 1)
        self.sentence = Label("", wrap=True, secondary=True)
        self.note = AlikeNote()
        inside = QWidget()
        self._inside = QVBoxLayout(inside)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.addLayout(self._across)
        self._inside.addWidget(self.sentence)
        self._inside.addWidget(self.note)
        self._inside.addStretch(1)
        self.area = _TallScroll()
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inside)
        self.area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        self.column.addWidget(self.area, 1)
        self.column.addWidget(Hairline())
        self.cancel_button = plain_button("Cancel")
        self.use_button = primary_button("Use these candidates")
        foot = QHBoxLayout()
        foot.addWidget(ElidedLabel(FOOT, "second", secondary=True), 1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.use_button)
        foot.setSpacing(current_theme().px(8))
        self.column.addLayout(foot)
        self.cancel_button.clicked.connect(self.cancelled)
        self.use_button.clicked.connect(self.done)
        self.digits: Mapping[int, int] = {}
        self._follow_spacing()

    def _connect(self, place: int, column: PriorColumnView) -> None:
        column.use_requested.connect(lambda: self.use_chosen.emit(place))
        column.rule_chosen.connect(lambda wanted: self.rule_chosen.emit(place, wanted))
        column.factor_typed.connect(lambda text: self.factor_typed.emit(place, text))
        column.shared.connect(self.shared)
        column.typed.connect(self.typed)

    def show_draft(self, draft: Draft, weighed: Weighed | None, after: str) -> None:
        """Show the priors of a draft.

        Parameters
        ----------
        draft
            What is on the page.
        weighed
            Its numbers, or those before it while they are on their way; None where there are none.
        after
            What the thin bars stand for; empty while there are none.
        """
        self.after.setText(after)
        for each in (self.after, self._thin):
            each.setVisible(bool(after))
        space = draft.space
        self._show_columns(draft, weighed)
        self.sentence.setText("" if draft.is_listed else EMPTY if space is None else TOO_MANY)
        self.sentence.setVisible(not draft.is_listed)
        self.note.setVisible(False)
        if weighed is not None:
            self.note.show_alike(weighed.alike, self.digits, len(weighed.space))
        self.use_button.setText(use_words(draft))
        self.use_button.setAccessibleName(use_words(draft))
        self.use_button.setEnabled(space is not None)

    def _show_columns(self, draft: Draft, weighed: Weighed | None) -> None:
        rows = () if weighed is None else weighed.rows
        numbered = draft.kind == "list"
        self.digits = {row: row + 1 if numbered else place + 1 for place, row in enumerate(rows)}
        labels: tuple[int | None, ...] = tuple(self.digits[row] for row in rows)
        if weighed is not None and len(rows) < len(weighed.space):
            labels = (*labels, None)
        for place, view in enumerate(self.columns):
            view.setVisible(place < len(draft.columns))
            if place < len(draft.columns):
                bars = ColumnBars() if weighed is None else weighed.columns[place]
                weights = None if weighed is None else weighed.weights
                view.show_column(draft.columns[place], bars, labels, used=place == draft.used, weights=weights)
                # Numbers of an earlier list are not to be changed.
                view.rows.setEnabled(weighed is not None and weighed.space == draft.space)

    def set_compact(self, compact: bool) -> None:
        """Take less height, or as much as looks best."""
        for column in self.columns:
            column.set_compact(compact)
        self._across.invalidate()
        self._inside.invalidate()

    def wanted_height(self) -> int:
        """Return the height in which all of it can be seen, as compact as it is now."""
        content = self._inside.totalHeightForWidth(max(1, self.area.viewport().width()))
        content = content if content > 0 else self._inside.sizeHint().height()
        return content + self.minimumSizeHint().height() - self.area.minimumSizeHint().height()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_across"):
            self._follow_spacing()

    def _follow_spacing(self) -> None:
        theme = current_theme()
        self._across.setSpacing(theme.px(10))
        self._inside.setSpacing(theme.px(10))
