"""The table of formats of networks: how each is read and written, and what it can keep."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from engine.files import bif, dagitty, dot, dsc, hugin_net, uai, xdsl, xmlbif
from engine.files.edge_list import network_from_edge_list
from engine.files.identifiers import identifiers
from engine.files.network_file import NetworkFile
from engine.files.xml_tree import Element, parse_xml
from engine.networks.editing import free_name
from engine.networks.layout import layered_positions
from engine.problems import InvalidInput, Problem
from engine.sessions.notes import Notes
from engine.sessions.positions import Positions

TABLES, NAMES, POSITIONS, HIDDEN, NOTES, TITLE = "tables", "names", "positions", "hidden", "notes", "title"
ALL = frozenset({TABLES, NAMES, POSITIONS, HIDDEN, NOTES, TITLE})

Spelling = Callable[[str], str]


@dataclass(frozen=True)
class NetworkFormat:
    """A format of files of networks.

    Parameters
    ----------
    name
        What people call it.
    suffixes
        Endings of the names of such files in small letters, the first one for files that are written.
    read
        Returns what the bytes of a file hold; raises InvalidInput.
    write
        Returns the text of a file.
    keeps
        What the format can hold, of `TABLES`, `NAMES`, `POSITIONS`, `HIDDEN`, `NOTES` and `TITLE`.
    spelling
        How a name of a variable or of the network can be written.
    state_spelling
        How names of states can be written; the same where it is not given.
    note_spelling
        How notes can be written; on as many lines as they have where it is not given.
    lays_out
        Whether programs that read the format lay out nodes without a place themselves; else they pile them up.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[bytes], NetworkFile]
    write: Callable[[NetworkFile], str]
    keeps: frozenset[str] = ALL
    spelling: Spelling = str
    state_spelling: Spelling | None = None
    note_spelling: Spelling | None = None
    lays_out: bool = False

    def bytes_of(self, content: NetworkFile) -> bytes:
        """Return a file of this format: names respelled, and nodes without a place laid out where others would not."""
        if not (self.lays_out or POSITIONS not in self.keeps or set(content.network.names) <= set(content.positions)):
            laid = dict(zip(content.network.names, layered_positions(content.network.dag), strict=True))
            content = replace(content, positions=Positions(laid))
        return self.write(self.spelled(content)).encode("utf-8", errors="replace")

    def spelled(self, content: NetworkFile) -> NetworkFile:
        """Return a network with names as this format can hold them, each still distinct."""
        network = content.network
        names: list[str] = []
        for name in network.names:
            names.append(free_name(self.spelling(name) or "variable", names))
        variables = tuple(
            replace(variable, name=name, states=self._states(variable.states))
            for name, variable in zip(names, network.variables, strict=True)
        )
        new = dict(zip(network.names, names, strict=True))
        spell_note = self.note_spelling or _lines_of_text
        return NetworkFile(
            replace(network, variables=variables),
            Positions({new[name]: place for name, place in content.positions.items() if name in new}),
            Notes({new[name]: spell_note(note) for name, note in content.notes.items() if name in new}),
            self.spelling(content.title),
        )

    def _states(self, states: tuple[str, ...]) -> tuple[str, ...]:
        spell = self.state_spelling or self.spelling
        found: list[str] = []
        for state in states:
            word = spell(state) or "state"
            number = 2
            while word in found:
                word, number = f"{spell(state) or 'state'}_{number}", number + 1
            found.append(word)
        return tuple(found)


def _lines_of_text(text: str) -> str:
    """Return a text as it is once a file was read: its line ends line feeds, without what XML has no way to write."""
    text = re.sub(r"\r\n?", "\n", text)
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]", " ", text).strip()


def _one_line(text: str) -> str:
    """Return a text on one line."""
    return re.sub(r"[\n\t]+", " ", _lines_of_text(text))


def _bif_word(text: str) -> str:
    """Return a text on one line without quotation marks."""
    return _one_line(text).replace('"', "'")


def _bif_property(text: str) -> str:
    """Return a text without what ends a property."""
    return _bif_word(text).replace(";", ",")


def _dsc_word(text: str) -> str:
    """Return a text without quotation marks, line breaks and backslashes."""
    return _bif_word(text).replace("\\", "/")


def _identifier(text: str) -> str:
    return identifiers([text], "s")[0]


def _text_reader(read: Callable[[str], NetworkFile], data: bytes) -> NetworkFile:
    """Return what a text in UTF-8, or as old programs for Windows wrote it, holds."""
    losses: tuple[str, ...] = ()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
        losses = ("The file is not in UTF-8: it was read as old programs for Windows write text.",)
    content = read(text.replace("\r\n", "\n").replace("\r", "\n"))
    return replace(content, losses=(*losses, *content.losses))


def read_xml(data: bytes | str) -> NetworkFile:
    """Return what a document in XDSL or XMLBIF holds, whatever its file is called."""
    root = parse_xml(data)
    readers: dict[str, Callable[[Element], NetworkFile]] = {
        "bif": xmlbif.network_from_xmlbif,
        "smile": xdsl.network_from_xdsl,
    }
    if root.tag not in readers:
        remedy = "This program reads XMLBIF (<BIF>) and XDSL (<smile>)"
        raise InvalidInput(Problem(f"this is XML of another kind: <{root.tag[:30]}>", remedy, line=root.line))
    return readers[root.tag](root)


def _dot_or_edges(text: str) -> NetworkFile:
    return dot.network_from_dot(text) if "{" in text else network_from_edge_list(text)


def _dagitty_or_edges(text: str) -> NetworkFile:
    return dagitty.network_from_dagitty(text) if "{" in text else network_from_edge_list(text)


FORMATS = (
    NetworkFormat(
        "BIF",
        (".bif",),
        partial(_text_reader, bif.content_from_bif),
        bif.content_to_bif,
        spelling=_bif_word,
        note_spelling=_bif_property,
    ),
    NetworkFormat("XMLBIF", (".xmlbif", ".bifxml", ".xml"), read_xml, xmlbif.network_to_xmlbif, spelling=_one_line),
    NetworkFormat(
        "XDSL (GeNIe)",
        (".xdsl",),
        read_xml,
        xdsl.network_to_xdsl,
        spelling=_one_line,
        state_spelling=_identifier,
    ),
    NetworkFormat(
        "Hugin NET",
        (".net",),
        partial(_text_reader, hugin_net.network_from_net),
        hugin_net.network_to_net,
        spelling=_one_line,
    ),
    NetworkFormat(
        "DSC (MSBNx)",
        (".dsc",),
        partial(_text_reader, dsc.network_from_dsc),
        dsc.network_to_dsc,
        keeps=ALL - {HIDDEN, NOTES},
        spelling=_dsc_word,
    ),
    NetworkFormat(
        "UAI",
        (".uai",),
        partial(_text_reader, uai.network_from_uai),
        uai.network_to_uai,
        keeps=frozenset({TABLES}),
    ),
    NetworkFormat(
        "DAGitty",
        (".dagitty", ".dag"),
        partial(_text_reader, _dagitty_or_edges),
        dagitty.network_to_dagitty,
        keeps=frozenset({NAMES, POSITIONS, HIDDEN, TITLE}),
        spelling=_one_line,
        lays_out=True,
    ),
    NetworkFormat(
        "DOT (Graphviz)",
        (".dot", ".gv"),
        partial(_text_reader, _dot_or_edges),
        dot.network_to_dot,
        keeps=ALL - {TABLES},
        spelling=_one_line,
        lays_out=True,
    ),
)
