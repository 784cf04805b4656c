"""The animation of the session on screen: the belief graph and the weights at each moment."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtWidgets import QWidget

from engine.sessions.state import SessionState
from gui.belief.canvas import BeliefCanvas
from gui.belief.picture import belief_graph
from gui.controls.numbers import count
from gui.jobs import JobRunner
from gui.pictures.film import Film, Part, moments_of
from gui.pictures.film_dialog import FilmDialog
from gui.results import Past, Results, places_shown
from gui.weights.chart import Chart, Shown

UNKNOWN = "Belief is still being worked out. Wait a moment, then save the animation."


def film_of(shown: Shown, past: Past, state: SessionState, results: Results) -> Film:
    """Return the film of the past, its weights drawn as they are `shown`; what is not known of it is left out."""
    known = np.flatnonzero(shown.stack.known) if shown.stack and shown.stack.known is not None else None
    if known is None:
        frames = moments_of(len(past.rows), past.batch_ends)
    else:
        frames = tuple(int(known[place]) for place in moments_of(len(known)))
    places = places_shown(state, results)

    def made() -> tuple[Part, Part]:
        canvas, chart = BeliefCanvas(), Chart()
        begun: list[int] = []

        def show_graph(moment: int) -> None:
            canvas.show_graph(belief_graph(state, past.belief_at(moment), places), anew=not begun)
            begun.append(moment)

        def show_weights(moment: int) -> None:
            last = moment == len(past.rows) - 1
            belief = past.belief_at(moment)
            kind = "exact" if belief is not None and belief.exact else "sampled"
            chart.show_moment(replace(shown, checkpoint=moment, following=last, kind=kind, wanted=None))

        return Part(canvas, show_graph), Part(chart, show_weights)

    def caption(moment: int) -> str:
        row = int(past.rows[moment])
        if not row:
            return "Before any data"
        done = next((span.tip for span in shown.spans if span.start < row <= span.end), "")
        return f"Row {count(row)} of {count(int(past.rows[-1]))}. {done}"

    return Film(frames, made, caption)


def ask_for_film(
    shown: Shown, state: SessionState, results: Results, jobs: JobRunner, folder: Path, window: QWidget
) -> str:
    """Open the dialog; return why it cannot be opened, empty when it was."""
    if results.past is None or shown.stack is None or results.working or results.filling:
        return UNKNOWN
    dialog = FilmDialog(film_of(shown, results.past, state, results), jobs, folder, window)
    dialog.exec()
    dialog.deleteLater()
    return ""
