"""How a structure is written in a line of text: ``A -> B <- C; D`` or ``unrelated``.

Hidden variables stand in round brackets: ``A <- (C) -> B`` for one of open size, ``A <- (C: 2) -> B`` for one of two
states. ``A <-> B`` is short for a hidden cause of open size that nobody named; elsewhere one without a name is ``(?)``,
and others in the same line ``(?2)``, ``(?3)`` ...

Any name can be written in double quotes, a quote in it doubled: ``"x, y" -> "5"" pipe"``. Names must be that hold
an arrow, a comma or a semicolon, or that begin with a quote or a bracket or begin or end with a blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count

from engine.hypotheses.candidate import Candidate, HiddenVariable
from engine.networks.dag import CycleError, Dag, bits
from engine.problems import InvalidInput, Problem

UNRELATED = "unrelated"
BACKWARDS = ("<-", "\N{LEFTWARDS ARROW}")
COMMON_CAUSE = "<->"
NAMELESS = "?"
# No more of a line is said again in a message.
_LONGEST_QUOTED = 200
_PART = re.compile(
    r"""\s*(?:
        (?P<arrow> <-> | -> | <- | \N{RIGHTWARDS ARROW} | \N{LEFTWARDS ARROW} )
      | (?P<stop> [,;] )
      | (?P<hidden> \( [^()]* \) ) (?= \s* (?: \Z | <-> | -> | <- | [,;\N{RIGHTWARDS ARROW}\N{LEFTWARDS ARROW}] ) )
      | "(?P<quoted> (?:[^"]|"")* )" (?= \s* (?: \Z | <-> | -> | <- | [,;\N{RIGHTWARDS ARROW}\N{LEFTWARDS ARROW}] ) )
      | (?P<bare> (?: (?! <-> | -> | <- ) [^,;\N{RIGHTWARDS ARROW}\N{LEFTWARDS ARROW}] )+ )
    )""",
    re.VERBOSE,
)
_NEEDS_QUOTES = re.compile(r'\A["\s(]|\s\Z|->|<-|[,;\N{RIGHTWARDS ARROW}\N{LEFTWARDS ARROW}]')


class HiddenName(str):
    """A name in round brackets, as it stands there: that of a hidden variable, and perhaps how many states it has."""

    __slots__ = ()


def parse_structure(text: str, names: Sequence[str]) -> Dag:
    """Return the DAG that a line of text describes; nothing in it may be hidden.

    Parameters
    ----------
    text
        Chains of names joined by ``->`` and ``<-`` (or real arrows), chains parted by ``,`` or ``;``. Names that
        no chain mentions have no arrows. ``unrelated`` is the graph without arrows.
    names
        Names of the nodes, in order.

    Raises
    ------
    InvalidInput
        For an empty line, an unknown name, an arrow without an end, arrows that close a circle, or something hidden.
    """
    candidate = parse_candidate(text, names)
    if candidate.hidden:
        raise InvalidInput(
            Problem(f'"{text}" has something hidden in it', "Only variables that are seen can stand here")
        )
    return candidate.graph


def parse_candidate(text: str, names: Sequence[str], sizes: Mapping[str, int | None] | None = None) -> Candidate:
    """Return the candidate that a line of text describes, hidden variables and all.

    Parameters
    ----------
    text
        As for `parse_structure`; names in round brackets are hidden variables, and ``<->`` joins the effects of one.
    names
        Names of what is seen, in order.
    sizes
        How many states hidden variables of the line have, by name; None leaves the number open.

    Raises
    ------
    InvalidInput
        As `parse_structure`, and for hidden variables that cannot be (see `Candidate`), or that are called like one
        that is seen.
    """
    if text.strip().lower() == UNRELATED and UNRELATED not in names:
        return Candidate.of(Dag((0,) * len(names)))
    return candidate_of_chains(chains_of(text), names, text, sizes)


def candidate_of_chains(
    chains: Iterable[Sequence[str | None]],
    names: Sequence[str],
    text: str,
    sizes: Mapping[str, int | None] | None = None,
) -> Candidate:
    """Return the candidate of chains as `chains_of` gives them; `text` is the line they stand in, for messages.

    Raises
    ------
    InvalidInput
        As `parse_candidate`.
    """
    text = _quoted(text)
    reader = _Reader(text, names)
    empty = True
    for parts in chains:
        reader.read_chain(parts)
        empty = False
    if empty:
        raise InvalidInput(Problem("no structure is given", f'Write it like "A -> B", or "{UNRELATED}"'))
    reader.give_sizes(sizes or {})
    return candidate_from(len(names), reader.edges, tuple(reader.hidden), names, text)


def candidate_from(
    n: int, edges: Sequence[tuple[int, int]], hidden: tuple[HiddenVariable, ...], names: Sequence[str], text: str = ""
) -> Candidate:
    """Return the candidate with the given (parent, child) pairs; nodes from `n` on are the hidden variables.

    `text` is the line that said so, for the message when they close a circle.

    Raises
    ------
    InvalidInput
        When the arrows close a circle, or the hidden variables cannot be or are named like seen ones.
    """
    try:
        graph = Dag.from_edges(n + len(hidden), edges)
    except CycleError as error:
        called = [*names, *(each.name or "a hidden cause" for each in hidden)]
        circle = ", ".join(called[node] for node in error.cycle)
        what = f'"{text}" closes a circle: {circle}' if text else f"these arrows close a circle: {circle}"
        raise InvalidInput(Problem(what, "Leave one of its arrows out")) from None
    candidate = Candidate(n, graph, hidden)
    problems = candidate.name_problems(names)
    if problems:
        raise InvalidInput(*problems)
    return candidate


def format_structure(dag: Dag, names: Sequence[str]) -> str:
    """Return the line of text that `parse_structure` reads back: arrows by parent, then child."""
    return displayed_structure(dag, [written_name(name) for name in names])


def format_candidate(candidate: Candidate, names: Sequence[str]) -> str:
    """Return the line of text that `parse_candidate` reads back, hidden variables without a name called U, U2 ..."""
    hidden = candidate.hidden_names(names)
    return _line(candidate, (*map(written_name, names), *hidden), " -> ", " <-> ")


def kept_candidate(candidate: Candidate, names: Sequence[str]) -> str:
    """Return the line of text that `parse_candidate` reads back as it was, hidden variables without a name included.

    A name that nobody gave would be taken for that of the same variable in other candidates.
    """
    labels = (NAMELESS if not place else f"{NAMELESS}{place + 1}" for place in count())
    free = (label for label in labels if f"({label})" not in names)
    hidden = [each.name or label for each, label in zip(candidate.hidden, free, strict=False)]
    return _line(candidate, (*map(written_name, names), *hidden), " -> ", " <-> ")


def displayed_structure(dag: Dag, names: Sequence[str], arrow: str = " -> ") -> str:
    """Return the same line for the eye alone: names as they are, with an arrow of one's own."""
    return displayed_candidate(Candidate.of(dag), names, arrow)


