"""What was done, as stretches of rows for the lane above the plot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from engine.data.dataset import Batch
from engine.networks.interventions import Regime
from engine.networks.variables import Variable
from engine.sessions.wording import describe_batch, describe_regime
from gui.controls.numbers import count

Kind = Literal["watch", "act", "randomise"]


@dataclass(frozen=True)
class Span:
    """Batches in a row that came about in the same way.

    Parameters
    ----------
    start, end
        Rows seen before and after.
    kind
        Whether the world was watched, set by hand, or set at random; also the name of the icon.
    text
        Words for the lane.
    tip
        The same in a sentence.
    """

    start: int
    end: int
    kind: Kind
    text: str
    tip: str


def spans_of(batches: Sequence[Batch], variables: Sequence[Variable], *, imported: bool = False) -> tuple[Span, ...]:
    """Return what was done, in order, batches of one kind that follow each other taken together.

    `imported` says that the rows come from a table that does not tell how states were chosen.
    """
    spans: list[Span] = []
    seen = 0
    for regime, group in groupby(batches, key=lambda batch: batch.regime):
        n_rows = sum(batch.n_rows for batch in group)
        if n_rows:
            spans.append(_span(regime, seen, seen + n_rows, variables, imported=imported))
        seen += n_rows
    return tuple(spans)


def _span(regime: Regime, start: int, end: int, variables: Sequence[Variable], *, imported: bool) -> Span:
    watched = not regime.interventions
    text = f"watched {count(end - start)}" if watched else describe_regime(regime, variables, imported=imported)
    where = f"Row {count(end)}" if end == start + 1 else f"Rows {count(start + 1)} to {count(end)}"
    done = describe_batch(regime, variables, imported=imported)
    tip = f"{where}: {done[0].lower()}{done[1:]}" + ("" if watched else " by hand (do)")
    return Span(start, end, kind_of(regime, imported=imported), text, tip)


def kind_of(regime: Regime, *, imported: bool = False) -> Kind:
    """Return in which way rows came about; a table of data does not tell about dice."""
    if not regime.interventions:
        return "watch"
    drawn = all(each.kind == "randomize" for each in regime.interventions)
    return "randomise" if drawn and not imported else "act"
