"""While it is chosen what may be true, nothing is drawn out of sight."""

from __future__ import annotations

from gui.main_window.window import CHOOSING
from tests.gui.main_window.person import Person


def test_rows_are_not_drawn_behind_the_page(person: Person) -> None:
    window = person.window
    person.opens()
    rows = window.document.state.dataset.n_rows
    window.actions_by_key["hypotheses"].trigger()
    person.until(window.choosing.page.isVisible)
    for key in ("watch", "act", "new_seed", "reset"):
        window.actions_by_key[key].trigger()
        person.waits()
        assert window.messages.accessibleName() == CHOOSING
    assert window.document.state.dataset.n_rows == rows
    window.choosing.page.cancelled.emit()
    window.actions_by_key["watch"].trigger()
    person.waits()
    assert window.document.state.dataset.n_rows > rows
    assert not window.messages.isVisible()
