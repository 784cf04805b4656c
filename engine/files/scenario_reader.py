"""Reading scenario files: everything that is wrong is reported at once, with its line."""

from __future__ import annotations

import os

from engine.files.belief_section import read_belief
from engine.files.costs_section import read_costs
from engine.files.faults import Faults
from engine.files.forms import Form, entries
from engine.files.plan_section import read_plan
from engine.files.reading import read_text
from engine.files.record_section import read_record
from engine.files.scenario_schema import SCENARIO, SHOW
from engine.files.shapes import FORMAT
from engine.files.steps_section import LessonContext, read_claims, read_steps
from engine.files.world_section import World, read_world
from engine.files.yaml_tree import MapNode, TextNode, parse_yaml
from engine.hypotheses.dags import LARGEST
from engine.hypotheses.space import AllDags
from engine.problems import InvalidInput, Problem
from engine.sessions.actions import LARGEST_DRAW, LARGEST_SEED
from engine.sessions.costs import Costs
from engine.sessions.scenario import Scenario, Show
from engine.sessions.state import initial_state
from engine.sessions.verbs import Record

LARGEST_FILE = 64_000_000
SUFFIXES = (".yaml", ".yml")


def read_scenario(path: str | os.PathLike[str]) -> Scenario:
    """Return the scenario of a file; of a saved session, the scenario it began with.

    Parameters
    ----------
    path
        A YAML file of format 1, up to 64 MB.

    Raises
    ------
    InvalidInput
        With every fault of the file, by line: what is wrong, where, and what would be right.
    """
    text = read_text(path, LARGEST_FILE)
    try:
        return parse_scenario(text)
    except InvalidInput as error:
        raise error.within(os.fspath(path)) from None


def parse_scenario(text: str) -> Scenario:
    """Return the scenario that a text describes; raise InvalidInput with every fault."""
    faults = Faults()
    form = scenario_form(text, faults)
    scenario = scenario_of(form)
    faults.raise_any()
    if scenario is None:
        raise InvalidInput(Problem("the scenario is not complete", "Compare it with one that opens"))
    return scenario


def scenario_form(text: str, faults: Faults) -> Form:
    """Return the top level of a scenario text.

    Raises
    ------
    InvalidInput
        When it is no YAML, no map of keys, or of a newer format.
    """
    node = parse_yaml(text)
    if not isinstance(node, MapNode):
        raise InvalidInput(Problem("this is no scenario", "A scenario begins with format: 1", line=node.line))
    check_format(node)
    keys = {key.text for key, _ in node.entries}
    if keys & {"over", "candidates"} and not keys & {"world", "steps"}:
        what = "these are hypotheses, not a scenario"
        remedy = "Give the file to posterior with --hypotheses, or write it under belief: in a scenario"
        raise InvalidInput(Problem(what, remedy, line=node.line))
    return Form(node, SCENARIO, faults)


def scenario_of(form: Form) -> Scenario | None:
    """Return the scenario of a form; None when its variables or its belief are at fault. Faults are noted."""
    world_node = form.node("world")
    world = None if world_node is None else read_world(world_node, form.faults)
    if world_node is None or world is None:
        return None
    belief = read_belief(form.node("belief"), world.measured, world.hidden, form.faults)
    claims = read_claims(form)
    # Whether tables were meant is read off the file: when they are at fault, that is fault enough.
    has_tables = any(key == "tables" for key, _ in entries(world_node, Faults(), ""))
    recorded = _recorded(form, world)
    steps = read_steps(form.items("steps"), LessonContext(world, has_tables, belief, claims), form.faults)
    if steps and belief is not None and isinstance(belief[0], AllDags) and belief[0].n > LARGEST:
        what = f"belief in a lesson is over {belief[0].n} variables"
        form.faults.add(what, f"Choose at most {LARGEST} with over:", "belief", form.line_of("belief"))
    show = _show(form)
    costs = read_costs(form, world.measured)
    plan = read_plan(form, world.measured)
    seed = form.whole("seed", 1, 0, LARGEST_SEED)
    minutes = form.whole("minutes", 1, 1, 10_000) if "minutes" in form else None
    if belief is None:
        return None
    scenario = Scenario(
        title=form.text("title"),
        variables=world.measured,
        world=world.network,
        space=belief[0],
        assumptions=belief[1],
        recorded=recorded,
        positions=world.positions,
        notes=world.notes,
        seed=seed,
        summary=form.text("summary"),
        goal=form.text("goal"),
        author=form.text("author"),
        tags=form.texts("tags"),
        minutes=minutes,
        show=show,
        steps=steps,
        claims=claims,
        costs=costs or Costs(),
        plan=plan or (),
    )
    _check_start(scenario, form)
    return scenario


def check_format(
    node: MapNode, what: str = "this is no scenario", remedy: str = "A scenario begins with format: 1"
) -> None:
    """Raise InvalidInput when a file says that it has another format; one that says nothing may still be known.

    `what` and `remedy` are said of a file without any key that is known.
    """
    written = next((value for key, value in node.entries if key.text == "format"), None)
    if written is None:
        keys = [key.text for key, _ in node.entries]
        if not {"world", "steps", "title", "over", "candidates"} & set(keys):
            raise InvalidInput(Problem(what, remedy, line=node.line))
        return
    text = written.text if isinstance(written, TextNode) else ""
    if text == str(FORMAT):
        return
    if text.isdecimal() and int(text[:9]) > FORMAT:
        what = f"the file has format {text[:9]}; this version of the program reads format {FORMAT}"
        remedy = "Open it with a newer version of the program"
    else:
        what, remedy = f'"{text[:40]}" is no format', f"Write format: {FORMAT}"
    raise InvalidInput(Problem(what, remedy, line=written.line))


def _recorded(form: Form, world: World) -> tuple[Record, ...]:
    found = (
        read_record(item, world.measured, form.faults, f"data, record {number}")
        for number, item in enumerate(form.items("data"), start=1)
    )
    return tuple(record for record in found if record is not None)


def _show(form: Form) -> Show:
    show = form.part("show", SHOW)
    if show is None:
        return Show()
    covered = show.choice("world", ("covered", "open"), "open") == "covered"
    after_bet = show.choice("gains", ("always", "after bet"), "always") == "after bet"
    return Show(covered, show.whole("rows", Show().rows, 1, LARGEST_DRAW), after_bet)


def _check_start(scenario: Scenario, form: Form) -> None:
    if form.faults:
        return
    try:
        initial_state(scenario)
    except InvalidInput as error:
        form.faults.add_all(error, form.line_of("data"), "data")
