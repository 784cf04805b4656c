"""A scenario file as a whole, and its JSON schema. The reader and the schema both follow these tables of keys."""

from __future__ import annotations

import json
import sys

from engine.files.belief_schema import BELIEF, CANDIDATE
from engine.files.experiment_schema import COST, COSTS, PLAN, PLANNED, RECORD
from engine.files.forms import Key, Section
from engine.files.session_schema import BATCH, LESSON, SESSION
from engine.files.shapes import FORMAT, PLACES, ROWS, SEED, TABLE, TEXT, in_section, list_of, map_to, one_or_list
from engine.files.step_schema import ACTION, ASK, BAR, CLAIMS, FIGURE, STEP

WORLD = Section(
    "the world",
    "the variables and, unless rows were gathered elsewhere, how they come about",
    (
        Key("variables", "the states of each variable", map_to(list_of(TEXT, minItems=1)), required=True),
        Key("hidden", "variables that nobody can measure", one_or_list(TEXT)),
        Key("edges", 'the arrows, like "A -> B"; the tables say them already', list_of(TEXT)),
        Key(
            "tables",
            "for each variable its probabilities, or a list of rows with a state for each parent and P",
            map_to(TABLE),
        ),
        Key("positions", "where each node lies: steps to the right, steps down", PLACES),
        Key("notes", "what is written about variables, by name", map_to(TEXT)),
    ),
)
SHOW = Section(
    "show",
    "what is on screen at first",
    (
        Key("world", "covered until a step reveals it, or open", {"enum": ["covered", "open"]}),
        Key("rows", "how many rows the tool bar offers to draw", ROWS),
        Key(
            "gains",
            "whether what experiments would tell is covered until the bet of a step is placed, and before that until "
            "the bets of all steps are that reveal gains",
            {"enum": ["always", "after bet"]},
        ),
    ),
)
SCENARIO = Section(
    "a scenario",
    "A scenario of the causal-discovery sandbox: a world or a table of data, and a lesson on it.",
    (
        Key("format", "1: the form that this file has", {"const": FORMAT}, required=True),
        Key("title", "its name", TEXT, required=True),
        Key("summary", "a sentence or two for the start screen", TEXT),
        Key("goal", "what a learner will understand afterwards", TEXT),
        Key("author", "who wrote it", TEXT),
        Key("tags", "words to find it by", one_or_list(TEXT)),
        Key("minutes", "how long it takes", {"type": "integer", "minimum": 1}),
        Key("seed", "seed of every draw", SEED),
        Key("world", WORLD.meaning, in_section("world"), required=True),
        Key("belief", BELIEF.meaning, in_section("belief")),
        Key("claims", "whose claims the lesson speaks of", in_section("claims")),
        Key("data", "rows that are there from the start", list_of(in_section("record"))),
        Key("costs", COSTS.meaning, in_section("costs")),
        Key("plan", "what is to be done, step by step", PLAN),
        Key("show", SHOW.meaning, in_section("show")),
        Key("steps", "the lesson", list_of(in_section("step"))),
        Key("session", SESSION.meaning, in_section("session")),
    ),
)
_PARTS = {
    "world": WORLD,
    "belief": BELIEF,
    "candidate": CANDIDATE,
    "claims": CLAIMS,
    "cost": COST,
    "costs": COSTS,
    "planned": PLANNED,
    "show": SHOW,
    "record": RECORD,
    "ask": ASK,
    "bar": BAR,
    "figure": FIGURE,
    "action": ACTION,
    "step": STEP,
    "batch": BATCH,
    "lesson": LESSON,
    "session": SESSION,
}


def json_schema() -> str:
    """Return the JSON schema of scenario files as text, for editors that check while one writes."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Scenario",
        **SCENARIO.shape(),
        "$defs": {name: section.shape() for name, section in _PARTS.items()},
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    # python -m engine.files.scenario_schema > scenarios/schema.json
    sys.stdout.write(json_schema())
