"""Reading the steps of a lesson."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.files.action_section import read_action
from engine.files.faults import Faults
from engine.files.forms import Form, nearest
from engine.files.scenario_schema import ASK, BAR, FIGURE, MOST_HINTS, STEP
from engine.files.world_section import World
from engine.files.yaml_tree import Node, TextNode
from engine.problems import InvalidInput
from engine.sessions.chances import parse_chance
from engine.sessions.expectation_grammar import Vocabulary, parse_expectation
from engine.sessions.expectations import Expectation
from engine.sessions.scenario import Bar, Figure, Question, Step
from engine.sessions.verbs import StepAction

WORLD = "world"


@dataclass(frozen=True)
class LessonContext:
    """What steps may speak of.

    Parameters
    ----------
    world
        The variables and the tables.
    has_tables
        Whether the file gives the world tables, sound or not.
    vocabulary
        What expectations may name; None when the belief is at fault, and then they are not looked at.
    """

    world: World
    has_tables: bool
    vocabulary: Vocabulary | None


def read_steps(nodes: Sequence[Node], context: LessonContext, faults: Faults) -> tuple[Step, ...]:
    """Return the steps of a lesson; faults are noted."""
    return tuple(_step(node, number, context, faults) for number, node in enumerate(nodes, start=1))


def _step(node: Node, number: int, context: LessonContext, faults: Faults) -> Step:
    form = Form(node, STEP, faults, f"step {number}")
    return Step(
        title=form.text("title"),
        text=form.text("text"),
        question=_question(form),
        hints=_hints(form),
        do=_do(form, context),
        explain=form.text("explain"),
        reveal=_reveal(form),
        figure=_figure(form, context),
        goal=_goal(form, context),
        expect=_expect(form, context),
        note=form.text("note"),
    )


def _question(step: Form) -> Question | None:
    node = step.node("ask")
    if node is None:
        return None
    form = Form(node, ASK, step.faults, f"{step.where}, ask")
    choices = form.texts("choices")
    if "choices" in form and len(choices) < 2:
        form.faults.add("there is nothing to choose", "Give two choices or more", form.where, form.line_of("choices"))
    if len(set(choices)) < len(choices):
        form.faults.add("a choice appears twice", "Give each choice once", form.where, form.line_of("choices"))
    answer = form.text("answer")
    if answer not in choices:
        if "answer" in form and choices:
            line = form.line_of("answer")
            form.faults.add(f'the answer "{answer}" is none of the choices', nearest(answer, choices), form.where, line)
        return None
    return Question(form.text("question"), choices, choices.index(answer), form.text("why"))


def _hints(step: Form) -> tuple[str, ...]:
    hints = step.texts("hints")
    if len(hints) > MOST_HINTS:
        what = f"there are {len(hints)} hints"
        step.faults.add(what, f"Give at most {MOST_HINTS}", step.where, step.line_of("hints"))
    return hints


def _do(step: Form, context: LessonContext) -> tuple[StepAction, ...]:
    where = f"{step.where}, do"
    found: list[StepAction] = []
    for item in step.items("do"):
        found.extend(read_action(item, context.world, context.has_tables, step.faults, where))
    return tuple(found)


def _reveal(step: Form) -> tuple[str, ...]:
    for node in step.text_nodes("reveal"):
        if node.text != WORLD:
            what = f'"{node.text}" cannot be revealed'
            step.faults.add(what, f'What can be is "{WORLD}"', f"{step.where}, reveal", node.line)
    return step.texts("reveal")


def _figure(step: Form, context: LessonContext) -> Figure | None:
    node = step.node("figure")
    if node is None:
        return None
    form = Form(node, FIGURE, step.faults, f"{step.where}, figure")
    if not context.has_tables:
        form.faults.add("a figure shows chances in a world", "Give the world tables", form.where, form.line)
        return None
    bars = tuple(bar for item in form.items("bars") if (bar := _bar(item, form, context)) is not None)
    return Figure(form.text("title"), bars, form.choice("when", ("at once", "reveal"), "at once") == "reveal")


def _bar(node: Node, figure: Form, context: LessonContext) -> Bar | None:
    form = Form(node, BAR, figure.faults, f"{figure.where}, bars")
    if "chance" not in form:
        return None
    try:
        return Bar(form.text("label"), parse_chance(form.text("chance"), context.world.variables))
    except InvalidInput as error:
        form.faults.add_all(error, form.line_of("chance"), form.where)
        return None


def _goal(step: Form, context: LessonContext) -> Expectation | None:
    nodes = step.text_nodes("goal")
    if len(nodes) > 1:
        step.faults.add("there is more than one goal", "Give one", step.where, step.line_of("goal"))
    return _expectation(nodes[0], step, "goal", context) if nodes else None


def _expect(step: Form, context: LessonContext) -> tuple[Expectation, ...]:
    found = (_expectation(node, step, "expect", context) for node in step.text_nodes("expect"))
    return tuple(expectation for expectation in found if expectation is not None)


def _expectation(node: TextNode, step: Form, key: str, context: LessonContext) -> Expectation | None:
    if context.vocabulary is None:
        return None
    try:
        return parse_expectation(node.text, context.vocabulary)
    except InvalidInput as error:
        step.faults.add_all(error, node.line, f"{step.where}, {key}")
        return None
