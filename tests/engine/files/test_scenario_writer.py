from __future__ import annotations

from hypothesis import given

from engine.files.belief_writer import belief_lines
from engine.files.scenario_reader import parse_scenario
from engine.files.scenario_writer import write_scenario
from engine.hypotheses.space import listed
from engine.networks.dag import Dag
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions
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


def test_candidates_are_lines_of_text_whatever_the_names() -> None:
    names = ("x, y", "a -> b", '"q"')
    variables = tuple(Variable(name, ("no", "yes")) for name in names)
    space = listed((0, 1, 2), [Dag((0, 0b1, 0b10)), Dag((0, 0, 0))])
    lines = belief_lines(space, Assumptions(), variables)
    assert lines[1:4] == [
        "candidates:",
        r'  - "\"x, y\" -> \"a -> b\", \"a -> b\" -> \"\"\"q\"\"\""',
        "  - unrelated",
    ]
