"""Networks in XMLBIF 0.3, the Bayesian interchange format as XML, as JavaBayes, Weka, SamIam and pyAgrum write it.

A table runs over the variables in the order of `GIVEN`, the first slowest, and the variable of `FOR` fastest. Places
are kept in the property `position = (x, y)`, in pixels.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.files.network_file import NetworkFile
from engine.files.network_parts import TablePart, VariablePart, listed_numbers, network_from_parts, words_of
from engine.files.node_places import in_grid_steps
from engine.files.properties import HIDDEN, UNTITLED, Properties, property_lines, title_in, written_tables
from engine.files.xml_tree import Element, xml_text
from engine.problems import InvalidInput, Problem
from engine.sessions.notes import Notes


def network_from_xmlbif(root: Element) -> NetworkFile:
    """Return what a document in XMLBIF holds.

    Raises
    ------
    InvalidInput
        With its faults, each with its line.
    """
    network = root.first("network") or root
    problems: list[Problem] = []
    variables = []
    properties: dict[str, Properties] = {}
    for element in network.all("variable"):
        name = element.text_of("name") or element.attributes.get("name", "")
        kind = element.attributes.get("type", "nature").lower()
        if kind not in ("nature", "discrete", ""):
            what = f"its type is {kind[:30]}"
            problems.append(Problem(what, "This program reads chance nodes only", f"variable {name}", element.line))
        states = tuple(state.text.strip() for state in element.all("outcome", "value"))
        variables.append(VariablePart(name, states, element.line))
        properties[name] = Properties.of(each.text for each in element.all("property"))
    tables = [_table(element) for element in network.all("definition", "probability")]
    hidden = frozenset(name for name, found in properties.items() if found.says(HIDDEN))
    places = {name: place for name, found in properties.items() if (place := found.position) is not None}
    notes = {name: found.note for name, found in properties.items() if found.note}
    return NetworkFile(
        network_from_parts(variables, tables, hidden, problems),
        in_grid_steps(places),
        Notes(notes),
        title_in(network.text_of("name")),
    )


def _table(element: Element) -> TablePart:
    child = element.text_of("for")
    if len(element.all("for")) > 1:
        problem = Problem("it describes more than one variable", "Give each a table", f"table of {child}", element.line)
        raise InvalidInput(problem)
    parents = tuple(each.text.strip() for each in element.all("given"))
    table = element.first("table")
    # Some part the numbers by commas.
    texts = words_of(table.text.replace(",", " ").replace(";", " ")) if table is not None else []
    return TablePart(child, parents, listed_numbers(texts), element.line)


def network_to_xmlbif(content: NetworkFile) -> str:
    """Return a network as text in XMLBIF; every number is written so that it reads back the same."""
    return "\n".join(_lines(content)) + "\n"


def _lines(content: NetworkFile) -> Iterator[str]:
    network = content.network
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<BIF VERSION="0.3">'
    yield f"<NETWORK>\n<NAME>{xml_text(content.title or UNTITLED)}</NAME>"
    for index, variable in enumerate(network.variables):
        yield f'<VARIABLE TYPE="nature">\n  <NAME>{xml_text(variable.name)}</NAME>'
        yield from (f"  <OUTCOME>{xml_text(state)}</OUTCOME>" for state in variable.states)
        for line in property_lines(content, index):
            yield f"  <PROPERTY>{xml_text(line)}</PROPERTY>"
        yield "</VARIABLE>"
    for child, parents, rows in written_tables(network):
        yield f"<DEFINITION>\n  <FOR>{xml_text(child)}</FOR>"
        yield from (f"  <GIVEN>{xml_text(parent)}</GIVEN>" for parent in parents)
        yield "  <TABLE>"
        yield from (f"    {' '.join(row)}" for row in rows)
        yield "  </TABLE>\n</DEFINITION>"
    yield "</NETWORK>\n</BIF>"