def displayed_candidate(candidate: Candidate, names: Sequence[str], arrow: str = " -> ", joined: str = " <-> ") -> str:
    """Return the line of a candidate for the eye alone: names as they are, with arrows of one's own."""
    return _line(candidate, candidate.all_names(names), arrow, joined)


def _line(candidate: Candidate, names: Sequence[str], arrow: str, joined: str) -> str:
    parts = [f"{names[parent]}{arrow}{names[child]}" for parent, child in sorted(candidate.seen.edges())]
    hidden = zip(names[candidate.n :], candidate.hidden, strict=True)
    called = [*names[: candidate.n], *(f"({_with_states(name, each)})" for name, each in hidden)]
    # An arrow in words has no way back.
    back = arrow.replace(">", "").replace("-", "<-").replace("\N{RIGHTWARDS ARROW}", "\N{LEFTWARDS ARROW}")
    for number, each in enumerate(candidate.hidden):
        node = candidate.n + number
        causes = [parent for parent in bits(candidate.graph.parents[node]) if parent < candidate.n]
        effects = candidate.children_of_hidden(number)
        parts += [f"{called[cause]}{arrow}{called[node]}" for cause in causes]
        named = each.name or each.states is not None or max(effects) >= candidate.n
        if len(effects) == 2 and not candidate.graph.parents[node] and (back != arrow or not named):
            between = f"{back}{called[node]}{arrow}" if named else joined
            parts.append(f"{called[effects[0]]}{between}{called[effects[1]]}")
        else:
            parts += [f"{called[node]}{arrow}{called[effect]}" for effect in effects]
    return ", ".join(parts) if parts else UNRELATED


def _with_states(name: str, hidden: HiddenVariable) -> str:
    return name if hidden.states is None else f"{name}: {hidden.states}"


def written_name(name: str) -> str:
    """Return a name as it stands in a structure: in quotes where it could not be read otherwise."""
    return '"' + name.replace('"', '""') + '"' if needs_quotes(name) else name


