"""How the strategies stand after a step, as lines of a table."""

from __future__ import annotations

from functools import partial

from engine.sessions.race import SURE, Estimate, Measure, Race
from engine.sessions.strategies import NAMES, RULES
from gui.controls.table_lines import Cell, Column, Line
from gui.race.pens import paint_sample
from gui.race.words import TIPS, estimate, finish_words, order

TITLES: dict[Measure, str] = {"entropy": "bits open", "truth": "weight"}
FOUND_TIP = (
    f"After how many steps one candidate had a weight of {SURE}: mean and standard error over the runs in which one "
    "had, and in how many that was"
)


def columns_of(measure: Measure) -> tuple[Column, ...]:
    """Return the columns: the mean, and when it was found."""
    found = Column(f"steps to {SURE}", "text", FOUND_TIP, name=f"steps until one candidate has {SURE}")
    return (Column(TITLES[measure], "text", TIPS[measure]), found)


def lines_of(race: Race, measure: Measure, step: int) -> tuple[Line, ...]:
    """Return a line a strategy, who is ahead first; those who did fewer steps last."""
    means, errors = race.means(measure)[:, step], race.standard_errors(measure)[:, step]
    ranked = order(race, measure, step)
    left = [place for place in range(len(means)) if place not in ranked]
    lines = []
    for place in (*ranked, *left):
        strategy = race.course.strategies[place]
        found = Estimate(float(means[place]), float(errors[place]))
        cells = Cell(estimate(found, measure)), Cell(finish_words(race, place))
        spoken = f"{NAMES[strategy]} ({RULES[strategy].rstrip('.')})"
        lines.append(Line(NAMES[strategy], cells, spoken=spoken, mark=partial(paint_sample, strategy=strategy)))
    return tuple(lines)


def written(race: Race, measure: Measure, step: int) -> tuple[str, ...]:
    """Return the same as sentences, to stand below a picture."""
    titles = [column.title for column in columns_of(measure)]
    return tuple(
        " · ".join(
            [
                line.words,
                *(f"{title}: {cell.text}" for title, cell in zip(titles, line.cells, strict=True) if cell.text),
            ]
        )
        for line in lines_of(race, measure, step)
    )
