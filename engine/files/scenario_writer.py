"""Writing scenario files: text that a person can read and diff, and that reads back as the same scenario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from engine.files.action_writer import action_text, table_lines
from engine.files.belief_writer import belief_lines
from engine.files.costs_section import costs_lines
from engine.files.plan_section import plan_lines
from engine.files.record_writer import record_lines
from engine.files.shapes import FORMAT
from engine.files.yaml_writing import as_item, flow_list, flow_map, indented, line_scalar, number, prose, scalar
from engine.networks.network import BayesianNetwork
from engine.networks.variables import Variable
from engine.questions.claims import Claims
from engine.sessions.chances import Chance
from engine.sessions.costs import Costs
from engine.sessions.positions import Positions
from engine.sessions.scenario import Figure, Question, Scenario, Show, Step


def write_scenario(scenario: Scenario) -> str:
    """Return a scenario as the text of a scenario file.

    Reading the text gives a scenario equal to this one.
    """
    lines = [*_head(scenario), "", "world:", *indented(_world(scenario))]
    lines += ["", "belief:", *indented(belief_lines(scenario.space, scenario.assumptions, scenario.variables))]
    if scenario.claims is not None:
        lines += ["", claims_line(scenario.claims)]
    if scenario.recorded:
        records = (as_item(record_lines(record, scenario.variables)) for record in scenario.recorded)
        lines += ["", "data:", *indented(line for record in records for line in record)]
    if scenario.costs != Costs():
        lines += ["", *costs_lines(scenario.costs)]
    if scenario.plan:
        lines += ["", *plan_lines(scenario.plan, scenario.variables)]
    if scenario.show != Show():
        world = "covered" if scenario.show.world_covered else "open"
        shown = {"world": world, "rows": str(scenario.show.rows)}
        if scenario.show.gains_after_bet:
            shown["gains"] = "after bet"
        lines += ["", f"show: {flow_map(shown)}"]
    if scenario.steps:
        lines += ["", "steps:", *_steps(scenario)]
    return "\n".join(lines) + "\n"


def claims_line(claims: Claims) -> str:
    """Return how claims are made as an entry on one line."""
    fields = {
        "rows": str(claims.rows),
        "unrelated": number(claims.unrelated),
        "threshold": number(claims.threshold),
    }
    return f"claims: {flow_map(fields)}"


def positions_text(positions: Positions) -> str:
    """Return places as a map on one line."""
    return flow_map({name: flow_list([number(x), number(y)]) for name, (x, y) in positions.items()})


def _head(scenario: Scenario) -> Iterator[str]:
    yield f"format: {FORMAT}"
    yield f"title: {prose(scenario.title, '  ')}"
    for key, text in (("summary", scenario.summary), ("goal", scenario.goal), ("author", scenario.author)):
        if text:
            yield f"{key}: {prose(text, '  ')}"
    if scenario.tags:
        yield f"tags: {flow_list(map(scalar, scenario.tags))}"
    if scenario.minutes is not None:
        yield f"minutes: {scenario.minutes}"
    yield f"seed: {scenario.seed}"


def _world(scenario: Scenario) -> list[str]:
    world = scenario.world
    lines = ["variables:", *indented(_states(world.variables if world else scenario.variables))]
    if world is not None:
        if world.hidden:
            lines.append(f"hidden: {flow_list(scalar(world.names[index]) for index in sorted(world.hidden))}")
        lines += ["tables:", *indented(_tables(world))]
    if scenario.positions:
        lines.append(f"positions: {positions_text(scenario.positions)}")
    if scenario.notes:
        lines += ["notes:", *indented(f"{scalar(name)}: {prose(text, '  ')}" for name, text in scenario.notes.items())]
    return lines


def _states(variables: Sequence[Variable]) -> Iterator[str]:
    for variable in variables:
        yield f"{scalar(variable.name)}: {flow_list(map(scalar, variable.states))}"


def _tables(world: BayesianNetwork) -> Iterator[str]:
    for table in world.tables:
        yield from table_lines(table, world.variables)


def _steps(scenario: Scenario) -> Iterator[str]:
    for number_of_step, step in enumerate(scenario.steps):
        if number_of_step:
            yield ""
        yield from indented(as_item(list(_step(step, scenario))))


def _step(step: Step, scenario: Scenario) -> Iterator[str]:
    yield f"title: {prose(step.title, '  ')}"
    if step.text:
        yield f"text: {prose(step.text, '  ')}"
    if step.question is not None:
        yield "ask:"
        yield from indented(_question(step.question))
    if step.hints:
        yield "hints:"
        yield from indented(f"- {prose(hint, '  ')}" for hint in step.hints)
    if step.do:
        yield "do:"
        for action in step.do:
            yield from indented(as_item(action_text(action, scenario.variables, scenario.world)))
    yield from _reveal(step)
    if step.claims is not None:
        yield claims_line(step.claims)
    if step.goal is not None:
        yield f"goal: {line_scalar(step.goal.text)}"
    if step.expect:
        yield "expect:"
        yield from indented(f"- {line_scalar(expectation.text)}" for expectation in step.expect)
    if step.note:
        yield f"note: {prose(step.note, '  ')}"


def _reveal(step: Step) -> Iterator[str]:
    if step.explain:
        yield f"explain: {prose(step.explain, '  ')}"
    if step.reveal:
        yield f"reveal: {flow_list(map(scalar, step.reveal))}"
    if step.figure is not None:
        yield "figure:"
        yield from indented(_figure(step.figure))


def _question(question: Question) -> list[str]:
    lines = [f"question: {prose(question.text, '  ')}", "choices:"]
    lines += indented(f"- {prose(choice, '  ')}" for choice in question.choices)
    lines.append(f"answer: {prose(question.choices[question.answer], '  ')}")
    return [*lines, f"why: {prose(question.why, '  ')}"] if question.why else lines


def _figure(figure: Figure) -> list[str]:
    lines = [f"title: {prose(figure.title, '  ')}", "bars:"]
    for bar in figure.bars:
        key = "chance" if isinstance(bar.shown, Chance) else "value"
        fields: Mapping[str, str] = {"label": scalar(bar.label), key: scalar(bar.shown.text)}
        lines += indented([f"- {flow_map(fields)}"])
    return [*lines, "when: reveal"] if figure.after_reveal else lines
