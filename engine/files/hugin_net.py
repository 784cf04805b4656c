"""Networks in the NET language of Hugin, as Hugin, GeNIe, SamIam, R bnlearn and pyAgrum write it.

The numbers of a table stand in parentheses, one level a parent, the first parent outermost and the node's own states
innermost; places are in pixels.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.files.bif_tokens import END, WORD
from engine.files.hugin_blocks import Attributes, Field, attributes_at
from engine.files.identifiers import identifiers, names_of, note_of
from engine.files.network_file import NetworkFile
from engine.files.network_parts import (
    Fill,
    TablePart,
    VariablePart,
    listed_numbers,
    network_from_parts,
    refuse_more_than_read,
    uniform,
)
from engine.files.node_places import PIXELS_A_STEP, in_grid_steps
from engine.files.properties import HIDDEN, UNTITLED, title_in, written_tables
from engine.files.scanner import HUGIN, Scanner, in_quotes
from engine.problems import InvalidInput, Problem
from engine.sessions.notes import Notes
from engine.sessions.positions import Point

_REFUSED = {
    "decision": "it is a decision: this program reads chance nodes only",
    "utility": "it is a utility: this program reads chance nodes only",
    "continuous": "it is continuous: this program reads variables with states only",
    "function": "it is a function node, which this program does not read",
    "instance": "it is an instance of another class, which this program does not read",
}


def network_from_net(text: str) -> NetworkFile:
    """Return what a text in the NET language holds.

    Raises
    ------
    InvalidInput
        With its faults, each with its line; decisions, utilities, continuous nodes and nested classes are refused.
    """
    return _Reader(text).read()


class _Reader:
    def __init__(self, text: str) -> None:
        self._scanner = Scanner(text, HUGIN)
        self._words: list[str] = []
        self._nodes: dict[str, tuple[Attributes, int]] = {}
        self._potentials: list[tuple[str, tuple[str, ...], Attributes, int]] = []
        self._title = ""
        self._problems: list[Problem] = []
        self._losses: list[str] = []

    def read(self) -> NetworkFile:
        while not self._scanner.at(END):
            self._block()
        labels = [self._nodes[word][0].text("label") for word in self._words]
        names = names_of(self._words, labels)
        by_word = dict(zip(self._words, names, strict=True))
        variables, notes, places, hidden = [], {}, {}, set()
        for word, name, label in zip(self._words, names, labels, strict=True):
            attributes, line = self._nodes[word]
            variables.append(VariablePart(name, attributes.states, line))
            notes[name] = note_of(name, label, attributes.text("hr_desc"))
            if (place := attributes.point("position")) is not None:
                places[name] = place
            if attributes.text(HIDDEN).lower() in ("true", "yes", "1"):
                hidden.add(name)
        tables = [
            TablePart(by_word.get(child, child), tuple(by_word.get(parent, parent) for parent in parents), fill, line)
            for child, parents, attributes, line in self._potentials
            if (fill := self._fill(child, attributes, line)) is not None
        ]
        network = network_from_parts(variables, tables, frozenset(hidden), self._problems)
        # In the pictures of Hugin y grows upwards.
        return NetworkFile(
            network, in_grid_steps(places, upwards=True), Notes(notes), title_in(self._title), tuple(self._losses)
        )

    def _block(self) -> None:
        scanner = self._scanner
        line = scanner.line
        keyword = scanner.name('"net", "node" or "potential"').lower()
        if keyword == "class":
            self._title = scanner.name("the name of the class")
            scanner.expect("{")
            while not scanner.at("}", END):
                self._entry_of_class()
            scanner.expect("}")
        elif keyword in ("net", "network"):
            if scanner.at(WORD):
                scanner.advance()
            self._title = attributes_at(scanner, "net").text("name")
        else:
            self._node_or_potential(keyword, line)

    def _entry_of_class(self) -> None:
        line = self._scanner.line
        word = self._scanner.name("a node, a potential or an attribute")
        if self._scanner.skip("="):
            Field.at(self._scanner, "class")
        else:
            self._node_or_potential(word.lower(), line)

    def _node_or_potential(self, keyword: str, line: int) -> None:
        scanner = self._scanner
        if keyword == "potential":
            self._potential(line)
            return
        if keyword in ("discrete", "chance"):
            keyword = scanner.name('"node"').lower()
        elif keyword in _REFUSED and scanner.at(WORD) and scanner.now.text.lower() == "node":
            scanner.advance()
        if keyword != "node" and keyword not in _REFUSED:
            remedy = 'A NET file is made of blocks that begin with "net", "node" or "potential"'
            raise InvalidInput(Problem(f'"{keyword[:30]}" stands where a block should begin', remedy, line=line))
        name = scanner.name("the name of the node")
        if keyword == "instance":
            raise InvalidInput(Problem(_REFUSED[keyword], "", f"node {name}", line))
        attributes = attributes_at(scanner, f"node {name}")
        if keyword in _REFUSED:
            self._problems.append(Problem(_REFUSED[keyword], "", f"node {name}", line))
        elif name in self._nodes:
            what = f"it was declared in line {self._nodes[name][1]} already"
            self._problems.append(Problem(what, "Keep one", f"node {name}", line))
        else:
            refuse_more_than_read(len(self._words))
            self._words.append(name)
            self._nodes[name] = attributes, line

    def _potential(self, line: int) -> None:
        scanner = self._scanner
        scanner.expect("(", "potential")
        family: list[list[str]] = [[], []]
        side = 0
        while not scanner.at(")", END):
            if scanner.skip("|"):
                side = 1
            else:
                family[side].append(scanner.name("the name of a node", "potential"))
        scanner.expect(")", "potential")
        where = f"potential of {family[0][0]}" if family[0] else "potential"
        attributes = attributes_at(scanner, where)
        if len(family[0]) != 1:
            what = f"it describes {len(family[0])} variables"
            self._problems.append(Problem(what, "Write: potential ( A | B C )", where, line))
        else:
            self._potentials.append((family[0][0], tuple(family[1]), attributes, line))

    def _fill(self, child: str, attributes: Attributes, line: int) -> Fill | None:
        data = attributes.fields.get("data")
        if data is not None:
            return listed_numbers(data.words)
        if "model_nodes" in attributes.fields or "model_data" in attributes.fields:
            what = "its table is given by a formula only"
            remedy = "In Hugin, let the table be generated and save again"
            self._problems.append(Problem(what, remedy, f"potential of {child}", line))
            return None
        self._losses.append(f"No numbers are given for {child}: all its states are alike.")
        return uniform


def network_to_net(content: NetworkFile) -> str:
    """Return a network in the NET language; every number is written so that it reads back the same.

    Names that are no identifiers are kept as labels.
    """
    return "\n".join(_lines(content)) + "\n"


def _lines(content: NetworkFile) -> Iterator[str]:
    network = content.network
    words = identifiers(network.names)
    by_name = dict(zip(network.names, words, strict=True))
    yield f"net\n{{\n    name = {in_quotes(content.title or UNTITLED)};\n    node_size = (80 40);\n}}"
    for index, variable in enumerate(network.variables):
        yield f"node {words[index]}\n{{"
        yield f"    label = {in_quotes(variable.name)};"
        if variable.name in content.positions:
            yield f"    position = ({_pixels(content.positions[variable.name])});"
        yield f"    states = ({' '.join(in_quotes(state) for state in variable.states)});"
        if variable.name in content.notes:
            yield f"    HR_Desc = {in_quotes(content.notes[variable.name])};"
        if index in network.hidden:
            yield f'    {HIDDEN} = "true";'
        yield "}"
    for (child, parents, rows), table in zip(written_tables(network), network.tables, strict=True):
        given = f" | {' '.join(by_name[parent] for parent in parents)}" if parents else ""
        yield f"potential ({by_name[child]}{given})\n{{"
        yield f"    data = {_nested(rows, table.probabilities.shape[:-1])};\n}}"


def _nested(rows: Iterator[list[str]], sizes: tuple[int, ...]) -> str:
    if not sizes:
        return f"({' '.join(next(rows))})"
    return f"({' '.join(_nested(rows, sizes[1:]) for _ in range(sizes[0]))})"


def _pixels(place: Point) -> str:
    x, y = (round(value * PIXELS_A_STEP) for value in place)
    return f"{x} {-y}"
