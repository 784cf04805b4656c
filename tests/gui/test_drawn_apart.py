"""What a worker found is drawn by each panel in a turn of its own; what a person asks for is drawn at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from engine.sessions.verbs import Watch
from gui.belief.panel import BeliefPanel
from gui.candidates.panel import CandidatesPanel
from gui.weights.panel import WeightsPanel
from tests.gui.worlds import Ring, made_ring, shorts_session

Panels = tuple[Ring, BeliefPanel, CandidatesPanel, WeightsPanel]


@pytest.fixture
def panels(qtbot: QtBot) -> Iterator[Panels]:
    for ring in made_ring():
        ring.document.reset(shorts_session())
        shown = (
            BeliefPanel(ring.document, ring.analysis),
            CandidatesPanel(ring.document, ring.analysis),
            WeightsPanel(ring.document, ring.analysis),
        )
        for panel in shown:
            qtbot.addWidget(panel)
            panel.resize(700, 300)
            panel.show()
            qtbot.waitExposed(panel)
        qtbot.waitUntil(ring.is_quiet)
        yield ring, *shown


def drawn(panels: Panels) -> tuple[object, object, object]:
    _, belief, candidates, weights = panels
    return belief.canvas.graph, candidates.row._board, weights.chart.shown


def changes(before: tuple[object, ...], after: tuple[object, ...]) -> int:
    return sum(one is not other for one, other in zip(before, after, strict=True))


def test_each_turn_draws_one_panel(panels: Panels, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    ring = panels[0]
    steps: list[int] = []
    does = ring.jobs.turns._do

    def watched(thing: object) -> None:
        before = drawn(panels)
        does(thing)  # type: ignore[arg-type]
        steps.append(changes(before, drawn(panels)))

    monkeypatch.setattr(ring.jobs.turns, "_do", watched)
    ring.document.perform(Watch(40))
    qtbot.waitUntil(ring.is_quiet)
    assert sum(steps) >= 3
    assert max(steps) == 1


def test_another_moment_is_drawn_at_once(panels: Panels, qtbot: QtBot) -> None:
    ring, weights = panels[0], panels[3]
    ring.document.perform(Watch(40))
    qtbot.waitUntil(ring.is_quiet)
    before = drawn(panels)
    ring.analysis.select_rows(0)
    assert changes(before, drawn(panels)) == 3
    assert weights.chart.shown.checkpoint == 0