def needs_quotes(name: str) -> bool:
    """Return whether a name can be read in a structure only when it stands in quotes."""
    return _NEEDS_QUOTES.search(name) is not None


def chains_of(text: str) -> Iterator[list[str | None]]:
    """Yield each chain as names at even places, None where one is missing, and the arrows between them."""
    chain: list[str | None] = [None]
    for part in _PART.finditer(text):
        arrow, stop, hidden, quoted, bare = part.groups()
        if arrow is not None:
            chain += [arrow, None]
        elif stop is not None:
            if chain != [None]:
                yield chain
            chain = [None]
        elif hidden is not None:
            chain[-1] = HiddenName(hidden[1:-1].strip())
        elif quoted is not None:
            chain[-1] = quoted.replace('""', '"')
        elif bare.strip():
            chain[-1] = bare.strip()
    if chain != [None]:
        yield chain


def _quoted(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTED else f"{text[:_LONGEST_QUOTED]}..."


class _Reader:
    # Collects the arrows of one line, and the hidden variables in the order in which it speaks of them.
    def __init__(self, text: str, names: Sequence[str]) -> None:
        self.text, self.names = text, names
        self.edges: list[tuple[int, int]] = []
        self.hidden: list[HiddenVariable] = []
        self._places: dict[str, int] = {}

    def read_chain(self, parts: Sequence[str | None]) -> None:
        last = len(parts) // 2
        nodes = [self._node(part, 0 < place < last) for place, part in enumerate(parts[0::2])]
        for left, arrow, right in zip(nodes, parts[1::2], nodes[1:], strict=False):
            if arrow == COMMON_CAUSE:
                self.hidden.append(HiddenVariable())
                cause = len(self.names) + len(self.hidden) - 1
                self.edges += [(cause, left), (cause, right)]
            else:
                self.edges.append((right, left) if arrow in BACKWARDS else (left, right))

    def give_sizes(self, sizes: Mapping[str, int | None]) -> None:
        problems = []
        for name, states in sizes.items():
            place = self._places.get(name)
            if place is None:
                what = f'"{self.text}" has no hidden variable "{name}"'
                problems.append(Problem(what, f"Write ({name}) where it stands, or leave it out"))
                continue
            said = self.hidden[place].states
            if said not in (None, states):
                open_or = "an open number of" if states is None else str(states)
                problems.append(Problem(f'"{self.text}" gives {name} {said} states and then {open_or}', "Say it once"))
            self.hidden[place] = HiddenVariable(_given_name(name), states)
        if problems:
            raise InvalidInput(*problems)

    def _node(self, name: str | None, between: bool) -> int:
        if name is None:
            raise InvalidInput(Problem(f'"{self.text}" has an arrow without an end', 'Write it like "A -> B"'))
        if isinstance(name, HiddenName) and f"({name})" not in self.names:
            return self._hidden_node(name)
        written = f"({name})" if isinstance(name, HiddenName) else name
        if written in self.names:
            return self.names.index(written)
        what = f'"{self.text}" speaks of "{_quoted(written)}", which is not a variable here'
        remedy = f"The variables are: {', '.join(self.names)}"
        if between:
            remedy += f". If nobody can see it, write ({_quoted(written)})"
        raise InvalidInput(Problem(what, remedy))

    def _hidden_node(self, said: HiddenName) -> int:
        name, colon, size = (part.strip() for part in said.partition(":"))
        # Python refuses to read a number of thousands of digits.
        if not name or (colon and not (size.isdecimal() and len(size) < 100)):
            what = f'"{self.text}" has "({_quoted(said)})", which is no hidden variable'
            raise InvalidInput(Problem(what, 'Write it like "(C)", or "(C: 2)" for one of two states'))
        if name in self.names:
            what = f'a hidden variable is called "{name}", like one that is seen'
            raise InvalidInput(Problem(what, "Give the hidden one another name"))
        states = int(size) if size else None
        if name not in self._places:
            self._places[name] = len(self.hidden)
            self.hidden.append(HiddenVariable(_given_name(name), states))
        known = self.hidden[self._places[name]]
        if states is not None and known.states not in (None, states):
            what = f'"{self.text}" gives {name} {known.states} states and then {states}'
            raise InvalidInput(Problem(what, "Say it once"))
        if states is not None:
            self.hidden[self._places[name]] = HiddenVariable(_given_name(name), states)
        return len(self.names) + self._places[name]


def _given_name(label: str) -> str:
    # What stands in brackets tells hidden variables of one line apart, but one with a question mark is nobody's name.
    return "" if re.fullmatch(r"\?[0-9]*", label) else label
