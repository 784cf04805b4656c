"""Whatever is built in the window, it shows what there is, and undo leads back to the beginning."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.gui.main_window.building_machine import Building
from tests.gui.main_window.person import Person


def test_building_at_random_keeps_the_window_true_and_can_be_undone(person: Person) -> None:
    few = settings(
        max_examples=3, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
    )
    run_state_machine_as_test(type("OfThisWindow", (Building,), {"person": person}), settings=few)
