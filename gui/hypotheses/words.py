"""What the page says: hints, counts, and what is on a card."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from engine.hypotheses.notation import displayed_candidate
from engine.hypotheses.space import AllDags, HypothesisSpace
from engine.hypotheses.templates import TEMPLATES, Point
from gui.controls.numbers import count, count_words, plural
from gui.hypotheses.card import CardLook
from gui.hypotheses.draft import Draft
from gui.hypotheses.entry import Entry, laid_out
from gui.hypotheses.picture import Picture, PictureNode, described

ARROW = " \N{RIGHTWARDS ARROW} "
JOINED = " \N{LEFT RIGHT ARROW} "


def card_of_entry(draft: Draft, index: int) -> CardLook:
    """Return what is on the card of an entry."""
    entry = draft.entries[index]
    spoken = f"structure {index + 1}, {entry.title}, {_structure(entry, draft)}"
    if not entry.is_finished:
        spoken += f", {plural(entry.slots.count(None), 'place')} free, does not count yet"
    return CardLook(index + 1, entry.is_finished, entry.title, form_words(entry), picture_of(entry, draft), spoken)


def card_of_structure(draft: Draft, index: int, digit: int | None, places: Mapping[str, Point]) -> CardLook:
    """Return what is on the card of one of all structures: dots at the same `places` as on the canvas."""
    space = draft.space
    if not isinstance(space, HypothesisSpace):
        raise LookupError("the structures are not listed")
    names = draft.belief_names
    spoken = displayed_candidate(space.candidate(index), names, ARROW, JOINED)
    picture = Picture(tuple(PictureNode("filled", name) for name in names), space.dag(index).edges(), ())
    dots = tuple(places[name] for name in names)
    return CardLook(digit, True, "", "", picture, spoken, removable=False, dots=dots)


def picture_of(entry: Entry, draft: Draft) -> Picture:
    """Return the picture of a card: names in its places."""
    seen = [
        PictureNode("free") if column is None else PictureNode("filled", draft.names[column]) for column in entry.slots
    ]
    hidden = [PictureNode("hidden", each.name) for each in entry.hidden]
    return Picture((*seen, *hidden), entry.edges, entry.points)


def form_words(entry: Entry) -> str:
    """Say of how many states the hidden variables of a card are, in few words."""
    stated = [each.states for each in entry.hidden if each.states is not None]
    if not stated:
        return ""
    if len(set(stated)) == 1 and len(stated) == len(entry.hidden):
        return f"{stated[0]} states"
    return ", ".join("open" if each.states is None else f"{each.states} states" for each in entry.hidden)


def counted(draft: Draft) -> str:
    """Say how many candidates there are."""
    space = draft.space
    if draft.kind == "list":
        unfinished = len(draft.entries) - draft.n_ready
        return f"{count(draft.n_ready)} ready" + (f", {count(unfinished)} unfinished" if unfinished else "")
    if space is None:
        return ""
    return f"{count_words(space.count)} structures"


def use_words(draft: Draft) -> str:
    """Return the words on the button that ends it."""
    space = draft.space
    if space is None:
        return "Use these candidates"
    if draft.kind == "list":
        return f"Use these {plural(space.count, 'candidate')}" if space.count > 1 else "Use this candidate"
    ruled = " under these rules" if draft.kind == "rules" else ""
    return f"Use every structure{ruled}"


def hint(draft: Draft, index: int | None, node: int | None) -> str:
    """Return the line below the cards: what would be next."""
    if draft.kind != "list":
        return explained(draft)
    if not draft.entries:
        return "Nothing is listed yet. Pick a shape on the left, or draw a structure of your own."
    entry = draft.entries[index] if index is not None and index < len(draft.entries) else None
    if entry is None or entry.is_finished:
        unfinished = next((place for place, each in enumerate(draft.entries) if not each.is_finished), None)
        if unfinished is None:
            return "Delete takes the chosen card out, Enter goes to its places. Double-click to redraw it."
        return f"Structure {unfinished + 1} counts once its places are filled."
    free = [draft.names[column] for column in draft.over if column not in entry.slots]
    first = free[0] if free else ""
    where = "the outlined place" if node is not None else "a free place"
    press = f"press {first[:1].upper()}" if first[:1].isalnum() else "press Right"
    return f"Structure {(index or 0) + 1} counts once its places are filled. Drop {first} on {where}, or {press}."


def explained(draft: Draft) -> str:
    """Say in a sentence what every structure means."""
    names = draft.belief_names
    about = ", ".join(names[:-1]) + f" and {names[-1]}" if 1 < len(names) <= 6 else f"{plural(len(names), 'variable')}"
    if isinstance(draft.space, AllDags):
        return (
            f"Every way to draw arrows among {about} without a circle: too many to be listed one by one, so that "
            "belief is about arrows."
        )
    ruled = " Those that break a rule get no weight." if draft.kind == "rules" else ""
    return f"Every way to draw arrows among {about} without a circle.{ruled}"


def rows_words(n_rows: int, *, acted: bool, working: bool = False, failed: bool = False) -> str:
    """Say what the thin bars stand for: nothing without rows.

    `working` while it is not known what the rows say, `failed` where it cannot be known.
    """
    if working or failed:
        return "what the rows say cannot be worked out" if failed else "working out what the rows say ..."
    if n_rows == 0:
        return ""
    return f"after the {plural(n_rows, 'row')} {'seen' if acted else 'watched'}"


def _structure(entry: Entry, draft: Draft) -> str:
    picture = picture_of(entry, draft)
    names = [node.name or ("hidden cause" if node.kind == "hidden" else "") for node in picture.nodes]
    return described(names, entry.edges)


def places_of(draft: Draft, known: Mapping[str, Point]) -> dict[str, Point]:
    """Return a place for every variable of belief: those on the canvas, or a ring where one is not there."""
    names = draft.belief_names
    if all(name in known for name in names):
        return {name: known[name] for name in names}
    return dict(zip(names, laid_out(len(names), ()), strict=True))


@lru_cache
def n_assignments(title: str, n: int) -> int:
    """Return how many candidates the shape of a title gives on `n` variables; 0 for what is no shape."""
    return next((len(template.all_filled(n)) for template in TEMPLATES if template.title == title), 0)
