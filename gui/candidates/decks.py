"""What the cards say of the most probable of too many structures, and of classes of look-alikes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from engine.hypotheses.candidate import Candidate
from engine.networks.dag import Dag
from engine.posterior.digest import Digest
from engine.questions.class_view import ClassView, MergedClass
from gui.candidates.card_content import CardContent, Point
from gui.candidates.card_menu import MENU_TIP
from gui.candidates.deck_row import Deck
from gui.candidates.words import best_words, odds_words, uncounted_words
from gui.controls.numbers import count_words, listed_words, plural, probability, small_probability
from gui.drawing.class_words import alike_sentence, class_term, kinds_words, parting_sentence
from gui.drawing.structure_words import ARROW, SPACE, spoken_structure, structure_words

LINE = "\N{EN DASH}"
BEST_TIP = (
    "Right button, C: compare. None of so many can be kept in sight: only the most probable are known one by one."
)
CLASS_TIP = f"{MENU_TIP} (the heaviest structure in it stands for the class)"


def best_deck(
    digest: Digest, names: Sequence[str], positions: Mapping[str, Point], followed: Sequence[Candidate | Dag] = ()
) -> Deck:
    """Return cards of the most probable structures.

    Parameters
    ----------
    digest
        The belief.
    names
        Names of the variables, in the order of the nodes.
    positions
        Place of each variable, by name.
    followed
        The structures that have digits, in their order.
    """
    digit_of: Mapping[Candidate | Dag, int] = {dag: digit for digit, dag in enumerate(followed, start=1)}
    # Before any data the first of them would be first by nothing but their order.
    places = range(0 if digest.level else len(digest.best))
    points = tuple(positions[name] for name in names)
    return Deck(
        tuple(_best_content(digest, place, tuple(names), points, digit_of) for place in places),
        tuple(digest.best[place].probability for place in places),
        lambda shown: uncounted_words(digest, len(shown)),
    )


def class_deck(
    view: ClassView,
    digest: Digest | None,
    names: Sequence[str],
    positions: Mapping[str, Point],
    pinned: Collection[int] = (),
) -> Deck:
    """Return a card for each of the heaviest classes, drawn as its essential graph.

    Parameters
    ----------
    view
        The classes.
    digest
        The belief, where structures are not listed.
    names, positions
        As for `best_deck`.
    pinned
        Candidates that are kept in sight, and with them the classes that hold them.
    """
    points = tuple(positions[name] for name in names)
    made = (_class_content(view, place, tuple(names), points, digest) for place in range(len(view.classes)))
    contents = tuple(
        _kept(content) if set(found.members).intersection(pinned) else content
        for content, found in zip(made, view.classes, strict=True)
    )
    weights = tuple(each.weight for each in view.classes)
    kept = frozenset(place for place, content in enumerate(contents) if content.pinned)
    return Deck(contents, weights, lambda shown: _other_classes(view, shown, kept), view.count == len(view.classes))


def _kept(content: CardContent) -> CardContent:
    return replace(content, pinned=True, spoken=f"{content.spoken}, kept in sight")


def _best_content(
    digest: Digest,
    place: int,
    names: tuple[str, ...],
    points: tuple[Point, ...],
    digit_of: Mapping[Candidate | Dag, int],
) -> CardContent:
    dag = digest.best[place].dag
    digit = digit_of.get(dag)
    along = "" if digit is None else f", structure {digit} along the rows"
    weight = small_probability(digest.best[place].probability)
    structure, odds = structure_words(dag, names), odds_words(digest, place)
    return CardContent(
        candidate=place,
        digit=digit,
        names=names,
        positions=points,
        edges=dag.edges(),
        arrows=best_words(digest, place, names),
        level="",
        tip="\n".join(part for part in (structure, odds, BEST_TIP) if part),
        rank=f"{place + 1}.",
        faint=tuple(set(dag.edges()) & set(digest.best[0].dag.edges())) if place else (),
        spoken=f"Number {place + 1}{along}, weight {weight}, {spoken_structure(dag, names)}",
    )


def _class_content(
    view: ClassView, place: int, names: tuple[str, ...], points: tuple[Point, ...], digest: Digest | None
) -> CardContent:
    found = view.classes[place]
    kinds = kinds_words(view.masks, view.changes, names)
    weight = ("at least " if found.at_least else "") + small_probability(found.weight)
    alike = alike_sentence(found.size, kinds, weight)
    parting = parting_sentence(found.parting, found.size, names)
    links = links_words(found, names)
    key = found.members[0] if found.members else place
    kind = "exact" if digest is not None or not found.error else "sampled"
    return CardContent(
        candidate=key,
        digit=None,
        names=names,
        positions=points,
        edges=found.graph.arrows,
        arrows=parting or links,
        level="",
        tip="\n".join(
            part
            for part in (
                links,
                alike,
                parting,
                f"{class_term(view.masks, view.changes)}, {kind}",
                CLASS_TIP if digest is None else BEST_TIP,
            )
            if part
        ),
        rank=f"{count_words(found.size)} alike" if found.size > 1 else "1 alone",
        spoken=f"Class {place + 1}, {plural(found.size, 'structure')}, weight {weight}, {links}. {parting}".rstrip(),
        error=found.error,
        lines=found.graph.lines,
        loose=found.graph.loose,
        shared=found.graph.shared,
    )


def links_words(found: MergedClass, names: Sequence[str]) -> str:
    """Return what all members of a class share: "Sun – Shorts, Sun → Ice cream"; a line is open in its direction."""
    graph = found.graph
    named = [name.replace(" ", SPACE) for name in names]
    said = [f"{named[one]}{SPACE}{ARROW}{SPACE}{named[other]}" for one, other in graph.arrows]
    said += [f"{named[one]}{SPACE}{LINE}{SPACE}{named[other]}" for one, other in graph.lines]
    said += [f"hidden cause of {listed_words([named[one], named[other]])}" for one, other in graph.shared]
    said += [f"perhaps {named[one]}{SPACE}{LINE}{SPACE}{named[other]}" for one, other in graph.loose]
    return ", ".join(said) or "unrelated"


def class_order_words(view: ClassView, n_rows: int, kind: str) -> str:
    """Return which classes have cards and in what order."""
    if view.count is None:
        return f"classes of the most probable · {kind}"
    start = "classes by weight" if n_rows else "no rows yet: classes by the prior"
    return f"{start} · {kind}"


def _other_classes(view: ClassView, shown: Sequence[int], kept: Collection[int]) -> tuple[str, str]:
    # What is kept in sight may weigh less than what has no card for it.
    weights = [view.classes[place].weight for place in shown if place not in kept]
    least = probability(min(weights)).lstrip("<") if weights else "1.000"
    if view.count is None:
        # Only those of the most probable structures were looked at.
        most = view.most_beyond(shown)
        sure = weights and min(weights) >= most
        return "all other classes", f"none above {probability(most)}" if sure else "some may weigh more"
    return plural(view.count - len(shown), "other class", "other classes"), f"none above {least}"
