"""XML that could do harm, or is none, is refused before it does."""

from __future__ import annotations

import pytest

from engine.files import xml_tree
from engine.files.network_formats import read_xml
from engine.files.xml_tree import parse_xml
from engine.problems import InvalidInput

BOMB = """<?xml version="1.0"?>
<!DOCTYPE lolz [
 <!ENTITY lol "lol">
 <!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">
 <!ENTITY lol3 "&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;">
]>
<BIF><NETWORK><NAME>&lol3;</NAME></NETWORK></BIF>"""
OUTSIDE = """<!DOCTYPE BIF [ <!ENTITY secret SYSTEM "file:///etc/passwd"> ]><BIF><NAME>&secret;</NAME></BIF>"""


def fault(data: str | bytes) -> str:
    with pytest.raises(InvalidInput) as caught:
        parse_xml(data)
    return str(caught.value)


@pytest.mark.parametrize("text", [BOMB, OUTSIDE])
def test_entities_of_its_own_are_refused(text: str) -> None:
    assert "it declares entities of its own, which can make a small file fill the memory. Write them out." in fault(
        text
    )


def test_elements_nested_too_deep_are_refused() -> None:
    assert "elements are nested more than 50 deep" in fault("<a>" * 100_000)
    assert parse_xml("<a>" * 50 + "</a>" * 50).tag == "a"


def test_too_many_elements_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_tree, "MOST_ELEMENTS", 10)
    assert "it has more than 10 elements" in fault(f"<a>{'<b/>' * 10}</a>")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("<a><b></a>", "line 1: this is not sound XML: mismatched tag. Check that the file is whole."),
        ("\n\nplain text", "line 3: this is not sound XML: syntax error."),
        (b'<?xml version="1.0" encoding="nonsense"?><a/>', "encoding"),
        (b'<?xml version="1.0" encoding="shift_jis"?><a/>', "encoding"),
        ("", "this is not sound XML: no element found"),
    ],
)
def test_what_is_no_xml_is_said(data: str | bytes, message: str) -> None:
    assert message in fault(data)


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "windows-1252", "UTF-8", "UTF-16"])
def test_encodings_of_older_programs(encoding: str) -> None:
    assert parse_xml(f'<?xml version="1.0" encoding="{encoding}"?><a>Größe</a>'.encode(encoding)).text == "Größe"


def test_tags_are_told_apart_by_their_plain_names_and_know_their_lines() -> None:
    root = parse_xml('<x:A xmlns:x="urn:x">one<!-- no -->two\n<B Id="1"/><C><B/></C></x:A>')
    assert (root.tag, root.text, root.line) == ("a", "onetwo\n", 1)
    assert [(child.tag, child.line) for child in root.children] == [("b", 2), ("c", 2)]
    assert root.children[0].attributes == {"id": "1"}
    assert len(list(root.everywhere("b"))) == 2


def test_xml_of_another_kind_is_refused() -> None:
    with pytest.raises(InvalidInput, match=r"this is XML of another kind: <html>\. This program reads XMLBIF"):
        read_xml("<html></html>")
