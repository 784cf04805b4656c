"""Networks in XDSL, as GeNIe and SMILE write it.

A table runs over the variables in the order of `parents`, the first slowest, and the node's own states fastest. Names,
places and comments stand apart in the extension of GeNIe, in submodels at any depth.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from engine.files.identifiers import identifiers, names_of, note_of
from engine.files.network_file import NetworkFile
from engine.files.network_parts import Fill, TablePart, VariablePart, listed_numbers, network_from_parts, words_of
from engine.files.node_places import PIXELS_A_STEP, in_grid_steps
from engine.files.properties import HIDDEN, UNTITLED, title_in, written_tables
from engine.files.xdsl_tables import deterministic, noisy_max
from engine.files.xml_tree import Element, xml_text
from engine.problems import Problem
from engine.sessions.notes import Notes
from engine.sessions.positions import Point

WIDTH, HEIGHT = 76, 36
_KINDS = ("cpt", "deterministic", "noisymax")
_REFUSED = {
    "decision": "a decision: this program reads chance nodes only",
    "utility": "a utility: this program reads chance nodes only",
    "mau": "a utility: this program reads chance nodes only",
    "equation": "an equation: this program reads variables with states only",
    "noisyadder": "a noisy adder: in GeNIe, change its type to a general chance node first",
    "demorgan": "a DeMorgan gate: in GeNIe, change its type to a general chance node first",
}


def network_from_xdsl(root: Element) -> NetworkFile:
    """Return what a document in XDSL holds; noisy-MAX and deterministic nodes are written out as tables.

    Raises
    ------
    InvalidInput
        With its faults, each with its line; nodes of other kinds are refused.
    """
    problems: list[Problem] = []
    nodes = []
    for element in (root.first("nodes") or root).children:
        if element.tag in _KINDS:
            nodes.append(element)
        elif element.attributes.get("id"):
            what = f"it is {_REFUSED.get(element.tag, f'of the kind {element.tag}, which this program does not read')}"
            problems.append(Problem(what, "", f"node {element.attributes['id']}", element.line))
    pictures = {element.attributes.get("id", ""): element for element in _pictures(root)}
    words = [element.attributes.get("id", "") for element in nodes]
    labels = [pictures[word].text_of("name") if word in pictures else "" for word in words]
    names = names_of(words, labels)
    by_word = dict(zip(words, names, strict=True))
    variables, tables, hidden = [], [], set()
    backwards = any(each.attributes.get("app", "").startswith("aGrUM") for each in root.everywhere("genie"))
    for element, name in zip(nodes, names, strict=True):
        states = tuple(state.attributes.get("id", "") for state in element.all("state"))
        variables.append(VariablePart(name, states, element.line))
        parents = tuple(by_word.get(word, word) for word in words_of(element.text_of("parents")))
        # pyAgrum writes, and reads, the first parent as the fastest, where GeNIe has it the slowest.
        tables.append(TablePart(name, parents[::-1] if backwards else parents, _fill(element), element.line))
        if any(_is_hidden(each) for each in element.all("property")):
            hidden.add(name)
    title = (root.attributes.get("id", ""), *(each.attributes.get("name", "") for each in root.everywhere("genie")))
    return NetworkFile(
        network_from_parts(variables, tables, frozenset(hidden), problems),
        in_grid_steps(
            {by_word[word]: place for word, each in pictures.items() if word in by_word and (place := _place(each))}
        ),
        Notes(
            {
                name: note_of(name, label, pictures[word].text_of("comment") if word in pictures else "")
                for name, word, label in zip(names, words, labels, strict=True)
            }
        ),
        title_in(title[-1]),
        _losses(root, nodes),
    )


def _pictures(root: Element) -> Iterator[Element]:
    for genie in root.everywhere("genie"):
        yield from genie.everywhere("node")


def _fill(element: Element) -> Fill:
    if element.tag == "noisymax":
        return noisy_max(words_of(element.text_of("strengths")), words_of(element.text_of("parameters")))
    probabilities = words_of(element.text_of("probabilities"))
    if element.tag == "deterministic" and not probabilities:
        return deterministic(words_of(element.text_of("resultingstates")))
    return listed_numbers(probabilities)


def _is_hidden(element: Element) -> bool:
    return element.attributes.get("id", "").lower() == HIDDEN and element.text.strip().lower() in ("true", "yes", "1")


def _place(picture: Element) -> Point | None:
    """Return the middle of the box in which a node is drawn, in pixels."""
    try:
        left, top, right, bottom = (float(word) for word in words_of(picture.text_of("position")))
    except ValueError:
        return None
    return (left + right) / 2, (top + bottom) / 2


def _losses(root: Element, nodes: list[Element]) -> tuple[str, ...]:
    losses = []
    noisy = [element.attributes.get("id", "") for element in nodes if element.tag == "noisymax"]
    if noisy:
        losses.append(f"Noisy-MAX nodes were written out as tables: {', '.join(noisy[:8])}.")
    if next(root.everywhere("dynamic"), None) is not None:
        losses.append("What it says of later points in time was left out: the network is that of the first.")
    if next(root.everywhere("submodel"), None) is not None:
        losses.append("The nodes of submodels were put on one page.")
    return tuple(losses)


def network_to_xdsl(content: NetworkFile) -> str:
    """Return a network as text in XDSL; every number is written so that it reads back the same.

    Names that are no identifiers are kept as labels; states must be identifiers already.
    """
    words = identifiers(content.network.names)
    return "\n".join([*_smile_lines(content, words), *_genie_lines(content, words), "</smile>"]) + "\n"


def _smile_lines(content: NetworkFile, words: tuple[str, ...]) -> Iterator[str]:
    network = content.network
    by_name = dict(zip(network.names, words, strict=True))
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<smile version="1.0" id={quoteattr(identifiers([content.title or UNTITLED], "Network")[0])}>'
    yield "  <nodes>"
    rows_by_child = {child: (parents, rows) for child, parents, rows in written_tables(network)}
    # SMILE reads parents before their children only.
    for index in network.dag.topological_order:
        variable = network.variables[index]
        parents, rows = rows_by_child[variable.name]
        yield f"    <cpt id={quoteattr(words[index])}>"
        yield from (f"      <state id={quoteattr(state)} />" for state in variable.states)
        if parents:
            yield f"      <parents>{' '.join(by_name[parent] for parent in parents)}</parents>"
        yield f"      <probabilities>{' '.join(number for row in rows for number in row)}</probabilities>"
        if index in network.hidden:
            yield f'      <property id="{HIDDEN}">true</property>'
        yield "    </cpt>"
    yield "  </nodes>"


def _genie_lines(content: NetworkFile, words: tuple[str, ...]) -> Iterator[str]:
    yield "  <extensions>"
    yield f'    <genie version="1.0" app="GeNIe" name={quoteattr(content.title or UNTITLED)}>'
    for name, word in zip(content.network.names, words, strict=True):
        yield f"      <node id={quoteattr(word)}>\n        <name>{xml_text(name)}</name>"
        if name in content.notes:
            yield f"        <comment>{xml_text(content.notes[name])}</comment>"
        # GeNIe refuses nodes that have no colours.
        yield '        <interior color="e5f6f7" />\n        <outline color="000080" />'
        yield '        <font color="000000" name="Arial" size="8" />'
        if name in content.positions:
            yield f"        <position>{_box(content.positions[name])}</position>"
        yield "      </node>"
    yield "    </genie>\n  </extensions>"


def _box(place: Point) -> str:
    left, top = (round(value * PIXELS_A_STEP) for value in place)
    left, top = left - WIDTH // 2, top - HEIGHT // 2
    return f"{left} {top} {left + WIDTH} {top + HEIGHT}"
