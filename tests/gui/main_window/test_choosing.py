"""While it is chosen what may be true, nothing is drawn out of sight."""

from __future__ import annotations

from gui.main_window.window import CHOOSING
from tests.gui.main_window.person import Person
from tests.gui.worlds import shorts_session


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


def test_a_candidate_has_the_digit_there_that_it_has_everywhere(person: Person) -> None:
    window = person.window
    person.shows(shorts_session())
    for _ in range(4):
        window.actions_by_key["watch"].trigger()
        person.waits()
    digits = window.analysis.results.digits
    window.actions_by_key["hypotheses"].trigger()
    page = window.choosing.page
    person.until(page.isVisible)
    person.until(lambda: page.weighing.weighed is not None and not page.weighing.is_working)
    assert page.belief.digits == {candidate: digit for digit, candidate in enumerate(digits, start=1)}
    # Their order is that of the session, not of what the rows say now.
    weights = window.analysis.results.posterior.weights[list(digits)]
    assert list(weights) != sorted(weights, reverse=True)
    # Over fewer variables they are other structures.
    page.change(lambda: page.draft.with_variable(page.draft.over[0], False))
    assert page.draft.digits == ()
