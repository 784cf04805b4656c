"""Says how the numbers of an answer were got, and whether they are being made better."""

from __future__ import annotations

from gui.controls.labels import KindTag
from gui.controls.numbers import decimal
from gui.inquiries.latest import Standing

LEAST_BITS = 0.005


def show_kind(tag: KindTag, standing: Standing, *, exact: bool, error: str) -> None:
    """Show "exact", or "sampled ± 0.002" with the largest standard error as written."""
    if exact:
        tag.set_exact()
    else:
        tag.set_sampled(error)
    if standing.working:
        tag.setText(f"{tag.text()} · working ...")


def bits_error(error: float) -> str:
    """Write the standard error of a score."""
    return f"{'<0.01' if error < LEAST_BITS else decimal(error, 2)} bits"
