"""Presenting: lesson, graph and weights at twice the size and nothing else; afterwards all is as it was."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from engine.hypotheses.space import AllDags
from engine.posterior.assumptions import Assumptions
from engine.sessions.actions import apply
from engine.sessions.verbs import SetHypotheses, Watch
from gui.main_window.presenting import ChipLegend, Presenter, PresenterWindow
from gui.theme import current_theme
from tests.gui.main_window.person import Person
from tests.gui.worlds import shorts_session


def presents(person: Person, presenter: Presenter) -> PresenterWindow:
    window = person.window
    presenter.toggle(window.document, window.analysis, window.actions_by_key.all())
    shown = presenter.window
    assert shown is not None
    person.until(shown.isVisible)
    shown.showNormal()
    shown.resize(1024, 700)
    person.waits()
    return shown


def dock_sizes(person: Person) -> list[tuple[str, int, int]]:
    # Those behind another tab are laid out only when they come to the front.
    docks = [dock for dock in person.window.desk.docks() if not dock.visibleRegion().isEmpty()]
    return [(dock.objectName(), dock.width(), dock.height()) for dock in docks]


def test_a_class_sees_lesson_graph_and_weights(person: Person, qtbot: QtBot) -> None:
    person.opens()
    before, sizes = current_theme(), dock_sizes(person)
    presenter = Presenter(person.window, person.window.desk)
    shown = presents(person, presenter)
    assert current_theme().scale == 2.0
    for part in (shown.lesson, shown.belief.canvas, shown.weights):
        assert part.isVisible()
        assert min(part.width(), part.height()) > 150
    smallest = min(label.font().pixelSize() for label in shown.findChildren(QLabel) if label.isVisible())
    assert smallest >= 20
    rows = person.window.document.state.dataset.n_rows
    person.window.actions_by_key["watch"].trigger()
    person.waits()
    assert person.window.document.state.dataset.n_rows > rows
    assert shown.weights.chart.shown.row == person.window.document.state.dataset.n_rows
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert presenter.window is None
    assert current_theme() == before
    person.until(lambda: dock_sizes(person) == sizes)


def test_what_is_not_there_leaves_no_gap(person: Person) -> None:
    state = apply(apply(shorts_session(), Watch(20)), SetHypotheses(AllDags((0, 1, 2)), Assumptions()))
    person.shows(state)
    presenter = Presenter(person.window, person.window.desk)
    shown = presents(person, presenter)
    assert not shown.lesson.isVisible()
    assert shown.weights.isVisible()
    assert len(person.window.analysis.results.structures) == 6
    assert shown.legend.shown()
    assert shown.belief.canvas.width() > 0.9 * shown.width()
    presenter.toggle(person.window.document, person.window.analysis, [])
    assert presenter.window is None
    left = [each for each in QApplication.topLevelWidgets() if isinstance(each, PresenterWindow)]
    assert not any(each.isVisible() for each in left)


def test_the_legend_leaves_the_graph_its_room(qtbot: QtBot) -> None:
    legend = ChipLegend()
    qtbot.addWidget(legend)
    legend.resize(300, 400)
    said = [(digit, "Sun \N{RIGHTWARDS ARROW} Shorts, Sun \N{RIGHTWARDS ARROW} Ice cream") for digit in range(1, 7)]
    legend.show_candidates(said, [0.1, 0.9, 0.2, 0.5, 0.05, 0.01])
    assert legend.shown() == (2, 3, 4)
    legend.resize(2000, 400)
    legend.show_candidates(said, [0.1, 0.9, 0.2, 0.5, 0.05, 0.01])
    assert legend.shown() == (1, 2, 3, 4, 5, 6)
