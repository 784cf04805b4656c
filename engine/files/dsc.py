"""Networks in DSC, the format of Microsoft's MSBNx, as MSBNx, SamIam and R bnlearn write it.

A row of a table is named by the numbers of the parents' states, counted from 0: `(0, 1): 0.2, 0.8;`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from math import prod

import numpy as np

from engine.files.bif_tokens import END, WORD
from engine.files.identifiers import identifiers, names_of, note_of
from engine.files.network_file import NetworkFile
from engine.files.network_parts import (
    Fill,
    FloatArray,
    TablePart,
    VariablePart,
    checked,
    configuration,
    listed_numbers,
    network_from_parts,
    refuse_more_than_read,
)
from engine.files.node_places import in_grid_steps
from engine.files.probability_rows import is_number
from engine.files.properties import written_tables
from engine.files.scanner import DSC, QUOTED, Scanner
from engine.networks.variables import Variable, cardinalities
from engine.problems import InvalidInput, Problem
from engine.sessions.notes import Notes
from engine.sessions.positions import Point

UNITS_A_STEP = 1500.0
MOST_LABELLED = 1_000_000
Row = tuple[tuple[str, ...], tuple[str, ...], int]


def network_from_dsc(text: str) -> NetworkFile:
    """Return what a text in DSC holds.

    Raises
    ------
    InvalidInput
        With its faults, each with its line; tables that are combined by a function (`function: max`) are refused.
    """
    return _Reader(text).read()


class _Reader:
    def __init__(self, text: str) -> None:
        self._scanner = Scanner(text, DSC)
        self._nodes: dict[str, tuple[str, tuple[str, ...], int]] = {}
        self._places: dict[str, Point] = {}
        self._tables: list[tuple[str, tuple[str, ...], Fill, int]] = []
        self._problems: list[Problem] = []
        self._title = ""

    def read(self) -> NetworkFile:
        while not self._scanner.at(END):
            self._block()
        words = list(self._nodes)
        labels = [label for label, _, _ in self._nodes.values()]
        names = names_of(words, labels)
        by_word = dict(zip(words, names, strict=True))
        variables = [VariablePart(by_word[word], states, line) for word, (_, states, line) in self._nodes.items()]
        tables = [
            TablePart(by_word.get(child, child), tuple(by_word.get(parent, parent) for parent in parents), fill, line)
            for child, parents, fill, line in self._tables
        ]
        notes = {name: note_of(name, label, "") for name, label in zip(names, labels, strict=True)}
        return NetworkFile(
            network_from_parts(variables, tables, problems=self._problems),
            in_grid_steps({by_word[word]: place for word, place in self._places.items()}, UNITS_A_STEP),
            Notes(notes),
            self._title,
        )

    def _block(self) -> None:
        scanner = self._scanner
        keyword = scanner.name('"belief network", "node" or "probability"')
        if keyword == "node":
            self._node()
        elif keyword == "probability":
            self._probability()
        elif (scanner.at(WORD) and scanner.now.text == "network") or keyword == "network":
            if keyword != "network":
                scanner.advance()
            if scanner.at(QUOTED, WORD):
                self._title = "" if scanner.now.text == "unknown" else scanner.now.text
                scanner.advance()
        elif scanner.at("{"):
            # What a service costs, and lists of properties, have no place here.
            self._skip_block()
        else:
            remedy = 'A DSC file is made of blocks that begin with "node" or "probability"'
            raise scanner.fault(f'"{keyword[:30]}" stands where a block should begin', remedy)

    def _node(self) -> None:
        scanner = self._scanner
        line = scanner.line
        word = scanner.name("the name of the node")
        where = f"node {word}"
        scanner.expect("{", where)
        label = ""
        states: tuple[str, ...] = ()
        while not scanner.at("}", END):
            attribute = scanner.name("an attribute", where).lower()
            scanner.expect(":", where)
            if attribute == "type":
                states = self._states(where)
            elif attribute == "name" and scanner.at(QUOTED, WORD):
                label = scanner.advance().text.strip()
            elif attribute == "position":
                self._position(word)
            self._skip_statement()
        scanner.expect("}", where)
        if word in self._nodes:
            what = f"it was declared in line {self._nodes[word][2]} already"
            self._problems.append(Problem(what, "Keep one", where, line))
            return
        refuse_more_than_read(len(self._nodes))
        self._nodes[word] = label, states, line

    def _states(self, where: str) -> tuple[str, ...]:
        scanner = self._scanner
        kind = scanner.name("a type", where)
        if kind.lower() != "discrete":
            raise scanner.fault(f"its type is {kind[:30]}", "Only variables of type discrete can be read", where)
        count = None
        if scanner.skip("["):
            count = scanner.name("the number of states", where)
            scanner.expect("]", where)
        scanner.skip("=")
        scanner.expect("{", where)
        states = []
        while not scanner.at("}", END):
            states.append(scanner.name("a state", where))
        scanner.expect("}", where)
        if count is not None and count != str(len(states)):
            what = f"{count[:9]} states are announced and {len(states)} are named"
            self._problems.append(Problem(what, "Make the two agree", where, scanner.line))
        return tuple(states)

    def _position(self, word: str) -> None:
        self._scanner.skip("(")
        numbers = []
        while self._scanner.at(WORD):
            numbers.append(self._scanner.advance().text)
        if len(numbers) == 2 and all(map(is_number, numbers)):
            self._places[word] = float(numbers[0]), float(numbers[1])

    def _probability(self) -> None:
        scanner = self._scanner
        line = scanner.line
        scanner.expect("(", "probability")
        child = scanner.name("the name of a node", "probability")
        where = f"probability of {child}"
        scanner.skip("|")
        parents = []
        while not scanner.at(")", END):
            parents.append(scanner.name("the name of a parent", where))
        scanner.expect(")", where)
        scanner.expect("{", where)
        whole: list[str] = []
        rows: list[Row] = []
        default: Row | None = None
        while not scanner.at("}", END):
            row_line = scanner.line
            if scanner.skip("("):
                rows.append((self._numbers(), self._behind_colon(where), row_line))
                continue
            if scanner.at(WORD) and not is_number(scanner.now.text):
                keyword = scanner.name("numbers", where).lower()
                if keyword == "default":
                    default = ((), self._behind_colon(where), row_line)
                    continue
                raise self._combined(keyword, where)
            if scanner.at(WORD):
                whole.extend(self._numbers())
            elif not scanner.skip(";"):
                raise scanner.unexpected("numbers", where)
        scanner.expect("}", where)
        fill = _by_rows(rows, default) if rows or default is not None else listed_numbers(whole)
        self._tables.append((child, tuple(parents), fill, line))

    def _combined(self, keyword: str, where: str) -> InvalidInput:
        if keyword == "function":
            what = "its table is combined by a function of single causes, which this program does not read"
            return self._scanner.fault(what, "In MSBNx, make it a full table and save again", where)
        return self._scanner.fault(f'"{keyword[:30]}" stands where numbers should be', "", where)

    def _behind_colon(self, where: str) -> tuple[str, ...]:
        self._scanner.skip(")")
        self._scanner.expect(":", where)
        numbers = self._numbers()
        self._scanner.skip(";")
        return numbers

    def _numbers(self) -> tuple[str, ...]:
        numbers = []
        while self._scanner.at(WORD) and is_number(self._scanner.now.text):
            numbers.append(self._scanner.advance().text)
        return tuple(numbers)

    def _skip_statement(self) -> None:
        while not self._scanner.at(";", "}", END):
            self._scanner.advance()
        self._scanner.skip(";")

    def _skip_block(self) -> None:
        depth = 0
        while not self._scanner.at(END):
            depth += {"{": 1, "}": -1}.get(self._scanner.advance().kind, 0)
            if depth == 0:
                return


def _by_rows(rows: Sequence[Row], default: Row | None) -> Fill:
    """Return what fills a table from rows named by the numbers of the parents' states."""

    def fill(child: Variable, parents: tuple[Variable, ...]) -> FloatArray:
        sizes = cardinalities(parents)
        found: dict[int, Row] = {}
        for row in rows:
            place = _place_of(row, sizes)
            if place in found:
                what = f"the row {configuration(place, parents)} appears twice"
                raise InvalidInput(Problem(what, "Keep one", line=row[2]))
            found[place] = row
        for _, numbers, line in (*rows, *([default] if default else [])):
            if len(numbers) != child.cardinality:
                what = f"here are {len(numbers)} numbers"
                remedy = f"It should have {child.cardinality}: one for each state of {child.name}"
                raise InvalidInput(Problem(what, remedy, line=line))
        missing = next((place for place in range(prod(sizes)) if place not in found), None)
        if missing is not None and default is None:
            what = f"there is no row for {configuration(missing, parents)}"
            raise InvalidInput(Problem(what, "Give a row for every combination of the parents' states, or a default"))
        texts = [found.get(place, default or ((), (), 0))[1] for place in range(prod(sizes))]
        return checked(np.array([[float(text) for text in row] for row in texts]), texts.__getitem__, parents)

    return fill


