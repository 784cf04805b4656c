"""What the panel of paths says: the verdict, why a path is open or blocked, and by how much one tells of the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.networks.network import BayesianNetwork
from engine.networks.separation import Junction, Path, Paths
from engine.questions.telling import Supposed, Telling
from gui.controls.numbers import count, listed_words, probability

COVERED = "The world is covered: its paths are not for you to see yet."
NO_WORLD = "This is a table of data: there is no world here, so there are no paths to follow."
TOO_FEW = "Paths run between two variables. Add another one to the world."
WAITING = "Working it out ..."
SEPARATED, CONNECTED = "d-separated", "not d-separated"
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_KINDS = {"chain": "Chain", "fork": "Fork", "collider": "Collider"}
SAID_IN_FULL = 2


@dataclass(frozen=True)
class Reason:
    """Why a path is open or blocked: a sentence or two, and the field's words."""

    words: str
    term: str

    @property
    def spoken(self) -> str:
        """Both."""
        return f"{self.words} {self.term}."


def verdict(paths: Paths) -> str:
    """Return whether one tells anything about the other, and how many paths are open."""
    total, opened = len(paths.found), len(paths.open)
    if paths.separated:
        if not total:
            return "No: nothing connects them."
        if not paths.complete:
            return f"No: every path is blocked, and there are more than {count(total)}."
        return f"No: {_all(total)} {'is' if total == 1 else 'are'} blocked."
    if not paths.complete:
        return f"Yes: {_number(opened)} of the {count(total)} shortest paths {_is(opened)} open."
    if opened == total:
        return f"Yes: {_all(total)} {_is(total)} open."
    return f"Yes: {_number(opened)} of {_number(total)} paths {_is(opened)} open."


def question_words(x: str, y: str, known: Mapping[str, int], network: BayesianNetwork) -> str:
    """Return the question, with the state in which each known variable was seen."""
    states = {name: network.variables[network.index(name)].states for name in known}
    given = listed_words([f"{name} is {states[name][code]}" for name, code in known.items()])
    return f"Does {x} tell anything about {y}{f' when we know that {given}' if given else ''}?"


def marks_sentence(x: str, y: str, paths: Paths, chosen: Path | None, network: BayesianNetwork) -> str:
    """Return what is drawn upon the world, in words: all paths, or the chosen one with its reason."""
    if chosen is None:
        return f"Does {x} tell anything about {y}? {verdict(paths)}"
    return f"{'Open' if chosen.is_open else 'Blocked'}: {reason(chosen, network).spoken}"


def term_of(paths: Paths) -> str:
    """Return the field's word for the verdict."""
    return SEPARATED if paths.separated else CONNECTED


def reason(path: Path, network: BayesianNetwork) -> Reason:
    """Return why a path is open, or all that blocks it."""
    names = network.names
    if not path.junctions:
        parent, child = path.arrows()[0]
        return Reason(f"{names[parent]} is a direct cause of {names[child]}: nothing lies between.", "Arrow")
    if path.is_open:
        return Reason(_why_open(path, names), _terms(path.junctions))
    blocks = path.blocks
    said = " ".join(_why_blocked(block, network) for block in blocks[:SAID_IN_FULL])
    more = [f"{names[block.node]} ({block.kind})" for block in blocks[SAID_IN_FULL:]]
    said += f" It is blocked at {listed_words(more)} as well." if more else ""
    return Reason(said, _terms(blocks))


def supposed_known(supposed: Supposed, network: BayesianNetwork) -> str:
    """Return what would be known: "nothing", "Cloudy", "Cloudy and Wet grass"; what nobody can measure is marked."""
    return listed_words([name_of(node, network) for node in supposed.known]) or "nothing"


def name_of(node: int, network: BayesianNetwork) -> str:
    """Return the name of a variable, and that it is hidden where nobody can measure it."""
    return f"{network.names[node]} (hidden)" if node in network.hidden else network.names[node]


def supposed_reason(paths: Paths, names: Sequence[str]) -> str:
    """Return in a few words why one tells about the other then, or does not."""
    total, opened = len(paths.found), len(paths.open)
    if paths.separated:
        blocked = "nothing connects them" if not total else f"{_all(total)} blocked"
        return f"{blocked}: {SEPARATED}"
    if opened == 1 and paths.complete:
        return _through(paths.open[0], names)
    if opened == total and paths.complete:
        return f"{_all(total)} open"
    return f"{_number(opened)} of {_number(total)} paths open"


