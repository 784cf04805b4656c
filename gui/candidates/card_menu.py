"""The menu of a card: keep it in sight, compare it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

MENU_TIP = "Right button, P, C: keep in sight, compare"


def show_card_menu(
    row: QWidget, position: QPoint, *, pinned: bool, pin: Callable[[], None], compare: Callable[[], None]
) -> None:
    """Show what can be done with a card.

    Parameters
    ----------
    row
        The row that the card is in.
    position
        Where, in global coordinates.
    pinned
        Whether it is kept in sight now.
    pin, compare
        What is called when a person chooses to keep it in sight, or no longer, and to compare it.
    """
    menu = QMenu(row)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setAccessibleName("What to do with this candidate")
    keep = menu.addAction("No longer keep in sight\tP" if pinned else "Keep in sight\tP")
    keep.triggered.connect(lambda _checked=False: pin())
    other = menu.addAction("Compare with another ...\tC")
    other.triggered.connect(lambda _checked=False: compare())
    menu.popup(position)
