"""Files of hypotheses that several tests read: one that is sound, and many that are not."""

from __future__ import annotations

SLOTS = """format: 1
title: Two lamps
over: [A, B]
candidates:
  - unrelated
  - {shape: direct, of: [A, B]}
  - [[B, A]]
  - {shape: hidden common cause, of: [A, B], hidden: {C: open}}
prior: uniform
"""


def one(*candidates: str, over: str = "[A, B]", more: str = "") -> str:
    """Return a file with these candidates, the first in line 4."""
    lines = "".join(f"  - {line}\n" for line in candidates)
    return f"format: 1\nover: {over}\ncandidates:\n{lines}{more}"


AT = "hypotheses, candidates"
# What is wrong, and the one message it gets.
BAD: dict[str, tuple[str, str]] = {
    "a slot filled twice": (
        one("unrelated", "{shape: direct, of: [A, A]}"),
        f'line 5, {AT}: A is put into two slots of "direct". Put a different variable into each slot.',
    ),
    "a slot left free": (
        one("{shape: chain, of: [A, B]}"),
        f'line 4, {AT}: "chain" has 3 slots, and 2 variables were given. Fill every slot with one variable.',
    ),
    "slots not spoken of": (
        one("{shape: direct}"),
        f'line 4, {AT}: it is not said which variables go into "direct". Add of: with 2 of them, or of: all.',
    ),
    "more slots than variables": (
        one("{shape: collider, of: all}"),
        f'line 4, {AT}: "collider" has 3 slots, and belief is about 2 variables. '
        "Choose a smaller shape, or belief over more variables.",
    ),
    "a circle": (
        one("unrelated", "A -> B -> A"),
        f'line 5, {AT}: "A -> B -> A" closes a circle: A, B, A. Leave one of its arrows out.',
    ),
    "a circle of pairs": (
        one("[[A, B], [B, A]]"),
        f"line 4, {AT}: these arrows close a circle: A, B, A. Leave one of its arrows out.",
    ),
    "a circle through something hidden": (
        one("A -> (C) -> B -> A"),
        f'line 4, {AT}: "A -> (C) -> B -> A" closes a circle: A, C, B, A. Leave one of its arrows out.',
    ),
    "a negative weight": (
        one("{structure: unrelated, weight: -1}", "{structure: A -> B, weight: 2}"),
        f"line 4, {AT}: a candidate has the weight -1. Give each candidate a weight of 0 or more.",
    ),
    "no weight but 0": (
        one("{structure: unrelated, weight: 0}", "{structure: A -> B, weight: 0}"),
        f"line 4, {AT}: every candidate has the weight 0. Give at least one of them a weight above 0.",
    ),
    "a weight for some": (
        one("{structure: unrelated, weight: 1}", "A -> B"),
        f"line 5, {AT}: A -> B has no weight, and others have. Give all of them one, or none.",
    ),
    "a weight that is no number": (
        one("{structure: unrelated, weight: .nan}"),
        f'line 4, {AT}, weight: ".nan" is no number. Write it like 0.25 or 81/87.',
    ),
    "weights and a rule": (
        one("{structure: unrelated, weight: 1}", more="prior: pundit\n"),
        'line 5, hypotheses, prior: the candidates have weights of their own, and the prior is "pundit". '
        "Leave one of the two out.",
    ),
    "a rule that asks for weights": (
        one("A -> B", more="prior: own\n"),
        "line 5, hypotheses, prior: the weights of one's own are missing. Give each candidate a weight of 0 or more.",
    ),
    "a hidden one named like a seen one": (
        one("A <- (B) -> B"),
        f'line 4, {AT}: a hidden variable is called "B", like one that is seen. Give the hidden one another name.',
    ),
    "a hidden slot named like a seen one": (
        one("{shape: hidden common cause, of: [A, B], hidden: {B: 2}}"),
        f'line 4, {AT}: a hidden variable is called "B", like one that is seen. Give the hidden one another name.',
    ),
    "a hidden one with one effect": (
        one("(C) -> B"),
        f"line 4, {AT}: the hidden variable C has one effect only, so that nothing can be seen of it. "
        "Draw arrows from it to two variables, or leave it out.",
    ),
    "a hidden one with one state": (
        one('"A <- (C: 1) -> B"'),
        f"line 4, {AT}: the hidden variable C has 1 state. Give it 2 to 10, or leave their number open.",
    ),
    "a hidden slot with one state": (
        one("{shape: hidden common cause, of: [A, B], hidden: {C: 1}}"),
        f'line 4, {AT}, hidden: "1" is no number of states for C. Write 2 to 10, or open.',
    ),
    "a size with thousands of digits": (
        one("{structure: A <- (C) -> B, hidden: {C: %s}}" % ("9" * 6000)),
        f'line 4, {AT}, hidden: "{"9" * 40}" is no number of states for C. Write 2 to 10, or open.',
    ),
    "a line with thousands of digits": (
        one(f'"A <- (C: {"9" * 6000}) -> B"'),
        f'line 4, {AT}: "A <- (C: {"9" * 191}..." has "(C: {"9" * 197}...)", which is no hidden variable. '
        'Write it like "(C)", or "(C: 2)" for one of two states.',
    ),
    "a map in a slot": (
        one("{shape: direct, of: {A: B}}"),
        f"line 4, {AT}, of: a text is wanted here, not a list or keys. Put it in quotes if it is one.",
    ),
    "a list for a shape": (
        one("{shape: [direct], of: all}"),
        f"line 4, {AT}, shape: a text is wanted here, not a list or keys. Put it in quotes if it is one.",
    ),
    "a size that is no number": (
        one("{structure: A <- (C) -> B, hidden: {C: many}}"),
        f'line 4, {AT}, hidden: "many" is no number of states for C. Write 2 to 10, or open.',
    ),
    "a size for one that is not there": (
        one("{structure: A <- (C) -> B, hidden: {D: 2}}"),
        f'line 4, {AT}: "A <- (C) -> B" has no hidden variable "D". Write (D) where it stands, or leave it out.',
    ),
    "sizes for more than a shape hides": (
        one("{shape: direct, of: [A, B], hidden: {C: 2}}"),
        f'line 4, {AT}: a hidden variable is named, and "direct" has nothing hidden. Name no more than it has.',
    ),
    "a line that needs quotes": (
        one("A <- (C: 2) -> B"),
        f"line 4, {AT}: a line with a colon and a blank in it is read as a key with a value. "
        'Put it in quotes, like "A <- (C: 2) -> B".',
    ),
    "an unknown shape": (
        one("{shape: triangle, of: [A, B]}"),
        f'line 4, {AT}: there is no shape called "triangle". There are: "unrelated", "direct", "reverse", '
        '"hidden common cause", "chain", "common cause", "collider", "confounded", "mediator", '
        '"confounded mediator", "instrument", "hidden cause of three".',
    ),
    "an unknown variable": (
        one("A -> D"),
        f'line 4, {AT}: "A -> D" speaks of "D", which is not a variable here. The variables are: A, B.',
    ),
    "an unknown variable between two": (
        one("A <- D -> B"),
        f'line 4, {AT}: "A <- D -> B" speaks of "D", which is not a variable here. '
        "The variables are: A, B. If nobody can see it, write (D).",
    ),
    "an unknown variable in a slot": (
        one("{shape: direct, of: [A, D]}"),
        f'line 4, {AT}: there is no variable "D" to put into "direct". Known here: A, B, all.',
    ),
    "one listed twice": (
        one("A -> B", "{shape: direct, of: [A, B]}"),
        f"line 5, {AT}: A -> B is listed twice. It stands in line 4 already; leave one out.",
    ),
    "one listed twice under two names": (
        one("A <-> B", "A <- (C) -> B"),
        f"line 5, {AT}: A <- (C) -> B is listed twice. It stands in line 4 already; leave one out.",
    ),
    "a structure and a shape": (
        one("{shape: direct, of: [A, B], structure: A -> B}"),
        f"line 4, {AT}: a candidate has a structure and a shape. Give it one of the two: structure, or shape with of.",
    ),
    "no candidates": (
        "format: 1\nover: [A, B]\ncandidates: []\n",
        f"line 3, {AT}: there are no candidates. List at least one structure.",
    ),
    "nothing left": (
        one("A -> B", more="forbidden: [A -> B]\n"),
        "line 1, hypotheses: the assumptions leave no candidate with any weight. "
        "Allow more arrows or list other candidates.",
    ),
    "a key that is not known": (
        "format: 1\nover: [A, B]\ncandidate: [A -> B]\n",
        'line 3, hypotheses: there is no key "candidate" in a file of hypotheses. Perhaps "candidates" was meant.',
    ),
    "a key twice": (
        "format: 1\nover: [A, B]\ncandidates: [A -> B]\ncandidates: [unrelated]\n",
        'line 4, hypotheses: the key "candidates" appears twice. It was in line 3.',
    ),
    "no variables": (
        "format: 1\ncandidates: [A -> B]\n",
        'line 1, hypotheses: the key "over" is missing. '
        "Add it: the variables it is about: at most 6 for a list, 20 for all DAGs.",
    ),
    "too many variables for a list": (
        one("A -> B", over="[A, B, C, D, E, F, G]"),
        f"line 4, {AT}: belief over 7 variables was asked for. Choose between 1 and 6 variables.",
    ),
    "an unknown rule": (
        one("A -> B", more="prior: gut\n"),
        'line 5, hypotheses, prior: there is no prior called "gut". There are: "uniform", "edges", "parents", '
        '"classes", "depth", "orders", "scientist", "pundit", "own".',
    ),
    "something else": (
        "name: Rain\nage: 7\n",
        "line 1: these are no hypotheses. Begin with format: 1 and over:, the variables that they are about.",
    ),
    "an alias": (
        "format: 1\nover: &all [A, B]\ncandidates: [A -> B]\n",
        "line 2: & and * refer to other places of the file. Write it out, or put it in quotes.",
    ),
    "another format": (
        "format: 2\nover: [A, B]\n",
        "line 1: the file has format 2; this version of the program reads format 1. "
        "Open it with a newer version of the program.",
    ),
}
