"""Push buttons of each kind, with icon and with the letter of their key."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from gui.controls.focus_ring import FocusRing
from gui.controls.tinted_icon import set_icon
from gui.theme import Theme, current_theme
from gui.theme.tokens import DISABLED_OPACITY, mixed

Kind = Literal["primary", "act", "act-outline", "plain", "quiet"]

_INK: dict[str, str] = {"primary": "on_accent", "act": "on_act", "act-outline": "act"}
LETTER_BOX = 19
LETTER_SIDE = 10


class Button(QPushButton):
    """Push button of a kind; the look comes from the style sheet by the property `kind`.

    Parameters
    ----------
    text
        What will happen when it is pressed: "Set it, 10 rows". Without text the button is square.
    kind
        "primary" (filled accent), "act" (filled vermilion), "act-outline" (outlined vermilion), "plain"
        (outlined) or "quiet" (no edge until pointed at). Vermilion is for interventions only.
    icon
        Name of an icon, or "".
    letter
        Key shown in a small box at the right, or "". It is shown only; an action owns the shortcut.
    name
        Accessible name where the text is not enough.
    """

    def __init__(
        self,
        text: str = "",
        kind: Kind = "plain",
        icon: str = "",
        letter: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._letter = letter
        self._icon = icon
        self._kind: Kind = kind
        self.setProperty("kind", kind)
        self.setProperty("letter", bool(letter))
        self.setProperty("square", not text)
        self.setAccessibleName(name or text)
        if not text and name:
            self.setToolTip(name)
        if icon:
            self.set_icon(icon)
        FocusRing(self)

    @property
    def kind(self) -> Kind:
        """The kind it was made with."""
        return self._kind

    def set_icon(self, name: str) -> None:
        """Show the icon `name` in the ink of the button's kind."""
        self._icon = name
        set_icon(self, name, _INK.get(self._kind, "text"))

    def set_words(self, text: str) -> None:
        """Show other words; without words the button is square and its accessible name stays."""
        self.setText(text)
        if self._icon:
            # The gap beside an icon is there only where words follow.
            self.set_icon(self._icon)
        self.setProperty("square", not text)
        self.style().unpolish(self)
        self.style().polish(self)
        self.updateGeometry()

    def set_letter_shown(self, shown: bool) -> None:
        """Show the letter of the key, or do without where there is little room."""
        if shown != bool(self.property("letter")) and self._letter:
            self.setProperty("letter", shown)
            self.style().unpolish(self)
            self.style().polish(self)
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        # Fusion asks for a wide minimum that would make short words into long buttons
        theme = current_theme()
        height = theme.px(theme.BUTTON)
        if not self.text():
            return QSize(height, height)
        self.ensurePolished()
        width = self.fontMetrics().horizontalAdvance(self.text()) + 2 * theme.px(12) + 2
        if not self.icon().isNull():
            width += self.iconSize().width() + 4
        if self.property("letter"):
            width += theme.px(26)
        return QSize(width, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.property("letter"):
            with QPainter(self) as painter:
                self._paint_letter(painter, current_theme())

    def _paint_letter(self, painter: QPainter, theme: Theme) -> None:
        tokens = theme.tokens
        act = self._kind == "act-outline"
        ink = tokens.named(_INK.get(self._kind, "text2"))
        edge = ink if act else tokens.line
        if not self.isEnabled():
            ink, edge = mixed(ink, tokens.surface, DISABLED_OPACITY), tokens.line
        side = theme.px(LETTER_BOX)
        box = QRectF(self.width() - theme.px(LETTER_SIDE) - side, (self.height() - side) // 2, side, side)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(edge, 1.5 if act else 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush if act else tokens.alternate)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(3), theme.px(3))
        painter.setPen(ink)
        painter.setFont(theme.font("axis", 600 if act else 500))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._letter)


def primary_button(text: str, icon: str = "", parent: QWidget | None = None) -> Button:
    """Make the one button of a panel that goes on."""
    return Button(text, "primary", icon, parent=parent)


def plain_button(text: str, icon: str = "", parent: QWidget | None = None) -> Button:
    """Make any other button."""
    return Button(text, "plain", icon, parent=parent)


def quiet_button(text: str, icon: str = "", parent: QWidget | None = None) -> Button:
    """Make a button without an edge, for bars and foot lines."""
    return Button(text, "quiet", icon, parent=parent)


class ActionButton(Button):
    """A button that triggers an action and follows its text, tool tip and whether it can be used.

    Parameters are those of `Button`; the text is the action's unless `text` is given.
    """

    def __init__(
        self,
        action: QAction,
        kind: Kind = "plain",
        icon: str = "",
        letter: str = "",
        text: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        words = _plain(action.text()) if text is None else text
        super().__init__(words, kind, icon, letter, _plain(action.text()), parent)
        self._action = action
        self._own_text = text
        action.changed.connect(self._follow)
        self.clicked.connect(self._trigger)
        self._follow()

    def _trigger(self) -> None:
        self._action.trigger()

    def _follow(self) -> None:
        self.setEnabled(self._action.isEnabled())
        self.setToolTip(self._action.toolTip())
        self.setAccessibleName(_plain(self._action.text()))
        if self._own_text is None:
            self.setText(_plain(self._action.text()))


def _plain(text: str) -> str:
    return text.replace("&", "")
