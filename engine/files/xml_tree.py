"""XML as a tree of elements with their lines; what could harm is refused before it does."""

from __future__ import annotations

import xml.parsers.expat
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from engine.problems import InvalidInput, Problem

DEEPEST = 50
MOST_ELEMENTS = 500_000


@dataclass
class Element:
    """An element of a document.

    Parameters
    ----------
    tag
        Its name in small letters, without a name space.
    attributes
        Its attributes, their names in small letters.
    line
        The line in which it begins.
    children
        The elements in it, in order.
    text
        All text directly in it, comments left out.
    """

    tag: str
    attributes: dict[str, str]
    line: int
    children: list[Element] = field(default_factory=list)
    text: str = ""

    def all(self, *tags: str) -> list[Element]:
        """Return the children with one of these tags, in order."""
        return [child for child in self.children if child.tag in tags]

    def first(self, *tags: str) -> Element | None:
        """Return the first child with one of these tags, or None."""
        return next(iter(self.all(*tags)), None)

    def text_of(self, *tags: str) -> str:
        """Return the text of the first child with one of these tags without blanks around it; "" without one."""
        found = self.first(*tags)
        return found.text.strip() if found is not None else ""

    def everywhere(self, tag: str) -> Iterator[Element]:
        """Yield the elements below this one with a tag, in the order of the document."""
        for child in self.children:
            if child.tag == tag:
                yield child
            yield from child.everywhere(tag)


class _Harmful(Exception):
    def __init__(self, what: str, remedy: str) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(what)


class _Target:
    """Receives the events of the parser."""

    def __init__(self) -> None:
        self.root: Element | None = None
        self.parser: xml.parsers.expat.XMLParserType | None = None
        self._open: list[Element] = []
        self._texts: list[list[str]] = []
        self._count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MOST_ELEMENTS:
            raise _Harmful(f"it has more than {MOST_ELEMENTS:,} elements", "Check that it is the right file")
        if len(self._open) >= DEEPEST:
            raise _Harmful(f"elements are nested more than {DEEPEST} deep", "Check that it is the right file")
        line = self.parser.CurrentLineNumber if self.parser is not None else 0
        named = {_plain(name): text for name, text in attributes.items()}
        element = Element(_plain(tag), named, line)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)
        self._texts.append([])

    def end(self, _tag: str) -> None:
        self._open.pop().text = "".join(self._texts.pop())

    def data(self, text: str) -> None:
        if self._texts:
            self._texts[-1].append(text)

    def close(self) -> None:
        pass


def _plain(name: str) -> str:
    return name.rpartition("}")[2].lower()


def parse_xml(data: bytes | str) -> Element:
    """Return the root of a document.

    Raises
    ------
    InvalidInput
        When it is not XML, declares entities of its own (they can make a small file fill the memory), is nested more
        than 50 deep or has more than 500,000 elements.
    """
    target = _Target()
    parser = DefusedXMLParser(target=target)
    target.parser = parser.parser
    try:
        parser.feed(data)
        parser.close()
    except DefusedXmlException:
        what = "it declares entities of its own, which can make a small file fill the memory"
        raise InvalidInput(Problem(what, "Write them out", line=_line(target))) from None
    except _Harmful as error:
        raise InvalidInput(Problem(error.what, error.remedy, line=_line(target))) from None
    except (ParseError, xml.parsers.expat.ExpatError) as error:
        what = f"this is not sound XML: {str(error).partition(':')[0]}"
        raise InvalidInput(Problem(what, "Check that the file is whole", line=_line(target))) from None
    except (LookupError, ValueError, UnicodeError):
        what = "it is written in an encoding that this program does not read"
        raise InvalidInput(Problem(what, "Save it as UTF-8")) from None
    if target.root is None:
        raise InvalidInput(Problem("there is nothing in it", "Choose a file with a network in it"))
    return target.root


def xml_text(text: str) -> str:
    """Return a text as it is written between tags, so that it reads back the same."""
    return escape(text, {"\r": "&#13;"})


def _line(target: _Target) -> int | None:
    return target.parser.ErrorLineNumber if target.parser is not None else None
