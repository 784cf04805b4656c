"""How a person wants to see weights over time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Curves = Literal["areas", "lines"]
Along = Literal["rows", "batches"]


@dataclass(frozen=True)
class View:
    """Choices of the view; they change nothing but the picture.

    Parameters
    ----------
    curves
        Stacked areas, one upon another up to 1, or one line a candidate.
    along
        Whether each row, or each batch, is as wide as any other.
    entropy
        Whether a line below says how much is still open.
    """

    curves: Curves = "areas"
    along: Along = "rows"
    entropy: bool = True


USUAL = View()
