"""How expectations are written.

A statement is ``left comparison right``. Each side adds up quantities with ``+`` and ``-`` and multiplies and divides
them with ``*`` and ``/``, which bind stronger; round brackets group:

    0.25, 81/87, 1e-6               a number or a fraction
    weight of A -> B, B -> C        of one candidate; ``unrelated`` has no arrow; quotes may stand around it all
    weight of "A <- (C) -> B"       with a hidden variable; ``A <-> B`` for one that nobody named; see
                                    `engine.sessions.structure_grammar`
    weight as if watched of A -> B  when what was set by hand is taken for something seen
    weight where A causes B         of all candidates that fulfil a condition (`engine.hypotheses.conditions`)
    prior of A -> B                 the weight before any data
    log evidence of A -> B          natural log of the probability of the data under one candidate
    edge A -> B probability         also: probability of A -> B
    path A -> B probability         that a directed path leads from A to B
    P(A = yes | B = no)             in the world, on seeing B
    P(A = yes | do B = no, C = yes) in the world, on setting B by hand and seeing C
    P(A = yes | do B = no) under A -> B     in the next row, as one candidate predicts it from the rows seen
    P(A = yes | do B = no) on average       the same, averaged over all candidates by their weights
    log evidence                    natural log of the probability of the data
    entropy                         of the weights, in bits
    information gain of do A = yes  bits that one more row is expected to tell, A set by hand; also ``random A``,
                                    several joined by commas, and ``watching``; ``information gain in nats of ...``
    covariance of A, B              in the world, states counted 0, 1, 2 ...; also ``correlation of A, B``
    log factor of pooling B given A natural log of the Bayes factor that says whether watched rows and rows in which
                                    something else was set share one mechanism of B
    expected arrows                 mean number of arrows between what is seen
    candidates                      how many there are
    alone by watching               how many of them are alone in their Markov equivalence class
    structures over 6 variables     how many DAGs there are; also ``alone by watching over 6 variables``
    precision of claims             of somebody who claims an arrow when it is probable enough: how many claims are
                                    true; also ``false claims`` (how often unrelated things are called related) and
                                    ``Brier score of claims``; needs ``claims:`` (`engine.questions.claims`)
    rows                            how many were seen

After a quantity, or a bracket, may stand ``with prior depth``, or another rule of `Assumptions`: what it would be had
the weights started from that rule.

Names and states may stand in double quotes, a quote in them doubled; in a structure names must that hold arrows
or commas (see `engine.hypotheses.notation`). Quotes that could be those of a name are.

Comparisons are ``>``, ``<``, ``>=``, ``<=``, and ``=`` (or ``about``) with ``+- tolerance`` after the right
side. Between two computed sides, and for what is counted, the tolerance may be left out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from engine.hypotheses.candidate import Candidate
from engine.hypotheses.condition_text import read_condition
from engine.posterior.assumptions import PRIORS, Assumptions
from engine.posterior.prior_check import check_prior
from engine.problems import InvalidInput
from engine.questions.claims import claim_problems
from engine.questions.dag_counts import count_alone, count_dags
from engine.sessions.asking_grammar import read_covariance, read_gain, read_pooling
from engine.sessions.belief_quantities import (
    AloneByWatching,
    CandidateCount,
    ClaimMeasure,
    Edge,
    Entropy,
    ExpectedArrows,
    LogEvidence,
    LogEvidenceOf,
    OfClaims,
    Path,
    PriorOf,
    Weight,
    WeightAsIfWatched,
    WeightWhere,
)
from engine.sessions.chances import read_chance
from engine.sessions.expectations import ROUNDING, Comparison, Expectation, Value
from engine.sessions.predictive_quantities import Predicted
from engine.sessions.quantities import InWorld, Number, Product, Quantity, Quotient, Rows, Sum, holds_only
from engine.sessions.scanner import Scanner
from engine.sessions.structure_grammar import read_candidate
from engine.sessions.supposed_quantities import AloneAmongAll, StructureCount, WithPrior
from engine.sessions.vocabulary import Vocabulary

_COMPARISONS = (">=", "<=", ">", "<", "=", "about")
_COUNTS = (Number, Rows, CandidateCount, AloneByWatching, StructureCount, AloneAmongAll)
_RULES = tuple(name for name in PRIORS if name != "own")
_QUANTITIES = (
    'Known are numbers, "weight of A -> B", "weight where A causes B", "weight as if watched of A -> B", '
    '"prior of A -> B", "edge A -> B probability", "path A -> B probability", "P(A = yes | B = yes)", '
    '"P(A = yes | do B = yes) under B -> A", "P(A = yes | do B = yes) on average", '
    '"log evidence", "log evidence of A -> B", "entropy", "information gain of do A = yes", "covariance of A, B", '
    '"correlation of A, B", "log factor of pooling B given A", "expected arrows", "candidates", "alone by watching", '
    '"structures over 6 variables", '
    '"precision of claims", "false claims", "Brier score of claims" and "rows"'
)


def parse_expectation(text: str, vocabulary: Vocabulary) -> Expectation:
    """Return the expectation that a line of text describes.

    Raises
    ------
    InvalidInput
        When it does not read so; the message says where, and what could stand there.
    """
    return _Parser(Scanner(text), vocabulary).statement()


def parse_value(text: str, vocabulary: Vocabulary) -> Value:
    """Return the quantity, or sum of quantities, that a line of text describes; raise InvalidInput as above."""
    parser = _Parser(Scanner(text), vocabulary)
    found = parser.sum()
    if not parser.scanner.finished:
        raise parser.scanner.unread()
    return Value(text.strip(), found)


class _Parser:
    def __init__(self, scanner: Scanner, vocabulary: Vocabulary) -> None:
        self.scanner = scanner
        self.vocabulary = vocabulary
        self.readers: dict[str, Callable[[], Quantity]] = {
            "weight as if watched of": lambda: WeightAsIfWatched(self.candidate()),
            "weight where": self.weight_where,
            "weight of": lambda: Weight(self.candidate()),
            "prior of": lambda: PriorOf(self.candidate()),
            "edge": lambda: Edge(*self.arrow("probability")),
            "probability of": lambda: Edge(*self.arrow()),
            "path": lambda: Path(*self.arrow("probability")),
            "log evidence of": lambda: LogEvidenceOf(self.candidate()),
            "log evidence": LogEvidence,
            "entropy": Entropy,
            "information gain of": lambda: read_gain(self.scanner, self.vocabulary.believed, nats=False),
            "information gain in nats of": lambda: read_gain(self.scanner, self.vocabulary.believed, nats=True),
            "covariance of": lambda: read_covariance(self.scanner, self.vocabulary.world, scaled=False),
            "correlation of": lambda: read_covariance(self.scanner, self.vocabulary.world, scaled=True),
            "log factor of pooling": lambda: read_pooling(self.scanner, self.vocabulary.belief_names),
            "expected arrows": ExpectedArrows,
            "candidates": CandidateCount,
            "alone by watching over": lambda: AloneAmongAll(self.n_variables(count_alone)),
            "alone by watching": AloneByWatching,
            "structures over": lambda: StructureCount(self.n_variables(count_dags)),
            "precision of claims": lambda: self.of_claims("precision"),
            "false claims": lambda: self.of_claims("false claims"),
            "Brier score of claims": lambda: self.of_claims("brier"),
            "rows": Rows,
        }

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
        terms = [(sign, self.product())]
        while not self.scanner.rest.startswith("+-") and (word := self.scanner.take("+", "-")):
            terms.append((1 if word == "+" else -1, self.product()))
        return Sum(tuple(terms))

    def product(self) -> Quantity:
        found = self.factor()
        while word := self.scanner.take("*", "/"):
            other = self.factor()
            if word == "/" and other == Number(0.0):
                raise self.scanner.fault("something is divided by 0", "Divide by a number above 0, as in 81/87")
            found = Product((found, other)) if word == "*" else Quotient(found, other)
        return found

    def factor(self) -> Quantity:
        found: Quantity
        if self.scanner.take("("):
            found = self.sum()
            self.scanner.expect(")", "Close the round bracket")
        else:
            found = self.quantity()
        return WithPrior(found, self.rule()) if self.scanner.take("with prior") else found

    def quantity(self) -> Quantity:
        number = self.scanner.take_plain_number()
        if number is not None:
            return Number(number)
        word = self.scanner.take(*self.readers)
        if word is not None:
            return self.readers[word]()
        if self.scanner.rest.startswith("P"):
            return self.chance()
        raise self.scanner.fault("a quantity is missing or not known", _QUANTITIES)

    def chance(self) -> Quantity:
        predicted = self.predicted()
        if predicted is not None:
            return predicted
        if not self.vocabulary.world:
            # What is wrong within the brackets comes first.
            read_chance(self.scanner, self.vocabulary.believed)
            remedy = 'Give the world tables, or say of what is predicted: "P(A = yes) on average" or "... under A -> B"'
            raise self.scanner.fault("a chance in the world is asked for", remedy)
        found = InWorld(read_chance(self.scanner, self.vocabulary.world))
        if self.scanner.take("under", "on average"):
            known = ", ".join(self.vocabulary.belief_names)
            raise self.scanner.fault("something is predicted that belief is not about", f"It is about: {known}")
        return found

    def predicted(self) -> Predicted | None:
        here = self.scanner.place
        try:
            chance = read_chance(self.scanner, self.vocabulary.believed)
        except InvalidInput:
            self.scanner.place = here
            return None
        if self.scanner.take("on average"):
            return Predicted(chance)
        if self.scanner.take("under"):
            return Predicted(chance, self.candidate())
        self.scanner.place = here
        return None

    def candidate(self) -> Candidate:
        return read_candidate(self.scanner, self.vocabulary.belief_names, self.vocabulary.space)

    def weight_where(self) -> WeightWhere:
        text = self.scanner.rest.strip()
        condition, rest = read_condition(text, self.vocabulary.belief_names)
        self.scanner.skip_to(rest)
        return WeightWhere(text[: len(text) - len(rest)].strip(), condition)

    def of_claims(self, measured: ClaimMeasure) -> OfClaims:
        claims = self.vocabulary.claims
        if claims is None:
            remedy = "Add claims: {rows: 20, unrelated: 0.8, threshold: 0.9} to the step or the scenario"
            raise self.scanner.fault("claims are spoken of, and nobody makes any", remedy)
        for problem in claim_problems(self.vocabulary.space, self.vocabulary.believed, claims):
            raise self.scanner.fault(problem.what, problem.remedy)
        return OfClaims(measured, claims)

    def rule(self) -> str:
        found = self.scanner.expect_name(_RULES, "rule")
        try:
            check_prior(self.vocabulary.space, self.vocabulary.belief_names, Assumptions(prior=found))
        except InvalidInput as error:
            raise self.scanner.fault(error.problems[0].what, error.problems[0].remedy) from error
        return found

    def n_variables(self, count: Callable[[int], int]) -> int:
        number = self.scanner.take_plain_number()
        if number is None or number != int(number):
            raise self.scanner.fault("it is not said over how many variables", "Write it like over 6 variables")
        self.scanner.expect("variables", "Write it like over 6 variables")
        try:
            count(int(number))
        except InvalidInput as error:
            raise self.scanner.fault(error.problems[0].what, error.problems[0].remedy) from error
        return int(number)

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


def _is_exact(left: Sum, right: Sum) -> bool:
    if holds_only(left, *_COUNTS) and holds_only(right, *_COUNTS):
        return True
    return not any(holds_only(side, Number) for side in (left, right))
