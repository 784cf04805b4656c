"""The upper half of the page, by itself."""

from __future__ import annotations

from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from gui.hypotheses.candidates_section import CandidatesSection
from gui.hypotheses.draft import KINDS
from gui.hypotheses.session_draft import draft_of
from tests.gui.worlds import shorts_session


def test_the_words_of_every_tab_are_seen_whichever_is_chosen(qtbot: QtBot) -> None:
    section = CandidatesSection()
    qtbot.addWidget(section)
    section.resize(1000, 300)
    draft = draft_of(shorts_session())
    with qtbot.waitExposed(section):
        section.show()
    tabs = section.tabs
    for kind in (*KINDS, *KINDS):
        section.show_draft(draft.with_kind(kind), {}, {})
        qtbot.waitUntil(lambda: tabs.width() >= tabs.sizeHint().width())
        assert tabs.tabRect(tabs.count() - 1).right() < tabs.width()
        assert not any(button.isVisible() for button in tabs.findChildren(QToolButton))
