"""Tabs in one row; those without room are in a menu that says how many there are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QTabBar, QToolButton, QWidget

from gui.theme import current_theme

LEAST = 64
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class _Tabs(QTabBar):
    # The arrow keys reach those in the menu too.
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.setCurrentIndex(min(max(self.currentIndex() + step, 0), self.count() - 1))

    def widths(self) -> list[int]:
        """Return how wide each tab would like to be."""
        return [self.tabSizeHint(place).width() for place in range(self.count())]


class TabRow(QWidget):
    """Tabs of which one is chosen.

    Signals
    -------
    chosen(place)
        A person wants another.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = _Tabs(self)
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(False)
        self.bar.setElideMode(Qt.TextElideMode.ElideRight)
        self.more = QToolButton(self)
        self.more.setAutoRaise(True)
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.more.clicked.connect(self._open)
        self.more.hide()
        self.setFocusProxy(self.bar)
        self.bar.currentChanged.connect(self._on_current)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    @property
    def titles(self) -> tuple[str, ...]:
        """What the tabs say, from left to right."""
        return tuple(self.bar.tabText(place) for place in range(self.bar.count()))

    @property
    def current(self) -> int:
        """Which is chosen; -1 for none."""
        return self.bar.currentIndex()

    @property
    def in_menu(self) -> tuple[int, ...]:
        """The tabs that have no room in the row."""
        return tuple(place for place in range(self.bar.count()) if not self.bar.isTabVisible(place))

    def show_titles(self, titles: Sequence[str], current: int) -> None:
        """Show other tabs, of which one is chosen."""
        blocked = self.bar.blockSignals(True)
        if self.titles != tuple(titles):
            while self.bar.count():
                self.bar.removeTab(0)
            for title in titles:
                self.bar.addTab(title)
        self.bar.setCurrentIndex(current)
        self.bar.blockSignals(blocked)
        self._fit()

    def sizeHint(self) -> QSize:
        # It takes what others leave; at least the chosen one, shortened, and the menu.
        widths = self.bar.widths()
        chosen = min(widths[self.bar.currentIndex()], current_theme().px(LEAST)) if widths else 0
        least = min(sum(widths), chosen + self.more.sizeHint().width())
        return QSize(least, self.bar.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _on_current(self, place: int) -> None:
        self._fit()
        self.chosen.emit(place)

    def _fit(self) -> None:
        widths, room = self.bar.widths(), self.width()
        fits, chosen = set(range(len(widths))), self.bar.currentIndex()
        if sum(widths) > room:
            # In words how many more there are, unless a number alone leaves room for another tab.
            left = {short: room - self._name_more(len(widths) - 1, short=short) for short in (False, True)}
            found = {short: _that_fit(widths, chosen, left[short]) for short in left}
            short = left[False] < widths[chosen] or len(found[True]) > len(found[False])
            fits, room = found[short], left[short]
            self._name_more(len(widths) - len(fits), short=short)
        for place in range(len(widths)):
            if self.bar.isTabVisible(place) != (place in fits):
                self.bar.setTabVisible(place, place in fits)
        height = self.bar.sizeHint().height()
        taken = min(sum(widths[place] for place in fits), max(room, 0))
        # The underline of a tab lies upon the line below.
        self.bar.setGeometry(0, self.height() - height, taken, height)
        self.more.setVisible(len(fits) < len(widths))
        self.more.setToolTip(f"More here: {', '.join(self.titles[place] for place in self.in_menu)}")
        side = current_theme().px(24)
        self.more.setGeometry(taken, (self.height() - side) // 2, self.more.sizeHint().width(), side)

    def _name_more(self, n: int, *, short: bool) -> int:
        # Returns how much room it takes.
        self.more.setText(f"+{n}" if short else f"{n} more")
        self.more.setAccessibleName(f"{n} more panels here")
        return self.more.sizeHint().width()

    def _open(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for place in self.in_menu:
            menu.addAction(self.bar.tabText(place)).triggered.connect(lambda _on=False, at=place: self._choose(at))
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _choose(self, place: int) -> None:
        self.bar.setCurrentIndex(place)


def _that_fit(widths: Sequence[int], current: int, room: int) -> set[int]:
    # The chosen one in any case, then from the left as far as there is room.
    fits = {current} if current >= 0 else set()
    room -= sum(widths[place] for place in fits)
    for place, width in enumerate(widths):
        if place in fits:
            continue
        if width > room:
            break
        room -= width
        fits.add(place)
    return fits
