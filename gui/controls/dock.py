"""Docks: a title bar of 32 px with the panel's tools, and a content with a hairline around it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMargins, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QSizePolicy, QToolButton, QWidget, QWidgetItem

from gui.controls.labels import ElidedLabel
from gui.controls.tab_row import TabRow
from gui.controls.tinted_icon import set_icon
from gui.theme import current_theme

TOOL_ICON = 16
CONTROL_ICON = 14
WIDEST_NEED = 340
_HAIRLINES = QMargins(1, 0, 1, 1)


def tool_button(name: str, icon: str, size: int = TOOL_ICON, parent: QWidget | None = None) -> QToolButton:
    """Make a small icon button for title bars; `name` is its tool tip and accessible name."""
    button = QToolButton(parent)
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    set_icon(button, icon, "text2", size)
    return button


class DockTitleBar(QWidget):
    """Title at the left, tools of the panel at the right, then float and close.

    A double click floats the dock, dragging moves it, as Qt's own title bar does. Docks that share a place show
    their tabs here, so that they cost no row of their own.

    Signals
    -------
    tab_chosen(place)
        A person wants another of the docks in this place.
    """

    tab_chosen = Signal(int)

    def __init__(self, dock: QDockWidget) -> None:
        super().__init__(dock)
        self._dock = dock
        self.heading = ElidedLabel(dock.windowTitle(), weight=600)
        # In a part of its own, so that tabs and tools that come or go have no dock laid out anew.
        self._inside = QWidget(self)
        self._row = QHBoxLayout(self._inside)
        self._lead = False
        self._row.addWidget(self.heading, 1)
        self.tabs = TabRow()
        self.tabs.hide()
        self.tabs.chosen.connect(self.tab_chosen)
        self._row.addWidget(self.tabs, 1)
        # The arrow keys go on from tab to tab when another dock comes to the front.
        self.setFocusProxy(self.tabs)
        self._float = tool_button("Take out of the window", "float", CONTROL_ICON)
        self._float.clicked.connect(self._toggle_floating)
        self._close = tool_button("Close", "close", CONTROL_ICON)
        self._close.clicked.connect(dock.close)
        self._row.addSpacing(current_theme().px(8))
        self._row.addWidget(self._float)
        self._row.addWidget(self._close)
        self._close.setAccessibleName(f"Close {dock.windowTitle()}")
        dock.windowTitleChanged.connect(self.heading.setText)
        dock.featuresChanged.connect(self._follow_features)
        self._follow_features(dock.features())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._follow_theme()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._follow_theme()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._inside.setGeometry(self.rect())

    def _follow_theme(self) -> None:
        self._follow_margins()
        self.updateGeometry()

    def _follow_margins(self) -> None:
        theme = current_theme()
        # a tab bar draws its underline upon the hairline at the bottom
        self._row.setContentsMargins(theme.px(8 if self._lead else 12), 0, theme.px(8), 0 if self._lead else 1)
        self._row.setSpacing(theme.px(4))

    def add_widget(self, widget: QWidget) -> None:
        """Put a widget at the right, after those already there."""
        self._row.insertWidget(self._row.count() - 3, widget)

    def set_tabs(self, titles: Sequence[str], chosen: int) -> None:
        """Show tabs of docks in one place instead of the title; fewer than two bring the title back."""
        if self.tabs.titles == tuple(titles) and self.tabs.current == (chosen if titles else -1):
            # It is asked after every move of any dock; dressing the title anew would cost milliseconds each time.
            return
        self.tabs.show_titles(titles, chosen)
        self._lead = len(titles) > 1
        self.tabs.setVisible(self._lead)
        self.heading.setVisible(not self._lead)
        self._follow_margins()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(160), theme.px(theme.DOCK_TITLE))

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(80), theme.px(theme.DOCK_TITLE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        width, height = self.width(), self.height()
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.tokens.surface)
            for x, y, w, h in ((0, 0, width, 1), (0, 0, 1, height), (width - 1, 0, 1, height)):
                painter.fillRect(x, y, w, h, theme.tokens.line)
            painter.fillRect(0, height - 1, width, 1, theme.tokens.line)

    def _toggle_floating(self) -> None:
        self._dock.setFloating(not self._dock.isFloating())

    def _follow_features(self, features: QDockWidget.DockWidgetFeature) -> None:
        self._float.setVisible(bool(features & QDockWidget.DockWidgetFeature.DockWidgetFloatable))
        self._close.setVisible(bool(features & QDockWidget.DockWidgetFeature.DockWidgetClosable))


class PanelFrame(QWidget):
    """Surface with a hairline at the left, the right and the bottom; holds the content of a dock.

    It has no layout of Qt: with one, every line that comes or goes in a panel would have all docks of the window laid
    out and painted anew, at once, which takes some milliseconds each time. Only a panel that needs more room, or can do
    with less, asks for that.
    """

    def __init__(self, content: QWidget, parent: QWidget | None = None, *, yields: bool = False) -> None:
        super().__init__(parent)
        self.content = content
        self._yields = yields
        content.setParent(self)
        self._item = QWidgetItem(content)
        self._least = self.minimumSizeHint()

    def sizeHint(self) -> QSize:
        return self._item.sizeHint().grownBy(_HAIRLINES)

    def minimumSizeHint(self) -> QSize:
        needed = self._item.minimumSize().grownBy(_HAIRLINES)
        widest = current_theme().px(WIDEST_NEED) if self._yields else needed.width()
        return QSize(min(needed.width(), widest), needed.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._item.setGeometry(self.rect().marginsRemoved(_HAIRLINES))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask_for_room()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._ask_for_room()
        return super().event(event)

    def _ask_for_room(self) -> None:
        least = self.minimumSizeHint()
        if least != self._least:
            self._least = least
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = current_theme().tokens
        width, height = self.width(), self.height()
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), tokens.surface)
            for x, y, w, h in ((0, 0, 1, height), (width - 1, 0, 1, height), (0, height - 1, width, 1)):
                painter.fillRect(x, y, w, h, tokens.line)


class Dock(QDockWidget):
    """A dock with our title bar and frame.

    Parameters
    ----------
    title
        Shown in the title bar and in the menu of docks.
    content
        The panel.
    key
        Name under which the window remembers where the dock was.
    yields
        Whether it makes do with less width than its content asks for: one wide panel behind a tab must not take the
        room of all that stand beside it.
    """

    def __init__(
        self, title: str, content: QWidget, key: str, parent: QWidget | None = None, *, yields: bool = False
    ) -> None:
        super().__init__(title, parent)
        self.setObjectName(key)
        self.setAccessibleName(title)
        self.title_bar = DockTitleBar(self)
        self.setTitleBarWidget(self.title_bar)
        self.setWidget(PanelFrame(content, yields=yields))
        # Qt puts docks behind other tabs beyond the edge and leaves them visible: a panel out of sight is to know it.
        policy = content.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        content.setSizePolicy(policy)
        self.visibilityChanged.connect(content.setVisible)
