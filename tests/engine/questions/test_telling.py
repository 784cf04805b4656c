"""What one variable tells about another: paths, probabilities, and what if something else were known."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.networks.dag import Dag
from engine.networks.generators import random_network
from engine.networks.interventions import OBSERVATION, Regime, do
from engine.networks.network import BayesianNetwork
from engine.networks.separation import d_separated
from engine.problems import InvalidInput
from engine.questions.telling import Telling, smallest_separator, telling
from tests.engine.naive import joint, mass_of
from tests.engine.strategies import FEW, dags, networks
from tests.engine.worlds import alarm_shaped, sprinkler


def last(network: BayesianNetwork, x: str, y: str, regime: Regime = OBSERVATION, **known: str) -> Telling:
    codes = {network.index(name): network.variables[network.index(name)].code(state) for name, state in known.items()}
    *_, progress = telling(network, regime, network.index(x), network.index(y), codes)
    assert progress.partial is not None
    return progress.partial


def said(found: Telling, names: tuple[str, ...]) -> dict[str, tuple[bool, int]]:
    """For each thing supposed known: whether the two are separated then, and how many paths are open."""
    return {
        " ".join(names[node] for node in each.known): (each.paths.separated, len(each.paths.open))
        for each in found.supposed
    }


def test_the_sprinkler_explains_wet_grass_away() -> None:
    found = last(sprinkler(), "S", "R", C="1", W="1")
    assert not found.paths.separated
    assert [path.is_open for path in found.paths.found] == [False, True]
    # 0.8 * 0.9 / 0.72 = 1, and 0.8 * 0.99 / (0.8 * 0.99 + 0.2 * 0.9) = 0.792 / 0.972.
    assert found.chances == pytest.approx((1.0, 0.792 / 0.972))
    assert said(found, "CSRW") == {
        "": (False, 1),
        "C": (True, 0),
        "W": (False, 2),
        "C W": (False, 1),
    }


def test_what_never_happens_has_no_probability() -> None:
    found = last(sprinkler(), "S", "C", R="0", W="1")
    assert found.chances[0] is None
    assert found.chances[1] is not None


def test_what_is_set_by_hand_is_cut_and_known() -> None:
    # With the sprinkler set, the way through cloudy is cut: only the collider is left.
    by_hand = last(sprinkler(), "S", "R", Regime((do(1, 1),)))
    assert [path.nodes for path in by_hand.paths.found] == [(1, 3, 2)]
    assert by_hand.paths.separated
    assert by_hand.chances == pytest.approx((0.5, 0.5))
    cloudy = last(sprinkler(), "S", "R", Regime((do(0, 1),)))
    assert cloudy.paths.separated
    assert cloudy.known == {0: 1}
    assert cloudy.chances == pytest.approx((0.8, 0.8))


@FEW
@given(networks(least=3, most=4, states=(2, 3)), st.data())
def test_separated_variables_tell_nothing_and_chances_are_those_of_the_joint(
    network: BayesianNetwork, data: st.DataObject
) -> None:
    x, y, *others = data.draw(st.permutations(range(len(network.variables))))
    known = {node: data.draw(st.integers(0, network.variables[node].cardinality - 1)) for node in others[:1]}
    *_, progress = telling(network, OBSERVATION, x, y, known)
    found, masses = progress.partial, joint(network)
    assert found is not None
    for state, chance in enumerate(found.chances):
        total = mass_of(masses, {**known, x: state})
        if total == 0:
            assert chance is None
        else:
            assert chance == pytest.approx(mass_of(masses, {**known, x: state, y: found.target}) / total)
    possible = [chance for chance in found.chances if chance is not None]
    if found.paths.separated and possible:
        assert np.ptp(possible) == pytest.approx(0, abs=1e-9)


@FEW
@given(dags(6), st.data())
def test_a_separator_parts_and_nothing_can_be_left_out_of_it(dag: Dag, data: st.DataObject) -> None:
    x, y, always = data.draw(st.permutations(range(6)))[:3]
    found = smallest_separator(dag, x, y, (always,))
    rest = [node for node in range(6) if node not in (x, y, always)]
    parting = [
        chosen for size in range(4) for chosen in combinations(rest, size) if d_separated(dag, x, y, (*chosen, always))
    ]
    if found is None:
        assert not parting
        return
    assert tuple(sorted(found)) in parting
    assert not any(set(chosen) < set(found) for chosen in parting)


def test_many_variables_get_a_few_suppositions_with_what_parts_among_them() -> None:
    network = alarm_shaped()
    x, y = 0, len(network.variables) - 1
    *_, progress = telling(network, OBSERVATION, x, y, {})
    found = progress.partial
    assert found is not None
    assert 2 < len(found.supposed) <= 9
    assert any(each.paths.separated for each in found.supposed) == (smallest_separator(network.dag, x, y) is not None)


def test_a_network_too_tightly_knit_for_numbers_still_shows_its_paths() -> None:
    network = random_network(40, 0.9, (4, 4), np.random.default_rng(2), most_parents=5)
    first, second = telling(network, OBSERVATION, 0, 39, {})
    assert first.partial is not None
    assert first.partial.paths.found
    assert second.partial is not None
    assert second.partial.chances == ()
    assert "too tightly knit" in second.partial.problem


def test_an_end_that_is_known_is_refused() -> None:
    with pytest.raises(InvalidInput, match="among those that are known"):
        last(sprinkler(), "S", "R", S="1")
