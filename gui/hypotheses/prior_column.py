"""One prior in a frame: which rule it is, whether it will be used, and its bars."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from gui.controls.choice_box import ChoiceBox
from gui.controls.focus_ring import FocusRing
from gui.controls.labels import ElidedLabel, Label
from gui.controls.numbers import bits
from gui.hypotheses.bars import ColumnBars
from gui.hypotheses.priors import KINDS, PriorColumn, factor_text, kind_named
from gui.hypotheses.weight_rows import WeightRows
from gui.theme import current_theme

OPEN = "{} before any row: how much is still to be found out (entropy of the prior)"


class _UseButton(QRadioButton):
    # The round mark alone: the words beside it are those of the rule.
    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        FocusRing(self)

    def sizeHint(self) -> QSize:
        side = current_theme().px(18)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, position: object) -> bool:
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        tokens, k = theme.tokens, theme.scale
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            middle = QPointF(self.width() / 2, self.height() / 2)
            painter.setPen(QPen(tokens.accent if self.isChecked() else tokens.control, 1.2 * k))
            painter.setBrush(tokens.surface)
            painter.drawEllipse(middle, 7.5 * k, 7.5 * k)
            if self.isChecked():
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(tokens.accent)
                painter.drawEllipse(middle, 4.4 * k, 4.4 * k)


class _RuleBox(ChoiceBox):
    # Words that find no room make way for shorter ones.
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        room = self.width() - current_theme().px(36)
        if self.fontMetrics().horizontalAdvance(option.currentText) > room:
            short = kind_named(self.currentData()).short
            option.currentText = self.fontMetrics().elidedText(short, Qt.TextElideMode.ElideRight, room)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)


class PriorColumnView(QWidget):
    """A prior side by side with others.

    Signals
    -------
    use_requested()
        This one is to be used.
    rule_chosen(column)
        Another rule or factor is wanted: a `PriorColumn`.
    factor_typed(text)
        A factor was typed.
    shared(candidate, share), typed(candidate, text)
        As of `WeightRows`.
    """

    use_requested = Signal()
    rule_chosen = Signal(object)
    factor_typed = Signal(str)
    shared = Signal(int, float)
    typed = Signal(int, str)

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = PriorColumn("uniform")
        self.use = _UseButton()
        self.rule = _RuleBox()
        self.rule.setAccessibleName(f"Rule {number + 1} for belief before any data")
        self.rule.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for kind in KINDS:
            self.rule.addItem(kind.title, kind.name)
            self.rule.setItemData(self.rule.count() - 1, kind.tip, Qt.ItemDataRole.ToolTipRole)
        self.term = ElidedLabel("", "second", secondary=True)
        self.factor = QLineEdit()
        self.factor.setProperty("compact", True)
        self.factor.setAccessibleName(f"Factor of rule {number + 1}")
        self.fault = Label("", "second", secondary=True, wrap=True)
        self.rows = WeightRows()
        self.bits = Label("", "second", secondary=True)
        self._head, self._second = QHBoxLayout(), QHBoxLayout()
        self._head.addWidget(self.use)
        self._head.addWidget(self.rule, 1)
        self._second.addWidget(self.term, 1)
        self._second.addWidget(self.factor)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addLayout(self._second)
        self._column.addWidget(self.fault)
        self._column.addWidget(self.rows)
        self._column.addStretch(1)
        self._column.addWidget(self.bits)
        self.use.clicked.connect(self.use_requested)
        self.rule.activated.connect(self._on_rule)
        self.factor.editingFinished.connect(self._on_factor)
        self.rows.shared.connect(self.shared)
        self.rows.typed.connect(self.typed)
        self._follow_theme()

    def show_column(
        self,
        column: PriorColumn,
        bars: ColumnBars,
        labels: tuple[int | None, ...],
        *,
        used: bool,
        weights: tuple[float, ...] | None,
    ) -> None:
        """Show a prior; `weights` are those of one's own, where it is these that can be changed."""
        self._shown = column
        self.rule.setCurrentIndex(self.rule.findData(column.name))
        self.rule.setToolTip(column.kind.tip)
        self.use.setChecked(used)
        self.use.setAccessibleName(f"Use: {column.kind.title}")
        self.use.setToolTip("This one will be used" if used else "Use this one")
        self.term.setText(column.kind.term)
        self.factor.setVisible(column.kind.has_factor)
        if not self.factor.hasFocus() or self.factor.text() == self._asked:
            self.factor.setText(factor_text(column.penalty))
        self.fault.setText(f"{bars.fault[:1].upper()}{bars.fault[1:]}")
        self.fault.setVisible(bool(bars.fault))
        self.rows.setVisible(bool(bars.bars))
        self.rows.show_bars(bars, labels, column.kind.title, weights if column.name == "own" else None)
        open_bits = f"{bits(bars.bits)} bits open" if bars.bars else ""
        self.bits.setText(open_bits)
        self.bits.setToolTip(OPEN.format(open_bits) if open_bits else "")
        self.update()

    def set_compact(self, compact: bool) -> None:
        """Take less height, or as much as looks best."""
        self._compact = compact
        self.rows.set_compact(compact)
        self._follow_spacing()

    _asked = ""
    _compact = False

    def _on_rule(self, _index: int) -> None:
        name = self.rule.currentData()
        if name != self._shown.name:
            self.rule_chosen.emit(PriorColumn(name, self._shown.penalty))

    def _on_factor(self) -> None:
        if self.factor.text() != factor_text(self._shown.penalty):
            self._asked = self.factor.text()
            self.factor_typed.emit(self.factor.text())

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.tokens.surface)
            if self.use.isChecked():
                painter.setPen(QPen(theme.tokens.accent, 2))
                painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
            else:
                painter.setPen(theme.tokens.line)
                painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._follow_theme()

    def _follow_theme(self) -> None:
        theme = current_theme()
        self._follow_spacing()
        self._head.setSpacing(theme.px(8))
        self._second.setSpacing(theme.px(6))
        self.factor.setFixedWidth(theme.px(52))
        # As high with a factor as without, so that bars stand side by side.
        self.term.setFixedHeight(theme.px(24))

    def _follow_spacing(self) -> None:
        theme = current_theme()
        side, less = theme.px(12), theme.px(2 if self._compact else 0)
        self._column.setContentsMargins(side, theme.px(10) - less, side, theme.px(8) - less)
        self._column.setSpacing(theme.px(6) - less)
