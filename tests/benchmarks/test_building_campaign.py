"""Thousands of steps of somebody who builds at random in the real window; run with `make bench`."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.gui.main_window.building_machine import Building
from tests.gui.main_window.conftest import person
from tests.gui.main_window.conftest import settings as settings_of_a_person
from tests.gui.main_window.person import Person

EXAMPLES, STEPS = 40, 100
__all__ = ["person"]


@pytest.fixture(name="settings")
def _settings(tmp_path):  # type: ignore[no-untyped-def]
    return settings_of_a_person.__wrapped__(tmp_path)


@pytest.mark.timeout(1800)
def test_thousands_of_steps_keep_the_window_true_and_can_be_undone(person: Person) -> None:
    many = settings(
        max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(type("OfThisWindow", (Building,), {"person": person}), settings=many)
