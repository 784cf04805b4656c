"""What the panel says of rows in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from engine.data.chosen_rows import ChosenRows
from engine.networks.interventions import Regime
from engine.networks.variables import Variable
from engine.sessions.wording import count_rows, describe_batch
from gui.controls.numbers import count, plural

ALL = "All rows"
SEVERAL_WAYS = "What is to be expected depends on what was done. Choose one way on the left."
BY_HAND = {"act": "set by hand", "randomise": "drawn at random by hand", "table": "by a new table"}


def regime_words(regimes: Sequence[Regime], variables: Sequence[Variable], *, imported: bool) -> tuple[str, ...]:
    """Return how rows of each regime came about; those that would read alike are numbered."""
    said = [describe_batch(regime, variables, imported=imported) for regime in regimes]
    alike, reached = Counter(said), Counter[str]()
    found = []
    for words in said:
        reached[words] += 1
        found.append(f"{words} ({reached[words]})" if alike[words] > 1 else words)
    return tuple(found)


def rows_sentence(chosen: ChosenRows, listed: int) -> str:
    """Return how many rows are listed, and which are left out and why."""
    everything = ChosenRows(chosen.dataset, chosen.regime)
    said = f"{count_rows(chosen.n_rows)} in {plural(len(chosen.batches), 'batch', 'batches')}"
    later = everything.n_rows - chosen.n_rows
    if later:
        said = f"{said}, seen by the moment shown; {plural(later, 'later row')} left out"
    if listed < chosen.n_rows:
        said = f"{said}; the first {count(listed)} are listed"
    return f"{said}."


def later_words(chosen: ChosenRows) -> str:
    """Return how many rows are left out because they came after the moment shown; empty for none."""
    later = ChosenRows(chosen.dataset, chosen.regime).n_rows - chosen.n_rows
    return f"{plural(later, 'later row')} left out." if later else ""


def no_rows_yet(rows: int, *, can_draw: bool) -> str:
    """Return what to say before there are any rows."""
    if not can_draw:
        return "There are no rows in this table."
    return f"No rows yet. Watch {count_rows(rows)}, or set something: then every row stands here, by what was done."


def none_before(chosen: ChosenRows) -> str:
    """Return what to say where all rows came after the moment shown."""
    later = ChosenRows(chosen.dataset, chosen.regime).n_rows
    return f"None of these {count_rows(later)} had been seen at the moment shown."


def copied_words(rows: int, asked: int) -> str:
    """Return what was copied."""
    said = f"Copied {count_rows(rows)}"
    return f"{said}; no more than that go at once." if rows < asked else f"{said}."


def mark_of(regime: Regime, column: int, *, imported: bool) -> str:
    """Return the picture of how a variable was set, one of `BY_HAND`; empty where it followed its causes."""
    intervention = regime.on(column)
    if intervention is None:
        return ""
    if intervention.kind == "soft":
        return "table"
    # A table of data does not tell how states were chosen.
    return "randomise" if intervention.kind == "randomize" and not imported else "act"
