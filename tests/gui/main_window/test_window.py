"""The whole window: every verb by menu, key and search; the way to the start page and back; closing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from engine.sessions.actions import apply
from engine.sessions.state import SessionState
from engine.sessions.verbs import PlaceBet, PlayStep, SetByHand, Watch
from gui import document as ring
from gui.document import DRAW
from gui.main_window.presenting import PresenterWindow
from gui.main_window.window import MainWindow
from gui.settings import LESSON_STEPS, RECENT_FILES, Settings
from gui.start.page import shipped_folder
from gui.theme import apply_theme, current_theme
from gui.verbs import VERBS
from tests.gui.main_window.person import LEFT, LESSON, Person
from tests.gui.worlds import shorts_session
from tests.patience import PATIENCE

KIDNEY = shipped_folder() / "kidney-stones.yaml"
Check = Callable[[], bool]


class Trial:
    """Per verb: brings the window where the verb makes sense, and says how to see that it was carried out."""

    def __init__(self, person: Person, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.person, self.window, self.folder = person, person.window, folder
        self.document = person.window.document
        self.monkeypatch = monkeypatch
        self.lesson: SessionState = person.opens()

    def choose(self, path: Path) -> None:
        for name in ("getOpenFileName", "getSaveFileName"):
            self.monkeypatch.setattr(QFileDialog, name, lambda *_: (str(path), ""))

    def scales(self, scale: float) -> None:
        # Dressing a whole window anew takes longer than most verbs.
        if current_theme().scale != scale:
            apply_theme(QApplication.instance(), replace(current_theme(), scale=scale))

    def free(self, *, rows: bool = False, set_by_hand: bool = False) -> SessionState:
        state = shorts_session()
        if rows:
            state = apply(state, Watch(20))
        if set_by_hand:
            state = apply(state, SetByHand("Shorts", "yes"))
        return self.person.shows(state)

    def at(self, *actions: object) -> SessionState:
        state = self.lesson
        for action in actions:
            state = apply(state, action)
        return self.person.shows(state, LESSON)

    def start(self) -> Check:
        self.free()
        return self.window.start_page.isVisible

    def open(self) -> Check:
        self.choose(KIDNEY)
        self.free()
        return lambda: self.document.path == KIDNEY

    def load_table(self) -> Check:
        table = self.folder / "table.csv"
        table.write_text("A,B\nno,yes\nyes,no\n" * 3, encoding="utf-8")
        self.choose(table)
        self.free()
        return lambda: self.document.state.world is None

    def save(self) -> Check:
        path = self.folder / "own.yaml"
        path.unlink(missing_ok=True)
        self.person.shows(shorts_session(), path)
        self.document.perform(SetByHand("Sun", "no"))
        return lambda: path.exists() and not self.document.has_unsaved_changes

    def save_as(self) -> Check:
        path = self.folder / "other.yaml"
        path.unlink(missing_ok=True)
        self.choose(path)
        self.free()
        return lambda: path.exists() and self.document.path == path

    def save_network(self) -> Check:
        path = self.folder / "other.bif"
        path.unlink(missing_ok=True)
        self.choose(path)
        self.free()
        return path.exists

    def copy_network(self) -> Check:
        QApplication.clipboard().clear()
        self.free()
        return lambda: QApplication.clipboard().text().startswith("dag ")

    def quit(self) -> Check:
        self.free()
        return lambda: not self.window.isVisible()

    def undo(self) -> Check:
        before = self.free()
        self.document.perform(SetByHand("Sun", "no"))
        return lambda: self.document.state is before

    def redo(self) -> Check:
        self.undo()
        after = self.document.state
        self.document.undo()
        return lambda: self.document.state is after

    def reset(self) -> Check:
        self.free(rows=True)
        return lambda: self.document.state.dataset.n_rows == 0

    def watch(self) -> Check:
        self.free()
        self.window.tool_bar.rows.box.setValue(7)
        return lambda: self.document.state.dataset.n_rows == 7

    def act(self) -> Check:
        self.free(set_by_hand=True)
        self.window.tool_bar.rows.box.setValue(7)
        return lambda: [batch.n_rows for batch in self.document.state.dataset.batches] == [7]

    def release(self) -> Check:
        self.free(set_by_hand=True)
        return lambda: not self.document.state.regime.interventions

    def rows(self) -> Check:
        self.free()
        return self.window.tool_bar.rows.box.hasFocus

    def new_seed(self) -> Check:
        seed = self.free(rows=True).seed
        return lambda: self.document.state.seed == seed + 1

    def costs(self) -> Check:
        self.free()
        before = len(self.person.said)
        return lambda: self.person.said[before:] == ["Costs and budget"]

    def hypotheses(self) -> Check:
        self.free()
        return self.window.choosing.page.isVisible

    def as_watched(self) -> Check:
        self.free(rows=True)
        return lambda: self.document.state.as_if_watched and self.window.desk.as_watched.isVisible()

    def classes(self) -> Check:
        self.free(rows=True)
        return lambda: self.window.analysis.results.view == "classes" and self.window.desk.belief.classes.isChecked()

    def compare(self) -> Check:
        self.free(rows=True)
        return lambda: self.window.desk.candidates.comparing is not None

    def truth(self) -> Check:
        self.free(rows=True)
        return lambda: self.window.analysis.results.view == "truth" and self.window.desk.belief.truth.isChecked()

    def lesson_do(self) -> Check:
        self.at(PlaceBet(1))
        return lambda: self.document.state.phase == "revealed"

    def lesson_next(self) -> Check:
        self.at(PlaceBet(1), PlayStep())
        return lambda: self.document.state.lesson.step == 1

    def lesson_back(self) -> Check:
        self.lesson_next()
        self.window.actions_by_key["lesson_next"].trigger()
        return lambda: self.document.state.lesson.step == 0

    def lesson_hint(self) -> Check:
        self.at()
        return lambda: self.document.state.lesson.hints_taken == 1

    def weights_lines(self) -> Check:
        self.free(rows=True)
        before = self.window.desk.weights.view.curves
        return lambda: self.window.desk.weights.view.curves != before

    def weights_batches(self) -> Check:
        self.free(rows=True)
        before = self.window.desk.weights.view.along
        return lambda: self.window.desk.weights.view.along != before

    def theme(self) -> Check:
        self.free()
        dark = current_theme().dark
        return lambda: current_theme().dark != dark

    def new_network(self) -> Check:
        self.free()
        self.window.document.mark_saved(self.folder / "saved.yaml")
        return lambda: self.document.state.scenario.title == "New network"

    def larger(self) -> Check:
        self.scales(1.0)
        return lambda: current_theme().scale == 1.25

    def smaller(self) -> Check:
        self.scales(1.25)
        return lambda: current_theme().scale == 1.0

    def fit(self) -> Check:
        self.free()
        canvases = (self.window.desk.world.canvas, self.window.desk.belief.canvas)
        for canvas in canvases:
            canvas.zoom_by(1.5)
        return lambda: all(canvas.is_fitted() for canvas in canvases)

    def arrange(self) -> Check:
        self.free()
        docks = {dock.objectName(): dock for dock in self.window.desk.docks()}
        docks["belief"].setFloating(True)
        docks["weights"].close()
        return lambda: not docks["belief"].isFloating() and docks["weights"].isVisible()

    def table(self) -> Check:
        self.free()
        self.window.desk.raise_dock("belief")
        return self.window.desk.table.grid.hasFocus

    def paths(self) -> Check:
        self.free()
        self.window.desk.raise_dock("belief")
        return self.window.desk.paths.bar.first.hasFocus

    def edges(self) -> Check:
        self.free()
        self.window.desk.raise_dock("belief")
        # The map is there only once belief is known; by then a list of commands may have made the window inactive.
        return lambda: self.window.focusWidget() is self.window.desk.edges.map

    def data(self) -> Check:
        self.free(rows=True)
        self.window.desk.raise_dock("candidates")
        return self.window.desk.rows.regimes.view.hasFocus

    def race(self) -> Check:
        self.free()
        self.window.desk.raise_dock("belief")
        return self.window.desk.race.bar.button.hasFocus

    def find(self) -> Check:
        return self.window.search.hasFocus

    def networks(self) -> Check:
        self.free()
        before = len(self.person.said)
        return lambda: self.person.said[before:] == ["Networks"]

    def paste_network(self) -> Check:
        self.free()
        before = len(self.person.said)
        return lambda: self.person.said[before:] == ["Paste a network"]

    def picture(self) -> Check:
        self.free(rows=True)
        before = len(self.person.said)
        return lambda: self.person.said[before:] == ["Copy or save a picture"]

    def film(self) -> Check:
        self.free(rows=True)
        before = len(self.person.said)
        return lambda: self.person.said[before:] == ["Save the animation"]

    def present(self) -> Check:
        self.free(rows=True)

        def presented() -> bool:
            shown = [each for each in QApplication.topLevelWidgets() if isinstance(each, PresenterWindow)]
            found = any(each.isVisible() for each in shown)
            for each in shown:
                each.close()
            return found

        return presented

    def keys(self) -> Check:
        before = len(self.person.said)
        return lambda: self.person.said[before:] == ["Keys"]

    def about(self) -> Check:
        before = len(self.person.said)
        return lambda: len(self.person.said) == before + 1 and "MIT licence" in self.person.said[-1]


@pytest.fixture
def trial(person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Trial:
    return Trial(person, tmp_path, monkeypatch)


# Closing the window ends the trial, so it comes last.
# Those about the network have trials of their own.
KEYS = sorted((verb.key for verb in VERBS if verb.menu != "World"), key=lambda key: key == "quit")


def carries_out(trial: Trial, key: str, ask: Callable[[], None]) -> None:
    done = getattr(trial, key)()
    trial.person.waits()
    assert not done(), f"{key} is done before it was asked for"
    action = trial.window.actions_by_key[key]
    assert action.isEnabled(), key
    triggered = []
    action.triggered.connect(lambda *_: triggered.append(key))
    # The offscreen platform does not make a window active again once a dialog closed.
    trial.window.activateWindow()
    trial.person.until(trial.window.isActiveWindow, f"the window is not active for {key}")
    ask()
    trial.person.until(lambda: bool(triggered), f"{key} was not asked for")
    trial.person.until(done, f"{key} was not done")
    trial.person.waits()
    assert triggered == [key]
    trial.window.search.completer().popup().hide()
    if trial.window.search.hasFocus():
        trial.person.presses(Qt.Key.Key_Escape)
    if not trial.window.isVisible():
        return
    if trial.window.start_page.isVisible():
        trial.window.show_session()


def test_every_verb_is_carried_out_by_its_entry_in_the_menus(trial: Trial) -> None:
    for key in KEYS:
        action = trial.window.actions_by_key[key]
        carries_out(trial, key, lambda action=action: trial.person.chooses_in_menu(action))


def test_every_verb_is_carried_out_by_its_keys(trial: Trial) -> None:
    for key in KEYS:
        action = trial.window.actions_by_key[key]
        for which in range(len(action.shortcuts())):
            carries_out(trial, key, lambda action=action, which=which: trial.person.types_keys_of(action, which))


def test_every_verb_is_carried_out_by_the_search(trial: Trial) -> None:
    for key in KEYS:
        action = trial.window.actions_by_key[key]
        if key != "find":
            carries_out(trial, key, lambda action=action: trial.person.finds(action))


def test_letters_typed_into_fields_are_letters(person: Person) -> None:
    window, qtbot = person.window, person.qtbot
    before = person.opens()
    for field in (window.tool_bar.rows.box, window.tool_bar.seed.box, window.search):
        field.setFocus()
        for letter in "WALNHwalnh?":
            qtbot.keyClicks(QApplication.focusWidget(), letter)
        assert field.hasFocus()
    person.waits()
    assert window.document.state is before
    assert window.search.text() == "WALNHwalnh?"


def test_keys_of_the_canvas_and_of_the_verbs_do_not_clash(person: Person) -> None:
    window = person.window
    person.shows(shorts_session())
    canvas = window.desk.world.canvas
    canvas.setFocus()
    canvas.node("Shorts").setFocus()
    for key, regime in ((Qt.Key.Key_1, 1), (Qt.Key.Key_Backspace, 0), (Qt.Key.Key_R, 1), (Qt.Key.Key_Backspace, 0)):
        person.presses(key)
        assert len(window.document.state.regime.interventions) == regime
    assert window.document.state.dataset.n_rows == 0
    person.presses(Qt.Key.Key_1)
    person.presses(Qt.Key.Key_A)
    person.presses(Qt.Key.Key_L)
    person.presses(Qt.Key.Key_W)
    assert [len(batch.regime.interventions) for batch in window.document.state.dataset.batches] == [1, 0]


def test_acting_with_nothing_set_leads_to_the_choice_of_what_to_set(person: Person) -> None:
    before = person.shows(shorts_session())
    person.presses(Qt.Key.Key_A)
    assert person.window.document.state is before
    assert person.window.desk.experiment.isAncestorOf(QApplication.focusWidget())


def test_the_start_page_hides_the_session_and_leads_back_to_it(person: Person) -> None:
    window = person.window
    before = person.opens()
    person.presses(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert window.start_page.isVisible()
    assert not window.tool_bar.isVisible()
    for key in (Qt.Key.Key_W, Qt.Key.Key_A, Qt.Key.Key_H):
        person.presses(key)
    assert window.document.state is before
    person.clicks("Back to Do shorts")
    assert window.desk.isVisible()
    assert window.document.state is before
    for shown in (window.start_page, window.desk):
        person.presses(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
        assert shown.isVisible()


def test_without_a_session_the_start_page_offers_no_way_back(person: Person) -> None:
    assert person.window.start_page.isVisible()
    assert not person.window.start_page.side.back_button.isVisible()
    person.presses(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert person.window.start_page.isVisible()


def test_a_window_that_is_closed_at_once_starts_no_work(settings: Settings, qtbot: QtBot) -> None:
    window = MainWindow(settings)
    qtbot.addWidget(window)
    started = list[str]()
    window.jobs.running_changed.connect(lambda name, _running: started.append(name))
    window.show()
    window.close_at_once()
    qtbot.wait(120)
    assert started == []


def test_looking_around_opens_the_world_of_the_lesson_uncovered(person: Person) -> None:
    person.clicks("Just look around")
    person.until(lambda: person.window.document.is_open)
    person.waits()
    state = person.window.document.state
    assert state.world is not None
    assert not state.scenario.steps
    assert not state.world_covered
    assert person.window.document.path is None
    assert not person.window.desk.lesson.isVisible()


def test_steps_of_a_shipped_lesson_are_remembered(person: Person, settings: Settings) -> None:
    person.opens()
    for action in (PlaceBet(1), PlayStep()):
        person.window.document.perform(action)
        person.waits()
    assert settings.get(LESSON_STEPS)["shorts"] == 1


def test_what_was_opened_is_recent_whatever_it_is(person: Person, settings: Settings, tmp_path: Path) -> None:
    table = tmp_path / "rows.csv"
    table.write_text("A,B\nno,yes\nyes,no\n", encoding="utf-8")
    person.opens()
    person.opens(table)
    assert settings.get(RECENT_FILES) == (str(table), str(LESSON))


def test_closing_while_rows_are_drawn_gives_them_up(person: Person) -> None:
    window = person.window
    before = person.shows(shorts_session())
    window.document.perform(Watch(1_000_000))
    assert window.jobs.is_running(DRAW)
    window.close()
    assert not window.isVisible()
    assert not window.jobs.is_running(DRAW)
    person.qtbot.wait(50)
    assert window.document.state is before


def test_the_system_closes_the_window_even_while_it_asks(person: Person, qtbot: QtBot) -> None:
    window = person.window
    person.shows(shorts_session())
    window.document.perform(SetByHand("Sun", "no"))
    person.goes_away()
    asked = []

    def end() -> None:
        # While the question is open its own event loop runs: only a timer gets in between.
        asked.append(QApplication.activeModalWidget())
        window.close_at_once()

    QTimer.singleShot(100, end)
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert asked != [None]
    assert QApplication.activeModalWidget() is None


def test_a_million_rows_can_be_given_up_while_they_are_drawn(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    window = person.window
    before = person.shows(shorts_session())
    # Here a million rows take less than a second: hold them back as a slower machine would.
    gate, drawn = threading.Event(), ring.apply
    monkeypatch.setattr(ring, "apply", lambda *both: gate.wait(PATIENCE / 1000) and drawn(*both))
    person.presses(Qt.Key.Key_N)
    person.qtbot.keyClicks(QApplication.focusWidget(), "1000000")
    person.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    person.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_W)
    assert window.jobs.is_running(DRAW)
    working, cancel, offer = window.status_line._working, window.status_line._cancel, window.status_line._offer
    assert not working.isVisible()
    assert offer.isActive()
    # A machine that is held up could be late for both at once.
    assert window.status_line._appear.interval() < offer.interval()
    offer.stop()
    person.until(working.isVisible)
    assert working.text().startswith("Drawing rows")
    assert not cancel.isVisible()
    offer.timeout.emit()
    assert cancel.isVisible()
    person.qtbot.mouseClick(cancel, LEFT)
    assert not window.jobs.is_running(DRAW)
    gate.set()
    person.waits()
    assert window.document.state is before
    assert not working.isVisible()
    assert not cancel.isVisible()
    person.presses(Qt.Key.Key_W)
    assert window.document.state.dataset.n_rows == 1_000_000


def test_pressing_watch_five_times_quickly_draws_five_times(person: Person) -> None:
    window = person.window
    person.shows(shorts_session())
    rows = window.tool_bar.rows_now()
    for _press in range(5):
        person.qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_W)
    person.waits()
    assert [batch.n_rows for batch in window.document.state.dataset.batches] == [rows] * 5


def test_keys_of_verbs_are_told_apart() -> None:
    keys = [QKeySequence(part).toString() for verb in VERBS for part in verb.shortcut.split(";") if part]
    assert len(keys) == len(set(keys))
    assert all(QKeySequence(each)[0].key() != Qt.Key.Key_unknown for each in keys)
    assert not set(keys) & {*"0123456789R+-=", "Backspace", "Space", "Return", "Left", "Right", "Home", "End"}
