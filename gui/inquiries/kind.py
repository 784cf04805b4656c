"""Says how the numbers of an answer were got, and whether they are being made better."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.controls.labels import KindTag
from gui.controls.numbers import decimal
from gui.inquiries.latest import Standing

LEAST_BITS = 0.005


class AnswerKind(KindTag):
    """Stands in the title bar of a dock; empty while there is no answer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.forget()

    def show_kind(self, standing: Standing, *, exact: bool, error: str) -> None:
        """Show "exact", or "sampled ± 0.002" with the largest standard error as written."""
        if exact:
            self.set_exact()
        else:
            self.set_sampled(error)
        if standing.working:
            self.setText(f"{self.text()} · working ...")

    def forget(self) -> None:
        """Say nothing."""
        self.clear()
        self.setToolTip("")


def bits_error(error: float) -> str:
    """Write the standard error of a score."""
    return f"{'<0.01' if error < LEAST_BITS else decimal(error, 2)} bits"
