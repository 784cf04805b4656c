"""From the text of a BIF file to its blocks, as written and not yet checked against one another."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.files.bif_tokens import END, WORD, Lines, Token, UnclosedError, tokens
from engine.files.network_parts import MOST_VARIABLES
from engine.files.probability_rows import is_number
from engine.problems import Problem

_BLOCKS = ("network", "variable", "probability")
_ENTRIES = ("table", "default", "property")


@dataclass(frozen=True)
class VariableBlock:
    """A variable as declared; `count` is the number of states announced, None when left out."""

    name: str
    states: tuple[str, ...]
    count: int | None
    line: int
    properties: tuple[str, ...] = ()


@dataclass(frozen=True)
class Numbers:
    """Numbers as written, kept as text because the digits say how far they were rounded."""

    texts: tuple[str, ...]
    line: int
    given: tuple[str, ...] = ()


@dataclass
class TableBlock:
    """A conditional probability table as written: whole (`table`), by rows, or by rows and a `default`."""

    child: str
    parents: tuple[str, ...]
    line: int
    whole: Numbers | None = None
    default: Numbers | None = None
    rows: list[Numbers] = field(default_factory=list)


@dataclass
class Blocks:
    """All blocks of a file with the faults of form, and the names of those that could not be read."""

    variables: list[VariableBlock] = field(default_factory=list)
    tables: list[TableBlock] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    title: str = ""
    unread_variables: set[str] = field(default_factory=set)
    unread_tables: set[str] = field(default_factory=set)


class _FormError(Exception):
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


def parse(text: str) -> Blocks:
    """Return the blocks of a BIF file; a block with a fault of form is left out and told of in `problems`.

    Reading stops when there are more variables than this program takes.
    """
    return _Parser(text).parse()


class _Parser:
    """Recursive descent with one token of foresight; after a fault it goes on with the next block."""

    def __init__(self, text: str) -> None:
        self._lines = Lines(text)
        self._tokens = tokens(text)
        self._found = Blocks()
        self._block = ""
        self._begun = 1
        self._now = Token(END, "", 0)

    def parse(self) -> Blocks:
        try:
            self._advance()
            while self._now.kind != END and len(self._found.variables) <= MOST_VARIABLES:
                self._parse_block()
        except UnclosedError as error:
            line = self._lines.number(error.offset)
            self._found.problems.append(Problem(error.what, error.remedy, self._block, line))
        return self._found

    def _parse_block(self) -> None:
        self._block, self._begun = "", self._line
        try:
            keyword = self._now.text.lower()
            if self._now.kind != WORD or keyword not in _BLOCKS:
                raise self._fault(f"{self._shown} stands where a block should begin", _EXPECT_BLOCK)
            self._advance()
            readers = {"network": self._network, "variable": self._variable, "probability": self._probability}
            readers[keyword]()
        except _FormError as error:
            self._found.problems.append(error.problem)
            self._skip_to_next_block()

    def _network(self) -> None:
        self._block = "network"
        self._found.title = " ".join(self._words())
        self._expect("{")
        while not self._at("}"):
            self._property()
        self._advance()

    def _variable(self) -> None:
        name, line = self._name("the variable"), self._line
        self._block = f"variable {name}"
        self._found.unread_variables.add(name)
        self._expect("{")
        states: tuple[str, ...] | None = None
        count = None
        properties = []
        while not self._at("}"):
            if self._now.text.lower() == "type":
                count, states = self._type()
            else:
                properties.append(self._property())
        if states is None:
            raise self._fault("its states are missing", "Write: type discrete [ 2 ] { no, yes };")
        self._advance()
        self._found.unread_variables.discard(name)
        self._found.variables.append(VariableBlock(name, states, count, line, tuple(properties)))

    def _type(self) -> tuple[int | None, tuple[str, ...]]:
        self._advance()
        if self._now.text.lower() != "discrete":
            raise self._fault(f"its type is {self._shown}", "Only variables of type discrete can be read")
        self._advance()
        count = self._announced_count() if self._now.kind == "[" else None
        if self._now.text == "=":
            self._advance()
        self._expect("{")
        states = self._words()
        self._expect("}")
        self._end_of_statement()
        return count, states

    def _announced_count(self) -> int:
        self._advance()
        if not (self._now.text.isascii() and self._now.text.isdigit() and len(self._now.text) < 9):
            raise self._fault(f"{self._shown} is not a number of states", "Write a whole number")
        count = int(self._now.text)
        self._advance()
        self._expect("]")
        return count

    def _probability(self) -> None:
        self._expect("(")
        line = self._line
        child = self._name("the variable")
        self._block = f"table of {child}"
        self._found.unread_tables.add(child)
        block = TableBlock(child, self._parents(), line)
        self._expect(")")
        self._expect("{")
        while not self._at("}"):
            self._entry(block)
        self._advance()
        self._found.unread_tables.discard(child)
        self._found.tables.append(block)

    def _parents(self) -> tuple[str, ...]:
        before = self._words()
        if self._now.kind != "|":
            return before
        if before:
            raise self._fault("it describes more than one variable", "Write: probability ( A | B, C )")
        self._advance()
        return self._words()

    def _entry(self, block: TableBlock) -> None:
        line = self._line
        keyword = self._now.text.lower() if self._now.kind == WORD else self._now.kind
        if keyword == "(":
            self._advance()
            given = self._words()
            self._expect(")")
            block.rows.append(Numbers(self._numbers(), line, given))
        elif keyword in ("table", "default"):
            self._advance()
            numbers = Numbers(self._numbers(), line)
            if (block.whole if keyword == "table" else block.default) is not None:
                raise self._fault(f'"{keyword}" appears twice', "Keep one of them")
            if keyword == "table":
                block.whole = numbers
            else:
                block.default = numbers
        else:
            self._property()

    def _numbers(self) -> tuple[str, ...]:
        texts = []
        while self._now.kind == WORD and self._now.text.lower() not in _ENTRIES:
            if not is_number(self._now.text):
                raise self._fault(f"{self._shown} is not a number", "Write probabilities, such as 0.25")
            texts.append(self._now.text)
            self._advance()
        self._end_of_statement()
        return tuple(texts)

    def _property(self) -> str:
        if self._now.kind == ";":
            self._advance()
            return ""
        if self._now.text.lower() != "property":
            raise self._unexpected("an entry or a closing brace")
        self._advance()
        parts = []
        while self._now.kind not in (";", "}", END):
            parts.append(self._now.text)
            self._advance()
        self._end_of_statement()
        return " ".join(parts)

    def _words(self) -> tuple[str, ...]:
        words = []
        while self._now.kind == WORD:
            words.append(self._now.text)
            self._advance()
        return tuple(words)

    def _name(self, what: str) -> str:
        if self._now.kind != WORD:
            raise self._unexpected(f"the name of {what}")
        name = self._now.text
        self._advance()
        return name

    def _at(self, mark: str) -> bool:
        if self._now.kind == END:
            raise self._cut_short()
        return self._now.kind == mark

    def _expect(self, mark: str) -> None:
        if self._now.kind != mark:
            raise self._unexpected(f'"{mark}"')
        self._advance()

    def _end_of_statement(self) -> None:
        if self._now.kind == ";":
            self._advance()
        elif self._now.kind == END:
            raise self._cut_short()

    def _skip_to_next_block(self) -> None:
        closed = self._now.kind == WORD and self._now.text.lower() in _BLOCKS and self._block != ""
        while not closed and self._now.kind != END:
            closed = self._now.kind == "}"
            self._advance()
            closed = closed and self._now.kind == WORD and self._now.text.lower() in _BLOCKS

    def _advance(self) -> None:
        self._now = next(self._tokens)

    @property
    def _line(self) -> int:
        return self._lines.number(self._now.offset)

    @property
    def _shown(self) -> str:
        text = self._now.text if len(self._now.text) <= 30 else f"{self._now.text[:30]}..."
        return f'"{text}"'

    def _unexpected(self, wanted: str) -> _FormError:
        if self._now.kind == END:
            return self._cut_short()
        return self._fault(f"{self._shown} stands where {wanted} should be", "")

    def _cut_short(self) -> _FormError:
        what = f"the file ends in the middle of a block begun in line {self._begun}"
        return self._fault(what, "The file seems to be cut short; get it again whole")

    def _fault(self, what: str, remedy: str) -> _FormError:
        return _FormError(Problem(what, remedy, self._block, self._line))


_EXPECT_BLOCK = 'A BIF file is made of blocks that begin with "network", "variable" or "probability"'
