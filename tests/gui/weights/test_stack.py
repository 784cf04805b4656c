"""Bands have the weights of the history, and the others are the rest."""

from __future__ import annotations

import numpy as np

from engine.hypotheses.space import listed
from engine.networks.dag import Dag
from engine.posterior.enumeration import enumerate_posterior
from engine.posterior.history import believe
from gui.weights.stack import stacked
from tests.gui.weights.histories import USUAL, history_of, played
from tests.gui.worlds import shorts_session


def test_bands_are_as_thick_as_the_posterior_says() -> None:
    state = played(shorts_session(), *USUAL)
    digits = (24, 3, 7, 0, 11, 9)
    stack = stacked(history_of(state), digits)
    weights = enumerate_posterior(state.dataset, state.space, state.assumptions).weights
    expected = [*weights[list(digits)], 1 - weights[list(digits)].sum()]
    np.testing.assert_allclose(stack.weights[:, -1], expected, atol=1e-12)
    assert stack.digits == (1, 2, 3, 4, 5, 6, None)
    assert stack.n_rows == 60
    assert stack.batch_ends == (40, 50, 60)


def test_the_uppermost_edge_is_one_throughout() -> None:
    state = played(shorts_session(), *USUAL)
    stack = stacked(history_of(state), (1, 2, 3, 4, 5, 6))
    assert (stack.tops[-1] == 1).all()
    assert (np.diff(stack.tops, axis=0) >= 0).all()
    np.testing.assert_allclose(stack.weights[:, 0], [1 / 25] * 6 + [19 / 25])


def test_a_short_list_leaves_no_others() -> None:
    state = played(shorts_session(), *USUAL)
    space = listed((0, 1, 2), [Dag.from_edges(3, [(0, 1)]), Dag.from_edges(3, [(0, 1), (0, 2)])])
    history = [*believe(state.dataset, space, state.assumptions)][-1].partial
    assert history is not None
    stack = stacked(history, (0, 1))
    assert stack.digits == (1, 2)
    assert (stack.tops[-1] == 1).all()


def test_between_checkpoints_edges_are_straight() -> None:
    stack = stacked(history_of(played(shorts_session(), *USUAL)), (1, 2))
    middle = stack.tops_at(np.array([10.5]))[:, 0]
    np.testing.assert_allclose(middle, (stack.tops[:, 10] + stack.tops[:, 11]) / 2)
