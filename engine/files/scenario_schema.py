"""Every key of a scenario file: its name, meaning and shape. The reader and the schema both follow it."""

from __future__ import annotations

import json
import sys
from dataclasses import replace

from engine.files.forms import Key, Section
from engine.hypotheses.candidate import MOST_HIDDEN_STATES
from engine.hypotheses.templates import TEMPLATES
from engine.posterior.assumptions import PRIORS
from engine.questions.claims import MOST_ROWS
from engine.sessions.actions import LARGEST_DRAW, LARGEST_SEED

FORMAT = 1
MOST_HINTS = 3

_TEXT: dict[str, object] = {"type": ["string", "number", "boolean"]}
_NUMBER: dict[str, object] = {
    "anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^[0-9.]+/[0-9.]+$"}],
}
_ROWS: dict[str, object] = {"type": "integer", "minimum": 1, "maximum": LARGEST_DRAW}
_YES_NO: dict[str, object] = {"enum": ["yes", "no", True, False]}
_SEED: dict[str, object] = {"type": "integer", "minimum": 0, "maximum": LARGEST_SEED}
_PLACES: dict[str, object] = {
    "type": "object",
    "additionalProperties": {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
}


def _list_of(shape: dict[str, object], **limits: int) -> dict[str, object]:
    return {"type": "array", "items": shape, **limits}


def _map_to(shape: dict[str, object]) -> dict[str, object]:
    return {"type": "object", "additionalProperties": shape}


def _one_or_list(shape: dict[str, object]) -> dict[str, object]:
    return {"anyOf": [shape, _list_of(shape)]}


def _in(section: str) -> dict[str, object]:
    return {"$ref": f"#/$defs/{section}"}


_PROBABILITIES = _list_of(_NUMBER, minItems=1)
_TABLE: dict[str, object] = {"anyOf": [_PROBABILITIES, _list_of({"type": "object"})]}
_SET = Key("set", "what was set by hand: a state for each variable", _map_to(_TEXT))
_RANDOMISE = Key(
    "randomise",
    "what was drawn at random by hand: a list of variables, or the probabilities of each",
    {"anyOf": [_one_or_list(_TEXT), _map_to(_PROBABILITIES)]},
)
_PUSH = Key(
    "push",
    "what was pushed by hand halfway towards a state while it still followed its causes: a state for each variable",
    _map_to(_TEXT),
)
_CHANGED = Key(
    "changed",
    "what followed its causes by another table: a list of variables, or for each the name of that table, or its "
    "probabilities row by row",
    {"anyOf": [_one_or_list(_TEXT), _map_to({"anyOf": [_TEXT, _list_of(_NUMBER)]})]},
)

WORLD = Section(
    "the world",
    "the variables and, unless rows were gathered elsewhere, how they come about",
    (
        Key("variables", "the states of each variable", _map_to(_list_of(_TEXT, minItems=1)), required=True),
        Key("hidden", "variables that nobody can measure", _one_or_list(_TEXT)),
        Key("edges", 'the arrows, like "A -> B"; the tables say them already', _list_of(_TEXT)),
        Key(
            "tables",
            "for each variable its probabilities, or a list of rows with a state for each parent and P",
            _map_to(_TABLE),
        ),
        Key("positions", "where each node lies: steps to the right, steps down", _PLACES),
        Key("notes", "what is written about variables, by name", _map_to(_TEXT)),
    ),
)
CANDIDATE = Section(
    "a candidate",
    "a structure with its weight, or a shape whose slots are filled with variables",
    (
        Key(
            "structure",
            'a line like "A <- (C) -> B", names in round brackets hidden, or pairs [[A, B], [C, B]]',
            {"anyOf": [_TEXT, _list_of(_list_of(_TEXT))]},
        ),
        Key("shape", "the name of a shape, in place of a structure", {"enum": [each.key for each in TEMPLATES]}),
        Key(
            "of",
            "the variables that go into the slots of the shape, in their order, or all: every assignment",
            _one_or_list(_TEXT),
        ),
        Key(
            "hidden",
            "for hidden variables, by name, the number of their states, or open",
            _map_to({"anyOf": [{"const": "open"}, {"type": "integer", "minimum": 2, "maximum": MOST_HIDDEN_STATES}]}),
        ),
        Key("weight", "its weight before any data, 0 or more; with all, that of every assignment", _NUMBER),
    ),
)
BELIEF = Section(
    "the belief",
    "the structures among which belief is shared, and what weights start from",
    (
        Key("over", "the variables it is about: at most 6 for a list, 20 for all DAGs", _one_or_list(_TEXT)),
        Key(
            "candidates",
            'all-dags, or a list of structures like "A -> B <- C", "A <- (C) -> B" with C hidden, "unrelated", or '
            "[[A, B], [C, B]], of structures with weights, and of shapes with variables in their slots; in lines, "
            "names that hold an arrow, a comma or a semicolon stand in double quotes",
            {
                "anyOf": [
                    {"const": "all-dags"},
                    _list_of({"anyOf": [_TEXT, _list_of(_list_of(_TEXT)), _in("candidate")]}),
                ]
            },
        ),
        Key("prior", "the rule for the weights before any data; weights with the candidates say own", {"enum": PRIORS}),
        Key(
            "weights",
            "with all-dags, weights by hand: structures with their weights, all others 0",
            _list_of(_in("candidate")),
        ),
        Key("penalty", "the factor for an arrow under edges and depth", _NUMBER),
        Key("equivalent_sample_size", "strength of the prior on tables, in rows", _NUMBER),
        Key(
            "max_parents",
            "structures in which a variable has more get no weight; or none",
            {"anyOf": [{"type": "integer", "minimum": 0, "maximum": 99}, {"const": "none"}]},
        ),
        Key("required", 'arrows that every structure must have, like "A -> B"', _one_or_list(_TEXT)),
        Key("forbidden", 'arrows that no structure may have, like "A -> B"', _one_or_list(_TEXT)),
        Key(
            "tiers",
            "groups of variables in the order of time: none has a cause in a later group, like [[A, B], [C]]",
            _list_of(_one_or_list(_TEXT)),
        ),
    ),
)
HYPOTHESES = Section(
    "a file of hypotheses",
    "candidates and prior in a file of their own, for a table of data",
    (
        Key("format", "1: the form that this file has", {"const": FORMAT}, required=True),
        Key("title", "what it is called", _TEXT),
        *(replace(key, required=key.name == "over") for key in BELIEF.keys),
    ),
)
CLAIMS = Section(
    "claims",
    "a person who claims an arrow whenever its probability is high enough, judged over many trials of two variables",
    (
        Key("rows", "how many rows a trial has", {"type": "integer", "minimum": 1, "maximum": MOST_ROWS}),
        Key("unrelated", "how often the two variables truly have nothing to do with one another", _NUMBER),
        Key("threshold", "the probability above which an arrow is claimed", _NUMBER),
    ),
)
_COST: dict[str, object] = {"anyOf": [_NUMBER, _in("cost")]}
COST = Section(
    "a cost",
    "what one way to gather rows costs",
    (
        Key("row", "for every row, 1 where it is left out", _NUMBER),
        Key("experiment", "once for each batch, however many rows it has", _NUMBER),
    ),
)
COSTS = Section(
    "the costs",
    "what experiments cost, each 1 a row unless it is said here; two variables at once cost the sum of both",
    (
        Key("watch", "a row of watching, or row and experiment", _COST),
        Key("set", "for variables, by name, setting them to a state", _map_to(_COST)),
        Key("randomise", "for variables, by name, drawing them at random", _map_to(_COST)),
        Key("push", "for variables, by name, pushing them towards a state", _map_to(_COST)),
        Key(
            "budget",
            "what all drawn rows together may cost, those of the lesson's own steps among them; or none",
            {"anyOf": [_NUMBER, {"const": "none"}]},
        ),
    ),
)
PLANNED = Section(
    "a step of the plan",
    "an experiment that is to be done; rows are only watched where nothing is set, randomised or pushed",
    (
        Key("rows", "how many rows are drawn", {"type": "integer", "minimum": 1}, required=True),
        _SET,
        _RANDOMISE,
        _PUSH,
    ),
)
_PLAN: dict[str, object] = _list_of(_in("planned"))
SHOW = Section(
    "show",
    "what is on screen at first",
    (
        Key("world", "covered until a step reveals it, or open", {"enum": ["covered", "open"]}),
        Key("rows", "how many rows the tool bar offers to draw", _ROWS),
        Key(
            "gains",
            "whether what experiments would tell is covered until the bet of a step is placed",
            {"enum": ["always", "after bet"]},
        ),
    ),
)
RECORD = Section(
    "a record",
    "rows that somebody gathered",
    (
        _SET,
        _RANDOMISE,
        _PUSH,
        _CHANGED,
        Key(
            "counts",
            "how often each configuration was seen: a state for each variable, and n",
            _list_of({"type": "object"}),
        ),
        Key(
            "rows",
            "the rows one by one: a code (0, 1, ...) for each variable, blanks between rows",
            {"type": "string"},
        ),
    ),
)
ASK = Section(
    "a question",
    "a question on which a bet is placed before the reveal",
    (
        Key("question", "the question", _TEXT, required=True),
        Key("choices", "the answers to choose from", _list_of(_TEXT, minItems=2), required=True),
        Key("answer", "the right one, word for word", _TEXT, required=True),
        Key("why", "why it is right", _TEXT),
    ),
)
BAR = Section(
    "a bar",
    "one line of a figure",
    (
        Key("label", "what stands beside the bar", _TEXT, required=True),
        Key("chance", 'the chance in the world, like "P(A = yes | do B = yes)"', _TEXT),
        Key("value", 'or what statements can speak of, from 0 to 1, like "weight of A -> B"', _TEXT),
    ),
)
FIGURE = Section(
    "a figure",
    "chances and the like drawn as bars",
    (
        Key("title", "what the bars show", _TEXT, required=True),
        Key("bars", "the lines", _list_of(_in("bar"), minItems=1), required=True),
        Key("when", "whether it is there at once or with the reveal", {"enum": ["at once", "reveal"]}),
    ),
)
ACTION = Section(
    "an action",
    "one thing that a step does",
    (
        Key("watch", "draw rows without setting anything", _ROWS),
        Key("act", "draw rows with what is set by hand", _ROWS),
        _SET,
        _RANDOMISE,
        _PUSH,
        Key("release", "let variables follow their causes again: all, or a list", _one_or_list(_TEXT)),
        Key("record", "add rows that somebody gathered", _in("record")),
        Key("table", "give variables of the world other probabilities", _map_to(_TABLE)),
        Key("seed", "change the seed; drawn rows are drawn again", _SEED),
        Key("equivalent_sample_size", "change the strength of the prior on tables, in rows", _NUMBER),
        Key("move", "put nodes elsewhere", _PLACES),
        Key("belief", "change the candidates or the prior; keys left out keep what is there", _in("belief")),
        Key(
            "as_if_watched",
            "whether belief is also worked out as if what was set by hand had only been seen",
            _YES_NO,
        ),
        Key(
            "costs",
            "change what experiments cost, and the budget; keys left out are as nobody had set them",
            _in("costs"),
        ),
    ),
)
STEP = Section(
    "a step",
    "one step of the lesson",
    (
        Key("title", "its heading", _TEXT, required=True),
        Key("text", "prose: paragraphs parted by blank lines, **bold**", _TEXT),
        Key("ask", "what to bet on before the reveal", _in("ask")),
        Key("hints", "up to three hints, from gentle to plain", _list_of(_TEXT, maxItems=MOST_HINTS)),
        Key(
            "do",
            'what the step does itself; "reset" clears all rows',
            _list_of({"anyOf": [{"const": "reset"}, _in("action")]}),
        ),
        Key("explain", "prose shown with the reveal", _TEXT),
        Key("reveal", "what is uncovered with the reveal", _one_or_list({"enum": ["world"]})),
        Key("figure", "chances and the like drawn as bars", _in("figure")),
        Key("claims", "whose claims this step speaks of", _in("claims")),
        Key("goal", "a statement that the learner tries to make true", _TEXT),
        Key("expect", "statements that hold once the step was played", _one_or_list(_TEXT)),
        Key("note", "a word to the person who presents the lesson", _TEXT),
    ),
)
BATCH = Section(
    "a batch",
    "rows of a saved session that came together",
    (
        Key(
            "start",
            "the number of the record at the start of the scenario that it is",
            {"type": "integer", "minimum": 1},
        ),
        Key("drawn", "whether the program drew it from the world", _YES_NO),
        _SET,
        _RANDOMISE,
        _PUSH,
        _CHANGED,
        Key("tables", "tables of the world it was drawn from that differ from the scenario's", _map_to(_TABLE)),
        Key("rows", "the rows: a code for each variable, blanks between rows", {"type": "string"}),
    ),
)
LESSON = Section(
    "the lesson",
    "how far the lesson of a saved session has come",
    (
        Key("step", "the step on screen, from 1", {"type": "integer", "minimum": 1}),
        Key("played", "how many steps were played", {"type": "integer", "minimum": 0}),
        Key("bets", "for each step the number of the answer bet on, from 1, or none", _list_of(_TEXT)),
        Key("hints", "for each step how many hints were taken", _list_of({"type": "integer"})),
    ),
)
SESSION = Section(
    "the session",
    "where a saved session stood; the program writes it",
    (
        Key("seed", "the seed", _SEED),
        _SET,
        _RANDOMISE,
        _PUSH,
        _CHANGED,
        Key("world", "covered or open", {"enum": ["covered", "open"]}),
        Key("positions", "where each node lies", _PLACES),
        Key("tables", "tables of the world that differ from the scenario's", _map_to(_TABLE)),
        Key("belief", "the belief where it differs from the scenario's", _in("belief")),
        Key("as_if_watched", "whether the belief of somebody who only watched is worked out too", _YES_NO),
        Key("costs", "what experiments cost, where that differs from the scenario's", _in("costs")),
        Key("plan", "what is to be done next, where that differs from the scenario's", _PLAN),
        Key(
            "pinned",
            "candidates kept in sight whatever their weight, a line of arrows each",
            _list_of(_TEXT),
        ),
        Key("lesson", "how far the lesson has come", _in("lesson")),
        Key("batches", "all rows, batch by batch", _list_of(_in("batch"))),
    ),
)
SCENARIO = Section(
    "a scenario",
    "A scenario of the causal-discovery sandbox: a world or a table of data, and a lesson on it.",
    (
        Key("format", "1: the form that this file has", {"const": FORMAT}, required=True),
        Key("title", "its name", _TEXT, required=True),
        Key("summary", "a sentence or two for the start screen", _TEXT),
        Key("goal", "what a learner will understand afterwards", _TEXT),
        Key("author", "who wrote it", _TEXT),
        Key("tags", "words to find it by", _one_or_list(_TEXT)),
        Key("minutes", "how long it takes", {"type": "integer", "minimum": 1}),
        Key("seed", "seed of every draw", _SEED),
        Key("world", WORLD.meaning, _in("world"), required=True),
        Key("belief", BELIEF.meaning, _in("belief")),
        Key("claims", "whose claims the lesson speaks of", _in("claims")),
        Key("data", "rows that are there from the start", _list_of(_in("record"))),
        Key("costs", COSTS.meaning, _in("costs")),
        Key("plan", "what is to be done, step by step", _PLAN),
        Key("show", SHOW.meaning, _in("show")),
        Key("steps", "the lesson", _list_of(_in("step"))),
        Key("session", SESSION.meaning, _in("session")),
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
