"""Which candidates bear the digits 1 to 6, and that rounding does not choose them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from engine.hypotheses.space import HypothesisSpace, every_dag, listed
from engine.networks.dag import Dag
from engine.posterior.history import BeliefHistory, believe
from engine.posterior.posterior import heaviest
from engine.sessions.actions import apply
from engine.sessions.verbs import Watch
from gui.digits import DigitBook, assigned_digits
from tests.gui.worlds import shorts_session

ALL = every_dag(range(3))


def highest(reached: dict[int, float], space: HypothesisSpace = ALL) -> Any:
    weights = np.full(len(space), 0.01)
    weights[list(reached)] = list(reached.values())
    return weights


def test_those_that_were_highest_have_digits_in_order() -> None:
    seen = {20: 0.9, 4: 0.8, 9: 0.7, 11: 0.6, 2: 0.5, 17: 0.4, 3: 0.3}
    assert assigned_digits(ALL, highest(seen), ()) == (20, 4, 9, 11, 2, 17)


def test_what_differs_by_rounding_alone_keeps_the_order_of_the_space() -> None:
    level = {candidate: 0.2 * (1 + candidate * 1e-14) for candidate in range(3, 12)}
    assert assigned_digits(ALL, highest(level), ()) == (3, 4, 5, 6, 7, 8)
    assert assigned_digits(ALL, highest({**level, 11: 0.2 * (1 + 1e-8)}), ()) == (11, 3, 4, 5, 6, 7)


def test_a_digit_stays_and_newcomers_take_those_that_fell_free() -> None:
    seen = {20: 0.9, 4: 0.8, 9: 0.7, 11: 0.6, 2: 0.5, 17: 0.4}
    assert assigned_digits(ALL, highest(seen), (17, 3, 4, 5, 9, 20)) == (17, 11, 4, 2, 9, 20)


def test_a_list_that_somebody_chose_keeps_its_order() -> None:
    space = listed((0, 1), [Dag((0, 1)), Dag((0, 0)), Dag((2, 0))])
    assert assigned_digits(space, highest({2: 0.9}, space), (2, 1)) == (0, 1, 2)


def histories(seed: int, n_batches: int = 6) -> list[BeliefHistory]:
    """Belief after one batch more at a time, each worked out on top of the one before."""
    state = replace(shorts_session(), seed=seed)
    found: list[BeliefHistory] = []
    for _ in range(n_batches):
        state = apply(state, Watch(8))
        known = found[-1] if found else None
        *_, last = believe(state.dataset, state.space, state.assumptions, known)
        assert last.partial is not None
        found.append(last.partial)
    return found


def test_the_same_rows_give_the_same_digits_however_they_came() -> None:
    jumped = 0
    for seed in range(12):
        found = histories(seed)
        book = DigitBook()
        followed = [book.digits_of(each) for each in found]
        # From a file, all at once; and by somebody who saw only every other answer.
        assert DigitBook().digits_of(found[-1]) == followed[-1]
        other = DigitBook()
        assert [other.digits_of(each) for each in found[1::2]] == followed[1::2]
        # Back by undo, and on again; then another session of as many batches.
        assert [book.digits_of(each) for each in (*found[3::-1], *found[4:])] == [*followed[3::-1], *followed[4:]]
        assert book.digits_of(histories(seed + 100)[-1]) == DigitBook().digits_of(histories(seed + 100)[-1])
        jumped += assigned_digits(found[-1].space, found[-1].highest, ()) != followed[-1]
    # What asks only for the highest weights of all rows gives other digits.
    assert jumped > 3


def test_a_digit_stays_while_its_candidate_is_among_the_highest() -> None:
    for seed in range(6):
        found = histories(seed)
        book = DigitBook()
        before: tuple[int, ...] = ()
        for each in found:
            digits = book.digits_of(each)
            best = set(heaviest(each.highest, 6))
            assert set(digits) == best
            for place, candidate in enumerate(before):
                assert digits[place] == candidate or candidate not in best
            before = digits


def test_before_any_row_the_order_is_that_of_the_space() -> None:
    state = shorts_session()
    *_, last = believe(state.dataset, state.space, state.assumptions)
    assert last.partial is not None
    assert DigitBook().digits_of(last.partial) == (0, 1, 2, 3, 4, 5)
