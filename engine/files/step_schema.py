"""Every key of the steps of a lesson: questions, figures, claims, and what a step does."""

from __future__ import annotations

from engine.files.experiment_schema import PUSH, RANDOMISE, SET
from engine.files.forms import Key, Section
from engine.files.shapes import (
    NUMBER,
    PLACES,
    ROWS,
    SEED,
    TABLE,
    TEXT,
    YES_NO,
    in_section,
    list_of,
    map_to,
    one_or_list,
)
from engine.questions.claims import MOST_ROWS

MOST_HINTS = 3

CLAIMS = Section(
    "claims",
    "a person who claims an arrow whenever its probability is high enough, judged over many trials of two variables",
    (
        Key("rows", "how many rows a trial has", {"type": "integer", "minimum": 1, "maximum": MOST_ROWS}),
        Key("unrelated", "how often the two variables truly have nothing to do with one another", NUMBER),
        Key("threshold", "the probability above which an arrow is claimed", NUMBER),
    ),
)
ASK = Section(
    "a question",
    "a question on which a bet is placed before the reveal",
    (
        Key("question", "the question", TEXT, required=True),
        Key("choices", "the answers to choose from", list_of(TEXT, minItems=2), required=True),
        Key("answer", "the right one, word for word", TEXT, required=True),
        Key("why", "why it is right", TEXT),
    ),
)
BAR = Section(
    "a bar",
    "one line of a figure",
    (
        Key("label", "what stands beside the bar", TEXT, required=True),
        Key("chance", 'the chance in the world, like "P(A = yes | do B = yes)"', TEXT),
        Key("value", 'or what statements can speak of, from 0 to 1, like "weight of A -> B"', TEXT),
    ),
)
FIGURE = Section(
    "a figure",
    "chances and the like drawn as bars",
    (
        Key("title", "what the bars show", TEXT, required=True),
        Key("bars", "the lines", list_of(in_section("bar"), minItems=1), required=True),
        Key("when", "whether it is there at once or with the reveal", {"enum": ["at once", "reveal"]}),
    ),
)
ACTION = Section(
    "an action",
    "one thing that a step does",
    (
        Key("watch", "draw rows without setting anything", ROWS),
        Key("act", "draw rows with what is set by hand", ROWS),
        SET,
        RANDOMISE,
        PUSH,
        Key("release", "let variables follow their causes again: all, or a list", one_or_list(TEXT)),
        Key("record", "add rows that somebody gathered", in_section("record")),
        Key("table", "give variables of the world other probabilities", map_to(TABLE)),
        Key("seed", "change the seed; drawn rows are drawn again", SEED),
        Key("equivalent_sample_size", "change the strength of the prior on tables, in rows", NUMBER),
        Key("move", "put nodes elsewhere", PLACES),
        Key("belief", "change the candidates or the prior; keys left out keep what is there", in_section("belief")),
        Key(
            "as_if_watched",
            "whether belief is also worked out as if what was set by hand had only been seen",
            YES_NO,
        ),
        Key(
            "costs",
            "change what experiments cost, and the budget; keys left out are as nobody had set them",
            in_section("costs"),
        ),
    ),
)
STEP = Section(
    "a step",
    "one step of the lesson",
    (
        Key("title", "its heading", TEXT, required=True),
        Key("text", "prose: paragraphs parted by blank lines, **bold**", TEXT),
        Key("ask", "what to bet on before the reveal", in_section("ask")),
        Key("hints", "up to three hints, from gentle to plain", list_of(TEXT, maxItems=MOST_HINTS)),
        Key(
            "do",
            'what the step does itself; "reset" clears all rows',
            list_of({"anyOf": [{"const": "reset"}, in_section("action")]}),
        ),
        Key("explain", "prose shown with the reveal", TEXT),
        Key(
            "reveal",
            'what is uncovered with the reveal; "gains", covered by "gains: after bet" until then, by the bet itself',
            one_or_list({"enum": ["world", "gains"]}),
        ),
        Key("figure", "chances and the like drawn as bars", in_section("figure")),
        Key("claims", "whose claims this step speaks of", in_section("claims")),
        Key("goal", "a statement that the learner tries to make true", TEXT),
        Key("expect", "statements that hold once the step was played", one_or_list(TEXT)),
        Key("note", "a word to the person who presents the lesson", TEXT),
    ),
)
