"""How expectations are written.

A statement is ``left comparison right``. Each side adds up quantities with ``+`` and ``-``:

    0.25, 81/87, 1e-6               a number or a fraction
    weight of A -> B, B -> C        of one candidate; ``unrelated`` has no arrow; quotes may stand around it all
    edge A -> B probability         also: probability of A -> B
    path A -> B probability         that a directed path leads from A to B
    P(A = yes | B = no)             in the world, on seeing B
    P(A = yes | do B = no, C = yes) in the world, on setting B by hand and seeing C
    log evidence                    natural log of the probability of the data
    entropy                         of the weights, in bits
    rows                            how many were seen

Names and states may stand in double quotes, a quote in them doubled; in a structure names must that hold arrows
or commas (see `engine.hypotheses.notation`). Quotes that could be those of a name are.

Comparisons are ``>``, ``<``, ``>=``, ``<=``, and ``=`` (or ``about``) with ``+- tolerance`` after the right
side. Between two computed sides, and for ``rows``, the tolerance may be left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

from engine.hypotheses.notation import UNRELATED, needs_quotes
from engine.hypotheses.space import HypothesisSpace
from engine.networks.dag import CycleError, Dag
from engine.networks.variables import Variable
from engine.sessions.chances import read_chance
from engine.sessions.expectations import (
    ROUNDING,
    Comparison,
    Edge,
    Entropy,
    Expectation,
    InWorld,
    LogEvidence,
    Number,
    Path,
    Quantity,
    Rows,
    Sum,
    Weight,
)
from engine.sessions.scanner import Scanner

_COMPARISONS = (">=", "<=", ">", "<", "=", "about")
_QUANTITIES = (
    'Known are numbers, "weight of A -> B", "edge A -> B probability", "path A -> B probability", '
    '"P(A = yes | B = yes)", "log evidence", "entropy" and "rows"'
)


@dataclass(frozen=True)
class Vocabulary:
    """What expectations of a scenario can speak of.

    Parameters
    ----------
    world
        All variables of the world, hidden ones too; empty without a world.
    belief_names
        Names of the variables that the candidates are about.
    space
        The candidates.
    """

    world: tuple[Variable, ...]
    belief_names: tuple[str, ...]
    space: HypothesisSpace


def parse_expectation(text: str, vocabulary: Vocabulary) -> Expectation:
    """Return the expectation that a line of text describes.

    Raises
    ------
    InvalidInput
        When it does not read so; the message says where, and what could stand there.
    """
    return _Parser(Scanner(text), vocabulary).statement()


class _Parser:
    def __init__(self, scanner: Scanner, vocabulary: Vocabulary) -> None:
        self.scanner = scanner
        self.vocabulary = vocabulary

    def statement(self) -> Expectation:
        left = self.sum()
        word = self.scanner.take(*_COMPARISONS)
        if word is None:
            raise self.scanner.fault("nothing is compared", "Compare with =, about, >, <, >= or <=")
        comparison = cast("Comparison", "=" if word == "about" else word)
        right = self.sum()
        tolerance = self.tolerance(comparison, left, right)
        if not self.scanner.finished:
            raise self.scanner.unread()
        return Expectation(self.scanner.text.strip(), left, comparison, right, tolerance)

    def tolerance(self, comparison: Comparison, left: Sum, right: Sum) -> float:
        if self.scanner.take("+-", "±") is not None:
            if comparison != "=":
                raise self.scanner.fault("a tolerance stands without an equation", "Use +- with = or about")
            value = self.scanner.take_number()
            if value is None:
                raise self.scanner.fault("no number follows +-", "Write it like +- 0.001")
            return value
        if comparison == "=" and not _is_exact(left, right):
            raise self.scanner.fault(
                "it is not said how near to the number it must be", "Add a tolerance, like +- 0.001"
            )
        return ROUNDING

    def sum(self) -> Sum:
        sign = -1 if self.scanner.take("-") else 1
        terms = [(sign, self.quantity())]
        while not self.scanner.rest.startswith("+-") and (word := self.scanner.take("+", "-")):
            terms.append((1 if word == "+" else -1, self.quantity()))
        return Sum(tuple(terms))

    def quantity(self) -> Quantity:
        number = self.scanner.take_number()
        if number is not None:
            return Number(number)
        readers: dict[str, Callable[[], Quantity]] = {
            "weight of": self.weight,
            "edge": lambda: Edge(*self.arrow("probability")),
            "probability of": lambda: Edge(*self.arrow()),
            "path": lambda: Path(*self.arrow("probability")),
            "log evidence": LogEvidence,
            "entropy": Entropy,
            "rows": Rows,
        }
        word = self.scanner.take(*readers)
        if word is not None:
            return readers[word]()
        if self.scanner.rest.startswith("P"):
            return self.chance()
        raise self.scanner.fault("a quantity is missing or not known", _QUANTITIES)

    def chance(self) -> InWorld:
        if not self.vocabulary.world:
            raise self.scanner.fault("a chance in the world is asked for", "Give the world tables, or leave it out")
        return InWorld(read_chance(self.scanner, self.vocabulary.world))

    def arrow(self, closing: str = "") -> tuple[int, int]:
        names = self.vocabulary.belief_names
        first = names.index(self.scanner.expect_name(names, "variable"))
        self.scanner.expect("->", "Write it like A -> B")
        second = names.index(self.scanner.expect_name(names, "variable"))
        if first == second:
            raise self.scanner.fault(f"{names[first]} points at itself", "Name two variables")
        if closing:
            self.scanner.expect(closing, f'Write it like "edge A -> B {closing}"')
        return first, second

    def weight(self) -> Weight:
        quoted = not self.name_in_quotes_comes() and self.scanner.take('"') is not None
        dag = self.structure(self.vocabulary.belief_names)
        if quoted:
            self.scanner.expect('"', "Close the quotes around the structure")
        if self.vocabulary.space.find(dag) is None:
            raise self.scanner.fault("the weight of a structure is asked for that is no candidate", "List it first")
        return Weight(dag)

    def name_in_quotes_comes(self) -> bool:
        here = self.scanner.place
        found = self.scanner.take_quoted(self.vocabulary.belief_names) is not None
        self.scanner.place = here
        return found

    def structure(self, names: Sequence[str]) -> Dag:
        if UNRELATED not in names and self.scanner.take(UNRELATED):
            return Dag((0,) * len(names))
        edges = self.chain(names)
        while self.scanner.take(",", ";"):
            edges += self.chain(names)
        try:
            return Dag.from_edges(len(names), edges)
        except CycleError:
            raise self.scanner.fault("the arrows close a circle", "Leave one of them out") from None

    def chain(self, names: Sequence[str]) -> list[tuple[int, int]]:
        edges = []
        left = self.node(names)
        while arrow := self.scanner.take("<->", "->", "<-"):
            if arrow == "<->":
                raise self.scanner.fault("<-> stands for a hidden common cause", "It comes with a later version")
            right = self.node(names)
            edges.append((left, right) if arrow == "->" else (right, left))
            left = right
        return edges

    def node(self, names: Sequence[str]) -> int:
        # "x, y -> z" is about x and y where they are known; only else about the variable "x, y".
        name = self.scanner.take_quoted(names)
        if name is None:
            name = self.scanner.take_longest(name for name in names if not needs_quotes(name))
        return names.index(self.scanner.expect_name(names, "variable") if name is None else name)


def _is_exact(left: Sum, right: Sum) -> bool:
    if all(isinstance(term, Rows | Number) for side in (left, right) for _, term in side.terms):
        return True
    return not any(side.is_plain_number for side in (left, right))
