from __future__ import annotations

import numpy as np
import pytest

from engine.data.dataset import Batch, Dataset, as_values
from engine.networks.interventions import Regime, do
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions
from engine.problems import InvalidInput
from engine.sessions.actions import apply
from engine.sessions.notes import Notes
from engine.sessions.positions import Positions
from engine.sessions.state import initial_state, session_from_dataset, session_from_network
from engine.sessions.verbs import Reset, Watch
from tests.engine.sessions import samples
from tests.engine.worlds import asia


def test_a_scenario_starts_as_it_says() -> None:
    state = samples.start()
    assert [variable.name for variable in state.variables] == ["Sun", "Ice cream"]
    assert state.belief_names == ("Sun", "Ice cream")
    assert state.seed == 4
    assert state.world_covered
    assert state.dataset.n_rows == 0
    assert state.lesson.bets == (None,) * 4
    assert initial_state(samples.scenario(), seed=8).seed == 8


def test_a_table_of_data_keeps_its_rows_and_comes_back_to_them() -> None:
    nodes = (Variable("A", ("no", "yes")), Variable("B", ("no", "yes")), Variable("C", ("no", "yes")))
    rows = as_values(np.arange(12).reshape(4, 3) % 2, nodes)
    dataset = Dataset(nodes, (Batch(rows), Batch(rows, Regime((do(1, 0),)))))
    state = session_from_dataset("Table", dataset, (2, 0), Assumptions(4.0))
    assert state.belief_names == ("C", "A")
    assert len(state.space) == 3
    assert state.assumptions.equivalent_sample_size == 4.0
    assert state.world is None
    assert state.step is None
    again = apply(state, Reset())
    assert [batch.regime for batch in again.dataset.batches] == [batch.regime for batch in dataset.batches]
    assert all(np.array_equal(batch.values, rows) for batch in again.dataset.batches)


def test_a_network_is_a_world_to_draw_from() -> None:
    network = asia()
    state = session_from_network("Asia", network, (2, 3, 4))
    assert state.belief_names == ("S", "L", "B")
    assert len(state.space) == 25
    assert apply(state, Watch(10)).dataset.batches[0].values.shape == (10, 8)


def test_places_and_notes_that_came_with_a_network_are_those_of_the_session() -> None:
    positions, notes = Positions({"A": (1, 2)}), Notes({"B": "a bronchitis"})
    state = session_from_network("Asia", asia(), (2, 3, 4), positions=positions, notes=notes)
    assert state.positions == positions
    assert state.scenario.notes == notes
    assert apply(apply(state, Watch(3)), Reset()).positions == positions
    assert session_from_network("Asia", asia(), (2, 3, 4)).positions == Positions()


@pytest.mark.parametrize("over", [(), tuple(range(21)), (0, 0)])
def test_belief_is_about_one_to_twenty_variables(over: tuple[int, ...]) -> None:
    with pytest.raises(InvalidInput):
        session_from_network("Asia", asia(), over)
