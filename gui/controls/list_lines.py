"""What the lists of this program have in common: one line an entry, quiet until it is pointed at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.theme import current_theme

LEAST_WIDTH = 120


class LinePainter(QStyledItemDelegate):
    """Paints lines of one height; a list says how."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        theme = current_theme()
        return QSize(theme.px(LEAST_WIDTH), theme.px(theme.LIST_ROW))


def make_quiet(view: QAbstractItemView) -> None:
    """Have a view scroll by pixels and tell which line is pointed at; nothing in it is selected or edited."""
    view.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setMouseTracking(True)
    view.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)


def make_lines(view: QListView) -> None:
    """Make a list of lines of one height without a frame, quiet as `make_quiet` has it."""
    make_quiet(view)
    view.setFrameShape(QListView.Shape.NoFrame)
    view.setUniformItemSizes(True)


@contextmanager
def line_painted(painter: QPainter, rect: QRect, state: QStyle.StateFlag, *, chosen: bool) -> Iterator[None]:
    """Fill the ground of a line, let it be painted, then frame it where the keys are.

    Parameters
    ----------
    painter
        Its state is put back at the end.
    rect
        The whole line.
    state
        Whether it is pointed at and has the keys.
    chosen
        Whether it is the one on show, ticked, or true now.
    """
    theme = current_theme()
    painter.save()
    if chosen:
        painter.fillRect(rect, theme.tokens.selection)
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, theme.tokens.alternate)
    yield
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(theme.tokens.accent, theme.px(2)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(1, 1, -1, -1))
    painter.restore()