def chances_sentence(found: Telling, network: BayesianNetwork) -> str:
    """Return how likely the second is for each state of the first, or why that cannot be said; "" while not known."""
    if found.problem:
        return f"The probabilities cannot be worked out: {found.problem}"
    if not found.chances:
        return ""
    x, y = network.variables[found.x], network.variables[found.y]
    given = [f"{network.names[node]} is {network.variables[node].states[code]}" for node, code in found.known.items()]
    possible = [(x.states[code], chance) for code, chance in enumerate(found.chances) if chance is not None]
    if not possible:
        return f"It never happens that {listed_words(given)}: nothing follows from it."
    parts = [f"{probability(chance)} if {x.name if not place else 'it'} is {state}"
             for place, (state, chance) in enumerate(possible)]  # fmt: skip
    said = f"{y.name} is {y.states[found.target]} with probability {listed_words(parts)}."
    if given:
        said = f"When {listed_words(given)}, {said}"
    if found.at_random:
        held = listed_words([network.names[end] for end in found.at_random])
        one = len(found.at_random) == 1
        why = f"{held} {'is' if one else 'are'} held by hand, and what never changes tells nothing."
        said = f"{why} Were {'it' if one else 'they'} set at random instead: {said}"
    never = [x.states[code] for code, chance in enumerate(found.chances) if chance is None]
    if never:
        said += f" Then {x.name} is never {listed_words(never)}."
    elif found.paths.separated and len(possible) > 1:
        said += " It makes no difference."
    if x.cardinality > len(found.chances):
        said += f" These are the first {len(found.chances)} of its {x.cardinality} states."
    return said


def cut_short(paths: Paths, shown: int) -> str:
    """Return what to say below a list that shows only some paths; "" when it shows all."""
    total = len(paths.found)
    if not paths.complete:
        return f"There are more than {count(total)} paths. The {count(min(shown, total))} shortest stand here."
    return f"There are {count(total)} paths. The {count(shown)} shortest stand here." if total > shown else ""


def _why_open(path: Path, names: Sequence[str]) -> str:
    said = []
    for junction in path.junctions:
        name = names[junction.node]
        if junction.kind == "collider":
            links = "finding one cause makes the other less needed" if len(path.nodes) == 3 else "that links its causes"
            if junction.known:
                said.append(f"Both arrows meet at {name} and it is known: {links}.")
            elif junction.opener is not None:
                said.append(f"Both arrows meet at {name} and its effect {names[junction.opener]} is known: {links}.")
        elif junction.kind == "fork":
            said.append(f"{name} is a shared cause and it is not known: one effect tells of the other.")
    between = [names[junction.node] for junction in path.junctions if junction.kind == "chain"]
    if between:
        lies, known = ("lies", "is") if len(between) == 1 else ("lie", "are")
        said.append(f"{listed_words(between)} {lies} on the way and {known} not known.")
    return " ".join(said)


def _why_blocked(block: Junction, network: BayesianNetwork) -> str:
    name = network.names[block.node]
    if block.kind == "fork":
        return f"{name} is the shared cause and it is known: nothing more passes through it."
    if block.kind == "chain":
        return f"{name} lies on the way and it is known: nothing more passes through it."
    if not network.dag.children(block.node):
        return f"Both arrows meet at {name} and it is not known: one cause tells nothing of the other."
    neither = f"Both arrows meet at {name}, and neither it nor an effect of it is known"
    return f"{neither}: its causes tell nothing of each other."


def _through(path: Path, names: Sequence[str]) -> str:
    if not path.junctions:
        return "by the arrow between them"
    if len(path.junctions) == 1 and path.junctions[0].kind == "fork":
        return f"through the shared cause, {names[path.junctions[0].node]}"
    return f"through {listed_words([names[junction.node] for junction in path.junctions])}"


def _terms(junctions: Sequence[Junction]) -> str:
    words = [_KINDS[kind] for kind in dict.fromkeys(junction.kind for junction in junctions)]
    return listed_words([word if not place else word.lower() for place, word in enumerate(words)])


def _number(value: int) -> str:
    return _NUMBERS[value] if value < len(_NUMBERS) else count(value)


def _all(total: int) -> str:
    return "the only path" if total == 1 else "both paths" if total == 2 else f"all {_number(total)} paths"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"
