"""Which pictures there are of the session on screen, each drawn anew from what its panel shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, QSize
from PySide6.QtWidgets import QApplication, QWidget

from engine.sessions.lesson import covering_step
from engine.sessions.state import SessionState
from engine.sessions.wording import count_rows
from gui.controls.numbers import count_words, probability, probability_with_error
from gui.drawing.graph_canvas import GraphCanvas
from gui.drawing.structure_words import legend_words
from gui.edges.matrix import LinkMap
from gui.gains.heat_map import HeatMap
from gui.main_window.desk import Desk
from gui.main_window.table_pictures import paths_picture, rows_picture, table_picture
from gui.pictures.dialog import PictureDialog
from gui.pictures.rendering import LegendLine, Picture
from gui.race.chart import RaceChart
from gui.results import Results
from gui.scores.chart import ScoreChart
from gui.weights.chart import Chart, Shown
from gui.why.waterfall import Waterfall

LEAST_CANVAS, LEAST_CHART = QSize(640, 480), QSize(720, 320)
# The sentence below it is long.
LEAST_RACE = QSize(860, 340)


def pictures_of(desk: Desk, state: SessionState, results: Results) -> list[Picture]:
    """Return the pictures that can be drawn now: those whose panels have something to show."""
    kind = LegendLine(f"{results.kind or 'no belief yet'}, after {count_rows(results.n_rows)}")
    candidates = _candidates(state, results)
    found = [
        Picture("World", _canvas(desk.world.canvas), _size(desk.world.canvas, LEAST_CANVAS), _world_legend(state)),
        Picture(
            "Belief",
            _canvas(desk.belief.canvas),
            _size(desk.belief.canvas, LEAST_CANVAS),
            (LegendLine("The wider and stronger an arrow, the likelier it is; its number is its probability."), kind),
        ),
    ]
    if results.past is not None:
        shown = desk.weights.chart.shown
        size = _size(desk.weights.chart, LEAST_CHART)
        found.append(Picture("Weights over time", _weights(shown), size, (*candidates, kind), vector=False))
    if desk.scores.chart.shown.lines is not None:
        size = _size(desk.scores.chart, LEAST_CHART)
        found.append(Picture("Scores", _scores(desk.scores.chart), size, (*candidates, kind)))
    if desk.why.waterfall.lanes:
        size = _size(desk.why.waterfall, LEAST_CHART)
        legend = (LegendLine(desk.why.heading.text()), *candidates, kind)
        found.append(Picture("Why", _why(desk.why.waterfall), size, legend, vector=False))
    on_show = covering_step(state) is None
    if desk.race.chart.lines is not None and on_show:
        legend = tuple(LegendLine(line) for line in desk.race.legend())
        found.append(Picture("Race", _race(desk.race.chart), _size(desk.race.chart, LEAST_RACE), legend))
    if desk.gains.map.board.rows and on_show:
        size = _size(desk.gains.map, QSize(320, desk.gains.map.sizeHint().height()))
        legend = (LegendLine(f"{desk.gains.heading.text()}, in bits; {desk.gains.kind.text()}"),)
        found.append(Picture("What next", _gains(desk.gains.map), size, legend))
    if desk.edges.map.links is not None:
        size = _size(desk.edges.map, QSize(420, desk.edges.map.sizeHint().height()))
        how = LegendLine(f"{desk.edges.kind.text()}, after {count_rows(results.n_rows)}")
        legend = (LegendLine(desk.edges.heading.text()), how)
        found.append(Picture("Edges", _edges(desk.edges.map), size, legend))
    tables = (table_picture(desk.table), paths_picture(desk.paths), rows_picture(desk.rows))
    return [*found, *(picture for picture in tables if picture is not None)]


def ask_for_picture(desk: Desk, state: SessionState, results: Results, folder: Path, window: QWidget) -> None:
    """Open the dialog, with the picture of the panel that has the focus."""
    pictures = pictures_of(desk, state, results)
    titles = [picture.title for picture in pictures]
    panels: dict[str, QWidget] = {
        "Belief": desk.belief,
        "Weights over time": desk.weights,
        "Scores": desk.scores,
        "Why": desk.why,
        "What next": desk.gains,
        "Race": desk.race,
        "Edges": desk.edges,
        "Table": desk.table,
        "Paths": desk.paths,
        "Rows": desk.rows,
    }
    focused: QObject | None = QApplication.focusWidget()
    looked_at = next((name for name, panel in panels.items() if name in titles and _holds(panel, focused)), titles[0])
    dialog = PictureDialog(pictures, titles.index(looked_at), folder, window)
    dialog.exec()
    dialog.deleteLater()


def _holds(panel: QWidget, focused: QObject | None) -> bool:
    while focused is not None and focused is not panel:
        focused = focused.parent()
    return focused is panel


def _canvas(shown: GraphCanvas) -> Callable[[], QWidget]:
    graph, kind = shown.graph, type(shown)

    def made() -> QWidget:
        canvas = kind()
        canvas.resize(_size(shown, LEAST_CANVAS))
        canvas.show_graph(graph, anew=True)
        return canvas

    return made


def _weights(shown: Shown) -> Callable[[], QWidget]:
    def made() -> QWidget:
        chart = Chart()
        chart.show_moment(shown)
        return chart

    return made


def _scores(before: ScoreChart) -> Callable[[], QWidget]:
    shown = before.shown

    def made() -> QWidget:
        chart = ScoreChart()
        chart.show_scores(shown)
        return chart

    return made


def _why(before: Waterfall) -> Callable[[], QWidget]:
    lanes, digits = before.lanes, before.digits

    def made() -> QWidget:
        waterfall = Waterfall()
        waterfall.show_lanes(lanes, digits)
        return waterfall

    return made


def _gains(before: HeatMap) -> Callable[[], QWidget]:
    board, ringed, highest = before.board, before.ringed, before.highest

    def made() -> QWidget:
        heat_map = HeatMap()
        heat_map.show_board(board, ringed, None, highest=highest)
        return heat_map

    return made


def _edges(before: LinkMap) -> Callable[[], QWidget]:
    names, links, relation, here = before.names, before.links, before.relation, before.here

    def made() -> QWidget:
        link_map = LinkMap()
        if links is not None:
            link_map.show_links(names, links, relation, here)
        return link_map

    return made


def _race(before: RaceChart) -> Callable[[], QWidget]:
    lines, step = before.lines, before.step

    def made() -> QWidget:
        chart = RaceChart()
        chart.show_race(lines, step)
        return chart

    return made


def _size(shown: QWidget, least: QSize) -> QSize:
    return shown.size().expandedTo(least) if shown.isVisible() else least


def _world_legend(state: SessionState) -> tuple[LegendLine, ...]:
    if state.world is None or state.world_covered:
        return (LegendLine("The variables that are measured; what joins them is not shown."),)
    lines = [LegendLine("Bars: how probable each state is as the world is set now; exact.")]
    if state.regime.interventions:
        lines.append(LegendLine("A filled tab: set by hand. Struck arrows no longer reach what is set."))
    if state.world.hidden:
        lines.append(LegendLine("Dashed outline: hidden, never measured."))
    return tuple(lines)


def _candidates(state: SessionState, results: Results) -> tuple[LegendLine, ...]:
    if results.space is None or results.space != state.space:
        return ()
    said, weights = legend_words(results.structures, state.belief_names), _weights_shown(results)
    lines = [
        LegendLine(f"{words}, {weight}", True, digit)
        for digit, (words, weight) in enumerate(zip(said, weights, strict=True), start=1)
    ]
    if state.space.count > len(lines):
        lines.append(LegendLine(f"{count_words(state.space.count - len(lines))} others", True, None))
    return tuple(lines)


def _weights_shown(results: Results) -> list[str]:
    posterior, sums = results.posterior, results.sums
    if posterior is None:
        return [] if sums is None else [probability(share) for share in sums.shares[results.checkpoint].tolist()]
    errors = np.zeros(len(posterior.weights)) if posterior.errors is None else posterior.errors
    numbers = [number for number in results.digits if number < len(posterior.space)]
    return [probability_with_error(float(posterior.weights[number]), float(errors[number])) for number in numbers]
