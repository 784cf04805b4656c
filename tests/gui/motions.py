"""Motion by hand: what moves stands still until a test moves it on, however slow the machine is."""

from __future__ import annotations

from PySide6.QtCore import QObject, QVariantAnimation


def moving(*owners: QObject) -> list[QVariantAnimation]:
    """Return what moves within some widgets or items, and within what belongs to them."""
    found = [each for owner in owners for each in owner.findChildren(QVariantAnimation)]
    return [each for each in found if each.state() != QVariantAnimation.State.Stopped]


def goes_on(share: float, *owners: QObject) -> None:
    """Have all that moves be at this share of its time, and stay there."""
    for each in moving(*owners):
        each.pause()
        each.setCurrentTime(round(share * each.duration()))
