"""Every key of what may be true: candidates, prior, and a file that holds nothing else."""

from __future__ import annotations

from dataclasses import replace

from engine.files.forms import Key, Section
from engine.files.shapes import FORMAT, NUMBER, TEXT, in_section, list_of, map_to, one_or_list
from engine.hypotheses.candidate import MOST_HIDDEN_STATES
from engine.hypotheses.templates import TEMPLATES
from engine.posterior.assumptions import PRIORS

CANDIDATE = Section(
    "a candidate",
    "a structure with its weight, or a shape whose slots are filled with variables",
    (
        Key(
            "structure",
            'a line like "A <- (C) -> B", names in round brackets hidden, or pairs [[A, B], [C, B]]',
            {"anyOf": [TEXT, list_of(list_of(TEXT))]},
        ),
        Key("shape", "the name of a shape, in place of a structure", {"enum": [each.key for each in TEMPLATES]}),
        Key(
            "of",
            "the variables that go into the slots of the shape, in their order, or all: every assignment",
            one_or_list(TEXT),
        ),
        Key(
            "hidden",
            "for hidden variables, by name, the number of their states, or open",
            map_to({"anyOf": [{"const": "open"}, {"type": "integer", "minimum": 2, "maximum": MOST_HIDDEN_STATES}]}),
        ),
        Key("weight", "its weight before any data, 0 or more; with all, that of every assignment", NUMBER),
    ),
)
BELIEF = Section(
    "the belief",
    "the structures among which belief is shared, and what weights start from",
    (
        Key("over", "the variables it is about: at most 6 for a list, 20 for all DAGs", one_or_list(TEXT)),
        Key(
            "candidates",
            'all-dags, or a list of structures like "A -> B <- C", "A <- (C) -> B" with C hidden, "unrelated", or '
            "[[A, B], [C, B]], of structures with weights, and of shapes with variables in their slots; in lines, "
            "names that hold an arrow, a comma or a semicolon stand in double quotes",
            {
                "anyOf": [
                    {"const": "all-dags"},
                    list_of({"anyOf": [TEXT, list_of(list_of(TEXT)), in_section("candidate")]}),
                ]
            },
        ),
        Key("prior", "the rule for the weights before any data; weights with the candidates say own", {"enum": PRIORS}),
        Key(
            "weights",
            "with all-dags, weights by hand: structures with their weights, all others 0",
            list_of(in_section("candidate")),
        ),
        Key("penalty", "the factor for an arrow under edges and depth", NUMBER),
        Key("equivalent_sample_size", "strength of the prior on tables, in rows", NUMBER),
        Key(
            "max_parents",
            "structures in which a variable has more get no weight; or none",
            {"anyOf": [{"type": "integer", "minimum": 0, "maximum": 99}, {"const": "none"}]},
        ),
        Key("required", 'arrows that every structure must have, like "A -> B"', one_or_list(TEXT)),
        Key("forbidden", 'arrows that no structure may have, like "A -> B"', one_or_list(TEXT)),
        Key(
            "tiers",
            "groups of variables in the order of time: none has a cause in a later group, like [[A, B], [C]]",
            list_of(one_or_list(TEXT)),
        ),
    ),
)
HYPOTHESES = Section(
    "a file of hypotheses",
    "candidates and prior in a file of their own, for a table of data",
    (
        Key("format", "1: the form that this file has", {"const": FORMAT}, required=True),
        Key("title", "what it is called", TEXT),
        *(replace(key, required=key.name == "over") for key in BELIEF.keys),
    ),
)