def _place_of(row: Row, sizes: tuple[int, ...]) -> int:
    codes, _, line = row
    if len(codes) != len(sizes) or any(
        not (code.isascii() and code.isdigit() and len(code) < 9 and int(code) < size)
        for code, size in zip(codes, sizes, strict=True)
    ):
        what = f"({', '.join(codes[:8])}) does not name a row"
        remedy = f"Name it by the number of each parent's state, from 0; the parents have {sizes or 'no'} states"
        raise InvalidInput(Problem(what, remedy, line=line))
    return int(np.ravel_multi_index([int(code) for code in codes], sizes)) if sizes else 0


def network_to_dsc(content: NetworkFile) -> str:
    """Return a network as text in DSC; every number is written so that it reads back the same.

    Names that are no identifiers are kept as labels; notes and hidden flags cannot be kept.
    """
    return "\n".join(_lines(content)) + "\n"


def _lines(content: NetworkFile) -> Iterator[str]:
    network = content.network
    words = identifiers(network.names)
    by_name = dict(zip(network.names, words, strict=True))
    yield f'belief network "{content.title or "unknown"}"'
    for word, variable in zip(words, network.variables, strict=True):
        states = ", ".join(f'"{state}"' for state in variable.states)
        yield f'node {word} {{\n  name: "{variable.name}";'
        yield f"  type: discrete [ {variable.cardinality} ] = {{ {states} }};"
        if variable.name in content.positions:
            x, y = (round(value * UNITS_A_STEP) for value in content.positions[variable.name])
            yield f"  position: ({x}, {y});"
        yield "}"
    for (child, parents, rows), table in zip(written_tables(network), network.tables, strict=True):
        given = f" | {', '.join(by_name[parent] for parent in parents)}" if parents else ""
        yield f"probability ( {by_name[child]}{given} ) {{"
        if not parents or table.probabilities.size * len(parents) > MOST_LABELLED:
            # Very many rows with their labels would be too large to be read again.
            yield f"  {', '.join(number for row in rows for number in row)};"
        else:
            codes = product(*(range(size) for size in table.probabilities.shape[:-1]))
            for code, row in zip(codes, rows, strict=True):
                yield f"  ({', '.join(map(str, code))}): {', '.join(row)};"
        yield "}"
