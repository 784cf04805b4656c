"""The ways to show belief: every arrow on average, look-alikes as one, beside the world."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.questions.class_view import ClassView
from engine.sessions.state import SessionState
from gui.belief.beside_world import BesideWorld, beside_world, marked
from gui.belief.class_picture import class_graph, classes_in_words, n_left_out
from gui.belief.hidden import hidden_sentence, n_hidden, n_unlikely
from gui.belief.picture import belief_graph, belief_in_words, drawn_from, even_share, n_dotted, n_missing
from gui.belief.words import TERM, TERM_TIP, class_legend, class_sentence, even_sentence, left_out_tip, legend_sentence
from gui.belief.world_words import DISTANCE_TERM, DISTANCE_TIP, how_to_read, sentence, spoken
from gui.drawing.graph import Graph
from gui.results import Results, places_shown


@dataclass(frozen=True)
class Picture:
    """What the panel shows.

    Parameters
    ----------
    graph
        The canvas.
    spoken
        What a screen reader says of it.
    legend
        How to read it.
    note
        The sentence below it; None where the usual one is to stand there.
    term
        What the sentence means in the terms of the field: a tool tip, and the term.
    members, size
        The class that the sentence is about, and how many structures it holds.
    tip
        What more there is to say of how to read it.
    """

    graph: Graph
    spoken: str
    legend: str
    note: str | None = None
    term: tuple[str, str] = ("", "")
    members: tuple[int, ...] = ()
    size: int = 0
    tip: str = ""


def picture_of(state: SessionState, results: Results, view: ClassView | None) -> Picture | None:
    """Return what to show of belief at the moment shown; None while classes are still worked out.

    Parameters
    ----------
    state, results
        The session, and belief about it.
    view
        The classes at that moment, once they are known.
    """
    belief = results.posterior or results.digest
    known = belief is not None and belief.space == state.space
    if results.view == "classes" and known and not results.unfinished:
        return None if view is None else _of_classes(state, results, view)
    graph = belief_graph(state, belief, places_shown(state, results))
    legend = _legend(graph, results)
    beside = beside_world(state, belief) if results.view == "truth" else None
    if beside is not None and not results.unfinished:
        return _beside(state, results, graph, legend, beside)
    return Picture(graph, belief_in_words(graph), legend)


def _of_classes(state: SessionState, results: Results, view: ClassView) -> Picture:
    names = state.belief_names
    graph = class_graph(state, view, places_shown(state, results), results.posterior)
    heaviest = view.classes[0]
    return Picture(
        graph,
        classes_in_words(graph, view, state),
        class_legend(view, names, lines=any(edge.undirected and edge.drawn() for edge in graph.edges.values())),
        class_sentence(heaviest, view, names),
        (TERM_TIP, TERM),
        heaviest.members,
        heaviest.size,
        left_out_tip(n_left_out(view)),
    )


def _beside(state: SessionState, results: Results, graph: Graph, legend: str, beside: BesideWorld) -> Picture:
    shown = marked(graph, state, beside)
    said = f"Beside the world: {spoken(state, beside)} {belief_in_words(graph)}"
    return Picture(shown, said, how_to_read(shown) or legend, sentence(results, beside), (DISTANCE_TIP, DISTANCE_TERM))


def _legend(graph: Graph, results: Results) -> str:
    probabilities = results.belief.edge_probabilities if results.belief is not None else np.zeros((1, 1))
    share = even_share(probabilities)
    if share is not None:
        return even_sentence(share)
    arrows = legend_sentence(n_dotted(graph), n_missing(graph), drawn_from(probabilities))
    unlikely = n_unlikely(results.posterior) if results.posterior is not None else 0
    return f"{arrows} {hidden_sentence(n_hidden(graph), unlikely)}".rstrip()
