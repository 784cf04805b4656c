"""Every key of what a saved session adds to its scenario; the program writes it."""

from __future__ import annotations

from engine.files.experiment_schema import CHANGED, PLAN, PUSH, RANDOMISE, SET
from engine.files.forms import Key, Section
from engine.files.shapes import PLACES, SEED, TABLE, TEXT, YES_NO, in_section, list_of, map_to

BATCH = Section(
    "a batch",
    "rows of a saved session that came together",
    (
        Key(
            "start",
            "the number of the record at the start of the scenario that it is",
            {"type": "integer", "minimum": 1},
        ),
        Key("drawn", "whether the program drew it from the world", YES_NO),
        SET,
        RANDOMISE,
        PUSH,
        CHANGED,
        Key("tables", "tables of the world it was drawn from that differ from the scenario's", map_to(TABLE)),
        Key("rows", "the rows: a code for each variable, blanks between rows", {"type": "string"}),
    ),
)
LESSON = Section(
    "the lesson",
    "how far the lesson of a saved session has come",
    (
        Key("step", "the step on screen, from 1", {"type": "integer", "minimum": 1}),
        Key("played", "how many steps were played", {"type": "integer", "minimum": 0}),
        Key("bets", "for each step the number of the answer bet on, from 1, or none", list_of(TEXT)),
        Key("hints", "for each step how many hints were taken", list_of({"type": "integer"})),
    ),
)
SESSION = Section(
    "the session",
    "where a saved session stood; the program writes it",
    (
        Key("seed", "the seed", SEED),
        SET,
        RANDOMISE,
        PUSH,
        CHANGED,
        Key("world", "covered or open", {"enum": ["covered", "open"]}),
        Key("positions", "where each node lies", PLACES),
        Key("tables", "tables of the world that differ from the scenario's", map_to(TABLE)),
        Key("belief", "the belief where it differs from the scenario's", in_section("belief")),
        Key("as_if_watched", "whether the belief of somebody who only watched is worked out too", YES_NO),
        Key("costs", "what experiments cost, where that differs from the scenario's", in_section("costs")),
        Key("plan", "what is to be done next, where that differs from the scenario's", PLAN),
        Key(
            "pinned",
            "candidates kept in sight whatever their weight, a line of arrows each",
            list_of(TEXT),
        ),
        Key("lesson", "how far the lesson has come", in_section("lesson")),
        Key("batches", "all rows, batch by batch", list_of(in_section("batch"))),
    ),
)
