"""The lesson panel, walked through by keys and by mouse."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from engine.files.scenario_reader import read_scenario
from engine.sessions.scenario import Scenario
from engine.sessions.state import initial_state
from engine.sessions.verbs import Act, NextStep, PreviousStep, SetByHand, TakeHint, Watch
from gui.controls.bars import ProbabilityBar
from gui.controls.buttons import Button
from gui.lesson.bet_list import BetList
from gui.lesson.goal import GoalNote
from gui.lesson.panel import LessonPanel
from gui.lesson.step_view import FOR_THE_TEACHER, PASSED_OVER
from gui.theme import Theme, apply_theme
from tests.gui.worlds import Ring

SHORTS = Path(__file__).parents[3] / "scenarios" / "shorts.yaml"
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(scope="module")
def shorts() -> Scenario:
    return read_scenario(SHORTS)


@pytest.fixture
def panel(ring: Ring, shorts: Scenario, qtbot: QtBot) -> LessonPanel:
    return opened(ring, shorts, qtbot)


def opened(ring: Ring, scenario: Scenario, qtbot: QtBot) -> LessonPanel:
    panel = LessonPanel(ring.document, ring.analysis)
    qtbot.addWidget(panel)
    panel.resize(295, 590)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.activateWindow()
    ring.document.reset(initial_state(scenario))
    qtbot.waitUntil(ring.is_quiet)
    panel.focus_lesson()
    return panel


def main(panel: LessonPanel) -> Button:
    """The main button that shows."""
    shown = [each for each in panel.findChildren(Button) if each.isVisible()]
    (button,) = [each for each in shown if each.property("kind") in KINDS or each.text() == "Open another lesson"]
    return button


KINDS = ("primary", "act")


def bets(panel: LessonPanel) -> BetList:
    (found,) = [each for each in panel.findChildren(BetList) if each.isVisible()]
    return found


def texts(panel: LessonPanel) -> str:
    return "\n".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def press(qtbot: QtBot, key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key)


def test_the_whole_lesson_can_be_walked_by_keys(ring: Ring, panel: LessonPanel, qtbot: QtBot) -> None:
    asked: list[bool] = []
    panel.start_requested.connect(lambda: asked.append(True))
    document = ring.document
    for _ in range(60):
        if asked:
            break
        state = document.state
        assert state.step is not None
        if state.phase == "bet":
            assert state.step.question is not None
            press(qtbot, Qt.Key(Qt.Key.Key_1.value + state.step.question.answer))
        press(qtbot, Qt.Key.Key_Return)
        qtbot.waitUntil(ring.is_quiet)
    assert asked == [True]
    assert document.state.lesson.played == len(document.state.scenario.steps)
    assert all(
        step.question is None or bet == step.question.answer
        for step, bet in zip(document.state.scenario.steps, document.state.lesson.bets, strict=True)
    )


def test_a_bet_by_mouse_is_placed_played_and_judged(ring: Ring, panel: LessonPanel, qtbot: QtBot) -> None:
    n_answers = len(bets(panel).rows())
    assert main(panel).text() == f"Choose an answer ({n_answers} below)"
    main(panel).setFocus()
    qtbot.mouseClick(main(panel), LEFT)
    assert ring.document.state.lesson.bet is None
    assert bets(panel).rows()[0].hasFocus()
    assert not bets(panel).visibleRegion().isEmpty()
    qtbot.mouseClick(bets(panel).rows()[1], LEFT)
    assert ring.document.state.lesson.bet is None
    qtbot.mouseClick(main(panel), LEFT)
    assert ring.document.state.lesson.bet == 1
    assert main(panel).text() == "Watch 40 rows"
    qtbot.mouseClick(main(panel), LEFT)
    qtbot.waitUntil(ring.is_quiet)
    assert ring.document.state.dataset.n_rows == 40
    verdict = "You bet “They have nothing to do with each other”. It is “They go together”."
    qtbot.waitUntil(lambda: verdict in texts(panel))
    assert main(panel).text() == "Next"


def test_a_right_bet_is_called_right(ring: Ring, panel: LessonPanel, qtbot: QtBot) -> None:
    for key in (Qt.Key.Key_1, Qt.Key.Key_Return, Qt.Key.Key_Return):
        press(qtbot, key)
    qtbot.waitUntil(ring.is_quiet)
    qtbot.waitUntil(lambda: "You bet “They go together”. Right." in texts(panel))


def test_the_bet_can_be_changed_until_the_step_is_played(ring: Ring, panel: LessonPanel, qtbot: QtBot) -> None:
    qtbot.mouseClick(bets(panel).rows()[2], LEFT)
    qtbot.mouseClick(main(panel), LEFT)
    qtbot.mouseClick(bets(panel).rows()[0], LEFT)
    assert main(panel).text() == "Change the bet"
    qtbot.mouseClick(main(panel), LEFT)
    assert ring.document.state.lesson.bet == 0
    assert main(panel).text() == "Watch 40 rows"


def test_the_answers_are_locked_once_the_answer_is_out(ring: Ring, panel: LessonPanel, qtbot: QtBot) -> None:
    for key in (Qt.Key.Key_1, Qt.Key.Key_Return, Qt.Key.Key_Return):
        press(qtbot, key)
    qtbot.waitUntil(ring.is_quiet)
    row = bets(panel).rows()[2]
    qtbot.mouseClick(panel.windowHandle(), LEFT, pos=row.mapTo(panel, row.rect().center()))
    assert bets(panel).choice == 0


def test_the_figure_comes_with_the_reveal_and_is_exact(ring: Ring, panel: LessonPanel, qtbot: QtBot) -> None:
    assert not [bar for bar in panel.findChildren(ProbabilityBar) if bar.isVisible()]
    for key in (Qt.Key.Key_1, Qt.Key.Key_Return, Qt.Key.Key_Return):
        press(qtbot, key)
    qtbot.waitUntil(ring.is_quiet)
    shown = [bar.value for bar in panel.findChildren(ProbabilityBar)]
    # P(ice cream | shorts) and without, by hand from the tables of the lesson
    seen = (0.5 * 0.8 * 0.9 + 0.5 * 0.1 * 0.25) / (0.5 * 0.8 + 0.5 * 0.1)
    without = (0.5 * 0.2 * 0.9 + 0.5 * 0.9 * 0.25) / (0.5 * 0.2 + 0.5 * 0.9)
    assert shown == pytest.approx([seen, without], rel=1e-12)
    qtbot.waitUntil(lambda: "0.828" in texts(panel))


@pytest.mark.parametrize("width", [236, 295, 420])
def test_bars_are_long_enough_to_be_compared(ring: Ring, panel: LessonPanel, qtbot: QtBot, width: int) -> None:
    for key in (Qt.Key.Key_1, Qt.Key.Key_Return, Qt.Key.Key_Return):
        press(qtbot, key)
    panel.resize(width, 590)

    def long() -> bool:
        bars = [bar for bar in panel.findChildren(ProbabilityBar) if bar.isVisible()]
        return len(bars) == 2 and min(bar.width() for bar in bars) >= 72 and bars[0].width() == bars[1].width()

    qtbot.waitUntil(lambda: ring.is_quiet() and long())
    bar = next(bar for bar in panel.findChildren(ProbabilityBar) if bar.isVisible())
    beside = {each.y() for each in bar.parentWidget().findChildren(QLabel) if each.text() == "0.828"}
    assert len(beside) == 1
    assert abs(beside.pop() - bar.y()) < 12


def test_the_reveal_is_scrolled_into_view(ring: Ring, panel: LessonPanel, qtbot: QtBot) -> None:
    panel.resize(262, 378)
    for key in (Qt.Key.Key_2, Qt.Key.Key_Return, Qt.Key.Key_Return):
        press(qtbot, key)
    qtbot.waitUntil(ring.is_quiet)

    def seen() -> bool:
        verdict = next(label for label in panel.findChildren(QLabel) if label.text().startswith("You bet"))
        top = verdict.mapTo(panel, QPoint(0, 0)).y()
        return 0 < top < panel.height() // 2

    qtbot.waitUntil(seen)


def test_hints_are_counted_and_shown(ring: Ring, panel: LessonPanel, qtbot: QtBot) -> None:
    hint = next(button for button in panel.findChildren(Button) if button.text() == "Hint")
    assert "0 of 1" in texts(panel)
    assert "what do they want" not in texts(panel)
    qtbot.mouseClick(hint, LEFT)
    qtbot.waitUntil(lambda: "What are people wearing, and what do they want?" in texts(panel))
    assert "1 of 1" in texts(panel)
    assert not hint.isEnabled()
    ring.document.undo()
    assert "what do they want" not in texts(panel)


def test_looking_back_shows_the_step_as_it_was_left(ring: Ring, panel: LessonPanel, qtbot: QtBot) -> None:
    for key in (Qt.Key.Key_1, Qt.Key.Key_Return, Qt.Key.Key_Return):
        press(qtbot, key)
    qtbot.waitUntil(ring.is_quiet)
    qtbot.mouseClick(main(panel), LEFT)
    assert "step 2 of 7" in texts(panel)
    back = next(button for button in panel.findChildren(Button) if button.accessibleName() == "Step before")
    qtbot.mouseClick(back, LEFT)
    assert "step 1 of 7" in texts(panel)
    qtbot.waitUntil(lambda: "You bet" in texts(panel))
    assert main(panel).text() == "Next"
    assert not back.isEnabled()


def test_undoing_the_play_takes_the_reveal_back(ring: Ring, panel: LessonPanel, qtbot: QtBot) -> None:
    for key in (Qt.Key.Key_1, Qt.Key.Key_Return, Qt.Key.Key_Return):
        press(qtbot, key)
    qtbot.waitUntil(ring.is_quiet)
    ring.document.undo()
    qtbot.waitUntil(ring.is_quiet)
    assert "You bet" not in texts(panel)
    assert main(panel).text() == "Watch 40 rows"


def test_the_note_for_the_teacher_is_shut_at_first(panel: LessonPanel, qtbot: QtBot) -> None:
    assert "show of hands" not in texts(panel)
    opener = next(button for button in panel.findChildren(Button) if button.text() == FOR_THE_TEACHER)
    qtbot.mouseClick(opener, LEFT)
    assert "show of hands" in texts(panel)


def test_the_goal_is_checked_as_belief_moves(ring: Ring, shorts: Scenario, qtbot: QtBot) -> None:
    last = replace(shorts, steps=(replace(shorts.steps[-1], do=()),))
    panel = opened(ring, last, qtbot)
    (goal,) = panel.findChildren(GoalNote)
    assert "not yet, now 0.040" in goal.accessibleName()
    assert main(panel).text() == "Open another lesson"
    assert main(panel).property("kind") == "plain", "leaving is not what the step asks for"
    for action in (Watch(400), SetByHand("Shorts", "yes"), Act(50), SetByHand("Shorts", "no"), Act(50)):
        ring.document.perform(action)
        qtbot.waitUntil(ring.is_quiet)
    for action in (SetByHand("Ice cream"), Act(100)):
        ring.document.perform(action)
        qtbot.waitUntil(ring.is_quiet)
    posterior = ring.analysis.results.posterior
    assert posterior is not None
    assert posterior.weights.max() > 0.95
    assert "reached, now" in goal.accessibleName()
    assert main(panel).text() == "Done. Open another lesson"


@pytest.mark.parametrize("watches", [False, True])
def test_a_goal_that_was_passed_over_leaves_no_page_without_a_word(
    ring: Ring, shorts: Scenario, qtbot: QtBot, watches: bool
) -> None:
    goal, after = replace(shorts.steps[-1], do=()), replace(shorts.steps[0], do=(), question=None, figure=None)
    panel = opened(ring, replace(shorts, steps=(goal, after)), qtbot)
    assert PASSED_OVER not in texts(panel)
    if watches:
        ring.document.perform(Watch(10))
        qtbot.waitUntil(ring.is_quiet)
    ring.document.perform(NextStep())
    qtbot.waitUntil(ring.is_quiet)

    def said() -> list[bool]:
        return [each.isVisible() for each in panel.findChildren(QLabel) if each.text() == PASSED_OVER]

    qtbot.waitUntil(lambda: said() == [not watches])
    ring.document.perform(Watch(10))
    qtbot.waitUntil(lambda: said() == [False])


def test_the_main_verb_goes_to_the_answers_when_none_is_chosen(ring: Ring, panel: LessonPanel, qtbot: QtBot) -> None:
    panel.setFocus()
    panel.do_or_bet()
    assert bets(panel).rows()[0].hasFocus()
    assert ring.document.state.lesson.bet is None
    bets(panel).choose(0)
    panel.do_or_bet()
    assert ring.document.state.lesson.bet == 0


def test_nothing_in_a_lesson_is_taken_for_markup(ring: Ring, shorts: Scenario, qtbot: QtBot) -> None:
    step = replace(shorts.steps[0], title="<h1>A</h1>", text="1 < 2 & **so** <b>on</b>", hints=("<i>x</i>",))
    panel = opened(ring, replace(shorts, steps=(step,)), qtbot)
    ring.document.perform(TakeHint())
    qtbot.waitUntil(lambda: "<i>x</i>" in texts(panel))
    shown = texts(panel)
    assert "1 &lt; 2 &amp; " in shown
    assert "&lt;b&gt;on&lt;/b&gt;" in shown
    assert 'font-weight:600">so<' in shown
    assert "<h1>A</h1>" in shown
    assert all(
        label.textFormat() == Qt.TextFormat.PlainText
        for label in panel.findChildren(QLabel)
        if "<h1>" in label.text() or "<i>" in label.text()
    )


def test_everything_follows_a_change_of_scale(ring: Ring, panel: LessonPanel, qapp: QApplication, qtbot: QtBot) -> None:
    bets(panel).choose(0)
    panel.do_or_bet()
    before = next(label for label in panel.findChildren(QLabel) if label.text().startswith("Forty days"))
    size = before.font().pixelSize()
    apply_theme(qapp, Theme(scale=1.5, reduced_motion=True))
    qtbot.waitUntil(lambda: "Forty days" in texts(panel))
    labels = [label for label in panel.findChildren(QLabel) if label.isVisible()]
    (after,) = [label for label in labels if label.text().startswith("Forty days")]
    assert after.font().pixelSize() == round(size * 1.5)
    assert bets(panel).choice == 0
    assert main(panel).text() == "Watch 40 rows"


def test_stepping_back_on_the_first_step_is_refused_in_words(ring: Ring, panel: LessonPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(ring.document.rejected) as refused:
        ring.document.perform(PreviousStep())
    assert refused.args == ["This is the first step."]
    assert "step 1 of 7" in texts(panel)


def test_a_session_without_a_lesson_leaves_the_panel_empty(ring: Ring, panel: LessonPanel, shorts: Scenario) -> None:
    ring.document.reset(initial_state(replace(shorts, steps=())))
    assert not panel.findChildren(BetList)
    panel.do_or_bet()
    panel.focus_lesson()


def test_the_foot_takes_two_rows_where_it_is_narrow(ring: Ring, panel: LessonPanel, qtbot: QtBot) -> None:
    back = next(button for button in panel.findChildren(Button) if button.accessibleName() == "Step before")
    bets(panel).choose(0)
    panel.do_or_bet()
    panel.resize(360, 590)
    qtbot.waitUntil(lambda: main(panel).y() == back.y())
    panel.resize(240, 590)
    qtbot.waitUntil(lambda: main(panel).y() > back.geometry().bottom())
    foot = main(panel).parentWidget()
    assert foot is not None
    qtbot.waitUntil(lambda: main(panel).geometry().bottom() < foot.height())
    assert foot.geometry().bottom() < panel.height()


def test_every_line_of_the_verdict_is_in_sight(ring: Ring, panel: LessonPanel, qtbot: QtBot) -> None:
    for key in (Qt.Key.Key_2, Qt.Key.Key_Return, Qt.Key.Key_Return):
        press(qtbot, key)
    qtbot.waitUntil(ring.is_quiet)
    qtbot.waitUntil(lambda: "You bet" in texts(panel))

    def all_tall_enough() -> bool:
        labels = [label for label in panel.findChildren(QLabel) if label.isVisible() and label.wordWrap()]
        return all(label.height() >= label.heightForWidth(label.width()) for label in labels)

    qtbot.waitUntil(all_tall_enough)


def test_answers_and_pages_come_into_sight_by_key(ring: Ring, panel: LessonPanel, qtbot: QtBot) -> None:
    panel.resize(262, 300)
    bar = next(area for area in panel.findChildren(QScrollArea)).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 100)
    assert bar.value() == 0
    press(qtbot, Qt.Key.Key_PageDown)
    assert bar.value() > 50
    press(qtbot, Qt.Key.Key_PageUp)
    assert bar.value() == 0
    press(qtbot, Qt.Key.Key_1)
    row = bets(panel).rows()[0]
    assert 0 < row.mapTo(panel, QPoint(0, 0)).y() < panel.height() - row.height()


def test_words_of_the_main_button_are_never_cut(ring: Ring, panel: LessonPanel, qtbot: QtBot) -> None:
    assert main(panel).text() == "Choose an answer (3 below)"
    panel.resize(220, 590)
    qtbot.waitUntil(lambda: main(panel).text() == "Choose an answer")
    assert main(panel).accessibleName() == "Choose an answer (3 below)"
    panel.resize(160, 590)
    qtbot.waitUntil(lambda: main(panel).text().endswith("\N{HORIZONTAL ELLIPSIS}"))
    panel.resize(295, 590)
    qtbot.waitUntil(lambda: main(panel).text() == "Choose an answer (3 below)")


def test_presented_nothing_is_wider_than_the_column(
    ring: Ring, panel: LessonPanel, qapp: QApplication, qtbot: QtBot
) -> None:
    bets(panel).choose(0)
    panel.do_or_bet()
    panel.do_or_bet()
    qtbot.waitUntil(lambda: ring.document.state.phase == "revealed" and ring.is_quiet(), timeout=20_000)
    panel.resize(384, 700)
    apply_theme(qapp, Theme(scale=2.0))
    try:

        def fits() -> bool:
            bars = [bar for bar in panel.findChildren(ProbabilityBar) if bar.isVisible()]
            areas = [area for area in panel.findChildren(QScrollArea) if area.isVisible() and area.widget()]
            inside = all(area.widget().width() <= area.viewport().width() for area in areas)
            return len(areas) == 1 and inside and len(bars) == 2 and min(bar.width() for bar in bars) > 150

        qtbot.waitUntil(fits, timeout=10_000)
    finally:
        apply_theme(qapp, Theme())
