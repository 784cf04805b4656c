"""What the Belief panel says beside its picture, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from engine.posterior.digest import BEST
from engine.questions.class_view import ClassView, MergedClass
from engine.questions.look_alikes import LookAlikes
from engine.questions.parting import Parting
from gui.controls.numbers import arrow_probability, count_words, plural, probability, probability_with_error
from gui.drawing.class_words import alike_sentence, graph_term, kinds_words, parting_sentence

WORKING = "Working it out ..."
TRUTH = "Show the differences from the truth (Ctrl+Shift+R)"
CLASSES = "Show look-alikes as one (Ctrl+M)"
ARRANGE = "Put what is linked side by side"
WORK_IT_OUT = "Work it out"
TERM = "interventional equivalence class"
TERM_TIP = (
    "Structures that no row of the kinds drawn so far can ever tell apart (one interventional equivalence class)."
)
SAMPLED_TIP = (
    "What some structures with hidden variables make of the data is estimated by chance draws; "
    "± is the largest standard error of a weight, and shrinks while more is drawn."
)
MOST_CHIPS = 4


def empty_sentence(shown: int, seen: int, rows: int, *, even: bool = True) -> str:
    """Return what to say while belief is what it was before any data; empty when rows are shown.

    Parameters
    ----------
    shown
        Rows seen at the moment shown.
    seen
        Rows there are in all.
    rows
        How many rows the scenario offers to draw.
    even
        Whether every structure has the same weight before any data.
    """
    if shown:
        return ""
    alike = "every structure is as likely as any other" if even else "weights are those of the prior"
    if seen:
        return f"Before the first row {alike}."
    return f"No rows yet. {alike[0].upper()}{alike[1:]}; {first_step(rows).lower()}"


def first_step(rows: int) -> str:
    """Return what to do before there are any rows; `rows` is how many the scenario offers to draw."""
    return f"Watch {'1 row' if rows == 1 else f'{rows:,} rows'} or set something."


def legend_sentence(n_dotted: int, n_missing: int, drawn_from: float = 0.01) -> str:
    """Return how to read the arrows, with only those kinds of line that are there.

    Parameters
    ----------
    n_dotted, n_missing
        How many arrows are dotted, and how many too unlikely to be drawn.
    drawn_from
        How probable an arrow must be to be drawn.
    """
    said = ["Wider and stronger: likelier."]
    if n_dotted:
        said.append("Dotted: below 0.05.")
    if n_missing:
        said.append(f"Below {drawn_from:.2f} not drawn ({n_missing}).")
    return " ".join(said)


def even_sentence(share: float) -> str:
    """Return why no arrow is drawn where all are equally likely."""
    return f"Every arrow is equally likely, {arrow_probability(share)}, so none is drawn."


def method_tip(summed: bool) -> str:
    """Return how the probabilities were worked out."""
    if summed:
        return "Summed over every structure, without chance or shortcut (dynamic programming)."
    return "Every structure was weighed, without chance or shortcut (enumeration)."


def working_sentence(percent: int, shown: int | None) -> str:
    """Return how far the work is, and how many rows what is on show meanwhile is about (None: nothing is)."""
    done = f"{WORKING} {percent} %" if percent else WORKING
    return done if shown is None else f"{done} {_shown_sentence(shown)}"


def unfinished_sentence(why: str, shown: int | None) -> str:
    """Return why the work was not finished, and how many rows what is on show is about (None: nothing is)."""
    return why if shown is None else f"{why} {_shown_sentence(shown)}"


def look_alike_sentence(found: LookAlikes, names: Sequence[str]) -> str:
    """Return that the members of a class look alike, its weight, and what would part them."""
    size = len(found.candidates)
    alike = alike_sentence(size, kinds_words(found.masks, found.changes, names), probability(found.weight))
    parting = Parting(False, found.parted_by_watching, found.parted_by, found.fully_parted_by)
    return f"{alike} {parting_sentence(parting, size, names)}".rstrip()


def level_sentence(n_level: int) -> str:
    """Return that so many structures are level, so that none leads."""
    return f"{count_words(n_level)} structures are level: none leads so far."


def class_sentence(found: MergedClass, view: ClassView, names: Sequence[str]) -> str:
    """Return the same of a class that is shown as one."""
    weight = probability_with_error(found.weight, found.error)
    said = f"at least {weight}" if found.at_least else weight
    alike = alike_sentence(found.size, kinds_words(view.masks, view.changes, names), said)
    return f"{alike} {parting_sentence(found.parting, found.size, names)}".rstrip()


def class_legend(view: ClassView, names: Sequence[str], *, lines: bool) -> str:
    """Return how to read a picture in which look-alikes are one.

    Parameters
    ----------
    view
        The classes.
    names
        Names of the variables.
    lines
        Whether plain lines are drawn.
    """
    kinds = kinds_words(view.masks, view.changes, names)
    term = graph_term(view.masks, view.changes)
    said = f"Plain line: {kinds} cannot show which way ({term})." if lines else f"Look-alikes as one ({term})."
    if view.count is None:
        if view.classes[0].weight >= view.most_beyond((0,)):
            return f"{said} The heaviest class of all."
        return f"{said} The heaviest class among those of the {BEST} most probable structures; another may weigh more."
    return f"{said} Average of {plural(view.count, 'class', 'classes')}."


def left_out_tip(n_left: int) -> str:
    """Return what is not drawn for want of room; empty for nothing."""
    if not n_left:
        return ""
    pairs = plural(n_left, "pair")
    return f"For {pairs} the less likely direction is not drawn, beside a line and the likelier direction."


def more_sentence(n_without: int, n_chips: int) -> str:
    """Return how many members of a class are not shown as chips; empty when all are."""
    if not n_without:
        return ""
    if n_chips:
        return f"and {n_without:,} more"
    return f"{n_without:,} structures"


def _shown_sentence(n_rows: int) -> str:
    rows = "1 row" if n_rows == 1 else f"{n_rows:,} rows"
    return f"What you see is belief after {rows}." if n_rows else "What you see is belief before any data."
