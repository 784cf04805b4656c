"""What the verbs about an open session do: experiments, belief, its lesson, and which panel is looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.sessions.verbs import Act, NextStep, PreviousStep, Release, Reset, ScoreAsWatched, SetSeed, TakeHint, Watch
from gui.actions import Handler
from gui.analysis import Analysis
from gui.document import Document
from gui.results import View

if TYPE_CHECKING:
    from gui.main_window.desk import Desk


class SessionVerbs:
    """Carries out verbs about the session.

    Parameters
    ----------
    document, analysis
        The session and belief about it.
    desk
        Gives the docks, which are made when they are first needed.
    rows
        Gives how many rows to draw.
    in_sight
        Does something where a person sees what it does, or says why not.
    """

    def __init__(
        self,
        document: Document,
        analysis: Analysis,
        desk: Callable[[], Desk],
        rows: Callable[[], int],
        in_sight: Callable[[Handler], None],
    ) -> None:
        self._document, self._analysis = document, analysis
        self._desk, self._rows, self._in_sight = desk, rows, in_sight

    def handlers(self) -> dict[str, Handler]:
        """Return what carries out each verb, by its key."""
        document, desk = self._document, self._desk
        return {
            "undo": lambda: document.undo(),
            "redo": lambda: document.redo(),
            "reset": lambda: self._in_sight(lambda: document.perform(Reset())),
            "watch": lambda: self._in_sight(lambda: document.perform(Watch(self._rows()))),
            "act": lambda: self._in_sight(self._act),
            "release": lambda: document.perform(Release()),
            "new_seed": lambda: self._in_sight(lambda: document.perform(SetSeed(document.state.seed + 1))),
            "costs": lambda: self._in_sight(lambda: desk().gains.ask_costs()),
            "as_watched": self._toggle_as_watched,
            "classes": lambda: self._show_belief_as("classes"),
            "compare": lambda: self._in_sight(lambda: desk().candidates.compare()),
            "truth": lambda: self._show_belief_as("truth"),
            "lesson_do": lambda: desk().lesson.do_or_bet(),
            "lesson_next": lambda: document.perform(NextStep()),
            "lesson_back": lambda: document.perform(PreviousStep()),
            "lesson_hint": lambda: document.perform(TakeHint()),
            "weights_lines": lambda: desk().weights.toggle_lines(),
            "weights_batches": lambda: desk().weights.toggle_batches(),
            "table": lambda: desk().show_table(""),
            "paths": lambda: desk().show_paths(),
            "race": lambda: desk().show_race(),
            "edges": lambda: desk().show_edges(),
            "data": lambda: desk().show_rows(),
            "fit": self._fit,
        }

    def _act(self) -> None:
        # While something waits in line it may be what is to be set.
        if self._document.state.regime.interventions or self._document.is_busy:
            self._document.perform(Act(self._rows()))
        else:
            self._desk().raise_dock("experiment")
            self._desk().experiment.begin_acting()

    def _toggle_as_watched(self) -> None:
        on = not self._document.state.as_if_watched
        self._document.perform(ScoreAsWatched(on))
        if on:
            self._desk().raise_dock("as_watched")

    def _show_belief_as(self, view: View) -> None:
        on = self._analysis.results.view != view
        self._analysis.show_as(view if on else "arrows")
        if on:
            self._desk().raise_dock("belief")

    def _fit(self) -> None:
        self._desk().world.fit()
        self._desk().belief.fit()
