"""Every key of experiments: what was set by hand, what it costs, what is planned, and rows that somebody gathered."""

from __future__ import annotations

from engine.files.forms import Key, Section
from engine.files.shapes import NUMBER, PROBABILITIES, TEXT, in_section, list_of, map_to, one_or_list

SET = Key("set", "what was set by hand: a state for each variable", map_to(TEXT))
RANDOMISE = Key(
    "randomise",
    "what was drawn at random by hand: a list of variables, or the probabilities of each",
    {"anyOf": [one_or_list(TEXT), map_to(PROBABILITIES)]},
)
PUSH = Key(
    "push",
    "what was pushed by hand halfway towards a state while it still followed its causes: a state for each variable",
    map_to(TEXT),
)
CHANGED = Key(
    "changed",
    "what followed its causes by another table: a list of variables, or for each the name of that table, or its "
    "probabilities row by row",
    {"anyOf": [one_or_list(TEXT), map_to({"anyOf": [TEXT, list_of(NUMBER)]})]},
)
_COST: dict[str, object] = {"anyOf": [NUMBER, in_section("cost")]}
COST = Section(
    "a cost",
    "what one way to gather rows costs",
    (
        Key("row", "for every row, 1 where it is left out", NUMBER),
        Key("experiment", "once for each batch, however many rows it has", NUMBER),
    ),
)
COSTS = Section(
    "the costs",
    "what experiments cost, each 1 a row unless it is said here; two variables at once cost the sum of both",
    (
        Key("watch", "a row of watching, or row and experiment", _COST),
        Key("set", "for variables, by name, setting them to a state", map_to(_COST)),
        Key("randomise", "for variables, by name, drawing them at random", map_to(_COST)),
        Key("push", "for variables, by name, pushing them towards a state", map_to(_COST)),
        Key(
            "budget",
            "what all drawn rows together may cost, those of the lesson's own steps among them; or none",
            {"anyOf": [NUMBER, {"const": "none"}]},
        ),
    ),
)
PLANNED = Section(
    "a step of the plan",
    "an experiment that is to be done; rows are only watched where nothing is set, randomised or pushed",
    (
        Key("rows", "how many rows are drawn", {"type": "integer", "minimum": 1}, required=True),
        SET,
        RANDOMISE,
        PUSH,
    ),
)
PLAN: dict[str, object] = list_of(in_section("planned"))
RECORD = Section(
    "a record",
    "rows that somebody gathered",
    (
        SET,
        RANDOMISE,
        PUSH,
        CHANGED,
        Key(
            "counts",
            "how often each configuration was seen: a state for each variable, and n",
            list_of({"type": "object"}),
        ),
        Key(
            "rows",
            "the rows one by one: a code (0, 1, ...) for each variable, blanks between rows",
            {"type": "string"},
        ),
    ),
)
