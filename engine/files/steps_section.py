"""Reading the steps of a lesson."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.files.action_section import ActionContext, read_action
from engine.files.belief_section import Belief
from engine.files.faults import Faults
from engine.files.forms import Form, nearest
from engine.files.step_schema import ASK, BAR, CLAIMS, FIGURE, MOST_HINTS, STEP
from engine.files.world_section import World
from engine.files.yaml_tree import MapNode, Node, TextNode
from engine.hypotheses.dags import LARGEST
from engine.hypotheses.space import AllDags
from engine.problems import InvalidInput
from engine.questions.claims import MOST_ROWS, Claims
from engine.sessions.chances import parse_chance
from engine.sessions.expectation_grammar import parse_expectation, parse_value
from engine.sessions.expectations import Expectation
from engine.sessions.scenario import Bar, Figure, Question, Step
from engine.sessions.verbs import Reset, SetEquivalentSampleSize, SetHypotheses, StepAction
from engine.sessions.vocabulary import Vocabulary

REVEALED = ("world", "gains")


@dataclass(frozen=True)
class LessonContext:
    """What steps may speak of.

    Parameters
    ----------
    world
        The variables and the tables.
    has_tables
        Whether the file gives the world tables, sound or not.
    belief
        The belief at the start; None when it is at fault, and then expectations are not looked at.
    claims
        Whose claims expectations speak of, or None.
    """

    world: World
    has_tables: bool
    belief: Belief | None
    claims: Claims | None = None

    @property
    def vocabulary(self) -> Vocabulary | None:
        """What expectations may name; None when that is not known."""
        if self.belief is None:
            return None
        space = self.belief[0]
        believed = tuple(self.world.measured[column] for column in space.over)
        return Vocabulary(self.world.variables if self.has_tables else (), believed, space, self.claims)


def read_steps(nodes: Sequence[Node], context: LessonContext, faults: Faults) -> tuple[Step, ...]:
    """Return the steps of a lesson; faults are noted."""
    steps = []
    now = context
    for number, node in enumerate(nodes, start=1):
        form = Form(node, STEP, faults, f"step {number}")
        do, belief = _do(form, now, context)
        now = replace(now, belief=belief)
        steps.append(_step(form, do, now))
    return tuple(steps)


def read_claims(form: Form) -> Claims | None:
    """Return what the key ``claims`` of a section says; None when it is missing or at fault. Faults are noted."""
    claims = form.part("claims", CLAIMS)
    if claims is None:
        return None
    usual = Claims()
    before = len(form.faults)
    rows = claims.whole("rows", usual.rows, 1, MOST_ROWS)
    unrelated = _share(claims, "unrelated", usual.unrelated)
    threshold = _share(claims, "threshold", usual.threshold)
    if len(form.faults) > before:
        return None
    try:
        return Claims(rows, unrelated, threshold)
    except InvalidInput as error:
        form.faults.add_all(error, claims.line, claims.where)
        return None


def _share(form: Form, key: str, usual: float) -> float:
    value = form.number(key)
    return usual if value is None else value


def _step(form: Form, do: tuple[StepAction, ...], context: LessonContext) -> Step:
    claims = read_claims(form)
    if claims is not None:
        context = replace(context, claims=claims)
    return Step(
        title=form.text("title"),
        text=form.text("text"),
        question=_question(form),
        hints=_hints(form),
        do=do,
        explain=form.text("explain"),
        reveal=_reveal(form),
        figure=_figure(form, context),
        goal=_goal(form, context),
        expect=_expect(form, context),
        note=form.text("note"),
        claims=claims,
    )


def _question(step: Form) -> Question | None:
    form = step.part("ask", ASK)
    if form is None:
        return None
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


def _do(step: Form, context: LessonContext, start: LessonContext) -> tuple[tuple[StepAction, ...], Belief | None]:
    # What the step does, and the belief after it; None from a change on that is at fault.
    where = step.place("do")
    belief = context.belief
    found: list[StepAction] = []
    for item in step.items("do"):
        before = len(step.faults)
        known = ActionContext(context.world, context.has_tables, belief)
        actions = read_action(item, known, step.faults, where)
        if len(step.faults) > before and isinstance(item, MapNode) and item.entries[0][0].text == "belief":
            belief = None
        for action in actions:
            belief = start.belief if isinstance(action, Reset) else _changed(belief, action)
            _check_few(belief, step, item)
        found.extend(actions)
    return tuple(found), belief


def _changed(belief: Belief | None, action: StepAction) -> Belief | None:
    if isinstance(action, SetHypotheses):
        return action.space, action.assumptions
    if isinstance(action, SetEquivalentSampleSize) and belief is not None:
        return belief[0], replace(belief[1], equivalent_sample_size=action.equivalent_sample_size)
    return belief


def _check_few(belief: Belief | None, step: Form, node: Node) -> None:
    if belief is not None and isinstance(belief[0], AllDags) and belief[0].n > LARGEST:
        what = f"belief in a lesson is over {belief[0].n} variables"
        step.faults.add(what, f"Choose at most {LARGEST} with over:", step.place("do"), node.line)


def _reveal(step: Form) -> tuple[str, ...]:
    for node in step.text_nodes("reveal"):
        if node.text not in REVEALED:
            what = f'"{node.text}" cannot be revealed'
            step.faults.add(what, f'What can be is "{REVEALED[0]}" or "{REVEALED[1]}"', step.place("reveal"), node.line)
    return step.texts("reveal")


def _figure(step: Form, context: LessonContext) -> Figure | None:
    form = step.part("figure", FIGURE)
    if form is None:
        return None
    bars = tuple(bar for item in form.items("bars") if (bar := _bar(item, form, context)) is not None)
    return Figure(form.text("title"), bars, form.choice("when", ("at once", "reveal"), "at once") == "reveal")


def _bar(node: Node, figure: Form, context: LessonContext) -> Bar | None:
    form = Form(node, BAR, figure.faults, figure.place("bars"))
    if ("chance" in form) == ("value" in form):
        what = "a bar shows two things" if "chance" in form else "it is not said what a bar shows"
        form.faults.add(what, "Give it a chance or a value", form.where, form.line)
        return None
    key = "chance" if "chance" in form else "value"
    if key == "chance" and not context.has_tables:
        form.faults.add("a figure shows chances in a world", "Give the world tables", form.where, form.line)
        return None
    try:
        if key == "chance":
            return Bar(form.text("label"), parse_chance(form.text(key), context.world.variables))
        if context.vocabulary is not None:
            return Bar(form.text("label"), parse_value(form.text(key), context.vocabulary))
    except InvalidInput as error:
        form.faults.add_all(error, form.line_of(key), form.where)
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
    vocabulary = context.vocabulary
    if vocabulary is None:
        return None
    try:
        return parse_expectation(node.text, vocabulary)
    except InvalidInput as error:
        step.faults.add_all(error, node.line, step.place(key))
        return None
