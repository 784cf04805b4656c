from __future__ import annotations

from hypothesis import given

from engine.files.scenario_reader import parse_scenario
from engine.files.scenario_writer import write_scenario
from engine.sessions.scenario import Scenario
from tests.engine.files.scenarios import scenarios
from tests.engine.sessions import samples
from tests.engine.strategies import PROPERTY


@given(scenarios())
@PROPERTY
def test_what_is_written_reads_back_equal(scenario: Scenario) -> None:
    text = write_scenario(scenario)
    assert parse_scenario(text) == scenario
    assert write_scenario(parse_scenario(text)) == text


def test_it_is_written_as_a_teacher_would() -> None:
    text = write_scenario(samples.scenario())
    assert "    Sun: [yes, no]\n" in text
    assert "      - {Sun: yes, Mood: low, P: [0.6, 0.4]}\n" in text
    assert "    do:\n      - watch: 20\n      - set: {Sun: yes}\n      - act: 5\n" in text
    assert '"' not in text
