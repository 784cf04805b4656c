"""All cards in rows; only those in sight are painted, so that thousands scroll as easily as four."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from gui.hypotheses.board_room import MOVES
from gui.hypotheses.card import CardMark, close_box, in_words, node_at, paint_card, place_for
from gui.hypotheses.card_area import CardArea, Look
from gui.hypotheses.picture import PictureNode
from gui.theme import current_theme

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_AWAY = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class CandidateBoard(CardArea):
    """Cards with places; keys and mouse go to a card or to a place on it.

    Arrow keys go from card to card, Enter goes into one. In a place a letter or a digit puts that variable in, Left
    and Right choose, Delete empties it, Tab goes to the next place, Escape back to the card.

    Signals
    -------
    typed(index, node, text)
        A letter or a digit was pressed in a place.
    stepped(index, node, step)
        The next (1) or the previous (-1) variable is wanted in a place.
    emptied(index, node)
        A place is to be emptied.
    dropped(index, node, column)
        A variable was let go over a place; node -1 for the first free one.
    removed(index)
        A card is to be taken out.
    opened(index)
        A card is to be changed freehand.
    moved()
        Keys or mouse went elsewhere.
    """

    typed = Signal(int, int, str)
    stepped = Signal(int, int, int)
    emptied = Signal(int, int)
    dropped = Signal(int, int, int)
    removed = Signal(int)
    opened = Signal(int)
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._current: int | None = None
        self._node: int | None = None
        self._hovered: tuple[int, int] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName("Candidates")
        self._pointed: int | None = None

    # -- what is shown -------------------------------------------------------------------------------------

    def show_cards(self, count: int, look: Look) -> None:
        if self._current is not None and self._current >= count:
            self._current, self._node = (count - 1 if count else None), None
        super().show_cards(count, look)
        self._say()

    @property
    def current(self) -> int | None:
        """The card that keys go to, or None."""
        return self._current

    @property
    def node(self) -> int | None:
        """The place on it, or None for the card as a whole."""
        return self._node

    def go_to(self, index: int | None, node: int | None = None) -> None:
        """Make keys go to a card, or to a place on it."""
        self._current, self._node = index, node
        if index is not None:
            self.verticalScrollBar().setValue(self.room.top_with(index))
        self._say()
        self.viewport().update()
        self.moved.emit()

    # -- a variable in the hand ----------------------------------------------------------------------------

    def hover(self, place: QPoint | None) -> None:
        """Mark what a variable would fall into, let go at this place of the screen; None for nothing."""
        self._hovered = None if place is None else self._target(place)
        self.viewport().update()

    def drop(self, column: int, place: QPoint) -> None:
        """Let a variable go at this place of the screen."""
        target = self._target(place)
        self._hovered = None
        self.viewport().update()
        if target is not None:
            self.dropped.emit(*target, column)

    def _target(self, place: QPoint) -> tuple[int, int] | None:
        point = self.viewport().mapFromGlobal(place)
        index = self.room.card_at(point) if self.viewport().rect().contains(point) else None
        if index is None:
            return None
        look = self._look(index)
        node = place_for(look, self.card_rect(index), point, current_theme())
        return None if node is None else (index, node)

    # -- keys ----------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_ours(event):
            # In a place a letter is a variable, not a command.
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._goes_round(event):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._current is None:
            if self._count and event.key() in (*_ENTER, *MOVES):
                self.go_to(0)
                return
            super().keyPressEvent(event)
        elif self._node is None:
            self._card_key(event, self._current)
        else:
            self._place_key(event, self._current, self._node)

    def _card_key(self, event: QKeyEvent, index: int) -> None:
        key = event.key()
        if key in MOVES:
            wanted = self.room.neighbour(index, key)
            if wanted is not None:
                self.go_to(wanted)
        elif key in _AWAY and self._look(index).removable:
            self.removed.emit(index)
        elif key in _ENTER:
            nodes = self._look(index).picture.nodes
            free = [number for number, node in enumerate(nodes) if node.kind == "free"]
            if nodes:
                self.go_to(index, free[0] if free else 0)
        else:
            super().keyPressEvent(event)

    def _place_key(self, event: QKeyEvent, index: int, node: int) -> None:
        key, text = event.key(), event.text()
        if key == Qt.Key.Key_Escape:
            self.go_to(index)
        elif key in _AWAY:
            self.emptied.emit(index, node)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            forward = key in (Qt.Key.Key_Right, Qt.Key.Key_Down)
            self.stepped.emit(index, node, 1 if forward else -1)
        elif text.strip() and text.isprintable():
            self.typed.emit(index, node, text)
        else:
            super().keyPressEvent(event)

    def _is_ours(self, event: QKeyEvent) -> bool:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        return plain and self._node is not None and (bool(event.text().strip()) or event.key() == Qt.Key.Key_Escape)

    def _goes_round(self, event: QKeyEvent) -> bool:
        # Tab goes through the places of a card before it leaves.
        if self._current is None or self._node is None or event.key() not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return False
        wanted = self._node + (1 if event.key() == Qt.Key.Key_Tab else -1)
        if not 0 <= wanted < len(self._look(self._current).picture.nodes):
            self.go_to(self._current)
            return False
        self.go_to(self._current, wanted)
        return True

    # -- mouse ---------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        index = self.room.card_at(point)
        if index is None or event.button() != Qt.MouseButton.LeftButton:
            return
        look, theme = self._look(index), current_theme()
        if look.removable and close_box(self.card_rect(index), theme).contains(point):
            self.removed.emit(index)
        else:
            self.go_to(index, node_at(look, self.card_rect(index), point, theme))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.room.card_at(event.position().toPoint())
        if index is not None and self._look(index).ready and self._look(index).removable:
            self.opened.emit(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        pointed = self.room.card_at(event.position().toPoint())
        if pointed != self._pointed:
            self._pointed = pointed
            self.viewport().setToolTip("" if pointed is None else self._look(pointed).spoken)
            self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._pointed = None
        self.viewport().update()

    # -- painting ------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), current_theme().tokens.surface)
            for index in self.room.in_sight:
                self._paint_card(painter, index)

    def _paint_card(self, painter: QPainter, index: int) -> None:
        look = self._look(index)
        lit = {self._node if index == self._current else None}
        lit.add(self._hovered[1] if self._hovered is not None and self._hovered[0] == index else None)
        nodes = tuple(_lit(node) if number in lit else node for number, node in enumerate(look.picture.nodes))
        look = replace(look, picture=replace(look.picture, nodes=nodes))
        pointed = index == self._pointed
        mark: CardMark = "pointed" if pointed else "none"
        if index == self._current:
            mark = "keys" if self.hasFocus() and self._node is None else "chosen"
        paint_card(painter, self.card_rect(index), look, current_theme(), mark)

    # -- room and focus ------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._current is not None:
            self.verticalScrollBar().setValue(self.room.top_with(self._current))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._current is None and self._count:
            self.go_to(0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _say(self) -> None:
        if self._current is None:
            self.setAccessibleDescription(f"{self._count} cards")
        else:
            self.setAccessibleDescription(in_words(self._look(self._current), self._node))


def _lit(node: PictureNode) -> PictureNode:
    # Where keys or a variable in the hand are.
    return replace(node, marked=node.kind == "free", chosen=node.kind != "free")
