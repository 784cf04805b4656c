"""A panel of an inquiry asks and draws while in sight, and says why where there is no answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout
from pytestqt.qtbot import QtBot

from engine.progress import Progress
from engine.sessions.verbs import SetSeed
from gui.inquiries.inquiry import SwitchedInquiry
from gui.inquiries.latest import STOPPED
from gui.inquiries.panel import InquiryPanel
from gui.theme import Theme, current_theme, theme_source
from tests.gui.worlds import Ring, made_ring, shorts_session, slots_session

NAME = "seed doubled"


class Doubling(SwitchedInquiry):
    """Answers with twice the seed of the session."""

    def _ask(self) -> None:
        if self._wanted and self._document.is_open:
            seed = self._document.state.seed
            self._latest.ask((seed,), None, lambda: iter([Progress(1, 1, 2 * seed)]))


class Panel(InquiryPanel[Doubling]):
    """Notes what it is told."""

    def __init__(self, ring: Ring) -> None:
        super().__init__(ring.document, ring.analysis, Doubling(NAME, ring.document, ring.analysis, ring.jobs))
        self.shown: list[Any] = []
        self.themes: list[Theme] = []
        self.times_forgotten = 0
        QVBoxLayout(self).addWidget(self.pages)
        self._begin()

    @property
    def inquiry(self) -> Doubling:
        """What it asks."""
        return self._inquiry

    def _follow(self, theme: Theme) -> None:
        self.themes.append(theme)

    def _want(self, in_sight: bool) -> None:
        self._inquiry.want(in_sight)

    def _forget(self) -> None:
        self.times_forgotten += 1

    def _show(self) -> None:
        answer = self._inquiry.standing.answer
        self.shown.append(answer)
        if answer is None:
            self._say_no_answer()
        else:
            self.pages.show_answer()


@dataclass
class Opened:
    """A panel out of sight, with a session."""

    ring: Ring
    panel: Panel
    qtbot: QtBot

    def rests(self) -> None:
        """Wait until nothing is worked out any more."""
        self.qtbot.waitUntil(lambda: self.ring.is_quiet() and not self.ring.jobs.is_running(NAME))

    @property
    def answer(self) -> object:
        """What the inquiry has found."""
        return self.panel.inquiry.standing.answer


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Opened]:
    for ring in made_ring():
        panel = Panel(ring)
        qtbot.addWidget(panel)
        opened = Opened(ring, panel, qtbot)
        ring.document.reset(slots_session())
        opened.rests()
        yield opened


def test_out_of_sight_it_neither_asks_nor_draws(opened: Opened) -> None:
    assert opened.answer is None
    assert opened.panel.shown == []
    opened.panel.show()
    opened.rests()
    seed = opened.ring.document.state.seed
    assert opened.answer == opened.panel.shown[-1] == 2 * seed
    assert opened.panel.pages.has_answer
    opened.panel.hide()
    drawn = len(opened.panel.shown)
    opened.ring.document.perform(SetSeed(seed + 1))
    opened.rests()
    assert len(opened.panel.shown) == drawn
    assert opened.answer == 2 * seed
    opened.panel.show()
    opened.rests()
    assert opened.panel.shown[-1] == 2 * (seed + 1)


def test_without_a_session_there_is_nothing_to_draw(qtbot: QtBot) -> None:
    for ring in made_ring():
        panel = Panel(ring)
        qtbot.addWidget(panel)
        panel.show()
        assert panel.isVisible()
        assert panel.shown == []


def test_it_follows_the_session_and_forgets_with_another(opened: Opened) -> None:
    opened.panel.show()
    opened.rests()
    before = opened.panel.times_forgotten
    opened.ring.document.perform(SetSeed(41))
    opened.rests()
    assert opened.panel.shown[-1] == 82
    assert opened.panel.times_forgotten == before
    opened.ring.document.reset(shorts_session())
    opened.rests()
    assert opened.panel.times_forgotten == before + 1


def test_it_says_why_there_is_no_answer_and_asks_again_on_demand(opened: Opened) -> None:
    opened.panel.show()
    opened.ring.jobs.cancel(NAME)
    assert opened.panel.empty.sentence.text() == STOPPED
    assert not opened.panel.pages.has_answer
    opened.qtbot.mouseClick(opened.panel.empty.button, Qt.MouseButton.LeftButton)
    opened.rests()
    assert opened.panel.pages.has_answer


def test_it_takes_the_sizes_of_each_theme(opened: Opened) -> None:
    assert opened.panel.themes == [current_theme()]
    larger = Theme(scale=2.0)
    theme_source().theme_changed.emit(larger)
    assert opened.panel.themes[1:] == [larger]
