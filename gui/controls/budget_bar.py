"""A bar of what was spent: watching in ink, acting in the colour of acts and hatched, what is planned dashed."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from engine.sessions.costs import amount
from engine.sessions.spending import Spending
from gui.controls.labels import Label
from gui.theme import Theme, current_theme, theme_source

HEIGHT, LEAST = 12, 80
HATCH = 5


class BudgetBar(QWidget):
    """The bar, and below it the same in words; where there is no budget the words alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = _Bar()
        self.words = Label("", "second", secondary=True, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(4))
        column.addWidget(self._bar)
        column.addWidget(self.words)

    @property
    def shares(self) -> tuple[float, float, float]:
        """Which shares of the bar stand for watching, acting and what is planned; they may come to more than 1."""
        return self._bar.shares

    def show_spending(self, spending: Spending, planned: float = 0.0) -> None:
        """Show what was spent, what is left, and what is planned would cost."""
        self._bar.show_spending(spending, planned)
        self._bar.setVisible(spending.budget is not None)
        said = spending_words(spending, planned)
        self.words.setText(said)
        self.setAccessibleName(said)


class _Bar(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.shares = (0.0, 0.0, 0.0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme_source().theme_changed.connect(self._on_theme)

    def show_spending(self, spending: Spending, planned: float) -> None:
        # Of nothing that may be spent everything is spent.
        budget = spending.budget or max(spending.spent + planned, 1.0)
        self.shares = (spending.watched / budget, spending.acted / budget, planned / budget)
        self.update()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(LEAST), theme.px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        whole = QRectF(self.rect())
        watched, acted, planned = (share * whole.width() for share in self.shares)
        with QPainter(self) as painter:
            painter.fillRect(whole, theme.tokens.track)
            painter.fillRect(whole & QRectF(0, 0, watched, whole.height()), theme.tokens.bar)
            self._paint_acted(painter, whole & QRectF(watched, 0, acted, whole.height()), theme)
            if planned:
                spent = watched + acted
                left = min(spent, whole.width() - 2)
                box = whole & QRectF(left, 0, planned + spent - left, whole.height())
                painter.setPen(QPen(theme.tokens.text, theme.px(1.5), Qt.PenStyle.DashLine))
                painter.drawRect(box.adjusted(1, 1, -1, -1))

    @staticmethod
    def _paint_acted(painter: QPainter, box: QRectF, theme: Theme) -> None:
        # Hatched, so that it is told from watching by more than its colour.
        painter.fillRect(box, theme.tokens.act)
        painter.save()
        painter.setClipRect(box)
        painter.setPen(QPen(theme.tokens.on_act, 1))
        x, step, height = box.left() - box.height(), theme.px(HATCH), box.height()
        while x < box.right():
            painter.drawLine(QLineF(x, height, x + height, 0))
            x += step
        painter.restore()

    def _on_theme(self, _theme: Theme) -> None:
        self.updateGeometry()
        self.update()


def spending_words(spending: Spending, planned: float = 0.0) -> str:
    """Return what was spent, planned and is left, in a sentence or two."""
    if spending.spent:
        parts = [("watching", spending.watched), ("acting", spending.acted)]
        how = " and ".join(f"{amount(cost)} on {what}" for what, cost in parts if cost)
        said = f"Spent {how}"
    else:
        said = "Nothing spent"
    plan = f", {amount(planned)} planned" if planned else ""
    if spending.left is None:
        return f"{said}{plan}. No budget."
    over = planned - spending.left
    missing = f" What is planned is {amount(over)} too much." if planned and not spending.affords(planned) else ""
    return f"{said}{plan}. {amount(spending.left)} of {amount(spending.budget or 0.0)} left.{missing}"
