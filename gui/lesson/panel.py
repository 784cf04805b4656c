"""The lesson panel: how far one has come, the step on screen, and the buttons that go on."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSlider, QApplication, QHBoxLayout, QVBoxLayout, QWidget

from engine.posterior.posterior import Posterior
from engine.sessions.state import SessionState
from engine.sessions.verbs import PreviousStep, TakeHint
from gui.analysis import Analysis
from gui.controls.bars import StepDots
from gui.controls.labels import Label
from gui.controls.layouts import Hairline, scrolling
from gui.document import Document
from gui.lesson.foot import Foot
from gui.lesson.main_button import main_button
from gui.lesson.step_view import StepView
from gui.theme import Theme, current_theme, theme_source

# By then a layout that grew has found its sizes, and a person has not yet scrolled.
SETTLED_MS = 150
BY_MOUSE = Qt.FocusReason.MouseFocusReason
BY_KEY = Qt.FocusReason.OtherFocusReason
_PAGES = {
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
}


class LessonPanel(QWidget):
    """Walks through the lesson of the session; empty while there is none.

    Signals
    -------
    start_requested()
        The lesson is done and the person wants another.
    """

    start_requested = Signal()

    def __init__(self, document: Document, analysis: Analysis, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._analysis = analysis
        self._view: StepView | None = None
        self._reached = True
        self._scale = current_theme().scale
        self._reason: Qt.FocusReason | None = None
        self._to_show: QWidget | None = None
        self._scrolling = QTimer(self)
        self._scrolling.setSingleShot(True)
        self._scrolling.timeout.connect(self._scroll)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(SETTLED_MS)
        self._settled.timeout.connect(self._on_settled)
        self.setAccessibleName("Lesson")
        self._make()
        document.state_changed.connect(self._on_state)
        analysis.results_changed.connect(self._on_results)
        theme_source().theme_changed.connect(self._on_theme)
        if document.is_open:
            self._on_state(None, document.state)

    def do_or_bet(self) -> None:
        """Do what the main button says, or go to the answers when one has to be chosen first."""
        if self._view is not None:
            self._go(by_mouse=False)

    def focus_lesson(self, reason: Qt.FocusReason = BY_KEY) -> None:
        """Put the focus where the step waits: on its answers, else on the main button."""
        if self._view is None:
            return
        if self._view.bets is not None and self._document.state.phase == "bet":
            self._view.bets.take_focus(reason)
        else:
            self._foot.main.setFocus(reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        page = _PAGES.get(Qt.Key(event.key()))
        if page is None:
            super().keyPressEvent(event)
        else:
            self._scroll_area.verticalScrollBar().triggerAction(page)

    def _make(self) -> None:
        theme = current_theme()
        side = theme.px(theme.PANEL_PADDING)
        self._dots = StepDots()
        self._count = Label(role="second", secondary=True)
        head = QHBoxLayout()
        head.setContentsMargins(side, theme.px(12), side, theme.px(6))
        head.setSpacing(theme.px(8))
        head.addWidget(self._dots)
        head.addStretch(1)
        head.addWidget(self._count)
        self._scroll_area = scrolling()
        # Words that went out of sight above and below go under a line, not into nothing.
        self._upper_line, self._line = Hairline(), Hairline()
        self._line.hide()
        # It keeps its pixel: what is scrolled must not move when it comes.
        policy = self._upper_line.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._upper_line.setSizePolicy(policy)
        self._upper_line.hide()
        bar = self._scroll_area.verticalScrollBar()
        bar.rangeChanged.connect(self._on_range)
        bar.valueChanged.connect(lambda value: self._upper_line.setVisible(value > 0))
        self._foot = self._made_foot()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._upper_line)
        column.addWidget(self._scroll_area, 1)
        column.addWidget(self._line)
        column.addWidget(self._foot)

    def _made_foot(self) -> Foot:
        foot = Foot()
        foot.main_pressed.connect(self._go)
        foot.back_pressed.connect(self._back)
        foot.hint_pressed.connect(self._hint)
        return foot

    def _go(self, by_mouse: bool) -> None:
        button = main_button(self._document.state, self._chosen())
        if button.reason:
            # Nothing changes: no later change may take the focus for it.
            self.focus_lesson()
            self._show_answers()
            return
        self._reason = BY_MOUSE if by_mouse else BY_KEY
        if button.action is None:
            self.start_requested.emit()
        else:
            self._document.perform(button.action)

    def _back(self, by_mouse: bool) -> None:
        self._reason = BY_MOUSE if by_mouse else BY_KEY
        self._document.perform(PreviousStep())

    def _hint(self) -> None:
        self._document.perform(TakeHint())

    def _chosen(self) -> int | None:
        return self._view.bets.choice if self._view is not None and self._view.bets is not None else None

    def _on_state(self, old: SessionState | None, new: SessionState) -> None:
        if not new.scenario.steps:
            self._drop_view()
            return
        if old is not None and (old.lesson, old.world, old.regime, old.scenario) == (
            new.lesson,
            new.world,
            new.regime,
            new.scenario,
        ):
            self._show_goal()
            return
        had_focus = self._has_focus()
        turned = old is None or self._view is None or self._view.step is not new.step
        if turned:
            self._make_view(new)
        self._show(old, new, turned)
        if self._reason is not None or had_focus:
            self.focus_lesson(self._reason if self._reason is not None else BY_KEY)
        self._reason = None

    def _make_view(self, state: SessionState) -> None:
        if state.step is None:
            return
        self._drop_view()
        self._view = StepView(state.step)
        self._view.chosen.connect(self._on_chosen)
        self._view.confirmed.connect(self.do_or_bet)
        self._scroll_area.setWidget(self._view)
        # The scroll area would fill it with the colour of the gaps between docks.
        self._view.setAutoFillBackground(False)
        self._scroll_area.verticalScrollBar().setValue(0)

    def _on_chosen(self) -> None:
        self._show_main()
        self._show_answers()

    def _show_answers(self) -> None:
        if self._view is not None and self._view.bets is not None:
            self._scroll_area.ensureWidgetVisible(self._view.bets, 0, current_theme().px(12))

    def _drop_view(self) -> None:
        self._to_show = None
        if self._view is not None:
            self._scroll_area.takeWidget()
            self._view.hide()
            self._view.deleteLater()
            self._view = None

    def _show(self, old: SessionState | None, new: SessionState, turned: bool) -> None:
        view = self._view
        if view is None:
            return
        n_hints, reveal = len(view.hints), view.reveal
        view.show_state(new)
        self._show_head(new)
        self._show_goal()
        if turned or old is None:
            return
        if view.reveal is not None and view.reveal is not reveal:
            self._scroll_to(view.reveal)
        elif len(view.hints) > n_hints:
            self._scroll_to(view.hints[-1])

    def _show_head(self, state: SessionState) -> None:
        here, total = state.lesson.step + 1, len(state.scenario.steps)
        self._dots.set_steps(total, here)
        self._count.setText(f"step {here} of {total}")
        step = state.step
        self._foot.show_hints(state.lesson.hints_taken, len(step.hints) if step else 0)
        self._foot.show_back(state.lesson.step > 0)

    def _show_main(self) -> None:
        self._foot.show_main(main_button(self._document.state, self._chosen(), self._reached))

    def _show_goal(self) -> None:
        if self._view is not None:
            state, posterior = self._document.state, self._posterior()
            self._view.show_belief(state, posterior)
            self._reached = self._view.show_goal(state, posterior)
            self._show_main()

    def _posterior(self) -> Posterior | None:
        # The goal is about all rows, whatever moment is looked at on the time line.
        results = self._analysis.results
        if results.history is None or results.working:
            return None
        return results.history.posterior

    def _on_results(self, _results: object) -> None:
        if self._document.is_open:
            self._show_goal()

    def _on_theme(self, theme: Theme) -> None:
        if theme.scale == self._scale:
            return
        self._scale = theme.scale
        old = self.layout()
        self._drop_view()
        if old is not None:
            # A layout is given up by handing it, with all it holds, to a widget that goes.
            gone = QWidget()
            gone.setLayout(old)
            gone.deleteLater()
        self._make()
        if self._document.is_open:
            self._on_state(None, self._document.state)

    def _has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _scroll_to(self, widget: QWidget) -> None:
        self._to_show = widget
        self._scrolling.start(0)
        self._settled.start()

    def _on_range(self, _low: int, high: int) -> None:
        self._line.setVisible(high > 0)
        # What is to be shown finds its place only when the layout has grown.
        if self._to_show is not None:
            self._scrolling.start(0)

    def _on_settled(self) -> None:
        self._scroll()
        self._to_show = None

    def _scroll(self) -> None:
        widget, view = self._to_show, self._view
        known: tuple[QWidget | None, ...] = () if view is None else (view.reveal, *view.hints)
        if widget is None or view is None or widget not in known:
            # It is gone by now, as after an undo.
            return
        gap = current_theme().px(12)
        top = widget.mapTo(view, QPoint(0, 0)).y() - gap
        bottom = top + widget.height() + 2 * gap
        bar = self._scroll_area.verticalScrollBar()
        lowest = max(bar.value(), bottom - self._scroll_area.viewport().height())
        bar.setValue(min(lowest, top))
