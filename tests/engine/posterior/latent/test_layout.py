from __future__ import annotations

import numpy as np
import pytest

from engine.hypotheses.candidate import Candidate, HiddenVariable
from engine.hypotheses.components import Component, decomposed
from engine.networks.dag import Dag
from engine.posterior.counts import Setting
from engine.posterior.latent.layout import Layout, layouts, local_setting
from engine.problems import InvalidInput
from tests.engine.posterior.latent.examples import OBSERVED, SET_A, SET_B, component


def laid_out(shape: Component, *settings: Setting) -> Layout:
    return layouts(shape, (2,) * shape.n, 1.0, settings)[0]


def test_a_shared_cause_of_two_coins() -> None:
    found = laid_out(component("A <-> B"), OBSERVED, SET_A, SET_B)
    # P(A), and P(B | what A would have been).
    np.testing.assert_allclose(found.alpha, [0.5, 0.5, 0.25, 0.25, 0.25, 0.25])
    np.testing.assert_allclose(found.group_alpha, [1.0, 0.5, 0.5])
    # Four kinds of rows seen; with A set what A would have been is open; with B set only A counts.
    np.testing.assert_array_equal(found.item_of[OBSERVED], [0, 1, 2, 3])
    np.testing.assert_array_equal(found.item_of[SET_A], [4, 5, 4, 5])
    np.testing.assert_array_equal(found.item_of[SET_B], [6, 6, 7, 7])
    np.testing.assert_array_equal(found.ways, [1, 1, 1, 1, 2, 2, 1, 1])


def test_rows_in_which_all_members_are_set_say_nothing() -> None:
    found = laid_out(component("A <-> B"), Setting(0b11))
    assert found.n_items == 0
    np.testing.assert_array_equal(found.item_of[Setting(0b11)], [-1] * 4)


def test_a_hidden_cause_with_no_free_effect_is_not_asked_about() -> None:
    found = laid_out(component("A <- (C: 2) -> B"), Setting(0b11), OBSERVED)
    np.testing.assert_array_equal(found.item_of[Setting(0b11)], [-1] * 4)
    np.testing.assert_array_equal(found.ways, [2, 2, 2, 2])


def test_only_what_is_done_to_members_counts() -> None:
    shape = component("A <-> B, D -> B", 3)
    assert local_setting(shape, Setting(0b100)) == OBSERVED
    assert local_setting(shape, Setting(0b101, ((2, "x"), (1, "y")))) == Setting(0b001, ((1, "y"),))
    # A table replaced and then overruled by a hand does not matter.
    assert local_setting(shape, Setting(0b010, ((1, "y"),))) == Setting(0b010)


def test_each_replaced_table_is_a_table_of_its_own() -> None:
    usual = laid_out(component("A <-> B"), OBSERVED)
    both = laid_out(component("A <-> B"), OBSERVED, Setting(0, ((1, "new"),)))
    assert len(both.group_alpha) == len(usual.group_alpha) + 2


def test_tables_that_would_be_too_large_are_refused_before_they_are_made() -> None:
    # D's response to four causes of three states each would have 3 ** 81 values.
    parents = (0, 0, 0, 0, 0b1001111, 0b1010000, 0)
    shape = Candidate(6, Dag(parents), (HiddenVariable("U"),))
    (part,) = decomposed(shape).components
    with pytest.raises(InvalidInput, match="Give it a number of states"):
        layouts(part, (3,) * 6, 1.0, (OBSERVED,))
